/** The same dual-stack cluster in each input that can say what its IPv6 ranges are. */
import { beforeAll, describe, expect, it, test } from 'vitest';
import { joinInputs } from '../../src/input/join.ts';
import { readInputs } from '../../src/input/index.ts';
import { loadGrammarForTests } from './terraform/grammar-files.ts';
import { readFolder } from './terraform/terraform-folder.ts';

const compute = 'https://www.googleapis.com/compute/v1/projects/p';
const network = {
  kind: 'compute#network',
  name: 'vpc',
  autoCreateSubnetworks: false,
  enableUlaInternalIpv6: true,
  internalIpv6Range: 'fd20:bd7:f5b2:0:0:0:0:0/48',
  selfLink: `${compute}/global/networks/vpc`,
};
const subnet = {
  kind: 'compute#subnetwork',
  name: 'nodes',
  network: `${compute}/global/networks/vpc`,
  region: `${compute}/regions/europe-west1`,
  selfLink: `${compute}/regions/europe-west1/subnetworks/nodes`,
  ipCidrRange: '10.0.0.0/22',
  secondaryIpRanges: [{ rangeName: 'pods', ipCidrRange: '10.4.0.0/16' }],
  stackType: 'IPV4_IPV6',
  ipv6AccessType: 'INTERNAL',
  ipv6CidrRange: 'fd20:bd7:f5b2:1:0:0:0:0/64',
  internalIpv6Prefix: 'fd20:bd7:f5b2:1:0:0:0:0/64',
};
const policy = {
  useIpAliases: true,
  stackType: 'IPV4_IPV6',
  clusterSecondaryRangeName: 'pods',
  servicesIpv4CidrBlock: '34.118.224.0/20',
};
const said = {
  subnetIpv6CidrBlock: 'fd20:bd7:f5b2:1:0:0:0:0/64',
  servicesIpv6CidrBlock: 'fd20:bd7:f5b2:ffff:0:0:0:0/112',
};
const cluster = (ipAllocationPolicy: object) => ({
  name: 'prod',
  location: 'europe-west1',
  network: 'vpc',
  subnetwork: 'nodes',
  networkConfig: {
    network: 'projects/p/global/networks/vpc',
    subnetwork: 'projects/p/regions/europe-west1/subnetworks/nodes',
  },
  ipAllocationPolicy,
  nodePools: [{ name: 'default', initialNodeCount: 3, config: {} }],
  currentMasterVersion: '1.33.1-gke.100',
  selfLink: 'https://container.googleapis.com/v1/projects/p/locations/europe-west1/clusters/prod',
});

const spec = `networks:
  - name: vpc
    ipv6Within: ["fd20:bd7:f5b2::/48"]
    clusters:
      - name: prod
        location: europe-west1
        nodes: 9
        ranges: {nodes: {name: nodes, cidr: 10.0.0.0/22}, pods: 10.4.0.0/16}
        ipv6: {nodes: "fd20:bd7:f5b2:1::/64", services: "fd20:bd7:f5b2:ffff::/112"}
`;

const provider = {
  network: {
    name: 'vpc',
    auto_create_subnetworks: false,
    enable_ula_internal_ipv6: true,
    internal_ipv6_range: 'fd20:bd7:f5b2::/48',
  },
  subnet: {
    name: 'nodes',
    network: 'vpc',
    region: 'europe-west1',
    ip_cidr_range: '10.0.0.0/22',
    secondary_ip_range: [{ range_name: 'pods', ip_cidr_range: '10.4.0.0/16' }],
    stack_type: 'IPV4_IPV6',
    ipv6_access_type: 'INTERNAL',
    ipv6_cidr_range: 'fd20:bd7:f5b2:1:0:0:0:0/64',
    internal_ipv6_prefix: 'fd20:bd7:f5b2:1:0:0:0:0/64',
    external_ipv6_prefix: '',
  },
  cluster: {
    name: 'prod',
    location: 'europe-west1',
    network: 'vpc',
    subnetwork: 'nodes',
    ip_allocation_policy: [
      {
        cluster_secondary_range_name: 'pods',
        services_ipv4_cidr_block: '34.118.224.0/20',
        stack_type: 'IPV4_IPV6',
      },
    ],
    node_pool: [{ name: 'default', initial_node_count: 3 }],
  },
};
const state = {
  version: 4,
  terraform_version: '1.9.5',
  serial: 1,
  lineage: 'l',
  resources: (['network', 'subnetwork', 'cluster'] as const).map((kind) => ({
    mode: 'managed',
    type: kind === 'cluster' ? 'google_container_cluster' : `google_compute_${kind}`,
    name: 'this',
    instances: [{ attributes: provider[kind === 'subnetwork' ? 'subnet' : kind] }],
  })),
};

