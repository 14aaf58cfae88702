import { type Judged, counts } from '../report/finding-text.ts';
import { type Severity, severities } from '../rules/rule.ts';

/** From which severity on a finding fails the run. */
export const failLevels = [...severities, 'never'] as const;
export type FailLevel = (typeof failLevels)[number];

/** 1 when a finding at or above the level counts, otherwise 0; the format has no say in it. */
export function exitCode(
  findings: readonly (Judged & { readonly severity: Severity })[],
  failOn: FailLevel,
): 0 | 1 {
  const level = failOn === 'never' ? -1 : severities.indexOf(failOn);
  const failing = findings.some(
    (finding) => severities.indexOf(finding.severity) <= level && counts(finding),
  );
  return failing ? 1 : 0;
}
