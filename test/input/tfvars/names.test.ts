import { expect, test } from 'vitest';
import { clustersIn, openNames, readJson } from './reading.ts';

const google = { region: 'europe-west1' };

test.each([
  'subnet_cidr',
  'ip_cidr_range',
  'subnet_ip',
  'private_subnet_cidr',
  'public_subnet_cidr',
  'subnet_ip_range',
  'subnetwork_cidr',
  'subnetwork_cidr_range',
  'vpc_subnetwork_cidr_range',
  'subnet_primary_cidr',
  'subnet_ip_cidr_range',
  'nodes_cidr',
  'node_cidr',
  'node_cidr_range',
  'gke_subnet_node_ip_cidr_range',
  'subnetCidr',
  'subnet1_cidr',
  'gke_subnet_cidr',
  'vpc_cidr',
  'gke_vpc_cidr',
  'primary_range_nodes',
])('%s is the subnet of the nodes', (name) => {
  const variables = { ...google, [name]: '10.0.0.0/24', pods_cidr: '10.4.0.0/16' };
  expect(clustersIn(variables)).toEqual([{ nodes: '10.0.0.0/24', pods: '10.4.0.0/16' }]);
});

test.each([
  'pods_cidr',
  'ip_range_pods_cidr',
  'pod_ip_range',
  'cluster_secondary_range_cidr',
  'cluster_ipv4_cidr',
  'cluster_cidr',
  'pod_cidr',
  'pod_cidr_range',
  'pod_range_cidr',
  'pods_secondary_cidr',
  'pods_range_ip_cidr_range',
  'gke_subnet_pods_ip_cidr_range',
  'kubernetes_pods_block',
  'k8s_pod_ranges',
  'pod-ips',
  'podCidr',
  'podSubnet',
  'prod_pod_subnet',
  'pods_cidr_range',
  'pods_ip_range',
  'ip_cidr_range_pods',
  'pods_secondary_range_cidr',
  'gke_pods_cidr',
  'pod_range',
  'cluster_ipv4_cidr_block',
  'container_cidr',
  'container_cidr_range',
  'secondary_range_pods',
  'pod_alias_range',
])('%s is the Pod range', (name) => {
  expect(clustersIn({ ...google, [name]: '10.4.0.0/16' })).toEqual([{ pods: '10.4.0.0/16' }]);
});

test.each([
  'services_cidr',
  'services_secondary_range_cidr',
  'service_ip_range',
  'service_cidr',
  'ip_range_services_cidr',
  'ip_range_services_cider',
  'service_range_cidr',
  'service_cidr_range',
  'services_range_ip_cidr_range',
  'gke_subnet_services_ip_cidr_range',
  'kubernetes_services_block',
  'service-ips',
  'k8s_service_ranges',
  'prod_svc_subnet',
  'gke_services_cidr',
  'svc_cidr',
  'services_ipv4_cidr_block',
  'cluster1-srv-cidr',
  'cluster_services_cidr',
])('%s is the Services range', (name) => {
  const variables = { ...google, [name]: '10.8.0.0/20' };
  expect(clustersIn(variables)).toEqual([{ services: '10.8.0.0/20' }]);
});

test.each([
  'master_ipv4_cidr_block',
  'master_ipv4_cidr',
  'master_cidr',
  'master_cidr_range',
  'master_ip_range',
  'gke_master_cidr',
  'gke_master_ipv4_cidr_block',
  'control_plane_cidr',
  'controlPlaneCidr',
  'cp_cidr',
])('%s is the range of the control plane', (name) => {
  expect(clustersIn({ ...google, [name]: '172.16.0.0/28' })).toEqual([{ master: '172.16.0.0/28' }]);
});

