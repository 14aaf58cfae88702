import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compare, parseCidr } from '../../src/net/cidr.ts';
import { sortBlocks } from '../../src/net/sorted-blocks.ts';
import { anyBlock, blockInSmallUniverse } from './arbitrary-block.ts';

describe('sortBlocks', () => {
  it('orders by family, address and width, and equal blocks by position', () => {
    const texts = [
      'fd00::/8',
      '10.0.0.0/16',
      '255.255.255.255/32',
      '10.0.0.0/8',
      '10.0.0.0/16',
      '::/0',
      'fd00::/8',
      '0.0.0.0/0',
    ];
    expect([...sortBlocks(texts.map(parseCidr)).positions]).toEqual([7, 3, 1, 4, 2, 5, 0, 6]);
  });

  it('agrees with sorting by compare', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(anyBlock(), blockInSmallUniverse())), (blocks) => {
        const expected = blocks
          .map((block, position) => ({ block, position }))
          .toSorted((a, b) => compare(a.block, b.block))
          .map(({ position }) => position);
        expect([...sortBlocks(blocks).positions]).toEqual(expected);
      }),
    );
  });

  it('of nothing is nothing', () => {
    expect([...sortBlocks([]).positions]).toEqual([]);
  });
});
