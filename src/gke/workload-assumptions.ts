import type { ClusterSpec } from './cluster.ts';
import type { WorkedOut } from './said-of-pods.ts';

/** What a plan for a number of Pods rests on: what was worked out, and that nobody counts system Pods. */
export function workloadAssumptions({
  nodePools,
  systemPods,
  workedOut = [],
}: ClusterSpec): readonly WorkedOut[] {
  const uncounted = nodePools.some(
    (pool) => pool.pods !== undefined && (pool.systemPods ?? systemPods) === undefined,
  );
  if (!uncounted) return workedOut;
  const why =
    'nobody says how many there are; seven and more are normal, and each takes the place of a Pod';
  return [{ what: 'system Pods per node', value: 0, why }, ...workedOut];
}
