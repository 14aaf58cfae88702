import * as fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import type { ClusterSpec } from '../../src/gke/cluster.ts';
import { readInputs } from '../../src/input/index.ts';
import type { InputText } from '../../src/input/input.ts';
import { joinInputs } from '../../src/input/join.ts';
import { loadGrammarForTests } from './terraform/grammar-files.ts';

beforeAll(loadGrammarForTests);

/** Everything in one place: `prod` of `europe-west1` in the network `vpc`. */
const prod = {
  name: 'prod',
  location: 'europe-west1',
  network: 'vpc',
  subnetwork: 'nodes',
  networkConfig: { network: 'projects/p/global/networks/vpc' },
  ipAllocationPolicy: { useIpAliases: true, clusterSecondaryRangeName: 'pods' },
  clusterIpv4Cidr: '10.4.0.0/14',
  locations: ['europe-west1-b', 'europe-west1-c', 'europe-west1-d'],
  nodePools: [{ name: 'main', autoscaling: { enabled: true, maxNodeCount: 4 } }],
};
const described = { name: 'clusters.json', text: JSON.stringify(prod) };
const variables = (fields: string, name = 'prod.tfvars') => ({
  name,
  text: `cluster_name = "prod"\nregion = "europe-west1"\n${fields}`,
});
const ownPool = { name: 'main', cluster: 'prod', location: 'europe-west1', node_count: 5 };
const shownResources = (pods: string) => [
  {
    address: 'google_container_cluster.prod',
    type: 'google_container_cluster',
    values: {
      name: 'prod',
      location: 'europe-west1',
      network: 'vpc',
      remove_default_node_pool: true,
      ip_allocation_policy: [{ cluster_ipv4_cidr_block: pods }],
    },
  },
  {
    address: 'google_container_node_pool.main',
    type: 'google_container_node_pool',
    values: ownPool,
  },
];
const shown = (name: string, part: 'values' | 'planned_values', pods: string) => ({
  name,
  text: JSON.stringify({
    format_version: '1.0',
    [part]: { root_module: { resources: shownResources(pods) } },
  }),
});

const read = (...inputs: readonly InputText[]) => joinInputs(readInputs(inputs));
const clustersOf = (...inputs: readonly InputText[]) =>
  read(...inputs).networks.flatMap(({ clusters }) => clusters);
const nodesOf = ({ nodePools }: ClusterSpec) => nodePools.map(({ nodes }) => nodes);

test('a cluster of variables and of a description is one, completed by the variables', () => {
  const inputs = [
    described,
    variables('network_name = "vpc"\nnodes_cidr = "10.0.0.0/24"\npods_cidr = "10.4.0.0/14"\n'),
  ];
  const { networks, notChecked } = read(...inputs);
  expect(notChecked).toEqual([]);
  expect(networks).toHaveLength(1);
  expect(networks[0]).toMatchObject({ name: 'vpc', project: 'p', ranges: [] });
  expect(networks[0]?.clusters).toHaveLength(1);
  expect(networks[0]?.clusters[0]).toMatchObject({
    exists: true,
    where: { file: 'clusters.json' },
    ranges: {
      nodes: { name: 'nodes', cidr: { text: '10.0.0.0/24' }, where: { file: 'prod.tfvars' } },
      pods: { name: 'pods', cidr: { text: '10.4.0.0/14' } },
    },
  });
  /* 4 nodes in each of 3 zones. */
  expect(clustersOf(...inputs).map(nodesOf)).toEqual([[12]]);
});

test('where nobody names the network of the variables, the cluster says which one it is', () => {
  const { networks } = read(described, variables('pods_cidr = "10.4.0.0/14"\n'));
  expect(networks.map(({ name, clusters }) => [name, clusters.length])).toEqual([['vpc', 1]]);
});

test('what two inputs say differently is named, with what is taken', () => {
  const { networks, notChecked } = read(
    described,
    variables('network_name = "vpc"\npods_cidr = "10.4.0.0/16"\nnode_count = 5\n'),
  );
  expect(networks[0]?.clusters[0]?.ranges.pods?.cidr?.text).toBe('10.4.0.0/14');
  const column = described.text.indexOf('[{"name":"main"') + 1;
  expect(notChecked).toMatchObject([
    {
      what: 'node pools of cluster "prod": 15 nodes of 110 Pods (max surge 1)',
      reason: `clusters.json:1:${column} says 12 nodes of 110 Pods (max surge 1), which is taken`,
      where: { file: 'prod.tfvars' },
    },
    {
      what: 'Pod range of cluster "prod": 10.4.0.0/16',
      where: { file: 'prod.tfvars', line: 4 },
    },
    { what: 'subnet "nodes" of cluster "prod"' },
  ]);
});

const fromAll = [
  shown('state.json', 'values', '10.12.0.0/14'),
  shown('plan.json', 'planned_values', '10.8.0.0/14'),
  described,
  variables('network_name = "vpc"\npods_cidr = "10.16.0.0/14"\nservices_cidr = "10.0.16.0/20"\n'),
];

test('a state counts before a plan, a plan before a description, a description before variables', () => {
  const pods = fromAll.map((_, index) => {
    const [first, ...others] = clustersOf(...fromAll.slice(index));
    expect(others).toEqual([]);
    return first?.ranges.pods?.cidr?.text;
  });
  expect(pods).toEqual(['10.12.0.0/14', '10.8.0.0/14', '10.4.0.0/14', '10.16.0.0/14']);
});

