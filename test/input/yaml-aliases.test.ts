import { expect, test } from 'vitest';
import { formatLocation } from '../../src/errors.ts';
import { parseYaml } from '../../src/input/document-yaml.ts';

function problemsOf(text: string): readonly string[] {
  const { documents, problems } = parseYaml('a.yaml', text);
  expect(documents).toEqual([]);
  return problems.map(({ what, where }) => `${where ? formatLocation(where) : ''} ${what}`);
}

const valueOf = (text: string) => parseYaml('a.yaml', text).documents[0]?.value;

test('an alias stands for the last value before it with its anchor', () => {
  expect(valueOf('a: &x 1\nb: *x\nc: &x 2\nd: [*x, *x]\n')).toEqual({
    a: 1,
    b: 1,
    c: 2,
    d: [2, 2],
  });
});

test('a merge key adds what a map does not say itself', () => {
  const text = 'a: &a {x: 1, y: 2}\nb: &b {z: 3}\nc: {<<: *a, x: 9}\nd:\n  <<: [*a, *b]\n';
  expect(valueOf(text)).toMatchObject({ c: { x: 9, y: 2 }, d: { x: 1, y: 2, z: 3 } });
});

test.each([
  'a: {<<: 5}\n',
  'a: &a 5\nb: {<<: *a}\n',
  'a: &a {}\nb: {<<: [*a, 5]}\n',
  'a: {<<: }\n',
])('a merge of what is no map is refused at its key: %j', (text) => {
  const before = text.slice(0, text.indexOf('<<')).split('\n');
  const place = `a.yaml:${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
  expect(problemsOf(text)).toEqual([`${place} YAML merges what is no map`]);
});

test('an anchor may be repeated a hundred times, and the next one is named', () => {
  const repeated = (times: number) => `a: &a [1]\nb:\n${'  - *a\n'.repeat(times)}`;
  expect(valueOf(repeated(100))).toEqual({ a: [1], b: Array.from({ length: 100 }, () => [1]) });
  expect(problemsOf(repeated(101))).toEqual(['a.yaml:103:5 YAML repeats its anchors too often']);
});

test.each([
  ['of one anchor', (i: number) => (i === 0 ? '- &a {x: 1}\n' : '- *a\n')],
  ['of many merges', (i: number) => (i === 0 ? '- &a {x: 1}\n' : '- {<<: *a}\n')],
  ['of many anchors', (i: number) => `- &a${i % 200} [1]\n- *a${i % 200}\n`],
  ['of anchors of its own each', (i: number) => `- &a${i} [1]\n- *a${i}\n`],
])('aliases by the thousand are refused at once, %s', { timeout: 1000 }, (_, item) => {
  const text = Array.from({ length: 11_000 }, (__, index) => item(index)).join('');
  expect(problemsOf(text)).toEqual([
    expect.stringMatching(/^a\.yaml:\d+:\d+ YAML repeats its anchors too often$/),
  ]);
});
