import { expect, test } from 'vitest';
import { readTexts, readYaml } from './read.ts';

const clusterManifest = (
  spec: string,
  metadata = '',
) => `apiVersion: container.cnrm.cloud.google.com/v1beta1
kind: ContainerCluster
metadata:
  name: c
${metadata}spec:
  location: europe-west1
  initialNodeCount: 1
${spec}`;

const subnetManifest = (
  name: string,
  spec = '',
  metadata = '',
) => `apiVersion: compute.cnrm.cloud.google.com/v1beta1
kind: ComputeSubnetwork
metadata:
  name: ${name}
${metadata}spec:
  region: europe-west1
  ipCidrRange: 10.0.0.0/24
  networkRef: {name: v}
${spec}`;

const poolManifest = (spec: string) => `apiVersion: container.cnrm.cloud.google.com/v1beta1
kind: ContainerNodePool
metadata: {name: p}
spec:
${spec}`;

const withSubnet = '  networkRef: {name: v}\n  subnetworkRef: {name: s}\n';

test('a cluster, its subnet and its pools may be in files of their own, in any order', () => {
  const { networks, problems, notChecked } = readTexts({
    'pool.yaml': poolManifest('  clusterRef: {name: c}\n  nodeCount: 2\n'),
    'cluster.yaml': clusterManifest(
      `${withSubnet}  ipAllocationPolicy: {clusterSecondaryRangeName: pods, servicesIpv4CidrBlock: /20}\n`,
      '  annotations: {cnrm.cloud.google.com/remove-default-node-pool: "true"}\n',
    ),
    'subnet.yaml': subnetManifest(
      's',
      '  secondaryIpRange: [{rangeName: pods, ipCidrRange: 10.4.0.0/16}]\n',
    ),
    'settings.yaml': 'apiVersion: v1\nkind: ConfigMap\ndata: {pods: 10.4.0.0/16}\n',
  });
  expect([problems, notChecked]).toEqual([[], []]);
  expect(networks).toMatchObject([
    {
      name: 'v',
      ranges: [],
      clusters: [
        {
          name: 'c',
          nodePools: [{ name: 'p', nodes: 6, where: { file: 'pool.yaml' } }],
          ranges: {
            nodes: { name: 's', cidr: { text: '10.0.0.0/24' } },
            pods: { name: 'pods', cidr: { text: '10.4.0.0/16' }, where: { file: 'subnet.yaml' } },
            services: { prefixLength: 20 },
          },
        },
      ],
    },
  ]);
});

test('a range stands where the manifest has it, with the path of the manifest', () => {
  const { networks } = readYaml(subnetManifest('s'));
  expect(networks[0]?.ranges[0]?.where).toEqual({
    file: 'a.yaml',
    line: 7,
    column: 16,
    path: 'spec.ipCidrRange',
  });
});

test('a block that is none is a problem with its place, a setter or placeholder is not checked', () => {
  const broken = subnetManifest('s').replace('10.0.0.0/24', '10.0.0.1/24 # kpt-set: ${cidr}');
  expect(readYaml(broken).problems).toMatchObject([
    { what: expect.stringContaining('"10.0.0.1/24" has host bits set'), where: { line: 7 } },
  ]);
  const open = subnetManifest('s').replace('10.0.0.0/24', '${cidr}');
  expect(readYaml(open)).toMatchObject({
    problems: [],
    notChecked: [{ what: 'spec.ipCidrRange', where: { line: 7 } }],
  });
});

test('a name in Google Cloud that differs from the one in Kubernetes is the one that counts', () => {
  const { networks } = readYaml(
    [clusterManifest(withSubnet), subnetManifest('s', '  resourceID: nodes\n')].join('---\n'),
  );
  expect(networks[0]?.clusters[0]?.ranges.nodes).toMatchObject({
    name: 'nodes',
    cidr: { text: '10.0.0.0/24' },
  });
});

test('of manifests with one name, a reference means that of its namespace', () => {
  const subnets = ['blue', 'green'].map((namespace, index) =>
    subnetManifest('s', `  resourceID: ${namespace}\n`, `  namespace: ${namespace}\n`).replace(
      '10.0.0.0',
      `10.${index}.0.0`,
    ),
  );
  const nodesOf = (reference: string, metadata = '') => {
    const cluster = clusterManifest(
      `  networkRef: {name: v}\n  subnetworkRef: ${reference}\n`,
      metadata,
    );
    return readYaml([cluster, ...subnets].join('---\n')).networks[0]?.clusters[0]?.ranges.nodes;
  };
  expect(nodesOf('{name: s, namespace: green}')?.cidr?.text).toBe('10.1.0.0/24');
  expect(nodesOf('{name: s}', '  namespace: blue\n')?.cidr?.text).toBe('10.0.0.0/24');
  expect(nodesOf('{name: s}')).toMatchObject({ name: 's' });
  expect(nodesOf('{external: projects/p/regions/europe-west1/subnetworks/blue}')).toMatchObject({
    name: 'blue',
  });
});

