/** From a history of clusters to their growth. */
import { defined } from '../defined.ts';
import type { Problem } from '../errors.ts';
import type { ClusterSpec, Growth, Network, NotChecked } from '../gke/cluster.ts';
import { dayNumber, daysPerYear } from '../gke/calendar.ts';
import { type Counted, type Trend, trendOf } from '../gke/forecast.ts';
import { placeOfFlag } from './flag-values.ts';
import { bounds } from './flags.ts';
import { groupBy } from './group-by.ts';
import type { HistoryEntry } from './history.ts';

export interface GrownNetworks {
  readonly networks: readonly Network[];
  readonly notChecked: readonly NotChecked[];
  readonly problems: readonly Problem[];
}

/** Every cluster that grows counts its years from this day. */
export function startingOn(networks: readonly Network[], from: string): readonly Network[] {
  return withClusters(networks, (cluster) =>
    cluster.growth === undefined ? cluster : { ...cluster, growth: { ...cluster.growth, from } },
  );
}

/**
 * Clusters with the growth that their history shows, in the place of any other; the years up to which
 * to plan stay. `from` is the day that the years count from, by default the last one of the history.
 */
export function growByHistory(
  networks: readonly Network[],
  entries: readonly HistoryEntry[],
  from: string | undefined,
): GrownNetworks {
  const problems: Problem[] = [];
  const notChecked: NotChecked[] = [];
  const told = entriesOf(networks, entries, { problems, notChecked });
  const grown = withClusters(networks, (cluster) => {
    const own = told.get(cluster);
    return own === undefined ? cluster : (grownCluster(cluster, own, from, problems) ?? cluster);
  });
  return { networks: grown, notChecked, problems };
}

function withClusters(
  networks: readonly Network[],
  change: (cluster: ClusterSpec) => ClusterSpec,
): readonly Network[] {
  return networks.map((network) => ({ ...network, clusters: network.clusters.map(change) }));
}

interface Home {
  readonly cluster: ClusterSpec;
  readonly network: string;
}

/** What concerns each cluster. */
function entriesOf(
  networks: readonly Network[],
  entries: readonly HistoryEntry[],
  said: { readonly problems: Problem[]; readonly notChecked: NotChecked[] },
): ReadonlyMap<ClusterSpec, readonly HistoryEntry[]> {
  const homes = networks.flatMap(({ name, clusters }) =>
    clusters.map((cluster): Home => ({ cluster, network: name })),
  );
  const told = new Map<ClusterSpec, HistoryEntry[]>();
  const groups = groupBy(entries, ({ cluster, network, where }) =>
    JSON.stringify([cluster, cluster === undefined ? where.file : network]),
  );
  for (const group of groups.values()) {
    const [first] = group;
    if (first === undefined) continue;
    const [home, ...others] = homesOf(homes, first);
    if (home === undefined) said.notChecked.push(unknownCluster(first));
    else if (others.length > 0) said.problems.push(ambiguous(first, [home, ...others]));
    else told.set(home.cluster, [...(told.get(home.cluster) ?? []), ...group]);
  }
  if (told.size === 0 && said.problems.length === 0) {
    const what = 'none of its clusters is in the input';
    const names = homes.map(({ cluster }) => cluster.name).join(', ');
    const fix =
      homes.length === 0
        ? 'describe the cluster, at least with --name <text>'
        : `the input has ${names}`;
    said.problems.push({ what, fix, where: placeOfFlag('history') });
  }
  return told;
}

/** A name that only one cluster has is enough, whatever the network is called. */
function homesOf(homes: readonly Home[], { cluster, network }: HistoryEntry): readonly Home[] {
  const named = homes.filter((home) => cluster === undefined || home.cluster.name === cluster);
  if (named.length < 2 || network === undefined) return named;
  return named.filter((home) => home.network === network);
}

function unknownCluster({ cluster, where }: HistoryEntry): NotChecked {
  const reason = 'the input has no such cluster';
  return { what: cluster === undefined ? 'history' : `history of ${cluster}`, reason, where };
}

