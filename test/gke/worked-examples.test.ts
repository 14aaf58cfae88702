/**
 * Figures that Google, Kubernetes or somebody else prints for given inputs, and what the planner says
 * for the same. The expected values are copied from there or worked out by hand from the formula.
 *
 * Examples of the same collection that are left out, because the planner has no such notion:
 *
 * | id  | what it shows                                       | why it is left out                              |
 * |-----|-----------------------------------------------------|-------------------------------------------------|
 * | W23 | nodes upgraded in parallel: 3 of 5                  | upgrade speed takes no addresses; its peak is tested |
 * | W24 | parallel nodes where 5, 2 or 0 spare nodes exist    | depends on a Compute Engine quota, not on ranges |
 * | W25 | the same with one unavailable node allowed          | likewise                                        |
 * | W49 | 15,000 nodes exclude the cluster autoscaler         | a cluster is not told from its autoscaled maximum |
 */
import { describe, expect, it } from 'vitest';
import { peakNodes } from '../../src/gke/demand.ts';
import { survey } from '../../src/gke/landscape.ts';
import { effectiveLimit } from '../../src/gke/peering-group.ts';
import { planNetworks } from '../../src/gke/plan.ts';
import {
  addressesOf,
  blocksIn,
  nodePrefixFor,
  perNodePrefixLength,
  prefixFor,
  routesBasedNodes,
  staticServiceBand,
  usableNodeAddresses,
  usableServiceAddresses,
} from '../../src/gke/sizing.ts';
import { applyFlags } from '../../src/input/flag-cluster.ts';
import { readFlags } from '../../src/input/flags.ts';
import { emptyResult } from '../../src/input/input.ts';
import { AddressSet } from '../../src/net/address-set.ts';
import { runRules } from '../../src/rules/index.ts';
import {
  blocks,
  blueGreen,
  cluster,
  network,
  noSurge,
  other,
  pool,
  surge,
  version,
  viewOf,
  type ClusterGiven,
} from './builders.ts';

const gke = 'https://cloud.google.com/kubernetes-engine/docs';
const pages = {
  S1: `${gke}/concepts/alias-ips`,
  S2: `${gke}/how-to/flexible-pod-cidr`,
  S4: 'https://docs.cloud.google.com/kubernetes-engine/docs/concepts/dataplane-v2',
  S5: 'https://docs.cloud.google.com/vpc/docs/quota',
  S11: 'https://docs.cloud.google.com/network-intelligence-center/docs/network-analyzer/insights/kubernetes-engine/gke-ip-utilization',
  S12: 'https://cloud.google.com/network-intelligence-center/docs/network-analyzer/insights/vpc-network/ip-utilization',
  S13: 'https://github.com/GoogleCloudPlatform/gcpdiag',
  S15: `${gke}/archive/gke-address-management-options`,
  S17: `${gke}/how-to/node-upgrades-quota`,
  S18: `${gke}/reference/rest/v1/UpgradeSettings`,
  S19: `${gke}/reference/rest/v1/projects.locations.clusters`,
  S29: 'https://kubernetes.io/docs/concepts/services-networking/cluster-ip-allocation/',
  perfKit: 'https://github.com/GoogleCloudPlatform/PerfKitBenchmarker',
  routesMessage: 'https://gist.github.com/jmcdice/c88bb86383fdc8533365b24220a56832',
  outage: 'https://deploy.live/blog/when-gke-ran-out-of-ip-addresses/',
  autoMode: 'https://gitlab.com/gitlab-org/gitlab/issues/30795',
  planning:
    'https://medium.com/google-cloud/how-to-plan-manage-ip-address-space-in-gke-6116fc345bf3',
  gitlab: 'https://about.gitlab.com/handbook/',
  elcarro: 'https://github.com/GoogleCloudPlatform/elcarro-oracle-operator/pull/277',
} as const;

interface Example {
  readonly id: string;
  readonly source: keyof typeof pages;
  readonly input: string;
  readonly actual: () => unknown;
  readonly expected: unknown;
}

