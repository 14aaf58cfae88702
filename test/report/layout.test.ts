import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Column,
  displayWidth,
  fitColumns,
  pad,
  plain,
  toned,
  wrap,
  wrapCell,
} from '../../src/report/layout.ts';

const texts = (lines: ReturnType<typeof wrap>): string[] =>
  lines.map((line) => line.map(({ text }) => text).join(' '));

describe('displayWidth', () => {
  test.each([
    ['prod', 4],
    ['東京', 4],
    ['e\u0301', 1],
    ['►░', 2],
    ['🚀', 2],
  ])('%s takes %i columns', (text, width) => {
    expect(displayWidth(text)).toBe(width);
  });
});

describe('wrap', () => {
  test('a word that is longer than the line stays whole', () => {
    const lines = wrap([plain('see https://cloud.google.com/vpc/docs/mtu for more')], 12);
    expect(texts(lines)).toEqual(['see', 'https://cloud.google.com/vpc/docs/mtu', 'for more']);
  });

  test('neighbours of one tone are one segment', () => {
    expect(wrap([plain('a b'), plain('c'), toned('d', 'dim')], 80)).toEqual([
      [plain('a b c'), toned('d', 'dim')],
    ]);
  });

  test('no word is lost and no line is too long that has more than one word', () => {
    const words = fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1 });
    fc.assert(
      fc.property(words, fc.integer({ min: 1, max: 40 }), (list, width) => {
        const lines = texts(wrap([plain(list.join(' '))], width));
        expect(lines.join(' ')).toBe(list.join(' '));
        for (const line of lines) expect(line.includes(' ') && line.length > width).toBe(false);
      }),
    );
  });
});

describe('wrapCell', () => {
  test('a long name is cut behind its last hyphen that fits', () => {
    expect(wrapCell('pod gke-cluster-pods-1a2b3c4d', 14)).toEqual([
      'pod',
      'gke-cluster-',
      'pods-1a2b3c4d',
    ]);
  });

  test('no line is wider than the cell and no character but a blank is lost', () => {
    const cells = fc.string({ unit: fc.constantFrom('a', '-', ' ', '東', '/') });
    fc.assert(
      fc.property(cells, fc.integer({ min: 2, max: 20 }), (text, width) => {
        const lines = wrapCell(text, width);
        expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
        for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(width);
      }),
    );
  });
});

describe('fitColumns', () => {
  const columns: readonly Column[] = [
    { head: 'Range', align: 'left', flexible: true },
    { head: 'Free', align: 'right' },
  ];
  const rows = [[plain('pod gke-cluster-pods'), plain('65,536')]];

  test('columns are as wide as their widest cell where nothing limits them', () => {
    expect(fitColumns(columns, rows, undefined)).toEqual([20, 6]);
  });

  test('a flexible column gives way to a number', () => {
    expect(fitColumns(columns, rows, 24)).toEqual([16, 6]);
  });

  test('there are no widths where the numbers alone are too wide', () => {
    expect(fitColumns(columns, rows, 20)).toBeUndefined();
  });

  test('a column gives way as far as it says', () => {
    const [range, free] = columns;
    const narrow: readonly Column[] = [{ ...range!, least: 10 }, free!];
    expect(fitColumns(narrow, rows, 18)).toEqual([10, 6]);
    expect(fitColumns(narrow, rows, 17)).toBeUndefined();
  });

  test('a column does not give way below its head, which stays on one line', () => {
    const long: readonly Column[] = [
      { head: 'What stops growth', align: 'left', flexible: true },
      { head: 'Free', align: 'right' },
    ];
    expect(fitColumns(long, rows, 25)).toEqual([17, 6]);
    expect(fitColumns(long, rows, 24)).toBeUndefined();
  });
});

test('numbers are filled up on the left, words on the right', () => {
  expect([pad('7', 3, 'right'), pad('東', 3, 'left'), pad('long', 3, 'left')]).toEqual([
    '  7',
    '東 ',
    'long',
  ]);
});
