/**
 * Every documented number the planner relies on: the only place with such numbers. Where Google's
 * pages differ over time, the newest statement counts; `note` says so. `verified: false` marks what
 * no Google page we read states.
 */
import { isAtLeast, parseVersion, type GkeVersion } from './version.ts';

export interface Limit {
  readonly id: string;
  readonly value: number;
  readonly unit: string;
  /** The GKE version from which the value holds; absent: all versions. */
  readonly since?: string;
  /** The page that states it. */
  readonly source: string;
  /** When the page was last read, `YYYY-MM-DD`. */
  readonly checkedOn: string;
  /** False where no Google page was found that states the value. */
  readonly verified: boolean;
  readonly note?: string;
}

const pages = {
  aliasIps: 'https://cloud.google.com/kubernetes-engine/docs/concepts/alias-ips',
  flexiblePodCidr: 'https://cloud.google.com/kubernetes-engine/docs/how-to/flexible-pod-cidr',
  quotas: 'https://cloud.google.com/kubernetes-engine/quotas',
  largeClusters: 'https://cloud.google.com/kubernetes-engine/docs/concepts/planning-large-clusters',
  dataplaneV2: 'https://docs.cloud.google.com/kubernetes-engine/docs/concepts/dataplane-v2',
  vpcQuota: 'https://docs.cloud.google.com/vpc/docs/quota',
  vpcSubnets: 'https://docs.cloud.google.com/vpc/docs/subnets',
  multiSubnet: 'https://docs.cloud.google.com/kubernetes-engine/docs/how-to/multi-subnet-cluster',
  vpcMtu: 'https://cloud.google.com/vpc/docs/mtu',
  clusterIps: 'https://kubernetes.io/docs/concepts/services-networking/cluster-ip-allocation/',
  clusterApi:
    'https://cloud.google.com/kubernetes-engine/docs/reference/rest/v1/projects.locations.clusters',
  networkIsolation:
    'https://cloud.google.com/kubernetes-engine/docs/how-to/legacy/network-isolation',
  podUtilization:
    'https://docs.cloud.google.com/network-intelligence-center/docs/network-analyzer/insights/kubernetes-engine/gke-ip-utilization',
  subnetUtilization:
    'https://cloud.google.com/network-intelligence-center/docs/network-analyzer/insights/vpc-network/ip-utilization',
  kubernetesApiService: 'https://kubernetes.io/docs/tasks/network/extend-service-ip-ranges/',
  nodeLocalDns: 'https://docs.cloud.google.com/kubernetes-engine/docs/how-to/nodelocal-dns-cache',
  policyAutomation: 'https://github.com/google/gke-policy-automation',
  gcpdiag: 'https://github.com/GoogleCloudPlatform/gcpdiag',
  upgrades: 'https://cloud.google.com/kubernetes-engine/docs/concepts/node-pool-upgrade-strategies',
  proxyOnly: 'https://cloud.google.com/load-balancing/docs/proxy-only-subnets',
  privateServicesAccess: 'https://cloud.google.com/vpc/docs/private-services-access',
  filestore: 'https://cloud.google.com/filestore/docs/network-ip-requirements',
  natPorts: 'https://docs.cloud.google.com/nat/docs/ports-and-addresses',
  routerApi: 'https://cloud.google.com/compute/docs/reference/rest/v1/routers',
} as const;

const checkedOn = '2026-11-01';

type Row = Omit<Limit, 'checkedOn' | 'verified'> & { readonly verified?: boolean };

