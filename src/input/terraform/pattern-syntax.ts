/** Reads regular expressions of RE2, the dialect of Terraform. https://github.com/google/re2/wiki/Syntax */
import { Unknown } from '../unknown.ts';
import { fail, stopAt } from './stop.ts';
import { classAt, type Matches, perlClasses, propertyAt } from './pattern-class.ts';

export type Assertion = 'start' | 'end' | 'line start' | 'line end' | 'boundary' | 'no boundary';

export type Pattern =
  | { readonly kind: 'character'; readonly matches: Matches }
  | { readonly kind: 'assertion'; readonly assertion: Assertion }
  | { readonly kind: 'sequence'; readonly items: readonly Pattern[] }
  | { readonly kind: 'choice'; readonly options: readonly Pattern[] }
  | { readonly kind: 'group'; readonly index: number; readonly of: Pattern }
  | {
      readonly kind: 'repeat';
      readonly of: Pattern;
      readonly least: number;
      readonly most: number;
      readonly greedy: boolean;
    };

export interface ParsedPattern {
  readonly pattern: Pattern;
  /** The names of the groups, `undefined` for those without one. */
  readonly groups: readonly (string | undefined)[];
}

/** `i` case aside, `m` lines, `s` a dot is also a line break, `U` lazy. */
interface Flags {
  readonly i: boolean;
  readonly m: boolean;
  readonly s: boolean;
  readonly U: boolean;
}

interface Reader {
  readonly text: string;
  at: number;
  depth: number;
  readonly groups: (string | undefined)[];
}

/** RE2's own bound. */
const mostRepetitions = 1000;
const deepestGroups = 100;

function wrongPattern(what: string): never {
  fail(`the regular expression ${what}`, 'see https://github.com/google/re2/wiki/Syntax');
}

/** `\Q…\E` is a text without any marks: each of its characters stands for itself. */
function withoutQuotes(text: string): string {
  return text.replaceAll(/\\(?:Q([^]*?)(?:\\E|$)|[^])/g, (all, quoted: string | undefined) =>
    quoted === undefined ? all : quoted.replaceAll(/[^\w]/gu, String.raw`\$&`),
  );
}

export function parsePattern(written: string): ParsedPattern {
  const text = withoutQuotes(written);
  const reader: Reader = { text, at: 0, depth: 0, groups: [] };
  const flags = { i: false, m: false, s: false, U: false };
  const pattern = parseChoice(reader, flags);
  if (reader.at < text.length) wrongPattern('has a ) too many');
  return { pattern, groups: reader.groups };
}

function parseChoice(reader: Reader, flags: Flags): Pattern {
  const options: Pattern[] = [];
  let current = flags;
  do {
    const { pattern, after } = parseSequence(reader, current);
    options.push(pattern);
    current = after;
  } while (accept(reader, '|'));
  return options.length === 1 ? options[0]! : { kind: 'choice', options };
}

/** Up to a `|` or `)`; flags that are set in it, `(?i)`, hold until the group ends. */
function parseSequence(reader: Reader, flags: Flags) {
  const items: Pattern[] = [];
  let current = flags;
  while (reader.at < reader.text.length && !/[|)]/.test(reader.text[reader.at]!)) {
    const set = matchAt(reader, /\(\?([imsU]*)(?:-([imsU]+))?\)/y);
    if (set !== undefined) current = withFlags(current, set[1], set[2]);
    else items.push(parseRepeat(reader, current));
  }
  const pattern: Pattern = { kind: 'sequence', items };
  return { pattern, after: current };
}

function withFlags(flags: Flags, on = '', off = ''): Flags {
  const set = (flag: keyof Flags) => (flags[flag] || on.includes(flag)) && !off.includes(flag);
  return { i: set('i'), m: set('m'), s: set('s'), U: set('U') };
}

function parseRepeat(reader: Reader, flags: Flags): Pattern {
  const of = parseAtom(reader, flags);
  const match = matchAt(reader, /(?:([*+?])|\{(\d+)(?:(,)(\d*))?\})(\??)/y);
  if (match === undefined) return of;
  if (/^[*+?]/.test(reader.text.slice(reader.at))) wrongPattern('repeats a repetition');
  const [least, most] = boundsOf(match);
  const limit = most === Number.POSITIVE_INFINITY ? least : most;
  if (limit > mostRepetitions || least > most) wrongPattern('repeats more often than 1000 times');
  return { kind: 'repeat', of, least, most, greedy: (match[5] === '') !== flags.U };
}

const signBounds: Readonly<Record<string, readonly [number, number]>> = {
  '*': [0, Number.POSITIVE_INFINITY],
  '+': [1, Number.POSITIVE_INFINITY],
  '?': [0, 1],
};

