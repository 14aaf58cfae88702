/** How many slips a word may be away from the one that was meant: one in three letters, at least two. */
function reach(word: string): number {
  return Math.max(2, Math.floor(word.length / 3));
}

/**
 * The candidate that was probably meant by a misspelt word, upper and lower case aside; the first of
 * equals. `undefined` where none is near.
 */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  let best: { readonly candidate: string; readonly slips: number } | undefined;
  for (const candidate of candidates) {
    const slips = distance(word.toLowerCase(), candidate.toLowerCase());
    if (slips <= reach(candidate) && slips < (best?.slips ?? Number.POSITIVE_INFINITY)) {
      best = { candidate, slips };
    }
  }
  return best?.candidate;
}

/**
 * Letters to insert, delete, replace or swap with their neighbour until `a` is `b`: the Damerau–Levenshtein
 * distance in its restricted form (optimal string alignment), which edits no letter twice.
 */
export function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > reach(b)) return Math.max(a.length, b.length);
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1];
      const swapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      current[column] = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
        swapped ? (beforeLast[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    beforeLast = last;
    last = current;
  }
  return last[b.length] ?? 0;
}