const asset = (type: string, path: string, data: object) => ({
  name: `//${path}`,
  asset_type: type,
  resource: { version: 'v1', data },
});
const assets = [
  asset(
    'compute.googleapis.com/Network',
    'compute.googleapis.com/projects/p/global/networks/vpc',
    network,
  ),
  asset(
    'compute.googleapis.com/Subnetwork',
    'compute.googleapis.com/projects/p/regions/europe-west1/subnetworks/nodes',
    subnet,
  ),
  asset(
    'container.googleapis.com/Cluster',
    'container.googleapis.com/projects/p/locations/europe-west1/clusters/prod',
    cluster({ ...policy, ...said }),
  ),
];

type Texts = Readonly<Record<string, string>>;

const readTexts = (texts: Texts) =>
  joinInputs(readInputs(Object.entries(texts).map(([name, text]) => ({ name, text }))));

function ipv6In({ networks, problems }: ReturnType<typeof joinInputs>) {
  expect(problems).toEqual([]);
  return networks.map(({ name, ipv6Within = [], ranges, clusters }) => ({
    name,
    within: ipv6Within.map(({ text }) => text),
    others: ranges.flatMap(({ cidr }) => (cidr.family === 6 ? [cidr.text] : [])),
    clusters: clusters.map(({ ipv6 }) => [ipv6?.nodes?.cidr?.text, ipv6?.services?.cidr?.text]),
  }));
}

const services = 'fd20:bd7:f5b2:ffff::/112';
const expected = (ofServices?: string) => [
  {
    name: 'vpc',
    within: ['fd20:bd7:f5b2::/48'],
    others: [],
    clusters: [['fd20:bd7:f5b2:1::/64', ofServices]],
  },
];

describe('the IPv6 ranges of a cluster', () => {
  const inputs: readonly (readonly [string, Texts, string | undefined])[] = [
    ['a spec', { 'spec.yaml': spec }, services],
    [
      'gcloud',
      {
        'clusters.json': JSON.stringify([cluster({ ...policy, ...said })]),
        'subnets.json': JSON.stringify([subnet]),
        'networks.json': JSON.stringify([network]),
      },
      services,
    ],
    [
      'gcloud, of the subnet by its list alone',
      {
        'clusters.json': JSON.stringify([cluster(policy)]),
        'subnets.json': JSON.stringify([subnet]),
        'networks.json': JSON.stringify([network]),
      },
      undefined,
    ],
    [
      'Cloud Asset Inventory',
      { 'assets.jsonl': assets.map((one) => `${JSON.stringify(one)}\n`).join('') },
      services,
    ],
    ['a state', { 'terraform.tfstate': JSON.stringify(state) }, undefined],
    [
      'a state beside gcloud, which knows the Services',
      {
        'terraform.tfstate': JSON.stringify(state),
        'clusters.json': JSON.stringify([cluster({ ...policy, ...said })]),
      },
      services,
    ],
  ];
  it.each(inputs)('are read from %s', (_, texts, ofServices) => {
    expect(ipv6In(readTexts(texts))).toEqual(expected(ofServices));
  });

  it('are not known where a running cluster says only that it is dual-stack', () => {
    const { networks, notChecked } = readTexts({
      'clusters.json': JSON.stringify([cluster(policy)]),
    });
    expect(networks[0]?.clusters[0]?.ipv6).toEqual({});
    expect(notChecked.map(({ what }) => what)).toContain(
      'IPv6 range of the subnet of cluster "prod"',
    );
  });

  it('are those of no cluster of IPv4 alone on the same subnet', () => {
    const { stackType: _, ...single } = policy;
    const texts = {
      'clusters.json': JSON.stringify([cluster(single)]),
      'subnets.json': JSON.stringify([subnet]),
    };
    expect(ipv6In(readTexts(texts))[0]).toMatchObject({
      others: ['fd20:bd7:f5b2:1::/64'],
      clusters: [[undefined, undefined]],
    });
  });

  it('contradict each other where two inputs say different ones', () => {
    const { notChecked } = readTexts({
      'spec.yaml': spec.replace('f5b2:1::/64', 'f5b2:2::/64'),
      'clusters.json': JSON.stringify([cluster({ ...policy, ...said })]),
      'subnets.json': JSON.stringify([subnet]),
    });
    expect(notChecked.map(({ what }) => what)).toContainEqual(
      expect.stringMatching(/^IPv6 range of the subnet of cluster "prod": fd20:bd7:f5b2:/),
    );
  });
});

