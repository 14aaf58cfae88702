/** How many nodes and Services the ranges of a cluster hold, and what one bit more buys. */
import type { ClusterRange } from './cluster.ts';
import { limitOf, type LimitId } from './limits.ts';
import { managedServices } from './reserved-ranges.ts';
import { blockDemand, prefixLengthOf, usablePodAddresses } from './pod-ranges.ts';
import type { ResolvedCluster, ResolvedPool } from './resolve.ts';
import { addressesOf, usableNodeAddresses, usableServiceAddresses } from './sizing.ts';
import type { ClusterUse, PodGroupUse } from './use.ts';

export interface NextLimit {
  readonly prefixLength: number;
  readonly limit: number;
}

export interface RangeLimit<Limiter extends string> {
  readonly limiter: Limiter;
  readonly limit: number;
  /** Absent where GKE accepts no wider range. */
  readonly next?: NextLimit;
  readonly source: string;
}

/** Nodes that the node subnet holds beside what else takes its addresses; undefined without a size. */
export function nodeRangeLimit({
  cluster,
  otherNodeAddresses,
}: ClusterUse): RangeLimit<'node-range'> | undefined {
  const range = cluster.spec.ranges.nodes;
  const prefixLength = range === undefined ? undefined : prefixLengthOf(range);
  if (prefixLength === undefined) return undefined;
  const limitAt = (prefix: number) =>
    Math.max(0, usableNodeAddresses(prefix) - cluster.otherNodeAddresses - otherNodeAddresses);
  return {
    limiter: 'node-range',
    limit: limitAt(prefixLength),
    ...oneBitMore(prefixLength, 'node-range-shortest-prefix', limitAt),
    source: limitOf('node-range-reserved-addresses').source,
  };
}

/** Nodes whose blocks fit the Pod ranges of a cluster, summed over its ranges. */
export function podRangeLimit({
  cluster,
  groups,
}: ClusterUse): RangeLimit<'pod-range'> | undefined {
  const known = groups.filter(({ uses }) => uses.some(({ usable }) => usable !== undefined));
  const first = known[0]?.ranges.find((range) => prefixLengthOf(range) !== undefined);
  const prefixLength = first === undefined ? undefined : prefixLengthOf(first);
  if (first === undefined || prefixLength === undefined) return undefined;
  const limitAt = (prefix: number) =>
    known.reduce((sum, group) => sum + groupNodes(cluster, group, first, prefix), 0);
  return {
    limiter: 'pod-range',
    limit: limitAt(prefixLength),
    ...oneBitMore(prefixLength, 'pod-range-shortest-prefix', limitAt),
    source: limitOf(
      cluster.routesBased ? 'routes-based-service-prefix' : 'pod-range-shortest-prefix',
    ).source,
  };
}

/** Nodes that a group of Pod ranges holds for this cluster, `first` of them being a /`prefix`. */
function groupNodes(
  cluster: ResolvedCluster,
  group: PodGroupUse,
  first: ClusterRange,
  prefix: number,
): number {
  const room = group.uses.map(({ range, usable = 0, takenByOthers }) => {
    const widened = range === first ? { prefixLength: prefix } : undefined;
    const addresses = widened === undefined ? usable : (usablePodAddresses(widened, cluster) ?? 0);
    return Math.max(0, addresses - takenByOthers);
  });
  return nodesThatFit(room, cluster, group.pools);
}

/**
 * For one block size, the blocks that fit; for several, the planned nodes and the blocks of the
 * largest size that still fit beside them.
 */
function nodesThatFit(
  room: readonly number[],
  { blockPrefixLength }: ResolvedCluster,
  pools: readonly ResolvedPool[],
): number {
  const sizes =
    pools.length === 0
      ? [addressesOf(blockPrefixLength)]
      : pools.map((pool) => addressesOf(pool.blockPrefixLength));
  const largest = Math.max(...sizes);
  const demand = sizes.every((size) => size === largest) ? [] : (blockDemand(pools) ?? []);
  const left = [...room];
  let nodes = 0;
  for (const { prefixLength, blocks } of demand)
    nodes += takeBlocks(left, addressesOf(prefixLength), blocks);
  return nodes + takeBlocks(left, largest, Infinity);
}

/** Takes up to `blocks` blocks out of the addresses left, and says how many it could take. */
function takeBlocks(left: number[], size: number, blocks: number): number {
  let taken = 0;
  for (const [index, addresses] of left.entries()) {
    const here = Math.min(blocks - taken, Math.floor(addresses / size));
    left[index] = addresses - here * size;
    taken += here;
  }
  return taken;
}

/** Services that can get an address; undefined where nothing is known of the range. */
export function serviceRangeLimit(
  cluster: ResolvedCluster,
): RangeLimit<'service-range'> | undefined {
  const prefixLength = servicePrefixLength(cluster);
  if (prefixLength === undefined) return undefined;
  const widens = !cluster.routesBased && cluster.spec.ranges.services !== 'google-managed';
  return {
    limiter: 'service-range',
    limit: usableServiceAddresses(prefixLength),
    ...(widens
      ? oneBitMore(prefixLength, 'service-range-shortest-prefix', usableServiceAddresses)
      : {}),
    source: limitOf('service-range-reserved-addresses').source,
  };
}

function servicePrefixLength({ spec, routesBased }: ResolvedCluster): number | undefined {
  const { pods, services } = spec.ranges;
  if (routesBased)
    return pods === undefined || prefixLengthOf(pods) === undefined
      ? undefined
      : limitOf('routes-based-service-prefix').value;
  if (services === 'google-managed') return managedServices.cidr.prefixLength;
  return services === undefined ? undefined : prefixLengthOf(services);
}

function oneBitMore(
  prefixLength: number,
  shortest: LimitId,
  limitAt: (prefixLength: number) => number,
): { next?: NextLimit } {
  const wider = prefixLength - 1;
  return wider < limitOf(shortest).value
    ? {}
    : { next: { prefixLength: wider, limit: limitAt(wider) } };
}