function check(examples: readonly Example[]): void {
  it.each(examples)('$id ($source): $input', ({ actual, expected }) => {
    expect(actual()).toEqual(expected);
  });
}

/** Eleven pools of three zones, so that no pool limit hides the ranges (33,000 nodes). */
const manyPools = Array.from({ length: 11 }, (_, index) => pool({ name: `pool-${index}` }));
const roomy = { location: 'europe-west1', zones: 3, nodePools: manyPools } as const;

function limitsOf(given: ClusterGiven, resource: 'nodes' | 'pods') {
  return Object.fromEntries(
    viewOf([given])
      .limits.filter((limit) => limit.resource === resource)
      .map(({ limiter, limit }) => [limiter, limit]),
  );
}

const nodesByRange = (nodes: string) =>
  limitsOf({ ...roomy, ranges: { nodes } }, 'nodes')['node-range'];

function byPodRange(pods: string, maxPodsPerNode: number, more: ClusterGiven = {}) {
  const given = { ...roomy, maxPodsPerNode, ...more, ranges: { pods } };
  return {
    nodes: limitsOf(given, 'nodes')['pod-range'],
    pods: limitsOf(given, 'pods')['pod-range'],
  };
}

/** Prefix lengths of the planned node, Pod and Services range. */
function planned(given: ClusterGiven) {
  const { networks, unplaced } = planNetworks([network({ clusters: [cluster(given)] })]);
  const ranges = networks[0]?.clusters[0]?.ranges;
  const services = ranges?.services;
  return {
    nodes: ranges?.nodes?.cidr?.prefixLength,
    pods: ranges?.pods?.cidr?.prefixLength,
    services: services === 'google-managed' ? services : services?.cidr?.prefixLength,
    unplaced: unplaced.length,
  };
}

/** Ids of the rules that fire, with the facts of their first finding. */
function findings(given: ClusterGiven, options = {}) {
  const landscape = survey([network({ clusters: [cluster(given)] })]);
  return new Map(
    runRules(landscape, options).findings.map(({ rule, facts }) => [rule, facts] as const),
  );
}

describe('blocks of a node', () => {
  const block = (maxPods: number, overprovision?: boolean) => {
    const prefixLength = perNodePrefixLength(maxPods, overprovision);
    return { prefixLength, addresses: addressesOf(prefixLength) };
  };
  check([
    {
      id: 'W1',
      source: 'S1',
      input: '110 Pods per node',
      actual: () => block(110),
      expected: { prefixLength: 24, addresses: 256 },
    },
    {
      id: 'W4',
      source: 'S2',
      input: '30 Pods per node',
      actual: () => block(30),
      expected: { prefixLength: 26, addresses: 64 },
    },
    {
      id: 'W5',
      source: 'S19',
      input: '30 Pods per node, over-provisioning off',
      actual: () => block(30, false),
      expected: { prefixLength: 27, addresses: 32 },
    },
    {
      id: 'W6',
      source: 'S2',
      input: '8 Pods per node',
      actual: () => block(8),
      expected: { prefixLength: 28, addresses: 16 },
    },
    {
      id: 'W7',
      source: 'S2',
      input: 'both ends of every row of the table',
      actual: () =>
        [9, 16, 17, 32, 33, 64, 65, 110, 128, 129, 256].map((pods) => perNodePrefixLength(pods)),
      expected: [27, 27, 26, 26, 25, 25, 24, 24, 24, 23, 23],
    },
  ]);
});

