import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { fullAfter, trendOf } from '../../src/gke/forecast.ts';

const counted = (...counts: readonly (readonly [date: string, count: number])[]) =>
  counts.map(([date, count]) => ({ date, count }));

describe('the growth that counts show', () => {
  it('is the compound growth of two', () => {
    // 1.21 in 730 days of 365.2425 a year: 1.21 ^ (1 ÷ 1.99867) = 1.1001
    expect(trendOf(counted(['2024-11-21', 100], ['2026-11-21', 121]))).toEqual({
      percent: 10,
      first: { date: '2024-11-21', count: 100 },
      last: { date: '2026-11-21', count: 121 },
      counts: 2,
    });
  });

  it('is negative where they shrink', () => {
    // 0.5 ^ (365.2425 ÷ 365) = 0.49977
    expect(trendOf(counted(['2025-11-21', 200], ['2026-11-21', 100]))?.percent).toBe(-50);
  });

  it('is the line of least squares through the logarithms of more', () => {
    // Days 0, 366 and 731, logarithms 0, 0 and 0.19062 above that of 100: Sxy 69.640, Sxx 267,180.7,
    // Syy 0.024224; e ^ (69.640 ÷ 267,180.7 × 365.2425) = 1.09988, R² = 4,849.7 ÷ 6,472.2 = 0.749
    const counts = counted(['2026-01-01', 121], ['2024-01-01', 100], ['2025-01-01', 100]);
    expect(trendOf(counts)).toMatchObject({ percent: 10, counts: 3, fit: 0.75 });
  });

  it('is none where they are equal', () => {
    const counts = counted(['2026-01-01', 7], ['2026-02-01', 7], ['2026-03-01', 7]);
    expect(trendOf(counts)).toMatchObject({ percent: 0, fit: 1 });
  });

  it('explains all of the ups and downs only where there are none', () => {
    const years = ['2023-01-01', '2024-01-01', '2025-01-01', '2026-01-01'];
    const fitOf = (...counts: readonly number[]) =>
      trendOf(years.map((date, index) => ({ date, count: counts[index] ?? 1 })))?.fit;
    expect(fitOf(1_000_000, 2_000_000, 4_000_000, 8_000_000)).toBe(1);
    expect(fitOf(1_000_000, 2_000_000, 4_000_000, 7_500_000)).toBe(0.99); // 0.9995
  });

  it('is not known of a single day', () => {
    expect(trendOf([])).toBeUndefined();
    expect(trendOf(counted(['2026-01-01', 5]))).toBeUndefined();
  });

  it('is found again where counts grow by a share each year', () => {
    const percent = fc.integer({ min: -900, max: 3000 }).map((tenths) => tenths / 10);
    fc.assert(
      fc.property(percent, fc.integer({ min: 2, max: 8 }), (yearly, years) => {
        const counts = Array.from({ length: years + 1 }, (_, year) => ({
          date: `${2000 + year * 4}-01-01`,
          count: 1e9 * (1 + yearly / 100) ** (year * 4),
        }));
        // Four years are 1,461 days here, 7.5 thousandths of a day a year more than on average: less than
        // the decimal shows.
        expect(trendOf(counts)?.percent).toBe(yearly);
      }),
    );
  });
});

test('a limit has a month where it is reached within a hundred years', () => {
  expect(fullAfter('2026-11-21', 2.5)).toBe('2029-05');
  expect(fullAfter('2026-11-21', 100)).toBe('2126-11');
  expect(fullAfter('2026-11-21', 100.01)).toBeUndefined();
  expect(fullAfter('2026-11-21', 0)).toBeUndefined();
});
