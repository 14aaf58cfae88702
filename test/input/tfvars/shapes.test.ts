import { beforeAll, expect, test } from 'vitest';
import { loadGrammarForTests } from '../terraform/grammar-files.ts';
import { clustersIn, clustersOf, openNames, readFiles, readJson } from './reading.ts';

beforeAll(() => loadGrammarForTests());

const cluster = { nodes: '10.0.0.0/24', pods: '10.4.0.0/16', services: '10.8.0.0/20' };
const pair = (range_name: string, ip_cidr_range: string) => ({ range_name, ip_cidr_range });
const pairs = [pair('gke-pods', '10.4.0.0/16'), pair('gke-services', '10.8.0.0/20')];
const byRole = { pods: '10.4.0.0/16', services: '10.8.0.0/20' };
const google = { region: 'europe-west1' };

test.each<readonly [string, object]>([
  [
    'terraform-google-network: subnets and secondary ranges by subnet',
    {
      subnets: [{ subnet_name: 'gke', subnet_ip: '10.0.0.0/24', subnet_region: 'europe-west1' }],
      secondary_ranges: { gke: pairs },
    },
  ],
  [
    'a subnet with its ranges as a map',
    { subnets: [{ name: 'gke', ip_cidr_range: '10.0.0.0/24', secondary_ip_ranges: byRole }] },
  ],
  [
    'a subnet with its ranges as a map in the singular',
    { subnets: [{ name: 'gke', ip_cidr_range: '10.0.0.0/24', secondary_ip_range: byRole }] },
  ],
  [
    'a subnet with its ranges as maps of maps',
    {
      subnets: [
        {
          name: 'gke',
          ip_cidr_range: '10.0.0.0/24',
          secondary_ip_ranges: {
            pods: { ip_cidr_range: '10.4.0.0/16' },
            services: { ip_cidr_range: '10.8.0.0/20' },
          },
        },
      ],
    },
  ],
  [
    'subnets by name',
    { ...google, subnets: { gke: { ip_cidr_range: '10.0.0.0/24', secondary_ip_ranges: byRole } } },
  ],
  [
    'one object with a list of ranges',
    { ...google, gke_subnet: { ip_cidr_range: '10.0.0.0/24', secondary_ip_ranges: pairs } },
  ],
  [
    'Cluster Toolkit: a list of ranges for each subnet',
    {
      ...google,
      subnetwork_name: 'gke',
      subnetworks: [{ subnet_name: 'gke', subnet_ip: '10.0.0.0/24' }],
      secondary_ranges_list: [{ subnetwork_name: 'gke', ranges: pairs }],
    },
  ],
  [
    'ranges by role beside the subnet',
    { ...google, subnet_cidr: '10.0.0.0/24', secondary_ranges: byRole },
  ],
  [
    'one object for each range',
    {
      ...google,
      subnet_cidr: '10.0.0.0/24',
      secondary_ranges_pods: pair('a', '10.4.0.0/16'),
      secondary_ranges_services: pair('b', '10.8.0.0/20'),
    },
  ],
  [
    'Cloud Foundation Fabric: a network to be made',
    {
      ...google,
      vpc_create: {
        primary_range_nodes: '10.0.0.0/24',
        secondary_range_pods: '10.4.0.0/16',
        secondary_range_services: '10.8.0.0/20',
      },
    },
  ],
  [
    'everything in one object',
    {
      ...google,
      gke_config: { subnetCidr: '10.0.0.0/24', podCidr: '10.4.0.0/16', serviceCidr: '10.8.0.0/20' },
    },
  ],
  ['subnets by role', { ...google, subnets: { nodes: '10.0.0.0/24', ...byRole } }],
  [
    'a list with one block',
    {
      ...google,
      nodes_cidr: ['10.0.0.0/24'],
      pods_cidr: ['10.4.0.0/16'],
      svc_cidr: ['10.8.0.0/20'],
    },
  ],
  [
    'one location',
    {
      locations: {
        'europe-west1': {
          ip_cidr_range: '10.0.0.0/24',
          pods: '10.4.0.0/16',
          services: '10.8.0.0/20',
        },
      },
    },
  ],
])('%s', (_, variables) => {
  expect(clustersIn(variables)).toEqual([cluster]);
  expect(readJson(variables).notChecked).toEqual([]);
  expect(readJson(variables).networks.flatMap(({ ranges }) => ranges)).toEqual([]);
});

