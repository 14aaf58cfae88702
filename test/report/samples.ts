import type { ClusterSpec, Network, NodePool } from '../../src/gke/cluster.ts';
import { parseCidr } from '../../src/net/cidr.ts';
import type { Report } from '../../src/report/report.ts';

const aliasIps = 'https://cloud.google.com/kubernetes-engine/docs/concepts/alias-ips';

/**
 * 50 nodes at 110 Pods each in a /20, a /16 and a /20: the Pod range holds 2^(24−16) = 256 nodes and
 * 256 × 110 = 28,160 Pods; the node range 4,096 − 4 − 1 = 4,091 nodes; the Services range 4,094.
 */
export const prodReport: Report = {
  schemaVersion: 1,
  tool: { name: 'gke-ip-planner', version: '0.1.0' },
  clusters: [
    {
      name: 'prod',
      network: 'prod-vpc',
      mode: 'standard',
      location: 'europe-west1',
      where: { file: 'prod.yaml', line: 5, column: 9, path: 'networks[0].clusters[0]' },
      demand: { nodes: 50, peakNodes: 51, services: 1000 },
      capacity: {
        nodes: 256,
        pods: 28_160,
        services: 4094,
        boundBy: { nodes: 'pod-range', pods: 'pod-range', services: 'service-range' },
      },
      nodePools: [
        {
          name: 'default',
          maxPodsPerNode: 110,
          perNodePrefixLength: 24,
          podRange: 'pods',
          nodes: 50,
          peakNodes: 51,
          maxNodes: 256,
        },
      ],
      ranges: [
        {
          role: 'node',
          name: null,
          cidr: '10.0.0.0/20',
          prefixLength: 20,
          addresses: 4096,
          usable: 4092,
          needed: 52,
          free: 4040,
          utilization: 56 / 4096,
        },
        {
          role: 'pod',
          name: 'pods',
          cidr: '10.4.0.0/16',
          prefixLength: 16,
          addresses: 65_536,
          usable: 65_536,
          needed: 13_056,
          free: 52_480,
          utilization: 13_056 / 65_536,
        },
        {
          role: 'service',
          name: 'services',
          cidr: '10.8.0.0/20',
          prefixLength: 20,
          addresses: 4096,
          usable: 4094,
          needed: 1000,
          free: 3094,
          utilization: 1000 / 4096,
        },
      ],
      growthLimits: [
        {
          resource: 'nodes',
          limiter: 'pod-range',
          limit: 256,
          planned: 51,
          headroom: 205,
          binding: true,
          next: { prefixLength: 15, limit: 512 },
          fullAfterYears: 6.2,
          source: aliasIps,
        },
        {
          resource: 'nodes',
          limiter: 'node-range',
          limit: 4091,
          planned: 51,
          headroom: 4040,
          binding: false,
          next: { prefixLength: 19, limit: 8187 },
          expandable: {
            prefixLength: 18,
            cidr: '10.0.0.0/18',
            limit: 16_379,
            stoppedBy: 'office 10.0.64.0/18',
          },
          fullAfterYears: 16.8,
          source: aliasIps,
        },
        {
          resource: 'nodes',
          limiter: 'cluster-node-limit',
          limit: 65_000,
          planned: 51,
          headroom: 64_949,
          binding: false,
          fullAfterYears: 27.3,
          source:
            'https://cloud.google.com/kubernetes-engine/docs/concepts/planning-large-clusters',
        },
        {
          resource: 'services',
          limiter: 'service-range',
          limit: 4094,
          planned: 1000,
          headroom: 3094,
          binding: true,
          next: { prefixLength: 19, limit: 8190 },
          fullAfterYears: 5.4,
          source: aliasIps,
        },
      ],
      mtu: { cni: 'dataplane-v2', vpcMtu: 1460, podMtu: 1460, inherited: true },
      assumptions: [
        { what: 'maximum Pods per node', value: 110, why: "GKE's default on Standard" },
        { what: 'control plane', value: 'psc', why: 'no /28 is given' },
      ],
    },
  ],
  networks: [
    {
      name: 'prod-vpc',
      within: ['10.0.0.0/8'],
      free: ['10.0.16.0/20', '10.0.32.0/19', '10.128.0.0/9'],
      usedAddresses: 73_728,
      freeAddresses: 16_703_488,
      largestFree: '10.128.0.0/9',
    },
  ],
  findings: [
    {
      rule: 'range-overlap',
      severity: 'error',
      message: '10.4.0.0/16 (pods of prod) contains 10.4.16.0/20 (office)',
      fix: 'give one of them another range',
      docs: aliasIps,
      where: {
        file: 'prod.yaml',
        line: 21,
        column: 17,
        path: 'networks[0].clusters[0].ranges.pods',
      },
      related: [{ message: 'office is here', where: { file: 'prod.yaml', line: 4, column: 24 } }],
      facts: { shared: '10.4.16.0/20', relation: 'contains' },
    },
    {
      rule: 'docker-bridge-range',
      severity: 'warning',
      message: '172.17.0.0/16 (lab) is the range of the Docker bridge on every node',
      fix: 'give lab a range outside 172.17.0.0/16',
      docs: aliasIps,
      where: null,
      related: [],
      facts: {},
      suppression: { reason: 'isolated lab', until: '2027-06-30', expired: false },
    },
  ],
  notChecked: [
    {
      what: 'google_container_cluster.dev',
      reason: 'its Pod range is known after apply',
      where: { file: 'main.tf', line: 12, column: 3 },
    },
  ],
  summary: { errors: 1, warnings: 0, infos: 0, suppressed: 1, notChecked: 1, overlappingPairs: 1 },
};

