/** Reports of a dual-stack cluster and of its network, and what creates them. */
import { describe, expect, it } from 'vitest';
import type { ClusterSpec, Ipv6Ranges, Network } from '../../src/gke/cluster.ts';
import { survey } from '../../src/gke/landscape.ts';
import { joinInputs } from '../../src/input/join.ts';
import { parseCidr } from '../../src/net/cidr.ts';
import { addressMap } from '../../src/report/address-map.ts';
import { buildReport } from '../../src/report/build.ts';
import { diffReports } from '../../src/report/changes.ts';
import { freeReport, renderFreeTable } from '../../src/report/free.ts';
import { renderGcloud } from '../../src/report/gcloud.ts';
import { reportRenderers } from '../../src/report/index.ts';
import type { Report } from '../../src/report/report.ts';
import { renderSpec } from '../../src/report/spec.ts';
import { renderTerraform } from '../../src/report/terraform.ts';
import { blocks, cluster, network, other } from '../gke/builders.ts';
import { readInput } from '../input/read-input.ts';
import { bareCluster, devNetwork } from './samples.ts';

const block = (text: string) => ({ cidr: parseCidr(text) });
const pipe = { colorLevel: 0 } as const;
const ipv6 = { nodes: block('fd20:0:1::/64'), services: block('fd20:0:2::/112') };
const ranges = { nodes: '10.0.0.0/22', pods: '10.4.0.0/16', services: '10.8.0.0/20' };

/** A /48 with one /64: 65,535 more. */
const home = (own: Ipv6Ranges | undefined = ipv6) =>
  network({
    ipv6Within: blocks('fd20:0:1::/48'),
    clusters: [cluster({ ranges, ...(own && { ipv6: own }) })],
  });

function reportOf(...networks: readonly Network[]): Report {
  const landscape = survey(networks);
  const nothing = { findings: [], notChecked: [], overlappingPairs: 0 };
  return buildReport({ ...nothing, landscape, version: '1.2.3' });
}

const rendered = async (report: Report, format: keyof typeof reportRenderers) =>
  (await reportRenderers[format]())(report, pipe);

describe('the report of a dual-stack cluster', () => {
  const report = reportOf(home());

  it('has its IPv6 ranges behind those of IPv4, which count as if they were alone', () => {
    const { ipv6Within: _, ...single } = home();
    const plain = cluster({ ranges, dataPlane: 'netd' });
    const [dual, alone] = [report, reportOf({ ...single, clusters: [plain] })];
    expect(dual.clusters[0]?.ranges.slice(0, 3)).toEqual(alone.clusters[0]?.ranges);
    expect(dual.clusters[0]?.capacity).toEqual(alone.clusters[0]?.capacity);
    expect(dual.networks[0]).toMatchObject({ ...alone.networks[0] });
    expect(alone.clusters[0]).not.toHaveProperty('ipv6');
    expect(alone.networks[0]).not.toHaveProperty('ipv6');
    const nothing = { usable: null, needed: null, free: null, utilization: null };
    expect(dual.clusters[0]?.ranges.slice(3)).toEqual([
      {
        role: 'node',
        name: null,
        cidr: 'fd20:0:1::/64',
        prefixLength: 64,
        addresses: '18446744073709551616',
        ...nothing,
      },
      {
        role: 'service',
        name: null,
        cidr: 'fd20:0:2::/112',
        prefixLength: 112,
        addresses: 65_536,
        ...nothing,
      },
    ]);
  });

  it('says what the subnet holds: 2^(96−64) nodes, and which sizes nobody verified', () => {
    expect(report.clusters[0]?.ipv6).toMatchObject({
      nodes: 4_294_967_296,
      blocks: [
        { role: 'node', prefixLength: 96, verified: true },
        { role: 'pod', prefixLength: 112, verified: false },
        { role: 'service', prefixLength: 112, verified: false },
      ],
    });
  });

  it.each(['table', 'markdown', 'html'] as const)('says so in %s', async (format) => {
    const text = (await rendered(report, format)).replaceAll('\\', '');
    expect(text).toContain('the /64 of the subnet holds 4,294,967,296 nodes; each node a /96');
    expect(text).toContain('Pods of a node a /112 (unverified)');
    expect(text).not.toContain('Services a /112 (unverified)');
    expect(text).toContain('fd20:0:1::/64');
    expect(text).toContain('65,535 of 65,536 subnets (/64), at most fd20:0:1:8000::/49');
    const alone = await rendered(reportOf(network({ clusters: [cluster({ ranges })] })), format);
    expect(alone).not.toContain('IPv6');
  });

  it('does not know what a subnet holds whose range nobody says', async () => {
    const open = reportOf(home({}));
    expect(open.clusters[0]?.ipv6?.nodes).toBeNull();
    const text = await rendered(open, 'table');
    expect(text).toContain('dual-stack; the range of the subnet is not known; each node a /96');
    expect(text).toContain('Services a /112 (unverified)');
  });

  it('is drawn in the map with its IPv4 ranges alone', () => {
    const [first] = report.networks;
    const { rows } = addressMap(first!, report);
    const all = rows.flatMap(({ items }) => items.map(({ cidr }) => cidr.family));
    expect(all).toContain(4);
    expect(all).not.toContain(6);
  });

  it('shows in a diff that IPv6 came', () => {
    const before = reportOf(network({ clusters: [cluster({ ranges })] }));
    const changes = diffReports(before, report).changes?.clusters[0]?.ranges;
    expect(changes?.map(({ change, cidr }) => [change, cidr.after])).toEqual([
      ['unchanged', '10.0.0.0/22'],
      ['unchanged', '10.4.0.0/16'],
      ['unchanged', '10.8.0.0/20'],
      ['added', 'fd20:0:1::/64'],
      ['added', 'fd20:0:2::/112'],
    ]);
  });

  it('is kept clear of where it was saved', async () => {
    const text = await rendered(report, 'json');
    const { ranges: kept, problems } = readInput({ name: 'report.json', text });
    expect(problems).toEqual([]);
    expect(kept.map(({ cidr }) => cidr.text)).toContain('fd20:0:1::/64');
  });
});

