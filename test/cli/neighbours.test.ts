/** Load balancers and Google's services from what is asked for to what is created, and back. */
import { describe, expect, it } from 'vitest';
import { readReport } from '../../src/report/read-report.ts';
import { runOn } from './fake-io.ts';

const spec = `
networks:
  - name: prod-vpc
    ranges:
      - {role: proxy-only, region: europe-west1}
      - {role: proxy-only, region: europe-west1, kind: cross-region, prefixLength: 24}
      - {role: proxy-only, region: europe-west1, backup: true, prefixLength: 25}
      - {role: private-services-access, producers: [cloud-sql, memorystore]}
      - {role: private-services-access, name: more, prefixLength: 20}
      - {role: load-balancer, addresses: 20, region: europe-west1}
      - {role: private-service-connect, name: published, prefixLength: 28, region: europe-west1}
      - {role: private-service-connect, kind: endpoints, addresses: 5, region: europe-west1}
    clusters:
      - {name: prod, location: europe-west1, nodes: 90, services: 300}
`;

const files = { 'spec.yaml': spec };

const byText = (a: readonly unknown[], b: readonly unknown[]) => (a.join() < b.join() ? -1 : 1);

/** Role, name, block, kind and state of each, sorted. */
const neighboursIn = (report: string) =>
  readReport(report)
    .networks.flatMap(({ ranges = [] }) => ranges)
    .map(({ role, name, cidr, kind, backup }) => [role, name, cidr, kind, backup ?? false])
    .toSorted(byText);

const rulesIn = (report: string) => readReport(report).findings.map(({ rule }) => rule);

it('what plan writes as Terraform is what check reads, without a finding about neighbours', async () => {
  const plan = ['plan', 'spec.yaml', '-o', 'terraform=main.tf', '-o', 'json'];
  const planned = await runOn({ files }, ...plan);
  expect(planned.stderr).toBe('');
  const checked = await runOn({ files: planned.written }, 'check', 'main.tf', '-o', 'json');
  expect(checked.stderr).toBe('');
  expect(rulesIn(checked.stdout)).toEqual([]);
  // Subnets for addresses of load balancers and endpoints are subnets as any others.
  const plain = new Set(['prod-vpc-load-balancer', 'prod-vpc-private-service-connect']);
  expect(neighboursIn(checked.stdout)).toEqual(
    neighboursIn(planned.stdout).filter(([, name]) => !plain.has(String(name))),
  );
  expect(neighboursIn(checked.stdout)).toHaveLength(6);
  expect(readReport(checked.stdout).networks[0]?.free).toEqual(
    readReport(planned.stdout).networks[0]?.free,
  );
});

it('planning the spec that plan writes changes nothing', async () => {
  const once = await runOn({ files }, 'plan', 'spec.yaml', '-o', 'spec', '-o', 'terraform=a.tf');
  const again = { 'spec.yaml': once.stdout };
  const args = ['plan', 'spec.yaml', '-o', 'spec', '-o', 'terraform=a.tf'];
  const twice = await runOn({ files: again }, ...args);
  expect(twice.stdout).toBe(once.stdout);
  expect(twice.written).toEqual(once.written);
});

it('what plan writes as variables is what check reads', async () => {
  const plan = ['plan', 'spec.yaml', '-o', 'tfvars=v.tfvars', '-o', 'json'];
  const planned = await runOn({ files }, ...plan);
  const checked = await runOn({ files: planned.written }, 'check', 'v.tfvars', '-o', 'json');
  const places = (report: string) =>
    neighboursIn(report)
      .map(([role, , cidr]) => [role, cidr])
      .toSorted(byText);
  expect(places(checked.stdout)).toEqual(places(planned.stdout));
});

it('what is there already is not created, but stays connected', async () => {
  const found = `
networks:
  - name: v
    ranges:
      - {name: old, cidr: 10.0.0.0/16, role: private-services-access}
      - {name: new, role: private-services-access, prefixLength: 20}
      - {name: proxies, cidr: 10.2.0.0/24, role: proxy-only, region: us-east1}
`;
  const args = ['plan', 'spec.yaml', '-o', 'terraform', '-o', 'gcloud=g.sh'];
  const { stdout, written } = await runOn({ files: { 'spec.yaml': found } }, ...args);
  expect(stdout).toContain(
    'reserved_peering_ranges = ["old", google_compute_global_address.new.name]',
  );
  expect(stdout).not.toContain('google_compute_subnetwork');
  expect(written['g.sh']).toContain('gcloud services vpc-peerings update');
  expect(written['g.sh']).toContain('--ranges=old,new');
  expect(written['g.sh']).not.toContain('subnets create');
});

