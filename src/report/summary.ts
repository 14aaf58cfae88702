import { counts, isOpen } from './finding-text.ts';
import type { Report, ReportFinding } from './report.ts';

/** How many findings count, and how many are suppressed. */
export function countFindings(
  findings: readonly ReportFinding[],
): Pick<Report['summary'], 'errors' | 'warnings' | 'infos' | 'suppressed'> {
  const counting = (severity: ReportFinding['severity']) =>
    findings.filter((finding) => finding.severity === severity && counts(finding)).length;
  return {
    errors: counting('error'),
    warnings: counting('warning'),
    infos: counting('info'),
    suppressed: findings.filter((finding) => !isOpen(finding)).length,
  };
}

/** A report that was saved before anybody ignored these rules: their findings do not count any more. */
export function ignoring(report: Report, rules: readonly string[]): Report {
  const suppression = { reason: 'ignored with --ignore', expired: false };
  const findings = report.findings.map((finding) =>
    isOpen(finding) && rules.includes(finding.rule) ? { ...finding, suppression } : finding,
  );
  return { ...report, findings, summary: { ...report.summary, ...countFindings(findings) } };
}
