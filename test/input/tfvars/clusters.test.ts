import { expect, test } from 'vitest';
import type { ClusterSpec } from '../../../src/gke/cluster.ts';
import { clustersOf, openNames, readJson } from './reading.ts';

const pods = { pods_cidr: '10.4.0.0/16' };

function clusterOf(variables: object): ClusterSpec {
  const result = readJson({ ...pods, ...variables });
  expect(result.problems).toEqual([]);
  const [cluster, ...others] = clustersOf(result);
  if (cluster === undefined || others.length > 0) throw new Error('not one cluster');
  return cluster;
}

test.each<readonly [string, object, object]>([
  ['a region', { region: 'europe-west1' }, { location: 'europe-west1' }],
  [
    'a zone in the place of a region',
    { gcp_region: 'us-central1-a' },
    { location: 'us-central1-a' },
  ],
  [
    'a location before a region',
    { region: 'us-east1', location: 'us-east1-b' },
    { location: 'us-east1-b' },
  ],
  ['a region before a zone', { zone: 'us-east1-b', region: 'us-east1' }, { location: 'us-east1' }],
  [
    'a zone where the cluster is not regional',
    { zone: 'us-east1-b', region: 'us-east1', regional: false },
    { location: 'us-east1-b', zones: 1 },
  ],
  [
    'a list of zones',
    { region: 'us-east1', node_locations: ['us-east1-b', 'us-east1-c'] },
    { location: 'us-east1', zones: 2 },
  ],
  [
    'zones in one text',
    { region: 'us-east1', node_locations: 'us-east1-b, us-east1-c' },
    { zones: 2 },
  ],
  ['a number of zones', { region: 'us-east1', zones: 2 }, { zones: 2 }],
  [
    'a zone with further ones',
    { location: 'us-east1-b', node_locations: ['us-east1-c'] },
    { zones: 2 },
  ],
])('where it runs: %s', (_, variables, expected) => {
  expect(clusterOf(variables)).toMatchObject(expected);
});

test('nothing that is no place is one', () => {
  expect(clusterOf({ region: 'EU', location: '<location>' })).not.toHaveProperty('location');
});

test.each<readonly [string, object, number | undefined]>([
  ['a ceiling counts in each zone', { region: 'us-east1', max_node_count: 4 }, 12],
  ['a ceiling in a zone counts once', { zone: 'us-east1-b', max_count: '4' }, 4],
  ['a total is one for all zones', { region: 'us-east1', total_max_node_count: 4 }, 4],
  ['a ceiling beats a count', { region: 'us-east1', node_count: 9, max_nodes: 4 }, 12],
  [
    'a count beats the count to start with',
    { region: 'us-east1', initial_node_count: 9, node_count: 1 },
    3,
  ],
  ['the count to start with is what is left', { zones: ['us-east1-b'], initial_node_count: 2 }, 2],
  ['the least is no ceiling', { region: 'us-east1', min_node_count: 4, min_nodes: 3 }, undefined],
  ['autoscaling_max', { region: 'us-east1', autoscaling_max: 2 }, 6],
  ['autoscaling_max_node_count', { region: 'us-east1', autoscaling_max_node_count: 2 }, 6],
  ['autoscale_max_node', { region: 'us-east1', autoscale_max_node: 2 }, 6],
  ['gke_autoscaling_max_node_count', { region: 'us-east1', gke_autoscaling_max_node_count: 2 }, 6],
  ['max_size', { region: 'us-east1', max_size: 2 }, 6],
  ['gke_num_nodes', { region: 'us-east1', gke_num_nodes: 2 }, 6],
  ['num_nodes', { region: 'us-east1', num_nodes: 2 }, 6],
  ['node_pool_count', { region: 'us-east1', node_pool_count: 2 }, 6],
  ['nodes', { region: 'us-east1', nodes: 2 }, 6],
  [
    'sizes of disks and machines are none',
    { disk_size_gb: 100, node_disk_size_gb: 50, cluster_autoscaling_max_cpu: 16, max_surge: 3 },
    undefined,
  ],
  ['nodes of something else are none', { redis_node_count: 3, cloudsql_num_nodes: 3 }, undefined],
])('nodes: %s', (_, variables, nodes) => {
  const { nodePools } = clusterOf(variables);
  expect(nodePools.map((pool) => pool.nodes)).toEqual([nodes]);
});

test('a list of pools: each has its own ceiling, Pods per node and zones', () => {
  const { nodePools } = clusterOf({
    region: 'us-east1',
    initial_node_count: 1,
    node_pools: [
      { name: 'a', max_count: 5, max_pods_per_node: '32' },
      { name: 'b', total_max_node_count: 7, node_locations: 'us-east1-b' },
      {
        name: 'c',
        node_count: 2,
        node_locations: ['us-east1-b', 'us-east1-c'],
        pod_range: 'pods-c',
      },
      { autoscaling: { max_node_count: 1 }, upgrade_settings: { strategy: 'BLUE_GREEN' } },
      { name: 'e', max_surge: 2 },
    ],
  });
  expect(nodePools).toMatchObject([
    {
      name: 'a',
      nodes: 15,
      maxPodsPerNode: 32,
      upgrade: { kind: 'surge', maxSurge: 1, assumed: true },
    },
    { name: 'b', nodes: 7, zones: 1 },
    { name: 'c', nodes: 4, zones: 2, podRange: 'pods-c' },
    { name: 'pool-4', nodes: 3, upgrade: { kind: 'blue-green' } },
    { name: 'e', upgrade: { kind: 'surge', maxSurge: 2 } },
  ]);
  expect(nodePools[4]).not.toHaveProperty('nodes');
});

