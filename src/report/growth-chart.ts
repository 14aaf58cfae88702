/**
 * How a growing demand meets the limits of a cluster, from what the report says: the year in which each
 * limit is reached. The curve through the first of these points is that of the growth of the cluster;
 * reports of before they said it have that of all the points.
 */
import { defined } from '../defined.ts';
import { monthAfter } from '../gke/calendar.ts';
import { farthestYears } from '../gke/forecast.ts';
import { formatCount } from './count.ts';
import { percentOf, whenText } from './forecast-text.ts';
import { type Markup, el } from './markup.ts';
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
  const horizon = Math.max(Math.ceil(start * 1.5), 5);
  const surge = resource === 'nodes' ? surgeOf(cluster) : 0;
  return {
    resource,
    crossings: crossings.filter(({ fullAfterYears }) => fullAfterYears <= horizon),
    later: crossings.filter(({ fullAfterYears }) => fullAfterYears > horizon),
    horizon,
    ...defined({ from: cluster.growth?.from }),
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

/** Pixels: of the chart, of the plot in it, and of the shares of the width beside the plot. */
const top = 34;
const plotHeight = 190;
const height = top + plotHeight + 42;
const left = 0.02;
const right = 0.98;
const steps = 48;
const labelHeight = 14;

const x = (years: number, { horizon }: Growth): number => left + ((right - left) * years) / horizon;
const percent = (share: number): string => `${Number((share * 100).toFixed(3))}%`;

const words = { nodes: 'nodes', services: 'Services' } as const;

/** The chart of a growth, of a height of its own and the width that is there. */
export function growthChart(name: string, growth: Growth): Markup {
  const scale = scaleOf(growth);
  const lines = growth.crossings.map((crossing) => ({ crossing, y: scale(crossing.limit) }));
  return el(
    'svg',
    { class: 'chart', width: '100%', height, role: 'img', 'aria-label': titleOf(name, growth) },
    ...axis(growth),
    ...lines.map(({ crossing, y }) => limitLine(crossing, y)),
    curve(growth, scale),
    ...lines.map(({ crossing, y }) => crossingMark(crossing, y, growth)),
    ...crossingLabels(lines),
  );
}

function titleOf(name: string, { resource, crossings }: Growth): string {
  const reached = crossings.map(
    ({ limiter, limit, ...when }) =>
      `${limiter} at ${formatCount(limit)} ${words[resource]} ${when.fullAfterYears === 0 ? 'already' : `after ${whenText(when)}`}`,
  );
  return `Growth of the ${words[resource]} of ${name}: it reaches ${reached.join(', ')}`;
}

/** Where a count stands in the plot, by its logarithm, so that growth is a line and small limits are seen. */
function scaleOf({ crossings, demandAfter, horizon }: Growth): (count: number) => number {
  const counts = [...crossings.map(({ limit }) => limit), demandAfter(0), demandAfter(horizon)];
  const logs = counts.map((count) => Math.log(Math.max(count, 1)));
  const [low, high] = [Math.min(...logs) - 0.2, Math.max(...logs) + 0.2];
  return (count) => top + plotHeight * (1 - (Math.log(Math.max(count, 1)) - low) / (high - low));
}

function axis(growth: Growth): readonly Markup[] {
  const bottom = top + plotHeight;
  const every = Math.max(Math.ceil(growth.horizon / ticksAtMost(growth)), 1);
  const years = Array.from(
    { length: Math.floor(growth.horizon / every) + 1 },
    (_, at) => at * every,
  );
  return [
    el('line', { class: 'axis', x1: percent(left), y1: bottom, x2: percent(right), y2: bottom }),
    ...years.map((year) =>
      el(
        'text',
        {
          x: percent(x(year, growth)),
          y: bottom + 16,
          'text-anchor': anchorOf(year, growth),
        },
        tickText(year, growth),
      ),
    ),
    el(
      'text',
      { x: percent(right), y: bottom + 34, 'text-anchor': 'end' },
      `${growth.from === undefined ? 'years' : 'months'}; ${words[growth.resource]} on a logarithmic scale`,
    ),
  ];
}

/** Months are wider than years: at 360 pixels more of them would touch. */
const ticksAtMost = ({ from }: Growth): number => (from === undefined ? 6 : 4);

/** The first and the last text stay within the chart. */
function anchorOf(year: number, { horizon }: Growth): string {
  if (year === 0) return 'start';
  return year === horizon ? 'end' : 'middle';
}

function tickText(year: number, { from }: Growth): string {
  if (from !== undefined) return monthAfter(from, year);
  return year === 0 ? 'today' : `${year}`;
}

/** Stretched to the width of the plot, which only the page knows. */
function curve({ demandAfter, horizon }: Growth, scale: (count: number) => number): Markup {
  const points = Array.from({ length: steps + 1 }, (_, step) => {
    const count = demandAfter((horizon * step) / steps);
    return `${((1000 * step) / steps).toFixed(1)},${(scale(count) - top).toFixed(1)}`;
  });
  const plot = { x: percent(left), y: top, width: percent(right - left), height: plotHeight };
  return el(
    'svg',
    { ...plot, viewBox: `0 0 1000 ${plotHeight}`, preserveAspectRatio: 'none' },
    el('polyline', { class: 'demand', points: points.join(' ') }),
  );
}

const kind = (name: string, { binding }: Crossing): string => (binding ? `${name} binding` : name);

function limitLine(crossing: Crossing, at: number): Markup {
  const y = at.toFixed(1);
  const ends = { x1: percent(left), y1: y, x2: percent(right), y2: y };
  return el('line', { class: kind('limit', crossing), ...ends });
}

function crossingMark(crossing: Crossing, y: number, growth: Growth): Markup {
  const cx = percent(x(crossing.fullAfterYears, growth));
  const place = { cx, cy: y.toFixed(1), r: crossing.binding ? 6 : 4 };
  return el('circle', { class: kind('crossing', crossing), ...place });
}

/** Words of each line above it, the lowest first; those of lines that are close go up. */
function crossingLabels(
  lines: readonly { readonly crossing: Crossing; readonly y: number }[],
): readonly Markup[] {
  let above = Number.POSITIVE_INFINITY;
  return lines
    .toSorted((a, b) => b.y - a.y)
    .map(({ crossing, y }) => {
      above = Math.min(y - 5, above - labelHeight);
      const { limiter, limit, fullAfterYears } = crossing;
      const when = fullAfterYears === 0 ? 'reached already' : `in ${whenText(crossing)}`;
      const place = { x: percent(left), y: above.toFixed(1) };
      const text = `${limiter}: ${formatCount(limit)}, ${when}`;
      return el('text', { class: kind('name', crossing), ...place }, text);
    });
}
