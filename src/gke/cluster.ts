import type { SourceLocation } from '../errors.ts';
import type { Cidr } from '../net/cidr.ts';
import type { Trend } from './forecast.ts';
import type { NeighbourTerms, WantedRange } from './neighbours.ts';
import type { NatGateway } from './nat.ts';
import type { RangeTable } from './range-table.ts';
import type { ServiceDetails, SystemPods, WorkedOut } from './said-of-pods.ts';
import type { GkeVersion } from './version.ts';

/** What a cluster itself uses a range for. */
export type ClusterRole = 'node' | 'pod' | 'service' | 'control-plane';

/** What else has addresses in a VPC network, or must be reachable from it. */
export const otherRoles = [
  'on-premises',
  'peer',
  'private-services-access',
  'proxy-only',
  'private-service-connect',
  'load-balancer',
  'other',
] as const;
export type OtherRole = (typeof otherRoles)[number];

export type RangeRole = ClusterRole | OtherRole;

/** A range with a role. What overlap rules see. */
export interface NamedRange {
  readonly role: RangeRole;
  /** The name people know it by: of the subnet for a node range, of the secondary range for Pods and Services. */
  readonly name?: string;
  readonly cidr: Cidr;
  /** The subnet whose primary range it is, or that it belongs to as a secondary range. */
  readonly subnet?: string;
  readonly secondary?: boolean;
  /** Region of the subnet: subnets of one name in two regions are two. */
  readonly region?: string;
  /** What else is said of a range for load balancers or for Google's services. */
  readonly neighbour?: NeighbourTerms;
  readonly where?: SourceLocation;
}

/**
 * A Pod or Services range of a cluster. Without a `cidr` it still has to be planned (`plan`) or is
 * not known (`check`); a `prefixLength` alone asks GKE for a block of that size.
 */
export interface ClusterRange {
  readonly name?: string;
  readonly cidr?: Cidr;
  readonly prefixLength?: number;
  /** GKE creates the range (`cluster_ipv4_cidr_block`); otherwise the user does (a named secondary range). */
  readonly createdByGke?: boolean;
  /** Only its name is given: it is there or made elsewhere, so its block is known elsewhere or not at all. */
  readonly byName?: boolean;
  /** The fraction that GKE says is in use: shown beside what is computed, never computed with. */
  readonly observedUtilization?: number;
  /** A plan gave it GKE's default size, as nobody says what it has to hold. */
  readonly defaultSize?: boolean;
  readonly where?: SourceLocation;
}

export const dataPlanes = ['google-cni', 'calico', 'dataplane-v2', 'netd', 'kubenet'] as const;
/** The data plane as `--cni` names it. `kubenet` is a routes-based cluster, all others are VPC-native. */
export type DataPlane = (typeof dataPlanes)[number];

export const modes = ['standard', 'autopilot'] as const;
export type Mode = (typeof modes)[number];

/** How a node pool is upgraded, which decides how many nodes it has at the peak. */
export type UpgradeStrategy =
  | {
      readonly kind: 'surge';
      readonly maxSurge: number;
      /** Nobody said so: GKE's default of one surge node. */
      readonly assumed?: boolean;
    }
  | { readonly kind: 'blue-green' };

/**
 * Yearly growth of nodes and Services, and how far to plan. Percent with at most one decimal, whole
 * years. A negative growth plans for what there is today.
 */
export interface Growth {
  readonly percent: number;
  /** That of the Services, where they grow at another rate. */
  readonly servicesPercent?: number;
  readonly years: number;
  /** The day that the years count from, `YYYY-MM-DD`. */
  readonly from?: string;
  /** What the growth was estimated from. */
  readonly history?: GrowthHistory;
}

export interface GrowthHistory {
  readonly nodes: Trend;
  /** Absent where the history does not count them twice: they grow as the nodes do. */
  readonly services?: Trend;
  /** Nobody says from which day the years count: it is the last one of the history. */
  readonly fromLastDay: boolean;
  /** What nobody else says of today: the last counts of the history, grown up to the day it counts from. */
  readonly today: { readonly nodes?: number; readonly services?: number };
}

/** Where a field was given, for messages; falls back to the place of the whole. */
export type Places = Readonly<Record<string, SourceLocation>>;

export interface NodePool {
  readonly name: string;
  /** Nodes of the whole pool today, at the autoscaler's maximum; absent where nobody says. */
  readonly nodes?: number;
  /** Absent: the cluster's default. */
  readonly maxPodsPerNode?: number;
  /** Pods of workloads that its nodes have to run today; absent where nobody says. */
  readonly pods?: number;
  /** Absent: those of the cluster. */
  readonly systemPods?: SystemPods;
  /** Zones the pool runs in; absent: those of the cluster. */
  readonly zones?: number;
  readonly upgrade: UpgradeStrategy;
  /** The name of the Pod range that serves only the pools that name it. */
  readonly podRange?: string;
  readonly where?: SourceLocation;
  readonly places?: Places;
}

/** Where the control plane has its address: one of the node subnet, none there, or a /28 of its own. */
export type ControlPlane =
  | { readonly kind: 'psc' }
  | { readonly kind: 'none' }
  | { readonly kind: 'range'; readonly cidr: Cidr; readonly where?: SourceLocation };

export interface ClusterRanges {
  readonly nodes?: ClusterRange;
  readonly pods?: ClusterRange;
  readonly additionalPods: readonly ClusterRange[];
  /** `google-managed`: 34.118.224.0/20, the same in every cluster, outside the VPC network. */
  readonly services?: ClusterRange | 'google-managed';
}

