import { addressBits, blockAt, type Cidr, type Family } from '../../src/net/cidr.ts';
import { universeStart } from './arbitrary-block.ts';

/** The naive twin of a set: for each address of the small universe, whether it is in the set. */
export type Truth = Readonly<Record<Family, readonly boolean[]>>;

export const families: readonly Family[] = [4, 6];
export const nothing: Truth = { 4: Array(256).fill(false), 6: Array(256).fill(false) };

export function truthOf(blocks: readonly Cidr[]): Truth {
  const cells = (family: Family): boolean[] =>
    nothing[family].map((_, offset) => {
      const address = universeStart[family] + BigInt(offset);
      return blocks.some((b) => b.family === family && b.first <= address && address <= b.last);
    });
  return { 4: cells(4), 6: cells(6) };
}

export function combine(a: Truth, b: Truth, both: (x: boolean, y: boolean) => boolean): Truth {
  const cells = (family: Family): boolean[] =>
    a[family].map((x, offset) => both(x, b[family][offset]!));
  return { 4: cells(4), 6: cells(6) };
}

/** Every aligned block of the universe that is wholly true and whose wider block is not: the fewest CIDRs. */
export function widestBlocks(truth: Truth): Cidr[] {
  const found: Cidr[] = [];
  const isWhole = (family: Family, start: number, size: number): boolean =>
    size <= 256 && truth[family].slice(start, start + size).every(Boolean);
  for (const family of families) {
    for (let start = 0; start < 256; start += 1) {
      for (let bits = 0; bits <= 8; bits += 1) {
        const size = 2 ** (8 - bits);
        const parent = start - (start % (2 * size));
        const aligned = start % size === 0;
        if (aligned && isWhole(family, start, size) && !isWhole(family, parent, 2 * size)) {
          const first = universeStart[family] + BigInt(start);
          found.push(blockAt(family, first, addressBits[family] - 8 + bits));
        }
      }
    }
  }
  return found;
}

export function bestFit(truth: Truth, family: Family, prefixLength: number): Cidr | undefined {
  const [home] = widestBlocks(truth)
    .filter((block) => block.family === family && block.prefixLength <= prefixLength)
    .toSorted((a, b) => b.prefixLength - a.prefixLength || Number(a.first - b.first));
  return home === undefined ? undefined : blockAt(family, home.first, prefixLength);
}