test.each([
  ['master_authorized_networks', [{ cidr_block: '10.4.0.0/24', display_name: 'office' }]],
  ['master_authorized_cidr_blocks', [{ cidr_block: '10.4.0.0/24' }]],
  ['master_authorized_network_cidr', '10.31.96.0/20'],
  ['auth_cidr', '10.31.96.0/20'],
  ['admin_cidr', '203.0.113.180/32'],
  ['ssh_source_ranges', ['0.0.0.0/0']],
  ['internal_source_ranges', ['10.0.0.0/24', '10.30.0.0/16']],
  ['firewall_pods_cidr', '10.4.0.0/16'],
  ['primary_net_cidrs', ['10.0.0.0/8', '192.168.0.0/16']],
  ['netmap', { a: '10.0.0.0/16' }],
  ['vpn_pods_cidr', '10.9.0.0/16'],
  ['bgp_ranges', ['10.9.0.0/16']],
  ['composer_pods_cidr', '10.9.0.0/16'],
  ['non_masquerade_cidrs', ['10.0.0.0/8']],
  ['internal_managed_services_cidr', '10.9.0.0/20'],
  ['example_cidr_block', '203.0.113.155/32'],
])('%s is a list of others, no range of the cluster', (name, value) => {
  const result = readJson({ ...google, pods_cidr: '10.4.0.0/16', [name]: value });
  expect(result.notChecked).toEqual([]);
  expect(result.networks.flatMap(({ ranges }) => ranges)).toEqual([]);
  expect(clustersIn({ ...google, pods_cidr: '10.4.0.0/16', [name]: value })).toEqual([
    { pods: '10.4.0.0/16' },
  ]);
});

test.each([
  ['proxy_subnet_cidr', 'proxy-only'],
  ['psc_subnet_cidr', 'private-service-connect'],
  ['private_services_access_cidr', 'private-services-access'],
  ['psa_range', 'private-services-access'],
  ['bastion_subnet_cidr', 'other'],
])('%s has addresses in the network, and no nodes', (name, role) => {
  const result = readJson({ ...google, pods_cidr: '10.4.0.0/16', [name]: '10.3.0.0/24' });
  expect(result.networks[0]?.ranges).toMatchObject([{ role, cidr: { text: '10.3.0.0/24' } }]);
  expect(result.networks[0]?.clusters[0]?.ranges).not.toHaveProperty('nodes');
});

test('a name that holds the name of a range is told from one that holds a block by its value', () => {
  const names = { ip_range_pods: 'gke-pods', ip_range_services: 'gke-services' };
  expect(clustersIn({ ...google, ...names })).toEqual([
    { pods: 'gke-pods', services: 'gke-services' },
  ]);
  expect(openNames(readJson({ ...google, ...names }))).toEqual([
    'secondary range "gke-pods" of cluster "cluster"',
    'secondary range "gke-services" of cluster "cluster"',
  ]);
  const blocks = { ip_range_pods: '10.4.0.0/16', ip_range_services: '10.8.0.0/20' };
  expect(clustersIn({ ...google, ...blocks })).toEqual([
    { pods: '10.4.0.0/16', services: '10.8.0.0/20' },
  ]);
});

test('a size leaves the addresses to GKE', () => {
  const sizes = { cluster_ipv4_cidr_block: '/14', services_ipv4_cidr_block: '/19' };
  expect(clustersIn({ ...google, ...sizes })).toEqual([{ pods: '/14', services: '/19' }]);
  const [network] = readJson({ ...google, ...sizes }).networks;
  expect(network?.clusters[0]?.ranges.pods).toMatchObject({ createdByGke: true });
});

test('nothing and an empty text leave the choice to GKE', () => {
  const variables = { ...google, cluster_name: 'a', pods_cidr: null, services_cidr: '' };
  expect(clustersIn(variables)).toEqual([{}]);
  expect(readJson(variables).notChecked).toEqual([]);
});

test.each(['<CIDR_OF_PODS>', '{{ pods }}', '${pods}'])('%s waits to be filled in', (pods_cidr) => {
  const result = readJson({ ...google, pods_cidr });
  expect(result.problems).toEqual([]);
  expect(result.notChecked).toMatchObject([
    { what: 'pods_cidr', reason: 'a placeholder, not a block', where: { line: 3 } },
  ]);
});

