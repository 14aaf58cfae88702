import { expect, test } from 'vitest';
import { Unknown } from '../../../src/input/unknown.ts';
import { cluster, clusterWith, picture } from './resources.ts';

const named = { cluster_secondary_range_name: 'pods', services_secondary_range_name: 'svc' };

const subnet = {
  name: 'nodes',
  network: 'vpc',
  region: 'europe-west1',
  ip_cidr_range: '10.0.0.0/24',
  secondary_ip_range: [
    { range_name: 'pods', ip_cidr_range: '10.4.0.0/16' },
    { range_name: 'svc', ip_cidr_range: '10.8.0.0/22' },
  ],
};

const blocksOf = (attributes: object, beside = {}) => {
  const { nodes, pods, services } = clusterWith(attributes, beside).ranges;
  const other = typeof services === 'object' ? services.cidr?.text : services;
  return [nodes?.cidr?.text, pods?.cidr?.text, other];
};

test.each([
  ['by name', { network: 'vpc', subnetwork: 'nodes' }],
  [
    'by id',
    {
      network: 'projects/p/global/networks/vpc',
      subnetwork: 'projects/p/regions/europe-west1/subnetworks/nodes',
    },
  ],
  [
    'by self link',
    {
      network: 'https://www.googleapis.com/compute/v1/projects/p/global/networks/vpc',
      subnetwork:
        'https://www.googleapis.com/compute/v1/projects/p/regions/europe-west1/subnetworks/nodes',
    },
  ],
  [
    'by address',
    { network: 'google_compute_network.vpc.id', subnetwork: 'google_compute_subnetwork.nodes.id' },
  ],
  ['by the subnet alone', { subnetwork: 'google_compute_subnetwork.nodes' }],
])('ranges by name are those of the subnet, referred to %s', (_, attributes) => {
  const beside = {
    'google_compute_network.vpc': { name: 'vpc', auto_create_subnetworks: false },
    'google_compute_subnetwork.nodes': subnet,
  };
  expect(blocksOf({ ...attributes, ip_allocation_policy: [named] }, beside)).toEqual([
    '10.0.0.0/24',
    '10.4.0.0/16',
    '10.8.0.0/22',
  ]);
});

test('a range name may be an attribute of the subnet', () => {
  const policy = {
    cluster_secondary_range_name:
      'google_compute_subnetwork.nodes.secondary_ip_range[1].range_name',
    services_secondary_range_name:
      'google_compute_subnetwork.nodes.secondary_ip_range.0.range_name',
  };
  const attributes = {
    subnetwork: 'google_compute_subnetwork.nodes',
    ip_allocation_policy: policy,
  };
  expect(blocksOf(attributes, { 'google_compute_subnetwork.nodes': subnet })).toEqual([
    '10.0.0.0/24',
    '10.8.0.0/22',
    '10.4.0.0/16',
  ]);
});

test('a reference may be unknown in its text and known in whom it means', () => {
  const to = (address: string) => new Unknown('known after apply', address);
  const policy = {
    cluster_secondary_range_name: to(
      'google_compute_subnetwork.nodes.secondary_ip_range[0].range_name',
    ),
    services_secondary_range_name: to('google_compute_subnetwork.nodes'),
  };
  const { networks, notChecked } = picture({
    'google_compute_network.vpc': { name: 'vpc' },
    'google_compute_subnetwork.nodes': { ...subnet, network: to('google_compute_network.vpc.id') },
    [cluster]: {
      name: 'c',
      initial_node_count: 1,
      network: to('google_compute_network.vpc'),
      subnetwork: to('google_compute_subnetwork.nodes.self_link'),
      ip_allocation_policy: [policy],
    },
  });
  const { nodes, pods, services } = networks[0]?.clusters[0]?.ranges ?? {};
  expect([nodes, pods]).toMatchObject([
    { cidr: { text: '10.0.0.0/24' } },
    { cidr: { text: '10.4.0.0/16' } },
  ]);
  expect([networks.length, services]).toEqual([1, undefined]);
  expect(notChecked).toMatchObject([
    { what: `${cluster}.ip_allocation_policy[0].services_secondary_range_name` },
  ]);
});

