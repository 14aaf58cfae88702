import { limitOf } from './limits.ts';
import { nodeRangeLimit } from './range-limits.ts';
import type { ResolvedPool } from './resolve.ts';
import { addressesOf } from './sizing.ts';
import type { ClusterUse } from './use.ts';

/**
 * How many nodes one pool can have at the peak while all others stay as planned; undefined while
 * neither a node range nor a Pod range is known.
 */
export function maxNodesOf(pool: ResolvedPool, use: ClusterUse): number | undefined {
  const byRanges = [nodesByPods(pool, use), nodesBySubnet(pool, use)].filter(
    (nodes) => nodes !== undefined,
  );
  if (byRanges.length === 0) return undefined;
  const autopilot = use.cluster.spec.mode === 'autopilot';
  const byLimit = autopilot ? Infinity : limitOf('node-pool-limit').value * pool.zones;
  return Math.max(0, Math.min(...byRanges, byLimit));
}

/** Its planned nodes and the blocks of its size that are left; fewer than planned where none are. */
function nodesByPods(pool: ResolvedPool, { groups }: ClusterUse): number | undefined {
  const group = groups.find(({ pools }) => pools.includes(pool));
  const known = group?.uses.filter(({ usable }) => usable !== undefined) ?? [];
  if (known.length === 0) return undefined;
  const block = addressesOf(pool.blockPrefixLength);
  return known.reduce(
    (sum, { usable = 0, taken = 0, takenByOthers }) =>
      sum + Math.floor((usable - taken - takenByOthers) / block),
    pool.peakNodes ?? 0,
  );
}

function nodesBySubnet(pool: ResolvedPool, use: ClusterUse): number | undefined {
  const limit = nodeRangeLimit(use)?.limit;
  const others = (use.cluster.demand.peakNodes ?? 0) - (pool.peakNodes ?? 0);
  return limit === undefined ? undefined : limit - others;
}
