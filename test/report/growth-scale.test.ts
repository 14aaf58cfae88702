import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { scaleOf } from '../../src/report/growth-scale.ts';

/** Half a margin of 0.2 is left above and below, of ln 100 + 0.4 in all. */
test('counts stand by their logarithms', () => {
  const { y } = scaleOf([10, 1000], 100);
  const margin = (100 * 0.2) / (Math.log(100) + 0.4);
  expect(y(1000)).toBeCloseTo(margin, 9);
  expect(y(10)).toBeCloseTo(100 - margin, 9);
  expect(y(100)).toBeCloseTo(50, 9);
});

describe('ticks', () => {
  test.each([
    [
      [10, 100_000],
      [10, 100, 1000, 10_000, 100_000],
    ],
    [
      [200, 4000],
      [300, 1000, 3000],
    ],
    [
      [50, 500],
      [50, 100, 200, 500],
    ],
    [
      [100, 300],
      [100, 120, 150, 200, 250, 300],
    ],
  ])('between %j are %j', (counts, ticks) => {
    expect(scaleOf(counts, 100).ticks).toEqual(ticks);
  });

  test('are round, within the plot and never many, and there is always one', () => {
    const count = fc.integer({ min: 1, max: 1_000_000 });
    fc.assert(
      fc.property(fc.array(count, { minLength: 1, maxLength: 5 }), (counts) => {
        const { y, ticks } = scaleOf(counts, 100);
        expect(ticks.length).toBeGreaterThanOrEqual(1);
        expect(ticks.length).toBeLessThanOrEqual(10);
        for (const tick of ticks) {
          expect(Number.isInteger(tick)).toBe(true);
          expect(y(tick)).toBeGreaterThanOrEqual(0);
          expect(y(tick)).toBeLessThanOrEqual(100);
        }
      }),
    );
  });
});
