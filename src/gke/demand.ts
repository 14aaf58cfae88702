import type { ClusterSpec, Growth, NodePool, UpgradeStrategy } from './cluster.ts';
import type { SystemPods } from './said-of-pods.ts';
import { limitOf } from './limits.ts';

/** How a pool is upgraded where nobody says: GKE's default. */
export const assumedUpgrade: UpgradeStrategy = {
  kind: 'surge',
  maxSurge: limitOf('default-max-surge').value,
  assumed: true,
};

/**
 * A demand of `n` today at the growth horizon: ⌈n × (1 + percent/100)^years⌉, exact, so that 100 at
 * 10 % for 2 years are 121. What shrinks is planned for as it is today. Counts beyond 2^53 stay at
 * 2^53 − 1: no block holds them either way.
 */
export function grow(n: number, growth?: Growth): number {
  if (growth === undefined || growth.percent <= 0 || growth.years === 0) return n;
  const exponent = BigInt(growth.years);
  const numerator = BigInt(n) * BigInt(Math.round(1000 + growth.percent * 10)) ** exponent;
  const denominator = 1000n ** exponent;
  const grown = (numerator + denominator - 1n) / denominator;
  return Number(grown > BigInt(Number.MAX_SAFE_INTEGER) ? Number.MAX_SAFE_INTEGER : grown);
}

/** The growth of the Services, which is that of the nodes where nothing else is said. */
export function growthOfServices(growth?: Growth): Growth | undefined {
  if (growth?.servicesPercent === undefined) return growth;
  return { ...growth, percent: growth.servicesPercent };
}

/**
 * Nodes that exist at once while the pool is upgraded: its max-surge more, or, blue-green, the pool
 * once more. A pool that may have no node has none to upgrade.
 * Source: https://cloud.google.com/kubernetes-engine/docs/concepts/node-pool-upgrade-strategies
 */
export function peakNodes(nodes: number, { upgrade }: Pick<NodePool, 'upgrade'>): number {
  if (nodes === 0) return 0;
  return upgrade.kind === 'blue-green' ? 2 * nodes : nodes + upgrade.maxSurge;
}

/**
 * Years until continuous growth from `today` takes a demand past `limit`: 0 where it is past it
 * already, `undefined` where nothing grows. Not rounded.
 */
export function yearsUntil(limit: number, today: number, growth?: Growth): number | undefined {
  if (growth === undefined || growth.percent <= 0 || today <= 0) return undefined;
  if (today >= limit) return 0;
  return Math.log(limit / today) / Math.log(1 + growth.percent / 100);
}

/** The sum of what is known; `undefined` where nothing is. */
export function sumKnown(counts: readonly (number | undefined)[]): number | undefined {
  const known = counts.filter((count) => count !== undefined);
  return known.length === 0 ? undefined : known.reduce((sum, count) => sum + count, 0);
}

/** Services today with the ServiceImports, which take addresses as Services do. */
export function servicesToday(
  { serviceDetails }: Pick<ClusterSpec, 'serviceDetails'>,
  services: number,
): number {
  return services + (serviceDetails?.imports ?? 0);
}

/** Pods of workloads and of the system on all nodes; `undefined` where a pool does not say its own. */
export function podsToRun(
  pools: readonly {
    readonly pods?: number;
    readonly nodes?: number;
    readonly systemPods?: SystemPods;
  }[],
): number | undefined {
  const counts = pools.map(({ pods, nodes, systemPods }) =>
    pods === undefined || nodes === undefined ? undefined : pods + nodes * (systemPods?.total ?? 0),
  );
  return counts.includes(undefined) ? undefined : sumKnown(counts);
}
