import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyFlags } from '../../src/input/flag-cluster.ts';
import type { PlannerFlag } from '../../src/input/flag-names.ts';
import type { FlagValues } from '../../src/input/flag-values.ts';
import { readFlags } from '../../src/input/flags.ts';
import { type InputResult, emptyResult } from '../../src/input/input.ts';
import type { ClusterSpec, Network } from '../../src/gke/cluster.ts';

type Values = FlagValues<PlannerFlag>;

const at = (flag: string) => ({ file: 'command line', path: `--${flag}` });
const apply = (values: Values, input = emptyResult) => applyFlags(input, readFlags(values));
const clusterOf = (values: Values, input?: InputResult) =>
  apply(values, input).networks.flatMap(({ clusters }) => clusters)[0];
const problemsOf = (values: Values, input?: InputResult) => apply(values, input).problems;
const textsOf = (values: Values, input?: InputResult) =>
  problemsOf(values, input).map(({ what, fix, where }) => [where?.path, what, fix]);

const first = (values: Values) => textsOf(values).map(([path]) => path);

const cluster = (name: string, changes: Partial<ClusterSpec> = {}): ClusterSpec => ({
  name,
  mode: 'standard',
  nodePools: [
    { name: 'main', nodes: 7, maxPodsPerNode: 32, upgrade: { kind: 'surge', maxSurge: 2 } },
  ],
  internalLoadBalancers: 3,
  podCidrOverprovision: true,
  ranges: { additionalPods: [] },
  ...changes,
});
const network = (name: string, clusters: readonly ClusterSpec[]): Network => ({
  name,
  within: [],
  podsWithin: [],
  servicesWithin: [],
  connected: [],
  ranges: [],
  clusters,
});
const input = (...networks: readonly Network[]): InputResult => ({ ...emptyResult, networks });