test('a map of pools: its keys are their names', () => {
  const { nodePools } = clusterOf({
    region: 'us-east1',
    nodepools: { system: { max_node_count: 1 }, apps: { max_node_count: 3, autoscaling: {} } },
  });
  expect(nodePools).toMatchObject([
    { name: 'system', nodes: 3 },
    { name: 'apps', nodes: 9 },
  ]);
});

test('one pool as an object', () => {
  const { nodePools } = clusterOf({
    location: 'us-east1-b',
    node_pool: { name: 'p', autoscaling_max: '10', node_count: '4', max_pods_per_node: '32' },
  });
  expect(nodePools).toMatchObject([{ name: 'p', nodes: 10, maxPodsPerNode: 32 }]);
});

test('the only pool of a list without a count of its own has the one beside it', () => {
  const { nodePools } = clusterOf({
    zone: 'us-east1-b',
    max_count: 4,
    node_pools: [{ name: 'p' }],
  });
  expect(nodePools).toMatchObject([{ name: 'p', nodes: 4 }]);
});

test('counts with a word in front are pools of that name', () => {
  const { nodePools } = clusterOf({ zone: 'us-east1-b', system_node_count: 1, app_node_max: 6 });
  expect(nodePools).toMatchObject([
    { name: 'system', nodes: 1 },
    { name: 'app', nodes: 6 },
  ]);
});

test.each<readonly [string, object, object]>([
  ['Pods per node', { default_max_pods_per_node: '64' }, { maxPodsPerNode: 64 }],
  ['Pods per node of a quota', { pods_per_node: 50 }, { maxPodsPerNode: 50 }],
  ['its name', { gke_cluster_name: 'shop' }, { name: 'shop' }],
  ['a bare name', { name: 'shop' }, { name: 'shop' }],
  ['a name in an object', { cluster: { name: 'shop' }, network: { name: 'v' } }, { name: 'shop' }],
  ['no name of a label', { node_labels: { cluster_name: 'x' } }, { name: 'cluster' }],
  ['Dataplane V2', { datapath_provider: 'ADVANCED_DATAPATH' }, { dataPlane: 'dataplane-v2' }],
  ['Dataplane V2 switched on', { enable_dataplane_v2: 'true' }, { dataPlane: 'dataplane-v2' }],
  ['Calico', { network_policy: true }, { dataPlane: 'calico' }],
  [
    'Calico in an object',
    { network_policy: { enabled: true, provider: 'CALICO' } },
    { dataPlane: 'calico' },
  ],
  ['Calico switched on', { enable_network_policy: 'true' }, { dataPlane: 'calico' }],
  ['routes', { networking_mode: 'ROUTES' }, { dataPlane: 'kubenet' }],
  ['Autopilot', { enable_autopilot: true }, { mode: 'autopilot' }],
  ['its version', { kubernetes_version: '1.33' }, { version: { major: 1, minor: 33 } }],
  [
    'blocks that are not doubled',
    { disable_pod_cidr_overprovision: true },
    { podCidrOverprovision: false },
  ],
])('%s', (_, variables, expected) => {
  expect(clusterOf(variables)).toMatchObject(expected);
});

test.each([
  [{ network_policy: false }],
  [{ network_policy_config_disabled: false }],
  [{ network_policy_provider: 'CALICO' }],
  [{ kubernetes_version: 'latest' }],
])('%o decides nothing', (variables) => {
  const cluster = clusterOf(variables);
  expect(cluster).not.toHaveProperty('dataPlane');
  expect(cluster).not.toHaveProperty('version');
});

test('the Services of a routes-based cluster live in its Pod range', () => {
  const { ranges } = clusterOf({ networking_mode: 'ROUTES', services_cidr: '10.4.255.0/24' });
  expect(ranges).not.toHaveProperty('services');
});

test('Services that GKE manages are no range of the network', () => {
  expect(clusterOf({ services_cidr: '34.118.224.0/20' }).ranges.services).toBe('google-managed');
});

test('the network has its name, project, MTU and mode', () => {
  const result = readJson({
    ...pods,
    project_id: 'apps',
    network_project_id: 'host',
    network: 'projects/host/global/networks/shared',
    mtu: '8896',
    auto_create_subnetworks: false,
  });
  expect(result.networks).toMatchObject([
    { name: 'shared', project: 'host', mtu: 8896, mode: 'custom', places: { mtu: { line: 6 } } },
  ]);
});

test('placeholders are no names, and no counts', () => {
  const result = readJson({
    ...pods,
    project_id: '<project_id>',
    cluster_name: '{{ cluster }}',
    max_pods_per_node: '${pods}',
  });
  expect(result.networks[0]).not.toHaveProperty('project');
  expect(clustersOf(result)).toMatchObject([{ name: 'cluster' }]);
  expect(openNames(result)).toEqual(['max_pods_per_node']);
});

test('a count that is none is named with its place', () => {
  expect(readJson({ ...pods, max_pods_per_node: '1,000' }).problems).toMatchObject([
    { what: '"1,000" is no count (max_pods_per_node)', where: { line: 3 } },
  ]);
});
