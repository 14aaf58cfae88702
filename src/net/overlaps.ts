import { contains, type Cidr } from './cidr.ts';
import { sortedPositions } from './sort.ts';

/** Pairs that share addresses: all of them counted, the first of them listed. */
export interface Overlaps<T> {
  readonly pairs: readonly (readonly [T, T])[];
  readonly count: number;
}

export type Relation = 'equal' | 'contains' | 'inside' | 'apart';

/** How block `a` lies to block `b`. CIDR blocks never overlap in part; blocks of two families are apart. */
export function relation(a: Cidr, b: Cidr): Relation {
  const around = contains(a, b);
  const within = contains(b, a);
  if (around) return within ? 'equal' : 'contains';
  return within ? 'inside' : 'apart';
}

/** The addresses that two blocks share, which is the smaller of them; undefined when they are apart. */
export function commonBlock(a: Cidr, b: Cidr): Cidr | undefined {
  if (contains(a, b)) return b;
  return contains(b, a) ? a : undefined;
}

/**
 * All pairs of items whose blocks overlap, in O(n log n) however many they are: a million equal
 * ranges are 5 × 10^11 pairs. An IPv4 and an IPv6 block never overlap.
 *
 * Pairs are [outer, inner], of equal blocks the earlier item first, in the order of the outer
 * block, then of the inner one, then of the input; at most `limit` of them are listed.
 */
export function findOverlaps<T>(
  items: readonly T[],
  cidrOf: (item: T) => Cidr,
  limit: number,
): Overlaps<T> {
  const { order, ends } = nest(items.map(cidrOf));
  const pairs: (readonly [T, T])[] = [];
  let count = 0;
  for (let outer = 0; outer < order.length; outer += 1) {
    const end = ends[outer]!;
    count += end - outer - 1;
    for (let inner = outer + 1; inner < end && pairs.length < limit; inner += 1) {
      pairs.push([items[order[outer]!]!, items[order[inner]!]!]);
    }
  }
  return { pairs, count };
}

/**
 * The pairs of {@link findOverlaps} that have one item in each list, as [left, right], counted and
 * ordered alike; of equal blocks the left one counts as the outer.
 */
export function findOverlapsBetween<T>(
  left: readonly T[],
  right: readonly T[],
  cidrOf: (item: T) => Cidr,
  limit: number,
): Overlaps<T> {
  const items = [...left, ...right];
  const { order, ends } = nest(items.map(cidrOf));
  const isLeft = Array.from(order, (position) => position < left.length);
  const lefts = ranksWhere(isLeft, true);
  const rights = ranksWhere(isLeft, false);
  const pairs: (readonly [T, T])[] = [];
  let count = 0;
  for (let outer = 0; outer < order.length; outer += 1) {
    const others = isLeft[outer] === true ? rights : lefts;
    const from = others.before[outer]!;
    const to = others.before[ends[outer]!]!;
    count += to - from;
    for (let index = from; index < to && pairs.length < limit; index += 1) {
      const inner = others.ranks[index]!;
      const [a, b] = isLeft[outer] === true ? [outer, inner] : [inner, outer];
      pairs.push([items[order[a]!]!, items[order[b]!]!]);
    }
  }
  return { pairs, count };
}

interface Nesting {
  /** Positions of the blocks, sorted: what a block contains comes right after it. */
  readonly order: Uint32Array;
  /** For each rank in that order, the rank behind the last block inside it. */
  readonly ends: Uint32Array;
}

/** One sweep with a stack of the blocks that are still open, since CIDR blocks nest or are apart. */
function nest(blocks: readonly Cidr[]): Nesting {
  const order = sortedPositions(blocks);
  const ends = new Uint32Array(order.length).fill(order.length);
  const open: number[] = [];
  for (let rank = 0; rank < order.length; rank += 1) {
    const block = blocks[order[rank]!]!;
    for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
      if (contains(blocks[order[top]!]!, block)) break;
      ends[top] = rank;
      open.pop();
    }
    open.push(rank);
  }
  return { order, ends };
}

/** The ranks of one side, and for each rank how many of that side come before it. */
function ranksWhere(
  isLeft: readonly boolean[],
  side: boolean,
): { readonly ranks: Uint32Array; readonly before: Uint32Array } {
  const ranks = new Uint32Array(isLeft.length);
  const before = new Uint32Array(isLeft.length + 1);
  let found = 0;
  isLeft.forEach((value, rank) => {
    before[rank] = found;
    if (value !== side) return;
    ranks[found] = rank;
    found += 1;
  });
  before[isLeft.length] = found;
  return { ranks, before };
}
