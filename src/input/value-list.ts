/**
 * Lists of values as `sweep` takes them: `32,64,110`, ranges `100..1000` and `100..1000:100` with a
 * step, and both mixed. The order is kept; a value that comes again counts once.
 */
import { quote } from '../net/cidr-error.ts';
import { type Bounds, type FlagReader, readCount } from './flag-values.ts';

/** More combinations than these, and so more values of one flag, are a slip. */
export const mostCombinations = 100_000;

/** The flag that a list stands behind, and who takes what is wrong with it. */
export interface ListOf<Flag extends string> {
  readonly flag: Flag;
  readonly refuse: FlagReader<Flag>['refuse'];
  /** What every number starts with: prefix lengths are `/14..20`, or `/14../20`. */
  readonly mark: '' | '/';
}

/** Whole numbers. */
export function readCounts<Flag extends string>(
  reader: FlagReader<Flag>,
  flag: Flag,
  bounds: Bounds,
): readonly number[] {
  const list = { flag, refuse: reader.refuse, mark: '' } as const;
  return [...new Set(reader.list(flag).flatMap((part) => readValues(part, bounds, list)))];
}

/** One part of a list: `5`, `1..5` or `1..5:2`. */
export function readValues<Flag extends string>(
  part: string,
  bounds: Bounds,
  list: ListOf<Flag>,
): readonly number[] {
  const { flag, refuse } = list;
  const [, from = part, to, stepText] = /^(.*?)\.\.([^:]*)(?::(.*))?$/s.exec(part) ?? [];
  const first = readNumber(from, bounds, list);
  if (to === undefined) return first === undefined ? [] : [first];
  const last = readNumber(to, bounds, list);
  const step = readCount(stepText, { least: 0, most: bounds.most }, flag, refuse);
  if (first === undefined || last === undefined) return [];
  if (stepText !== undefined && step === undefined) return [];
  return spread({ first, last, step: step ?? 1 }, part, list) ?? [];
}

function readNumber<Flag extends string>(
  text: string,
  bounds: Bounds,
  { flag, refuse, mark }: ListOf<Flag>,
): number | undefined {
  const [, from, to] = /^(\/?\d+)-(\/?\d+)$/.exec(text) ?? [];
  if (from !== undefined && to !== undefined) {
    return refuse(flag, `${quote(text)} is no value`, `write ${from}..${to} for a range of values`);
  }
  const digits = text.startsWith(mark) ? text.slice(mark.length) : text;
  return readCount(digits, bounds, flag, refuse);
}

interface Span {
  readonly first: number;
  readonly last: number;
  readonly step: number;
}

function spread<Flag extends string>(
  { first, last, step }: Span,
  part: string,
  { flag, refuse, mark }: ListOf<Flag>,
): readonly number[] | undefined {
  const from = `${mark}${first}`;
  const to = `${mark}${last}`;
  if (step === 0) return refuse(flag, `${quote(part)} has a step of 0`, `write ${from}..${to}`);
  if (last < first) {
    const ofStep = step === 1 ? '' : `:${step}`;
    return refuse(flag, `${quote(part)} goes down`, `write ${to}..${from}${ofStep}`);
  }
  const count = Math.floor((last - first) / step) + 1;
  if (count > mostCombinations) {
    const wider = Math.ceil((last - first + 1) / mostCombinations);
    const fix = `take larger steps, such as ${from}..${to}:${wider}`;
    return refuse(flag, `${quote(part)} has ${count} values`, fix);
  }
  return Array.from({ length: count }, (_, index) => first + index * step);
}
