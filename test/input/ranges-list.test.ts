import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatLocation } from '../../src/errors.ts';
import { readInput } from './read-input.ts';

const read = (text: string, name = 'ranges.txt') => readInput({ name, text });
const pairs = (text: string) => read(text).ranges.map(({ cidr, name }) => [cidr.text, name]);

test('a line is a range and its name, whatever stands between them', () => {
  expect(
    pairs(
      '# office\n10.0.0.0/16 head office, north\n\n 10.1.0.0/16,lab\r\n10.2.0.0/16\tlab two # soon\r\n10.3.0.0/16;\nfd00::/48 six\n',
    ),
  ).toEqual([
    ['10.0.0.0/16', 'head office, north'],
    ['10.1.0.0/16', 'lab'],
    ['10.2.0.0/16', 'lab two'],
    ['10.3.0.0/16', undefined],
    ['fd00::/48', 'six'],
  ]);
});

test('ranges of a list are taken by something else, and have their place', () => {
  expect(read('\uFEFF\n  10.0.0.0/16 a\n').ranges).toMatchObject([
    { role: 'other', where: { file: 'ranges.txt', line: 2, column: 3 } },
  ]);
});

test('every line that is no range is named', () => {
  const { problems } = read('10.0.0.0/16 a\n10.0.0.1/8 b\noffice 10.2.0.0/16\n10.3.0.0 c\n');
  expect(
    problems.map(({ what, fix, where }) => [where && formatLocation(where), what, fix]),
  ).toEqual([
    ['ranges.txt:2:1', '"10.0.0.1/8" has host bits set', 'write 10.0.0.0/8'],
    ['ranges.txt:3:1', 'what stands here is not a CIDR block', expect.any(String)],
    ['ranges.txt:4:1', '"10.3.0.0" has no prefix length', expect.any(String)],
  ]);
});

test('a placeholder in a list is not checked', () => {
  expect(read('10.0.0.0/16 a\n<cidr> lab\n').notChecked).toMatchObject([{ what: 'lab' }]);
});

test('a list is recognised by its content, on stdin too', () => {
  expect(read('10.0.0.0/16 a\n', '-').ranges).toHaveLength(1);
  expect(read('a: 1\n', '-').problems[0]?.what).toBe('is none of the formats that are read');
});

test('any list of blocks and names comes back', () => {
  const line = fc.record({
    cidr: fc.integer({ min: 0, max: 255 }).map((octet) => `10.${octet}.0.0/16`),
    name: fc.stringMatching(/^[a-z][a-z0-9-]{0,10}$/),
    between: fc.constantFrom(' ', ',', '\t', ', ', ';'),
  });
  fc.assert(
    fc.property(
      fc.array(line, { minLength: 1, maxLength: 20 }),
      fc.constantFrom('\n', '\r\n'),
      (lines, end) => {
        const text = lines.map(({ cidr, between, name }) => cidr + between + name).join(end);
        expect(pairs(text)).toEqual(lines.map(({ cidr, name }) => [cidr, name]));
      },
    ),
  );
});

test('100,000 lines are read in a moment', () => {
  const text = Array.from(
    { length: 100_000 },
    (_, n) => `10.${(n >> 8) & 255}.${n & 255}.0/24 r${n}`,
  ).join('\n');
  expect(read(text).ranges).toHaveLength(100_000);
});