test('the order of the inputs decides nothing', () => {
  const plain = (inputs: readonly InputText[]) =>
    JSON.stringify(read(...inputs), (_, value: unknown) =>
      typeof value === 'bigint' ? String(value) : value,
    );
  const expected = plain(fromAll);
  fc.assert(
    fc.property(fc.shuffledSubarray(fromAll, { minLength: fromAll.length }), (inputs) => {
      expect(plain(inputs)).toBe(expected);
    }),
    { numRuns: 24 },
  );
});

const spec = (cluster: string) => `networks: [{name: vpc, clusters: [${cluster}]}]\n`;

test('a spec counts before all others, and takes from them what it does not say', () => {
  const clusters = clustersOf(described, {
    name: 'spec.yaml',
    text: spec('{name: prod, nodes: 40, services: 300}'),
  });
  expect(clusters).toHaveLength(1);
  expect(clusters[0]).toMatchObject({
    location: 'europe-west1',
    services: 300,
    nodePools: [{ nodes: 40 }],
    ranges: { pods: { cidr: { text: '10.4.0.0/14' } } },
  });
});

test('two specs, or two sets of variables, speak of two clusters', () => {
  const specs = ['a.yaml', 'b.yaml'].map((name, index) => ({
    name,
    text: spec(`{name: prod, ranges: {pods: 10.${4 * index}.0.0/14}}`),
  }));
  expect(clustersOf(...specs)).toHaveLength(2);
  const environments = ['dev.tfvars', 'prod.tfvars'].map((name, index) =>
    variables(`pods_cidr = "10.${4 * index}.0.0/14"\n`, name),
  );
  expect(clustersOf(...environments)).toHaveLength(2);
  expect(clustersOf(...environments, described)).toHaveLength(3);
});

test('a cluster in another place or another network is another one', () => {
  const elsewhere = { name: 'spec.yaml', text: spec('{name: prod, location: us-east1}') };
  expect(clustersOf(described, elsewhere)).toHaveLength(2);
  const apart = variables('network_name = "other"\npods_cidr = "10.4.0.0/14"\n');
  expect(clustersOf(described, apart)).toHaveLength(2);
});

test('a cluster without a place stays apart from two of its name', () => {
  const two = JSON.stringify([prod, { ...prod, location: 'us-east1' }]);
  const { networks } = read(
    { name: 'clusters.json', text: two },
    { name: 'spec.yaml', text: spec('{name: prod, nodes: 3}') },
  );
  expect(networks[0]?.clusters.map(({ location }) => location)).toEqual([
    'europe-west1',
    'us-east1',
    undefined,
  ]);
});

test('two descriptions of one cluster at two times are one', () => {
  const later = {
    ...described,
    text: described.text.replace('"maxNodeCount":4', '"maxNodeCount":6'),
  };
  const { networks, notChecked } = read(described, { ...later, name: 'later.json' });
  expect(networks[0]?.clusters.map(nodesOf)).toEqual([[12]]);
  expect(notChecked[0]?.what).toBe(
    'node pools of cluster "prod": 18 nodes of 110 Pods (max surge 1)',
  );
});

test('variables that hold the region of a zonal cluster mean that cluster', () => {
  const zonal = (location: string, name: string) => ({
    name,
    text: JSON.stringify({ ...prod, location }),
  });
  const given = variables('network_name = "vpc"\npods_cidr = "10.4.0.0/14"\n');
  const one = zonal('europe-west1-b', 'b.json');
  const { networks, notChecked } = read(one, given);
  expect(networks[0]?.clusters.map(({ location }) => location)).toEqual(['europe-west1-b']);
  expect(notChecked[0]?.what).toBe('location of cluster "prod": "europe-west1"');
  expect(clustersOf(one, zonal('europe-west1-c', 'c.json'), given)).toHaveLength(3);
  expect(clustersOf(zonal('us-east1-b', 'b.json'), given)).toHaveLength(2);
});

const sayingPods = (keys: string) => ({
  name: 'spec.yaml',
  text: `networks:
  - name: vpc
    clusters:
      - name: prod
        location: europe-west1
        ${keys}
`,
});
const podsOf = (cluster: ClusterSpec | undefined) =>
  cluster?.nodePools.map(({ name, nodes, pods, systemPods }) => [name, nodes, pods, systemPods]);

test('Pods that a spec says of the only node pool are those of the one that is described', () => {
  const [cluster, ...others] = clustersOf(described, sayingPods('pods: 900'));
  expect(others).toEqual([]);
  expect(podsOf(cluster)).toEqual([['main', 12, 900, undefined]]);
  const { networks } = read(described, sayingPods('pods: 900'));
  expect(networks[0]?.clusters[0]?.nodePools[0]?.places?.['pods']).toMatchObject({
    file: 'spec.yaml',
    line: 6,
  });
});

test('Pods of a node pool that no other input has are not checked', () => {
  const pools = 'nodePools: [{name: main, pods: 5, systemPodsPerNode: 9}, {name: gone, pods: 70}]';
  const { networks, notChecked } = read(described, sayingPods(pools));
  expect(podsOf(networks[0]?.clusters[0])).toEqual([['main', 12, 5, { total: 9 }]]);
  expect(notChecked[0]).toMatchObject({
    what: 'Pods of workloads of node pool "gone" of cluster "prod"',
    where: { file: 'spec.yaml' },
  });
});