test('a name that no input describes is not checked', () => {
  const { notChecked } = picture({
    [cluster]: { name: 'c', subnetwork: 'elsewhere', ip_allocation_policy: [named] },
  });
  expect(notChecked.map(({ what }) => what)).toEqual(
    expect.arrayContaining([
      'subnet "elsewhere" of cluster "c"',
      'secondary range "pods" of cluster "c"',
      'secondary range "svc" of cluster "c"',
    ]),
  );
});

test('a block or a size is a range that GKE creates', () => {
  const policy = { cluster_ipv4_cidr_block: '/14', services_ipv4_cidr_block: '10.9.0.0/20' };
  expect(clusterWith({ ip_allocation_policy: [policy] }).ranges).toMatchObject({
    pods: { prefixLength: 14, createdByGke: true },
    services: { cidr: { text: '10.9.0.0/20' }, createdByGke: true },
  });
});

test('Services in the block that GKE manages', () => {
  const policy = [{ services_ipv4_cidr_block: '34.118.224.0/20' }];
  expect(clusterWith({ ip_allocation_policy: policy }).ranges.services).toBe('google-managed');
});

test.each([
  ['nothing is given', {}],
  [
    'null and "" are nothing',
    { ip_allocation_policy: [{ cluster_ipv4_cidr_block: '', services_ipv4_cidr_block: null }] },
  ],
])('what nobody gives is left to GKE and not checked: %s', (_, attributes) => {
  const { notChecked, problems } = picture({
    [cluster]: { name: 'c', location: 'europe-west1', initial_node_count: 1, ...attributes },
  });
  expect(problems).toEqual([]);
  expect(notChecked.map(({ what }) => what)).toEqual([
    'node subnet of cluster "c"',
    'Pod range of cluster "c"',
    'Services range of cluster "c"',
  ]);
});

test.each([
  ['a block with host bits', '10.4.0.5/14', 'write 10.4.0.0/14'],
  ['a prefix length above 32', '10.4.0.0/33', ''],
  ['a size above 32', '/33', ''],
])('%s is a problem with its place', (_, block, fix) => {
  const { problems } = picture({
    [cluster]: { name: 'c', ip_allocation_policy: [{ cluster_ipv4_cidr_block: block }] },
  });
  expect(problems).toMatchObject([
    {
      fix: expect.stringContaining(fix),
      where: { path: `${cluster}.ip_allocation_policy[0].cluster_ipv4_cidr_block` },
    },
  ]);
});

test.each(['<cidr>', '{{ pods }}', '${pods}', new Unknown('known after apply')])(
  'a block that is not there yet is not checked (%s)',
  (block) => {
    const { problems, notChecked } = picture({
      [cluster]: { name: 'c', ip_allocation_policy: [{ cluster_ipv4_cidr_block: block }] },
    });
    expect(problems).toEqual([]);
    const concerned = notChecked.filter(({ what }) =>
      /cluster_ipv4_cidr_block|Pod range/.test(what),
    );
    expect(concerned).toHaveLength(1);
  },
);

test('a policy that is not known is named once', () => {
  const { notChecked } = picture({
    [cluster]: {
      name: 'c',
      subnetwork: 'nodes',
      initial_node_count: 1,
      ip_allocation_policy: new Unknown('known after apply'),
    },
  });
  expect(notChecked.map(({ what }) => what)).toEqual([
    `${cluster}.ip_allocation_policy`,
    'subnet "nodes" of cluster "c"',
  ]);
});

