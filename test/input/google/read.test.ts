import { expect, test } from 'vitest';
import { Unknown } from '../../../src/input/unknown.ts';
import { picture } from './resources.ts';

const clusterIn = (location: string, more: object = {}) => ({
  name: 'twin',
  location,
  remove_default_node_pool: true,
  ...more,
});

test('two clusters share a name: the location of a pool says whose it is', () => {
  const { networks, notChecked } = picture({
    'google_container_cluster.a': clusterIn('europe-west1'),
    'google_container_cluster.b': clusterIn('us-east1'),
    'google_container_node_pool.p': {
      name: 'p',
      cluster: 'twin',
      location: 'us-east1',
      node_count: 2,
    },
  });
  const pools = networks.flatMap(({ clusters }) =>
    clusters.map(({ location, nodePools }) => [location, nodePools[0]?.name]),
  );
  expect(pools).toEqual([
    ['europe-west1', 'default'],
    ['us-east1', 'p'],
  ]);
  expect(notChecked.map(({ what }) => what)).not.toContain('google_container_node_pool.p.cluster');
});

test.each([
  ['is not described', { cluster: 'other' }, 'the cluster of this node pool is not described here'],
  ['may be any of two', { cluster: 'twin' }, 'the cluster of this node pool may be any of several'],
  [
    'is not known',
    { cluster: new Unknown('known after apply') },
    'known after apply, so its nodes are in no cluster here',
  ],
])('a pool whose cluster %s is not checked', (_, attributes, reason) => {
  const { notChecked } = picture({
    'google_container_cluster.a': clusterIn('europe-west1'),
    'google_container_cluster.b': clusterIn('us-east1'),
    'google_container_node_pool.p': { name: 'p', node_count: 2, ...attributes },
  });
  expect(notChecked).toContainEqual(
    expect.objectContaining({ what: 'google_container_node_pool.p.cluster', reason }),
  );
});

test('a pool names its cluster by id or by address', () => {
  const { networks } = picture({
    'module.gke.google_container_cluster.a[0]': clusterIn('europe-west1', { project: 'x' }),
    'module.gke.google_container_node_pool.p["a"]': {
      name: 'p',
      cluster: 'projects/x/locations/europe-west1/clusters/twin',
      node_count: 1,
    },
    'module.gke.google_container_node_pool.p["b"]': {
      name: 'q',
      cluster: 'module.gke.google_container_cluster.a.name',
      node_count: 2,
    },
  });
  expect(networks[0]?.clusters[0]?.nodePools.map(({ name }) => name)).toEqual(['p', 'q']);
});

test('a network has its mode, its MTU and its project', () => {
  const { networks } = picture({
    'google_compute_network.a': {
      name: 'a',
      auto_create_subnetworks: false,
      mtu: 1500,
      project: 'p',
    },
    'google_compute_network.b': { name: 'b', mtu: 0 },
    'data.google_compute_network.c': { name: 'c' },
  });
  expect(networks.map(({ name, mode, mtu, project }) => [name, mode, mtu, project])).toEqual([
    ['a', 'custom', 1500, 'p'],
    ['b', 'auto', undefined, undefined],
    ['c', undefined, undefined, undefined],
  ]);
});

test('the network of a shared VPC is in the project of its path, not in that of the cluster', () => {
  const { networks } = picture({
    'google_container_cluster.a': {
      name: 'a',
      project: 'service',
      network: 'projects/host/global/networks/vpc',
    },
    'google_compute_subnetwork.s': {
      name: 's',
      project: 'host',
      network: 'vpc',
      ip_cidr_range: '10.0.0.0/24',
    },
  });
  expect(networks.map(({ name, project }) => [name, project])).toEqual([['vpc', 'host']]);
});

test('a cluster that gives no network is in the network called default', () => {
  const { networks } = picture({ 'google_container_cluster.a': { name: 'a' } });
  expect(networks[0]?.name).toBe('default');
});

