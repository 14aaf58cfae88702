/** How the blocks of a sorted list lie in each other, by rank. */
export interface Nesting {
  /** The rank behind the last block inside it. */
  readonly ends: Uint32Array;
  /** How many blocks before it contain it, equal ones included. */
  readonly depths: Uint32Array;
  /** The last rank of the narrowest blocks that are wider and contain it; -1 where there is none. */
  readonly parents: Int32Array;
}

export function newNesting(length: number): Nesting {
  return {
    ends: new Uint32Array(length),
    depths: new Uint32Array(length),
    parents: new Int32Array(length).fill(-1),
  };
}

/**
 * Fills in the nesting of the blocks of one family, by their first and last addresses, from rank `offset`
 * on. One sweep with a stack of the blocks that are still open. Invariant: each block on the stack contains
 * all above it and the one that is looked at next, since CIDR blocks nest or are apart.
 */
export function nest<N extends number | bigint>(
  firsts: ArrayLike<N>,
  lasts: ArrayLike<N>,
  offset: number,
  { ends, depths, parents }: Nesting,
): void {
  const { length } = firsts;
  const open = new Uint32Array(length);
  let height = 0;
  for (let index = 0; index < length; index += 1) {
    while (height > 0 && lasts[open[height - 1]!]! < firsts[index]!) {
      height -= 1;
      ends[offset + open[height]!] = offset + index;
    }
    if (height > 0) {
      const top = open[height - 1]!;
      const isEqual = firsts[top] === firsts[index] && lasts[top] === lasts[index];
      parents[offset + index] = isEqual ? parents[offset + top]! : offset + top;
    }
    depths[offset + index] = height;
    open[height] = index;
    height += 1;
  }
  for (const index of open.subarray(0, height)) ends[offset + index] = offset + length;
}
