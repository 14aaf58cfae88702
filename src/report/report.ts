/**
 * The JSON report: its own type with a version, apart from the domain types, because scripts rely on
 * it. This schema is the one source of the TypeScript type, of the published JSON Schema and of what
 * `report` accepts. `null` means "not known", never zero.
 */
import * as v from 'valibot';

export const schemaVersion = 1;

/** Addresses above 2^53 (IPv6) are decimal strings. */
const count = v.union([v.number(), v.pipe(v.string(), v.regex(/^\d+$/))]);
const nullable = <T extends v.GenericSchema>(schema: T) => v.nullable(schema);

const whereSchema = v.object({
  file: v.string(),
  line: v.optional(v.number()),
  column: v.optional(v.number()),
  path: v.optional(v.string()),
});

const bandSchema = v.object({ first: v.string(), last: v.string() });
const laterSchema = v.object({
  can: v.picklist(['expand', 'add-range', 'add-subnet', 'recreate']),
  /** `expand`: the widest block that the node subnet can become in place, and the nodes that fit then. */
  to: v.optional(v.string()),
  limit: v.optional(v.number()),
  /** In words. */
  how: v.string(),
  source: v.string(),
  /** False where no page of Google's that was read states it; absent where one does. */
  verified: v.optional(v.boolean()),
});

const rangeSchema = v.object({
  role: v.string(),
  name: nullable(v.string()),
  cidr: v.string(),
  prefixLength: v.number(),
  addresses: count,
  usable: nullable(count),
  needed: nullable(v.number()),
  free: nullable(v.number()),
  /** A fraction from 0, not rounded. */
  utilization: nullable(v.number()),
  /** The same as GKE itself reports it for now; no other number rests on it. */
  utilizationByGke: v.optional(v.number()),
  /** Services range: addresses at its start that are handed out by hand first. */
  staticBand: v.optional(v.number()),
  /** The same in addresses, both ends included, and those that Kubernetes hands out by itself first. */
  staticAddresses: v.optional(bandSchema),
  dynamicAddresses: v.optional(bandSchema),
  /** What can be done once the cluster is there, the least first; `recreate` stands alone. */
  later: v.optional(v.array(laterSchema)),
  where: v.optional(whereSchema),
});

const growthLimitSchema = v.object({
  resource: v.picklist(['nodes', 'pods', 'services']),
  limiter: v.string(),
  limit: v.number(),
  planned: nullable(v.number()),
  headroom: nullable(v.number()),
  binding: v.boolean(),
  /** The same limiter with one bit more. */
  next: v.optional(v.object({ prefixLength: v.number(), limit: v.number() })),
  /** How far a node subnet can be expanded in place before it meets a neighbour. */
  expandable: v.optional(
    v.object({
      prefixLength: v.number(),
      cidr: v.string(),
      limit: v.number(),
      stoppedBy: nullable(v.string()),
    }),
  ),
  /** At the growth of the cluster, with one decimal; 0 where the demand is past the limit. */
  fullAfterYears: v.optional(v.number()),
  /** The month of that, YYYY-MM, where the day that growth starts on is known; within 100 years. */
  fullAfter: v.optional(v.string()),
  source: v.string(),
});

const nodePoolSchema = v.object({
  name: v.string(),
  maxPodsPerNode: v.number(),
  perNodePrefixLength: v.number(),
  podRange: nullable(v.string()),
  nodes: nullable(v.number()),
  peakNodes: nullable(v.number()),
  maxNodes: nullable(v.number()),
  /** Of each node; those on the host network count as Pods and take no Pod address. */
  systemPodsPerNode: v.optional(v.object({ total: v.number(), hostNetwork: nullable(v.number()) })),
  /** What they leave of `maxPodsPerNode`. */
  workloadPodsPerNode: v.optional(v.number()),
  /** Pods of workloads that the pool has to run. */
  pods: v.optional(v.number()),
});

/** Pods of workloads, those of the system left out. */
const workloadsSchema = v.object({
  /** That have to run at the growth horizon. */
  needed: nullable(v.number()),
  /** Nodes that run those. */
  nodesNeeded: nullable(v.number()),
  /** That the planned nodes run, those that upgrades add not counted. */
  onNodes: nullable(v.number()),
  /** That all nodes run that fit. */
  capacity: nullable(v.number()),
});

/** What is said of Services beside their number, at the growth horizon. */
const servicesSchema = v.object({
  pinned: v.optional(v.number()),
  imports: v.optional(v.number()),
  loadBalancers: v.optional(v.number()),
  largest: v.optional(v.number()),
  backends: v.optional(v.number()),
  /** GKE's own, at least, and whether a page of Google's states that number. */
  system: v.object({ services: v.number(), verified: v.boolean() }),
  /** Addresses in the static band that GKE's own Services have. */
  systemAddresses: v.array(
    v.object({ service: v.string(), address: v.string(), verified: v.boolean() }),
  ),
  nodeLocalDns: v.object({ on: v.boolean(), stated: v.boolean(), address: v.string() }),
});

