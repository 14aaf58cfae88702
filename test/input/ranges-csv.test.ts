import { expect, test } from 'vitest';
import { formatLocation } from '../../src/errors.ts';
import { readInput } from './read-input.ts';

const read = (text: string, name = 'prefixes.csv') => readInput({ name, text });
const pairs = (text: string) => read(text).ranges.map(({ cidr, name }) => [cidr.text, name]);

test('an export of NetBox is read by its header', () => {
  const { ranges, notChecked, problems } = read(
    'id,prefix,status,role,description\n1,10.88.0.0/23,active,on-premises,"ground floor, north"\n2,10.0.0.0/8,container,,all\n3,10.92.0.0/16,active,cluster,\n',
  );
  expect(problems).toEqual([]);
  expect(ranges).toMatchObject([
    {
      cidr: { text: '10.88.0.0/23' },
      role: 'on-premises',
      name: 'ground floor, north',
      where: { line: 2, column: 3 },
    },
    {
      cidr: { text: '10.92.0.0/16' },
      role: 'other',
      name: 'cluster',
      where: { line: 4, column: 3 },
    },
  ]);
  expect(notChecked).toMatchObject([{ what: '10.0.0.0/8 all', where: { line: 3 } }]);
});

test.each([
  ['comma', 'name,ip_cidr_range\noffice,10.0.0.0/16\n'],
  [
    'semicolon, byte order mark and Windows line ends',
    '\uFEFFname;ipCidrRange\r\noffice;10.0.0.0/16\r\n',
  ],
  ['tab', 'CIDR\tName\n10.0.0.0/16\toffice\n'],
  ['quotes', '"Network","Name"\n"10.0.0.0/16","office"\n'],
  ['comments', '# exported\nrange,label\n# first\n10.0.0.0/16,office\n'],
  ['a header without a known column', 'wer,was\noffice,10.0.0.0/16\n'],
  ['no header', 'office,10.0.0.0/16\n'],
  ['a column called network that holds names', 'network,name,prefix\nvpc,office,10.0.0.0/16\n'],
])('the column with the ranges is found: %s', (_, text) => {
  const [first] = pairs(text);
  expect(first?.[0]).toBe('10.0.0.0/16');
  if (!text.startsWith('wer')) expect(first?.[1]).toBe('office');
});

test('one column with a header is a table', () => {
  expect(readInput({ name: '-', text: 'prefix\n10.0.0.0/16\n' }).ranges).toHaveLength(1);
});

test('a quoted field may hold line breaks', () => {
  expect(pairs('prefix,description\n10.0.0.0/16,"one\ntwo"\n10.1.0.0/16,b\n')).toEqual([
    ['10.0.0.0/16', 'one\ntwo'],
    ['10.1.0.0/16', 'b'],
  ]);
});

test('every cell that is no range is named with its line, an empty one is not checked', () => {
  const { problems, notChecked } = read('prefix,name\n10.0.0.0/16,a\n10.0.0.1/8,b\n,c\nfoo,d\n');
  expect(problems.map(({ where }) => where && formatLocation(where))).toEqual([
    'prefixes.csv:3:1',
    'prefixes.csv:5:1',
  ]);
  expect(notChecked).toMatchObject([{ what: 'c', reason: 'has no range' }]);
});

test('a table without ranges and a quote that does not end are refused', () => {
  expect(read('name,owner\na,b\n').problems).toMatchObject([{ what: 'no column holds ranges' }]);
  expect(read('prefix,name\n10.0.0.0/16,"hunter2\n').problems).toMatchObject([
    { what: 'CSV cannot be read here', where: { line: expect.any(Number) } },
  ]);
});

test('100,000 rows are read in a moment', () => {
  const rows = Array.from(
    { length: 100_000 },
    (_, n) => `${n},10.${(n >> 8) & 255}.${n & 255}.0/24,r${n}`,
  );
  expect(read(`id,prefix,name\n${rows.join('\n')}\n`).ranges).toHaveLength(100_000);
});
