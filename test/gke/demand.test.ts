import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { grow, growthOfServices, peakNodes, sumKnown, yearsUntil } from '../../src/gke/demand.ts';
import { blueGreen, noSurge, surge } from './builders.ts';

/** Growth as a fraction, year by year: the ceiling is taken once, at the end. */
function growByRationals(n: number, percent: number, years: number): bigint {
  let numerator = BigInt(n);
  let denominator = 1n;
  for (let year = 0; year < years; year += 1) {
    numerator *= BigInt(100 + percent);
    denominator *= 100n;
  }
  const whole = numerator / denominator;
  return whole * denominator === numerator ? whole : whole + 1n;
}

describe('grow', () => {
  it.each([
    [100, 10, 2, 121],
    [100, 10, 1, 110],
    [50, 30, 3, 110], // 109.85
    [1, 1, 1, 2], // 1.01
    [1000, 100, 3, 8000],
    [3, 33, 1, 4], // 3.99
    [0, 50, 5, 0],
    [1000, 12.5, 2, 1266], // 1,265.625
    [1000, 0.1, 1, 1001],
    [80, -20, 3, 80], // a plan holds at least what is there
  ])('%i at %i %% for %i years are %i', (n, percent, years, expected) => {
    expect(grow(n, { percent, years })).toBe(expected);
  });

  it('is the demand of today without growth, without a rate and without a horizon', () => {
    expect(grow(42)).toBe(42);
    expect(grow(42, { percent: 0, years: 10 })).toBe(42);
    expect(grow(42, { percent: 10, years: 0 })).toBe(42);
  });

  it('agrees with exact fractions', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 100_000 }),
        fc.integer({ min: 0, max: 300 }),
        fc.integer({ min: 0, max: 12 }),
        (n, percent, years) => {
          const exact = growByRationals(n, percent, years);
          fc.pre(exact <= BigInt(Number.MAX_SAFE_INTEGER));
          expect(grow(n, { percent, years })).toBe(Number(exact));
        },
      ),
    );
  });

  it('stays at 2^53 - 1 beyond it', () => {
    expect(grow(1000, { percent: 1000, years: 100 })).toBe(2 ** 53 - 1);
  });
});

test('Services grow as the nodes do, or at a rate of their own', () => {
  expect(growthOfServices()).toBeUndefined();
  expect(growthOfServices({ percent: 30, years: 2 })).toEqual({ percent: 30, years: 2 });
  const apart = growthOfServices({ percent: 30, servicesPercent: 5, years: 2 });
  expect(grow(100, apart)).toBe(111); // 110.25
});

describe('peakNodes', () => {
  it.each([
    ['no surge', noSurge, 10, 10],
    ['a surge of one', surge(1), 10, 11],
    ['a surge wider than the pool', surge(20), 10, 30],
    ['blue-green', blueGreen, 10, 20],
    ['a surge of one where no node is', surge(1), 0, 0],
    ['blue-green where no node is', blueGreen, 0, 0],
  ])('%s', (_, upgrade, nodes, expected) => {
    expect(peakNodes(nodes, { upgrade })).toBe(expected);
  });
});

describe('yearsUntil', () => {
  it.each([
    [200, 100, 100, 1],
    [121, 100, 10, 2],
    [800, 100, 100, 3],
    [150, 100, 100, 0.6], // log2 1.5 = 0.585
    [1000, 100, 10, 24.2], // ln 10 / ln 1.1 = 24.159
    [256, 51, 30, 6.1], // ln(256 / 51) / ln 1.3 = 6.149
  ])('a limit of %i from %i at %i %% lasts %f years', (limit, today, percent, years) => {
    expect(yearsUntil(limit, today, { percent, years: 3 })!.toFixed(1)).toBe(years.toFixed(1));
  });

  it('is zero where the demand is past the limit, or at it', () => {
    expect(yearsUntil(100, 101, { percent: 10, years: 1 })).toBe(0);
    expect(yearsUntil(100, 100, { percent: 10, years: 1 })).toBe(0);
    expect(yearsUntil(-1, 5, { percent: 10, years: 1 })).toBe(0);
  });

  it('is not known where nothing grows', () => {
    expect(yearsUntil(100, 10)).toBeUndefined();
    expect(yearsUntil(100, 10, { percent: 0, years: 5 })).toBeUndefined();
    expect(yearsUntil(100, 0, { percent: 10, years: 5 })).toBeUndefined();
  });

  it('is not known where the demand shrinks', () => {
    expect(yearsUntil(100, 10, { percent: -5, years: 5 })).toBeUndefined();
  });

  it('does not depend on the horizon', () => {
    expect(yearsUntil(200, 100, { percent: 100, years: 0 })).toBe(1);
  });

  it('is when a simulation in steps of a thousandth of a year passes the limit', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5000 }),
        fc.integer({ min: 1, max: 20_000 }),
        fc.integer({ min: 5, max: 200 }),
        (today, more, percent) => {
          const step = (1 + percent / 100) ** 0.001;
          let demand = today;
          let steps = 0;
          while (demand < today + more && steps < 200_000) {
            demand *= step;
            steps += 1;
          }
          const years = yearsUntil(today + more, today, { percent, years: 1 });
          expect(Math.abs(years! - steps / 1000)).toBeLessThanOrEqual(0.002);
        },
      ),
      { numRuns: 30 },
    );
  });
});

describe('sumKnown', () => {
  it('is not known where nothing is, and the sum of the rest otherwise', () => {
    expect(sumKnown([])).toBeUndefined();
    expect(sumKnown([undefined, undefined])).toBeUndefined();
    expect(sumKnown([1, undefined, 2])).toBe(3);
    expect(sumKnown([0, undefined])).toBe(0);
  });
});
