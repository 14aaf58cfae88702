/**
 * Workflow commands of GitHub Actions, which become annotations at the lines of a pull request:
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
import { counted, formatCount } from './count.ts';
import { spellOutAll } from './escape.ts';
import {
  counts,
  fileOf,
  fullPlaceText,
  notCheckedText,
  relatedText,
  sentence,
  suppressionText,
  summaryText,
  worstFirst,
} from './finding-text.ts';
import type { ReportRenderer } from './index.ts';
import type { Report, ReportFinding } from './report.ts';

type Severity = ReportFinding['severity'];

const commands: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'notice',
};

/**
 * Annotations of one kind that a step shows; what comes after them is left out without a word:
 * https://github.com/actions/toolkit/blob/main/docs/problem-matchers.md
 */
const shownOfOneKind = 10;

/** What was not checked stands in one notice; more of it than this is only counted. */
const namedNotChecked = 5;

export const renderGithub: ReportRenderer = (untrusted) => {
  const report = spellOutAll(untrusted);
  const findings = worstFirst(report.findings.filter(counts));
  const notChecked = report.notChecked.length === 0 ? [] : [notCheckedNotice(report.notChecked)];
  const shown = (['error', 'warning', 'info'] as const).flatMap((severity) => {
    const all = findings.filter((finding) => finding.severity === severity);
    return all.slice(0, roomFor(severity, findings, notChecked.length));
  });
  const left = findings.filter((finding) => !shown.includes(finding));
  const lines = [
    ...shown.map((finding) => annotationOf(finding)),
    ...notChecked,
    ...(left.length === 0 ? [] : [leftNotice(left)]),
    `gke-ip-planner: ${summaryText(report.summary)}`,
  ];
  return `${lines.join('\n')}\n`;
};

/** Infos are notices and give way to the notices about the report itself. */
function roomFor(severity: Severity, findings: readonly ReportFinding[], notices: number): number {
  if (severity !== 'info') return shownOfOneKind;
  const numberOf = (kind: Severity) => findings.filter((one) => one.severity === kind).length;
  const room = shownOfOneKind - notices;
  const complete =
    numberOf('error') <= shownOfOneKind &&
    numberOf('warning') <= shownOfOneKind &&
    numberOf('info') <= room;
  return complete ? room : room - 1;
}

function annotationOf(finding: ReportFinding): string {
  const { rule, severity, message, related, fix, docs, where } = finding;
  const suppression = suppressionText(finding);
  const inFile = fileOf(where) !== undefined && where?.line !== undefined;
  const lines = [
    message,
    ...related.map((other) => relatedText(other)),
    ...(where === null || inFile ? [] : [`at ${fullPlaceText(where)}`]),
    ...(suppression === undefined ? [] : [suppression]),
    `fix: ${fix}`,
    docs,
  ];
  return command(commands[severity], { ...placeOf(where), title: rule }, lines);
}

function placeOf(where: ReportFinding['where']): Readonly<Record<string, string>> {
  const file = fileOf(where);
  if (file === undefined) return {};
  const { line, column } = where ?? {};
  return {
    file,
    ...(line === undefined ? {} : { line: String(line) }),
    ...(line === undefined || column === undefined ? {} : { col: String(column) }),
  };
}

function notCheckedNotice(notChecked: Report['notChecked']): string {
  const named = notChecked.slice(0, namedNotChecked).map((one) => notCheckedText(one));
  const more = notChecked.length - named.length;
  return command('notice', { title: `${formatCount(notChecked.length)} not checked` }, [
    ...named,
    ...(more === 0 ? [] : [`and ${formatCount(more)} more`]),
  ]);
}

function leftNotice(left: readonly ReportFinding[]): string {
  const parts = (['error', 'warning', 'info'] as const).flatMap((severity) => {
    const number = left.filter((finding) => finding.severity === severity).length;
    return number === 0 ? [] : [counted(number, severity)];
  });
  return command('notice', { title: 'More findings than GitHub shows' }, [
    sentence(`${parts.join(', ')} more`),
    'The formats json and sarif hold all of them.',
  ]);
}

/** Whatever the texts say, this is one command: what would end it or start another is escaped. */
function command(
  name: string,
  properties: Readonly<Record<string, string>>,
  lines: readonly string[],
): string {
  const pairs = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(value)}`);
  return `::${name} ${pairs.join(',')}::${escapeData(lines.join('\n'))}`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
