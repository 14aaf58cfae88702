import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AddressSet } from '../../src/net/address-set.ts';
import {
  blocksThatFit,
  countBlocks,
  withoutBlocks,
  type BlockCounts,
} from '../../src/net/block-counts.ts';
import { parseCidr } from '../../src/net/cidr.ts';
import { blockInSmallUniverse } from './arbitrary-block.ts';

const setOf = (...texts: string[]): AddressSet => AddressSet.of(texts.map(parseCidr));
const countsOf = (...texts: string[]): BlockCounts => countBlocks(setOf(...texts));

/** Prefix lengths that there are blocks of, each with their number. */
const shown = (counts: BlockCounts | undefined) =>
  counts?.flatMap((count, length) => (count === 0 ? [] : [`${count} x /${length}`]));

describe('counts of blocks', () => {
  it('are of the widest blocks of a set, IPv4 alone', () => {
    expect(shown(countsOf('10.0.0.0/24', '10.0.1.0/24', '10.0.4.0/24', 'fd00::/8'))).toEqual([
      '1 x /23',
      '1 x /24',
    ]);
    expect(shown(countsOf('0.0.0.0/0'))).toEqual(['1 x /0']);
    expect(shown(countsOf('10.0.0.1/32'))).toEqual(['1 x /32']);
  });

  it('say how many blocks fit: those of wider blocks too, of narrower ones none', () => {
    const counts = countsOf('10.0.0.0/22', '10.0.8.0/24', '10.0.16.0/25');
    expect([21, 22, 23, 24, 25, 26].map((length) => blocksThatFit(counts, length))).toEqual([
      0, 1, 2, 5, 11, 22,
    ]);
    expect(blocksThatFit(countsOf('0.0.0.0/0'), 32)).toBe(2 ** 32);
    expect([-1, -2].map((length) => blocksThatFit(countsOf('0.0.0.0/0'), length))).toEqual([0, 0]);
  });

  it('lose the smallest blocks that hold one first, and keep the rest of the last one', () => {
    const counts = countsOf('10.0.0.0/20', '10.0.32.0/24');
    // the /24, then 4 of 16 /24
    expect(shown(withoutBlocks(counts, 24, 5))).toEqual(['1 x /21', '1 x /22']);
    expect(shown(withoutBlocks(counts, 24, 17))).toEqual([]);
    expect(withoutBlocks(counts, 24, 18)).toBeUndefined();
    expect(withoutBlocks(counts, 19, 1)).toBeUndefined();
    expect(shown(withoutBlocks(countsOf('0.0.0.0/0'), 32, 2 ** 32 - 1))).toEqual(['1 x /32']);
  });

  it('are those of the set that the same blocks are taken of', () => {
    const someSet = fc
      .array(blockInSmallUniverse(), { maxLength: 12 })
      .map((blocks) => AddressSet.of(blocks));
    fc.assert(
      fc.property(
        someSet,
        fc.integer({ min: 24, max: 32 }),
        fc.integer({ min: 0, max: 40 }),
        (set, length, count) => {
          const left = set.takeMany(4, length, count)?.rest;
          const counts = withoutBlocks(countBlocks(set), length, count);
          expect(counts).toEqual(left && countBlocks(left));
          expect(count <= blocksThatFit(countBlocks(set), length)).toBe(left !== undefined);
        },
      ),
      { numRuns: 500 },
    );
  });
});
