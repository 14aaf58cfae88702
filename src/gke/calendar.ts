/** Days of the Gregorian calendar as numbers: no clock, no time zone. */

/** The mean length of a year in days, of which the calendar has 97 leap years in 400. */
export const daysPerYear = 365.2425;

/** Days between 1970-01-01 and a day written `YYYY-MM-DD`, negative before. */
export function dayNumber(date: string): number {
  const { year, month, day } = partsOf(date);
  return numberOf(year, month, day);
}

/**
 * The month, `YYYY-MM`, in which so many years after a day are over. Whole years end on the same day
 * of the calendar, after 29 February on 1 March where there is none; the rest is that share of the
 * year up to the next such day.
 */
export function monthAfter(date: string, years: number): string {
  const { year, month, day } = partsOf(date);
  // Logarithms make 3 years 2.9999999999999996, whose last day would be the one before.
  const exact = Math.round(years * 1e9) / 1e9;
  const whole = Math.floor(exact);
  const start = numberOf(year + whole, month, day);
  const end = numberOf(year + whole + 1, month, day);
  return monthOf(start + Math.floor((exact - whole) * (end - start)));
}

function partsOf(date: string) {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  return { year, month, day };
}

/** A year that begins in March ends with the day that leap years add. */
const marchYear = (year: number, month: number): number => (month > 2 ? year : year - 1);

/** https://howardhinnant.github.io/date_algorithms.html#days_from_civil */
function numberOf(year: number, month: number, day: number): number {
  const years = marchYear(year, month);
  const leapDays = Math.floor(years / 4) - Math.floor(years / 100) + Math.floor(years / 400);
  const monthsSinceMarch = (month + 9) % 12;
  const daysInYear = Math.floor((153 * monthsSinceMarch + 2) / 5) + day - 1;
  return 365 * years + leapDays + daysInYear - 719_468;
}

function monthOf(number: number): string {
  let year = 1970 + Math.floor(number / daysPerYear) - 1;
  while (numberOf(year + 1, 1, 1) <= number) year += 1;
  let month = 1;
  while (month < 12 && numberOf(year, month + 1, 1) <= number) month += 1;
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}`;
}
