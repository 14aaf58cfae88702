/** The rows of a map: which parts of a network are enlarged so that every range can be seen. */
import { AddressSet } from '../net/address-set.ts';
import {
  type Cidr,
  addressBits,
  blockAt,
  compare,
  contains,
  overlaps,
  widen,
} from '../net/cidr.ts';
import type { MapItem } from './address-map-items.ts';
import { isSeen, shapesOf } from './address-map-shapes.ts';

export interface MapRow {
  readonly block: Cidr;
  /** Items that share addresses with the block, in the order of `compare`. */
  readonly items: readonly MapItem[];
  /** What is drawn of them. */
  readonly shapes: readonly MapItem[];
  /** The row that it enlarges a part of. */
  readonly parent?: MapRow;
  /** What the row shows beside its addresses. */
  readonly remark?: string;
}

export interface MapRows {
  readonly rows: readonly MapRow[];
  /** Rows that there was no room for. */
  readonly left: number;
}

/** A row enlarges at least by these bits. */
const zoomBits = 2;

/** A block that is alone is shown with what is around it. */
const contextBits = 3;

/** Rows for all of the space and for ranges outside of it, then for what is too small in them. */
export function mapRows(space: AddressSet, items: readonly MapItem[], budget: number): MapRows {
  const blocks = [...space.blocks(), ...outside(space, items)].toSorted(compare);
  const rows = blocks.map((block): MapRow => rowOf(block, items));
  let drawn = rows.reduce((sum, row) => sum + row.shapes.length, 0);
  let left = 0;
  for (const row of rows) {
    for (const block of zooms(row)) {
      const next = { ...rowOf(block, row.items), parent: row };
      drawn += next.shapes.length;
      if (drawn <= budget) rows.push(next);
      else left += 1;
    }
  }
  return { rows, left };
}

function rowOf(block: Cidr, candidates: readonly MapItem[]): MapRow {
  const items = candidates.filter(({ cidr }) => overlaps(cidr, block));
  return { block, items, shapes: shapesOf(items, block) };
}

/** Blocks around the ranges outside the space, one for those that share their first eight bits. */
function outside(space: AddressSet, items: readonly MapItem[]): readonly Cidr[] {
  const hulls = new Map<string, Cidr>();
  for (const { cidr } of items) {
    if (space.overlaps(cidr)) continue;
    const { text } = widen(cidr, Math.min(8, cidr.prefixLength));
    hulls.set(text, hullOf([hulls.get(text) ?? cidr, cidr]));
  }
  return AddressSet.of(hulls.values()).blocks();
}

/** The smallest block around all of them. */
export function hullOf(blocks: readonly Cidr[]): Cidr {
  return blocks.reduce((hull, block) => {
    let around = hull;
    while (!contains(around, block)) around = widen(around, around.prefixLength - 1);
    return around;
  });
}

/** Parts of a row to enlarge, those with ranges of clusters first. */
function zooms(row: MapRow): readonly Cidr[] {
  const small = row.items.filter((item) => item.look !== 'free' && !isSeen(item, row.block));
  const own = small.filter(({ target }) => target !== undefined);
  const first = parts(
    own.map(({ cidr }) => cidr),
    row.block,
  );
  const others = small.filter(({ cidr }) => !first.some((part) => contains(part, cidr)));
  return [
    ...first,
    ...parts(
      others.map(({ cidr }) => cidr),
      row.block,
    ),
  ];
}

/** The fewest parts of a block that enlarge all these blocks by enough. */
function parts(blocks: readonly Cidr[], row: Cidr): readonly Cidr[] {
  if (blocks.length === 0) return [];
  const hull = hullOf(blocks);
  const widest = row.prefixLength + zoomBits;
  if (hull.prefixLength < widest) {
    const half = (block: Cidr) => widen(block, hull.prefixLength + 1).first === hull.first;
    return [
      ...parts(blocks.filter(half), row),
      ...parts(
        blocks.filter((one) => !half(one)),
        row,
      ),
    ];
  }
  const alone = blocks.every(({ prefixLength }) => prefixLength === hull.prefixLength);
  return [alone ? widen(hull, Math.max(widest, hull.prefixLength - contextBits)) : hull];
}

/** Each row behind the one it enlarges, in the order of addresses. */
export function inReadingOrder(rows: readonly MapRow[]): readonly MapRow[] {
  const children = new Map<MapRow | undefined, MapRow[]>();
  for (const row of rows) children.set(row.parent, [...(children.get(row.parent) ?? []), row]);
  const from = (parent: MapRow | undefined): readonly MapRow[] =>
    (children.get(parent) ?? [])
      .toSorted((a, b) => compare(a.block, b.block))
      .flatMap((row) => [row, ...from(row)]);
  return from(undefined);
}

/** Blocks of one length in a row. */
export function blocksIn(block: Cidr, prefixLength: number): readonly Cidr[] {
  const step = 1n << BigInt(addressBits[block.family] - prefixLength);
  return Array.from({ length: 2 ** (prefixLength - block.prefixLength) }, (_, index) =>
    blockAt(block.family, block.first + step * BigInt(index), prefixLength),
  );
}
