import type { ReportFinding } from './report.ts';

/** Facts that follow from other things than those a finding is about, and change with them. */
const consequences: ReadonlySet<string> = new Set([
  'boundBy',
  'largestFree',
  'relation',
  'share',
  'shared',
  'sharedWith',
  'source',
]);

/**
 * What tells a finding apart from all others, in every run alike: the rule, and the clusters, networks,
 * names and ranges that it is about. Places, counts and wording do not matter; a range that was changed
 * and is still wrong is another finding, as whoever touches it has to see it. Findings of one report
 * may have the same: they are about the same things.
 */
export function identityOf({ rule, facts }: Pick<ReportFinding, 'rule' | 'facts'>): string {
  const about = Object.entries(facts)
    .filter(([key]) => !consequences.has(key))
    .flatMap(([, value]) => value)
    .filter((value) => typeof value === 'string');
  return JSON.stringify([rule, ...about.toSorted()]);
}

/** {@link identityOf} as a short text, for formats that ask for one. */
export function fingerprintOf(finding: Pick<ReportFinding, 'rule' | 'facts'>): string {
  return hash(identityOf(finding));
}

/** FNV-1a (Fowler, Noll, Vo) with 64 bits over UTF-16 code units, as 16 hexadecimal digits. */
function hash(text: string): string {
  let state = 0xcbf2_9ce4_8422_2325n;
  for (let index = 0; index < text.length; index += 1) {
    state = BigInt.asUintN(64, (state ^ BigInt(text.charCodeAt(index))) * 0x100_0000_01b3n);
  }
  return state.toString(16).padStart(16, '0');
}
