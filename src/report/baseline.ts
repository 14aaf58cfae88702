/** Findings against those of an earlier report: which are new, which are known, which are gone. */
import { isOpen } from './finding-text.ts';
import { identityOf } from './fingerprint.ts';
import { type Pair, pairUp } from './pair-up.ts';
import type { Report, ReportFinding } from './report.ts';
import { countFindings } from './summary.ts';

export interface Compared {
  /** The later report, with what is new and what is unchanged marked; only what is new counts. */
  readonly report: Report;
  /** Findings of the earlier report that are gone, as they were. */
  readonly fixed: readonly ReportFinding[];
}

/**
 * Findings are the same when they are about the same things with the same severity. One that was
 * suppressed before and is not any more is new: nobody accepts it now.
 */
export function against(earlier: Report, later: Report): Compared {
  const pairs = pairOpen(earlier.findings, later.findings);
  const gone = withoutPartner(pairs);
  const accepted = pairUp(
    [...gone, ...earlier.findings.filter((finding) => !isOpen(finding))],
    later.findings.filter((finding) => !isOpen(finding)),
    [keyOf],
  );
  const both = [...pairs, ...accepted].filter(({ before }) => before !== undefined);
  const known = new Set(both.map(({ after }) => after));
  const findings = later.findings.map((finding) => ({
    ...finding,
    baseline: known.has(finding) ? ('unchanged' as const) : ('new' as const),
  }));
  const fixed = withoutPartner(accepted).filter((finding) => isOpen(finding));
  return { report: marked(earlier, later, findings, fixed.length), fixed };
}

function pairOpen(before: readonly ReportFinding[], after: readonly ReportFinding[]) {
  const open = [before, after].map((findings) => findings.filter((finding) => isOpen(finding)));
  const [openBefore = [], openAfter = []] = open;
  return pairUp(openBefore, openAfter, [
    (finding) => JSON.stringify([keyOf(finding), finding.message]),
    keyOf,
  ]);
}

/** What is in the earlier report only. */
function withoutPartner(pairs: readonly Pair<ReportFinding>[]): readonly ReportFinding[] {
  return pairs.flatMap(({ before, after }) =>
    before !== undefined && after === undefined ? [before] : [],
  );
}

const keyOf = (finding: ReportFinding) => `${finding.severity} ${identityOf(finding)}`;

function marked(
  earlier: Report,
  later: Report,
  findings: readonly (ReportFinding & { readonly baseline: 'new' | 'unchanged' })[],
  fixed: number,
): Report {
  const notChecked = [...later.notChecked, ...unlisted(earlier, later)];
  const unchanged = findings.filter(
    (finding) => finding.baseline === 'unchanged' && isOpen(finding),
  ).length;
  return {
    ...later,
    findings: [...findings],
    notChecked,
    summary: {
      ...later.summary,
      ...countFindings(findings),
      notChecked: notChecked.length,
      unchanged,
      fixed,
    },
  };
}

/** Reports name the first of many overlapping pairs only; of the others only the number is known. */
function unlisted(...reports: readonly Report[]): Report['notChecked'] {
  const complete = reports.every(
    ({ findings, summary }) =>
      findings.filter(({ rule }) => rule === 'range-overlap').length >= summary.overlappingPairs,
  );
  if (complete) return [];
  return [
    {
      what: 'which overlapping pairs are new',
      reason: 'there are more of them than a report lists, so only their number can be compared',
      where: null,
    },
  ];
}
