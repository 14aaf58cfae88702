import { beforeAll, describe, expect, it } from 'vitest';
import { formatLocation } from '../../../src/errors.ts';
import { parseHcl } from '../../../src/input/terraform/parse.ts';
import { loadGrammarForTests } from './grammar-files.ts';

beforeAll(loadGrammarForTests);

const ignore = 'gke-ip-planner: ignore range-overlap isolated lab';
const linesIn = (text: string) => {
  const { problems, suppressions } = parseHcl('main.tf', text);
  expect(problems).toEqual([]);
  return suppressions.map(({ lines }) => [lines?.from, lines?.to]);
};
const problemsIn = (comment: string) =>
  parseHcl('main.tf', `a = 1 # ${comment}\n`).problems.map(
    ({ what, where }) => `${where === undefined ? '' : formatLocation(where)} ${what}`,
  );

describe('a comment that accepts a risk', () => {
  it('says rule, day and reason, and keeps its place', () => {
    const text =
      'a = 1\nb = 2 # gke-ip-planner: ignore public-range until=2027-06-30 moved in  spring\n';
    expect(parseHcl('main.tf', text).suppressions).toEqual([
      {
        rule: 'public-range',
        reason: 'moved in spring',
        until: '2027-06-30',
        lines: { file: 'main.tf', from: 2, to: 2 },
        where: { file: 'main.tf', line: 2, column: 7 },
      },
    ]);
  });

  it.each([
    `a = 1 # ${ignore}\n`,
    `a = 1 // ${ignore}\n`,
    `a = 1 /* ${ignore} */\n`,
    `# ${ignore}\na = 1\n`,
    `#${ignore}\r\na = 1\r\n`,
  ])('may be any comment: %j', (text) => {
    const [suppression] = parseHcl('main.tf', text).suppressions;
    expect(suppression).toMatchObject({ rule: 'range-overlap', reason: 'isolated lab' });
    expect(suppression).not.toHaveProperty('until');
  });

  it.each([
    ['the attribute on its line', `a = 1\nb = 2 # ${ignore}\nc = 3\n`, [2, 2]],
    ['all of an attribute', `a = [ # ${ignore}\n  1,\n]\nb = 1\n`, [1, 3]],
    ['all of a block', `b {\n}\nb "c" { # ${ignore}\n  d = 1\n}\n`, [3, 5]],
    ['the block that ends on its line', `b {\n  c {\n    d = 1\n  } # ${ignore}\n}\n`, [2, 4]],
    ['the item of an object on its line', `a = {\n  b = 1\n  c = 2 # ${ignore}\n}\n`, [3, 3]],
    [
      'the item of a list on its line',
      `a = [\n  {\n  },\n  { # ${ignore}\n    b = 1\n  },\n]\n`,
      [4, 6],
    ],
    ['the attribute on the next line', `a = 1\n# ${ignore}\nb = 2\nc = 3\n`, [3, 3]],
    ['the block on the next line', `# ${ignore}\nb {\n  c = 1\n}\n`, [2, 4]],
    ['what comes behind more comments', `# ${ignore}\n\n# why\n/* and\n how */\nb = 2\n`, [6, 6]],
    ['the item on the next line', `a = [\n  # ${ignore}\n  "b",\n  "c",\n]\n`, [3, 3]],
  ])('holds for %s', (_, text, lines) => {
    expect(linesIn(text)).toEqual([lines]);
  });

  it('holds for what follows, with another one between them', () => {
    expect(linesIn(`# ${ignore}\n# ${ignore}\na = 1\n`)).toEqual([
      [3, 3],
      [3, 3],
    ]);
  });

  it.each([
    ['gke-ip-planner: allow range-overlap reason', 'asks for something else than "ignore"'],
    ['gke-ip-planner: ignore', 'names no rule'],
    ['gke-ip-planner: ignore until=2027-06-30 reason', 'names no rule'],
    ['gke-ip-planner: ignore range-overlap', 'gives no reason'],
    ['gke-ip-planner: ignore range-overlap until=2027-06-30', 'gives no reason'],
    ['gke-ip-planner: ignore range-overlap until=2027-02-30 reason', 'has no day behind "until="'],
    ['gke-ip-planner: ignore range-overlap until=soon reason', 'has no day behind "until="'],
    ['gke-ip-planner: ignore range-overlap until=2027-06-30 until=2027-06-30 a', 'has two dates'],
    ['gke-ip-planner ignore range-overlap', 'gives no reason'],
  ])('is malformed: %s', (comment, problem) => {
    expect(problemsIn(comment)).toEqual([`main.tf:1:7 the comment ${problem}`]);
  });

  it('is about nothing at the end of a file', () => {
    const [problem] = parseHcl('main.tf', `a = 1\n# ${ignore}\n`).problems;
    expect(problem?.what).toBe('the comment stands where nothing is that it could be about');
    expect(problem?.where).toEqual({ file: 'main.tf', line: 2, column: 1 });
  });

  it('is about the block at whose end it stands', () => {
    expect(linesIn(`a = 1\nb {\n  c = 1\n  # ${ignore}\n\n  # end\n}\n`)).toEqual([[2, 7]]);
  });

  it.each(['see gke-ip-planner: ignore', 'ignore range-overlap', 'gke-ip-planners'])(
    'is not: %s',
    (comment) => {
      expect(parseHcl('main.tf', `a = 1 # ${comment}\n`)).toMatchObject({
        problems: [],
        suppressions: [],
      });
    },
  );

  it('is read in no time where there are very many', () => {
    const start = performance.now();
    expect(linesIn(`${`# ${ignore}\n`.repeat(15_000)}a = 1\n`)).toHaveLength(15_000);
    expect(performance.now() - start).toBeLessThan(3000);
  });
});
