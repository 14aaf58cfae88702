/** The report as a document to keep, and as a comment on a pull request, for GitHub and GitLab. */
import { spellOutAll } from './escape.ts';
import { summaryText } from './finding-text.ts';
import type { ReportRenderer } from './index.ts';
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

export const renderMarkdown: ReportRenderer = (untrusted, { limit }) => {
  const report = spellOutAll(untrusted);
  const sections = [
    titleOf(report.summary),
    ...summarySection(report),
    ...changeSection(report),
    ...capacitySection(report),
    ...findingSections(report, limit),
    ...folded(6, 'What stops growth', linesOf(report.clusters.flatMap(limitsOf))),
    ...folded(7, 'Networks', linesOf(report.networks.flatMap((one) => networkBlocks(one)))),
    ...folded(
      5,
      `Not checked (${report.notChecked.length})`,
      notCheckedLines(report.notChecked, limit),
    ),
    ...folded(8, 'Assumptions', report.clusters.flatMap(assumptionLines)),
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

function capacitySection({ clusters, changes }: Report): readonly Section[] {
  const lines = linesOf(clusters.flatMap((cluster) => capacityBlocks(cluster, false)));
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

function assumptionLines({ name, assumptions }: ReportCluster): readonly string[] {
  return assumptions.map(
    ({ what, value, why }) => `- ${code(name)} ${prose(`${what}: ${value} (${why})`)}`,
  );
}