test('a cluster and a subnet of two projects are in one network', () => {
  const project = (id: string) => `  annotations: {cnrm.cloud.google.com/project-id: ${id}}\n`;
  const { networks } = readYaml(
    [clusterManifest(withSubnet, project('apps')), subnetManifest('s', '', project('host'))].join(
      '---\n',
    ),
  );
  expect(networks).toMatchObject([{ name: 'v', clusters: [{ name: 'c' }], ranges: [] }]);
});

test('a network that is named outright is one of the own project', () => {
  const network = (reference: string) =>
    readYaml(
      clusterManifest(
        `  networkRef: {external: ${reference}}\n`,
        '  annotations: {cnrm.cloud.google.com/project-id: apps}\n',
      ),
    ).networks[0];
  expect(network('default')).toMatchObject({ name: 'default', project: 'apps' });
  expect(network('projects/host/global/networks/v')).toMatchObject({ name: 'v', project: 'host' });
});

test('Autopilot, Dataplane V2 and routes are what they are in Terraform', () => {
  const clusterOf = (spec: string) => readYaml(clusterManifest(spec)).networks[0]?.clusters[0];
  expect(clusterOf('  enableAutopilot: true\n')).toMatchObject({ mode: 'autopilot' });
  expect(clusterOf('  datapathProvider: ADVANCED_DATAPATH\n')).toMatchObject({
    dataPlane: 'dataplane-v2',
  });
  expect(clusterOf('  networkingMode: ROUTES\n  clusterIpv4Cidr: 10.96.0.0/14\n')).toMatchObject({
    dataPlane: 'kubenet',
    ranges: { pods: { cidr: { text: '10.96.0.0/14' } } },
  });
});

test('a subnet alone stands for the cluster that its ranges are made for', () => {
  const { networks, notChecked } = readYaml(
    subnetManifest(
      's',
      '  secondaryIpRange:\n  - {rangeName: clusterrange, ipCidrRange: 10.4.0.0/16}\n  - {rangeName: servicesrange, ipCidrRange: 10.3.0.0/16}\n',
    ),
  );
  expect(networks[0]?.clusters).toMatchObject([
    {
      name: 's',
      ranges: {
        nodes: { cidr: { text: '10.0.0.0/24' } },
        pods: { name: 'clusterrange', cidr: { text: '10.4.0.0/16' } },
        services: { name: 'servicesrange', cidr: { text: '10.3.0.0/16' } },
      },
    },
  ]);
  expect(networks[0]?.clusters[0]).not.toHaveProperty('location');
  expect(notChecked).toMatchObject([{ what: 'nodes of cluster "s"' }]);
});

test.each([
  ['no name says what they are for', ['first', 'second']],
  ['two could be for Pods', ['pods-blue', 'pods-green']],
])('secondary ranges are not guessed about where %s', (_, [a, b]) => {
  const { networks, notChecked } = readYaml(
    subnetManifest(
      's',
      `  secondaryIpRange:\n  - {rangeName: ${a}, ipCidrRange: 10.4.0.0/16}\n  - {rangeName: ${b}, ipCidrRange: 10.5.0.0/16}\n`,
    ),
  );
  expect(networks[0]).toMatchObject({ clusters: [], ranges: [{}, {}, {}] });
  expect(notChecked).toMatchObject([{ what: 'what the secondary ranges of subnet s are for' }]);
});

test('a subnet of a network whose clusters are described stands for none', () => {
  const other = subnetManifest(
    'other',
    '  secondaryIpRange: [{rangeName: pods, ipCidrRange: 10.5.0.0/16}]\n',
  );
  const { networks } = readYaml([clusterManifest(withSubnet), other].join('---\n'));
  expect(networks[0]?.clusters.map(({ name }) => name)).toEqual(['c']);
});

test('manifests of nothing in Google Cloud say so', () => {
  const { networks, notChecked, problems } = readYaml('apiVersion: v1\nkind: ConfigMap\n');
  expect([networks, problems]).toEqual([[], []]);
  expect(notChecked).toMatchObject([{ what: 'a.yaml' }]);
});

test.each([
  ['apiVersion: container.cnrm.cloud.google.com/v1beta1\nkind: ContainerCluster\n'],
  [
    'apiVersion: container.cnrm.cloud.google.com/v1beta1\nkind: constructor\nmetadata: {name: a}\nspec: {}\n',
  ],
  ['apiVersion: v1\nkind: List\nitems: [1, {kind: x}]\n'],
])('a manifest without what it needs is passed over (%#)', (text) => {
  expect(readYaml(text)).toMatchObject({ networks: [], problems: [], notChecked: [{}] });
});

