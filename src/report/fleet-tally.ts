import { counts } from './finding-text.ts';
import type { ReportFinding } from './report.ts';

/** How many findings count, by severity. */
export interface Tally {
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
}

export const noFindings: Tally = { errors: 0, warnings: 0, infos: 0 };

const plural = { error: 'errors', warning: 'warnings', info: 'infos' } as const;

/** The tally of each position in the report that findings concern; one that concerns several is in each. */
export function talliesOf(
  findings: readonly ReportFinding[],
  key: 'clusters' | 'networks',
): ReadonlyMap<number, Tally> {
  const tallies = new Map<number, Tally>();
  for (const finding of findings) {
    if (!counts(finding)) continue;
    const kind = plural[finding.severity];
    for (const position of new Set(finding[key])) {
      const before = tallies.get(position) ?? noFindings;
      tallies.set(position, { ...before, [kind]: before[kind] + 1 });
    }
  }
  return tallies;
}
