import { defined } from '../defined.ts';
import { formatLocation } from '../errors.ts';
import { counted } from './count.ts';
import type { Block, Segment, Tone } from './layout.ts';
import { plain, toned } from './layout.ts';
import type { Report, ReportFinding } from './report.ts';

const severityTones: Readonly<Record<ReportFinding['severity'], Tone>> = {
  error: 'bad',
  warning: 'warn',
  info: 'plain',
};

type ReportPlace = NonNullable<ReportFinding['where']>;

export function findingBlocks(findings: readonly ReportFinding[]): readonly Block[] {
  if (findings.length === 0) return [];
  return [
    { kind: 'heading', segments: [toned('Findings', 'strong')] },
    ...findings.flatMap((finding) => blocksOf(finding)),
    {
      kind: 'paragraph',
      indent: 2,
      segments: [toned('`gke-ip-planner rules <rule>` says why a rule matters', 'dim')],
    },
  ];
}

function blocksOf(finding: ReportFinding): readonly Block[] {
  const { rule, severity, message, fix, where, related } = finding;
  const counts = finding.suppression === undefined || finding.suppression.expired;
  const title = [
    toned(severity.padEnd(7), counts ? severityTones[severity] : 'dim'),
    toned(rule, counts ? 'strong' : 'dim'),
    ...placeOf(where),
  ];
  return [
    { kind: 'paragraph', indent: 2, segments: title },
    ...suppressionOf(finding).map((text) => indented([toned(text, counts ? 'warn' : 'dim')])),
    indented([plain(message)]),
    ...related.map((other) => indented([plain(other.message), ...placeOf(other.where ?? null)])),
    indented([toned('fix:', 'dim'), plain(fix)]),
  ];
}

function suppressionOf({ suppression }: ReportFinding): readonly string[] {
  if (suppression === undefined) return [];
  const { reason, until, expired } = suppression;
  const day = until === undefined ? '' : ` ${expired ? 'on' : 'until'} ${until}`;
  return [`${expired ? 'suppression expired' : 'suppressed'}${day}: ${reason}`];
}

function placeOf(where: ReportPlace | null): readonly Segment[] {
  if (where === null) return [];
  const { file, line, column, path } = where;
  const place = formatLocation({
    file,
    ...defined({ line, column }),
  });
  return [toned(place, 'dim'), ...(path === undefined ? [] : [toned(`(${path})`, 'dim')])];
}

export function notCheckedBlocks(notChecked: Report['notChecked']): readonly Block[] {
  if (notChecked.length === 0) return [];
  return [
    { kind: 'heading', segments: [toned('Not checked', 'strong')] },
    ...notChecked.map(({ what, reason, where }): Block => ({
      kind: 'paragraph',
      indent: 2,
      segments: [plain(`${what}: ${reason}`), ...placeOf(where)],
    })),
  ];
}

/** "1 error, 2 warnings, 0 infos; 1 suppressed, 3 not checked, 4 overlapping pairs" */
export function summaryBlock(summary: Report['summary']): Block {
  const { errors, warnings, infos, suppressed, notChecked, overlappingPairs } = summary;
  const found = [counted(errors, 'error'), counted(warnings, 'warning'), counted(infos, 'info')];
  const beside = [
    ...(suppressed === 0 ? [] : [`${suppressed} suppressed`]),
    ...(notChecked === 0 ? [] : [`${notChecked} not checked`]),
    ...(overlappingPairs === 0 ? [] : [counted(overlappingPairs, 'overlapping pair')]),
  ];
  const text = found.join(', ') + (beside.length === 0 ? '' : `; ${beside.join(', ')}`);
  const tone = errors > 0 ? 'bad' : warnings > 0 ? 'warn' : 'good';
  return { kind: 'heading', segments: [toned(text, tone)] };
}

function indented(segments: readonly Segment[]): Block {
  return { kind: 'paragraph', indent: 4, segments };
}
