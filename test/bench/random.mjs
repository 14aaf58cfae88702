/** Numbers that look random and are the same in every run, so that every run measures the same files. */

/**
 * Tommy Ettinger's mulberry32: whole numbers from 0 to below `limit`, which is at most 2^32.
 * @param {number} seed
 * @returns {(limit: number) => number}
 */
export function randomOf(seed) {
  let state = seed >>> 0;
  return (limit) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  };
}

/** The numbers from 0 to below `count`, each once, in random order (Fisher and Yates). */
export function shuffled(count, random) {
  const order = Uint32Array.from({ length: count }, (_, index) => index);
  for (let last = count - 1; last > 0; last -= 1) {
    const other = random(last + 1);
    [order[last], order[other]] = [order[other], order[last]];
  }
  return order;
}

/** One of the values of `[value, weight]` pairs, as often as their weights say. */
export function weighted(pairs, random) {
  let rest = random(pairs.reduce((sum, [, weight]) => sum + weight, 0));
  const found = pairs.find(([, weight]) => (rest -= weight) < 0);
  return found[0];
}
