/**
 * A set of whole numbers as the sorted numbers at which it starts and ends: it starts at those of even
 * index and ends before those of odd index. A set has one such list, of even length and ascending.
 */
export type Boundaries<N extends number | bigint> = readonly N[];

/** Which numbers of two sets the result has, by whether they are in each. */
export type Keep = (inFirst: boolean, inSecond: boolean) => boolean;

/** Set algebra in one merge of both lists. `keep` is false for what is in neither. */
export function combine<N extends number | bigint>(
  first: Boundaries<N>,
  second: Boundaries<N>,
  keep: Keep,
): Boundaries<N> {
  const result: N[] = [];
  let [i, j] = [0, 0];
  while (i < first.length || j < second.length) {
    const at = j >= second.length || first[i]! < second[j]! ? first[i]! : second[j]!;
    if (first[i] === at) i += 1;
    if (second[j] === at) j += 1;
    const isIn = keep(i % 2 === 1, j % 2 === 1);
    if (isIn !== (result.length % 2 === 1)) result.push(at);
  }
  return result;
}

/** How many boundaries are at `value` or before it: an odd count says that the set has `value`. */
export function countUpTo<N extends number | bigint>(list: Boundaries<N>, value: N): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (list[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
