/** Many clusters beside each other: what each holds and has left, and the sums of their networks. */
import { compareText } from '../gke/compare-text.ts';
import { type FleetNetwork, type Home, homesOf, networksOf, repeated } from './fleet-networks.ts';
import { type Tally, noFindings, talliesOf } from './fleet-tally.ts';
import type { Report, ReportCluster } from './report.ts';

/** By what a fleet is sorted, the default first. */
export const fleetOrders = ['headroom', 'nodes', 'findings', 'name', 'network'] as const;
export type FleetOrder = (typeof fleetOrders)[number];

export interface FleetCluster extends Home {
  /** With the location where another cluster of the network has the same name. */
  readonly name: string;
  /** Planned at the peak; null where unknown, as all below. */
  readonly nodes: number | null;
  readonly limit: number | null;
  readonly stoppedBy: string | null;
  /** Nodes below the limit; negative where the planned ones do not fit. */
  readonly headroom: number | null;
  /** Headroom as a fraction of the limit; -Infinity where there is room for no node at all. */
  readonly left: number | null;
  /** When the limit is passed at the planned growth. */
  readonly fullAfterYears: number | null;
  /** The range that is used most, of whatever role. */
  readonly fullest: { readonly role: string; readonly utilization: number } | null;
  readonly findings: Tally;
}

export interface Fleet {
  readonly clusters: readonly FleetCluster[];
  /** In the order of their first clusters; those without clusters come last. */
  readonly networks: readonly FleetNetwork[];
}

export function fleetOf(report: Report, order: FleetOrder = 'headroom'): Fleet {
  const tallies = talliesOf(report.findings, 'clusters');
  const homes = homesOf(report);
  const ambiguous = repeated(report.clusters.map(identityOf));
  const clusters = report.clusters
    .map((cluster, index) => ({
      ...holdingsOf(cluster),
      name: nameOf(cluster, ambiguous.has(identityOf(cluster))),
      ...(homes[index] ?? { network: cluster.network, home: undefined }),
      findings: tallies.get(index) ?? noFindings,
    }))
    .toSorted(comparisons[order]);
  const inOrder = clusters.map(({ home }) => home);
  return { clusters, networks: networksOf(report, homes, inOrder) };
}

function identityOf({ name, network, networkProject = '' }: ReportCluster): string {
  return JSON.stringify([networkProject, network, name]);
}

function nameOf({ name, location }: ReportCluster, ambiguous: boolean): string {
  return ambiguous && location !== undefined ? `${name} (${location})` : name;
}

function holdingsOf({
  demand,
  capacity,
  ranges,
  growthLimits,
}: ReportCluster): Omit<FleetCluster, 'name' | 'findings' | keyof Home> {
  const { peakNodes: nodes } = demand;
  const { nodes: limit } = capacity;
  const headroom = nodes === null || limit === null ? null : limit - nodes;
  const stop = growthLimits.find(({ binding, resource }) => binding && resource === 'nodes');
  const used = ranges.flatMap(({ role, utilization }) =>
    utilization === null ? [] : [{ role, utilization }],
  );
  return {
    nodes,
    limit,
    stoppedBy: capacity.boundBy.nodes,
    headroom,
    left: headroom === null || limit === null ? null : fraction(headroom, limit),
    fullAfterYears: stop?.fullAfterYears ?? null,
    fullest: used.toSorted((a, b) => b.utilization - a.utilization)[0] ?? null,
  };
}

function fraction(headroom: number, limit: number): number {
  if (limit > 0) return headroom / limit;
  return headroom < 0 ? -Infinity : 0;
}

type Compare = (a: FleetCluster, b: FleetCluster) => number;

/** By the first that tells two apart. What is still alike stays in the order of the report. */
const by =
  (...all: readonly Compare[]): Compare =>
  (a, b) =>
    all.reduce((found, compare) => found || compare(a, b), 0);

/** Unknown ones last. */
const ascending =
  (valueOf: (cluster: FleetCluster) => number | null): Compare =>
  (a, b) => {
    const [first, second] = [valueOf(a), valueOf(b)];
    if (first === second) return 0;
    if (first === null) return 1;
    return second === null || first < second ? -1 : 1;
  };

const byName: Compare = by(
  (a, b) => compareText(a.name, b.name),
  (a, b) => compareText(a.network, b.network),
);
const byFindings: Compare = by(
  ascending(({ findings }) => -findings.errors),
  ascending(({ findings }) => -findings.warnings),
  ascending(({ findings }) => -findings.infos),
);
const byHeadroom: Compare = by(
  ascending(({ left }) => left),
  ascending(({ headroom }) => headroom),
);

/** The worst first: the least headroom by its share of the limit, the most nodes, the most errors. */
const comparisons: Readonly<Record<FleetOrder, Compare>> = {
  headroom: by(byHeadroom, byFindings, byName),
  nodes: by(
    ascending(({ nodes }) => (nodes === null ? null : -nodes)),
    byHeadroom,
    byFindings,
    byName,
  ),
  findings: by(byFindings, byHeadroom, byName),
  name: byName,
  network: by((a, b) => compareText(a.network, b.network), byHeadroom, byFindings, byName),
};