describe('--other-range', () => {
  it('asks for a size, for the suggested one, or says a block', async () => {
    const args = ['--nodes', '10', '--other-range', 'proxy-only,load-balancer=/27'];
    const block = ['--other-range', 'private-services-access=10.9.0.0/20'];
    const { stdout, stderr } = await runOn({}, 'plan', ...args, ...block, '-o', 'json');
    expect(stderr).toBe('');
    const [network] = readReport(stdout).networks;
    expect(
      network?.ranges?.map(({ role, name, prefixLength }) => [role, name, prefixLength]),
    ).toEqual([
      ['private-services-access', null, 20],
      ['proxy-only', 'vpc-proxy-only', 23],
      ['load-balancer', 'vpc-load-balancer', 27],
    ]);
    expect(network?.ranges?.[1]?.suggested?.verified).toBe(false);
  });

  it('needs no cluster', async () => {
    const { code, stdout } = await runOn({}, 'plan', '--other-range', 'proxy-only', '-o', 'tfvars');
    expect(code).toBe(0);
    expect(stdout).toContain('proxy_only_cidr = "10.0.0.0/23"');
  });

  it('is checked', async () => {
    const { code, stdout } = await runOn({}, 'check', '--other-range', 'proxy-only=10.0.0.0/27');
    expect(code).toBe(1);
    expect(stdout).toContain('proxy-only-range-size');
  });

  it('names every entry that says nothing it knows', async () => {
    const entries =
      'proxies,load-balancer,proxy-only=/33,proxy-only=10.0.0.1/24,proxy-only=fd20:1:2:3::/64';
    const { code, stderr } = await runOn({}, 'plan', '--nodes', '1', '--other-range', entries);
    expect(code).toBe(2);
    expect(stderr.match(/^--other-range: .*$/gm)).toEqual([
      '--other-range: "proxies" is unknown',
      '--other-range: load-balancer has no size',
      '--other-range: "/33" is no size',
      expect.stringContaining('host bits'),
      '--other-range: "fd20:1:2:3::/64" is IPv6',
    ]);
  });

  it.each(['', '23', '/', '/0', '/2x', '/-1'])(
    'says how sizes are written, for "%s"',
    async (size) => {
      const { code, stderr } = await runOn({}, 'check', '--other-range', `proxy-only=${size}`);
      expect(code).toBe(2);
      expect(stderr).toBe(
        `--other-range: "${size}" is no size\n  fix: write /1 to /32, or a block such as 10.0.0.0/23\n`,
      );
    },
  );

  it('does not guess which of several networks is meant', async () => {
    const two = 'networks: [{name: a}, {name: b}]';
    const args = ['plan', 'spec.yaml', '--other-range', 'proxy-only'];
    const { code, stderr } = await runOn({ files: { 'spec.yaml': two } }, ...args);
    expect(code).toBe(2);
    expect(stderr).toContain('--other-range: is meant for one network, the input has 2: a, b');
  });
});

it.each([
  [9, 'and 1 more such range\n'],
  [10, 'and 2 more such ranges\n'],
])('a table counts what there is too much of to name: of %i', async (length, rest) => {
  const many = Array.from(
    { length },
    (_, index) => `      - {name: p${index}, role: proxy-only, region: region-${index}}\n`,
  ).join('');
  const text = `networks:\n  - name: v\n    ranges:\n${many}`;
  const { stdout } = await runOn({ files: { 'spec.yaml': text } }, 'plan', 'spec.yaml');
  expect(stdout.match(/Proxy-only/g)).toHaveLength(8);
  expect(stdout).toContain(rest);
});

it.each(['table', 'markdown', 'html'])('%s says where they are', async (format) => {
  const { stdout } = await runOn({ files }, 'plan', 'spec.yaml', '-o', format);
  for (const words of ['Proxy-only', 'Load balancers', 'Private services access'])
    expect(stdout).toContain(words);
  expect(stdout).toContain('20 of 28 needed');
  expect(stdout).toContain('the suggested size, unverified');
});

it.each(['table', 'markdown', 'html', 'json', 'spec', 'terraform', 'gcloud', 'tfvars'])(
  '%s says nothing of them where nobody asks and none is found',
  async (format) => {
    const { stdout } = await runOn({}, 'plan', '--nodes', '20', '-o', format);
    expect(stdout).not.toMatch(/proxy|balancer|services.access/i);
  },
);
