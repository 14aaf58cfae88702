/** What stands for a number that nobody knows; never 0. */
export const unknown = '–';

/** A whole number with a comma between thousands, in every locale alike: `7,040`. */
export function formatCount(value: number | string | null | undefined): string {
  if (value === null || value === undefined) return unknown;
  return String(value).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** A number with its noun, plural with an s: `1 node`, `7,040 Pods`. */
export function counted(value: number | null, noun: string): string {
  if (value === null) return `unknown ${noun}s`;
  return `${formatCount(value)} ${noun}${value === 1 ? '' : 's'}`;
}

/** A fraction as percent with one decimal; `100.0 %` only where it is exactly that. */
export function formatPercent(fraction: number): string {
  const rounded = Math.round(fraction * 1000) / 10;
  if (rounded !== 100 || fraction === 1) return `${rounded.toFixed(1)} %`;
  return fraction < 1 ? '99.9 %' : '100.1 %';
}
