import { defined } from '../defined.ts';
import { changesOf } from '../gke/changes-later.ts';
import type { ClusterView } from '../gke/landscape.ts';
import type { RangeUse } from '../gke/range-use.ts';
import type { ReportRange } from './report.ts';

/** What can be done about a range of a cluster once it is there. */
export function laterOf(
  range: RangeUse,
  { cluster, expansion }: ClusterView,
): NonNullable<ReportRange['later']> {
  return changesOf(range, cluster, expansion).map(({ change, to, limit }) => {
    const { can, how, source, verified } = change;
    return {
      can,
      ...defined({ to: to?.text, limit }),
      how,
      source,
      ...(verified ? {} : { verified }),
    };
  });
}