describe('the IPv6 space of a network', () => {
  it('is counted apart: 2^80 addresses and none of IPv4', () => {
    expect(reportOf(network({ ipv6Within: blocks('fd20:0:1::/48') })).networks[0]).toMatchObject({
      usedAddresses: 0,
      freeAddresses: 16_777_216,
      ipv6: {
        within: ['fd20:0:1::/48'],
        free: ['fd20:0:1::/48'],
        usedAddresses: 0,
        freeAddresses: '1208925819614629174706176',
        largestFree: 'fd20:0:1::/48',
        subnets: { prefixLength: 64, all: 65_536, free: 65_536 },
      },
    });
  });

  it('has as free subnets only those that are wholly free', () => {
    const taken = [other('fd20:0:1::/112')];
    const space = blocks('fd20:0:1::/63');
    const [first] = reportOf(network({ ipv6Within: space, ranges: taken })).networks;
    expect(first?.ipv6?.subnets).toEqual({ prefixLength: 64, all: 2, free: 1 });
    expect(first?.ipv6?.largestFree).toBe('fd20:0:1:1::/64');
  });

  it('is listed by free in subnets', () => {
    const taken = [other('fd20:0:1::/65')];
    const report = freeReport({
      landscape: survey([network({ ipv6Within: blocks('fd20:0:1::/62'), ranges: taken })]),
      fits: [],
      notChecked: [],
      version: '1.2.3',
    });
    const text = renderFreeTable(report, pipe);
    expect(text).toMatch(/ IPv6 space +fd20:0:1::\/62\n/);
    expect(text).toMatch(/ IPv6 free +Subnets \(\/64\)\n/);
    expect(text).toMatch(/ fd20:0:1:0:8000::\/65 +0\n/);
    expect(text).toMatch(/ fd20:0:1:1::\/64 +1\n/);
    expect(text).toMatch(/ fd20:0:1:2::\/63 +2\n/);
  });

  it.each(['table', 'markdown', 'html', 'svg', 'json'] as const)(
    'of a network of IPv6 alone leaves nothing of IPv4 to say in %s',
    async (format) => {
      const only = network({
        ipv6Within: blocks('fd20:0:1::/48'),
        ranges: [other('fd20:0:1::/64')],
      });
      const text = await rendered(reportOf(only), format);
      expect(text).not.toContain('10.0.0.0/8');
      if (format !== 'svg') expect(text).toContain('fd20:0:1:8000::/49');
    },
  );
});