/** IPv6 of a dual-stack cluster. VPC and GKE choose the blocks, so a plan places none. */
export interface Ipv6Ranges {
  /** Of the subnet: nodes and their Pods have their addresses there. */
  readonly nodes?: ClusterRange;
  readonly services?: ClusterRange;
}

/** Towards which destinations Pods keep their own address; what nobody says is GKE's default. */
export interface Masquerade {
  /** The list of the ip-masq-agent's configuration, which replaces GKE's own. Empty: Pods never keep theirs. */
  readonly nonMasqueradeCidrs?: readonly Cidr[];
  /** GKE's own source NAT is off, so that without such a list Pods keep their address everywhere. */
  readonly disableDefaultSnat?: boolean;
}

export interface ClusterSpec {
  readonly name: string;
  /** A region (`europe-west1`) or a zone (`europe-west1-b`). Absent: not known. */
  readonly location?: string;
  /** How many zones its nodes run in. Absent: 1 for a zone, 3 for a region or an unknown location. */
  readonly zones?: number;
  readonly mode: Mode;
  /** Absent: the newest in the limits data. */
  readonly version?: GkeVersion;
  /** Absent: google-cni, on Autopilot dataplane-v2. */
  readonly dataPlane?: DataPlane;
  /** Absent: `psc`, as an assumption. */
  readonly controlPlane?: ControlPlane;
  /** Default of the pools. Absent: 110, on Autopilot 32. */
  readonly maxPodsPerNode?: number;
  /** Of each node. Absent: not known, and none counted. */
  readonly systemPods?: SystemPods;
  /** At least one; a cluster whose pools nobody named has one called `default`. */
  readonly nodePools: readonly NodePool[];
  /** Services with a ClusterIP today, GKE's own included. Absent: not known. */
  readonly services?: number;
  readonly serviceDetails?: ServiceDetails;
  /** NodeLocal DNSCache. Absent: GKE's default for the mode and the version. */
  readonly nodeLocalDns?: boolean;
  /** Addresses of the node subnet that internal load balancers take. */
  readonly internalLoadBalancers: number;
  readonly growth?: Growth;
  /** False: a per-node block is not doubled. */
  readonly podCidrOverprovision: boolean;
  /** Its nodes have no external addresses. Absent: not said; a control plane with a /28 of its own means so. */
  readonly privateNodes?: boolean;
  readonly masquerade?: Masquerade;
  readonly ranges: ClusterRanges;
  /** Absent: the cluster has IPv4 alone. Empty: it is dual-stack, and nobody says with which blocks. */
  readonly ipv6?: Ipv6Ranges;
  /** The cluster runs already (read from Google Cloud), so nothing has to fit its creation any more. */
  readonly exists?: boolean;
  /** What was worked out from a number of Pods and stands in the place of what nobody says. */
  readonly workedOut?: readonly WorkedOut[];
  readonly where?: SourceLocation;
  readonly places?: Places;
}

/** What could not be checked, and why: "known after apply" is a result, never a silent pass. */
export interface NotChecked {
  readonly what: string;
  readonly reason: string;
  readonly where?: SourceLocation;
}

/** Quotas for subnet ranges, primary and secondary, as the quota page of the project shows them. */
export interface SubnetRangeLimits {
  /** Of the network alone. */
  readonly network?: number;
  /** Of the network and all that it is peered with. */
  readonly peeringGroup?: number;
}

export interface Network {
  readonly name: string;
  /** Nobody says its name: this is only what it goes by. */
  readonly unnamed?: boolean;
  /** Only a peering names it: nobody describes it. */
  readonly undescribed?: boolean;
  /** The Google Cloud project, where known: networks of the same name in two projects are two. */
  readonly project?: string;
  /** MTU in bytes. Absent: 1460, VPC's default, as an assumption. */
  readonly mtu?: number;
  readonly mode?: 'custom' | 'auto';
  /** Address space to place ranges in. Empty: 10.0.0.0/8. */
  readonly within: readonly Cidr[];
  /** Other space for Pods and Services; empty: `within`. */
  readonly podsWithin: readonly Cidr[];
  readonly servicesWithin: readonly Cidr[];
  /** The IPv6 space of its subnets, such as the /48 of an internal range. Absent or empty: not known. */
  readonly ipv6Within?: readonly Cidr[];
  /** Bits by which node ranges shall be able to grow in place. Absent: a plan leaves no room on purpose. */
  readonly room?: number;
  /** Names of networks whose addresses must not overlap with these (peering, VPN, Interconnect). */
  readonly connected: readonly string[];
  readonly subnetRangeLimits?: SubnetRangeLimits;
  /** Whatever has addresses here beside the clusters. */
  readonly ranges: readonly NamedRange[];
  /** Ranges of neighbours that still have no place. */
  readonly wanted?: readonly WantedRange[];
  /** More of them, from inventories. */
  readonly tables?: readonly RangeTable[];
  /** Gateways of Cloud NAT, through which nodes without external addresses go out. */
  readonly nat?: readonly NatGateway[];
  readonly clusters: readonly ClusterSpec[];
  readonly where?: SourceLocation;
  readonly places?: Places;
}

/** What tells a network from others: its project and its name. */
export function networkKey({ project = '', name }: Pick<Network, 'project' | 'name'>): string {
  return `${project}/${name}`;
}

/** Where `field` was given, or at least where the thing stands that has it. */
export function placeOf(
  thing: { readonly where?: SourceLocation; readonly places?: Places },
  field: string,
): SourceLocation | undefined {
  return thing.places?.[field] ?? thing.where;
}
