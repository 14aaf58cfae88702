/** The chart of a growth towards the limits of a cluster, as SVG of a height of its own and the width that is there. */
import { monthAfter } from '../gke/calendar.ts';
import { counted, formatCount } from './count.ts';
import { whenText } from './forecast-text.ts';
import type { Crossing, Growth } from './growth-curve.ts';
import { scaleOf } from './growth-scale.ts';
import { type Markup, el } from './markup.ts';

/** Pixels: of the chart, of the plot in it, and of the shares of the width beside the plot. */
const top = 34;
const plotHeight = 190;
const height = top + plotHeight + 42;
const left = 0.02;
const right = 0.87;
const steps = 48;
const labelHeight = 14;

const x = (years: number, { horizon }: Growth): number => left + ((right - left) * years) / horizon;
const percent = (share: number): string => `${Number((share * 100).toFixed(3))}%`;

const words = { nodes: 'nodes', services: 'Services' } as const;

/** The chart of a growth, of a height of its own and the width that is there. */
export function growthChart(name: string, growth: Growth): Markup {
  const { crossings, planned, demandAfter, horizon } = growth;
  const ends = [...crossings.map(({ limit }) => limit), demandAfter(0), demandAfter(horizon)];
  const scale = scaleOf(ends, plotHeight);
  const yOf = (count: number): number => top + scale.y(count);
  const lines = crossings.map((crossing) => ({ crossing, y: yOf(crossing.limit) }));
  return el(
    'svg',
    { class: 'chart', width: '100%', height, role: 'img', 'aria-label': titleOf(name, growth) },
    ...axis(growth),
    ...scale.ticks.flatMap((count) => tick(count, yOf(count))),
    ...lines.map(({ crossing, y }) => limitLine(crossing, y)),
    curve(growth, yOf),
    ...crossingLabels(lines),
    ...lines.map(({ crossing, y }) => crossingMark(crossing, y, growth)),
    ...(planned === undefined ? [] : plannedMark(planned, yOf(planned.count), growth)),
  );
}

function titleOf(name: string, { resource, crossings, planned }: Growth): string {
  const reached = crossings.map(
    ({ limiter, limit, ...when }) =>
      `${limiter} at ${formatCount(limit)} ${words[resource]} ${when.fullAfterYears === 0 ? 'already' : `after ${whenText(when)}`}`,
  );
  const plan =
    planned === undefined
      ? ''
      : `; planned are ${formatCount(planned.count)} after ${counted(planned.years, 'year')}`;
  return `Growth of the ${words[resource]} of ${name}: it reaches ${reached.join(', ')}${plan}`;
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

/** A round count, behind the right end of its line. */
function tick(count: number, at: number): readonly Markup[] {
  const y = at.toFixed(1);
  return [
    el('line', { class: 'grid', x1: percent(left), y1: y, x2: percent(right), y2: y }),
    el(
      'text',
      { class: 'tick', x: percent(right), dx: 5, y: (at + 4).toFixed(1) },
      formatCount(count),
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

/** Beyond this share of the width there is no room for words behind a mark. */
const wordsFit = 0.65;

/** What is planned for, on the curve, its words below it. */
function plannedMark(
  { years, count }: NonNullable<Growth['planned']>,
  y: number,
  growth: Growth,
): readonly Markup[] {
  const at = x(years, growth);
  const place = { x: percent(at), y: Math.min(y + 18, top + plotHeight - 4).toFixed(1) };
  const anchor = at > wordsFit ? 'end' : 'start';
  return [
    el('circle', { class: 'planned', cx: percent(at), cy: y.toFixed(1), r: 4 }),
    el('text', { ...place, 'text-anchor': anchor }, `planned: ${formatCount(count)}`),
  ];
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
