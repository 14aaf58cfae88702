/** When a limit is reached, in words. */
import { farthestYears } from '../gke/forecast.ts';
import { unknown } from './count.ts';
import type { ReportCluster, ReportGrowthLimit } from './report.ts';

type ReportGrowth = ReportCluster['growth'];

export const yearsText = (years: number): string =>
  years > farthestYears ? `over ${farthestYears} years` : `${years.toFixed(1)} years`;

/** "2.5 years", with the month where it is known: "2.5 years (2029-05)". */
export function whenText({
  fullAfterYears: years = 0,
  fullAfter,
}: Pick<ReportGrowthLimit, 'fullAfterYears' | 'fullAfter'>): string {
  return fullAfter === undefined ? yearsText(years) : `${yearsText(years)} (${fullAfter})`;
}

/** Whether there is anything to say about when the limits of a cluster are reached. */
export function foresees({ growth, growthLimits }: ReportCluster): boolean {
  return growthLimits.some(
    (limit) => limit.fullAfterYears !== undefined || neverReached(limit, growth),
  );
}

/** Of a limit: when it is full, that it never is, or that nobody knows. */
export function fullText(limit: ReportGrowthLimit, growth: ReportGrowth): string {
  if (limit.fullAfterYears === 0) return 'full now';
  if (limit.fullAfterYears !== undefined) return whenText(limit);
  return neverReached(limit, growth) ? 'not reached' : unknown;
}

/** Whether a history shows that a demand does not grow towards a limit that it is within. */
export function neverReached(
  { resource, headroom }: ReportGrowthLimit,
  growth: ReportGrowth,
): boolean {
  if (growth?.history === undefined || headroom === null || headroom < 0) return false;
  return percentOf(growth, resource === 'services' ? 'services' : 'nodes') <= 0;
}

/** How much nodes or Services grow in a year. */
export function percentOf(
  { percent, servicesPercent = percent }: NonNullable<ReportGrowth>,
  resource: 'nodes' | 'services',
): number {
  return resource === 'services' ? servicesPercent : percent;
}