describe('node subnets', () => {
  const sizes = ['/29', '/24', '/20', '/19', '/8'];
  check([
    {
      id: 'W8',
      source: 'S1',
      input: sizes.join(' '),
      actual: () => [29, 24, 20, 19, 8].map((prefix) => usableNodeAddresses(prefix)),
      expected: [4, 252, 4092, 8188, 16_777_212],
    },
    {
      id: 'W9',
      source: 'S1',
      input: `${sizes.join(' ')} with the Private Service Connect endpoint inside`,
      actual: () => sizes.map((size) => nodesByRange(size)),
      expected: [3, 251, 4091, 8187, 16_777_211],
    },
    {
      id: 'W10',
      source: 'S15',
      input: '5,000 nodes',
      actual: () => nodePrefixFor(5000),
      expected: 32 - 13,
    },
    {
      id: 'W11',
      source: 'S15',
      input: '4 5 12 13 28 29 60 61 124 125 252 253 nodes',
      actual: () =>
        [4, 5, 12, 13, 28, 29, 60, 61, 124, 125, 252, 253].map((nodes) => nodePrefixFor(nodes)),
      expected: [29, 28, 28, 27, 27, 26, 26, 25, 25, 24, 24, 23],
    },
    {
      id: 'W12',
      source: 'S15',
      input: '508 509 1020 1021 2044 2045 4092 4093 8188 nodes',
      actual: () =>
        [508, 509, 1020, 1021, 2044, 2045, 4092, 4093, 8188].map((nodes) => nodePrefixFor(nodes)),
      expected: [23, 22, 22, 21, 21, 20, 20, 19, 19],
    },
    {
      id: 'W52',
      source: 'S1',
      input: '1,000 nodes (a training note says that a /22 holds 1,022)',
      actual: () => [nodePrefixFor(1000), usableNodeAddresses(22)],
      expected: [22, 1020],
    },
  ]);
});

describe('Pod ranges', () => {
  check([
    {
      id: 'W2',
      source: 'S1',
      input: 'a /20 of /24 blocks',
      actual: () => blocksIn(20, 24),
      expected: 16,
    },
    {
      id: 'W3',
      source: 'S1',
      input: 'Pods on the 16 nodes of a /20 at 110',
      actual: () => viewOf([{ ranges: { pods: '/20' } }]).capacity.pods,
      expected: { limit: 1760, boundBy: 'pod-range' },
    },
    {
      id: 'W13',
      source: 'S1',
      input: 'nodes of a /24 /21 /17 /14 /9 at 110',
      actual: () => ['/24', '/21', '/17', '/14', '/9'].map((pods) => byPodRange(pods, 110).nodes),
      expected: [1, 8, 128, 1024, 32_768],
    },
    {
      id: 'W14',
      source: 'S1',
      input: 'Pods of a /24 /21 /17 /14 /9 at 110',
      actual: () => ['/24', '/21', '/17', '/14', '/9'].map((pods) => byPodRange(pods, 110).pods),
      expected: [110, 880, 14_080, 112_640, 3_604_480],
    },
    {
      id: 'W28',
      source: 'outage',
      input: 'a /16 at 110 stops an autoscaler that wants 257 nodes',
      actual: () =>
        [256, 257].map((nodes) =>
          findings({
            nodePools: [pool({ nodes })],
            ranges: { pods: '10.4.0.0/16' },
          }).has('pod-range-exhausted'),
        ),
      expected: [false, true],
    },
    {
      id: 'W31',
      source: 'S1',
      input: 'a /13 at 256 and at 8 Pods per node',
      actual: () => [byPodRange('/13', 256), byPodRange('/13', 8)],
      expected: [
        { nodes: 1024, pods: 262_144 },
        { nodes: 32_768, pods: 262_144 },
      ],
    },
    {
      id: 'W41',
      source: 'S1',
      input: 'a /20 at 110 (a blog says 100 to 130 nodes), 16 and 17',
      actual: () => [110, 16, 17].map((pods) => byPodRange('/20', pods).nodes),
      expected: [16, 128, 64],
    },
    {
      id: 'W42',
      source: 'S1',
      input: 'a /24 at 30 (a blog says 8 nodes) and at 110',
      actual: () => [30, 110].map((pods) => byPodRange('/24', pods).nodes),
      expected: [4, 1],
    },
    {
      id: 'W43',
      source: 'gitlab',
      input: 'a /24 at 16 (printed: 9 nodes, 144 Pods)',
      actual: () => byPodRange('/24', 16),
      expected: { nodes: 8, pods: 128 },
    },
    {
      id: 'W44',
      source: 'gitlab',
      input: 'a /21 at 55 (printed: 30 nodes)',
      actual: () => byPodRange('/21', 55).nodes,
      expected: 16,
    },
    {
      id: 'W45',
      source: 'gitlab',
      input: 'a /17 at 55',
      actual: () => byPodRange('/17', 55),
      expected: { nodes: 256, pods: 14_080 },
    },
    {
      id: 'W46',
      source: 'S1',
      input: 'a /17 on Autopilot with its 32 Pods per node (printed: 4,096 Pods)',
      actual: () => byPodRange('/17', 32, { mode: 'autopilot' }),
      expected: { nodes: 512, pods: 16_384 },
    },
    {
      id: 'W47',
      source: 'S1',
      input: 'a /14 at 110 (a course says 1,000 nodes)',
      actual: () => byPodRange('/14', 110),
      expected: { nodes: 1024, pods: 112_640 },
    },
    {
      id: 'W51',
      source: 'S1',
      input: '8 nodes at 110 and 32 nodes at 32 fill a /20 exactly',
      actual: () => {
        const given = {
          nodePools: [pool({ nodes: 8 }), pool({ name: 'small', nodes: 32, maxPodsPerNode: 32 })],
          ranges: { pods: '10.4.0.0/20' },
        };
        const [range] = viewOf([given]).ranges;
        return [range?.needed, range?.usable, findings(given).has('pod-range-exhausted')];
      },
      expected: [2048 + 2048, 4096, false],
    },
  ]);
});

