/**
 * Node pools: google_container_node_pool and the node_pool blocks of a cluster.
 * https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/container_node_pool
 */
import type { ClusterRange, Mode, NodePool, UpgradeStrategy } from '../../gke/cluster.ts';
import { assumedUpgrade } from '../../gke/demand.ts';
import { defined } from '../../defined.ts';
import {
  block,
  count,
  isGiven,
  isTrue,
  items,
  leaveOut,
  leaveOutUnknown,
  type Part,
  placeAt,
  placesOf,
  text,
  unknownAt,
  valueOf,
} from './attributes.ts';
import { rangeOfBlock } from './blocks.ts';
import { rangeNameAt, type ResourceIndex } from './references.ts';

/** What a pool has from its cluster. */
export interface PoolOwner {
  readonly index: ResourceIndex;
  readonly mode: Mode;
  /** Zones that its nodes run in where the pool lists none; undefined where nobody knows how many. */
  readonly zones: number | undefined;
  /** The name of the cluster's own Pod range. */
  readonly ownRange: string | undefined;
}

/** A pool and what it is called where its own name is not known. */
export interface PoolPart {
  readonly part: Part;
  readonly otherwise: string;
  /** Nobody knows how many pools like this one the cluster has. */
  readonly uncounted?: boolean;
}

export function poolName({ part, otherwise }: PoolPart): string {
  const known = text(part, 'name') ?? text(part, 'name_prefix');
  return known ?? unknownAt(part, 'name')?.written ?? otherwise;
}

export function readPool(pool: PoolPart, owner: PoolOwner): NodePool {
  const { part } = pool;
  leaveOutUnknown(part, 'node_locations');
  leaveOutUnknown(part, 'network_config');
  const listed = items(part, 'node_locations').length;
  const podRange = podRangeOf(pool, owner.index);
  const config = block(part, 'network_config');
  if (config !== undefined && podRange === undefined) leaveOutUnknown(config, 'pod_range');
  const { nodes, from } =
    pool.uncounted === true
      ? uncountedNodes(part)
      : nodesOf(part, zonesOf(part, owner), owner.mode);
  return {
    name: poolName(pool),
    ...defined({
      nodes,
      maxPodsPerNode: count(part, 'max_pods_per_node'),
      zones: listed || undefined,
      podRange: podRange === owner.ownRange ? undefined : podRange,
    }),
    upgrade: upgradeOf(part),
    where: placeAt(part),
    places: placesOf({
      name: [part, 'name'],
      nodes: from,
      zones: [part, 'node_locations'],
      maxPodsPerNode: [part, 'max_pods_per_node'],
      upgrade: [part, 'upgrade_settings'],
      podRange: [config, 'pod_range'],
    }),
  };
}

interface NodeCount {
  readonly nodes?: number;
  /** The attribute that says so. */
  readonly from: readonly [part: Part, key: string];
}

function uncountedNodes(pool: Part): NodeCount {
  return { from: [pool, 'node_count'] };
}

/** `undefined` where some are given and nobody knows how many. */
function zonesOf(pool: Part, owner: PoolOwner): number | undefined {
  if (unknownAt(pool, 'node_locations') !== undefined) return undefined;
  return items(pool, 'node_locations').length || owner.zones;
}

/**
 * The most nodes that the autoscaler makes, or as many as are asked for; both counts are per zone, a
 * total is not. Autopilot counts its nodes itself.
 */
function nodesOf(pool: Part, zones: number | undefined, mode: Mode): NodeCount {
  if (mode === 'autopilot') return { from: [pool, 'autoscaling'] };
  const scaling = block(pool, 'autoscaling');
  if (scaling !== undefined) return ceilingOf(scaling, zones);
  leaveOutUnknown(pool, 'autoscaling');
  for (const key of ['node_count', 'initial_node_count']) {
    const perZone = isGiven(pool, key) ? count(pool, key) : undefined;
    if (perZone !== undefined) return { ...inZones(perZone, zones), from: [pool, key] };
  }
  const keys = ['autoscaling', 'node_count', 'initial_node_count'];
  const said = keys.some((key) => unknownAt(pool, key) !== undefined);
  if (!said) leaveOut(pool, 'nobody says how many nodes the pool has', 'node_count');
  return { from: [pool, 'node_count'] };
}