test('a range for private services access and a peering are read', () => {
  const { networks } = readYaml(`apiVersion: compute.cnrm.cloud.google.com/v1beta1
kind: ComputeAddress
metadata: {name: google-services}
spec:
  location: global
  addressType: INTERNAL
  purpose: VPC_PEERING
  address: 10.20.0.0
  prefixLength: 16
  networkRef: {name: v}
---
apiVersion: compute.gcp.upbound.io/v1beta1
kind: NetworkPeering
metadata: {name: hub}
spec:
  forProvider:
    network: v
    peerNetworkRef: {name: hub}
`);
  expect(networks).toMatchObject([
    {
      name: 'v',
      connected: ['hub'],
      ranges: [{ role: 'private-services-access', cidr: { text: '10.20.0.0/16' } }],
    },
  ]);
});

const crossplaneSubnet = (selector: string) => `apiVersion: compute.gcp.upbound.io/v1beta1
kind: Subnetwork
metadata: {name: s}
spec:
  forProvider:
    ipCidrRange: 10.0.0.0/24
    networkSelector: ${selector}
`;
const crossplaneNetwork = (
  name: string,
  labels: string,
) => `apiVersion: compute.gcp.upbound.io/v1beta1
kind: Network
metadata: {name: ${name}, labels: ${labels}}
spec:
  forProvider: {autoCreateSubnetworks: false}
`;

test('Crossplane chooses by labels, or by the composition of both', () => {
  const networksOf = (selector: string) =>
    readYaml(
      [
        crossplaneSubnet(selector),
        crossplaneNetwork('a', '{env: dev}'),
        crossplaneNetwork('b', '{env: prod}'),
      ].join('---\n'),
    );
  const chosen = networksOf('{matchLabels: {env: prod}}').networks.find(({ name }) => name === 'b');
  expect(chosen?.ranges).toHaveLength(1);
  const { networks, notChecked } = networksOf('{matchControllerRef: true}');
  expect(networks.find(({ name }) => name === 'a')?.ranges).toEqual([]);
  expect(notChecked).toMatchObject([{ reason: expect.stringContaining('chosen by labels') }]);
  const only = readYaml(
    [crossplaneSubnet('{matchControllerRef: true}'), crossplaneNetwork('a', '{}')].join('---\n'),
  );
  expect(only.networks).toMatchObject([{ name: 'a', ranges: [{}] }]);
});

test('bounds of an autoscaler that is off do not count in the older Crossplane', () => {
  const nodes = (enabled: boolean) =>
    readYaml(`apiVersion: container.gcp.crossplane.io/v1beta2
kind: Cluster
metadata: {name: c}
spec:
  forProvider: {location: europe-west1-b}
---
apiVersion: container.gcp.crossplane.io/v1beta1
kind: NodePool
metadata: {name: p}
spec:
  forProvider:
    clusterRef: {name: c}
    initialNodeCount: 3
    autoscaling: {enabled: ${enabled}, maxNodeCount: 50}
`).networks[0]?.clusters[0]?.nodePools[0]?.nodes;
  expect([nodes(false), nodes(true)]).toEqual([3, 50]);
});

const composed = `- name: nodes
  base:
    apiVersion: compute.gcp.upbound.io/v1beta1
    kind: Subnetwork
    spec:
      forProvider:
        ipCidrRange: 10.0.0.0/24
        networkSelector: {matchControllerRef: true}
        secondaryIpRange: [{rangeName: pods, ipCidrRange: 10.4.0.0/14}]
  patches:
  - {fromFieldPath: spec.region, toFieldPath: spec.forProvider.region}
  - {fromFieldPath: spec.pods, toFieldPath: 'spec.forProvider.secondaryIpRange[0].ipCidrRange'}
  - {type: ToCompositeFieldPath, fromFieldPath: spec.forProvider.ipCidrRange, toFieldPath: status.cidr}
- name: vpc
  base:
    apiVersion: compute.gcp.upbound.io/v1beta1
    kind: Network
    spec: {forProvider: {autoCreateSubnetworks: false}}
  patches: [{fromFieldPath: spec.mtu, toFieldPath: spec.forProvider.mtu}]
`;
const indented = (text: string, by: string) => text.replaceAll(/^(?=.)/gm, by);

test.each([
  ['lists its resources', `spec:\n  resources:\n${indented(composed, '  ')}`],
  [
    'is a pipeline',
    `spec:\n  pipeline:\n  - step: make\n    input:\n      resources:\n${indented(composed, '      ')}`,
  ],
])('a composition that %s has what it makes, and what a claim says is not known', (_, spec) => {
  const { networks, problems, notChecked } = readYaml(
    `apiVersion: apiextensions.crossplane.io/v1\nkind: Composition\nmetadata: {name: network}\n${spec}`,
  );
  expect(problems).toEqual([]);
  expect(networks).toMatchObject([
    {
      name: 'vpc',
      clusters: [{ name: 'nodes', ranges: { nodes: { cidr: { text: '10.0.0.0/24' } } } }],
    },
  ]);
  expect(networks[0]?.clusters[0]?.ranges.pods?.cidr).toBeUndefined();
  const claimed = notChecked.filter(({ reason }) => reason.includes('for each claim'));
  expect(claimed.map(({ what }) => what.split('.').at(-1))).toEqual(['ipCidrRange', 'forProvider']);
});
