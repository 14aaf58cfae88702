import { beforeAll, describe, expect, it } from 'vitest';
import { parseHcl } from '../../../src/input/terraform/parse.ts';
import { loadGrammarForTests } from './grammar-files.ts';

beforeAll(loadGrammarForTests);

const problemsIn = (text: string) => parseHcl('a.tf', text).problems.map(({ what }) => what);

/** As long a text as one file may have. */
const repeated = (part: string) => part.repeat(Math.floor(999_000 / part.length));

describe('levels', () => {
  it.each([
    ['brackets', (n: number) => `a = ${'['.repeat(n)}${']'.repeat(n)}\n`],
    ['parentheses', (n: number) => `a = ${'('.repeat(n)}1${')'.repeat(n)}\n`],
    ['objects', (n: number) => `a = ${'{b = '.repeat(n)}1${'}'.repeat(n)}\n`],
    ['blocks', (n: number) => `${'b {\n'.repeat(n)}${'}\n'.repeat(n)}`],
    ['calls', (n: number) => `a = ${'f('.repeat(n)}1${')'.repeat(n)}\n`],
  ])('of %s: 190 are read, 5,000 are refused', (_, nested) => {
    expect(problemsIn(nested(190))).toEqual([]);
    expect(problemsIn(nested(5000))).toEqual(['is nested more than 200 levels deep']);
  });

  it.each([
    ['texts', (n: number) => `a = ${'"${'.repeat(n)}1${'}"'.repeat(n)}\n`],
    ['directives', (n: number) => `a = "${'%{ if b }'.repeat(n)}${'%{ endif }'.repeat(n)}"\n`],
  ])('of %s: 50 are read, 5,000 are refused', (_, nested) => {
    expect(problemsIn(nested(50))).toEqual([]);
    expect(problemsIn(nested(5000))).toEqual(['has templates nested more than 60 levels deep']);
  });

  it.each([
    ['sums', (n: number) => `a = 1${' + 1'.repeat(n)}\n`],
    ['signs', (n: number) => `a = ${'-'.repeat(n)}1\n`],
    ['steps', (n: number) => `a = b${'.c'.repeat(n)}\n`],
    ['indexes', (n: number) => `a = b${'[0]'.repeat(n)}\n`],
    ['conditions', (n: number) => `a = ${'b ? c : '.repeat(n / 2)}d\n`],
    [
      'conditions in conditions',
      (n: number) => `a = ${'b ? '.repeat(n / 2)}c${' : d'.repeat(n / 2)}\n`,
    ],
    ['sums in parentheses', (n: number) => `a = ${'(1 + '.repeat(n / 5)}1${')'.repeat(n / 5)}\n`],
  ])('of %s: 900 are read, 50,000 are refused', (_, nested) => {
    expect(problemsIn(nested(900))).toEqual([]);
    expect(problemsIn(nested(50_000))).toEqual([
      expect.stringMatching(/more than (1000 operators|200 levels deep)$/),
    ]);
  });

  it('begin anew with each item', () => {
    expect(problemsIn(`a = [${'b.c + 1, '.repeat(2000)}]\n`)).toEqual([]);
    expect(problemsIn(`a = {\n${'b = c.d\n'.repeat(2000)}}\n`)).toEqual([]);
  });
});

describe('sizes', () => {
  const manySigns = 'has more than 120000 words and signs, far more than Terraform files have';

  it('of a text of 50 million characters are refused at once', () => {
    const text = `a = "${'10.0.0.0/8,'.repeat(4_600_000)}"\n`;
    const start = performance.now();
    expect(problemsIn(text)).toEqual([
      'has more than 1000000 characters, far more than Terraform files have',
    ]);
    expect(performance.now() - start).toBeLessThan(1000);
  });

  it.each([
    ['numbers', `a = [${repeated('1,')}]\n`],
    ['attributes', repeated('a = 1\n')],
    ['interpolations', `a = "${repeated('${b}')}"\n`],
    ['heredocs', `a = <<-E\n${repeated(' ${b} c\n')}E\n`],
  ])('of too many %s are refused', (_, text) => {
    expect(problemsIn(text)).toEqual([manySigns]);
  });

  it('of one long text are none', () => {
    expect(problemsIn(`a = "${repeated('b')}"\n`)).toEqual([]);
  });

  it('do not make faults slow to find', () => {
    const start = performance.now();
    expect(problemsIn(`a = [${'1,'.repeat(50_000)} 1 2]\n`)).toEqual([
      'a number stands where none is expected',
    ]);
    expect(problemsIn('a = 1 2\n'.repeat(20_000))).toHaveLength(20);
    expect(performance.now() - start).toBeLessThan(5000);
  });
});
