import * as fc from 'fast-check';
import { addressBits, blockAt, type Cidr, type Family } from '../../src/net/cidr.ts';

/** Any block of either family but the IPv4-mapped ones, which have no text that the parser accepts. */
export function anyBlock(): fc.Arbitrary<Cidr> {
  return fc.oneof(blockOf(4), blockOf(6)).filter((block) => block.first >> 32n !== 0xffffn);
}

function blockOf(family: Family): fc.Arbitrary<Cidr> {
  const bits = addressBits[family];
  return fc
    .tuple(
      fc.integer({ min: 0, max: bits }),
      fc.bigInt({ min: 0n, max: (1n << BigInt(bits)) - 1n }),
    )
    .map(([prefixLength, address]) => {
      const hostBits = BigInt(bits - prefixLength);
      return blockAt(family, (address >> hostBits) << hostBits, prefixLength);
    });
}

/**
 * Blocks of a small universe that meet often: 10.0.0.0/24 (or fd00::/120), any of its
 * `2 ** (depth + 1) - 1` blocks from the whole down to `depth` bits more.
 */
export function blockInSmallUniverse(depth = 8): fc.Arbitrary<Cidr> {
  return fc
    .record({
      family: fc.constantFrom<Family[]>(4, 6),
      bits: fc.integer({ min: 0, max: depth }),
      offset: fc.integer({ min: 0, max: 255 }),
    })
    .map(({ family, bits, offset }) => {
      const base = universeStart[family];
      const size = 2 ** (8 - bits);
      const start = base + BigInt(offset - (offset % size));
      return blockAt(family, start, addressBits[family] - 8 + bits);
    });
}

/** Where the 256 addresses of each family in the small universe start. */
export const universeStart: Readonly<Record<Family, bigint>> = {
  4: 0x0a00_0000n,
  6: 0xfd00n << 112n,
};