test.each([
  [{ datapath_provider: 'ADVANCED_DATAPATH', network_policy: [{ enabled: true }] }, 'dataplane-v2'],
  [{ network_policy: [{ enabled: true, provider: 'CALICO' }] }, 'calico'],
  [{ network_policy: [{ enabled: false, provider: 'CALICO' }] }, undefined],
  [{ enable_intranode_visibility: true }, 'netd'],
  [{ workload_identity_config: [{ workload_pool: 'p.svc.id.goog' }] }, 'netd'],
  [{ workload_identity_config: [{ workload_pool: new Unknown('x') }] }, 'netd'],
  [{ ip_allocation_policy: [{ stack_type: 'IPV4_IPV6' }] }, 'netd'],
  [{ datapath_provider: 'LEGACY_DATAPATH' }, 'google-cni'],
  [{ networking_mode: 'ROUTES' }, 'kubenet'],
  [{ cluster_ipv4_cidr: '10.4.0.0/14' }, 'kubenet'],
  [{ cluster_ipv4_cidr: '10.4.0.0/14', networking_mode: 'VPC_NATIVE' }, undefined],
  [{ ip_allocation_policy: [{ use_ip_aliases: false }] }, 'kubenet'],
  [{ enable_autopilot: true }, undefined],
  [{}, undefined],
])('the data plane of %j is %s', (attributes, dataPlane) => {
  expect(clusterWith(attributes).dataPlane).toBe(dataPlane);
});

test('Services of a routes-based cluster live in its Pod range', () => {
  const { ranges } = clusterWith({
    cluster_ipv4_cidr: '10.4.0.0/14',
    services_ipv4_cidr: '10.7.240.0/20',
  });
  expect(ranges).toMatchObject({ pods: { cidr: { text: '10.4.0.0/14' } }, additionalPods: [] });
  expect(ranges).not.toHaveProperty('services');
});

test('a control plane has a /28, an endpoint in another subnet, or one beside the nodes', () => {
  const plane = (config: object) =>
    clusterWith({ subnetwork: 'nodes', private_cluster_config: [config] }).controlPlane;
  expect(plane({ master_ipv4_cidr_block: '172.16.0.0/28' })).toMatchObject({ kind: 'range' });
  expect(plane({ private_endpoint_subnetwork: 'endpoints' })).toEqual({ kind: 'none' });
  expect(plane({ private_endpoint_subnetwork: 'nodes' })).toBeUndefined();
  expect(plane({ enable_private_nodes: true, master_ipv4_cidr_block: '' })).toBeUndefined();
});

test('additional Pod ranges are named, an additional subnet is not counted', () => {
  const policy = {
    ...named,
    additional_pod_ranges_config: [{ pod_range_names: ['more', 'pods'] }],
    additional_ip_ranges_config: [{ subnetwork: 's2', pod_ipv4_range_names: ['x'] }],
  };
  const { networks, notChecked } = picture({
    [cluster]: { name: 'c', ip_allocation_policy: [policy] },
  });
  expect(networks[0]?.clusters[0]?.ranges.additionalPods).toMatchObject([{ name: 'more' }]);
  expect(notChecked.map(({ reason }) => reason)).toContain(
    'an additional subnet of the nodes is not counted',
  );
});

test('a running Autopilot cluster says 110 Pods per node while its pools have 32', () => {
  const said = { enable_autopilot: true, default_max_pods_per_node: 110 };
  expect(clusterWith(said, {}, () => true)).not.toHaveProperty('maxPodsPerNode');
  expect(clusterWith(said)).toMatchObject({ maxPodsPerNode: 110 });
});

test('only what runs already exists', () => {
  expect(clusterWith({})).not.toHaveProperty('exists');
  expect(clusterWith({}, {}, () => true).exists).toBe(true);
});

test('a version that is none is as good as none', () => {
  expect(clusterWith({ min_master_version: '1.33' }).version).toMatchObject({
    major: 1,
    minor: 33,
  });
  expect(clusterWith({ min_master_version: 'latest' })).not.toHaveProperty('version');
});

