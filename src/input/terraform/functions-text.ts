/** https://developer.hashicorp.com/terraform/language/functions#string-functions */
import { mostParts } from './budget.ts';
import { list, of1, of1AndMore, of2, of3, text, wholeNumber } from './function.ts';
import { made } from './make.ts';
import { replacePattern } from './functions-regex.ts';
import { fail } from './stop.ts';

/** What people see as one character, however many code points it has. */
export function charactersOf(written: string): readonly string[] {
  // Printable ASCII alone needs no segmenter, which is slow.
  if (/^[ -~]*$/.test(written)) return written.split('');
  return [...new Intl.Segmenter().segment(written.normalize())].map(({ segment }) => segment);
}

type Convert = (written: string) => string;

/** A character that becomes two in the other case, such as ß, stays as it is. */
const inCase =
  (convert: Convert): Convert =>
  (written) => {
    const converted = convert(written);
    if (converted.length === written.length) return converted;
    return Array.from(written, (character) =>
      Array.from(convert(character)).length === 1 ? convert(character) : character,
    ).join('');
  };

const upper = inCase((written) => written.toUpperCase());
const lower = inCase((written) => written.toLowerCase());

/** A negative offset counts from the end, where a length of 0 is one to the end; a negative length always is. */
function substr(written: string, offset: number, length: number): string {
  const characters = charactersOf(written);
  const start = offset < 0 ? Math.max(0, characters.length + offset) : offset;
  const toEnd = length < 0 || (length === 0 && offset < 0);
  return characters.slice(start, toEnd ? undefined : start + length).join('');
}

/** Without those of the characters at its ends. */
function trim(written: string, cutset: string): string {
  const characters = Array.from(written);
  const keeps = (character: string) => !cutset.includes(character);
  const first = characters.findIndex(keeps);
  return first < 0 ? '' : characters.slice(first, characters.findLastIndex(keeps) + 1).join('');
}

/** A pattern between slashes is a regular expression. */
function replace(
  written: string,
  wanted: string,
  replacement: string,
  steps: (steps: number) => void,
) {
  if (wanted.length > 1 && wanted.startsWith('/') && wanted.endsWith('/')) {
    return replacePattern(wanted.slice(1, -1), written, replacement, steps);
  }
  const parts = written.split(wanted);
  if (wanted === '') return ['', ...Array.from(written), ''].join(replacement);
  if (parts.length * replacement.length > mostParts)
    fail('the result is too long', 'replace fewer texts');
  return parts.join(replacement);
}

export const textFunctions = {
  chomp: of1(text, (written) => written.replace(/[\r\n]+$/, '')),
  endswith: of2(text, text, (written, end) => written.endsWith(end)),
  indent: of2(wholeNumber, text, (spaces, written) => {
    if (spaces < 0 || spaces > 1000) fail('indents by no such number', 'write a number from 0');
    return written.replaceAll('\n', `\n${' '.repeat(spaces)}`);
  }),
  join: of1AndMore(text, list, (separator, lists, { at, budget }) => {
    const parts = lists.flat().map(text);
    budget.spend((separator.length * parts.length) >> 6, at);
    return parts.join(separator);
  }),
  lower: of1(text, lower),
  replace: of3(text, text, text, (written, wanted, replacement, { at, budget }) =>
    replace(written, wanted, replacement, (steps) => budget.spend(steps, at)),
  ),
  split: of2(text, text, (separator, written, { at }) =>
    made(
      written.split(separator).map((part) => made(part, at)),
      at,
      'list',
    ),
  ),
  startswith: of2(text, text, (written, start) => written.startsWith(start)),
  strcontains: of2(text, text, (written, part) => written.includes(part)),
  strrev: of1(text, (written) => charactersOf(written).toReversed().join('')),
  substr: of3(text, wholeNumber, wholeNumber, substr),
  title: of1(text, (written) =>
    written.replaceAll(/(?<![\p{L}\p{N}_])\p{Ll}/gu, (first) => upper(first)),
  ),
  trim: of2(text, text, trim),
  trimprefix: of2(text, text, (written, start) =>
    written.startsWith(start) ? written.slice(start.length) : written,
  ),
  trimspace: of1(text, (written) => written.trim()),
  trimsuffix: of2(text, text, (written, end) =>
    written.endsWith(end) ? written.slice(0, written.length - end.length) : written,
  ),
  upper: of1(text, upper),
};
