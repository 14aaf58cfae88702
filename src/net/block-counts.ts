/**
 * How many blocks of each size a set of IPv4 addresses has: enough to say how many more fit, though
 * not where. Counting is arithmetic on 33 numbers, however many blocks there are.
 */
import type { AddressSet } from './address-set.ts';
import { addressBits } from './cidr.ts';

/** At each prefix length, the blocks of the set that no wider block of it contains. */
export type BlockCounts = readonly number[];

/** The IPv4 blocks of a set. */
export function countBlocks(set: AddressSet): BlockCounts {
  const counts = Array.from({ length: addressBits[4] + 1 }, () => 0);
  for (const { family, prefixLength } of set.blocks()) if (family === 4) counts[prefixLength]! += 1;
  return counts;
}

/** How many blocks of a prefix length could be taken beside each other. */
export function blocksThatFit(counts: BlockCounts, prefixLength: number): number {
  return counts
    .slice(0, Math.max(0, prefixLength + 1))
    .reduce((sum, count, length) => sum + count * 2 ** (prefixLength - length), 0);
}

/**
 * What is left when `taken` blocks of a prefix length are taken, each by best fit; undefined where
 * fewer fit.
 */
export function withoutBlocks(
  counts: BlockCounts,
  prefixLength: number,
  taken: number,
): BlockCounts | undefined {
  const left = [...counts];
  let missing = taken;
  for (let length = prefixLength; length >= 0 && missing > 0; length -= 1) {
    const held = 2 ** (prefixLength - length);
    const emptied = Math.min(left[length] ?? 0, Math.floor(missing / held));
    left[length]! -= emptied;
    missing -= emptied * held;
    if (missing > 0 && left[length]! > 0) {
      left[length]! -= 1;
      addRest(left, prefixLength, held - missing);
      missing = 0;
    }
  }
  return missing > 0 ? undefined : left;
}

/** The end of a block of which the first part is taken: one block for each bit of its size. */
function addRest(counts: number[], prefixLength: number, rest: number): void {
  for (let length = prefixLength, size = rest; size > 0; length -= 1, size = Math.floor(size / 2))
    if (size % 2 === 1) counts[length]! += 1;
}