test('GKE makes pools of its own where it is told to', () => {
  const { notChecked } = picture({
    [cluster]: { name: 'c', initial_node_count: 1, cluster_autoscaling: [{ enabled: true }] },
  });
  expect(notChecked.map(({ what }) => what)).toContain(
    'nodes of auto-provisioned pools of cluster "c"',
  );
});

test.each([
  ['1.33', []],
  ['latest', []],
  ['newest', [`${cluster}.min_master_version`]],
])('the version %s', (version, left) => {
  const { notChecked } = picture({ [cluster]: { name: 'c', min_master_version: version } });
  const paths = notChecked.map(({ what }) => what).filter((what) => what.includes('version'));
  expect(paths).toEqual(left);
});

test('a cluster without a known name goes by its address', () => {
  const { networks } = picture({
    [cluster]: { name: new Unknown('no value is given for var.name') },
  });
  expect(networks[0]?.clusters[0]?.name).toBe(cluster);
});

test('a plan that knows how many nodes the default pool has, and not yet the pool', () => {
  const { networks, notChecked } = picture({
    [cluster]: {
      name: 'c',
      location: 'europe-west1',
      network: 'v',
      initial_node_count: 2,
      node_pool: new Unknown('known after apply'),
    },
  });
  /* 2 nodes in each of 3 zones. */
  expect(networks[0]?.clusters[0]?.nodePools).toMatchObject([{ name: 'default-pool', nodes: 6 }]);
  expect(notChecked.map(({ what }) => what)).not.toContain(`${cluster}.node_pool`);
});

test('source NAT that GKE leaves out is read, and what a plan does not know of it is its default', () => {
  const of = (status: unknown) => clusterWith({ default_snat_status: status }).masquerade;
  expect(of([{ disabled: true }])).toEqual({ disableDefaultSnat: true });
  expect(of([{ disabled: false }])).toBeUndefined();
  expect(of(new Unknown('known after apply'))).toBeUndefined();
  const { notChecked } = picture({
    [cluster]: { name: 'c', default_snat_status: new Unknown('known after apply') },
  });
  expect(notChecked.map(({ what }) => what)).not.toContain(`${cluster}.default_snat_status`);
});

test('a list is not read in part', () => {
  const list = ['10.0.0.0/8', new Unknown('why')];
  expect(clusterWith({ non_masquerade_cidrs: list })).not.toHaveProperty('masquerade');
});

test.each([
  ['remove_default_node_pool', { remove_default_node_pool: new Unknown('why') }],
  ['default_snat_status[0].disabled', { default_snat_status: [{ disabled: new Unknown('why') }] }],
  ['non_masquerade_cidrs', { non_masquerade_cidrs: new Unknown('why') }],
  ['non_masquerade_cidrs[1]', { non_masquerade_cidrs: ['10.0.0.0/8', new Unknown('why')] }],
  ['network_policy[0].enabled', { network_policy: [{ enabled: new Unknown('why') }] }],
  ['datapath_provider', { datapath_provider: new Unknown('why') }],
  ['min_master_version', { min_master_version: new Unknown('why') }],
  ['location', { location: new Unknown('why') }],
  ['node_locations', { node_locations: new Unknown('why') }],
  ['default_max_pods_per_node', { default_max_pods_per_node: new Unknown('why') }],
  ['private_cluster_config', { private_cluster_config: new Unknown('why') }],
  ['enable_autopilot', { enable_autopilot: new Unknown('why') }],
])('an attribute that a number rests on is named where it is not known: %s', (path, attributes) => {
  const { notChecked, problems } = picture({
    [cluster]: { name: 'c', location: 'europe-west1', initial_node_count: 1, ...attributes },
  });
  expect(problems).toEqual([]);
  expect(notChecked).toContainEqual(
    expect.objectContaining({ what: `${cluster}.${path}`, reason: 'why' }),
  );
});