describe('flags without a file', () => {
  it('make one network called vpc with one cluster', () => {
    const { networks, problems } = apply({ nodes: ['50'] });
    expect(problems).toEqual([]);
    expect(networks.map(({ name, clusters }) => [name, clusters.length])).toEqual([['vpc', 1]]);
  });

  it('leave to GKE what they do not say', () => {
    expect(clusterOf({ 'pod-range': ['10.4.0.0/16'] })).toMatchObject({
      name: 'cluster',
      mode: 'standard',
      internalLoadBalancers: 0,
      podCidrOverprovision: true,
      nodePools: [{ name: 'default', upgrade: { kind: 'surge', maxSurge: 1, assumed: true } }],
    });
    const said = Object.keys(clusterOf({ 'pod-range': ['10.4.0.0/16'] }) ?? {});
    for (const field of ['version', 'dataPlane', 'controlPlane', 'services', 'growth', 'zones']) {
      expect(said).not.toContain(field);
    }
  });

  it('say every field of a cluster, with its place', () => {
    const all = clusterOf({
      name: ['prod'],
      mode: ['autopilot'],
      'gke-version': ['1.33.4-gke.1172000'],
      zones: ['3'],
      'nodes-per-zone': ['40'],
      'max-pods-per-node': ['64'],
      pods: ['5000'],
      'system-pods-per-node': ['9'],
      services: ['1500'],
      cni: ['dataplane-v2'],
      'max-surge': ['5'],
      'disable-pod-cidr-overprovision': [],
      'control-plane': ['172.16.0.32/28'],
      'internal-load-balancers': ['12'],
      growth: ['30'],
      years: ['3'],
    });
    expect(all).toMatchObject({
      name: 'prod',
      mode: 'autopilot',
      version: { major: 1, minor: 33, patch: 4 },
      zones: 3,
      maxPodsPerNode: 64,
      systemPods: { total: 9 },
      services: 1500,
      dataPlane: 'dataplane-v2',
      podCidrOverprovision: false,
      controlPlane: { kind: 'range', cidr: { text: '172.16.0.32/28' }, where: at('control-plane') },
      internalLoadBalancers: 12,
      growth: { percent: 30, years: 3 },
      nodePools: [
        {
          nodes: 120,
          pods: 5000,
          places: { pods: at('pods') },
          upgrade: { kind: 'surge', maxSurge: 5 },
        },
      ],
      places: { nodes: at('nodes-per-zone'), services: at('services'), cni: at('cni') },
    });
  });

  it('take blue-green in the place of a surge', () => {
    expect(clusterOf({ nodes: ['9'], 'blue-green': [] })?.nodePools[0]?.upgrade).toEqual({
      kind: 'blue-green',
    });
  });

  it('read the first Pod range as the main one and the others as additional', () => {
    const ranges = clusterOf({ 'pod-range': ['10.4.0.0/20,10.9.0.0/21', '10.10.0.0/24'] })?.ranges;
    expect(ranges?.pods?.cidr?.text).toBe('10.4.0.0/20');
    expect(ranges?.additionalPods.map(({ cidr }) => cidr?.text)).toEqual([
      '10.9.0.0/21',
      '10.10.0.0/24',
    ]);
    expect(ranges?.pods?.where).toEqual(at('pod-range'));
  });

  it('leave the Services to GKE when told so', () => {
    expect(clusterOf({ 'service-range': ['google-managed'] })?.ranges.services).toBe(
      'google-managed',
    );
  });

  it('name used ranges, with and without a name, and keep every network clear of them', () => {
    const { ranges } = apply({ used: ['office=10.200.0.0/16, 10.3.0.0/24', 'fd00::/8'] });
    expect(ranges.map(({ name, cidr, role }) => [name, cidr.text, role])).toEqual([
      ['office', '10.200.0.0/16', 'other'],
      [undefined, '10.3.0.0/24', 'other'],
      [undefined, 'fd00::/8', 'other'],
    ]);
  });

  it('set the MTU of the network', () => {
    const [vpc] = apply({ nodes: ['9'], mtu: ['8896'] }).networks;
    expect([vpc?.mtu, vpc?.places?.['mtu']]).toEqual([8896, at('mtu')]);
  });

  it('put ranges that no network claims into the network they make, to be checked together', () => {
    const { ranges } = apply({ used: ['10.3.0.0/24'] });
    const { networks, ranges: left } = apply({}, { ...emptyResult, ranges });
    expect(networks[0]?.ranges).toEqual(ranges);
    expect(left).toEqual([]);
  });
});