function ambiguous({ cluster, where }: HistoryEntry, homes: readonly Home[]): Problem {
  if (cluster !== undefined) {
    const fix = `add a column called network with ${homes.map((home) => home.network).join(', ')}`;
    return { what: `the input has ${homes.length} clusters called ${cluster}`, fix, where };
  }
  const names = homes.map((home) => home.cluster.name).join(', ');
  const what = `is the history of one cluster, the input has ${homes.length}: ${names}`;
  return { what, fix: 'add a column called cluster', where };
}

function grownCluster(
  cluster: ClusterSpec,
  entries: readonly HistoryEntry[],
  from: string | undefined,
  problems: Problem[],
): ClusterSpec | undefined {
  const before = problems.length;
  for (const problem of repeatedDays(entries)) problems.push(problem);
  const nodes = trendOf(entries.map(({ date, nodes: count }) => ({ date, count })));
  const services = trendOf(servicesIn(entries));
  if (nodes === undefined) problems.push(tooFewDays(cluster, entries));
  problems.push(...tooFast(entries, nodes, services), ...tooEarly(from, nodes));
  if (nodes === undefined || problems.length > before) return undefined;
  return describe(cluster, nodes, services, from);
}

function servicesIn(entries: readonly HistoryEntry[]): readonly Counted[] {
  return entries.flatMap(({ date, services: count }) =>
    count === undefined ? [] : [{ date, count }],
  );
}

function describe(
  cluster: ClusterSpec,
  nodes: Trend,
  services: Trend | undefined,
  given: string | undefined,
): ClusterSpec {
  const from = given ?? nodes.last.date;
  const [pool, ...morePools] = cluster.nodePools;
  const lonely = pool !== undefined && morePools.length === 0 && pool.nodes === undefined;
  const today = defined({
    nodes: lonely ? countOn(from, nodes) : undefined,
    services:
      services === undefined || cluster.services !== undefined
        ? undefined
        : countOn(from, services),
  });
  const growth: Growth = {
    percent: nodes.percent,
    ...(services === undefined ? {} : { servicesPercent: services.percent }),
    years: cluster.growth?.years ?? 0,
    from,
    history: { nodes, ...defined({ services }), fromLastDay: given === undefined, today },
  };
  return {
    ...cluster,
    ...defined({ services: today.services ?? cluster.services }),
    ...(lonely ? { nodePools: [{ ...pool, ...defined({ nodes: today.nodes }) }] } : {}),
    growth,
    places: { ...cluster.places, growth: placeOfFlag('history') },
  };
}

/** The last count of a history, grown up to a later day. */
function countOn(day: string, { last, percent }: Trend): number {
  const years = (dayNumber(day) - dayNumber(last.date)) / daysPerYear;
  return percent <= 0 ? last.count : Math.ceil(last.count * (1 + percent / 100) ** years);
}

function repeatedDays(entries: readonly HistoryEntry[]): readonly Problem[] {
  const days = groupBy(entries, ({ date }) => date);
  return [...days].flatMap(([date, [, ...more]]) =>
    more.map(({ where }) => ({
      what: `${date} is counted a second time`,
      fix: 'keep one count for each day, such as the highest',
      where,
    })),
  );
}

function tooFewDays({ name }: ClusterSpec, [first]: readonly HistoryEntry[]): Problem {
  const what = `a growth shows in two days at least, the history of ${name} has one`;
  const fix = 'add a count of another day, or give --growth <percent>';
  return { what, fix, ...defined({ where: first?.where }) };
}

function tooFast(
  [first]: readonly HistoryEntry[],
  ...trends: readonly (Trend | undefined)[]
): readonly Problem[] {
  const { most } = bounds.percent;
  return trends.flatMap((trend) => {
    if (trend === undefined || trend.percent <= most) return [];
    const what = `the counts from ${trend.first.date} to ${trend.last.date} grow by more than ${most} % a year`;
    const fix = 'give a longer history, or --growth <percent>';
    return [{ what, fix, ...defined({ where: first?.where }) }];
  });
}

function tooEarly(from: string | undefined, nodes: Trend | undefined): readonly Problem[] {
  if (from === undefined || nodes === undefined) return [];
  if (dayNumber(from) >= dayNumber(nodes.last.date)) return [];
  const what = `${from} is before ${nodes.last.date}, the last day of the history`;
  return [{ what, fix: 'give that day or a later one', where: placeOfFlag('from') }];
}