describe('Services ranges', () => {
  const allocatable = (prefix: number) => {
    const usable = usableServiceAddresses(prefix);
    const band = staticServiceBand(prefix);
    return { usable, static: band, dynamic: usable - band };
  };
  check([
    {
      id: 'W15',
      source: 'S1',
      input: 'documented size of a /28 /27 /24 /20 /16',
      actual: () => [28, 27, 24, 20, 16].map((prefix) => addressesOf(prefix)),
      expected: [16, 32, 256, 4096, 65_536],
    },
    {
      id: 'W16',
      source: 'S29',
      input: '10.96.0.0/24',
      actual: () => allocatable(24),
      expected: { usable: 254, static: 16, dynamic: 238 },
    },
    {
      id: 'W17',
      source: 'S29',
      input: '10.96.0.0/20',
      actual: () => allocatable(20),
      expected: { usable: 4094, static: 256, dynamic: 3838 },
    },
    {
      id: 'W18',
      source: 'S29',
      input: '10.96.0.0/16',
      actual: () => allocatable(16),
      expected: { usable: 65_534, static: 256, dynamic: 65_278 },
    },
    {
      id: 'W19',
      source: 'S29',
      input: 'a /28 has no static band',
      actual: () => allocatable(28),
      expected: { usable: 14, static: 0, dynamic: 14 },
    },
  ]);
});

describe('routes-based clusters', () => {
  const routesBased = (nodes: number): ClusterGiven => ({
    dataPlane: 'kubenet',
    nodePools: [pool({ nodes })],
  });
  check([
    {
      id: 'W20',
      source: 'S11',
      input: '900 nodes take a /14, and 230,400 of its 258,048 Pod addresses (89.3 %) are too many',
      actual: () => {
        const facts = findings({ ...routesBased(900), ranges: { pods: '10.4.0.0/14' } }).get(
          'headroom-low',
        );
        return [planned(routesBased(900)).pods, facts?.['needed'], facts?.['addresses']];
      },
      expected: [14, 230_400, 258_048],
    },
    {
      id: 'W21',
      source: 'routesMessage',
      input: 'a /14 holds 1,008 nodes, and 1,024 where the cluster is VPC-native',
      actual: () => [routesBasedNodes(14), blocksIn(14, 24)],
      expected: [1008, 1024],
    },
    {
      id: 'W22',
      source: 'perfKit',
      input: '900 and 3 nodes',
      actual: () => [900, 3].map((nodes) => planned(routesBased(nodes)).pods),
      expected: [14, 19],
    },
  ]);
});