describe('what flags refuse', () => {
  it.each([
    ['1,000', 'write digits only, such as 1000'],
    ["12'345'678", 'write digits only, such as 12345678'],
    ['1_000', 'write digits only, such as 1000'],
    ['12.5', 'write digits only, such as 100'],
    ['1.000', 'write digits only, such as 100'],
    ['-5', 'write digits only, such as 100'],
    ['1e3', 'write digits only, such as 100'],
    ['0x10', 'write digits only, such as 100'],
    ['ten', 'write digits only, such as 100'],
    ['٣', 'write digits only, such as 100'],
  ])('a node count of %s', (text, fix) => {
    expect(textsOf({ nodes: [text] })).toEqual([
      ['--nodes', `"${text}" is not a whole number`, fix],
    ]);
  });

  it.each(['0', '1000000001', '99999999999999999999'])('a node count of %s', (text) => {
    expect(textsOf({ nodes: [text] })).toEqual([
      ['--nodes', `"${text}" is out of range`, 'write a number from 1 to 1000000000'],
    ]);
  });

  it.each(['007', '00000000000000000000007'])('a node count of %s', (text) => {
    expect(textsOf({ nodes: [text] })).toEqual([
      ['--nodes', `"${text}" has leading zeros`, 'write 7'],
    ]);
  });

  it.each(['', '   '])('an empty value: "%s"', (text) => {
    expect(textsOf({ nodes: [text] })).toEqual([
      ['--nodes', 'has no value', 'write a value, or leave it out'],
    ]);
  });

  it('an empty item of a list', () => {
    expect(textsOf({ within: ['10.0.0.0/8,,10.4.0.0/16'] })[0]?.[1]).toBe('has an empty value');
    expect(textsOf({ 'service-range': [''] })).toHaveLength(1);
  });

  it('a flag that is given twice and takes one value', () => {
    expect(textsOf({ nodes: ['5', '6'] })).toEqual([['--nodes', 'given 2 times', 'give it once']]);
  });

  it('host bits, with the block that was meant', () => {
    expect(textsOf({ 'pod-range': ['10.4.3.0/16'] })).toEqual([
      ['--pod-range', '"10.4.3.0/16" has host bits set', 'write 10.4.0.0/16'],
    ]);
  });

  it('a second node or Services range', () => {
    for (const flag of ['node-range', 'service-range'] as const) {
      expect(textsOf({ [flag]: ['10.0.0.0/24,10.1.0.0/24'] })).toEqual([
        [`--${flag}`, 'names 2 ranges, a cluster has one', 'name one range'],
      ]);
    }
  });

  it('IPv6 in the place of a range of the cluster', () => {
    expect(textsOf({ 'pod-range': ['fd00::/64'] })).toEqual([
      ['--pod-range', '"fd00::/64" is IPv6', 'write an IPv4 block'],
    ]);
  });

  it('a choice that does not exist, with those that do', () => {
    expect(textsOf({ cni: ['cilium'] })).toEqual([
      [
        '--cni',
        '"cilium" is unknown',
        'write one of google-cni, calico, dataplane-v2, netd, kubenet',
      ],
    ]);
    expect(textsOf({ 'control-plane': ['pcs'] })[0]?.[2]).toMatch(/psc, none, or a block/);
    expect(textsOf({ 'gke-version': ['latest'] })[0]?.[2]).toBe('write it as 1.33 or 1.33.4');
  });

  it('flags that exclude each other or need one another', () => {
    expect(first({ nodes: ['30'], zones: ['3'], 'nodes-per-zone': ['12'] })).toEqual(['--nodes']);
    expect(first({ zones: ['3'] })).toEqual(['--zones']);
    expect(first({ nodes: ['30'], zones: ['3'] })).toEqual(['--zones']);
    expect(first({ 'nodes-per-zone': ['3'] })).toEqual(['--nodes-per-zone']);
    expect(first({ 'max-surge': ['3'], 'blue-green': [] })).toEqual(['--max-surge']);
  });

  it('every fault of a command line in one go', () => {
    const values: Values = {
      nodes: ['1,000'],
      mtu: ['big'],
      'node-range': ['10.0.0.5/24'],
      used: ['a=10.0.0.0/33'],
      within: ['10.0.0.0'],
    };
    expect(textsOf(values).map(([path]) => path)).toEqual(
      expect.arrayContaining(['--nodes', '--mtu', '--node-range', '--used', '--within']),
    );
    expect(textsOf(values)).toHaveLength(5);
  });

  it('no text with an exception: any value is read or refused', () => {
    const flags = [
      'nodes',
      'control-plane',
      'service-range',
      'used',
      'gke-version',
      'cni',
    ] as const;
    fc.assert(
      fc.property(fc.constantFrom(...flags), fc.string({ unit: 'binary' }), (flag, text) => {
        readFlags({ [flag]: [text] });
      }),
    );
  });

  it('reads a count exactly as it is written in digits', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000_000 }), (nodes) => {
        expect(clusterOf({ nodes: [String(nodes)] })?.nodePools[0]?.nodes).toBe(nodes);
      }),
    );
  });
});

