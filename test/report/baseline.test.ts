import { describe, expect, it } from 'vitest';
import { against } from '../../src/report/baseline.ts';
import type { Report, ReportFinding } from '../../src/report/report.ts';
import { emptyReport } from './samples.ts';

const page = 'https://cloud.google.com/kubernetes-engine/docs/concepts/alias-ips';

function finding(cluster: string, more: Partial<ReportFinding> = {}): ReportFinding {
  return {
    rule: 'pod-range-exhausted',
    severity: 'error',
    message: `the Pod range of ${cluster} is too small`,
    fix: 'use a wider one',
    docs: page,
    where: { file: 'a.yaml', line: 3 },
    related: [],
    facts: { cluster, needed: 100 },
    ...more,
  };
}

const accepted = { suppression: { reason: 'a lab', expired: false } };
const expired = { suppression: { reason: 'a lab', until: '2026-01-01', expired: true } };

function report(...findings: readonly ReportFinding[]): Report {
  return { ...emptyReport, findings: [...findings] };
}

/** State of each finding of the later report. */
const statesOf = (earlier: Report, later: Report) =>
  against(earlier, later).report.findings.map(({ baseline }) => baseline);

describe('a finding against an earlier report', () => {
  it('is unchanged where it was there, whatever its line, words and counts are now', () => {
    const now = finding('prod', {
      message: 'it lacks 12 addresses',
      where: { file: 'b.yaml', line: 99 },
      facts: { cluster: 'prod', needed: 112 },
    });
    expect(statesOf(report(finding('prod')), report(now))).toEqual(['unchanged']);
  });

  it('is new about another cluster, of another rule, or with another severity', () => {
    const others = [
      finding('dev'),
      finding('prod', { rule: 'node-range-exhausted' }),
      finding('prod', { severity: 'warning' }),
    ];
    expect(statesOf(report(finding('prod')), report(...others))).toEqual(['new', 'new', 'new']);
  });

  it('is new as often as it was not there', () => {
    const twice = report(finding('prod', { message: 'other words' }), finding('prod'));
    expect(statesOf(report(finding('prod')), twice)).toEqual(['new', 'unchanged']);
  });

  it('is new where it was suppressed and is not any more', () => {
    expect(statesOf(report(finding('prod', accepted)), report(finding('prod', expired)))).toEqual([
      'new',
    ]);
  });

  it('is unchanged and no less suppressed where it is suppressed now', () => {
    const { report: marked, fixed } = against(
      report(finding('prod')),
      report(finding('prod', accepted), finding('dev', accepted)),
    );
    expect(marked.findings).toEqual([
      finding('prod', { ...accepted, baseline: 'unchanged' }),
      finding('dev', { ...accepted, baseline: 'new' }),
    ]);
    expect(fixed).toEqual([]);
  });

  it('is fixed where it is gone', () => {
    const earlier = report(finding('a'), finding('b', accepted), finding('c'), finding('d'));
    expect(against(earlier, report(finding('c'))).fixed).toEqual([finding('a'), finding('d')]);
  });
});

describe('the summary against an earlier report', () => {
  it('counts what is new, and beside it what is unchanged, fixed and suppressed', () => {
    const earlier = report(finding('a'), finding('b'), finding('c'));
    const later = report(
      finding('b'),
      finding('c'),
      finding('d'),
      finding('e', { severity: 'info' }),
      finding('f', accepted),
    );
    expect(against(earlier, later).report.summary).toEqual({
      errors: 1,
      warnings: 0,
      infos: 1,
      suppressed: 1,
      notChecked: 0,
      overlappingPairs: 0,
      unchanged: 2,
      fixed: 1,
    });
  });

  it('says so where there are more overlapping pairs than a report lists', () => {
    const many: Report = {
      ...emptyReport,
      summary: { ...emptyReport.summary, overlappingPairs: 101 },
    };
    for (const [earlier, later] of [
      [many, emptyReport],
      [emptyReport, many],
    ] as const) {
      const { notChecked, summary } = against(earlier, later).report;
      expect(notChecked).toMatchObject([{ what: 'which overlapping pairs are new' }]);
      expect(summary.notChecked).toBe(1);
    }
  });
});
