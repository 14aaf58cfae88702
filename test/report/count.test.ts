import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { counted, formatCount, formatPercent } from '../../src/report/count.ts';

describe('formatCount', () => {
  test.each([
    [0, '0'],
    [999, '999'],
    [7040, '7,040'],
    [1_234_567, '1,234,567'],
    [-1234, '-1,234'],
    [-123, '-123'],
    ['79228162514264337593543950336', '79,228,162,514,264,337,593,543,950,336'],
    [null, '–'],
    [undefined, '–'],
  ])('writes %s as %s', (value, text) => {
    expect(formatCount(value)).toBe(text);
  });

  test('agrees with the English format of the run time', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (value) => {
        expect(formatCount(value === 0 ? 0 : value)).toBe(
          new Intl.NumberFormat('en-US').format(value === 0 ? 0 : value),
        );
      }),
    );
  });
});

test('a count has its noun in the right number', () => {
  expect([counted(1, 'node'), counted(0, 'node'), counted(2000, 'Pod')]).toEqual([
    '1 node',
    '0 nodes',
    '2,000 Pods',
  ]);
});

test('a count that nobody knows is unknown, not zero', () => {
  expect(counted(null, 'node')).toBe('unknown nodes');
});

test.each([
  [0, '0.0 %'],
  [0.244_14, '24.4 %'],
  [0.999_96, '99.9 %'],
  [1, '100.0 %'],
  [1.000_01, '100.1 %'],
  [12.5, '1250.0 %'],
])('the fraction %s is %s, and 100.0 %% only where it is exactly that', (fraction, text) => {
  expect(formatPercent(fraction)).toBe(text);
});
