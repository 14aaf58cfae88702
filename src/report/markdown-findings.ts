/** Findings as lines of Markdown, and what was not checked. */
import {
  counts,
  fullPlaceText,
  isOpen,
  notCheckedText,
  relatedText,
  suppressionText,
} from './finding-text.ts';
import { type Cut, firstOf, leftFindingsText, leftText, worstOf } from './limit.ts';
import { type Section, folded } from './markdown-fit.ts';
import { code, link, prose } from './markdown-text.ts';
import type { Report, ReportFinding } from './report.ts';

type Findings = Cut<ReportFinding>;

/** Each severity, then what does not count; those that count have one limit together. */
export function findingSections(
  { findings, changes }: Report,
  limit: number | undefined,
): readonly Section[] {
  const counting = worstOf(findings.filter(counts), limit);
  const worst = (some: readonly ReportFinding[]) => worstOf(some, limit);
  const groups = [
    [1, 'Errors', only('error', counting)],
    [2, 'Warnings', only('warning', counting)],
    [5, 'Infos', only('info', counting)],
    [5, 'Fixed', worst(changes?.fixed ?? [])],
    [6, 'Unchanged', worst(findings.filter((one) => isOpen(one) && !counts(one)))],
    [6, 'Suppressed', worst(findings.filter((one) => !isOpen(one)))],
  ] as const;
  return groups.flatMap(([rank, heading, { shown, left }]) =>
    folded(
      rank,
      `${heading} (${shown.length + left.length})`,
      [...shown.map(findingLine), ...leftLines(leftFindingsText(left))],
      rank === 1,
    ),
  );
}

function only(severity: ReportFinding['severity'], { shown, left }: Findings): Findings {
  const isOf = (finding: ReportFinding) => finding.severity === severity;
  return { shown: shown.filter(isOf), left: left.filter(isOf) };
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

export function notCheckedLines(
  notChecked: Report['notChecked'],
  limit: number | undefined,
): readonly string[] {
  const { shown, left } = firstOf(notChecked, limit);
  return [
    ...shown.map((one) => `- ${prose(notCheckedText(one))}`),
    ...leftLines(leftText(left.length)),
  ];
}

function leftLines(text: string | undefined): readonly string[] {
  return text === undefined ? [] : [`- ${prose(text)}`];
}
