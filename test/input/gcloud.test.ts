import { expect, test } from 'vitest';
import { formatLocation } from '../../src/errors.ts';
import type { ClusterSpec } from '../../src/gke/cluster.ts';
import { readInput } from './read-input.ts';
import type { InputResult } from '../../src/input/input.ts';

const read = (value: unknown, name = 'gcloud.json'): InputResult =>
  readInput({ name, text: JSON.stringify(value, null, 2) });

const aliases = { ipAllocationPolicy: { useIpAliases: true } };

/** A description with what every case here has, and the fields given. */
function clusterOf(fields: object): ClusterSpec {
  const { networks, problems } = read({ name: 'c', nodePools: [], ...aliases, ...fields });
  expect(problems).toEqual([]);
  const cluster = networks[0]?.clusters[0];
  if (cluster === undefined) throw new Error('no cluster');
  return cluster;
}

const poolOf = (pool: object, fields: object = {}) =>
  clusterOf({ locations: ['a', 'b', 'c'], nodePools: [{ name: 'p', ...pool }], ...fields })
    .nodePools[0];

test.each([
  ['a fixed pool has its initial count in every zone', { initialNodeCount: 4 }, 12],
  ["a pool's own zones count", { initialNodeCount: 4, locations: ['a'] }, 4],
  ['the API leaves a zero out', {}, 0],
  [
    'autoscaling counts at its maximum in every zone',
    { initialNodeCount: 1, autoscaling: { enabled: true, maxNodeCount: 20 } },
    60,
  ],
  [
    'a total maximum is one for all zones',
    { autoscaling: { enabled: true, maxNodeCount: 20, totalMaxNodeCount: 25 } },
    25,
  ],
  [
    'autoscaling that is off does not count',
    { initialNodeCount: 2, autoscaling: { maxNodeCount: 20 } },
    6,
  ],
  ['counts of 64 bits are strings', { initialNodeCount: '2' }, 6],
])('%s', (_, pool, nodes) => {
  expect(poolOf(pool)?.nodes).toBe(nodes);
});

test('nobody plans how many nodes an auto-provisioned pool has', () => {
  const pool = {
    name: 'nap',
    autoscaling: { enabled: true, autoprovisioned: true, maxNodeCount: 1000 },
  };
  const { networks, notChecked } = read({ name: 'c', nodePools: [pool], ...aliases });
  expect(networks[0]?.clusters[0]?.nodePools[0]).not.toHaveProperty('nodes');
  expect(notChecked).toMatchObject([{ what: 'nodes of the auto-provisioned pool "nap"' }]);
});

test('an Autopilot cluster has the Pods per node of its pools, and GKE counts its nodes', () => {
  const cluster = clusterOf({
    autopilot: { enabled: true },
    defaultMaxPodsConstraint: { maxPodsPerNode: '110' },
    nodePools: [
      {
        name: 'p',
        autoscaling: { enabled: true, maxNodeCount: 1000 },
        maxPodsConstraint: { maxPodsPerNode: '32' },
      },
    ],
  });
  expect(cluster).toMatchObject({ mode: 'autopilot', nodePools: [{ maxPodsPerNode: 32 }] });
  expect(cluster).not.toHaveProperty('maxPodsPerNode');
  expect(cluster.nodePools[0]).not.toHaveProperty('nodes');
});

test.each([
  [
    { strategy: 'SURGE', maxSurge: 3 },
    { kind: 'surge', maxSurge: 3 },
  ],
  [
    { strategy: 'SURGE', maxUnavailable: 1 },
    { kind: 'surge', maxSurge: 0 },
  ],
  [{ strategy: 'SHORT_LIVED' }, { kind: 'surge', maxSurge: 0 }],
  [{ strategy: 'BLUE_GREEN' }, { kind: 'blue-green' }],
  [{ strategy: 'SURGE' }, { kind: 'surge', maxSurge: 1, assumed: true }],
  [undefined, { kind: 'surge', maxSurge: 1, assumed: true }],
])('upgrade settings %j', (upgradeSettings, upgrade) => {
  expect(poolOf({ upgradeSettings })?.upgrade).toEqual(upgrade);
});

test.each([
  [
    { networkConfig: { datapathProvider: 'ADVANCED_DATAPATH', enableIntraNodeVisibility: true } },
    'dataplane-v2',
  ],
  [{ networkPolicy: { enabled: true, provider: 'CALICO' } }, 'calico'],
  [{ networkPolicy: { provider: 'CALICO' } }, 'google-cni'],
  [{ networkConfig: { enableIntraNodeVisibility: true } }, 'netd'],
  [{ workloadIdentityConfig: { workloadPool: 'p.svc.id.goog' } }, 'netd'],
  [{ ipAllocationPolicy: { useIpAliases: true, stackType: 'IPV4_IPV6' } }, 'netd'],
  [{ ipAllocationPolicy: { useRoutes: true } }, 'kubenet'],
  [{ ipAllocationPolicy: undefined }, 'kubenet'],
  [{}, 'google-cni'],
])('the data plane of %j is %s', (fields, dataPlane) => {
  expect(clusterOf(fields).dataPlane).toBe(dataPlane);
});

