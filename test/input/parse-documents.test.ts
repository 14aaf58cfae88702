import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatLocation } from '../../src/errors.ts';
import type { ParsedDocument } from '../../src/input/document.ts';
import { parseDocuments } from '../../src/input/parse-documents.ts';

function documentOf(text: string, name = 'a.yaml'): ParsedDocument {
  const { documents, problems } = parseDocuments({ name, text });
  expect(problems).toEqual([]);
  const [document] = documents;
  if (document === undefined) throw new Error('no document');
  return document;
}

function problemsOf(text: string, name = 'a.yaml'): string[] {
  const { documents, problems } = parseDocuments({ name, text });
  expect(documents).toEqual([]);
  return problems.map(
    ({ what, where }) => `${where === undefined ? '' : formatLocation(where)} ${what}`,
  );
}

const yaml = 'networks:\n  - name: v\n    clusters:\n      - {name: a, nodes: 10}\n';
const json =
  '{\n  "networks": [\n    {"name": "v", "clusters": [{"name": "a", "nodes": 10}]}\n  ]\n}\n';

test('a value of YAML is located at its line and column', () => {
  const document = documentOf(yaml);
  expect(document.locate(['networks', 0, 'clusters', 0, 'nodes'])).toEqual({
    file: 'a.yaml',
    line: 4,
    column: 26,
    path: 'networks[0].clusters[0].nodes',
  });
  expect(document.locateKey(['networks', 0, 'clusters', 0, 'nodes'])).toMatchObject({ column: 19 });
});

test('a value of JSON is located at its line and column', () => {
  const document = documentOf(json, 'a.json');
  const route = ['networks', 0, 'clusters', 0, 'nodes'];
  expect({ ...document.locate(route) }).toEqual({
    file: 'a.json',
    line: 3,
    column: 55,
    path: 'networks[0].clusters[0].nodes',
  });
  expect({ ...document.locateKey(route) }).toMatchObject({ line: 3, column: 46 });
});

test.each([yaml, json])('a missing value is located at what should hold it', (text) => {
  const document = documentOf(text);
  const { line } = document.locate(['networks', 0, 'clusters', 0]);
  expect(document.locate(['networks', 0, 'clusters', 0, 'mode', 'x'])).toMatchObject({ line });
});

test('a key without a value is located at the key', () => {
  expect(documentOf('a: 1\nranges:\nb: 2\n').locate(['ranges'])).toMatchObject({
    line: 2,
    column: 1,
  });
});

test('a value behind an alias or a merge key is located where it is written', () => {
  const document = documentOf('base: &b {mtu: 1500}\nnet: {<<: *b, name: v}\nother: *b\n');
  expect(document.value).toMatchObject({ net: { mtu: 1500, name: 'v' } });
  expect(document.locate(['net', 'mtu'])).toMatchObject({ line: 1, column: 16 });
  expect(document.locate(['other', 'mtu'])).toMatchObject({ line: 1, column: 16 });
});

test('an unquoted scalar is kept as it is written', () => {
  const document = documentOf('a: 1.30\nb: "1.30"\nc: 0x10\n');
  expect(document.written(['a'])).toBe('1.30');
  expect(document.written(['b'])).toBeUndefined();
  expect(document.written(['c'])).toBe('0x10');
  expect(documentOf('{"a": 1e3}', 'a.json').written(['a'])).toBe('1e3');
});

test('a byte order mark and Windows line ends move no place', () => {
  const document = documentOf(`\uFEFF${yaml.replaceAll('\n', '\r\n')}`);
  expect(document.locate(['networks', 0, 'name'])).toMatchObject({ line: 2, column: 11 });
  const other = documentOf(`\uFEFF${json.replaceAll('\n', '\r\n')}`, 'a.json');
  expect(other.locate(['networks', 0, 'name'])).toMatchObject({ line: 3, column: 14 });
});

test('a YAML file may hold several documents', () => {
  const { documents } = parseDocuments({
    name: 'a.yaml',
    text: 'a: 1\n---\n# nothing\n---\nb: 2\n',
  });
  expect(documents.map(({ value }) => value)).toEqual([{ a: 1 }, { b: 2 }]);
  expect(documents[1]?.locate(['b'])).toMatchObject({ line: 5, column: 4 });
});

test('YAML in flow style is read although it starts like JSON', () => {
  expect(documentOf('{name: v, list: [1, 2]}\n', '-').value).toEqual({ name: 'v', list: [1, 2] });
});

test.each([
  ['', 'a.yaml:1:1 is empty'],
  ['  \n\t\n', 'a.yaml:1:1 is empty'],
  ['# nothing\n\n# at all\n', 'a.yaml:1:1 has no content beside comments'],
  ['a: 1\nb\0c', 'a.yaml:2:2 is binary, not text'],
  ['a: 1\nb: 2\na: 3\n', 'a.yaml:3:1 YAML has the same key twice in one map'],
  ['a: *missing\n', 'a.yaml:1:4 YAML refers to an anchor that is not there'],
  ['a: &a [*a]\n', 'a.yaml:1:8 YAML has a value that holds itself'],
  ['a:\n\tb: 1\n', 'a.yaml:2:1 YAML is indented with a tab'],
  ['a: b: c\n', 'a.yaml:1:4 YAML has two keys in one line'],
  ['a: [1, 2\nb: 3\n', 'a.yaml:2:1 YAML is indented wrongly, or a bracket is not closed'],
])('%j is refused with its place', (text, problem) => {
  expect(problemsOf(text)[0]).toBe(problem);
});