/** What counts of the past show. */
const trendSchema = v.object({
  counts: v.number(),
  first: v.object({ date: v.string(), count: v.number() }),
  last: v.object({ date: v.string(), count: v.number() }),
  /** R² of the line through the logarithms of the counts, which two counts do not have. */
  fit: v.optional(v.number()),
});

const growthSchema = v.object({
  /** Yearly; negative where a history shrinks, which plans for what is there today. */
  percent: v.number(),
  /** That of the Services, where they grow at another rate. */
  servicesPercent: v.optional(v.number()),
  /** How far ahead demand is planned. */
  years: v.number(),
  /** The day that the years count from. */
  from: v.optional(v.string()),
  /** What the growth was estimated from. */
  history: v.optional(v.object({ nodes: trendSchema, services: v.optional(trendSchema) })),
});

/** What destinations see of Pods: where somebody says how Pods are masqueraded, or has other networks. */
const masqueradeSchema = v.object({
  /** `off`: Pods keep their address everywhere. */
  list: v.picklist(['default', 'custom', 'off']),
  /** Of a custom list. */
  nonMasqueradeCIDRs: v.optional(v.array(v.string())),
  source: v.string(),
  destinations: v.array(
    v.object({
      name: v.string(),
      /** That of a range, or `connected` for a network with all that has addresses there. */
      role: v.string(),
      /** `null` for a network. */
      cidr: nullable(v.string()),
      /** Whose address it sees. */
      sees: v.picklist(['pod', 'node', 'both']),
      /** How many of its addresses see that of the node. */
      nodeAddresses: count,
      /** Blocks of them: at most 20. */
      nodeBlocks: v.array(v.string()),
      why: v.string(),
    }),
  ),
});

const clusterSchema = v.object({
  name: v.string(),
  network: v.string(),
  /** Of the network, where known: networks of one name in two projects are two. */
  networkProject: v.optional(v.string()),
  mode: v.picklist(['standard', 'autopilot']),
  location: v.optional(v.string()),
  where: v.optional(whereSchema),
  demand: v.object({
    nodes: nullable(v.number()),
    peakNodes: nullable(v.number()),
    services: nullable(v.number()),
  }),
  growth: v.optional(growthSchema),
  capacity: v.object({
    nodes: nullable(v.number()),
    pods: nullable(v.number()),
    services: nullable(v.number()),
    boundBy: v.object({
      nodes: nullable(v.string()),
      pods: nullable(v.string()),
      services: nullable(v.string()),
    }),
  }),
  /** Where somebody says how many Pods there are, of workloads or of the system. */
  workloads: v.optional(workloadsSchema),
  /** Where somebody says more of the Services than how many there are. */
  services: v.optional(servicesSchema),
  nodePools: v.array(nodePoolSchema),
  ranges: v.array(rangeSchema),
  growthLimits: v.array(growthLimitSchema),
  mtu: v.object({
    cni: v.string(),
    vpcMtu: v.number(),
    podMtu: v.number(),
    inherited: v.boolean(),
  }),
  /** A dual-stack cluster alone has it; its IPv6 ranges are the last ones of `ranges`. */
  ipv6: v.optional(
    v.object({
      /** Nodes whose blocks fit into the range of the subnet. */
      nodes: nullable(count),
      /** Of each node, of the Pods of a node, of all Services. */
      blocks: v.array(
        v.object({
          role: v.picklist(['node', 'pod', 'service']),
          prefixLength: v.number(),
          /** False where no page of Google's that was read states it. */
          verified: v.boolean(),
          source: v.string(),
        }),
      ),
    }),
  ),
  assumptions: v.array(
    v.object({
      what: v.string(),
      value: v.union([v.string(), v.number(), v.boolean()]),
      why: v.string(),
      where: v.optional(whereSchema),
    }),
  ),
  masquerade: v.optional(masqueradeSchema),
});

/** A range for load balancers or for Google's services. */
const networkRangeSchema = v.object({
  role: v.string(),
  name: nullable(v.string()),
  cidr: v.string(),
  prefixLength: v.number(),
  addresses: count,
  usable: nullable(count),
  /** Addresses that load balancers, endpoints or services take, where somebody says. */
  needed: nullable(v.number()),
  free: nullable(v.number()),
  region: v.optional(v.string()),
  kind: v.optional(v.string()),
  /** It waits to take the place of the active one. */
  backup: v.optional(v.boolean()),
  /** The services that share it. */
  producers: v.optional(v.array(v.string())),
  /** A plan gave it the size that is suggested, as nobody says another. */
  suggested: v.optional(v.object({ source: v.string(), verified: v.boolean() })),
  where: v.optional(whereSchema),
});

