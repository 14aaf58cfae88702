/** How Pods are masqueraded, in every input that can say it and in what is written back. */
import { describe, expect, it, test } from 'vitest';
import { applyFlags } from '../../src/input/flag-cluster.ts';
import { readFlags } from '../../src/input/flags.ts';
import { readInputs } from '../../src/input/index.ts';
import { joinInputs } from '../../src/input/join.ts';
import type { Network } from '../../src/gke/cluster.ts';
import { renderGcloud } from '../../src/report/gcloud.ts';
import { renderSpec } from '../../src/report/spec.ts';
import { renderTerraform } from '../../src/report/terraform.ts';

const read = (...texts: readonly string[]) =>
  joinInputs(readInputs(texts.map((text, index) => ({ name: `${index}.yaml`, text }))));

const spec = (masquerade: string, network = '') => `networks:
  - name: vpc${network}
    clusters:
      - name: prod
        location: europe-west1
        nodes: 3
        masquerade: ${masquerade}
        ranges: { nodes: 10.0.0.0/20, pods: 10.4.0.0/16, services: google-managed }
`;

const described = (disabled: boolean) =>
  JSON.stringify({
    name: 'prod',
    location: 'europe-west1',
    network: 'vpc',
    clusterIpv4Cidr: '10.4.0.0/16',
    ipAllocationPolicy: { useIpAliases: true },
    networkConfig: { defaultSnatStatus: { disabled } },
  });

/** The list as texts, and the switch. */
const saidBy = ({ networks }: { readonly networks: readonly Network[] }) =>
  networks.flatMap(({ clusters }) =>
    clusters.map(({ masquerade }) => [
      masquerade?.nonMasqueradeCidrs?.map(({ text }) => text),
      masquerade?.disableDefaultSnat,
    ]),
  );

describe('a spec', () => {
  it('says a list, the switch, or both', () => {
    expect(saidBy(read(spec('{ nonMasqueradeCIDRs: [10.0.0.0/20, 10.4.0.0/16] }')))).toEqual([
      [['10.0.0.0/20', '10.4.0.0/16'], undefined],
    ]);
    expect(
      saidBy(read(spec('{ nonMasqueradeCIDRs: [10.0.0.0/8], disableDefaultSnat: true }'))),
    ).toEqual([[['10.0.0.0/8'], true]]);
  });

  it('says with an empty list that Pods never keep their address, and nothing with an empty map', () => {
    expect(saidBy(read(spec('{ nonMasqueradeCIDRs: [] }')))).toEqual([[[], undefined]]);
    const [cluster] = read(spec('{}')).networks.flatMap(({ clusters }) => clusters);
    expect(cluster).not.toHaveProperty('masquerade');
  });

  it('has a place for what is wrong with it', () => {
    const { problems } = read(spec('{ nonMasqueradeCIDRs: [10.0.0.5/20] }'));
    expect(problems.map(({ fix, where }) => [fix, where?.path])).toEqual([
      ['write 10.0.0.0/20', 'networks[0].clusters[0].masquerade.nonMasqueradeCIDRs[0]'],
    ]);
  });

  it('is written back as it was', () => {
    const limits = '\n    subnetRangeLimits: { network: 600, peeringGroup: 500 }';
    for (const text of [
      spec('{ nonMasqueradeCIDRs: [] }'),
      spec('{ nonMasqueradeCIDRs: [10.0.0.0/20], disableDefaultSnat: true }', limits),
    ]) {
      const first = read(text);
      const written = renderSpec(first.networks, []);
      expect(saidBy(read(written))).toEqual(saidBy(first));
      expect(renderSpec(read(written).networks, [])).toBe(written);
      expect(read(written).networks[0]?.subnetRangeLimits).toEqual(
        first.networks[0]?.subnetRangeLimits,
      );
    }
  });
});

describe('flags', () => {
  const values = { 'non-masquerade-cidr': ['10.0.0.0/20,10.4.0.0/16', '10.8.0.0/20'] };

  it('say the same', () => {
    const { networks, problems } = applyFlags(read(), readFlags(values));
    expect(problems).toEqual([]);
    expect(saidBy({ networks })).toEqual([
      [['10.0.0.0/20', '10.4.0.0/16', '10.8.0.0/20'], undefined],
    ]);
    expect(saidBy(applyFlags(read(), readFlags({ 'disable-default-snat': [] })))).toEqual([
      [undefined, true],
    ]);
  });

  it('replace a list of the input and leave its switch', () => {
    const input = read(spec('{ nonMasqueradeCIDRs: [10.0.0.0/8], disableDefaultSnat: true }'));
    expect(saidBy(applyFlags(input, readFlags(values)))).toEqual([
      [['10.0.0.0/20', '10.4.0.0/16', '10.8.0.0/20'], true],
    ]);
  });

  it('refuse IPv6', () => {
    const { problems } = readFlags({ 'non-masquerade-cidr': ['fd00::/64'] });
    expect(problems).toMatchObject([{ where: { path: '--non-masquerade-cidr' } }]);
  });
});

