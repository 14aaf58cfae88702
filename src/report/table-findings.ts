import {
  type ReportPlace,
  counts,
  placeText,
  summaryText,
  suppressionText,
} from './finding-text.ts';
import { firstOf, leftFindingsText, leftText, worstOf } from './limit.ts';
import type { Block, Segment, Tone } from './layout.ts';
import { plain, toned } from './layout.ts';
import type { Report, ReportFinding } from './report.ts';

const severityTones: Readonly<Record<ReportFinding['severity'], Tone>> = {
  error: 'bad',
  warning: 'warn',
  info: 'plain',
};

export function findingBlocks(
  findings: readonly ReportFinding[],
  limit?: number,
  heading = 'Findings',
): readonly Block[] {
  if (findings.length === 0) return [];
  const { shown, left } = worstOf(findings, limit);
  return [
    { kind: 'heading', segments: [toned(heading, 'strong')] },
    ...shown.flatMap((finding) => blocksOf(finding)),
    ...footnote(leftFindingsText(left)),
    {
      kind: 'paragraph',
      indent: 2,
      segments: [toned('`gke-ip-planner rules <rule>` says why a rule matters', 'dim')],
    },
  ];
}

function blocksOf(finding: ReportFinding): readonly Block[] {
  const { message, fix, related } = finding;
  const tones = counts(finding)
    ? ({ severity: severityTones[finding.severity], rule: 'strong', remark: 'warn' } as const)
    : quiet;
  return [
    ...titleOf(finding, tones, suppressionText(finding)),
    indented([plain(message)]),
    ...related.map((other) => indented([plain(other.message), ...placeOf(other.where ?? null)])),
    indented([toned('fix:', 'dim'), plain(fix)]),
  ];
}

const quiet = { severity: 'dim', rule: 'dim', remark: 'dim' } as const;

/** What was found, without what to do about it, under a heading that says why it does not count. */
export function briefFindingBlocks(
  heading: string,
  findings: readonly ReportFinding[],
  limit?: number,
): readonly Block[] {
  if (findings.length === 0) return [];
  const { shown, left } = worstOf(findings, limit);
  return [
    { kind: 'heading', segments: [toned(heading, 'strong')] },
    ...shown.flatMap((finding) => briefBlocks(finding)),
    ...footnote(leftFindingsText(left)),
  ];
}

function briefBlocks(finding: ReportFinding): readonly Block[] {
  const reason = finding.suppression === undefined ? undefined : suppressionText(finding);
  return [...titleOf(finding, quiet, reason), indented([plain(finding.message)])];
}

function titleOf(
  { rule, severity, where }: ReportFinding,
  tones: Readonly<Record<'severity' | 'rule' | 'remark', Tone>>,
  remark: string | undefined,
): readonly Block[] {
  const title = [
    toned(severity.padEnd(7), tones.severity),
    toned(rule, tones.rule),
    ...placeOf(where),
  ];
  return [
    { kind: 'paragraph', indent: 2, segments: title },
    ...(remark === undefined ? [] : [indented([toned(remark, tones.remark)])]),
  ];
}

function placeOf(where: ReportPlace | null): readonly Segment[] {
  if (where === null) return [];
  const { path } = where;
  return [
    toned(placeText(where), 'dim'),
    ...(path === undefined ? [] : [toned(`(${path})`, 'dim')]),
  ];
}

export function notCheckedBlocks(
  notChecked: Report['notChecked'],
  limit?: number,
): readonly Block[] {
  if (notChecked.length === 0) return [];
  const { shown, left } = firstOf(notChecked, limit);
  return [
    { kind: 'heading', segments: [toned('Not checked', 'strong')] },
    ...shown.map(({ what, reason, where }): Block => ({
      kind: 'paragraph',
      indent: 2,
      segments: [plain(`${what}: ${reason}`), ...placeOf(where)],
    })),
    ...footnote(leftText(left.length)),
  ];
}

export function summaryBlock(summary: Report['summary']): Block {
  const tone = summary.errors > 0 ? 'bad' : summary.warnings > 0 ? 'warn' : 'good';
  return { kind: 'heading', segments: [toned(summaryText(summary), tone)] };
}

/** What is said of a list below it, where there is something to say. */
export function footnote(text: string | undefined): readonly Block[] {
  return text === undefined
    ? []
    : [{ kind: 'paragraph', indent: 2, segments: [toned(text, 'dim')] }];
}

function indented(segments: readonly Segment[]): Block {
  return { kind: 'paragraph', indent: 4, segments };
}
