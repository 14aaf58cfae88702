import { expect, test } from 'vitest';
import { Unknown } from '../../../src/input/unknown.ts';
import { clusterWith, picture, poolWith } from './resources.ts';

const unknown = new Unknown('no value is given for var.n');

test.each([
  ['a count is one per zone', { node_count: 4 }, {}, 12],
  ['a zonal cluster has one zone', { node_count: 4 }, { location: 'europe-west1-b' }, 4],
  ["a pool's own zones count", { node_count: 4, node_locations: ['a', 'b'] }, {}, 8],
  ['zones may be one text with commas', { node_count: 4, node_locations: 'a, b' }, {}, 8],
  ["the cluster's zones count", { node_count: 4 }, { node_locations: ['a', 'b'] }, 8],
  [
    'the autoscaler counts at its maximum in every zone',
    { node_count: 1, autoscaling: [{ min_node_count: 1, max_node_count: 20 }] },
    {},
    60,
  ],
  [
    'a total maximum is one for all zones',
    { autoscaling: [{ max_node_count: 20, total_max_node_count: 25 }] },
    {},
    25,
  ],
  [
    'a total of zero is none',
    { autoscaling: [{ max_node_count: 2, total_max_node_count: 0 }] },
    {},
    6,
  ],
  ['a block may be a single map', { autoscaling: { max_node_count: '20' } }, {}, 60],
  ['a state has no autoscaling as an empty list', { autoscaling: [], node_count: 2 }, {}, 6],
  ['the initial count stands where there is no other', { initial_node_count: 5 }, {}, 15],
])('%s', (_, pool, cluster, nodes) => {
  expect(poolWith(pool, cluster).nodes).toBe(nodes);
});

test.each([
  ['node_count', { node_count: unknown }],
  ['autoscaling', { autoscaling: unknown }],
  ['max_node_count', { autoscaling: [{ max_node_count: unknown }] }],
])('a count that is not known is not checked (%s)', (attribute, pool) => {
  const { networks, notChecked, problems } = picture({
    'google_container_cluster.c': { name: 'c', remove_default_node_pool: true },
    'google_container_node_pool.p': { name: 'p', cluster: 'c', ...pool },
  });
  expect(problems).toEqual([]);
  expect(networks[0]?.clusters[0]?.nodePools[0]).not.toHaveProperty('nodes');
  expect(notChecked).toContainEqual(
    expect.objectContaining({
      what: expect.stringContaining(attribute),
      reason: 'no value is given for var.n',
    }),
  );
});

test('a placeholder is no malformed count', () => {
  const { problems, notChecked } = picture({
    'google_container_cluster.c': { name: 'c', initial_node_count: '{{ nodes }}' },
  });
  expect(problems).toEqual([]);
  expect(notChecked).toContainEqual(
    expect.objectContaining({ what: 'google_container_cluster.c.initial_node_count' }),
  );
});

test('a count that is none is a problem with its place', () => {
  const { problems } = picture({
    'google_container_cluster.c': { name: 'c', initial_node_count: 'three' },
  });
  expect(problems).toMatchObject([
    { where: { path: 'google_container_cluster.c.initial_node_count' } },
  ]);
});

test.each([
  [[{ strategy: 'BLUE_GREEN' }], { kind: 'blue-green' }],
  [[{ max_surge: 5 }], { kind: 'surge', maxSurge: 5 }],
  [[{ max_surge: 0, max_unavailable: 1 }], { kind: 'surge', maxSurge: 0 }],
  [[{ max_unavailable: 1 }], { kind: 'surge', maxSurge: 0 }],
  [[{ strategy: 'SHORT_LIVED' }], { kind: 'surge', maxSurge: 0 }],
  [[], { kind: 'surge', maxSurge: 1, assumed: true }],
  [undefined, { kind: 'surge', maxSurge: 1, assumed: true }],
])('upgrade settings %j', (settings, upgrade) => {
  expect(poolWith({ node_count: 1, upgrade_settings: settings }).upgrade).toEqual(upgrade);
});