test('a description says the switch where it is on', () => {
  expect(saidBy(read(described(true)))).toEqual([[undefined, true]]);
  expect(saidBy(read(described(false)))).toEqual([[undefined, undefined]]);
});

test('the list of a spec and the switch of a description are of one cluster', () => {
  const list = spec('{ nonMasqueradeCIDRs: [10.0.0.0/8] }');
  for (const texts of [
    [list, described(true)],
    [described(true), list],
  ])
    expect(saidBy(read(...texts))).toEqual([[['10.0.0.0/8'], true]]);
});

test('of quotas that two inputs say the lower ones count', () => {
  const limits = (text: string) => `networks:\n  - { name: vpc, subnetRangeLimits: ${text} }\n`;
  const both = [limits('{ network: 300 }'), limits('{ network: 200, peeringGroup: 500 }')];
  for (const texts of [both, both.toReversed()])
    expect(read(...texts).networks[0]?.subnetRangeLimits).toEqual({
      network: 200,
      peeringGroup: 500,
    });
});

describe('the ConfigMap of the ip-masq-agent', () => {
  const config = (text: string, name = 'ip-masq-agent') =>
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name },
      data: { config: text },
    });
  const list = config('nonMasqueradeCIDRs:\n  - 10.0.0.0/20\n  - fd00::/64\nresyncInterval: 60s\n');
  const bare = spec('{}');
  const withFlags = (...texts: readonly string[]) => applyFlags(read(...texts), readFlags({}));
  const open = (...texts: readonly string[]) =>
    withFlags(...texts).notChecked.map(({ what, reason }) => `${what}: ${reason}`);

  it('is the list of the only cluster, its IPv4 part', () => {
    for (const texts of [
      [bare, list],
      [list, bare],
      [bare, list, list],
      [bare, JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [JSON.parse(list)] })],
    ]) {
      expect(open(...texts)).toEqual([]);
      expect(saidBy(withFlags(...texts))).toEqual([[['10.0.0.0/20'], undefined]]);
    }
  });

  it('has a place, also where findings are about it', () => {
    const [cluster] = withFlags(bare, list).networks.flatMap(({ clusters }) => clusters);
    expect(cluster?.places?.['masquerade']).toMatchObject({ file: '1.yaml', path: 'data.config' });
  });

  it('goes with the cluster that flags describe', () => {
    const found = applyFlags(read(list), readFlags({ nodes: ['3'] }));
    expect(saidBy(found)).toEqual([[['10.0.0.0/20'], undefined]]);
  });

  it('is not checked where nobody knows whose it is', () => {
    const two = bare + bare.slice(bare.indexOf('      - name')).replace('prod', 'test');
    expect(open(two, list)).toEqual([
      'the list of the ip-masq-agent: it does not say of which cluster it is, and there are 2: write it into a spec',
    ]);
    expect(open(bare, list, config('nonMasqueradeCIDRs: []'))[0]).toContain('there are several');
  });

  it('is not checked where the spec has another one', () => {
    const own = spec('{ nonMasqueradeCIDRs: [10.0.0.0/8] }');
    expect(open(own, list)).toEqual([
      'the list of the ip-masq-agent: cluster prod has another list, which is taken',
    ]);
    expect(saidBy(withFlags(own, list))).toEqual([[['10.0.0.0/8'], undefined]]);
    expect(open(spec('{ nonMasqueradeCIDRs: [10.0.0.0/20] }'), list)).toEqual([]);
  });

  it('says nothing without a list, and no other ConfigMap does', () => {
    for (const text of [
      config('resyncInterval: 60s'),
      config('{}'),
      config('nonMasqueradeCIDRs: 3'),
    ])
      expect(saidBy(withFlags(bare, text))).toEqual([[undefined, undefined]]);
    const other = config('nonMasqueradeCIDRs: [10.0.0.0/20]', 'settings');
    expect(saidBy(withFlags(bare, other))).toEqual([[undefined, undefined]]);
  });

  it('is malformed where a block or the text is, at its place', () => {
    for (const text of ['nonMasqueradeCIDRs: [10.0.0.5/20]', 'nonMasqueradeCIDRs: [', '"'])
      expect(read(bare, config(text)).problems).toMatchObject([
        { where: { file: '1.yaml', path: 'data.config' } },
      ]);
  });
});

test('what is planned is created with the switch', () => {
  const { networks } = read(spec('{ disableDefaultSnat: true }'));
  expect(renderTerraform(networks, [])).toMatch(
    /default_snat_status \{\n\s+disabled = true\n\s+\}/,
  );
  expect(renderGcloud(networks, [])).toContain('--disable-default-snat');
  const others = read(spec('{ nonMasqueradeCIDRs: [10.0.0.0/8] }')).networks;
  expect(renderTerraform(others, [])).not.toContain('snat');
  expect(renderGcloud(others, [])).not.toContain('snat');
});