function boundsOf([, sign = '', least = '', comma, most = '']: RegExpExecArray) {
  const bounds = signBounds[sign];
  if (bounds !== undefined) return bounds;
  if (comma === undefined) return [Number(least), Number(least)] as const;
  return [Number(least), most === '' ? Number.POSITIVE_INFINITY : Number(most)] as const;
}

function parseAtom(reader: Reader, flags: Flags): Pattern {
  const { text, at } = reader;
  const mark = String.fromCodePoint(text.codePointAt(at) ?? 0);
  if (/[*+?]/.test(mark)) wrongPattern(`has nothing that ${mark} repeats`);
  if (mark === '(') return parseGroup(reader, flags);
  if (mark === '[') {
    const { matches, end } = classAt(text, at);
    reader.at = end;
    return character(matches, flags);
  }
  if (mark === '\\') return parseEscape(reader, flags);
  reader.at += mark.length;
  if (mark === '^') return { kind: 'assertion', assertion: flags.m ? 'line start' : 'start' };
  if (mark === '$') return { kind: 'assertion', assertion: flags.m ? 'line end' : 'end' };
  if (mark === '.') return character((code) => flags.s || code !== 10, flags);
  return literal(mark, flags);
}

function literal(mark: string, flags: Flags): Pattern {
  const wanted = mark.codePointAt(0);
  return character((code) => code === wanted, flags);
}

function character(matches: Matches, { i }: Flags): Pattern {
  if (!i) return { kind: 'character', matches };
  const inCases = (code: number) => {
    const written = String.fromCodePoint(code);
    const cases = [written, written.toLowerCase(), written.toUpperCase()];
    return cases.some((each) => matches(each.codePointAt(0) ?? 0));
  };
  return { kind: 'character', matches: inCases };
}

function parseGroup(reader: Reader, flags: Flags): Pattern {
  const start = matchAt(reader, /\((?:\?(?:P?<(\w+)>|([imsU]*)(?:-([imsU]+))?:))?/y);
  if (start === undefined || reader.text[reader.at] === '?') {
    wrongPattern('has a group of a kind that Terraform does not know');
  }
  const [opening, name, on, off] = start;
  const captures = opening === '(' || name !== undefined;
  const index = captures ? reader.groups.push(name) : 0;
  reader.depth += 1;
  if (reader.depth > deepestGroups) wrongPattern('has more than 100 groups inside each other');
  const of = parseChoice(reader, withFlags(flags, on, off));
  reader.depth -= 1;
  if (!accept(reader, ')')) wrongPattern('has a ( too many');
  return captures ? { kind: 'group', index, of } : of;
}

const assertions: Readonly<Record<string, Assertion>> = {
  A: 'start',
  z: 'end',
  b: 'boundary',
  B: 'no boundary',
};

const controls: Readonly<Record<string, string>> = {
  a: '\u0007',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

function parseEscape(reader: Reader, flags: Flags): Pattern {
  const property = propertyAt(reader.text, reader.at);
  if (property !== undefined) {
    reader.at = property.end;
    return character(property.matches, flags);
  }
  const hexadecimal = matchAt(reader, /\\x(?:([\da-fA-F]{2})|\{([\da-fA-F]{1,6})\})/y);
  if (hexadecimal !== undefined) {
    const code = Number.parseInt(hexadecimal[1] ?? hexadecimal[2] ?? '', 16);
    return character((each) => each === code, flags);
  }
  const [, mark = ''] = matchAt(reader, /\\([^])/y) ?? wrongPattern('ends in a \\');
  const assertion = assertions[mark];
  if (assertion !== undefined) return { kind: 'assertion', assertion };
  const perl = perlClasses.get(mark);
  if (perl !== undefined) return character(perl, flags);
  if (/[1-9]/.test(mark)) wrongPattern('refers to a group, which Terraform does not know');
  if (/[\dA-Za-z]/.test(mark) && !(mark in controls)) stopAt(notRead);
  return literal(controls[mark] ?? mark, flags);
}

const notRead = new Unknown('a regular expression with an escape that is not read');

function accept(reader: Reader, mark: string): boolean {
  if (reader.text[reader.at] !== mark) return false;
  reader.at += mark.length;
  return true;
}

/** What a sticky expression finds here, which is then read. */
function matchAt(reader: Reader, expression: RegExp): RegExpExecArray | undefined {
  expression.lastIndex = reader.at;
  const match = expression.exec(reader.text);
  if (match === null) return undefined;
  reader.at += match[0].length;
  return match;
}