test('networks that are not known are no twins of each other, and are named', () => {
  const why = new Unknown('known after apply');
  const block = { network: why, ip_cidr_range: '10.0.0.0/24' };
  const { networks, notChecked } = picture({
    'google_compute_subnetwork.a': { name: 'a', ...block },
    'google_compute_subnetwork.b': { name: 'b', ...block },
  });
  expect(networks.map(({ name }) => name)).toEqual([
    'google_compute_subnetwork.a.network',
    'google_compute_subnetwork.b.network',
  ]);
  expect(notChecked.map(({ what, reason }) => [what, reason])).toEqual([
    ['google_compute_subnetwork.a.network', 'known after apply'],
    ['google_compute_subnetwork.b.network', 'known after apply'],
  ]);
});

test('subnets of special purposes, private services access and connectors have roles', () => {
  const { networks } = picture({
    'google_compute_subnetwork.proxy': {
      name: 'proxy',
      network: 'v',
      purpose: 'REGIONAL_MANAGED_PROXY',
      ip_cidr_range: '10.1.0.0/24',
    },
    'google_compute_subnetwork.psc': {
      name: 'psc',
      network: 'v',
      purpose: 'PRIVATE_SERVICE_CONNECT',
      ip_cidr_range: '10.2.0.0/24',
    },
    'google_compute_global_address.psa': {
      name: 'psa',
      network: 'v',
      purpose: 'VPC_PEERING',
      address: '10.3.0.0',
      prefix_length: 16,
    },
    'google_compute_global_address.lb': { name: 'lb', address: '203.0.113.9' },
    'google_vpc_access_connector.run': { name: 'run', network: 'v', ip_cidr_range: '10.5.0.0/28' },
  });
  expect(networks[0]?.ranges.map(({ role, name, cidr }) => [role, name, cidr.text])).toEqual([
    ['proxy-only', 'proxy', '10.1.0.0/24'],
    ['private-service-connect', 'psc', '10.2.0.0/24'],
    ['private-services-access', 'psa', '10.3.0.0/16'],
    ['other', 'run', '10.5.0.0/28'],
  ]);
});

test('a proxy-only subnet says its kind, and whether it waits as a backup', () => {
  const subnet = (purpose: string, role: string | undefined, block: string) => ({
    name: 'x',
    network: 'v',
    purpose,
    role,
    ip_cidr_range: block,
  });
  const { networks } = picture({
    'google_compute_subnetwork.a': subnet('REGIONAL_MANAGED_PROXY', 'ACTIVE', '10.1.0.0/24'),
    'google_compute_subnetwork.b': subnet('REGIONAL_MANAGED_PROXY', 'BACKUP', '10.1.1.0/24'),
    'google_compute_subnetwork.c': subnet('GLOBAL_MANAGED_PROXY', 'ACTIVE', '10.1.2.0/24'),
    'google_compute_subnetwork.d': subnet('GLOBAL_MANAGED_PROXY', 'BACKUP', '10.1.3.0/24'),
    'google_compute_subnetwork.e': subnet('PRIVATE', 'BACKUP', '10.1.4.0/24'),
  });
  expect(networks[0]?.ranges.map(({ role, neighbour }) => [role, neighbour])).toEqual([
    ['proxy-only', undefined],
    ['proxy-only', { backup: true }],
    ['proxy-only', { kind: 'cross-region' }],
    ['proxy-only', { kind: 'cross-region', backup: true }],
    ['other', undefined],
  ]);
});

test('addresses that Google chooses are not checked, those with host bits a problem', () => {
  const psa = { network: 'v', purpose: 'VPC_PEERING', prefix_length: 16 };
  const { notChecked, problems } = picture({
    'google_compute_global_address.a': { name: 'a', ...psa },
    'google_compute_global_address.b': { name: 'b', ...psa, address: '10.3.1.0' },
  });
  expect(notChecked).toMatchObject([{ what: 'google_compute_global_address.a.address' }]);
  expect(problems).toMatchObject([{ where: { path: 'google_compute_global_address.b.address' } }]);
});

