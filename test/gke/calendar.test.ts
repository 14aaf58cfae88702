import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { dayNumber, monthAfter } from '../../src/gke/calendar.ts';

const date = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2300-12-31'), noInvalidDate: true })
  .map((each) => each.toISOString().slice(0, 10));

test('days are numbered as the calendar of the language numbers them', () => {
  expect(dayNumber('1970-01-01')).toBe(0);
  expect(dayNumber('2000-03-01')).toBe(11_017);
  fc.assert(
    fc.property(date, (day) => {
      expect(dayNumber(day)).toBe(Date.parse(`${day}T00:00:00Z`) / 86_400_000);
    }),
  );
});

describe('the month in which years are over', () => {
  it.each([
    // 2028-11-21 and half of 365 days, 182: nine in November, 31, 31, 28, 31, 30, 22 in May
    ['2026-11-21', 2.5, '2029-05'],
    ['2026-11-21', 0.1, '2026-12'], // 36 days, 27 December
    ['2026-11-21', 0, '2026-11'],
    ['2026-12-31', 0.5, '2027-07'], // 182 days, 1 July
    ['2026-01-01', 3, '2029-01'],
    ['2026-01-01', 2.9999999999999996, '2029-01'], // ln 8 ÷ ln 2 as a computer has it
    ['2024-02-29', 1, '2025-03'],
    ['2024-02-29', 4, '2028-02'],
    ['9999-06-15', 1, '10000-06'],
  ])('%s and %d years: %s', (from, years, month) => {
    expect(monthAfter(from, years)).toBe(month);
  });

  it('is that of the same day for whole years', () => {
    fc.assert(
      fc.property(date, fc.nat({ max: 100 }), (from, years) => {
        fc.pre(!from.endsWith('02-29'));
        const year = Number(from.slice(0, 4)) + years;
        expect(monthAfter(from, years)).toBe(`${year}-${from.slice(5, 7)}`);
      }),
    );
  });

  it('never comes before that of fewer years', () => {
    const years = fc.double({ min: 0, max: 100, noNaN: true });
    fc.assert(
      fc.property(date, years, years, (from, a, b) => {
        const [sooner, later] = [Math.min(a, b), Math.max(a, b)];
        expect(monthAfter(from, sooner) <= monthAfter(from, later)).toBe(true);
      }),
    );
  });
});