describe('upgrades and zones', () => {
  const poolNodes = (perZone: string) =>
    applyFlags(emptyResult, readFlags({ zones: ['3'], 'nodes-per-zone': [perZone] })).networks[0]
      ?.clusters[0]?.nodePools[0]?.nodes;
  check([
    {
      id: 'W23',
      source: 'S18',
      input: 'a pool of 5 with a surge of 2 has 7 nodes at the peak',
      actual: () => peakNodes(5, { upgrade: surge(2) }),
      expected: 7,
    },
    {
      id: 'W26',
      source: 'S17',
      input: 'a blue-green pool of 100: 200 nodes, 200 node addresses, 51,200 Pod addresses, a /16',
      actual: () => {
        const given = {
          controlPlane: { kind: 'none' },
          nodePools: [pool({ nodes: 100, upgrade: blueGreen })],
        } as const;
        const ranges = viewOf([
          { ...given, ranges: { nodes: '10.0.0.0/24', pods: '10.4.0.0/16' } },
        ]).ranges;
        return [
          peakNodes(100, { upgrade: blueGreen }),
          ...ranges.map(({ needed }) => needed),
          planned(given).pods,
        ];
      },
      expected: [200, 200, 51_200, 16],
    },
    {
      id: 'W27',
      source: 'S19',
      input: '3 nodes in each of 3 zones',
      actual: () => poolNodes('3'),
      expected: 9,
    },
    {
      id: 'W27b',
      source: 'S19',
      input: '2 nodes in each of 3 zones',
      actual: () => poolNodes('2'),
      expected: 6,
    },
  ]);
});

describe('whole clusters', () => {
  const withoutEndpoint = { controlPlane: { kind: 'none' } } as const;
  check([
    {
      id: 'W29',
      source: 'S1',
      input: 'a /24 subnet and a /17 for Pods at 110: min(252, 128)',
      actual: () => {
        const view = viewOf([
          { ...withoutEndpoint, ranges: { nodes: '10.0.0.0/24', pods: '10.4.0.0/17' } },
        ]);
        return [view.limits.slice(0, 2).map(({ limit }) => limit), view.capacity.nodes.limit];
      },
      expected: [[128, 252], 128],
    },
    {
      id: 'W30',
      source: 'S1',
      input: 'a /20 subnet and a /13 for Pods at 110: 225,280 Pods would fit, 200,000 may be',
      actual: () => {
        const given = {
          ...roomy,
          ...withoutEndpoint,
          ranges: { nodes: '10.0.0.0/20', pods: '10.8.0.0/13' },
        };
        return [
          viewOf([given]).capacity.nodes,
          limitsOf(given, 'pods'),
          viewOf([given]).capacity.pods,
        ];
      },
      expected: [
        { limit: 2048, boundBy: 'pod-range' },
        { 'pod-range': 225_280, 'cluster-pod-limit': 200_000 },
        { limit: 200_000, boundBy: 'cluster-pod-limit' },
      ],
    },
    {
      id: 'W32',
      source: 'S1',
      input: '5,000 nodes at 32, 110 and 256 Pods per node',
      actual: () =>
        [32, 110, 256].map(
          (maxPodsPerNode) =>
            planned({ maxPodsPerNode, nodePools: [pool({ nodes: 5000, zones: 5 })] }).pods,
        ),
      expected: [13, 11, 10],
    },
    {
      id: 'W33',
      source: 'autoMode',
      input: '/14 blocks in 10.128.0.0/9: 32, and 31 beside the subnets of an auto-mode network',
      actual: () => {
        const all = AddressSet.of(blocks('10.128.0.0/9'));
        return [all, all.subtract(AddressSet.of(blocks('10.128.0.0/20')))].map((free) =>
          free.blocks().reduce((sum, { prefixLength }) => sum + blocksIn(prefixLength, 14), 0),
        );
      },
      expected: [32, 31],
    },
    {
      id: 'W34',
      source: 'S1',
      input: '16 nodes at 32',
      actual: () => planned({ maxPodsPerNode: 32, nodePools: [pool({ nodes: 16 })] }),
      expected: { nodes: 27, pods: 22, services: 20, unplaced: 0 },
    },
    {
      id: 'W35',
      source: 'elcarro',
      input: '28 nodes at 110 and 64 Services: a /26 by size (printed), a /25 as two are unusable',
      actual: () => [
        planned({ ...withoutEndpoint, services: 64, nodePools: [pool({ nodes: 28 })] }),
        prefixFor(64),
      ],
      expected: [{ nodes: 27, pods: 19, services: 25, unplaced: 0 }, 26],
    },
    {
      id: 'W36',
      source: 'S1',
      input: '59 nodes at 110 with the endpoint and 1,700 Services',
      actual: () => planned({ services: 1700, nodePools: [pool({ nodes: 59 })] }),
      expected: { nodes: 26, pods: 18, services: 21, unplaced: 0 },
    },
    {
      id: 'W38',
      source: 'planning',
      input: '50 nodes at 30, 200 Services, 100 internal load balancers in the node subnet',
      actual: () =>
        planned({
          maxPodsPerNode: 30,
          services: 200,
          internalLoadBalancers: 100,
          nodePools: [pool({ nodes: 50 })],
        }),
      expected: { nodes: 24, pods: 20, services: 24, unplaced: 0 },
    },
  ]);
});

