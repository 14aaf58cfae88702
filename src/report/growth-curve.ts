/**
 * How a growing demand meets the limits of a cluster, from what the report says: the year in which each
 * limit is reached. The curve through the first of these points is that of the growth of the cluster;
 * reports of before they said it have that of all the points.
 */
import { defined } from '../defined.ts';
import { farthestYears } from '../gke/forecast.ts';
import { percentOf } from './forecast-text.ts';
import type { ReportCluster } from './report.ts';

export interface Crossing {
  readonly limiter: string;
  readonly limit: number;
  readonly fullAfterYears: number;
  /** The month of that, where it is known. */
  readonly fullAfter?: string;
  readonly binding: boolean;
}

type Resource = 'nodes' | 'services';

export interface Growth {
  readonly resource: Resource;
  /** Limits that are reached in the years shown, by year. */
  readonly crossings: readonly Crossing[];
  /** Those that are reached later. */
  readonly later: readonly Crossing[];
  /** Years shown. */
  readonly horizon: number;
  /** The day that the years count from, where it is known. */
  readonly from?: string;
  /** What is planned for, upgrades included, where that is not for today. */
  readonly planned?: { readonly years: number; readonly count: number };
  /** What there is after some years, upgrades included. */
  readonly demandAfter: (years: number) => number;
}

/** Below this many years between two crossings, their rounding decides the slope. */
const leastSpan = 2;

/** Nothing where the demand does not grow, or so little, or where the report does not tell by how much. */
export function growthOf(cluster: ReportCluster, resource: Resource): Growth | undefined {
  const crossings = crossingsOf(cluster, resource);
  const first = crossings.find(({ fullAfterYears }) => fullAfterYears > 0);
  const slope = slopeOf(cluster, resource);
  if (first === undefined || first.fullAfterYears > farthestYears || slope === undefined)
    return undefined;
  const start = first.fullAfterYears;
  const planned = plannedOf(cluster, resource);
  const horizon = Math.max(Math.ceil(start * 1.5), 5, planned?.years ?? 0);
  const surge = resource === 'nodes' ? surgeOf(cluster) : 0;
  return {
    resource,
    crossings: crossings.filter(({ fullAfterYears }) => fullAfterYears <= horizon),
    later: crossings.filter(({ fullAfterYears }) => fullAfterYears > horizon),
    horizon,
    ...defined({ from: cluster.growth?.from, planned }),
    demandAfter: (years) => surge + (first.limit - surge) * Math.exp(slope * (years - start)),
  };
}

function crossingsOf({ growthLimits }: ReportCluster, resource: Resource): readonly Crossing[] {
  return growthLimits
    .flatMap(({ limiter, limit, binding, fullAfterYears, fullAfter, ...limited }) =>
      limited.resource !== resource || fullAfterYears === undefined || fullAfterYears < 0
        ? []
        : [{ limiter, limit, binding, fullAfterYears, ...defined({ fullAfter }) }],
    )
    .toSorted((a, b) => a.fullAfterYears - b.fullAfterYears);
}

function plannedOf(
  { growth: { years } = { percent: 0, years: 0 }, demand }: ReportCluster,
  resource: Resource,
): Growth['planned'] {
  const count = resource === 'nodes' ? demand.peakNodes : demand.services;
  return years > 0 && years <= farthestYears && count !== null ? { years, count } : undefined;
}

/** Nodes that an upgrade adds: they come on top and do not grow. */
const surgeOf = ({ demand: { nodes, peakNodes } }: ReportCluster): number =>
  (peakNodes ?? 0) - (nodes ?? 0);

/** Growth by a share each year is a line for logarithms. */
function slopeOf(cluster: ReportCluster, resource: Resource): number | undefined {
  const slope =
    cluster.growth === undefined
      ? slopeOfCrossings(cluster)
      : Math.log(1 + percentOf(cluster.growth, resource) / 100);
  return slope !== undefined && Number.isFinite(slope) && slope > 0 ? slope : undefined;
}

/**
 * Where the report does not say the growth, nodes and Services grow by the same share: the nodes, which
 * have the most limits, tell that of both.
 */
function slopeOfCrossings(cluster: ReportCluster): number | undefined {
  const reached = crossingsOf(cluster, 'nodes').filter(({ fullAfterYears }) => fullAfterYears > 0);
  const [first, last] = [reached[0], reached.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const span = last.fullAfterYears - first.fullAfterYears;
  const surge = surgeOf(cluster);
  return span < leastSpan
    ? undefined
    : Math.log((last.limit - surge) / (first.limit - surge)) / span;
}