test('the names of ranges find their blocks, and the subnet that they belong to', () => {
  const result = readJson({
    cluster_name: 'apps',
    subnets: [
      { subnet_name: 'db', subnet_ip: '10.1.0.0/24', subnet_region: 'europe-west1' },
      { subnet_name: 'one', subnet_ip: '10.0.0.0/24', subnet_region: 'europe-west1' },
      { subnet_name: 'two', subnet_ip: '10.2.0.0/24', subnet_region: 'europe-west1' },
    ],
    secondary_ranges: { one: [pair('alpha', '10.4.0.0/16'), pair('beta', '10.8.0.0/20')], two: [] },
    ip_range_pods: 'alpha',
    ip_range_services: 'beta',
  });
  expect(clustersOf(result)).toMatchObject([
    {
      name: 'apps',
      location: 'europe-west1',
      ranges: {
        nodes: { name: 'one', cidr: { text: '10.0.0.0/24' } },
        pods: { name: 'alpha', cidr: { text: '10.4.0.0/16' } },
        services: { name: 'beta', cidr: { text: '10.8.0.0/20' } },
      },
    },
  ]);
  expect(result.networks[0]?.ranges.map(({ name }) => name)).toEqual(['db', 'two']);
});

test('subnets with Pod ranges of their own are a cluster each', () => {
  const subnet = (name: string, n: number) => ({
    name,
    ip_cidr_range: `10.0.${n}.0/24`,
    region: `europe-west${n}`,
    secondary_ip_ranges: { pods: `10.${n}.0.0/16`, services: `10.8.${16 * n}.0/20` },
  });
  const result = readJson({ network_name: 'v', subnets: [subnet('a', 1), subnet('b', 2)] });
  expect(clustersOf(result)).toMatchObject([
    {
      name: 'a',
      location: 'europe-west1',
      ranges: { nodes: { name: 'a' }, pods: { cidr: { text: '10.1.0.0/16' } } },
    },
    {
      name: 'b',
      location: 'europe-west2',
      ranges: { nodes: { name: 'b' }, pods: { cidr: { text: '10.2.0.0/16' } } },
    },
  ]);
  expect(result.networks).toMatchObject([{ name: 'v', ranges: [] }]);
});

test.each<readonly [string, object]>([
  [
    'entries of a map',
    {
      region: 'europe-west1',
      clusters: {
        prod: { subnet_cidr: '10.0.1.0/24', pods_cidr: '10.4.0.0/16' },
        stage: { subnet_cidr: '10.0.2.0/24', pods_cidr: '10.5.0.0/16' },
      },
    },
  ],
  [
    'items of a list',
    {
      region: 'europe-west1',
      gke_clusters: [
        { name: 'prod', subnet_cidr: '10.0.1.0/24', pods_cidr: '10.4.0.0/16' },
        { name: 'stage', subnet_cidr: '10.0.2.0/24', pods_cidr: '10.5.0.0/16' },
      ],
    },
  ],
  [
    'names with a prefix',
    {
      gcp_region: 'europe-west1',
      prod_subnet_cidr: '10.0.1.0/24',
      prod_pods_cidr: '10.4.0.0/16',
      stage_subnet_cidr: '10.0.2.0/24',
      stage_pods_cidr: '10.5.0.0/16',
    },
  ],
  [
    'names with a suffix',
    {
      region: 'europe-west1',
      subnet_cidr_prod: '10.0.1.0/24',
      'pods-cidr-prod': '10.4.0.0/16',
      subnet_cidr_stage: '10.0.2.0/24',
      podsCidrStage: '10.5.0.0/16',
    },
  ],
  [
    'any maps beside each other',
    {
      region: 'europe-west1',
      prod: { subnet_cidr: '10.0.1.0/24', pods_cidr: '10.4.0.0/16' },
      stage: { subnet_cidr: '10.0.2.0/24', pods_cidr: '10.5.0.0/16' },
    },
  ],
])('several clusters: %s', (_, variables) => {
  const result = readJson(variables);
  expect(clustersIn(variables)).toEqual([
    { nodes: '10.0.1.0/24', pods: '10.4.0.0/16' },
    { nodes: '10.0.2.0/24', pods: '10.5.0.0/16' },
  ]);
  expect(clustersOf(result)).toMatchObject([
    { name: 'prod', location: 'europe-west1' },
    { name: 'stage', location: 'europe-west1' },
  ]);
  expect(openNames(result)).toEqual([]);
});

