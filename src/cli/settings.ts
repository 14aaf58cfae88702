import { isDate } from '../input/date.ts';
import { defined } from '../defined.ts';
import type { Problem } from '../errors.ts';
import { type Bounds, type FlagValues, flagReader } from '../input/flag-values.ts';
import { nearest } from '../input/nearest.ts';
import { quote } from '../net/cidr-error.ts';
import type { Flag } from './catalogue.ts';
import { type FailLevel, failLevels } from './exit-code.ts';

/** Percent of a range that may be asked to stay free. */
const headroom: Bounds = { least: 0, most: 99 };

/** How a run judges, as far as its flags say. */
export interface Settings {
  readonly failOn: FailLevel | undefined;
  readonly minHeadroom: number | undefined;
  /** Ids as given; whether there are such rules {@link unknownRules} says. */
  readonly ignored: readonly string[];
  /** `YYYY-MM-DD`. */
  readonly today: string | undefined;
  readonly config: string | undefined;
  readonly existing: readonly string[];
}

export function readSettings(values: FlagValues<Flag>, problems: Problem[]): Settings {
  const reader = flagReader(values, problems);
  const today = reader.text('today');
  if (today !== undefined && !isDate(today)) {
    reader.refuse('today', `${quote(today)} is no date`, 'write it as 2027-06-30');
  }
  return {
    failOn: reader.choice('fail-on', failLevels),
    minHeadroom: reader.count('min-headroom', headroom),
    ignored: reader.list('ignore'),
    today,
    config: reader.text('config'),
    existing: reader.list('existing'),
  };
}

/** What a user names that is no rule: a problem each, with the nearest id. */
export function unknownRules(
  named: readonly { readonly rule: string; readonly where?: Problem['where'] | undefined }[],
  known: readonly string[],
): readonly Problem[] {
  return named
    .filter(({ rule }) => !known.includes(rule))
    .map(({ rule, where }) => ({
      what: `${quote(rule)} is no rule`,
      fix: nearestRule(rule, known),
      ...defined({ where }),
    }));
}

function nearestRule(rule: string, known: readonly string[]): string {
  const meant = nearest(rule, known);
  const list = 'gke-ip-planner rules lists them';
  return meant === undefined ? list : `write ${meant} (${list})`;
}
