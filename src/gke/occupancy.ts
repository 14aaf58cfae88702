/** All ranges of a network, sorted once, for whatever asks who has addresses where. */
import { AddressSet } from '../net/address-set.ts';
import { compare, type Cidr } from '../net/cidr.ts';
import { BlockSorter, type SortedBlocks } from '../net/sorted-blocks.ts';
import type { NamedRange, Network } from './cluster.ts';
import type { Occupant } from './occupants.ts';
import type { RangeTable } from './range-table.ts';

/**
 * Occupants by position: first those that are listed as objects, then the rows of tables. Of rows that
 * say the same range twice only the first counts.
 */
export class Occupancy {
  readonly listed: readonly Occupant[];
  readonly tables: readonly RangeTable[];
  readonly sorted: SortedBlocks;
  /** One more than the highest position. */
  readonly length: number;
  readonly #common: Pick<Occupant, 'network' | 'keepClear'>;
  #addresses: AddressSet | undefined;

  /** `common` holds for all rows of tables. */
  constructor(
    listed: readonly Occupant[],
    tables: readonly RangeTable[] = [],
    common: Pick<Occupant, 'network' | 'keepClear'> = { keepClear: false },
  ) {
    this.listed = listed;
    this.tables = tables;
    this.#common = common;
    this.length = tables.reduce((sum, table) => sum + table.length, listed.length);
    const sorted = this.#sort(new Set());
    const repeated = tables.length === 0 ? new Set<number>() : this.#repeatedIn(sorted);
    this.sorted = repeated.size === 0 ? sorted : this.#sort(repeated);
  }

  /** Every address that somebody has. */
  get addresses(): AddressSet {
    return (this.#addresses ??= AddressSet.ofSorted(this.sorted));
  }

  at(position: number): Occupant {
    const listed = this.listed[position];
    if (listed !== undefined) return listed;
    const [table, index] = this.#rowOf(position);
    return { ...table.rangeAt(index), ...this.#common, clusters: [] };
  }

  /** Whether a cluster has the range. */
  isOwned(position: number): boolean {
    return (this.listed[position]?.clusters.length ?? 0) > 0;
  }

  /** Those that have an address of the set, by position. */
  overlapping(set: AddressSet): readonly Occupant[] {
    if (this.addresses.intersect(set).size === 0n) return [];
    const ranks = new Set<number>();
    for (const block of set.blocks()) {
      for (const rank of this.#around(block)) ranks.add(rank);
      const [from, to] = this.sorted.inside(block);
      for (let rank = from; rank < to; rank += 1) ranks.add(rank);
    }
    return Array.from(ranks, (rank) => this.sorted.positions[rank]!)
      .toSorted((a, b) => a - b)
      .map((position) => this.at(position));
  }

  /** The lowest of those that have an address of a block, in the order of `compare`, blocks equal to `own` left out. */
  lowestIn(block: Cidr, own: Cidr): Occupant | undefined {
    const { sorted } = this;
    const [from, to] = sorted.inside(block);
    let lowest = from;
    for (const rank of this.#around(block)) lowest = rank;
    while (lowest < to && compare(sorted.cidrAt(lowest), own) === 0) lowest += 1;
    return lowest < Math.max(from, to) ? this.at(sorted.positions[lowest]!) : undefined;
  }

  /** Ranks of all that contain a block and are wider, from the last to the first. */
  *#around(block: Cidr): Generator<number> {
    for (let rank of this.sorted.around(block)) {
      yield rank;
      for (; this.sorted.equalsPrevious(rank); rank -= 1) yield rank - 1;
    }
  }

  #rowOf(position: number): readonly [RangeTable, number] {
    let index = position - this.listed.length;
    for (const table of this.tables) {
      if (index < table.length) return [table, index];
      index -= table.length;
    }
    throw new RangeError(`no occupant at ${position}`);
  }

  #sort(left: ReadonlySet<number>): SortedBlocks {
    const sorter = new BlockSorter(this.length);
    for (const [position, { cidr }] of this.listed.entries()) sorter.add(cidr, position);
    let position = this.listed.length;
    for (const { columns, rows } of this.tables)
      for (const row of rows) {
        if (!left.has(position))
          sorter.addIpv4(columns.firstAt(row), columns.prefixLengthAt(row), position);
        position += 1;
      }
    return sorter.sorted();
  }

  /** Positions of rows that repeat what a range of the same block says already. */
  #repeatedIn(sorted: SortedBlocks): ReadonlySet<number> {
    const repeated = new Set<number>();
    let seen = new Set<string>();
    for (let rank = 0; rank < sorted.length; rank += 1) {
      const repeats = sorted.equalsPrevious(rank);
      const hasTwin = repeats || (rank + 1 < sorted.length && sorted.equalsPrevious(rank + 1));
      if (!repeats && seen.size > 0) seen = new Set();
      if (!hasTwin) continue;
      const position = sorted.positions[rank]!;
      const identity = this.#identityAt(position);
      if (position >= this.listed.length && seen.has(identity)) repeated.add(position);
      seen.add(identity);
    }
    return repeated;
  }

  /** What ranges of one block have in common that are one: their name, else all that is known of them. */
  #identityAt(position: number): string {
    const listed = this.listed[position];
    if (listed !== undefined) return identityOf(listed);
    const [table, index] = this.#rowOf(position);
    const row = table.rows[index]!;
    return table.columns.nameAt(row) ?? identityOf(table.rangeAt(index));
  }
}

function identityOf({ name, role, subnet, region, secondary }: NamedRange): string {
  return name ?? JSON.stringify([role, subnet, region, secondary === true]);
}

/** Ranges that are only to be kept clear of, sorted already or not. */
export type KeepClear = Occupancy | readonly NamedRange[];

export function keptClear(ranges: KeepClear, tables: readonly RangeTable[] = []): Occupancy {
  if (ranges instanceof Occupancy) return ranges;
  const listed = ranges.map((range) => ({ ...range, clusters: [], keepClear: true }));
  return new Occupancy(listed, tables, { keepClear: true });
}

/** The tables of a network's ranges; none where it has none. */
export function tablesOf({ tables = [] }: Network): readonly RangeTable[] {
  return tables;
}