describe('flags beside a file', () => {
  it('win over what the only cluster says, and leave the rest', () => {
    const changed = clusterOf(
      { nodes: ['50'], growth: ['10'] },
      input(network('a', [cluster('x')])),
    );
    expect(changed).toMatchObject({
      name: 'x',
      internalLoadBalancers: 3,
      growth: { percent: 10, years: 0 },
      nodePools: [{ name: 'main', nodes: 50, maxPodsPerNode: 32, upgrade: { maxSurge: 2 } }],
    });
    expect(changed?.places?.['nodes']).toEqual(at('nodes'));
  });

  it('win over the Pods per node of a single pool, too', () => {
    const one = clusterOf({ 'max-pods-per-node': ['64'] }, input(network('a', [cluster('x')])));
    expect(one?.maxPodsPerNode).toBe(64);
    expect(one?.nodePools[0]).not.toHaveProperty('maxPodsPerNode');
  });

  it('keep additional Pod ranges unless --pod-range says others', () => {
    const additionalPods = [{ name: 'extra' }];
    const spec = cluster('x', { ranges: { additionalPods } });
    expect(clusterOf({ nodes: ['5'] }, input(network('a', [spec])))?.ranges.additionalPods).toBe(
      additionalPods,
    );
    const pinned = clusterOf({ 'pod-range': ['10.4.0.0/16'] }, input(network('a', [spec])));
    expect(pinned?.ranges.additionalPods).toEqual([]);
  });

  it('name the clusters among which they cannot choose, once for each flag', () => {
    const two = input(network('a', [cluster('x')]), network('b', [cluster('y')]));
    expect(textsOf({ nodes: ['5'], cni: ['netd'] }, two)).toEqual([
      [
        '--nodes',
        'is meant for one cluster, the input has 2: x, y',
        'set it in the input, for the cluster that is meant',
      ],
      [
        '--cni',
        'is meant for one cluster, the input has 2: x, y',
        'set it in the input, for the cluster that is meant',
      ],
    ]);
  });

  it('name the node pools among which they cannot choose', () => {
    const pools = cluster('x').nodePools.flatMap((pool) => [pool, { ...pool, name: 'batch' }]);
    const spec = input(network('a', [cluster('x', { nodePools: pools })]));
    expect(textsOf({ nodes: ['5'] }, spec)).toEqual([
      [
        '--nodes',
        'is meant for one node pool, the input has 2: main, batch',
        'set it in the input, for the node pool that is meant',
      ],
    ]);
    expect(problemsOf({ services: ['5'] }, spec)).toEqual([]);
  });

  it('add a cluster to the only network, and ask which one where there are several', () => {
    const [only] = apply({ nodes: ['5'] }, input(network('a', []))).networks;
    expect([only?.name, only?.clusters.length]).toEqual(['a', 1]);
    const [problem] = problemsOf({ nodes: ['5'] }, input(network('a', []), network('b', [])));
    expect(problem?.what).toBe('is meant for one network, the input has 2: a, b');
  });

  it('set the MTU of the network that has the cluster', () => {
    const mtus = (values: Values, ...networks: Network[]) =>
      apply(values, input(...networks)).networks.map(({ mtu }) => mtu);
    const withCluster = network('b', [cluster('x')]);
    expect(mtus({ mtu: ['1500'] }, network('a', []), withCluster)).toEqual([undefined, 1500]);
    const [problem] = problemsOf(
      { mtu: ['1500'] },
      input(withCluster, { ...withCluster, name: 'c' }),
    );
    expect(problem?.what).toBe('is meant for one network, the input has 2: b, c');
  });

  it('give every network its room, in the place of its own', () => {
    const rooms = (values: Values) =>
      apply(values, input(network('a', []), { ...network('b', []), room: 3 })).networks.map(
        ({ room }) => room,
      );
    expect(rooms({})).toEqual([undefined, 3]);
    expect(rooms({ room: ['2'] })).toEqual([2, 2]);
    // from a /29, the narrowest subnet, to a /8, the widest
    expect(problemsOf({ room: ['22'] })[0]?.what).toBe('"22" is out of range');
  });

  it('give every network its address space', () => {
    const { networks } = apply(
      { within: ['10.0.0.0/9'], 'pods-within': ['100.64.0.0/10,240.0.0.0/4'] },
      input(network('a', []), network('b', [])),
    );
    for (const one of networks) {
      expect(one.within.map(({ text }) => text)).toEqual(['10.0.0.0/9']);
      expect(one.podsWithin.map(({ text }) => text)).toEqual(['100.64.0.0/10', '240.0.0.0/4']);
    }
  });
});
