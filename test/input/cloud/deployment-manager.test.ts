import { expect, test } from 'vitest';
import { readYaml } from './read.ts';

const cluster = (type: string, properties: string) => `resources:
- name: c
  type: ${type}
  properties:
${properties}`;

test.each([
  ['container.v1.cluster', '    zone: europe-west1-b\n', 'europe-west1-b'],
  ['container.v1beta1.cluster', '    zone: europe-west1-b\n', 'europe-west1-b'],
  [
    'gcp-types/container-v1:projects.locations.clusters',
    '    parent: projects/p/locations/europe-west1\n',
    'europe-west1',
  ],
  [
    'gcp-types/container-v1beta1:projects.zones.clusters',
    '    zone: europe-west1-b\n',
    'europe-west1-b',
  ],
])('a cluster of type %s is read', (type, where, location) => {
  const { networks, problems } = readYaml(
    cluster(type, `${where}    cluster: {initialNodeCount: 2, clusterIpv4Cidr: 10.4.0.0/14}\n`),
  );
  expect(problems).toEqual([]);
  expect(networks).toMatchObject([{ name: 'default', clusters: [{ name: 'c', location }] }]);
  expect(networks[0]?.clusters[0]).not.toHaveProperty('exists');
});

test('a node pool of its own belongs to the cluster that it refers to', () => {
  const { networks } =
    readYaml(`${cluster('container.v1.cluster', '    zone: europe-west1-b\n    cluster:\n      name: prod\n      nodePools: [{name: a, initialNodeCount: 1}]\n')}- name: b
  type: container.v1.nodePool
  properties:
    zone: europe-west1-b
    clusterId: $(ref.c.name)
    nodePool: {name: b, initialNodeCount: 5}
`);
  expect(networks[0]?.clusters).toMatchObject([
    {
      name: 'prod',
      nodePools: [
        { name: 'a', nodes: 1 },
        { name: 'b', nodes: 5 },
      ],
    },
  ]);
});

test('what a template fills in is not checked', () => {
  const { networks, problems, notChecked } = readYaml(`resources:
{% if properties["zonal"] %}
- name: {{ env["name"] }}
  type: container.v1.cluster
  properties:
    zone: {{ properties["zone"] }}
    cluster:
      initialNodeCount: {{ properties["nodes"] }}
      clusterIpv4Cidr: {{ properties["pods"] }}
{% endif %}
`);
  expect(problems).toEqual([]);
  expect(networks[0]?.clusters).toHaveLength(1);
  expect(notChecked.map(({ what, where }) => [what, where?.line])).toEqual(
    expect.arrayContaining([
      ['a.yaml', 2],
      ['resources[0].properties.cluster.initialNodeCount', 8],
      ['resources[0].properties.cluster.clusterIpv4Cidr', 9],
    ]),
  );
});
