/** What the formats share of findings and places: words, order, and which files they are in. */
import { defined } from '../defined.ts';
import { formatLocation } from '../errors.ts';
import { severities } from '../rules/rule.ts';
import { counted, formatCount } from './count.ts';
import type { Report, ReportFinding } from './report.ts';

export type ReportPlace = NonNullable<ReportFinding['where']>;

/** What decides whether a finding counts. */
export interface Judged {
  readonly suppression?: { readonly expired: boolean } | undefined;
  readonly baseline?: ReportFinding['baseline'];
}

/** Nobody accepts it, or no longer. */
export function isOpen({ suppression }: Judged): boolean {
  return suppression === undefined || suppression.expired;
}

/** Whether a finding can fail a run: it is open, and it was not there before. */
export function counts(finding: Judged): boolean {
  return isOpen(finding) && finding.baseline !== 'unchanged';
}

/** Errors first; findings of one severity stay in their order. */
export function worstFirst(findings: readonly ReportFinding[]): readonly ReportFinding[] {
  return findings.toSorted(
    (a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity),
  );
}

/**
 * "suppressed until 2027-06-30: isolated lab", or that it was there before; nothing where it counts as
 * any other.
 */
export function suppressionText({ suppression, baseline }: ReportFinding): string | undefined {
  if (suppression === undefined)
    return baseline === 'unchanged' ? 'was there before: it does not count' : undefined;
  const { reason, until, expired } = suppression;
  const day = until === undefined ? '' : ` ${expired ? 'on' : 'until'} ${until}`;
  return `${expired ? 'suppression expired' : 'suppressed'}${day}: ${reason}`;
}

/**
 * "1 error, 2 warnings, 0 infos; 1 suppressed, 3 not checked, 4 overlapping pairs"; against an earlier
 * report "new: 1 error, 0 warnings, 0 infos; 5 unchanged, 2 fixed".
 */
export function summaryText(summary: Report['summary']): string {
  const { errors, warnings, infos, suppressed, notChecked, overlappingPairs } = summary;
  const { unchanged, fixed } = summary;
  const found = [counted(errors, 'error'), counted(warnings, 'warning'), counted(infos, 'info')];
  const beside = [
    ...(unchanged === undefined ? [] : [`${formatCount(unchanged)} unchanged`]),
    ...(fixed === undefined ? [] : [`${formatCount(fixed)} fixed`]),
    ...(suppressed === 0 ? [] : [`${formatCount(suppressed)} suppressed`]),
    ...(notChecked === 0 ? [] : [`${formatCount(notChecked)} not checked`]),
    ...(overlappingPairs === 0 ? [] : [counted(overlappingPairs, 'overlapping pair')]),
  ];
  const start = unchanged === undefined ? '' : 'new: ';
  return start + found.join(', ') + (beside.length === 0 ? '' : `; ${beside.join(', ')}`);
}

/** `prod.yaml:21:17`, without the route of keys. */
export function placeText({ file, line, column }: ReportPlace): string {
  return formatLocation({ file, ...defined({ line, column }) });
}

/** `prod.yaml:21:17 (networks[0].name)`, or as much as is known. */
export function fullPlaceText(where: ReportPlace): string {
  return where.path === undefined ? placeText(where) : `${placeText(where)} (${where.path})`;
}

/** What a finding says of another place. */
export function relatedText({ message, where }: ReportFinding['related'][number]): string {
  return where === undefined ? message : `${message}: ${fullPlaceText(where)}`;
}

/** "google_container_cluster.dev: its Pod range is known after apply: main.tf:12:3" */
export function notCheckedText({ what, reason, where }: Report['notChecked'][number]): string {
  return relatedText({ message: `${what}: ${reason}`, ...defined({ where: where ?? undefined }) });
}

/**
 * The file as CI systems write paths: with slashes and without a leading `./`. Nothing for the
 * command line and the standard input, which no repository holds.
 */
export function fileOf(where: ReportPlace | null | undefined): string | undefined {
  if (where === null || where === undefined) return undefined;
  if (where.file === 'command line' || where.file === '-') return undefined;
  return where.file.replaceAll('\\', '/').replace(/^(?:\.\/+)+/, '');
}

/** A text as a sentence of its own. */
export function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

export const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
