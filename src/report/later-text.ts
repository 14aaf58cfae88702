/** How a cluster can grow beyond its ranges, in words. */
import { formatCount } from './count.ts';
import type { ReportCluster, ReportGrowthLimit, ReportRange } from './report.ts';

type Later = NonNullable<ReportRange['later']>[number];
type Change = Later['can'];

const words: Readonly<Record<Change, string>> = {
  expand: 'expand',
  'add-range': 'add Pod ranges',
  'add-subnet': 'add subnets',
  recreate: 'fixed',
};

/** "expand to 10.0.0.0/22, add subnets"; empty where a report does not say. */
export function laterWords({ later = [] }: ReportRange): string {
  return later
    .map(({ can, to, verified }) => {
      const what = to === undefined ? words[can] : `${words[can]} to ${to}`;
      return verified === false ? `${what} (unverified)` : what;
    })
    .join(', ');
}

/** How far a node subnet grows in place; undefined where it cannot, or where there is none. */
export function expandableOf({ next, expandable }: ReportGrowthLimit) {
  return next !== undefined &&
    expandable !== undefined &&
    expandable.prefixLength <= next.prefixLength
    ? expandable
    : undefined;
}

const canBe = ({ ranges }: ReportCluster, role: string, change: Change): boolean =>
  ranges.some((range) => range.role === role && range.later?.some(({ can }) => can === change));

/** Whether the node subnet grows in place, how far, and what stops it; undefined where that is no matter. */
export function nodeRangeLater(
  cluster: ReportCluster,
  limit: ReportGrowthLimit,
): string | undefined {
  if (limit.expandable === undefined) return undefined;
  const { stoppedBy } = limit.expandable;
  const wider = expandableOf(limit);
  if (wider !== undefined) {
    const stop = stoppedBy === null ? '' : `, where ${stoppedBy} stops it`;
    return `${limit.limiter} can be expanded in place to ${wider.cidr} (${formatCount(wider.limit)} nodes)${stop}`;
  }
  const stop = stoppedBy === null ? 'VPC accepts no wider subnet' : `${stoppedBy} stops it`;
  const further = canBe(cluster, 'node', 'add-subnet')
    ? '; new node pools can have further subnets'
    : '';
  return `${limit.limiter} cannot be expanded in place: ${stop}${further}`;
}

/** What to do where Pod ranges stop the nodes first; undefined where they do not. */
export function podRangeLater(
  cluster: ReportCluster,
  { limiter, resource, binding }: ReportGrowthLimit,
): string | undefined {
  if (!binding || resource !== 'nodes' || limiter !== 'pod-range') return undefined;
  if (canBe(cluster, 'pod', 'add-range'))
    return `${limiter} keeps its size: new node pools can have further Pod ranges`;
  return canBe(cluster, 'pod', 'recreate')
    ? `${limiter} keeps its size: more nodes need another cluster`
    : undefined;
}