test('peered networks reach each other', () => {
  const { networks } = picture({
    'google_compute_network.hub': { name: 'hub', auto_create_subnetworks: false },
    'google_compute_network_peering.p': {
      network: 'google_compute_network.hub.self_link',
      peer_network: 'projects/x/global/networks/spoke',
    },
  });
  expect(networks).toMatchObject([{ name: 'hub', connected: ['spoke'] }]);
});

test('a network that only peerings name is described by nobody', () => {
  const [hub, spoke] = ['google_compute_network.hub.self_link', 'projects/x/global/networks/spoke'];
  const { networks } = picture({
    'google_compute_network.hub': { name: 'hub', auto_create_subnetworks: false },
    'google_compute_network_peering.there': { network: hub, peer_network: spoke },
    'google_compute_network_peering.back': { network: spoke, peer_network: hub },
  });
  expect(networks.map(({ name, undescribed }) => [name, undescribed])).toEqual([
    ['hub', undefined],
    ['spoke', true],
  ]);
});

test('a cluster that is looked up is the one that is described, or is not described at all', () => {
  const { networks } = picture({
    'google_container_cluster.a': { name: 'a', location: 'europe-west1', network: 'v' },
    'data.google_container_cluster.a': {
      name: 'a',
      location: 'europe-west1',
      cluster_ipv4_cidr: '10.0.0.0/14',
    },
    'data.google_container_cluster.b': { name: 'b', location: 'europe-west1' },
  });
  expect(networks.flatMap(({ clusters }) => clusters.map(({ name }) => name))).toEqual(['a']);
});

test('a subnet that is looked up when Terraform runs is not checked', () => {
  const { notChecked, networks } = picture({
    'data.google_compute_subnetwork.nodes': { name: 'existing', region: 'us-west2' },
    'google_container_cluster.later': {
      name: 'later',
      location: 'us-west2',
      initial_node_count: 1,
      network: 'data.google_compute_subnetwork.nodes.network',
      subnetwork: 'data.google_compute_subnetwork.nodes.id',
      ip_allocation_policy: [{ cluster_secondary_range_name: 'later-pods' }],
    },
  });
  expect(networks[0]?.clusters[0]?.ranges.nodes).toMatchObject({ name: 'existing' });
  expect(notChecked.map(({ what }) => what)).toEqual(
    expect.arrayContaining([
      'data.google_compute_subnetwork.nodes',
      'subnet "existing" of cluster "later"',
      'secondary range "later-pods" of cluster "later"',
    ]),
  );
});

test('the only subnet is not the one of the cluster, and secondary ranges have their own names', () => {
  const { networks } = picture({
    'google_compute_subnetwork.other': {
      name: 'other',
      network: 'v',
      ip_cidr_range: '10.0.0.0/24',
      secondary_ip_range: [{ range_name: 'pods', ip_cidr_range: '10.4.0.0/16' }],
    },
    'google_container_cluster.c': {
      name: 'c',
      network: 'v',
      subnetwork: 'mine',
      ip_allocation_policy: [{ cluster_secondary_range_name: 'pods' }],
    },
  });
  const [found] = networks[0]?.clusters ?? [];
  expect(found?.ranges.nodes).not.toHaveProperty('cidr');
  expect(found?.ranges.pods).not.toHaveProperty('cidr');
});

test('without a cluster nobody says what secondary ranges are for', () => {
  const { notChecked } = picture({
    'google_compute_subnetwork.s': {
      name: 's',
      network: 'v',
      ip_cidr_range: '10.0.0.0/24',
      secondary_ip_range: [{ range_name: 'x', ip_cidr_range: '10.4.0.0/16' }],
    },
  });
  expect(notChecked).toMatchObject([{ what: 'what the secondary ranges of subnet s are for' }]);
});
