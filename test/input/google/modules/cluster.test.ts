import { expect, test } from 'vitest';
import { valueAt } from '../../../../src/input/route.ts';
import { isUnknown, Unknown } from '../../../../src/input/unknown.ts';
import { outputsOf, pictureOf } from './calls.ts';

const engine = 'terraform-google-modules/kubernetes-engine/google';
const fabric = 'github.com/GoogleCloudPlatform/cloud-foundation-fabric//modules';

function clusterOf(source: string, inputs: object) {
  const { networks, problems } = pictureOf({ gke: { source, inputs: { name: 'c', ...inputs } } });
  expect(problems).toEqual([]);
  return networks[0]?.clusters[0];
}

const poolsOf = (inputs: object) =>
  clusterOf(engine, { region: 'europe-west1', ...inputs })?.nodePools.map(({ name, nodes }) => [
    name,
    nodes,
  ]);

test.each([
  ['a maximum counts in every zone', [{ name: 'p', max_count: 20 }], [['p', 60]]],
  ['numbers may be texts', [{ name: 'p', max_count: '20' }], [['p', 60]]],
  [
    'zones of a pool are one text',
    [{ name: 'p', max_count: 20, node_locations: 'a,b' }],
    [['p', 40]],
  ],
  ['a total is one for all zones', [{ name: 'p', total_max_count: 25 }], [['p', 25]]],
  ['a fixed pool has its count', [{ name: 'p', autoscaling: false, node_count: 2 }], [['p', 6]]],
  ['a fixed pool without one has one', [{ name: 'p', autoscaling: 'false' }], [['p', 3]]],
  ['the ceiling is 100 in every zone where nobody sets it', [{ name: 'p' }], [['p', 300]]],
])('node pools of the kubernetes-engine module: %s', (_, pools, expected) => {
  expect(poolsOf({ node_pools: pools })).toEqual(expected);
});

test('a call without pools has the one of the module', () => {
  expect(poolsOf({})).toEqual([['default-node-pool', 300]]);
});

test('the default pool has nodes only where some are asked for', () => {
  const pools = [{ name: 'p', max_count: 1 }];
  expect(poolsOf({ node_pools: pools, initial_node_count: 1 })).toEqual([
    ['default-pool', 3],
    ['p', 3],
  ]);
  expect(
    poolsOf({ node_pools: pools, initial_node_count: 1, remove_default_node_pool: true }),
  ).toEqual([['p', 3]]);
});

test.each([
  [{ max_unavailable: 1 }, { kind: 'surge', maxSurge: 1 }],
  [
    { max_surge: 0, max_unavailable: 1 },
    { kind: 'surge', maxSurge: 0 },
  ],
  [{ max_surge: 3 }, { kind: 'surge', maxSurge: 3 }],
  [{ strategy: 'BLUE_GREEN', max_unavailable: 1 }, { kind: 'blue-green' }],
  [
    { strategy: 'SHORT_LIVED', max_unavailable: 1 },
    { kind: 'surge', maxSurge: 0 },
  ],
])('the kubernetes-engine module adds one surge node to %j', (settings, upgrade) => {
  const pools = [{ name: 'p', ...settings }];
  const cluster = clusterOf(engine, { region: 'europe-west1', node_pools: pools });
  expect(cluster?.nodePools).toMatchObject([{ upgrade }]);
});

test('pools that are not known are not checked', () => {
  const { notChecked } = pictureOf({
    gke: {
      source: engine,
      inputs: { name: 'c', node_pools: new Unknown('no value is given for var.p') },
    },
  });
  expect(notChecked).toContainEqual(
    expect.objectContaining({ what: 'module.gke.google_container_cluster.primary.node_pool' }),
  );
});

test('a zonal cluster is in the first of its zones', () => {
  const zonal = { regional: false, zones: ['us-a1-b', 'us-a1-c'], region: 'us-a1' };
  expect(clusterOf(engine, zonal)).toMatchObject({ location: 'us-a1-b', zones: 2 });
  const regional = { zones: ['us-a1-b', 'us-a1-c'], region: 'us-a1' };
  expect(clusterOf(engine, regional)).toMatchObject({ location: 'us-a1', zones: 2 });
  expect(clusterOf(engine, { region: 'us-a1', zones: [] })).not.toHaveProperty('zones');
});

test.each(['beta-autopilot-private-cluster', 'autopilot-public-cluster', 'gke-autopilot-cluster'])(
  'only the source says that %s is of Autopilot',
  (submodule) => {
    const found = clusterOf(`${engine}//modules/${submodule}`, { region: 'us-a1' });
    expect(found).toMatchObject({ mode: 'autopilot', nodePools: [{ name: 'default' }] });
    expect(found?.nodePools[0]).not.toHaveProperty('nodes');
  },
);

test('the network of a shared VPC is in the project of its host', () => {
  const inputs = {
    name: 'c',
    project_id: 'service',
    network_project_id: 'host',
    network: 'shared',
  };
  const { networks } = pictureOf({ gke: { source: engine, inputs } });
  expect(networks).toMatchObject([{ name: 'shared', project: 'host' }]);
});

