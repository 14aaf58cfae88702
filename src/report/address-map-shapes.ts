/** What a row of a map draws of its items, and where: fractions of the row, whatever its width. */
import { defined } from '../defined.ts';
import { AddressSet } from '../net/address-set.ts';
import { type Cidr, compare, contains, size, widen } from '../net/cidr.ts';
import { displayWidth } from './layout.ts';
import type { MapItem } from './address-map-items.ts';

/** An item more than these bits longer than its row, below 1/64 of it, is enlarged in a row of its own. */
const seenBits = 6;

/** Items below 1/512 of the row that are this close are drawn as one. */
const finestBits = 9;

/** An item of which a reader can see where it starts and ends. */
export function isSeen({ cidr }: MapItem, row: Cidr): boolean {
  return cidr.prefixLength <= row.prefixLength + seenBits;
}

/** Items as they are drawn: cut at the ends of the row, the finest ones together, small gaps left out. */
export function shapesOf(items: readonly MapItem[], row: Cidr): readonly MapItem[] {
  const longest = row.prefixLength + finestBits;
  const shapes: MapItem[] = [];
  const fine = new Map<string, { readonly cidr: Cidr; readonly items: MapItem[] }>();
  for (const item of items) {
    if (item.look === 'free' && !isSeen(item, row)) continue;
    if (item.cidr.prefixLength <= longest) {
      shapes.push(item.cidr.prefixLength < row.prefixLength ? partOf(item, row) : item);
      continue;
    }
    const cidr = widen(item.cidr, longest);
    const bin = fine.get(cidr.text) ?? { cidr, items: [] };
    bin.items.push(item);
    fine.set(cidr.text, bin);
  }
  const joined = [...fine.values()].map((bin) => joinedShape(bin.cidr, bin.items));
  return [...shapes, ...joined].toSorted((a, b) => compare(a.cidr, b.cidr));
}

/** Of an item wider than the row, the part in it: how much of that part is used nobody knows. */
function partOf({ look, label, detail, target }: MapItem, row: Cidr): MapItem {
  return { cidr: row, look, label, detail, ...defined({ target }) };
}

/** One shape for items that are too small; ranges of clusters are seen whatever their size. */
function joinedShape(cidr: Cidr, items: readonly MapItem[]): MapItem {
  const [only, ...more] = items;
  const filled = items.some(({ target }) => target !== undefined) ? undefined : share(items, cidr);
  if (only !== undefined && more.length === 0) return { ...only, cidr, ...defined({ filled }) };
  const alike = items.every(({ look }) => look === only?.look);
  return {
    cidr,
    look: alike ? (only?.look ?? 'several') : 'several',
    label: '',
    detail: `${cidr.text}: ${items.length} ranges, too small to be drawn here`,
    ...defined({ filled }),
  };
}

/** How much of a block its items take. */
function share(items: readonly MapItem[], cidr: Cidr): number {
  const taken = AddressSet.of(items.map((item) => item.cidr));
  return quotient(taken.size, size(cidr));
}

/** Where a block starts in a row and how wide it is there, from 0 to 1. */
export interface Extent {
  readonly start: number;
  readonly width: number;
}

/** Whole numbers have no fraction, so a quotient of large ones is taken in this many parts. */
const parts = 10n ** 9n;

export function extentOf(block: Cidr, row: Cidr): Extent {
  return {
    start: quotient(block.first - row.first, size(row)),
    width: quotient(size(block), size(row)),
  };
}

function quotient(part: bigint, whole: bigint): number {
  return Number((part * parts) / whole) / Number(parts);
}

/** How deep each block lies in the ones before it, which come in the order of `compare`. */
export function depths(blocks: readonly Cidr[]): readonly number[] {
  const around: Cidr[] = [];
  return blocks.map((block) => {
    while (around.length > 0 && !contains(around.at(-1)!, block)) around.pop();
    return around.push(block) - 1;
  });
}

export interface Label {
  readonly text: string;
  /** From 0 to 1; the text begins there, or ends there. */
  readonly at: number;
  readonly anchor: 'start' | 'end';
}

/** Pixels of a character; an estimate that is rather too wide. */
const characterWidth = 6.4;
const labelGap = 8;

/**
 * The labels that a row of this width has room for without two of them touching, in the order given:
 * what comes first is more important.
 */
export function placedLabels(
  candidates: readonly { readonly text: string; readonly extent: Extent }[],
  width: number,
): readonly Label[] {
  const taken: (readonly [from: number, to: number])[] = [];
  const labels: Label[] = [];
  for (const { text, extent } of candidates) {
    const needed = displayWidth(text) * characterWidth;
    const end = (extent.start + extent.width) * width;
    const anchor = extent.start * width + needed <= width ? 'start' : 'end';
    const from = anchor === 'start' ? extent.start * width : end - needed;
    const to = from + needed + labelGap;
    const blocked = from < 0 || taken.some(([start, stop]) => from < stop && start < to);
    if (text === '' || blocked) continue;
    taken.push([from, to]);
    labels.push({ text, at: anchor === 'start' ? extent.start : end / width, anchor });
  }
  return labels;
}
