/** https://developer.hashicorp.com/terraform/language/functions/format */
import { isUnknown } from '../unknown.ts';
import { boolOf, formatNumber, isPrimitive, numberOf, textOf, wholeNumberOf } from './convert.ts';
import { any, type Call, of1AndMore, text } from './function.ts';
import { jsonOf } from './functions-encoding.ts';
import { charactersOf } from './functions-text.ts';
import { made } from './make.ts';
import { fail, stopAt } from './stop.ts';
import { isList, type Value } from './value.ts';

/** `%`, flags, width, precision, number of the argument, verb. */
const directive = /%([-+ #0]*)(\d*)(?:\.(\d*))?(?:\[(\d+)\])?([^])?/g;

interface Directive {
  readonly flags: string;
  readonly width: number;
  readonly precision: number | undefined;
  readonly verb: string;
}

const widest = 1000;

const wholeIn = (base: number) => (value: Value) => signed(wholeNumberOf(value).toString(base));

type Format = (value: Value, directive: Directive) => string;

const verbs: Readonly<Record<string, Format>> = {
  b: wholeIn(2),
  d: wholeIn(10),
  e: (value, { precision = 6 }) => exponential(numberOf(value), precision),
  E: (value, { precision = 6 }) => exponential(numberOf(value), precision).toUpperCase(),
  f: (value, { precision = 6 }) => numberOf(value).toFixed(Math.min(100, precision)),
  F: (value, { precision = 6 }) => numberOf(value).toFixed(Math.min(100, precision)),
  g: (value, { precision }) => shortest(numberOf(value), precision),
  G: (value, { precision }) => shortest(numberOf(value), precision).toUpperCase(),
  o: wholeIn(8),
  q: (value) => JSON.stringify(textOf(value)),
  s: (value, { precision }) =>
    precision === undefined
      ? textOf(value)
      : charactersOf(textOf(value)).slice(0, precision).join(''),
  t: (value) => String(boolOf(value)),
  v: plain,
  x: wholeIn(16),
  X: (value) => wholeIn(16)(value).toUpperCase(),
};

const numeric = /[bdeEfFgGoxX]/;

/** A number in the base of a verb has no `-0`. */
function signed(digits: string): string {
  return digits === '-0' ? '0' : digits;
}

/** Go writes two digits of exponent at least. */
function exponential(number: number, precision?: number): string {
  return number
    .toExponential(precision === undefined ? undefined : Math.min(100, precision))
    .replace(/e([+-])(\d)$/, 'e$10$2');
}

/** Like `%e` for exponents below -4 or from the precision on, 21 without one; else like `%f`. */
function shortest(number: number, precision?: number): string {
  const digits = precision === undefined ? undefined : Math.min(100, Math.max(1, precision));
  const value = digits === undefined ? number : Number(number.toPrecision(digits));
  const exponent = value === 0 ? 0 : Math.floor(Math.log10(Math.abs(value)));
  return exponent < -4 || exponent >= (digits ?? 21) ? exponential(value) : formatNumber(value);
}

function plain(value: Value, { flags }: Directive): string {
  const { content } = value;
  if (isUnknown(content)) stopAt(content);
  if (typeof content === 'number') return shortest(content);
  return isPrimitive(content) && !flags.includes('#') ? textOf(value) : jsonOf(value);
}

function format(template: string, args: readonly Value[]): string {
  let [next, most] = [0, 0];
  const result = template.replaceAll(
    directive,
    (
      _,
      flags: string,
      width: string,
      precision: string | undefined,
      place: string | undefined,
      verb = '',
    ) => {
      if (verb === '%') return '%';
      next = place === undefined ? next + 1 : Number(place);
      most = Math.max(most, next);
      const value = args[next - 1];
      if (value === undefined)
        fail('has fewer values than places for them', 'give it a value for each');
      return formatOne(value, {
        flags,
        width: Number(width),
        precision: precision === undefined ? undefined : Number(precision),
        verb,
      });
    },
  );
  if (most < args.length) fail('has more values than places for them', 'write a %s for each');
  return result;
}

function formatOne(value: Value, wanted: Directive): string {
  const { flags, width, verb } = wanted;
  const convert =
    verbs[verb] ?? fail('has a % that formats nothing', 'write %% for a percent sign');
  if (width > widest) fail('is wider than 1000 characters', 'write a smaller width');
  const written = convert(value, wanted);
  const sign = /[+ ]/.exec(flags)?.[0];
  const positive = numeric.test(verb) && !written.startsWith('-') && sign !== undefined;
  return verb === 't' ? written : padded(positive ? sign + written : written, wanted);
}

function padded(written: string, { flags, width }: Directive): string {
  if (width === 0) return written;
  const missing = Math.max(0, width - charactersOf(written).length);
  if (flags.includes('-')) return written + ' '.repeat(missing);
  if (!flags.includes('0')) return ' '.repeat(missing) + written;
  return written.replace(/^[+ -]?/, (sign) => sign + '0'.repeat(missing));
}

/** Once for each item of the lists, which are as long as each other; other values are the same each time. */
function formatList(template: string, args: readonly Value[], { at, budget }: Call): Value {
  const unknown = args.map(({ content }) => content).find(isUnknown);
  if (unknown !== undefined) stopAt(unknown);
  const lists = args.flatMap(({ content }) => (isList(content) ? [content] : []));
  const length = lists[0]?.length ?? 1;
  if (lists.some((items) => items.length !== length)) {
    fail('its lists are of different lengths', 'give it lists of one length');
  }
  budget.spend(length, at);
  const rows = Array.from({ length }, (_, row) =>
    args.map((value) => (isList(value.content) ? value.content[row]! : value)),
  );
  return made(
    rows.map((row) => made(format(template, row), at)),
    at,
    'list',
  );
}

export const formatFunctions = {
  format: of1AndMore(text, any, format),
  formatlist: of1AndMore(text, any, formatList),
};