describe('verdicts', () => {
  const lowHeadroom = (nodes: number, ranges: ClusterGiven['ranges']) =>
    findings({
      controlPlane: { kind: 'none' },
      nodePools: [pool({ nodes, upgrade: noSurge })],
      ranges: ranges ?? {},
    }).has('headroom-low');
  const onDataplaneV2 = (nodes: number) =>
    findings({
      dataPlane: 'dataplane-v2',
      location: 'europe-west1',
      version: version('1.31'),
      nodePools: [0, 1, 2, 3].map((index) => pool({ name: `pool-${index}`, nodes: nodes / 4 })),
    }).get('limit-exceeded');
  const secondaryRanges = (count: number) => {
    const ranges = Array.from({ length: count }, (_, index) => ({
      ...other(`10.4.${index}.0/24`, `pods-${index}`, 'pod'),
      subnet: 'nodes',
      secondary: true,
    }));
    return runRules(survey([network({ ranges })])).findings.some(
      ({ rule }) => rule === 'secondary-range-count',
    );
  };
  check([
    {
      id: 'W37',
      source: 'S5',
      input: 'group/network limits a 500/600, b 350/300, c 300/300, d 400/300; peers a-b, a-c, c-d',
      actual: () => {
        const limits = (peeringGroup: number, own: number) => ({ peeringGroup, network: own });
        const [a, b] = [limits(500, 600), limits(350, 300)];
        const [c, d] = [limits(300, 300), limits(400, 300)];
        return [
          effectiveLimit(a, [b, c]),
          effectiveLimit(b, [a]),
          effectiveLimit(c, [a, d]),
          effectiveLimit(d, [c]),
        ];
      },
      expected: [600, 600, 400, 400],
    },
    {
      id: 'W39',
      source: 'S13',
      input: 'a /17 at 110 with 102 nodes (79.7 %) and 103 nodes (80.5 %)',
      actual: () => [102, 103].map((nodes) => lowHeadroom(nodes, { pods: '10.4.0.0/17' })),
      expected: [false, true],
    },
    {
      id: 'W40',
      source: 'S12',
      input: 'a /24 subnet with 188 nodes (75.0 %) and 189 nodes (75.4 %)',
      actual: () => [188, 189].map((nodes) => lowHeadroom(nodes, { nodes: '10.0.0.0/24' })),
      expected: [false, true],
    },
    {
      id: 'W48',
      source: 'S4',
      input: '8,000 nodes on Dataplane V2, regional, 1.31; 7,500 are allowed',
      actual: () => [onDataplaneV2(8000)?.['limit'], onDataplaneV2(7500)],
      expected: [7500, undefined],
    },
    {
      id: 'W50',
      source: 'S5',
      input: '31 secondary ranges on one subnet (refused under the old limit of 30), 170 and 171',
      actual: () => [31, 170, 171].map((count) => secondaryRanges(count)),
      expected: [false, false, true],
    },
  ]);
});