test.each([
  ['{"a": 1,}', 'a.json:1:9 JSON lacks a key'],
  ['{"a": 1, // one\n "b": 2}', 'a.json:1:10 JSON has a comment, which JSON has not'],
  ['{\n"a": 1\n}\n{\n"b": 2\n}', 'a.json:4:1 JSON goes on after the first value'],
  ['[1]\n[2]', 'a.json:2:1 JSON goes on after the first value'],
  ['{"a": 1}\n{"b": 2\n', 'a.json:2:8 JSON ends inside an object'],
  ['{\n  "a": [\n    1,\n', 'a.json:4:1 JSON lacks a value'],
  ['{"a": "x\n"}', 'a.json:1:7 JSON has a string that does not end'],
  ['a: 1\n', 'a.json:1:1 JSON is no JSON here'],
])('%j is refused as JSON with its place', (text, problem) => {
  expect(problemsOf(text, 'a.json')).toEqual([problem]);
});

test('what starts with a bracket and is neither JSON nor YAML is refused as JSON, unless its name says YAML', () => {
  const text = '{"version": 4,\n  "resources": [\n';
  expect(problemsOf(text, 'terraform.tfstate')).toEqual([
    'terraform.tfstate:3:1 JSON ends inside a list',
  ]);
  expect(problemsOf(text, '-')).toEqual(['-:3:1 JSON ends inside a list']);
  expect(problemsOf(text, 'a.yaml')[0]).toMatch(/^a\.yaml:3:1 YAML /);
});

test('the text of a line that cannot be read is not repeated', () => {
  const broken = [
    'password: "hunter2\nb: 1\n',
    'a: [hunter2\nb: 1\n',
    '{"p": "hunter2\n',
    '- hunter2: b: c\n',
  ];
  for (const text of broken) {
    for (const name of ['a.yaml', 'a.json', '-']) {
      expect(JSON.stringify(parseDocuments({ name, text }).problems)).not.toContain('hunter2');
    }
  }
});

test.each([
  ['['.repeat(100_000), 'a.yaml'],
  ['['.repeat(5000) + ']'.repeat(5000), 'a.json'],
  [`${'- '.repeat(20_000)}a`, 'a.yaml'],
  [Array.from({ length: 1000 }, (_, depth) => `${' '.repeat(depth)}a:\n`).join(''), 'a.yaml'],
  [`a: ${'{a: '.repeat(5000)}`, 'a.yaml'],
])('nesting that would exhaust the stack is refused (%#)', (text, name) => {
  expect(problemsOf(text, name)).toEqual([
    expect.stringMatching(/^a\.(yaml|json):\d+:\d+ is nested more than 200 levels deep$/),
  ]);
});

test('brackets in strings do not nest', () => {
  const value = { a: '['.repeat(1000), b: '\\"[{' };
  expect(documentOf(JSON.stringify(value), 'a.json').value).toEqual(value);
});

test('anchors that multiply are refused before they fill the memory', () => {
  const levels = 'bcdefghi'.split('').map((name, index) => {
    const before = 'abcdefgh'[index] ?? '';
    return `${name}: &${name} [${Array.from({ length: 9 }, () => `*${before}`).join(',')}]\n`;
  });
  const text = `a: &a [1,1,1,1,1,1,1,1,1]\n${levels.join('')}`;
  expect(problemsOf(text)).toEqual(['a.yaml:1:1 YAML repeats its anchors too often']);
});

test('keys that stand twice in a JSON object are found', () => {
  const document = documentOf('{"a": 1, "b": {"c": 1,\n "c": 2}, "a": 3}', 'a.json');
  expect(document.duplicateKeys().map(({ where }) => where && formatLocation(where))).toEqual([
    'a.json:2:11',
    'a.json:2:2',
  ]);
});

test('any JSON value is read as JSON.parse reads it, and no text makes the reader throw', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify([value]);
      expect(documentOf(text, 'a.json').value).toEqual(JSON.parse(text));
    }),
    { numRuns: 100 },
  );
  const marks = fc.constantFrom(
    '[',
    ']',
    '{',
    '}',
    ':',
    '-',
    ' ',
    '\n',
    '"',
    "'",
    '&a',
    '*a',
    '<<: ',
    '#',
    'x',
    '|',
    '\t',
    ',',
    '?',
    '%',
  );
  fc.assert(
    fc.property(
      fc.array(marks, { maxLength: 40 }),
      fc.constantFrom('a.yaml', 'a.json', '-'),
      (parts, name) => {
        for (const { where } of parseDocuments({ name, text: parts.join('') }).problems) {
          expect(where).toMatchObject({
            file: name,
            line: expect.any(Number),
            column: expect.any(Number),
          });
        }
      },
    ),
    { numRuns: 500 },
  );
});
