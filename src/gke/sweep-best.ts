/** Which combination of a sweep is best, and the smallest maximum Pods per node that will do. */
import { limitOf } from './limits.ts';
import type { Combination } from './sweep-combination.ts';
import type { GkeVersion } from './version.ts';

/** What is best: the fewest addresses, or the most nodes above those that are demanded. */
export const targets = ['addresses', 'headroom'] as const;
export type Target = (typeof targets)[number];

/** The best of combinations of one demand that fit, of equals the first; nothing where none fits. */
export function bestOf(
  combinations: readonly Combination[],
  target: Target,
): Combination | undefined {
  let best: Combination | undefined;
  for (const one of combinations) {
    if (one.fits !== true) continue;
    if (best === undefined || compare(one, best, target) < 0) best = one;
  }
  return best;
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
 * The smallest maximum Pods per node with which so many nodes run so many Pods beside system Pods on each;
 * undefined where GKE allows none that large, or a cluster no such number of Pods. For example 5,000 Pods on
 * 100 nodes need 50, and 57 where 7 system Pods run on each node, too.
 */
export function leastMaxPodsPerNode(
  pods: number,
  nodes: number,
  version: GkeVersion | undefined,
  systemPods = 0,
): number | undefined {
  if (pods + nodes * systemPods > limitOf('cluster-pod-limit').value) return undefined;
  const needed = Math.ceil(pods / nodes) + systemPods;
  const least = Math.max(needed, limitOf('max-pods-per-node-minimum').value);
  return least > limitOf('max-pods-per-node-maximum', version).value ? undefined : least;
}
