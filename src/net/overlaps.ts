import { contains, type Cidr } from './cidr.ts';
import { mostBlocks, type SortedBlocks } from './sorted-blocks.ts';

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
 * How many pairs of blocks share addresses, in O(n) however many they are: a million equal ranges are
 * 5 × 10^11 pairs. An IPv4 and an IPv6 block never overlap.
 */
export function countOverlaps({ length, nesting }: SortedBlocks): number {
  const { ends } = nesting;
  let count = 0;
  for (let rank = 0; rank < length; rank += 1) count += ends[rank]! - rank - 1;
  return count;
}

/** How many pairs of a block of one list and a block of the other share addresses: O(n log m), n the shorter. */
export function countOverlapsBetween(a: SortedBlocks, b: SortedBlocks): number {
  if (a.length > b.length) return countOverlapsBetween(b, a);
  let count = 0;
  for (let rank = 0; rank < a.length; rank += 1) {
    const block = a.cidrAt(rank);
    const [from, to] = b.inside(block);
    count += to - from + b.countAround(block);
  }
  return count;
}

/** Two positions whose blocks overlap, that of the outer block first, of equal blocks the earlier one. */
export type Pair = readonly [outer: number, inner: number];

/** A kind of blocks, as a bit of its own. */
export type Kind = number;

/**
 * Overlapping pairs, those that share the most addresses first, IPv4 before IPv6; then in the order of
 * the inner block, for each the narrowest outer one first. A pair is one of those whose kinds go
 * together: `partners` has the kinds, as bits, that a block of a kind is paired with.
 */
export function* worstOverlaps(
  sorted: SortedBlocks,
  kindOf: (position: number) => Kind,
  partners: (kind: Kind) => number,
): Generator<Pair> {
  const { positions } = sorted;
  const kindAt = (rank: number) => kindOf(positions[rank]!);
  const around = kindsAround(sorted, kindAt);
  for (const inner of innerByWidth(sorted)) {
    const wanted = partners(kindAt(inner));
    if ((wanted & around[inner]!) === 0) continue;
    for (const outer of containersOf(sorted, inner))
      if ((kindAt(outer) & wanted) !== 0) yield [positions[outer]!, positions[inner]!];
  }
}

/** For each rank the kinds of all blocks before it that contain it. */
function kindsAround(sorted: SortedBlocks, kindAt: (rank: number) => Kind): Uint8Array {
  const { parents } = sorted.nesting;
  const around = new Uint8Array(sorted.length);
  for (let rank = 0; rank < sorted.length; rank += 1) {
    const container = sorted.equalsPrevious(rank) ? rank - 1 : parents[rank]!;
    if (container >= 0) around[rank] = around[container]! | kindAt(container);
  }
  return around;
}

/** The blocks before one that contain it, the narrowest first. */
function* containersOf(sorted: SortedBlocks, inner: number): Generator<number> {
  const { parents } = sorted.nesting;
  for (let rank = inner; rank >= 0;) {
    if (rank !== inner) yield rank;
    rank = sorted.equalsPrevious(rank) ? rank - 1 : parents[rank]!;
  }
}

/** Ranks of the blocks that one before them contains: by family, then the widest first, then by rank. */
function* innerByWidth(sorted: SortedBlocks): Generator<number> {
  const { depths } = sorted.nesting;
  const inner = depths.reduce((count, depth) => (depth > 0 ? count + 1 : count), 0);
  const keys = new Float64Array(inner);
  let filled = 0;
  for (let rank = 0; rank < sorted.length; rank += 1)
    if (depths[rank]! > 0) {
      const family = rank < sorted.ipv4Length ? 0 : 1;
      keys[filled] = (family * 256 + sorted.prefixLengthAt(rank)) * mostBlocks + rank;
      filled += 1;
    }
  for (const key of keys.toSorted()) yield key % mostBlocks;
}