test('what clusters beside each other share is in each of them', () => {
  const result = readJson({
    cluster_name: 'shop',
    network_name: 'vpc-1',
    region: 'europe-west1',
    max_pods_per_node: 64,
    prod_subnet_cidr: '10.0.1.0/24',
    prod_pods_cidr: '10.4.0.0/16',
    prod_max_node_count: 20,
    stage_subnet_cidr: '10.0.2.0/24',
    stage_pods_cidr: '10.5.0.0/16',
    stage_max_node_count: 2,
  });
  expect(clustersOf(result)).toMatchObject([
    { name: 'shop-prod', maxPodsPerNode: 64, nodePools: [{ name: 'default', nodes: 60 }] },
    { name: 'shop-stage', maxPodsPerNode: 64, nodePools: [{ name: 'default', nodes: 6 }] },
  ]);
  expect(result.networks).toHaveLength(1);
});

test('two Pod ranges alone are no two clusters', () => {
  const result = readJson({
    ...google,
    nodes_cidr: '10.0.0.0/24',
    pods_cidr_a: '10.4.0.0/16',
    pods_cidr_b: '10.5.0.0/16',
  });
  expect(clustersOf(result)).toHaveLength(1);
  expect(openNames(result)).toEqual(['pods_cidr_a', 'pods_cidr_b']);
});

test('additional Pod ranges say so', () => {
  const variables = { ...google, pods_cidr: '10.4.0.0/16', additional_pods_cidr: '10.5.0.0/16' };
  expect(clustersIn(variables)).toEqual([{ pods: '10.4.0.0/16', morePods: ['10.5.0.0/16'] }]);
});

test('parts of one cluster are spread over several objects', () => {
  const variables = {
    location: 'us-central1-a',
    subnetwork_cidr: '10.0.0.0/24',
    ip_allocation_policy: {
      cluster_ipv4_cidr_block: '10.4.0.0/16',
      services_ipv4_cidr_block: '10.8.0.0/20',
    },
    private_cluster_config: { master_ipv4_cidr_block: '172.16.0.0/28' },
  };
  expect(clustersIn(variables)).toEqual([{ ...cluster, master: '172.16.0.0/28' }]);
});

test('a network without a cluster has its ranges taken, and what has no role is listed', () => {
  const result = readJson({
    network_name: 'v',
    subnets: [{ subnet_name: 'a', subnet_ip: '10.10.30.0/24', subnet_region: 'us-central1' }],
    secondary_ranges: { a: [pair('a-secondary', '192.168.64.0/24')] },
  });
  expect(clustersOf(result)).toEqual([]);
  expect(result.networks[0]?.ranges).toMatchObject([
    { name: 'a', cidr: { text: '10.10.30.0/24' }, region: 'us-central1' },
    { name: 'a-secondary', subnet: 'a', secondary: true },
  ]);
  expect(openNames(result)).toEqual(['secondary_ranges.a[0].ip_cidr_range']);
});

test('nothing to check is said', () => {
  expect(openNames(readJson({ image: 'x', replicas: 3 }))).toEqual(['the variables of prod']);
});

test('HCL and JSON say the same, each with its own places', () => {
  const hcl = [
    '# production',
    'region = "europe-west1"',
    'subnets = [{',
    '  name = "gke", ip_cidr_range = "10.0.0.0/24"',
    '  secondary_ip_ranges = { pods = "10.4.0.0/16" }',
    '}]',
    'max_pods_per_node = "32"',
  ].join('\n');
  const json = {
    region: 'europe-west1',
    subnets: [
      { name: 'gke', ip_cidr_range: '10.0.0.0/24', secondary_ip_ranges: { pods: '10.4.0.0/16' } },
    ],
    max_pods_per_node: 32,
  };
  const [ofHcl] = clustersOf(readFiles({ 'a.tfvars': hcl }));
  const [ofJson] = clustersOf(readJson(json));
  expect(ofHcl?.ranges.pods?.where).toEqual({
    file: 'a.tfvars',
    line: 5,
    column: 34,
    path: 'subnets[0].secondary_ip_ranges.pods',
  });
  expect(ofJson?.ranges.pods?.where).toMatchObject({ file: 'prod.tfvars.json', line: 8 });
  expect(withoutPlaces(ofHcl)).toEqual(withoutPlaces(ofJson));
});