function inZones(perZone: number, zones: number | undefined) {
  return defined({ nodes: zones === undefined ? undefined : perZone * zones });
}

function ceilingOf(scaling: Part, zones: number | undefined): NodeCount {
  const total = count(scaling, 'total_max_node_count');
  if (total) return { nodes: total, from: [scaling, 'total_max_node_count'] };
  const perZone = count(scaling, 'max_node_count');
  const from = [scaling, 'max_node_count'] as const;
  if (perZone !== undefined) return { ...inZones(perZone, zones), from };
  const unknown = ['total_max_node_count', 'max_node_count'].some((key) => isGiven(scaling, key));
  if (!unknown) leaveOut(scaling, 'nobody says how many nodes the autoscaler may make');
  return { from };
}

/** An upgrade of the kind `SHORT_LIVED` adds no node: its nodes end of themselves. */
function upgradeOf(pool: Part): UpgradeStrategy {
  leaveOutUnknown(pool, 'upgrade_settings');
  const settings = block(pool, 'upgrade_settings');
  if (settings === undefined) return assumedUpgrade;
  const strategy = text(settings, 'strategy');
  leaveOutUnknown(settings, 'strategy');
  if (strategy === 'BLUE_GREEN') return { kind: 'blue-green' };
  const maxSurge = count(settings, 'max_surge');
  if (maxSurge !== undefined) return { kind: 'surge', maxSurge };
  const drains = count(settings, 'max_unavailable') !== undefined;
  if (drains || strategy === 'SHORT_LIVED') return { kind: 'surge', maxSurge: 0 };
  return assumedUpgrade;
}

/** The Pod range of a pool; a range that GKE creates for it without a name is called after the pool. */
function podRangeOf(pool: PoolPart, index: ResourceIndex): string | undefined {
  const config = block(pool.part, 'network_config');
  if (config === undefined) return undefined;
  const name = rangeNameAt(index, config, 'pod_range');
  if (name !== undefined) return name;
  return isTrue(config, 'create_pod_range') ? `pods of ${poolName(pool)}` : undefined;
}

/** The range that a pool names or has made for it. */
export function ownPodRange(
  pool: PoolPart,
  index: ResourceIndex,
): (ClusterRange & { readonly name: string }) | undefined {
  const name = podRangeOf(pool, index);
  const config = block(pool.part, 'network_config');
  if (name === undefined || config === undefined) return undefined;
  const given = rangeOfBlock(config, 'pod_ipv4_cidr_block');
  const created = isTrue(config, 'create_pod_range') ? { createdByGke: true } : { byName: true };
  return {
    name,
    ...defined(given ?? {}),
    ...created,
    where: placeAt(config, isGiven(config, 'pod_range') ? 'pod_range' : 'pod_ipv4_cidr_block'),
  };
}

/** Whether the blocks of a pool's nodes are not doubled. */
export function isSingleBlocked(pool: Part): boolean {
  const config = block(pool, 'network_config');
  const overprovision = config && block(config, 'pod_cidr_overprovision_config');
  return overprovision !== undefined && isTrue(overprovision, 'disabled');
}

/** The name that GKE gives to the pool it makes, and by which Terraform removes it. */
export const defaultPoolName = 'default-pool';

/** The default pool that GKE makes with a cluster that has no pool of its own. */
export function defaultPool(cluster: Part, owner: PoolOwner): NodePool {
  const perZone = count(cluster, 'initial_node_count');
  if (valueOf(cluster, 'initial_node_count') === undefined) {
    leaveOut(cluster, 'nobody says how many nodes the default pool has', 'initial_node_count');
  }
  const where = placeAt(cluster, 'initial_node_count');
  return {
    name: defaultPoolName,
    ...(perZone === undefined ? {} : inZones(perZone, owner.zones)),
    upgrade: assumedUpgrade,
    where,
    places: { nodes: where },
  };
}
