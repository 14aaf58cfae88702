/**
 * Which pools take their per-node blocks from which Pod ranges. A range that a pool names serves
 * only the pools that name it; the cluster's own `pods` range and the additional ranges that nobody
 * names serve the rest. Blocks are powers of two and aligned, so filling a range with the largest
 * first wastes nothing.
 */
import type { ClusterRange } from './cluster.ts';
import type { ResolvedCluster, ResolvedPool } from './resolve.ts';
import { addressesOf, routesBasedServiceAddresses } from './sizing.ts';

/** Pod ranges that serve the same pools. */
export interface PodGroup {
  /** In the order in which they fill: the cluster's own first. */
  readonly ranges: readonly ClusterRange[];
  readonly pools: readonly ResolvedPool[];
}

/** The Pod ranges of a cluster in groups, each range in exactly one; a group may have no pools. */
export function podGroups({ spec, pools }: ResolvedCluster): readonly PodGroup[] {
  const own = spec.ranges.pods;
  const additional = spec.ranges.additionalPods;
  const named = additional.filter(
    (range) => range.name !== undefined && pools.some((pool) => pool.spec.podRange === range.name),
  );
  const rest = additional.filter((range) => !named.includes(range));
  const servedByName = (pool: ResolvedPool) =>
    named.some((range) => range.name === pool.spec.podRange);
  return [
    {
      ranges: own === undefined ? rest : [own, ...rest],
      pools: pools.filter((pool) => !servedByName(pool)),
    },
    ...named.map((range) => ({
      ranges: [range],
      pools: pools.filter((pool) => pool.spec.podRange === range.name),
    })),
  ];
}

/** Addresses of a Pod range that per-node blocks can use; undefined while it has no size. */
export function usablePodAddresses(
  range: ClusterRange,
  { routesBased }: Pick<ResolvedCluster, 'routesBased'>,
): number | undefined {
  const prefixLength = prefixLengthOf(range);
  if (prefixLength === undefined) return undefined;
  const services = routesBased ? routesBasedServiceAddresses() : 0;
  return Math.max(0, addressesOf(prefixLength) - services);
}

export function prefixLengthOf(range: ClusterRange): number | undefined {
  return range.cidr?.prefixLength ?? range.prefixLength;
}

/** Blocks of one size that a set of pools needs at the peak. */
export interface BlockDemand {
  readonly prefixLength: number;
  readonly blocks: number;
}

/** What pools need at the peak, the largest blocks first; undefined where no pool's nodes are known. */
export function blockDemand(pools: readonly ResolvedPool[]): readonly BlockDemand[] | undefined {
  const known = pools.filter((pool) => pool.peakNodes !== undefined);
  if (known.length === 0) return undefined;
  const blocks = new Map<number, number>();
  for (const { blockPrefixLength, peakNodes = 0 } of known)
    blocks.set(blockPrefixLength, (blocks.get(blockPrefixLength) ?? 0) + peakNodes);
  return [...blocks]
    .map(([prefixLength, count]) => ({ prefixLength, blocks: count }))
    .toSorted((a, b) => a.prefixLength - b.prefixLength);
}

/**
 * Fills ranges with blocks in their order, the largest blocks first, and returns the addresses taken
 * of each. What fits nowhere is counted in the last range, so that it shows there as missing.
 */
export function fill(usable: readonly number[], demand: readonly BlockDemand[]): readonly number[] {
  const taken = usable.map(() => 0);
  for (const { prefixLength, blocks } of demand) {
    const size = addressesOf(prefixLength);
    let left = blocks;
    for (const [index, addresses] of usable.entries()) {
      const free = Math.max(0, Math.floor((addresses - (taken[index] ?? 0)) / size));
      const here = index === usable.length - 1 ? left : Math.min(left, free);
      taken[index] = (taken[index] ?? 0) + here * size;
      left -= here;
    }
  }
  return taken;
}
