/** Long lists as people see them: the worst of them, and how many others there are. */
import { severities } from '../rules/rule.ts';
import { counted, formatCount } from './count.ts';
import { counts, worstFirst } from './finding-text.ts';
import type { ReportFinding } from './report.ts';

/** More than this nobody reads; formats for programs hold all of it. */
export const defaultLimit = 100;

export interface Cut<T> {
  readonly shown: readonly T[];
  readonly left: readonly T[];
}

/** At most so many, the first ones. */
export function firstOf<T>(all: readonly T[], limit = defaultLimit): Cut<T> {
  return { shown: all.slice(0, limit), left: all.slice(limit) };
}

/**
 * At most so many findings: those that count before those that do not, the worst first. Where all of
 * them are shown, they stay in their order.
 */
export function worstOf(
  findings: readonly ReportFinding[],
  limit = defaultLimit,
): Cut<ReportFinding> {
  if (findings.length <= limit) return { shown: findings, left: [] };
  const quiet = findings.filter((finding) => !counts(finding));
  return firstOf([...worstFirst(findings.filter(counts)), ...worstFirst(quiet)], limit);
}

/**
 * "and 12 more: 1 error (range-overlap 1), 11 warnings (public-range 8, vpc-mtu 3); …", nothing where
 * none are left.
 */
export function leftFindingsText(left: readonly ReportFinding[]): string | undefined {
  const kinds = severities.flatMap((severity) => {
    const kind = left.filter((finding) => finding.severity === severity);
    return kind.length === 0 ? [] : [`${counted(kind.length, severity)} (${rulesText(kind)})`];
  });
  return leftText(left.length, `more: ${kinds.join(', ')}`);
}

/** "and 12 more; -o json lists all, --limit shows more", nothing where none are left. */
export function leftText(left: number, what = 'more'): string | undefined {
  if (left === 0) return undefined;
  return `and ${formatCount(left)} ${what}; -o json lists all, --limit shows more`;
}

/** Each rule with its number, the most frequent first. */
function rulesText(findings: readonly ReportFinding[]): string {
  const numbers = new Map<string, number>();
  for (const { rule } of findings) numbers.set(rule, (numbers.get(rule) ?? 0) + 1);
  return [...numbers]
    .toSorted(([a, most], [b, more]) => more - most || (a < b ? -1 : 1))
    .map(([rule, number]) => `${rule} ${formatCount(number)}`)
    .join(', ');
}
