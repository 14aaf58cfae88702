/** A cluster with every default filled in, and each default that a number rests on named. */
import { defined } from '../defined.ts';
import type { SourceLocation } from '../errors.ts';
import {
  placeOf,
  type ClusterSpec,
  type DataPlane,
  type Network,
  type NodePool,
} from './cluster.ts';
import type { SystemPods } from './said-of-pods.ts';
import { grow, growthOfServices, peakNodes, podsToRun, servicesToday, sumKnown } from './demand.ts';
import { growthAssumptions } from './growth-assumptions.ts';
import { limitOf, newestVersion, type LimitId } from './limits.ts';
import { hasPrivateNodes, isServed } from './nat-use.ts';
import { perNodePrefixLength } from './sizing.ts';
import type { GkeVersion } from './version.ts';
import { workloadAssumptions } from './workload-assumptions.ts';

export interface Assumption {
  readonly what: string;
  readonly value: string | number | boolean;
  readonly why: string;
  readonly where?: SourceLocation;
}

export interface ResolvedPool {
  readonly spec: NodePool;
  readonly maxPodsPerNode: number;
  /** Prefix length of the block of Pod addresses that each of its nodes gets. */
  readonly blockPrefixLength: number;
  readonly zones: number;
  /** Absent: nobody says. */
  readonly systemPods?: SystemPods;
  /** What system Pods leave of maximum Pods per node; all where nobody says how many they are. */
  readonly workloadPodsPerNode: number;
  /** Pods of workloads that have to run at the growth horizon; absent where nobody says. */
  readonly pods?: number;
  /** At the growth horizon; absent where nobody says. */
  readonly nodes?: number;
  /** With what an upgrade adds, at the growth horizon. */
  readonly peakNodes?: number;
}

export interface Demand {
  readonly nodes?: number;
  readonly peakNodes?: number;
  /** Of workloads and the system; absent where a pool does not say how many Pods it has to run. */
  readonly pods?: number;
  /** With ServiceImports. */
  readonly services?: number;
}

export interface ResolvedCluster {
  readonly spec: ClusterSpec;
  readonly network: Network;
  readonly version: GkeVersion;
  readonly dataPlane: DataPlane;
  /** Routes-based: a /24 per node from the Pod range, whose last /20 holds the Services. */
  readonly routesBased: boolean;
  readonly location: 'regional' | 'zonal' | 'unknown';
  /** Absent where nobody says. */
  readonly region?: string;
  readonly zones: number;
  /** What pools have that say nothing: the size of the temporary default pool's blocks, too. */
  readonly maxPodsPerNode: number;
  /** The block of a node that has the cluster's maximum Pods. */
  readonly blockPrefixLength: number;
  readonly pools: readonly ResolvedPool[];
  readonly demand: Demand;
  /** Addresses of the node subnet that are no nodes: the endpoint and internal load balancers. */
  readonly otherNodeAddresses: number;
  readonly vpcMtu: number;
  readonly assumptions: readonly Assumption[];
}

const zonePattern = /^[a-z]+(-[a-z]+)*-[a-z]+\d+-[a-z]$/;

/** `europe-west1-b` is a zone, `europe-west1` a region. */
export function isZone(location: string): boolean {
  return zonePattern.test(location);
}

/** `europe-west1` of `europe-west1-b`, and of itself. */
export function regionOf(location: string | undefined): string | undefined {
  if (location === undefined) return undefined;
  return isZone(location) ? location.slice(0, location.lastIndexOf('-')) : location;
}

/** Whether two clusters may use one subnet, which is in one region. */
export function mayShareSubnet(a: ResolvedCluster, b: ResolvedCluster): boolean {
  return mayBeOneRegion(a.region, b.region);
}

/** Whether two regions may be one: an unknown one may be any. */
export function mayBeOneRegion(a: string | undefined, b: string | undefined): boolean {
  return a === undefined || b === undefined || a === b;
}

export function resolveCluster(spec: ClusterSpec, network: Network): ResolvedCluster {
  const dataPlane = spec.dataPlane ?? defaultDataPlane(spec);
  const routesBased = dataPlane === 'kubenet';
  const location = locationKind(spec);
  const zones = spec.zones ?? (location === 'zonal' ? 1 : limitOf('default-zones').value);
  const maxPodsPerNode = spec.maxPodsPerNode ?? defaultMaxPods(spec);
  const blockOf = (pods: number) =>
    routesBased
      ? limitOf('routes-based-node-prefix').value
      : perNodePrefixLength(pods, spec.podCidrOverprovision);
  const pools = spec.nodePools.map((pool) =>
    resolvePool(pool, spec, { zones, maxPodsPerNode, blockOf }),
  );
  return {
    spec,
    network,
    version: spec.version ?? newestVersion,
    dataPlane,
    routesBased,
    location,
    ...defined({ region: regionOf(spec.location) }),
    zones,
    maxPodsPerNode,
    blockPrefixLength: blockOf(maxPodsPerNode),
    pools,
    demand: demandOf(spec, pools),
    otherNodeAddresses: endpointAddresses(spec) + spec.internalLoadBalancers,
    vpcMtu: network.mtu ?? limitOf('vpc-mtu-default').value,
    assumptions: assumptionsOf(spec, network, { dataPlane, zones, maxPodsPerNode }),
  };
}

/** Dual-stack needs netd or Dataplane V2. */
function defaultDataPlane({ mode, ipv6 }: ClusterSpec): DataPlane {
  if (mode === 'autopilot') return 'dataplane-v2';
  return ipv6 === undefined ? 'google-cni' : 'netd';
}

function whyDataPlane({ mode, ipv6 }: ClusterSpec): string {
  if (mode === 'autopilot') return 'Autopilot always runs Dataplane V2';
  return ipv6 === undefined ? "GKE's default on Standard" : 'what dual-stack turns on';
}

