/** How fast counts of the past grew, and in which month a growing demand reaches a limit. */
import { dayNumber, daysPerYear, monthAfter } from './calendar.ts';

/** How many nodes or Services there were on a day, `YYYY-MM-DD`; at least one. */
export interface Counted {
  readonly date: string;
  readonly count: number;
}

/** Growth by the same share each year, as the counts of a history show it. */
export interface Trend {
  /** Yearly, with one decimal; negative where the counts shrink. */
  readonly percent: number;
  readonly first: Counted;
  readonly last: Counted;
  /** How many counts there are. */
  readonly counts: number;
  /** R², from 0 to 1: the share of the ups and downs that the growth explains. Absent for two counts. */
  readonly fit?: number;
}

/**
 * The line of least squares through the logarithms of the counts: every count weighs the same, and
 * two of them give their compound growth. `undefined` where they are of less than two days.
 */
export function trendOf(counted: readonly Counted[]): Trend | undefined {
  const ordered = counted.toSorted((a, b) => dayNumber(a.date) - dayNumber(b.date));
  const [first, last] = [ordered[0], ordered.at(-1)];
  if (first === undefined || last === undefined || first.date === last.date) return undefined;
  const { slope, fit } = lineThrough(
    ordered.map(({ date, count }) => ({
      x: (dayNumber(date) - dayNumber(first.date)) / daysPerYear,
      y: Math.log(count),
    })),
  );
  return {
    percent: rounded((Math.exp(slope) - 1) * 100, 1),
    first,
    last,
    counts: ordered.length,
    ...(ordered.length === 2 ? {} : { fit: shownFit(fit) }),
  };
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** The line of least squares and its R²; points differ in x. */
function lineThrough(points: readonly Point[]): { readonly slope: number; readonly fit: number } {
  const meanX = mean(points.map(({ x }) => x));
  const meanY = mean(points.map(({ y }) => y));
  const xx = sum(points.map(({ x }) => (x - meanX) ** 2));
  const xy = sum(points.map(({ x, y }) => (x - meanX) * (y - meanY)));
  const yy = sum(points.map(({ y }) => (y - meanY) ** 2));
  // A difference of logarithms below this is their rounding: the counts are all equal.
  if (yy < 1e-18) return { slope: 0, fit: 1 };
  return { slope: xy / xx, fit: xy ** 2 / (xx * yy) };
}

/** 1 stands for all of the ups and downs, give or take what whole counts round. */
function shownFit(fit: number): number {
  return fit > 1 - 1e-6 ? 1 : Math.min(rounded(fit, 2), 0.99);
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
const mean = (values: readonly number[]): number => sum(values) / values.length;

/** With so many decimals; never the zero that is below zero. */
function rounded(value: number, decimals: number): number {
  return Math.round(value * 10 ** decimals) / 10 ** decimals + 0;
}

/** A forecast beyond these years has no date: nobody plans so far. */
export const farthestYears = 100;

/**
 * The month, `YYYY-MM`, in which a demand that grows from a day on passes a limit; `undefined` where
 * it is past it already or not within {@link farthestYears}.
 */
export function fullAfter(from: string, years: number): string | undefined {
  return years > 0 && years <= farthestYears ? monthAfter(from, years) : undefined;
}
