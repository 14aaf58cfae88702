/** The report as a document to keep, and as a comment on a pull request, for GitHub and GitLab. */
import { spellOutAll } from './escape.ts';
import {
  counts,
  fullPlaceText,
  isOpen,
  notCheckedText,
  relatedText,
  summaryText,
  suppressionText,
  worstFirst,
} from './finding-text.ts';
import type { ReportRenderer } from './index.ts';
import type { Block } from './layout.ts';
import { linesOf } from './markdown-blocks.ts';
import { type Section, fitSections, folded, longestComment } from './markdown-fit.ts';
import { sourceSection } from './markdown-sources.ts';
import { summarySection } from './markdown-summary.ts';
import { code, link, prose } from './markdown-text.ts';
import type { Report, ReportCluster, ReportFinding } from './report.ts';
import {
  clusterBlocks as changedClusterBlocks,
  networkBlocks as changedNetworkBlocks,
} from './table-changes.ts';
import { capacityBlocks, headingOf, limitBlocks } from './table-cluster.ts';
import { networkBlocks } from './table-network.ts';

export const renderMarkdown: ReportRenderer = (untrusted) => {
  const report = spellOutAll(untrusted);
  const sections = [
    titleOf(report.summary),
    ...summarySection(report),
    ...changeSection(report),
    ...capacitySection(report),
    ...findingSections(report),
    ...folded(6, 'What stops growth', linesOf(report.clusters.flatMap(limitsOf))),
    ...folded(7, 'Networks', linesOf(report.networks.flatMap((one) => networkBlocks(one)))),
    ...folded(
      5,
      `Not checked (${report.notChecked.length})`,
      report.notChecked.map((one) => `- ${prose(notCheckedText(one))}`),
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

function findingSections({ findings, changes }: Report): readonly Section[] {
  const counting = findings.filter(counts);
  const of = (severity: ReportFinding['severity']) =>
    counting.filter((finding) => finding.severity === severity);
  const groups = [
    [1, 'Errors', of('error')],
    [2, 'Warnings', of('warning')],
    [5, 'Infos', of('info')],
    [5, 'Fixed', changes?.fixed ?? []],
    [6, 'Unchanged', worstFirst(findings.filter((one) => isOpen(one) && !counts(one)))],
    [6, 'Suppressed', worstFirst(findings.filter((one) => !isOpen(one)))],
  ] as const;
  return groups.flatMap(([rank, heading, group]) =>
    folded(rank, `${heading} (${group.length})`, group.map(findingLine), rank === 1),
  );
}

/** One finding, one line, so that none is cut in two. */
function findingLine(finding: ReportFinding): string {
  const { rule, message, where, related, fix, docs } = finding;
  const suppression = suppressionText(finding);
  const page = link("Google's page", docs);
  const parts = [
    `**${code(rule)}** ${prose(message)}`,
    ...(where === null ? [] : [`at ${code(fullPlaceText(where))}`]),
    ...related.map((other) => prose(relatedText(other))),
    ...(suppression === undefined ? [] : [prose(suppression)]),
    `fix: ${prose(fix)}${page === undefined ? '' : ` (${page})`}`,
  ];
  return `- ${parts.join('<br>')}`;
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
