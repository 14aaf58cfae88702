/** The report as a document to keep, and as a comment on a pull request, for GitHub and GitLab. */
import { defined } from '../defined.ts';
import { spellOutAll } from './escape.ts';
import { summaryText } from './finding-text.ts';
import {
  clusterTable,
  fleetAssumptions,
  isMany,
  networkTable,
  whereDetailsAre,
} from './fleet-blocks.ts';
import type { ReportRenderer, Style } from './index.ts';
import type { Block } from './layout.ts';
import { linesOf } from './markdown-blocks.ts';
import { findingSections, notCheckedLines } from './markdown-findings.ts';
import { type Section, fitSections, folded, longestComment } from './markdown-fit.ts';
import { sourceSection } from './markdown-sources.ts';
import { summarySection } from './markdown-summary.ts';
import { code, prose } from './markdown-text.ts';
import type { Report, ReportCluster } from './report.ts';
import {
  clusterBlocks as changedClusterBlocks,
  networkBlocks as changedNetworkBlocks,
} from './table-changes.ts';
import { capacityBlocks, headingOf, limitBlocks } from './table-cluster.ts';
import { networkBlocks } from './table-network.ts';

/** A comment is as wide as it likes, whatever the terminal. */
type FleetStyle = Pick<Style, 'sort' | 'limit'>;

export const renderMarkdown: ReportRenderer = (untrusted, { sort, limit }) => {
  const report = spellOutAll(untrusted);
  const style: FleetStyle = defined({ sort, limit });
  const sections = [
    titleOf(report.summary),
    ...summarySection(report),
    ...changeSection(report),
    ...capacitySection(report, style),
    ...findingSections(report, limit),
    ...detailSections(report, style),
    ...folded(
      5,
      `Not checked (${report.notChecked.length})`,
      notCheckedLines(report.notChecked, limit),
    ),
    ...folded(8, 'Assumptions', assumptionLines(report, style)),
    ...sourceSection(report),
  ];
  return fitSections(sections, longestComment);
};

function titleOf(summary: Report['summary']): Section {
  const mark = summary.errors > 0 ? '❌' : summary.warnings > 0 ? '⚠️' : '✅';
  return {
    rank: 0,
    start: [`## ${mark} GKE IP ranges: ${summaryText(summary)}`, ''],
    lines: [],
    end: [],
  };
}

function capacitySection(report: Report, style: FleetStyle): readonly Section[] {
  const { clusters, changes } = report;
  const lines = linesOf(
    isMany(clusters)
      ? [...clusterTable(report, style), whereDetailsAre, ...networkTable(report, style)]
      : clusters.flatMap((cluster) => capacityBlocks(cluster, false)),
  );
  if (changes !== undefined) return folded(4, 'Capacity after the change', lines);
  return lines.length === 0 ? [] : [{ rank: 4, start: [], lines, end: [] }];
}

function changeSection({ changes }: Report): readonly Section[] {
  if (changes === undefined) return [];
  const blocks = [
    ...changes.clusters.flatMap((one) => changedClusterBlocks(one)),
    ...changes.networks.flatMap((one) => changedNetworkBlocks(one)),
  ];
  return [{ rank: 3, start: [], lines: linesOf(blocks), end: [] }];
}

function limitsOf(cluster: ReportCluster): readonly Block[] {
  const blocks = limitBlocks(cluster);
  return blocks.length === 0 ? [] : [headingOf(cluster), ...blocks];
}

/** What the tables of many clusters sum up is left out. */
function detailSections(report: Report, style: FleetStyle): readonly Section[] {
  const { clusters, networks } = report;
  if (isMany(clusters)) return [];
  const space = isMany(networks)
    ? networkTable(report, style).slice(1)
    : networks.flatMap((network) => networkBlocks(network));
  return [
    ...folded(6, 'What stops growth', linesOf(clusters.flatMap(limitsOf))),
    ...folded(7, 'Networks', linesOf(space)),
  ];
}

function assumptionLines(report: Report, style: FleetStyle): readonly string[] {
  if (isMany(report.clusters)) return linesOf(fleetAssumptions(report, style).slice(1));
  return report.clusters.flatMap(({ name, assumptions }) =>
    assumptions.map(
      ({ what, value, why }) => `- ${code(name)} ${prose(`${what}: ${value} (${why})`)}`,
    ),
  );
}
