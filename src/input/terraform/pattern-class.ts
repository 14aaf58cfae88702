/** Classes of characters in regular expressions: `[a-z]`, `\d`, `\pL`, `[[:alpha:]]`. */
import { Unknown } from '../unknown.ts';
import { fail, stopAt } from './stop.ts';

/** Whether a code point is in the class. */
export type Matches = (code: number) => boolean;

const oneOf =
  (expression: RegExp): Matches =>
  (code) =>
    expression.test(String.fromCodePoint(code));

const not =
  (matches: Matches): Matches =>
  (code) =>
    !matches(code);

const digit = oneOf(/[0-9]/);
export const isWord = oneOf(/[0-9A-Za-z_]/);
const space = oneOf(/[\t\n\f\r ]/);

/** RE2's are of ASCII alone. */
export const perlClasses: ReadonlyMap<string, Matches> = new Map([
  ['d', digit],
  ['D', not(digit)],
  ['w', isWord],
  ['W', not(isWord)],
  ['s', space],
  ['S', not(space)],
]);

const posixClasses: ReadonlyMap<string, Matches> = new Map([
  ['alnum', oneOf(/[0-9A-Za-z]/)],
  ['alpha', oneOf(/[A-Za-z]/)],
  ['ascii', (code) => code < 128],
  ['blank', oneOf(/[\t ]/)],
  ['cntrl', (code) => code < 32 || code === 127],
  ['digit', digit],
  ['graph', oneOf(/[!-~]/)],
  ['lower', oneOf(/[a-z]/)],
  ['print', oneOf(/[ -~]/)],
  ['punct', oneOf(/[!-/:-@[-`{-~]/)],
  ['space', oneOf(/[\t\n\v\f\r ]/)],
  ['upper', oneOf(/[A-Z]/)],
  ['word', isWord],
  ['xdigit', oneOf(/[0-9A-Fa-f]/)],
]);

interface Found {
  readonly matches: Matches;
  /** The offset behind it. */
  readonly end: number;
}

/** `\pL` or `\p{Greek}`, where one stands at the offset. */
export function propertyAt(text: string, at: number): Found | undefined {
  const match = matchAt(/\\([pP])(?:([A-Z])|\{(\^?)(\w+)\})/y, text, at);
  if (match === undefined) return undefined;
  const [all, sign, letter, caret = '', name = letter] = match;
  const matches = propertyOf(name ?? '');
  const negated = (sign === 'P') !== (caret === '^');
  return { matches: negated ? not(matches) : matches, end: at + all.length };
}

function propertyOf(name: string): Matches {
  for (const property of [name, `Script=${name}`]) {
    try {
      return oneOf(new RegExp(`\\p{${property}}`, 'u'));
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
  }
  return stopAt(new Unknown('a regular expression with a class that is not known'));
}

/** A class in brackets, which begins at the offset. */
export function classAt(text: string, start: number): Found {
  const negated = text[start + 1] === '^';
  const parts: Matches[] = [];
  let at = start + (negated ? 2 : 1);
  const first = at;
  while (text[at] !== ']' || at === first) {
    if (at >= text.length) wrong('has a [ too many');
    const { matches, end } = namedAt(text, at) ?? rangeAt(text, at);
    parts.push(matches);
    at = end;
  }
  const any: Matches = (code) => parts.some((matches) => matches(code));
  return { matches: negated ? not(any) : any, end: at + 1 };
}

function namedAt(text: string, at: number): Found | undefined {
  const posix = matchAt(/\[:(\^?)(\w+):\]/y, text, at);
  if (posix !== undefined) {
    const [all, caret, name = ''] = posix;
    const matches =
      posixClasses.get(name) ?? wrong('has a class of characters that does not exist');
    return { matches: caret === '^' ? not(matches) : matches, end: at + all.length };
  }
  const perl = text[at] === '\\' ? perlClasses.get(text[at + 1] ?? '') : undefined;
  return perl === undefined ? propertyAt(text, at) : { matches: perl, end: at + 2 };
}

/** `a` or `a-z` */
function rangeAt(text: string, at: number): Found {
  const from = characterAt(text, at);
  if (text[from.end] !== '-' || text[from.end + 1] === ']' || from.end + 1 >= text.length) {
    return { matches: (code) => code === from.code, end: from.end };
  }
  const to = characterAt(text, from.end + 1);
  if (to.code < from.code) wrong('has a range that ends before it begins');
  return { matches: (code) => code >= from.code && code <= to.code, end: to.end };
}

const controls: ReadonlyMap<string, string> = new Map([
  ['a', '\u0007'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
]);

/** The character itself, or what an escape stands for. */
function characterAt(text: string, at: number): { readonly code: number; readonly end: number } {
  const code = text.codePointAt(at) ?? 0;
  if (code !== 92) return { code, end: at + String.fromCodePoint(code).length };
  const hexadecimal = matchAt(/\\x(?:([\da-fA-F]{2})|\{([\da-fA-F]{1,6})\})/y, text, at);
  if (hexadecimal !== undefined) {
    const digits = hexadecimal[1] ?? hexadecimal[2] ?? '';
    return { code: Number.parseInt(digits, 16), end: at + hexadecimal[0].length };
  }
  const mark = text[at + 1] ?? wrong('ends in a \\');
  const control = controls.get(mark);
  if (control === undefined && /[\dA-Za-z]/.test(mark)) {
    stopAt(new Unknown('a regular expression with an escape that is not read'));
  }
  return { code: (control ?? mark).codePointAt(0) ?? 0, end: at + 2 };
}

function matchAt(expression: RegExp, text: string, at: number): RegExpExecArray | undefined {
  expression.lastIndex = at;
  return expression.exec(text) ?? undefined;
}

function wrong(what: string): never {
  fail(`the regular expression ${what}`, 'see https://github.com/google/re2/wiki/Syntax');
}