const natRangeSchema = v.object({
  role: v.picklist(['node', 'pod']),
  name: nullable(v.string()),
  cidr: nullable(v.string()),
});

/** A gateway of Cloud NAT, and what nodes without external addresses get from it. */
const natSchema = v.object({
  name: v.string(),
  region: v.optional(v.string()),
  /** External addresses that it has. */
  addresses: nullable(v.union([v.number(), v.literal('auto')])),
  dynamicPortAllocation: v.boolean(),
  /** Source ports for each protocol; equal unless ports are allocated dynamically. */
  portsPerNode: v.object({ minimum: v.number(), maximum: v.number() }),
  /** Nobody says how many ports at least: Cloud NAT's default. */
  portsAssumed: v.optional(v.literal(true)),
  portsPerAddress: v.number(),
  /** Of all its clusters. */
  peakNodes: nullable(v.number()),
  /** Addresses at the minimum of ports: for the nodes at the peak, and for as many as ranges and limits allow. */
  addressesNeeded: v.object({ peak: nullable(v.number()), limit: nullable(v.number()) }),
  clusters: v.array(
    v.object({
      name: v.string(),
      location: v.optional(v.string()),
      /** The most of any of its pools. */
      maxPodsPerNode: v.number(),
      /** At the minimum of ports and the maximum of Pods, not rounded. */
      portsPerPod: v.number(),
      translated: v.array(natRangeSchema),
      /** Ranges that it leaves out; what is not known is in neither list. */
      untranslated: v.array(natRangeSchema),
    }),
  ),
});

/** What networks on-premises have to be told of a network over Cloud Router; none of it may be in use there. */
const hybridSchema = v.object({
  onPremises: v.array(
    v.object({
      name: nullable(v.string()),
      cidr: v.string(),
      /** The VPC network that reaches it directly: itself, or a connected one. */
      network: v.string(),
    }),
  ),
  ranges: v.array(
    v.object({
      role: v.string(),
      name: nullable(v.string()),
      cidr: v.string(),
      clusters: v.array(v.string()),
      /** `when-reached`: only where on-premises opens the connections. */
      advertise: v.picklist(['always', 'when-reached', 'never']),
      why: v.string(),
    }),
  ),
  source: v.string(),
});

/** Subnet ranges, primary and secondary, where quotas for them are said or networks are connected. */
const subnetRangesSchema = v.object({
  ranges: v.number(),
  limit: nullable(v.number()),
  /** Nobody says the quotas: the limits are what third parties have seen, and unverified. */
  assumed: v.boolean(),
  /** With all connected networks, as if all of them were peered. */
  peeringGroup: v.optional(
    v.object({
      ranges: v.number(),
      limit: v.number(),
      peers: v.array(v.object({ name: v.string(), ranges: v.number() })),
    }),
  ),
  source: v.string(),
});

const networkSchema = v.object({
  name: v.string(),
  /** Where known: networks of one name in two projects are two. */
  project: v.optional(v.string()),
  within: v.array(v.string()),
  free: v.array(v.string()),
  /** How many free blocks there are, where `free` has the first ones only: never in what is saved. */
  freeBlocks: v.optional(v.number()),
  usedAddresses: count,
  freeAddresses: count,
  largestFree: nullable(v.string()),
  /** The same of IPv6, where its space is known; nothing of it counts in the numbers above. */
  ipv6: v.optional(
    v.object({
      within: v.array(v.string()),
      free: v.array(v.string()),
      usedAddresses: count,
      freeAddresses: count,
      largestFree: nullable(v.string()),
      /** Ranges of the size that a subnet has, all of them and those that are wholly free. */
      subnets: v.object({ prefixLength: v.number(), all: count, free: count }),
    }),
  ),
  /** Ranges of no cluster that have addresses there; absent where there are none or very many. */
  others: v.optional(
    v.array(v.object({ role: v.string(), name: nullable(v.string()), cidr: v.string() })),
  ),
  /** Those of them that clusters need, for load balancers and Google's services, with all that is known. */
  ranges: v.optional(v.array(networkRangeSchema)),
  /**
   * `free`: from the widest free IPv4 block on, how many blocks of a prefix length are free that no
   * wider free block contains, and how many there is room for beside each other.
   */
  freeByPrefix: v.optional(
    v.array(v.object({ prefixLength: v.number(), blocks: v.number(), fits: v.number() })),
  ),
  hybrid: v.optional(hybridSchema),
  subnetRanges: v.optional(subnetRangesSchema),
  /** `free` with a shape: how many clusters of it fit beside each other, and what each takes. */
  fits: v.optional(
    v.object({
      clusters: v.number(),
      ranges: v.array(v.object({ role: v.string(), prefixLength: v.number() })),
    }),
  ),
  /** Its gateways of Cloud NAT, where there are any. */
  nat: v.optional(v.array(natSchema)),
});

