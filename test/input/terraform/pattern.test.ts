import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { replacePattern } from '../../../src/input/terraform/functions-regex.ts';
import { compile, matchFrom } from '../../../src/input/terraform/pattern.ts';
import { Stop } from '../../../src/input/terraform/stop.ts';

const free = () => undefined;

function firstMatch(pattern: string, text: string): string | undefined {
  const characters = Array.from(text);
  const codes = characters.map((character) => character.codePointAt(0) ?? 0);
  const slots = matchFrom(compile(pattern), codes, 0, free);
  return slots && characters.slice(slots[0], slots[1]).join('');
}

function groups(pattern: string, text: string): readonly (string | undefined)[] {
  const codes = Array.from(text, (character) => character.codePointAt(0) ?? 0);
  const program = compile(pattern);
  const slots = matchFrom(program, codes, 0, free) ?? [];
  return program.groups.map((_, index) => {
    const [start, end] = [slots[2 * index + 2], slots[2 * index + 3]];
    return start === undefined ? undefined : text.slice(start, end);
  });
}

describe('the dialect of RE2', () => {
  it.each<readonly [string, string, string | undefined]>([
    ['abc', 'xabcx', 'abc'],
    ['a|ab', 'ab', 'a'],
    ['(a|ab)(c|bcd)', 'abcd', 'abcd'],
    ['a*?b', 'aab', 'aab'],
    ['a{2,3}', 'aaaa', 'aaa'],
    ['a{2,3}?', 'aaaa', 'aa'],
    ['a{2}', 'a', undefined],
    ['a{,2}', 'a{,2}', 'a{,2}'],
    ['(?U)a+', 'aaa', 'a'],
    ['(?i)ABC', 'xabc', 'abc'],
    ['a(?i:B)c', 'aBc', 'aBc'],
    ['a(?i)b|C', 'c', 'c'],
    ['(?s)a.b', 'a\nb', 'a\nb'],
    ['a.b', 'a\nb', undefined],
    ['(?m)^b$', 'a\nb\nc', 'b'],
    ['^b', 'a\nb', undefined],
    ['\\Aab\\z', 'ab', 'ab'],
    ['\\bfoo\\b', 'a foo b', 'foo'],
    ['\\Boo', 'foo', 'oo'],
    ['[^a-c]+', 'abcxyz', 'xyz'],
    ['[]a]+', ']a', ']a'],
    ['[a-]+', 'a-', 'a-'],
    ['[[:alpha:][:digit:]]+', '-a1-', 'a1'],
    ['[\\d.]+', 'v1.2', '1.2'],
    ['\\pL+', '1é', 'é'],
    ['\\p{Greek}+', 'aλ', 'λ'],
    ['[^\\PL]', '1a', 'a'],
    ['\\x41\\x{1F600}', 'A😀', 'A😀'],
    ['.', '😀', '😀'],
    ['\\Qa.b\\E+', 'a.bbb', 'a.bbb'],
    ['\\.\\/\\-', './-', './-'],
    ['[[:^digit:]]', '1a', 'a'],
    ['(?P<a>x)(?<b>y)', 'xy', 'xy'],
    ['', 'a', ''],
    ['(a*)*', 'aab', 'aa'],
    ['(|a)+', 'aaa', ''],
  ])('%s in %j is %j', (pattern, text, expected) => {
    expect(firstMatch(pattern, text)).toBe(expected);
  });

  it.each([
    'a(?=b)',
    '(?<!a)b',
    '(a)\\1',
    '(a',
    'a)',
    '[a',
    '*a',
    'a**',
    'a{1001}',
    'a{2,1}',
    '[b-a]',
    '[[:nothing:]]',
    'a\\',
    '\\C',
    '\\p{Nothing}',
    '('.repeat(5000),
    '((a{100}){100}){100}',
  ])('%s is refused or not known', (pattern) => {
    expect(() => compile(pattern)).toThrow(Stop);
  });

  it('takes time that grows with the text alone', () => {
    expect(firstMatch('(a+)+$', `${'a'.repeat(5000)}b`)).toBeUndefined();
    expect(firstMatch('(a|a)*b', 'a'.repeat(5000))).toBeUndefined();
    expect(firstMatch('(x+x+)+y', 'x'.repeat(5000))).toBeUndefined();
  });
});

/** Expressions that RE2 and ECMAScript read alike. */
const { pattern: alike } = fc.letrec<{ readonly pattern: string }>((tie) => {
  const atom = fc.oneof(
    fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '\\d', '\\w', '^', '$', '\\b'),
    tie('pattern').map((inner) => `(${inner})`),
    tie('pattern').map((inner) => `(?:${inner})`),
  );
  const repeated = fc
    .tuple(
      fc.constantFrom('a', '[ab]', '(?:ab)', '(b)', '.'),
      fc.constantFrom('*', '+', '?', '*?', '+?', '??', '{2}', '{1,2}'),
    )
    .map((parts) => parts.join(''));
  const sequence = fc
    .array(fc.oneof(atom, repeated), { maxLength: 4 })
    .map((parts) => parts.join(''));
  return {
    pattern: fc.oneof(
      { maxDepth: 3 },
      sequence,
      fc.tuple(sequence, tie('pattern')).map(([a, b]) => `${a}|${b}`),
    ),
  };
});

describe('a replacement', () => {
  it('keeps more characters before a match than a call has arguments', () => {
    const before = 'a'.repeat(1_000_000);
    expect(replacePattern('b', `${before}b`, '-', free) === `${before}-`).toBe(true);
  });
});

describe('agreement with ECMAScript', () => {
  it('finds the same text and the same groups', () => {
    fc.assert(
      fc.property(
        alike,
        fc.string({ unit: fc.constantFrom('a', 'b', '1', '-'), maxLength: 8 }),
        (pattern, text) => {
          const expected = new RegExp(pattern, 'u').exec(text);
          expect(firstMatch(pattern, text)).toBe(expected?.[0]);
          expect(groups(pattern, text)).toEqual(
            expected === null ? groups(pattern, '').map(() => undefined) : expected.slice(1),
          );
        },
      ),
      { numRuns: 2000 },
    );
  });
});