test.each([
  ['10.4.0.5/14', '"10.4.0.5/14" has host bits set (pods_cidr)', 'write 10.4.0.0/14'],
  ['10.4.0.0/33', '"10.4.0.0/33" has a prefix length above 32 (pods_cidr)', /0 to 32/],
  ['/33', '"/33" has a prefix length above 32 (pods_cidr)', /\/0 to \/32/],
  ['10.4.0.0', '"10.4.0.0" has no prefix length (pods_cidr)', /10\.4\.0\.0\/n/],
  ['fd00::/64', '"fd00::/64" is IPv6, where IPv4 is due (pods_cidr)', /IPv4/],
])('%s is no block', (pods_cidr, what, fix) => {
  const { problems } = readJson({ ...google, pods_cidr });
  expect(problems).toMatchObject([{ what, where: { file: 'prod.tfvars.json', line: 3 } }]);
  expect(problems[0]?.fix).toMatch(fix);
});

test('a block without a role is listed with how to settle it', () => {
  const variables = { ...google, pods_cidr: '10.4.0.0/16', legacy_block: '10.99.0.0/24' };
  const { notChecked, networks } = readJson(variables);
  expect(notChecked).toMatchObject([
    { what: 'legacy_block', where: { line: 4, path: 'legacy_block' } },
  ]);
  expect(notChecked[0]?.reason).toContain('--map <role>=legacy_block');
  expect(networks[0]?.clusters[0]?.ranges).not.toHaveProperty('nodes');
});

test('two blocks of one role are a question, and nothing is picked', () => {
  const result = readJson({
    ...google,
    private_subnet_cidr: '10.15.0.0/24',
    public_subnet_cidr: '10.15.1.0/24',
    pods_cidr: '10.64.0.0/17',
    pod_range: '10.65.0.0/17',
  });
  expect(result.notChecked).toMatchObject([
    { what: 'pods_cidr' },
    { what: 'pod_range' },
    {
      what: 'private_subnet_cidr',
      reason:
        'the subnet of the nodes could be this or public_subnet_cidr: ' +
        '--map nodes=private_subnet_cidr settles it',
    },
    { what: 'public_subnet_cidr' },
  ]);
  expect(result.networks[0]?.clusters[0]?.ranges).toEqual({ additionalPods: [] });
  expect(result.networks[0]?.ranges.map(({ cidr }) => cidr.text)).toEqual([
    '10.15.0.0/24',
    '10.15.1.0/24',
  ]);
});

test('a name of Pods and Services alike has no role', () => {
  const result = readJson({ ...google, cluster_name: 'a', pods_services_cidr: '10.4.0.0/16' });
  expect(openNames(result)).toEqual(['pods_services_cidr']);
});

test('the space around the ranges is no subnet', () => {
  const variables = { ...google, vpc_cidr: '10.0.0.0/8', pods_cidr: '10.4.0.0/16' };
  expect(clustersIn(variables)).toEqual([{ pods: '10.4.0.0/16' }]);
  expect(openNames(readJson(variables))).toEqual(['vpc_cidr']);
});

test('every number has the name that it was read from', () => {
  const { networks } = readJson({
    subnets: [{ subnet_name: 'gke', subnet_ip: '10.0.0.0/24', subnet_region: 'europe-west1' }],
    secondary_ranges: { gke: [{ range_name: 'pods', ip_cidr_range: '10.4.0.0/16' }] },
    node_pools: [{ name: 'a', max_count: 5, max_pods_per_node: 32 }],
  });
  const cluster = networks[0]?.clusters[0];
  expect(cluster?.ranges.nodes?.where?.path).toBe('subnets[0].subnet_ip');
  expect(cluster?.ranges.pods?.where?.path).toBe('secondary_ranges.gke[0].ip_cidr_range');
  expect(cluster?.nodePools[0]?.places).toMatchObject({
    nodes: { path: 'node_pools[0].max_count' },
    maxPodsPerNode: { path: 'node_pools[0].max_pods_per_node' },
  });
});