test('Services of a routes-based cluster live in its Pod range', () => {
  const { ranges } = clusterOf({
    clusterIpv4Cidr: '10.108.32.0/19',
    servicesIpv4Cidr: '10.108.48.0/20',
    ipAllocationPolicy: { useRoutes: true },
  });
  expect(ranges).toMatchObject({ pods: { cidr: { text: '10.108.32.0/19' } } });
  expect(ranges).not.toHaveProperty('services');
});

test('the Services range that GKE manages is no range of the network, a part of it is', () => {
  expect(clusterOf({ servicesIpv4Cidr: '34.118.224.0/20' }).ranges.services).toBe('google-managed');
  expect(clusterOf({ servicesIpv4Cidr: '34.118.224.0/22' }).ranges.services).toMatchObject({
    cidr: { text: '34.118.224.0/22' },
  });
});

test('every Pod range that the cluster or a pool names is there once, with the block that one of them says', () => {
  const cluster = clusterOf({
    clusterIpv4Cidr: '10.64.0.0/18',
    ipAllocationPolicy: {
      useIpAliases: true,
      clusterSecondaryRangeName: 'own',
      additionalPodRangesConfig: { podRangeNames: ['more'], podRangeInfo: [{ rangeName: 'more' }] },
    },
    nodePools: [
      { name: 'a', networkConfig: { podRange: 'own', podIpv4CidrBlock: '10.64.0.0/18' } },
      { name: 'b', networkConfig: { podRange: 'more', podIpv4CidrBlock: '10.65.0.0/18' } },
    ],
  });
  expect(cluster.ranges).toMatchObject({ pods: { name: 'own', cidr: { text: '10.64.0.0/18' } } });
  expect(cluster.ranges.additionalPods.map(({ name, cidr }) => [name, cidr?.text])).toEqual([
    ['more', '10.65.0.0/18'],
  ]);
  expect(cluster.nodePools.map(({ podRange }) => podRange)).toEqual([undefined, 'more']);
});

test.each([
  [
    { privateClusterConfig: { masterIpv4CidrBlock: '172.16.0.0/28' } },
    { kind: 'range', cidr: { text: '172.16.0.0/28' } },
  ],
  [
    {
      privateClusterConfig: {
        privateEndpointSubnetwork: 'projects/p/regions/r/subnetworks/endpoints',
      },
    },
    { kind: 'none' },
  ],
  [
    {
      privateClusterConfig: { privateEndpointSubnetwork: 'projects/p/regions/r/subnetworks/nodes' },
    },
    undefined,
  ],
  [{}, undefined],
])('the control plane of %j', (fields, expected) => {
  const { controlPlane } = clusterOf({ subnetwork: 'nodes', ...fields });
  if (expected === undefined) expect(controlPlane).toBeUndefined();
  else expect(controlPlane).toMatchObject(expected);
});

test('over-provisioning is off where the cluster or all of its pools say so', () => {
  const off = { podCidrOverprovisionConfig: { disable: true } };
  expect(
    clusterOf({ ipAllocationPolicy: { useIpAliases: true, ...off } }).podCidrOverprovision,
  ).toBe(false);
  expect(clusterOf({ nodePools: [{ name: 'a', networkConfig: off }] }).podCidrOverprovision).toBe(
    false,
  );
  const mixed = read({
    name: 'c',
    ...aliases,
    nodePools: [{ name: 'a', networkConfig: off }, { name: 'b' }],
  });
  expect(mixed.networks[0]?.clusters[0]?.podCidrOverprovision).toBe(true);
  expect(mixed.notChecked).toMatchObject([{ what: 'nodePools[0]' }]);
});

test('the network is that of the host project, with the name and places of what is described', () => {
  const { networks } = read({
    clusters: [
      {
        name: 'c',
        location: 'europe-west1',
        network: 'shared',
        currentMasterVersion: '1.33.4-gke.1172000',
        selfLink:
          'https://container.googleapis.com/v1/projects/apps/locations/europe-west1/clusters/c',
        networkConfig: { network: 'projects/host/global/networks/shared' },
        nodePools: [{ name: 'p', initialNodeCount: 1 }],
      },
    ],
  });
  expect(networks).toMatchObject([{ name: 'shared', project: 'host' }]);
  const [cluster] = networks[0]?.clusters ?? [];
  expect(cluster).toMatchObject({
    location: 'europe-west1',
    exists: true,
    version: { minor: 33, patch: 4 },
    where: { path: 'clusters[0]', line: 3 },
    places: { version: { line: 7, path: 'clusters[0].currentMasterVersion' } },
    nodePools: [{ where: { path: 'clusters[0].nodePools[0]' }, places: { nodes: { line: 15 } } }],
  });
});

