/** Where counts stand in a chart of growth: by their logarithms, so that growth is a line and small limits are seen. */

export interface Scale {
  /** Of a count from 1, pixels below the top of the plot. */
  readonly y: (count: number) => number;
  /** Round counts to write beside the plot. */
  readonly ticks: readonly number[];
}

/** Between the outermost counts and the edges of the plot, in natural logarithms. */
const margin = 0.2;

/** Steps of ticks in a decade, the coarsest that gives enough of them is taken; the finest always gives one. */
const decades = [[1], [1, 3], [1, 2, 5], [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8]] as const;
const ticksAtLeast = 3;

/** `counts` below 1 are drawn as 1. */
export function scaleOf(counts: readonly number[], height: number): Scale {
  const logs = counts.map((count) => Math.log(Math.max(count, 1)));
  const [low, high] = [Math.min(...logs) - margin, Math.max(...logs) + margin];
  return {
    y: (count) => height * (1 - (Math.log(Math.max(count, 1)) - low) / (high - low)),
    ticks: ticksBetween(Math.exp(low), Math.exp(high)),
  };
}

function ticksBetween(low: number, high: number): readonly number[] {
  const first = Math.max(Math.floor(Math.log10(low)), 0);
  const exponents = Array.from(
    { length: Math.floor(Math.log10(high)) - first + 1 },
    (_, at) => first + at,
  );
  const choices = decades.map((steps) =>
    exponents
      .flatMap((exponent) => steps.map((step) => Math.round(step * 10 ** exponent * 10) / 10))
      .filter((tick) => Number.isInteger(tick) && tick > low && tick < high),
  );
  return choices.find(({ length }) => length >= ticksAtLeast) ?? choices.at(-1) ?? [];
}
