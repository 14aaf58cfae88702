import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contains, parseCidr } from '../../src/net/cidr.ts';
import { sortBlocks } from '../../src/net/sorted-blocks.ts';
import { blockInSmallUniverse } from './arbitrary-block.ts';

const someBlocks = fc.array(blockInSmallUniverse(6), { maxLength: 25 });

const ranks = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

describe('sorted blocks', () => {
  it('know which of them are inside a block', () => {
    fc.assert(
      fc.property(someBlocks, blockInSmallUniverse(6), (blocks, block) => {
        const sorted = sortBlocks(blocks);
        const all = ranks(0, sorted.length);
        const expected = all.filter((rank) => contains(block, sorted.cidrAt(rank)));
        expect(ranks(...sorted.inside(block))).toEqual(expected);
      }),
    );
  });

  it('know which of them are wider than a block and contain it', () => {
    fc.assert(
      fc.property(someBlocks, blockInSmallUniverse(6), (blocks, block) => {
        const sorted = sortBlocks(blocks);
        const around = ranks(0, sorted.length).filter((rank) => {
          const cidr = sorted.cidrAt(rank);
          return cidr.prefixLength < block.prefixLength && contains(cidr, block);
        });
        const lastOfEquals = around.filter(
          (rank) => !around.includes(rank + 1) || !sorted.equalsPrevious(rank + 1),
        );
        expect([...sorted.around(block)]).toEqual(lastOfEquals.toReversed());
        expect(sorted.countAround(block)).toBe(around.length);
      }),
    );
  });

  it('know which of them equal the one before', () => {
    const sorted = sortBlocks(['::/0', '10.0.0.0/8', '10.0.0.0/8', '::/0'].map(parseCidr));
    expect(ranks(0, 4).map((rank) => sorted.equalsPrevious(rank))).toEqual([
      false,
      true,
      false,
      true,
    ]);
  });
});
