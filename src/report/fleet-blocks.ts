/** Many clusters as one table, in the place of a page for each; and the sums of their networks. */
import { counted, formatCount } from './count.ts';
import {
  type FleetColumn,
  clusterColumns,
  compactClusters,
  compactNetworks,
  networkColumns,
  widthOfAll,
} from './fleet-columns.ts';
import type { FleetNetwork } from './fleet-networks.ts';
import { type FleetCluster, type FleetOrder, fleetOf } from './fleet.ts';
import type { Style } from './index.ts';
import { type Block, plain, toned } from './layout.ts';
import { firstOf, leftText } from './limit.ts';
import type { Report, ReportCluster, ReportNetwork } from './report.ts';
import { footnote } from './table-findings.ts';

/** The pages of that many clusters are still read from top to bottom, about 30 lines each. */
const mostPages = 5;

/** Whether a report is about so many of them that a table says more than a page for each. */
export function isMany(things: readonly (ReportCluster | ReportNetwork)[]): boolean {
  return things.length > mostPages;
}

type FleetStyle = Pick<Style, 'sort' | 'limit' | 'width'>;

/** All clusters, the worst first. */
export function clusterTable(
  report: Report,
  { sort = 'headroom', limit, width = Infinity }: FleetStyle,
): readonly Block[] {
  const { clusters, networks } = report;
  const { shown, left } = firstOf(fleetOf(report, sort).clusters, limit);
  const growing = shown.some(({ fullAfterYears }) => fullAfterYears !== null);
  const compact = width < widthOfAll(growing);
  const count = `${counted(clusters.length, 'cluster')} in ${counted(networks.length, 'network')}`;
  return [
    heading(count, orderWords[sort]),
    gridOf(compact ? compactClusters : clusterColumns(growing), shown),
    ...hiddenClusters(left, sort),
    legend(compact),
    ...unlistedPairs(report),
  ];
}

/** The sums of all networks, in the order of their first clusters in the table of clusters. */
export function networkTable(
  report: Report,
  { sort, limit, width = Infinity }: FleetStyle,
): readonly Block[] {
  const { shown, left } = firstOf(fleetOf(report, sort).networks, limit);
  return [
    heading('Networks'),
    gridOf(width < widthOfAll(false) ? compactNetworks : networkColumns, shown),
    ...hidden(left, 'network'),
    ...boundsLegend(shown),
  ];
}

const orderWords: Readonly<Record<FleetOrder, string>> = {
  headroom: 'least headroom first',
  nodes: 'most nodes first',
  findings: 'most errors first',
  name: 'by name',
  network: 'by network',
};

function heading(text: string, remark?: string): Block {
  const segments = [toned(text, 'strong')];
  return {
    kind: 'heading',
    segments: remark === undefined ? segments : [...segments, toned(`(${remark})`, 'dim')],
  };
}

function gridOf<Row>(columns: readonly FleetColumn<Row>[], rows: readonly Row[]): Block {
  return { kind: 'grid', columns, rows: rows.map((row) => columns.map(({ cell }) => cell(row))) };
}

function note(text: string): Block {
  return { kind: 'paragraph', indent: 2, segments: [toned(text, 'dim')] };
}

/** What is not shown must not hide what is wrong with it. */
function hiddenClusters(left: readonly FleetCluster[], sort: FleetOrder): readonly Block[] {
  const withErrors = left.filter(({ findings }) => findings.errors > 0).length;
  const hint = sort === 'findings' ? '' : ' (--sort findings begins with them)';
  const about = withErrors === 0 ? '' : `, ${formatCount(withErrors)} with errors${hint}`;
  return hidden(left, 'cluster', about);
}

function hidden(left: readonly unknown[], noun: string, about = ''): readonly Block[] {
  return footnote(leftText(left.length, `more ${noun}${left.length === 1 ? '' : 's'}${about}`));
}

function legend(compact: boolean): Block {
  const short = compact ? '; E/W/I: errors, warnings, infos' : '';
  return note(`Nodes: planned at the peak; Left: headroom as a share of the limit${short}`);
}

/** What a table of clusters leaves out, for formats that have it nowhere else. */
export const whereDetailsAre: Block = note(
  '-o json and -o html hold the ranges and limits of each cluster',
);

/** Pairs that are only counted: nobody knows here which clusters have them. */
function unlistedPairs({ findings, summary }: Report): readonly Block[] {
  const all = summary.overlappingPairs;
  const listed = findings.filter(({ rule }) => rule === 'range-overlap').length;
  if (listed >= all) return [];
  const which = listed === 1 ? 'the worst alone is' : `the worst ${formatCount(listed)} are`;
  return [note(`of ${formatCount(all)} overlapping pairs ${which} among the errors`)];
}

function boundsLegend(networks: readonly FleetNetwork[]): readonly Block[] {
  const bounds = networks.flatMap(({ nodes, limit, pods }) => [nodes, limit, pods]);
  const has = (bound: 'least' | 'most') => bounds.some((sum) => sum?.bound === bound);
  return [
    ...(has('least') ? [note('≥: more, as some clusters do not say theirs')] : []),
    ...(has('most') ? [note('≤: less, as clusters share a range that each is counted with')] : []),
  ];
}

/** What numbers of many clusters rest on: each assumption once, those of most clusters first. */
export function fleetAssumptions(
  { clusters }: Pick<Report, 'clusters'>,
  { limit }: FleetStyle,
): readonly Block[] {
  const counts = new Map<string, number>();
  for (const { assumptions } of clusters)
    for (const text of new Set(assumptions.map(assumptionText)))
      counts.set(text, (counts.get(text) ?? 0) + 1);
  if (counts.size === 0) return [];
  const sorted = [...counts].toSorted(([, a], [, b]) => b - a);
  const { shown, left } = firstOf(sorted, limit);
  return [
    heading('Assumed, as nothing says otherwise'),
    ...shown.map(([text, count]): Block => ({
      kind: 'paragraph',
      indent: 2,
      segments: [plain(text), toned(countText(count, clusters.length), 'dim')],
    })),
    ...hidden(left, 'assumption'),
  ];
}

function assumptionText({ what, value, why }: ReportCluster['assumptions'][number]): string {
  return `${what}: ${value} (${why})`;
}

function countText(count: number, all: number): string {
  return count === all ? 'in all clusters' : `in ${counted(count, 'cluster')}`;
}
