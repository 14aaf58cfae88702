import { expect, test } from 'vitest';
import { formatLocation } from '../../src/errors.ts';
import { isJsonLines, parseJsonLines } from '../../src/input/document-json-lines.ts';

test.each([
  ['{"a": 1}\n{"b": 2}\n', true],
  ['\n {"a": 1} \r\n\r\n{"b": 2}', true],
  ['{"a": 1}\n{"b": \n', true],
  ['{"a": 1}\n', false],
  ['{"a": 1}\n[1]\n', false],
  ['[1]\n[2]\n', false],
  ['{\n"a": 1\n}\n{\n"b": 2\n}\n', false],
  ['{"a": [\n{"b": 1}]}\n', false],
  ['{a: 1}\n{b: 2}\n', false],
  ['', false],
])('%j is JSON Lines: %j', (text, expected) => {
  expect(isJsonLines(text)).toBe(expected);
});

test('each line is a document with places of the whole file', () => {
  const { documents, problems } = parseJsonLines(
    'a.json',
    '{"a": 1}\n\n  {"b": 3, "c": 1, "c": 2}\n',
  );
  expect(problems).toEqual([]);
  expect(documents.map(({ value }) => value)).toEqual([{ a: 1 }, { b: 3, c: 2 }]);
  const [, second] = documents;
  expect({ ...second?.locate(['b']) }).toEqual({
    file: 'a.json',
    line: 3,
    column: 9,
    path: 'b',
  });
  expect({ ...second?.locate([]) }).toEqual({ file: 'a.json', line: 3, column: 3 });
  expect(second?.locateKey(['b'])).toMatchObject({ line: 3, column: 4 });
  expect(second?.written(['b'])).toBe('3');
  expect(second?.duplicateKeys()).toMatchObject([{ where: { line: 3 } }]);
});

test('every line that is no value is named', () => {
  const { documents, problems } = parseJsonLines('a.json', '{"a": 1}\n{"b": }\n{"c": \n');
  expect(documents).toEqual([]);
  expect(problems.map(({ where }) => where && formatLocation(where))).toEqual([
    'a.json:2:7',
    'a.json:3:7',
  ]);
  expect(problems[0]).toMatchObject({
    what: 'JSON lacks a value',
    fix: expect.stringContaining('one value on each line'),
  });
});

test('a hundred thousand lines are read in a moment', () => {
  const text = `${JSON.stringify({ name: 'n', data: { text: 'x'.repeat(100) } })}\n`.repeat(
    100_000,
  );
  const started = performance.now();
  expect(parseJsonLines('a.json', text).documents).toHaveLength(100_000);
  expect(performance.now() - started).toBeLessThan(4000);
});
