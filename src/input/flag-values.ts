import type { Problem, SourceLocation } from '../errors.ts';
import { CidrError, quote } from '../net/cidr-error.ts';
import { type Cidr, parseCidr } from '../net/cidr.ts';

/**
 * What stands behind each flag on the command line, by the flag's name without dashes and in the order
 * given. A switch that is on holds an empty list; a flag that was not given is absent.
 */
export type FlagValues<Flag extends string> = Readonly<Partial<Record<Flag, readonly string[]>>>;

/** The smallest and largest whole number that makes sense. */
export interface Bounds {
  readonly least: number;
  readonly most: number;
}

/** Where a flag stands, for messages: the command line has no lines. */
export function placeOfFlag(flag: string): SourceLocation {
  return { file: 'command line', path: `--${flag}` };
}

/**
 * Reads flags by the kind of value they take. What is wrong goes to `problems`, and the value is then
 * absent, so that one run names the faults of all flags.
 */
export interface FlagReader<Flag extends string> {
  readonly has: (flag: Flag) => boolean;
  readonly text: (flag: Flag) => string | undefined;
  readonly count: (flag: Flag, bounds: Bounds) => number | undefined;
  readonly choice: <Choice extends string>(
    flag: Flag,
    choices: readonly Choice[],
  ) => Choice | undefined;
  /** The values of a repeated flag as they are: a comma is part of them. */
  readonly each: (flag: Flag) => readonly string[];
  /** The values of a flag that takes several, comma-separated or repeated. */
  readonly list: (flag: Flag) => readonly string[];
  readonly cidr: (flag: Flag, text: string) => Cidr | undefined;
  readonly refuse: (flag: Flag, what: string, fix: string) => undefined;
}

export function flagReader<Flag extends string>(
  values: FlagValues<Flag>,
  problems: Problem[],
): FlagReader<Flag> {
  const refuse = (flag: Flag, what: string, fix: string): undefined => {
    problems.push({ what, fix, where: placeOfFlag(flag) });
  };
  const text = (flag: Flag) => readSingle(values[flag], flag, refuse);
  return {
    has: (flag) => values[flag] !== undefined,
    text,
    count: (flag, bounds) => readCount(text(flag), bounds, flag, refuse),
    choice: (flag, choices) => readChoice(text(flag), choices, flag, refuse),
    each: (flag) => values[flag] ?? [],
    list: (flag) => readList(values[flag], flag, refuse),
    cidr: (flag, block) => readCidr(block, flag, refuse),
    refuse,
  };
}

type Refuse<Flag extends string> = FlagReader<Flag>['refuse'];

function readSingle<Flag extends string>(
  given: readonly string[] | undefined,
  flag: Flag,
  refuse: Refuse<Flag>,
): string | undefined {
  const [value, ...more] = given ?? [];
  if (value === undefined) return undefined;
  if (more.length > 0) return refuse(flag, `given ${more.length + 1} times`, 'give it once');
  if (value.trim() === '') return refuse(flag, 'has no value', 'write a value, or leave it out');
  return value;
}

function readList<Flag extends string>(
  given: readonly string[] | undefined,
  flag: Flag,
  refuse: Refuse<Flag>,
): readonly string[] {
  const parts = (given ?? []).flatMap((value) => value.split(',')).map((part) => part.trim());
  if (parts.includes('')) refuse(flag, 'has an empty value', 'write values separated by one comma');
  return parts.filter((part) => part !== '');
}

/** A whole number in digits. */
export function readCount<Flag extends string>(
  value: string | undefined,
  { least, most }: Bounds,
  flag: Flag,
  refuse: Refuse<Flag>,
): number | undefined {
  if (value === undefined) return undefined;
  if (!/^\d+$/.test(value)) {
    return refuse(flag, `${quote(value)} is not a whole number`, digitsFor(value));
  }
  const count = Number(value);
  if (count < least || count > most) {
    const fix = `write a number from ${least} to ${most}`;
    return refuse(flag, `${quote(value)} is out of range`, fix);
  }
  if (String(count) === value) return count;
  return refuse(flag, `${quote(value)} has leading zeros`, `write ${count}`);
}

/** What was probably meant: `1,000`, `1_000` and `1 000` are 1000. */
function digitsFor(value: string): string {
  const separated = /^\d{1,3}(?:([,_ '])\d{3})(?:\1\d{3})*$/.test(value);
  return `write digits only, such as ${separated ? value.replaceAll(/\D/g, '') : '100'}`;
}

function readChoice<Flag extends string, Choice extends string>(
  value: string | undefined,
  choices: readonly Choice[],
  flag: Flag,
  refuse: Refuse<Flag>,
): Choice | undefined {
  if (value === undefined) return undefined;
  const chosen = choices.find((choice) => choice === value);
  return chosen ?? refuse(flag, `${quote(value)} is unknown`, `write one of ${choices.join(', ')}`);
}

function readCidr<Flag extends string>(
  text: string,
  flag: Flag,
  refuse: Refuse<Flag>,
): Cidr | undefined {
  try {
    return parseCidr(text);
  } catch (error) {
    if (error instanceof CidrError) return refuse(flag, error.message, error.fix);
    throw error;
  }
}