function locationKind({ location, zones }: ClusterSpec): ResolvedCluster['location'] {
  if (location !== undefined) return isZone(location) ? 'zonal' : 'regional';
  if (zones === undefined) return 'unknown';
  return zones === 1 ? 'zonal' : 'regional';
}

/** What a node has at most where nobody says. */
export function defaultMaxPods({ mode }: Pick<ClusterSpec, 'mode'>): number {
  const autopilot = mode === 'autopilot';
  return limitOf(autopilot ? 'max-pods-per-node-default-autopilot' : 'max-pods-per-node-default')
    .value;
}

function resolvePool(
  pool: NodePool,
  { growth, systemPods: ofCluster }: ClusterSpec,
  cluster: {
    readonly zones: number;
    readonly maxPodsPerNode: number;
    readonly blockOf: (maxPodsPerNode: number) => number;
  },
): ResolvedPool {
  const maxPodsPerNode = pool.maxPodsPerNode ?? cluster.maxPodsPerNode;
  const nodes = pool.nodes === undefined ? undefined : grow(pool.nodes, growth);
  const pods = pool.pods === undefined ? undefined : grow(pool.pods, growth);
  const systemPods = pool.systemPods ?? ofCluster;
  return {
    spec: pool,
    maxPodsPerNode,
    blockPrefixLength: cluster.blockOf(maxPodsPerNode),
    zones: pool.zones ?? cluster.zones,
    ...defined({ systemPods, pods }),
    workloadPodsPerNode: Math.max(0, maxPodsPerNode - (systemPods?.total ?? 0)),
    ...(nodes === undefined ? {} : { nodes, peakNodes: peakNodes(nodes, pool) }),
  };
}

function demandOf(spec: ClusterSpec, pools: readonly ResolvedPool[]): Demand {
  const nodes = sumKnown(pools.map((pool) => pool.nodes));
  const peak = sumKnown(pools.map((pool) => pool.peakNodes));
  return {
    ...defined({ nodes, peakNodes: peak, pods: podsToRun(pools) }),
    ...(spec.services === undefined
      ? {}
      : { services: grow(servicesToday(spec, spec.services), growthOfServices(spec.growth)) }),
  };
}

function endpointAddresses({ controlPlane }: ClusterSpec): number {
  const inSubnet = controlPlane === undefined || controlPlane.kind === 'psc';
  return inSubnet ? limitOf('psc-endpoint-addresses').value : 0;
}

/** What is said of a default, and that no page of Google was seen to state it where that is so. */
function marked(text: string, id: LimitId): string {
  return limitOf(id).verified ? text : `${text}, unverified`;
}

function assumptionsOf(
  spec: ClusterSpec,
  network: Network,
  resolved: Pick<ResolvedCluster, 'dataPlane' | 'zones' | 'maxPodsPerNode'>,
): Assumption[] {
  const autopilot = spec.mode === 'autopilot';
  const { services } = spec.ranges;
  const poolsSay = spec.nodePools.every((pool) => pool.maxPodsPerNode !== undefined);
  const assumed = (
    applies: boolean,
    what: string,
    value: Assumption['value'],
    why: string,
    where = spec.where,
  ): Assumption[] => (applies ? [{ what, value, why, ...defined({ where }) }] : []);
  const surge = spec.nodePools.find(
    ({ nodes = 0, upgrade }) => nodes > 0 && upgrade.kind === 'surge' && upgrade.assumed === true,
  );
  return [
    ...assumed(
      spec.maxPodsPerNode === undefined && !poolsSay,
      'maximum Pods per node',
      resolved.maxPodsPerNode,
      autopilot
        ? marked("Autopilot's default", 'max-pods-per-node-default-autopilot')
        : "GKE's default",
    ),
    ...assumed(
      spec.zones === undefined && locationKind(spec) !== 'zonal',
      'zones',
      resolved.zones,
      spec.location === undefined
        ? 'location not known: a regional cluster in three zones'
        : 'a regional cluster that lists no zones',
    ),
    ...assumed(
      spec.controlPlane === undefined,
      'control plane',
      'psc',
      'its Private Service Connect endpoint takes one address of the node subnet',
    ),
    ...assumed(
      surge !== undefined,
      'max surge',
      limitOf('default-max-surge').value,
      marked("GKE's default upgrade strategy", 'default-max-surge'),
      surge?.where,
    ),
    ...assumed(
      services !== 'google-managed' && services?.defaultSize === true,
      'Services range',
      `/${limitOf('service-range-default-prefix').value}`,
      "nobody says how many Services there are: GKE's default size",
    ),
    ...assumed(
      spec.version === undefined,
      'GKE version',
      newestVersion.text,
      'the newest in the limits data',
    ),
    ...assumed(spec.dataPlane === undefined, 'data plane', resolved.dataPlane, whyDataPlane(spec)),
    ...assumed(
      network.mtu === undefined,
      'VPC MTU',
      limitOf('vpc-mtu-default').value,
      "VPC's default",
      placeOf(network, 'mtu'),
    ),
    ...workloadAssumptions(spec).flatMap(({ what, value, why }) => assumed(true, what, value, why)),
    ...assumed(
      hasPrivateNodes(spec) === undefined &&
        isServed(network.nat ?? [], {
          spec,
          routesBased: resolved.dataPlane === 'kubenet',
          ...defined({ region: regionOf(spec.location) }),
        }),
      'private nodes',
      true,
      'a NAT gateway is there for nodes without external addresses',
    ),
    ...growthAssumptions(spec).flatMap(({ what, value, why }) =>
      assumed(true, what, value, why, placeOf(spec, 'growth')),
    ),
  ];
}