test('subnets keep their region, purpose and secondary ranges', () => {
  const { networks } = read({
    kind: 'compute#subnetworkAggregatedList',
    items: {
      'regions/europe-west1': {
        subnetworks: [
          {
            name: 'nodes',
            network: 'https://www.googleapis.com/compute/v1/projects/p/global/networks/v',
            region: 'https://www.googleapis.com/compute/v1/projects/p/regions/europe-west1',
            ipCidrRange: '10.0.0.0/24',
            secondaryIpRanges: [{ rangeName: 'pods', ipCidrRange: '10.4.0.0/14' }],
          },
          {
            name: 'proxies',
            network: 'v',
            region: 'europe-west1',
            ipCidrRange: '10.1.0.0/26',
            purpose: 'REGIONAL_MANAGED_PROXY',
            role: 'BACKUP',
          },
          {
            name: 'proxies-everywhere',
            network: 'v',
            region: 'europe-west1',
            ipCidrRange: '10.1.1.0/26',
            purpose: 'GLOBAL_MANAGED_PROXY',
            role: 'ACTIVE',
          },
        ],
      },
      'regions/us-east1': { warning: { code: 'NO_RESULTS_ON_PAGE' } },
    },
  });
  expect(networks.flatMap(({ ranges }) => ranges)).toMatchObject([
    {
      role: 'other',
      name: 'nodes',
      subnet: 'nodes',
      region: 'europe-west1',
      cidr: { text: '10.0.0.0/24' },
    },
    {
      role: 'other',
      name: 'pods',
      subnet: 'nodes',
      secondary: true,
      cidr: { text: '10.4.0.0/14' },
    },
    {
      role: 'proxy-only',
      name: 'proxies',
      cidr: { text: '10.1.0.0/26' },
      neighbour: { backup: true },
    },
    {
      role: 'proxy-only',
      name: 'proxies-everywhere',
      cidr: { text: '10.1.1.0/26' },
      neighbour: { kind: 'cross-region' },
    },
  ]);
  expect(networks.map(({ name, project }) => [name, project])).toEqual([
    ['v', 'p'],
    ['v', undefined],
    ['v', undefined],
  ]);
});

const peering = (name: string, state: string) => ({
  network: `projects/p/global/networks/${name}`,
  state,
});

test('networks bring their MTU, mode and active peerings', () => {
  const { networks } = read([
    {
      name: 'v',
      kind: 'compute#network',
      autoCreateSubnetworks: true,
      mtu: 8896,
      peerings: [peering('hub', 'ACTIVE'), peering('old', 'INACTIVE')],
    },
    { name: 'w', autoCreateSubnetworks: false },
  ]);
  expect(networks).toMatchObject([
    { name: 'v', mtu: 8896, mode: 'auto', connected: ['hub'] },
    { name: 'w', mode: 'custom', connected: [] },
  ]);
  expect(networks[1]).not.toHaveProperty('mtu');
});

test('what gcloud prints as YAML is read as well, with several documents in a file', () => {
  const text =
    'name: a\nnodePools:\n- name: p\n  initialNodeCount: 2\n---\nname: b\nnodePools: []\n';
  const { networks, problems } = readInput({ name: '-', text });
  expect(problems).toEqual([]);
  expect(networks.flatMap(({ clusters }) => clusters.map(({ name }) => name))).toEqual(['a', 'b']);
});

test('a block or a count that is none is a problem with its place, a placeholder is not', () => {
  const { problems, notChecked } = read({
    name: 'c',
    clusterIpv4Cidr: '10.0.0.1/8',
    servicesIpv4Cidr: '<services>',
    ...aliases,
    nodePools: [{ name: 'p', initialNodeCount: 'many' }],
  });
  expect(problems.map(({ what, where }) => `${where && formatLocation(where)} ${what}`)).toEqual([
    'gcloud.json:11:27 what stands here is no count (nodePools[0].initialNodeCount)',
    'gcloud.json:3:22 "10.0.0.1/8" has host bits set (clusterIpv4Cidr)',
  ]);
  expect(notChecked).toMatchObject([{ what: 'servicesIpv4Cidr' }]);
});

test('an empty list and an item of another kind are not checked', () => {
  expect(read([])).toMatchObject({
    networks: [],
    problems: [],
    notChecked: [{ reason: 'the list is empty' }],
  });
  const mixed = read([
    { name: 'c', nodePools: [] },
    { name: 'vm', machineType: 'e2' },
  ]);
  expect(mixed.notChecked).toMatchObject([{ what: '[1]' }]);
});