test('additional Pod ranges, Calico and a version', () => {
  const inputs = {
    ip_range_pods: 'pods',
    additional_ip_range_pods: ['more'],
    network_policy: true,
    kubernetes_version: '1.33',
  };
  expect(clusterOf(engine, inputs)).toMatchObject({
    dataPlane: 'calico',
    version: { text: '1.33' },
    ranges: { pods: { name: 'pods' }, additionalPods: [{ name: 'more' }] },
  });
  expect(clusterOf(engine, { kubernetes_version: 'latest' })).not.toHaveProperty('version');
});

test('the list of the ip-masq-agent counts where the module configures it, and is RFC 1918 by itself', () => {
  const listOf = (inputs: object) =>
    clusterOf(engine, inputs)?.masquerade?.nonMasqueradeCidrs?.map(({ text }) => text);
  const non_masquerade_cidrs = ['10.0.0.0/20', '10.4.0.0/16'];
  expect(listOf({ configure_ip_masq: true, non_masquerade_cidrs })).toEqual(non_masquerade_cidrs);
  expect(listOf({ configure_ip_masq: true })).toEqual([
    '10.0.0.0/8',
    '172.16.0.0/12',
    '192.168.0.0/16',
  ]);
  expect(listOf({ non_masquerade_cidrs })).toBeUndefined();
});

test.each([
  [engine, { disable_default_snat: true }],
  [`${fabric}/gke-cluster-standard`, { vpc_config: { disable_default_snat: true } }],
])('source NAT is off where %s says so', (source, inputs) => {
  expect(clusterOf(source, inputs)?.masquerade).toEqual({ disableDefaultSnat: true });
});

test('a module whose arguments are those of the resource', () => {
  const found = clusterOf(`${engine}//modules/gke-standard-cluster`, {
    location: 'us-a1-b',
    initial_node_count: 2,
    ip_allocation_policy: { cluster_ipv4_cidr_block: '10.4.0.0/14' },
  });
  expect(found).toMatchObject({
    nodePools: [{ name: 'default-pool', nodes: 2 }],
    ranges: { pods: { cidr: { text: '10.4.0.0/14' }, createdByGke: true } },
  });
});

test('the name of a cluster is put out, its id leads to the cluster', () => {
  const outputs = outputsOf(engine, { name: 'c', region: 'us-a1' });
  const id = valueAt(outputs, ['cluster_id']);
  expect(outputs).toMatchObject({ name: 'c', location: 'us-a1' });
  expect(isUnknown(id) && id.reference).toBe('module.m.google_container_cluster.primary');
});

const inFabric = (cluster: object, pool?: object) =>
  pictureOf({
    c: {
      source: `${fabric}/gke-cluster-standard`,
      inputs: { name: 'c', location: 'europe-west1', ...cluster },
    },
    ...(pool && {
      p: { source: `${fabric}/gke-nodepool`, inputs: { name: 'p', cluster_name: 'c', ...pool } },
    }),
  }).networks[0]?.clusters[0];

test.each([
  [{ autoscaling_config: { max_node_count: 5 } }, 15],
  [{ nodepool_config: { autoscaling: { max_node_count: 5 } } }, 15],
  [{ nodepool_config: { autoscaling: { max_node_count: 5, use_total_nodes: true } } }, 5],
  [{ node_count: 2 }, 6],
  [{ node_count: { initial: 1, current: 2 } }, 6],
  [{ node_count: { initial: 4 } }, 12],
  [{}, 3],
])('a node pool of Fabric: %j', (inputs, nodes) => {
  expect(inFabric({}, inputs)?.nodePools).toMatchObject([{ name: 'p', nodes }]);
});

test('a node pool of Fabric may have a Pod range of its own', () => {
  expect(inFabric({}, { pod_range: { name: 'batch' } })?.ranges.additionalPods).toMatchObject([
    { name: 'batch' },
  ]);
  const created = { secondary_pod_range: { create: true, cidr: '10.9.0.0/20', name: 'own' } };
  expect(inFabric({}, { pod_range: created })?.ranges.additionalPods).toMatchObject([
    { name: 'own', cidr: { text: '10.9.0.0/20' }, createdByGke: true },
  ]);
});

test('a Fabric cluster may have blocks for names, and keep its default pool', () => {
  const vpc = {
    network: 'v',
    subnetwork: 's',
    secondary_range_blocks: { pods: '/14', services: '/20' },
  };
  expect(
    inFabric({ vpc_config: vpc, default_nodepool: { remove_pool: false, initial_node_count: 2 } }),
  ).toMatchObject({
    nodePools: [{ name: 'default-pool', nodes: 6 }],
    ranges: { pods: { prefixLength: 14 }, services: { prefixLength: 20 } },
  });
});

test('an Autopilot cluster of Fabric', () => {
  expect(clusterOf(`${fabric}/gke-cluster-autopilot`, { location: 'us-a1' })?.mode).toBe(
    'autopilot',
  );
});