describe('a subnet', () => {
  const subnetWith = (more: object) => {
    const { ipv6CidrRange: _, internalIpv6Prefix: __, ...rest } = subnet;
    return { 'subnets.json': JSON.stringify([{ ...rest, ...more }]) };
  };

  it('has its external range as well as its internal one', () => {
    const texts = subnetWith({ externalIpv6Prefix: '2600:1900:4000:1:0:0:0:0/64' });
    expect(ipv6In(readTexts(texts))[0]?.others).toEqual(['2600:1900:4000:1::/64']);
  });

  it('of IPv6 alone has no other range', () => {
    const {
      ipCidrRange: _,
      secondaryIpRanges: __,
      ...only
    } = { ...subnet, stackType: 'IPV6_ONLY' };
    const result = readTexts({ 'subnets.json': JSON.stringify([only]) });
    expect(result.problems).toEqual([]);
    expect(result.networks[0]?.ranges.map(({ cidr }) => cidr.text)).toEqual([
      'fd20:bd7:f5b2:1::/64',
    ]);
  });

  it('with IPv4 in the place of IPv6 is malformed', () => {
    const { problems } = readTexts(subnetWith({ internalIpv6Prefix: '10.0.0.0/24' }));
    expect(problems).toMatchObject([
      {
        what: '"10.0.0.0/24" is IPv4, where IPv6 is due ([0].internalIpv6Prefix)',
        fix: 'write an IPv6 block such as fd20:1:2:3::/64',
      },
    ]);
  });
});

test('a manifest says that a cluster is dual-stack, and the range of its network', () => {
  const { networks, notChecked } = readTexts({
    'network.yaml': `apiVersion: compute.cnrm.cloud.google.com/v1beta1
kind: ComputeNetwork
metadata: {name: vpc}
spec: {autoCreateSubnetworks: false, enableUlaInternalIpv6: true, internalIpv6Range: "fd20:1:2::/48"}
`,
    'subnet.yaml': `apiVersion: compute.cnrm.cloud.google.com/v1beta1
kind: ComputeSubnetwork
metadata: {name: nodes}
spec:
  region: europe-west1
  ipCidrRange: 10.0.0.0/22
  networkRef: {name: vpc}
  stackType: IPV4_IPV6
`,
    'cluster.yaml': `apiVersion: container.cnrm.cloud.google.com/v1beta1
kind: ContainerCluster
metadata: {name: prod}
spec:
  location: europe-west1
  initialNodeCount: 3
  networkRef: {name: vpc}
  subnetworkRef: {name: nodes}
  ipAllocationPolicy: {stackType: IPV4_IPV6, clusterIpv4CidrBlock: 10.4.0.0/16, servicesIpv4CidrBlock: 10.8.0.0/20}
`,
  });
  expect(networks[0]?.ipv6Within?.map(({ text }) => text)).toEqual(['fd20:1:2::/48']);
  expect(networks[0]?.clusters[0]?.ipv6).toEqual({});
  expect(notChecked.map(({ reason }) => reason)).toEqual([
    'VPC chooses the IPv6 range when it makes the subnet',
  ]);
});

describe('Terraform before it is applied', () => {
  beforeAll(loadGrammarForTests);

  const folder = (more: string) => ({
    'main.tf': `
resource "google_compute_network" "vpc" {
  name                     = "vpc"
  auto_create_subnetworks  = false
  enable_ula_internal_ipv6 = true
${more}}
resource "google_compute_subnetwork" "nodes" {
  name             = "nodes"
  network          = google_compute_network.vpc.id
  region           = "europe-west1"
  ip_cidr_range    = "10.0.0.0/22"
  stack_type       = "IPV4_IPV6"
  ipv6_access_type = "INTERNAL"
  secondary_ip_range {
    range_name    = "pods"
    ip_cidr_range = "10.4.0.0/16"
  }
}
resource "google_container_cluster" "prod" {
  name               = "prod"
  location           = "europe-west1"
  initial_node_count = 3
  network            = google_compute_network.vpc.id
  subnetwork         = google_compute_subnetwork.nodes.id
  ip_allocation_policy {
    cluster_secondary_range_name = "pods"
    services_ipv4_cidr_block     = "34.118.224.0/20"
    stack_type                   = "IPV4_IPV6"
  }
}
`,
  });

  it('says that a cluster is dual-stack, and VPC has yet to choose the range', () => {
    const { networks, notChecked } = readFolder(folder(''));
    expect(networks[0]).toMatchObject({ clusters: [{ ipv6: {}, dataPlane: 'netd' }] });
    expect(networks[0]?.ipv6Within).toBeUndefined();
    expect(notChecked.map(({ what, reason }) => `${what}: ${reason}`)).toEqual([
      'google_compute_subnetwork.nodes.stack_type: VPC chooses the IPv6 range when it makes the subnet',
    ]);
  });

  it('may ask for the range of the network', () => {
    const { networks } = readFolder(folder('  internal_ipv6_range = "fd20:1:2::/48"\n'));
    expect(networks[0]?.ipv6Within?.map(({ text }) => text)).toEqual(['fd20:1:2::/48']);
  });
});