function withoutPlaces(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, part: unknown) => {
      if (key === 'where' || key === 'places') return undefined;
      return typeof part === 'bigint' ? String(part) : part;
    }),
  );
}

test.each([
  ['a = var.b', 'a file of variables holds values only, no references and no functions'],
  [
    'a = cidrsubnet("10.0.0.0/8", 8, 0)',
    'a file of variables holds values only, no references and no functions',
  ],
  ['subnets {\n}', 'a block "subnets" in a file of variables'],
])('%s is refused as Terraform refuses it', (text, what) => {
  expect(readFiles({ 'a.tfvars': text }).problems).toMatchObject([
    { what, where: { file: 'a.tfvars', line: 1 } },
  ]);
});

test('a template in the place of a block waits to be filled in', () => {
  const result = readFiles({ 'a.tfvars': 'region = "us-east1"\npods_cidr = "${cidr}"' });
  expect(result.problems).toEqual([]);
  expect(openNames(result)).toEqual(['pods_cidr']);
});

test('the clusters stand in maps by role', () => {
  const variables = {
    region: 'europe-west1',
    k8s_app_subnets: { prod: '10.10.10.0/24', dev: '10.30.10.0/24' },
    k8s_pod_ranges: { prod: '10.64.0.0/16', dev: '10.65.0.0/16' },
    services_cidrs: { prod: '10.10.96.0/20', dev: '10.30.96.0/20' },
  };
  expect(clustersIn(variables)).toEqual([
    { nodes: '10.10.10.0/24', pods: '10.64.0.0/16', services: '10.10.96.0/20' },
    { nodes: '10.30.10.0/24', pods: '10.65.0.0/16', services: '10.30.96.0/20' },
  ]);
  expect(openNames(readJson(variables))).toEqual([]);
});

test('a cluster in the public subnet and one in the private', () => {
  const variables = {
    region: 'europe-west1',
    public_subnet_cidr: '10.0.1.0/24',
    private_subnet_cidr: '10.0.2.0/24',
    pods_secondary_cidr: '10.1.0.0/16',
    services_secondary_cidr: '10.2.0.0/20',
    pods_private_secondary_cidr: '10.3.0.0/16',
    services_private_secondary_cidr: '10.4.0.0/20',
  };
  expect(clustersIn(variables)).toEqual([
    { nodes: '10.0.1.0/24', pods: '10.1.0.0/16', services: '10.2.0.0/20' },
    { nodes: '10.0.2.0/24', pods: '10.3.0.0/16', services: '10.4.0.0/20' },
  ]);
});

test('blocks of networks beside each other are a question', () => {
  const variables = {
    master_ipv4_cidr_block: '172.16.0.32/28',
    vpc_cidr_block: '10.3.0.0/16',
    public_network_block: '10.10.10.0/24',
    private_network_block: '10.10.11.0/24',
    kubernetes_pods_block: '10.4.0.0/16',
    vpc_secondary_cidr_block: '10.4.0.0/16',
  };
  expect(clustersIn(variables)).toEqual([{ pods: '10.4.0.0/16', master: '172.16.0.32/28' }]);
  expect(openNames(readJson(variables)).toSorted()).toEqual([
    'private_network_block',
    'public_network_block',
    'vpc_cidr_block',
    'vpc_secondary_cidr_block',
  ]);
});

test('a number of nodes of an unusual pool is a question', () => {
  const result = readJson({ ...google, pods_cidr: '10.4.0.0/16', abridge_node_count: 3 });
  expect(openNames(result)).toEqual(['abridge_node_count']);
  expect(clustersOf(result)[0]?.nodePools[0]).not.toHaveProperty('nodes');
});

test('the shortest names', () => {
  const variables = {
    region: 'europe-west2',
    ip_master: '10.10.0.0/28',
    ip_nodes: '10.2.0.0/28',
    ip_services: '192.168.10.0/28',
    ip_pods: '192.168.11.0/28',
  };
  expect(clustersIn(variables)).toEqual([
    {
      nodes: '10.2.0.0/28',
      pods: '192.168.11.0/28',
      services: '192.168.10.0/28',
      master: '10.10.0.0/28',
    },
  ]);
});
