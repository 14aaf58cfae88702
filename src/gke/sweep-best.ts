/** Which combination of a sweep is best, and the smallest maximum Pods per node that will do. */
import { limitOf } from './limits.ts';
import type { SweptDemand } from './sweep-demand.ts';
import type { Combination } from './sweep.ts';
import type { GkeVersion } from './version.ts';

/** What is best: the fewest addresses, or the most nodes above those that are demanded. */
export const targets = ['addresses', 'headroom'] as const;
export type Target = (typeof targets)[number];

/** For every demand the best combination that fits, of equals the first; nothing where none fits. */
export function bestOf(
  combinations: readonly Combination[],
  target: Target,
): ReadonlySet<Combination> {
  const best = new Map<SweptDemand, Combination>();
  for (const one of combinations) {
    if (one.fits !== true) continue;
    const before = best.get(one.demand);
    if (before === undefined || compare(one, before, target) < 0) best.set(one.demand, one);
  }
  return new Set(best.values());
}

/** Negative where `a` is better. The other target decides between equals. */
function compare(a: Combination, b: Combination, target: Target): number {
  const addresses = (a.addresses ?? 0) - (b.addresses ?? 0);
  const headroom = spare(b) - spare(a);
  return target === 'addresses' ? addresses || headroom : headroom || addresses;
}

/** Without nodes that are demanded, all that fit are to spare. */
function spare({ headroom, capacity }: Combination): number {
  return headroom.nodes ?? capacity.nodes.limit ?? 0;
}

/**
 * The smallest maximum Pods per node with which so many nodes run so many Pods; undefined where GKE
 * allows none that large. For example 5,000 Pods on 100 nodes need 50.
 */
export function leastMaxPodsPerNode(
  pods: number,
  nodes: number,
  version: GkeVersion | undefined,
): number | undefined {
  const least = Math.max(Math.ceil(pods / nodes), limitOf('max-pods-per-node-minimum').value);
  return least > limitOf('max-pods-per-node-maximum', version).value ? undefined : least;
}
