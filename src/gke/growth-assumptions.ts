/** What a forecast from a history rests on, in words. */
import type { ClusterSpec } from './cluster.ts';
import type { Trend } from './forecast.ts';

interface GrowthAssumption {
  readonly what: string;
  readonly value: string;
  readonly why: string;
}

/** Nothing where somebody says how fast the demand grows. */
export function growthAssumptions(spec: ClusterSpec): readonly GrowthAssumption[] {
  const { history, from } = spec.growth ?? {};
  if (history === undefined) return [];
  const { nodes, services, fromLastDay, today } = history;
  return [
    rate('nodes', nodes),
    ...(spec.services === undefined ? [] : [rateOfServices(services, nodes)]),
    ...(today.nodes === undefined ? [] : [countToday('nodes', today.nodes, nodes)]),
    ...(today.services === undefined || services === undefined
      ? []
      : [countToday('Services', today.services, services)]),
    ...(fromLastDay && from !== undefined
      ? [{ what: 'years count from', value: from, why: 'the last day of the history' }]
      : []),
  ];
}

function rateOfServices(services: Trend | undefined, nodes: Trend): GrowthAssumption {
  if (services !== undefined) return rate('Services', services);
  return { what: 'growth of the Services', value: percentText(nodes), why: 'that of the nodes' };
}

const percentText = ({ percent }: Trend): string => `${percent} % a year`;

function rate(resource: string, trend: Trend): GrowthAssumption {
  const { first, last, counts, fit } = trend;
  const why =
    fit === undefined
      ? `compound growth from ${first.count} on ${first.date} to ${last.count} on ${last.date}`
      : `line of least squares through the logarithms of ${counts} counts, ${first.date} to ${last.date}; R² ${fit.toFixed(2)}`;
  return { what: `growth of the ${resource}`, value: percentText(trend), why };
}

function countToday(what: string, count: number, { last }: Trend): GrowthAssumption {
  const why =
    count === last.count
      ? `the last count of the history, on ${last.date}`
      : `the last count of the history, ${last.count} on ${last.date}, grown since`;
  return { what, value: String(count), why };
}