test.each([
  ['a regional cluster has its default pool in three zones', {}, ['default-pool', 3]],
  ['a zonal one in one', { location: 'us-central1-a' }, ['default-pool', 1]],
  [
    'a zonal one lists further zones, with its own or without it',
    { location: 'us-a1-a', node_locations: ['us-a1-b', 'us-a1-c'] },
    ['default-pool', 3],
  ],
  [
    'blocks inside the cluster replace it',
    { node_pool: [{ name: 'inside', node_count: 2 }] },
    ['inside', 6],
  ],
])('%s', (_, attributes, expected) => {
  const { nodePools } = clusterWith(attributes);
  expect(nodePools.map(({ name, nodes }) => [name, nodes])).toEqual([expected]);
});

test('the default pool stays beside other pools unless it is removed', () => {
  const beside = { 'google_container_node_pool.p': { name: 'p', cluster: 'c', node_count: 2 } };
  const names = (attributes: object) =>
    clusterWith(attributes, beside).nodePools.map(({ name }) => name);
  expect(names({})).toEqual(['default-pool', 'p']);
  expect(names({ remove_default_node_pool: true })).toEqual(['p']);
});

test('a state lists a pool in its cluster and beside it: it is one', () => {
  const beside = { 'google_container_node_pool.p': { name: 'p', cluster: 'c', node_count: 2 } };
  const inside = {
    node_pool: [
      { name: 'p', node_count: 2 },
      { name: 'q', node_count: 1 },
    ],
  };
  const { nodePools } = clusterWith(inside, beside, () => true);
  expect(nodePools.map(({ name, nodes }) => [name, nodes])).toEqual([
    ['q', 3],
    ['p', 6],
  ]);
});

test("a pool's maximum Pods per node beats the cluster's, also as a text", () => {
  const pool = poolWith(
    { node_count: 1, max_pods_per_node: '20' },
    { default_max_pods_per_node: 12 },
  );
  expect(pool.maxPodsPerNode).toBe(20);
  expect(poolWith({ node_count: 1, max_pods_per_node: null })).not.toHaveProperty('maxPodsPerNode');
});

test('Autopilot counts its nodes itself', () => {
  const { notChecked, networks } = picture({
    'google_container_cluster.a': { name: 'a', enable_autopilot: true, initial_node_count: 3 },
  });
  const found = networks[0]?.clusters[0];
  expect(found).toMatchObject({ mode: 'autopilot', nodePools: [{ name: 'default' }] });
  expect(found?.nodePools[0]).not.toHaveProperty('nodes');
  expect(notChecked.filter(({ what }) => what.startsWith('nodes'))).toEqual([]);
});

test('a cluster without any pool has an unknown number of nodes, and says so', () => {
  const { notChecked } = picture({
    'google_container_cluster.a': { name: 'a', remove_default_node_pool: true },
  });
  expect(notChecked).toContainEqual(expect.objectContaining({ what: 'nodes of cluster "a"' }));
});

test('a pool has its Pod range, unless that is the one of its cluster', () => {
  const own = { ip_allocation_policy: [{ cluster_secondary_range_name: 'pods' }] };
  const podRange = (name: string) =>
    poolWith({ node_count: 1, network_config: [{ pod_range: name }] }, own).podRange;
  expect(podRange('batch')).toBe('batch');
  expect(podRange('pods')).toBeUndefined();
});

test('GKE may create the Pod range of a pool, by block or by size', () => {
  const config = { create_pod_range: true, pod_ipv4_cidr_block: '/20' };
  const { ranges } = clusterWith(
    { remove_default_node_pool: true },
    {
      'google_container_node_pool.p': {
        name: 'p',
        cluster: 'c',
        node_count: 1,
        network_config: [config],
      },
    },
  );
  expect(ranges.additionalPods).toMatchObject([
    { name: 'pods of p', prefixLength: 20, createdByGke: true },
  ]);
});

test('blocks are not doubled where the cluster or all of its pools say so', () => {
  const single = { network_config: [{ pod_cidr_overprovision_config: [{ disabled: true }] }] };
  const pools = (...each: readonly object[]) => ({
    node_pool: each.map((pool, index) => ({ name: `p${index}`, node_count: 1, ...pool })),
  });
  const policy = [{ pod_cidr_overprovision_config: [{ disabled: true }] }];
  expect(clusterWith({ ip_allocation_policy: policy }).podCidrOverprovision).toBe(false);
  expect(clusterWith(pools(single, single)).podCidrOverprovision).toBe(false);
  expect(clusterWith(pools(single, {})).podCidrOverprovision).toBe(true);
});