/** Rows of one id are ordered from the newest version to the oldest. */
const rows = [
  {
    id: 'node-range-reserved-addresses',
    value: 4,
    unit: 'addresses',
    source: pages.vpcSubnets,
    note: 'first, second, second-to-last and last of a primary range; secondary ranges reserve none',
  },
  {
    id: 'psc-endpoint-addresses',
    value: 1,
    unit: 'addresses',
    source: pages.aliasIps,
    note: 'of the node subnet, unless the cluster names another subnet for its endpoint',
  },
  { id: 'node-range-shortest-prefix', value: 8, unit: 'prefix length', source: pages.aliasIps },
  {
    id: 'auto-mode-subnet-shortest-prefix',
    value: 16,
    unit: 'prefix length',
    source: pages.vpcSubnets,
    note: 'to which a subnet that an auto-mode network made can be expanded',
  },
  { id: 'node-range-longest-prefix', value: 29, unit: 'prefix length', source: pages.aliasIps },

  {
    id: 'pod-range-shortest-prefix',
    value: 9,
    unit: 'prefix length',
    source: pages.aliasIps,
    note: '/11 in copies of 2019 and 2020',
  },
  {
    id: 'pod-range-longest-prefix',
    value: 24,
    unit: 'prefix length',
    source: pages.aliasIps,
    note: 'a range that the user manages',
  },
  {
    id: 'pod-range-longest-prefix-gke-created',
    value: 21,
    unit: 'prefix length',
    source: pages.aliasIps,
  },
  {
    id: 'routes-based-longest-prefix',
    value: 19,
    unit: 'prefix length',
    source: 'https://github.com/GoogleCloudPlatform/PerfKitBenchmarker',
    note: 'narrowest that Google code uses for a routes-based cluster',
  },
  {
    id: 'routes-based-service-prefix',
    value: 20,
    unit: 'prefix length',
    source: pages.podUtilization,
    note: 'the last /20 of the Pod range',
  },
  {
    id: 'routes-based-node-prefix',
    value: 24,
    unit: 'prefix length',
    source: pages.podUtilization,
  },

  {
    id: 'service-range-shortest-prefix',
    value: 16,
    unit: 'prefix length',
    source: pages.aliasIps,
  },
  {
    id: 'service-range-longest-prefix',
    value: 28,
    unit: 'prefix length',
    source: pages.aliasIps,
    note: 'a range that the user manages; /27 in older copies',
  },
  {
    id: 'service-range-longest-prefix-gke-created',
    value: 27,
    unit: 'prefix length',
    source: pages.aliasIps,
  },
  {
    id: 'service-range-default-prefix',
    value: 20,
    unit: 'prefix length',
    source: pages.aliasIps,
  },
  {
    id: 'service-range-reserved-addresses',
    value: 2,
    unit: 'addresses',
    source: pages.clusterIps,
    note: 'Kubernetes never hands out the first and the last address',
  },
  { id: 'service-static-band-minimum', value: 16, unit: 'addresses', source: pages.clusterIps },
  { id: 'service-static-band-maximum', value: 256, unit: 'addresses', source: pages.clusterIps },
  {
    id: 'system-services',
    value: 4,
    unit: 'ClusterIP Services',
    source: pages.kubernetesApiService,
    verified: false,
    note: 'kubernetes, kube-dns, default-http-backend and metrics-server in listings of Standard clusters; more with add-ons',
  },
  {
    id: 'node-local-dns-services',
    value: 1,
    unit: 'ClusterIP Services',
    source: pages.nodeLocalDns,
    note: 'kube-dns-upstream, which NodeLocal DNSCache adds',
  },
  {
    id: 'kubernetes-service-address',
    value: 1,
    unit: 'position',
    source: pages.kubernetesApiService,
    note: 'in the Services range: the Service kubernetes in the namespace default has the first address',
  },
  {
    id: 'kube-dns-service-address',
    value: 10,
    unit: 'position',
    source: pages.nodeLocalDns,
    verified: false,
    note: 'in the Services range: the tenth address in every listing seen; no Google page we read states it',
  },

  {
    id: 'ipv6-node-range-prefix',
    value: 64,
    unit: 'prefix length',
    source: pages.vpcSubnets,
    note: 'the IPv6 range of a subnet, for nodes and their Pods',
  },
  {
    id: 'ipv6-node-prefix',
    value: 96,
    unit: 'prefix length',
    source: pages.vpcSubnets,
    note: 'each network interface of a node; read for external ranges',
  },
  {
    id: 'ipv6-pod-prefix',
    value: 112,
    unit: 'prefix length',
    source: pages.aliasIps,
    verified: false,
    note: 'for the Pods of a node; not printed in the copies we read',
  },
  {
    id: 'ipv6-service-prefix',
    value: 112,
    unit: 'prefix length',
    source: pages.aliasIps,
    verified: false,
    note: 'not printed in the copies we read',
  },

  {
    id: 'control-plane-prefix',
    value: 28,
    unit: 'prefix length',
    source: pages.networkIsolation,
  },

  {
    id: 'max-pods-per-node-minimum',
    value: 8,
    unit: 'Pods per node',
    source: pages.flexiblePodCidr,
  },
  {
    id: 'max-pods-per-node-maximum',
    value: 256,
    unit: 'Pods per node',
    since: '1.23.5',
    source: pages.quotas,
    note: '512 is reported by third parties and not by a Google page we read',
  },
  { id: 'max-pods-per-node-maximum', value: 110, unit: 'Pods per node', source: pages.quotas },
  {
    id: 'max-pods-per-node-default',
    value: 110,
    unit: 'Pods per node',
    source: pages.flexiblePodCidr,
  },
  {
    id: 'max-pods-per-node-default-autopilot',
    value: 32,
    unit: 'Pods per node',
    source: pages.flexiblePodCidr,
    verified: false,
    note: 'newer Autopilot clusters choose 8 to 256 themselves; from which version is not documented on a page we read',
  },
  {
    id: 'max-pods-per-node-low',
    value: 15,
    unit: 'Pods per node',
    source: pages.gcpdiag,
    note: 'gke/WARN/2023_004: 7 or more system DaemonSets on a node are normal',
  },

  {
    id: 'cluster-node-limit',
    value: 65_000,
    unit: 'nodes',
    since: '1.31',
    source: pages.largeClusters,
    note: 'more than 5,000 on request; no cluster autoscaler at that size',
  },
  { id: 'cluster-node-limit', value: 15_000, unit: 'nodes', since: '1.18', source: pages.quotas },
  { id: 'cluster-node-limit', value: 5000, unit: 'nodes', source: pages.quotas },
  {
    id: 'cluster-node-limit-autopilot',
    value: 5000,
    unit: 'nodes',
    source: pages.quotas,
    verified: false,
    note: '1,000 in Google copies of 2022 to 2024',
  },
  { id: 'node-pool-limit', value: 1000, unit: 'nodes per zone', source: pages.quotas },
  { id: 'cluster-pod-limit', value: 200_000, unit: 'Pods', source: pages.quotas },

  {
    id: 'dataplane-v2-nodes-regional',
    value: 7500,
    unit: 'nodes',
    since: '1.31',
    source: pages.dataplaneV2,
  },
  {
    id: 'dataplane-v2-nodes-regional',
    value: 5000,
    unit: 'nodes',
    since: '1.23',
    source: pages.dataplaneV2,
    note: 'with Private Service Connect',
  },
  { id: 'dataplane-v2-nodes-regional', value: 500, unit: 'nodes', source: pages.dataplaneV2 },
  {
    id: 'dataplane-v2-nodes-regional-peering',
    value: 7500,
    unit: 'nodes',
    since: '1.31',
    source: pages.dataplaneV2,
    note: 'a control plane in a /28 of its own, reached by VPC peering',
  },
  {
    id: 'dataplane-v2-nodes-regional-peering',
    value: 500,
    unit: 'nodes',
    source: pages.dataplaneV2,
  },
  { id: 'dataplane-v2-nodes-zonal', value: 1000, unit: 'nodes', source: pages.dataplaneV2 },
  {
    id: 'dataplane-v2-services',
    value: 10_000,
    unit: 'ClusterIP Services',
    source: pages.dataplaneV2,
  },
  {
    id: 'dataplane-v2-load-balancers',
    value: 750,
    unit: 'Services',
    source: pages.dataplaneV2,
  },
  {
    id: 'dataplane-v2-backends',
    value: 260_000,
    unit: 'Pods',
    source: pages.dataplaneV2,
    note: 'beyond them the behaviour is undefined',
  },
  {
    id: 'dataplane-v2-pods-per-service',
    value: 10_000,
    unit: 'Pods per Service',
    since: '1.24',
    source: pages.quotas,
  },
  {
    id: 'dataplane-v2-pods-per-service',
    value: 1000,
    unit: 'Pods per Service',
    source: pages.quotas,
  },
  {
    id: 'kube-proxy-pods-per-service',
    value: 10_000,
    unit: 'Pods per Service',
    since: '1.22',
    source: pages.quotas,
  },
  {
    id: 'kube-proxy-pods-per-service',
    value: 1000,
    unit: 'Pods per Service',
    source: pages.quotas,
    note: '250 before 1.19',
  },
  {
    id: 'kube-proxy-services',
    value: 10_000,
    unit: 'Services',
    source: pages.policyAutomation,
    note: 'guidance for kube-proxy with iptables; 5,000 in one namespace',
  },

  {
    id: 'default-max-surge',
    value: 1,
    unit: 'nodes',
    source: pages.upgrades,
    verified: false,
    note: 'widely stated; not printed in the copies we read',
  },
  {
    id: 'default-zones',
    value: 3,
    unit: 'zones',
    source: 'https://cloud.google.com/kubernetes-engine/docs/concepts/regional-clusters',
  },

  {
    id: 'secondary-ranges-per-subnet',
    value: 170,
    unit: 'ranges',
    source: pages.vpcQuota,
    note: '30 in older copies and most blogs',
  },
  {
    id: 'additional-subnets',
    value: 8,
    unit: 'subnets',
    since: '1.30.3',
    source: pages.multiSubnet,
    verified: false,
    note: 'of a VPC-native cluster, beside its default one; as notes that quote the page say, of which we read the opening',
  },
  {
    id: 'subnet-ranges-per-network',
    value: 300,
    unit: 'ranges',
    source: pages.vpcQuota,
    verified: false,
    note: 'a quota whose number the page does not print; 300 is what a dashboard of third parties had in 2022',
  },
  { id: 'vpc-mtu-minimum', value: 1300, unit: 'bytes', source: pages.vpcMtu },
  { id: 'vpc-mtu-maximum', value: 8896, unit: 'bytes', source: pages.vpcMtu },
  { id: 'vpc-mtu-default', value: 1460, unit: 'bytes', source: pages.vpcMtu },

  {
    id: 'subnet-utilization-threshold',
    value: 75,
    unit: 'percent',
    source: pages.subnetUtilization,
    note: 'node and Services ranges; the 4 reserved addresses of a node range count as used',
  },
  {
    id: 'pod-range-utilization-threshold',
    value: 80,
    unit: 'percent',
    source: pages.podUtilization,
  },

  {
    id: 'proxy-only-longest-prefix',
    value: 26,
    unit: 'prefix length',
    source: pages.proxyOnly,
    note: '64 addresses, for the proxies; addresses of forwarding rules and backends are elsewhere',
  },
  {
    id: 'proxy-only-suggested-prefix',
    value: 23,
    unit: 'prefix length',
    source: pages.proxyOnly,
    verified: false,
    note: 'to start with, as others report that Google suggests; not printed in the copy we read',
  },
  {
    id: 'proxy-only-active-subnets',
    value: 1,
    unit: 'subnets',
    source: pages.proxyOnly,
    note: 'of a kind in a region of a network: all Envoy-based load balancers of the region share it; those across regions have another',
  },
  {
    id: 'private-services-access-longest-prefix',
    value: 24,
    unit: 'prefix length',
    source: pages.privateServicesAccess,
    note: 'for each service producer',
  },
  {
    id: 'private-services-access-suggested-prefix',
    value: 16,
    unit: 'prefix length',
    source: pages.privateServicesAccess,
  },
  {
    id: 'filestore-basic-prefix',
    value: 29,
    unit: 'prefix length',
    source: pages.filestore,
    verified: false,
    note: 'of an instance; not printed in the copy we read',
  },
  {
    id: 'filestore-zonal-prefix',
    value: 26,
    unit: 'prefix length',
    source: pages.filestore,
    verified: false,
    note: 'of an instance; not printed in the copy we read',
  },
  {
    id: 'filestore-enterprise-prefix',
    value: 24,
    unit: 'prefix length',
    source: pages.filestore,
    verified: false,
    note: 'of an instance; not printed in the copy we read',
  },
  {
    id: 'nat-ports-per-address',
    value: 64_512,
    unit: 'ports per protocol',
    source: pages.natPorts,
    verified: false,
    note: 'of an external address of Cloud NAT; from pages that restate it',
  },
  {
    id: 'nat-ports-per-vm-default',
    value: 64,
    unit: 'ports per VM',
    source: pages.natPorts,
    verified: false,
    note: 'static allocation; from pages that restate it',
  },
  {
    id: 'nat-ports-per-vm-dynamic-minimum',
    value: 32,
    unit: 'ports per VM',
    source: pages.routerApi,
    note: 'dynamic allocation: the least it accepts, counted where nobody says more',
  },
  {
    id: 'nat-ports-per-vm-dynamic-default-maximum',
    value: 65_536,
    unit: 'ports per VM',
    source: pages.routerApi,
    note: 'dynamic allocation: what a VM gets at most where nobody says less',
  },
] as const satisfies readonly Row[];

export type LimitId = (typeof rows)[number]['id'];

export const limits: readonly Limit[] = rows.map((row) => ({ verified: true, ...row, checkedOn }));

/**
 * The version that is meant where nobody says one: the newest minor version that the release notes
 * we read name (2025-10-09). No limit below changes between it and later ones.
 */
export const newestVersion: GkeVersion = { text: '1.34', major: 1, minor: 34 };

/** Of rows of one id the first that holds counts: the newest come first. */
const newestLimits: ReadonlyMap<string, Limit> = new Map(
  limits
    .filter((row) => holdsFor(row, newestVersion))
    .toReversed()
    .map((row) => [row.id, row]),
);

/** The limit of that id for a version; without a version, the newest. */
export function limitOf(id: LimitId, version: GkeVersion = newestVersion): Limit {
  const newest = version === newestVersion ? newestLimits.get(id) : undefined;
  const found = newest ?? limits.find((row) => row.id === id && holdsFor(row, version));
  if (found === undefined) throw new RangeError(`no limit ${id}`);
  return found;
}

function holdsFor(row: Limit, version: GkeVersion): boolean {
  const since = row.since === undefined ? undefined : parseVersion(row.since);
  return since === undefined || isAtLeast(version, since);
}