describe('a network of which only IPv6 ranges are known', () => {
  it.each(['table', 'markdown', 'html', 'svg'] as const)('is shown in %s', async (format) => {
    const text = await rendered(reportOf(network({ ranges: [other('fd20:0:1::/64')] })), format);
    expect(text).not.toContain('10.0.0.0/8');
    if (format !== 'svg') expect(text).toContain('not known');
    if (format === 'html') expect(text).not.toContain('Address map of');
  });
});

describe('a spec', () => {
  it('gives the same IPv6 ranges again', () => {
    const text = renderSpec([home()], []);
    const { networks, problems } = joinInputs([readInput({ name: 'spec.yaml', text })]);
    expect(problems).toEqual([]);
    expect(networks[0]?.ipv6Within?.map((one) => one.text)).toEqual(['fd20:0:1::/48']);
    const read = networks[0]?.clusters[0]?.ipv6;
    expect(read?.nodes?.cidr?.text).toBe('fd20:0:1::/64');
    expect(read?.services?.cidr?.text).toBe('fd20:0:2::/112');
    expect(renderSpec([home({})], [])).toContain('ipv6: {}\n');
    expect(renderSpec([devNetwork], [])).not.toContain('ipv6');
  });

  it('names what is no IPv6 block', () => {
    const text = renderSpec([home()], [])
      .replace('fd20:0:1::/64', '10.0.0.0/24')
      .replace('fd20:0:1::/48', 'fd20:0:1::1/48');
    expect(readInput({ name: 'spec.yaml', text }).problems.map(({ what }) => what)).toEqual([
      expect.stringContaining('"fd20:0:1::1/48" has host bits set'),
      expect.stringContaining('"10.0.0.0/24" is IPv4, where IPv6 is due'),
    ]);
  });
});

describe('what creates a dual-stack cluster', () => {
  const created = (own: ClusterSpec['ipv6'], more: Partial<Network> = {}) => {
    const networks = [
      { ...devNetwork, ...more, clusters: [{ ...bareCluster, ...(own && { ipv6: own }) }] },
    ];
    return {
      terraform: renderTerraform(networks, []).replaceAll(/ +=/g, ' ='),
      gcloud: renderGcloud(networks, []).replaceAll(' \\\n  ', ' '),
    };
  };

  it('asks for an internal range of the network and of the subnet', () => {
    const { terraform, gcloud } = created({}, { ipv6Within: blocks('fd20:0:1::/48') });
    expect(terraform).toContain('  enable_ula_internal_ipv6 = true\n');
    expect(terraform).toContain('  internal_ipv6_range = "fd20:0:1::/48"\n');
    expect(terraform).toContain('  stack_type = "IPV4_IPV6"\n  ipv6_access_type = "INTERNAL"\n');
    expect(terraform).toContain('    stack_type = "IPV4_IPV6"\n');
    expect(gcloud).toContain('--enable-ula-internal-ipv6 --internal-ipv6-range=fd20:0:1::/48');
    expect(gcloud).toContain('--stack-type=IPV4_IPV6 --ipv6-access-type=INTERNAL');
    expect(gcloud).toContain('--cluster-secondary-range-name=dev-pods --stack-type=ipv4-ipv6');
  });

  it('asks for an external range where the one that is given is public', () => {
    const { terraform, gcloud } = created({ nodes: block('2600:1900:4000:1::/64') });
    expect(terraform).toContain('  ipv6_access_type = "EXTERNAL"\n');
    expect(gcloud).toContain('--ipv6-access-type=EXTERNAL');
    expect(`${terraform}${gcloud}`).not.toMatch(/internal.ipv6/);
  });

  it('says nothing of IPv6 for one of IPv4 alone', () => {
    const { terraform, gcloud } = created(undefined);
    expect(`${terraform}${gcloud}`).not.toMatch(/ipv6|stack/i);
  });
});