/** A report about nothing. */
export const emptyReport: Report = {
  ...prodReport,
  clusters: [],
  networks: [],
  findings: [],
  notChecked: [],
  summary: { errors: 0, warnings: 0, infos: 0, suppressed: 0, notChecked: 0, overlappingPairs: 0 },
};

const usual: NodePool['upgrade'] = { kind: 'surge', maxSurge: 1, assumed: true };

/** A cluster of which only the name and one node pool are said. */
export const bareCluster: ClusterSpec = {
  name: 'dev',
  mode: 'standard',
  nodePools: [{ name: 'default', nodes: 3, upgrade: usual }],
  internalLoadBalancers: 0,
  podCidrOverprovision: true,
  ranges: {
    nodes: { cidr: parseCidr('10.64.0.0/28') },
    pods: { cidr: parseCidr('10.65.0.0/21') },
    additionalPods: [],
    services: 'google-managed',
  },
};

/** A cluster of which everything is said. */
export const fullCluster: ClusterSpec = {
  name: 'prod',
  location: 'europe-west1',
  zones: 2,
  mode: 'standard',
  version: { text: '1.30', major: 1, minor: 30 },
  dataPlane: 'dataplane-v2',
  controlPlane: { kind: 'range', cidr: parseCidr('172.16.0.0/28') },
  maxPodsPerNode: 64,
  nodePools: [
    { name: 'default', nodes: 50, upgrade: usual },
    {
      name: 'batch',
      nodes: 40,
      maxPodsPerNode: 32,
      upgrade: { kind: 'blue-green' },
      podRange: 'pods-batch',
    },
    { name: 'spot', nodes: 9, upgrade: { kind: 'surge', maxSurge: 5 } },
  ],
  services: 1000,
  internalLoadBalancers: 10,
  growth: { percent: 30, years: 3 },
  podCidrOverprovision: false,
  ranges: {
    nodes: { name: 'prod-nodes', cidr: parseCidr('10.0.0.0/20') },
    pods: { name: 'pods', cidr: parseCidr('10.4.0.0/14') },
    additionalPods: [
      { name: 'pods-batch', cidr: parseCidr('10.12.0.0/16') },
      { name: 'pods-more', cidr: parseCidr('10.13.0.0/16') },
    ],
    services: { name: 'services', cidr: parseCidr('10.8.0.0/20') },
  },
};

/** Two clusters in a network of which everything is said. */
export const prodNetwork: Network = {
  name: 'prod-vpc',
  mtu: 1500,
  mode: 'custom',
  within: [parseCidr('10.0.0.0/8')],
  podsWithin: [parseCidr('100.64.0.0/10')],
  servicesWithin: [parseCidr('10.0.0.0/8')],
  connected: ['hub-vpc'],
  ranges: [{ role: 'on-premises', name: 'office', cidr: parseCidr('10.200.0.0/16') }],
  clusters: [fullCluster, bareCluster],
};

/** A network with one cluster of which little is said. */
export const devNetwork: Network = {
  name: 'dev-vpc',
  within: [],
  podsWithin: [],
  servicesWithin: [],
  connected: [],
  ranges: [],
  clusters: [bareCluster],
};
