import { blockAt, contains, widen, type Cidr } from './cidr.ts';
import { sortedPositions } from './sort.ts';

/**
 * Set algebra on minimal lists of blocks: ascending, apart from each other, and no two of them
 * together a wider block. A set of addresses has one such list. Since CIDR blocks nest or are
 * apart, each operation is one merge of two sorted lists, and its result is minimal again.
 */
export type BlockList = readonly Cidr[];

/** The minimal list of any blocks, in any order, overlapping or not. */
export function minimalList(blocks: readonly Cidr[]): BlockList {
  const list: Cidr[] = [];
  for (const position of sortedPositions(blocks)) {
    const block = blocks[position];
    const previous = list.at(-1);
    if (block === undefined || (previous !== undefined && contains(previous, block))) continue;
    list.push(block);
    joinHalves(list);
  }
  return list;
}

/** Replaces two halves at the end of a list by their whole, for as long as there are two. */
function joinHalves(list: Cidr[]): void {
  for (;;) {
    const lower = list.at(-2);
    const upper = list.at(-1);
    if (lower === undefined || upper === undefined) return;
    if (lower.prefixLength !== upper.prefixLength || lower.last + 1n !== upper.first) return;
    const whole = widen(upper, upper.prefixLength - 1);
    if (!contains(whole, lower)) return;
    list.splice(-2, 2, whole);
  }
}

/** The addresses of `list` that are not in `holes`. */
export function subtractLists(list: BlockList, holes: BlockList): BlockList {
  const result: Cidr[] = [];
  let next = 0;
  for (const block of list) {
    next = skipBefore(holes, next, block);
    const from = next;
    while (next < holes.length && contains(block, holes[next]!)) next += 1;
    const hole = holes[from];
    if (next > from) carve(block, holes, from, next, result);
    else if (hole === undefined || !contains(hole, block)) result.push(block);
  }
  return result;
}

/** Collects what is left of `block` without the holes `from` to `to`, all of which are inside it. */
function carve(block: Cidr, holes: BlockList, from: number, to: number, result: Cidr[]): void {
  if (from === to) {
    result.push(block);
    return;
  }
  if (holes[from]?.prefixLength === block.prefixLength) return;
  const [lower, upper] = halves(block);
  const middle = skipBefore(holes, from, upper, to);
  carve(lower, holes, from, middle, result);
  carve(upper, holes, middle, to, result);
}

function halves(block: Cidr): readonly [lower: Cidr, upper: Cidr] {
  const { family, first, last, prefixLength } = block;
  const middle = first + (last - first + 1n) / 2n;
  return [blockAt(family, first, prefixLength + 1), blockAt(family, middle, prefixLength + 1)];
}

/** The addresses that both lists have: of two blocks that meet, the smaller one. */
export function intersectLists(a: BlockList, b: BlockList): BlockList {
  const result: Cidr[] = [];
  let next = 0;
  for (const block of a) {
    next = skipBefore(b, next, block);
    const other = b[next];
    if (other !== undefined && contains(other, block)) result.push(block);
    else {
      for (; next < b.length && contains(block, b[next]!); next += 1) {
        result.push(b[next]!);
      }
    }
  }
  return result;
}

/** The first index from `from` on, at most `to`, whose block does not end before `block` starts. */
function skipBefore(list: BlockList, from: number, block: Cidr, to = list.length): number {
  let index = from;
  while (index < to && endsBefore(list[index]!, block)) index += 1;
  return index;
}

/** Whether all of `a` comes before all of `b`; IPv4 comes before IPv6. */
export function endsBefore(a: Cidr, b: Cidr): boolean {
  return a.family === b.family ? a.last < b.first : a.family < b.family;
}
