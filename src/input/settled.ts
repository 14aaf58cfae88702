/** What one input leaves open and another one settles. */
import type { ClusterSpec, NotChecked } from '../gke/cluster.ts';
import { rangesOf } from './join-ranges.ts';

/** Nobody says what the secondary ranges of a subnet are for. */
export const noCluster = 'no cluster is described here';

/** What is left open once the clusters of all inputs are known: those that use a range say what it is for. */
export function stillOpen(
  notChecked: readonly NotChecked[],
  clusters: readonly ClusterSpec[],
): readonly NotChecked[] {
  if (!notChecked.some(({ reason }) => reason === noCluster)) return notChecked;
  const used = clusters.flatMap(rangesOf).flatMap(({ where }) => where ?? []);
  return notChecked.filter(({ reason, where }) => {
    const route = `${where?.path ?? ''}[`;
    const isUsed = used.some(
      ({ file, path }) => file === where?.file && path?.startsWith(route) === true,
    );
    return reason !== noCluster || !isUsed;
  });
}
