/** Which ranges reach each other, and which of those share addresses. */
import { countOverlaps, countOverlapsBetween, worstOverlaps } from '../net/overlaps.ts';
import { BlockSorter, type SortedBlocks } from '../net/sorted-blocks.ts';
import type { Network } from './cluster.ts';
import type { Occupancy } from './occupancy.ts';
import type { Occupant } from './occupants.ts';

/** As many pairs are listed where nobody says how many; all are counted. */
const defaultListed = 100;

export type OverlappingPair = readonly [Occupant, Occupant];

export interface OverlappingPairs {
  /** The worst ones: those of clusters before all others, then those that share the most addresses. */
  readonly pairs: readonly OverlappingPair[];
  /** All of them, exactly. */
  readonly count: number;
}

export interface Inhabited {
  readonly network: Network;
  readonly occupancy: Occupancy;
  readonly connected: readonly Network[];
}

/** Within each network, between connected networks, and with what every network keeps clear of. */
export function overlappingPairs(
  networks: readonly Inhabited[],
  keepClear: Occupancy,
  listed = defaultListed,
): OverlappingPairs {
  const indexes = new Map(networks.map(({ network }, index) => [network, index]));
  const found = networks.flatMap(({ occupancy, connected }, index) => [
    overlapsWithin(occupancy, listed),
    overlapsBetween(occupancy, keepClear, listed),
    ...connected
      .map((other) => indexes.get(other) ?? index)
      .filter((other) => other > index)
      .toSorted((a, b) => a - b)
      .map((other) => overlapsBetween(occupancy, networks[other]!.occupancy, listed)),
  ]);
  return {
    pairs: found
      .flatMap(({ pairs }) => pairs)
      .toSorted(compareBadness)
      .slice(0, listed),
    count: found.reduce((sum, { count }) => sum + count, 0),
  };
}

function compareBadness(a: OverlappingPair, b: OverlappingPair): number {
  return (
    Number(isOfCluster(b)) - Number(isOfCluster(a)) ||
    a[0].cidr.family - b[0].cidr.family ||
    sharedPrefix(a) - sharedPrefix(b)
  );
}

function isOfCluster(pair: OverlappingPair): boolean {
  return pair.some(({ clusters }) => clusters.length > 0);
}

function sharedPrefix([a, b]: OverlappingPair): number {
  return Math.max(a.cidr.prefixLength, b.cidr.prefixLength);
}

/* Kinds of ranges, as bits: of clusters or not, and on which side of two lists. */
const plain = 1;
const owned = 2;
const either = plain | owned;

/** Which kinds go together: with a range of a cluster first, then all others. */
const within = [
  (kind: number) => (kind === owned ? either : owned),
  (kind: number) => (kind === owned ? 0 : plain),
];

function overlapsWithin(occupancy: Occupancy, listed: number): OverlappingPairs {
  const { sorted } = occupancy;
  const count = countOverlaps(sorted);
  if (count === 0) return { pairs: [], count };
  const kindOf = (position: number) => (occupancy.isOwned(position) ? owned : plain);
  const pairs = worst(sorted, kindOf, within, listed).map(
    ([outer, inner]) => [occupancy.at(outer), occupancy.at(inner)] as const,
  );
  return { pairs, count };
}

/** Kinds of the right side are those of the left, two bits further. */
const onRight = (kind: number) => kind << 2;
const between = within.map((partners) => (kind: number) => {
  const isRight = kind > either;
  const others = partners(isRight ? kind >> 2 : kind);
  return isRight ? others : onRight(others);
});

function overlapsBetween(left: Occupancy, others: Occupancy, listed: number): OverlappingPairs {
  const count = countOverlapsBetween(left.sorted, others.sorted);
  if (count === 0) return { pairs: [], count };
  const sorter = new BlockSorter(left.sorted.length + others.sorted.length);
  sorter.addAll(left.sorted, 0);
  sorter.addAll(others.sorted, left.length);
  const occupant = (position: number) =>
    position < left.length ? left.at(position) : others.at(position - left.length);
  const kindOf = (position: number) => {
    const isLeft = position < left.length;
    const isOwned = isLeft ? left.isOwned(position) : others.isOwned(position - left.length);
    const kind = isOwned ? owned : plain;
    return isLeft ? kind : onRight(kind);
  };
  const pairs = worst(sorter.sorted(), kindOf, between, listed).map(([outer, inner]) => {
    const [first, second] = outer < inner ? [outer, inner] : [inner, outer];
    return [occupant(first), occupant(second)] as const;
  });
  return { pairs, count };
}

function worst(
  sorted: SortedBlocks,
  kindOf: (position: number) => number,
  orders: readonly ((kind: number) => number)[],
  listed: number,
) {
  const pairs: (readonly [number, number])[] = [];
  for (const partners of orders)
    for (const pair of worstOverlaps(sorted, kindOf, partners)) {
      if (pairs.length >= listed) return pairs;
      pairs.push(pair);
    }
  return pairs;
}