/** Of an element, from 0. */
const position = v.pipe(v.number(), v.integer(), v.minValue(0));

const findingSchema = v.object({
  rule: v.string(),
  severity: v.picklist(['error', 'warning', 'info']),
  message: v.string(),
  fix: v.string(),
  docs: v.string(),
  where: nullable(whereSchema),
  related: v.array(v.object({ message: v.string(), where: v.optional(whereSchema) })),
  facts: v.record(
    v.string(),
    v.union([v.string(), v.number(), v.boolean(), v.null(), v.array(v.string())]),
  ),
  /** Positions in `clusters` of the report: every cluster it concerns. */
  clusters: v.optional(v.array(position)),
  /** Positions in `networks` of the report: those of its clusters, and others it concerns. */
  networks: v.optional(v.array(position)),
  /** Why it does not count, or why it counts again. */
  suppression: v.optional(
    v.object({ reason: v.string(), until: v.optional(v.string()), expired: v.boolean() }),
  ),
  /** Against an earlier report (`diff`, `--baseline`): one that was there before does not count. */
  baseline: v.optional(v.picklist(['new', 'unchanged'])),
});

const notCheckedSchema = v.object({
  what: v.string(),
  reason: v.string(),
  where: nullable(whereSchema),
});

const summarySchema = v.object({
  errors: v.number(),
  warnings: v.number(),
  infos: v.number(),
  suppressed: v.number(),
  notChecked: v.number(),
  /** Exact, also where findings list only the first. */
  overlappingPairs: v.number(),
  /** Against an earlier report: findings that were there before, which do not count. */
  unchanged: v.optional(v.number()),
  /** Against an earlier report: findings that are gone. */
  fixed: v.optional(v.number()),
});

/** A value before and after a change; both `null` where it is not known or not there. */
const movedNumber = v.object({ before: nullable(v.number()), after: nullable(v.number()) });
const movedText = v.object({ before: nullable(v.string()), after: nullable(v.string()) });
const change = v.picklist(['added', 'removed', 'changed', 'unchanged']);

const clusterChangeSchema = v.object({
  name: v.string(),
  network: v.string(),
  change,
  demand: v.object({ nodes: movedNumber, peakNodes: movedNumber, services: movedNumber }),
  capacity: v.object({
    nodes: movedNumber,
    pods: movedNumber,
    services: movedNumber,
    boundBy: v.object({ nodes: movedText, pods: movedText, services: movedText }),
  }),
  /** Of the limit that binds. */
  headroom: v.object({ nodes: movedNumber, services: movedNumber }),
  ranges: v.array(
    v.object({ role: v.string(), name: nullable(v.string()), change, cidr: movedText }),
  ),
});

const networkChangeSchema = v.object({
  name: v.string(),
  change,
  freeAddresses: v.object({ before: nullable(count), after: nullable(count) }),
  largestFree: movedText,
});

/** What `diff` found; the rest of the report is about what is there after the change. */
const changesSchema = v.object({
  clusters: v.array(clusterChangeSchema),
  networks: v.array(networkChangeSchema),
  /** Findings that are gone, as they were. */
  fixed: v.array(findingSchema),
});

export const reportSchema = v.object({
  schemaVersion: v.literal(schemaVersion),
  tool: v.object({ name: v.string(), version: v.string() }),
  clusters: v.array(clusterSchema),
  networks: v.array(networkSchema),
  findings: v.array(findingSchema),
  notChecked: v.array(notCheckedSchema),
  summary: summarySchema,
  changes: v.optional(changesSchema),
});

export type Report = v.InferOutput<typeof reportSchema>;
export type ReportCluster = Report['clusters'][number];
export type ReportNetwork = Report['networks'][number];
export type ReportNat = NonNullable<ReportNetwork['nat']>[number];
export type ReportRange = ReportCluster['ranges'][number];
export type ReportNetworkRange = NonNullable<ReportNetwork['ranges']>[number];
export type ReportGrowthLimit = ReportCluster['growthLimits'][number];
export type ReportFinding = Report['findings'][number];
export type ReportChanges = NonNullable<Report['changes']>;
export type ClusterChange = ReportChanges['clusters'][number];
export type NetworkChange = ReportChanges['networks'][number];
