import { type Severity, severities } from '../rules/rule.ts';

/** From which severity on a finding fails the run. */
export const failLevels = [...severities, 'never'] as const;
export type FailLevel = (typeof failLevels)[number];

interface Judged {
  readonly severity: Severity;
  readonly suppression?: { readonly expired: boolean } | undefined;
}

/** 1 when a finding at or above the level counts, otherwise 0; the format has no say in it. */
export function exitCode(findings: readonly Judged[], failOn: FailLevel): 0 | 1 {
  const level = failOn === 'never' ? -1 : severities.indexOf(failOn);
  const counts = findings.some(
    ({ severity, suppression }) =>
      severities.indexOf(severity) <= level && suppression?.expired !== false,
  );
  return counts ? 1 : 0;
}
