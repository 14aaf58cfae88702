import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AddressSet } from '../../src/net/address-set.ts';
import { countBlocks } from '../../src/net/block-counts.ts';
import { parseCidr, type Cidr } from '../../src/net/cidr.ts';
import { FreeSpace } from '../../src/net/free-space.ts';
import { sortBlocks } from '../../src/net/sorted-blocks.ts';
import { anyBlock, blockInSmallUniverse } from './arbitrary-block.ts';

const setOf = (...texts: string[]): AddressSet => AddressSet.of(texts.map(parseCidr));
const spaceOf = (...texts: string[]): FreeSpace => FreeSpace.of(setOf(...texts));
const takeAll = (space: FreeSpace, ...lengths: number[]) =>
  lengths.map((length) => space.take(length)?.text);

describe('FreeSpace', () => {
  it('takes from the smallest block that holds one, of equals the lowest', () => {
    const space = spaceOf('10.0.0.0/22', '10.0.8.0/24', '10.0.16.0/22', '10.0.32.0/24');
    expect(takeAll(space, 24, 24, 24)).toEqual(['10.0.8.0/24', '10.0.32.0/24', '10.0.0.0/24']);
  });

  it('keeps what a block leaves for smaller ones', () => {
    // a /26 of the /24 leaves a /26 and a /25; the next /26 takes the former
    expect(takeAll(spaceOf('10.0.0.0/24'), 26, 26, 25, 32)).toEqual([
      '10.0.0.0/26',
      '10.0.0.64/26',
      '10.0.0.128/25',
      undefined,
    ]);
  });

  it('holds no block across two that are no halves of one', () => {
    expect(takeAll(spaceOf('10.0.1.0/24', '10.0.2.0/24'), 23)).toEqual([undefined]);
    expect(takeAll(spaceOf('10.0.2.0/24', '10.0.3.0/24'), 23)).toEqual(['10.0.2.0/23']);
  });

  it('has the largest block, of equals the lowest', () => {
    const space = spaceOf('10.0.0.0/24', '10.0.4.0/22', '10.0.16.0/22', 'fd00::/8');
    expect(space.largest()?.text).toBe('10.0.4.0/22');
    space.remove(parseCidr('10.0.4.4/32'));
    expect(space.largest()?.text).toBe('10.0.16.0/22');
  });

  it('has nothing once everything is removed, in whatever parts', () => {
    const space = spaceOf('10.0.0.0/24', '10.0.4.0/22');
    space.remove(parseCidr('10.0.0.0/23'));
    space.remove(parseCidr('10.0.4.0/23'));
    space.remove(parseCidr('10.0.6.0/23'));
    expect(space.largest()).toBeUndefined();
    expect(takeAll(space, 32)).toEqual([undefined]);
  });

  it('knows the whole of IPv4, its single addresses and its last block', () => {
    expect(spaceOf('0.0.0.0/0').largest()?.text).toBe('0.0.0.0/0');
    expect(takeAll(spaceOf('0.0.0.0/0'), 0, 32)).toEqual(['0.0.0.0/0', undefined]);
    expect(takeAll(spaceOf('0.0.0.0/0'), 32, 32, 1, 1)).toEqual([
      '0.0.0.0/32',
      '0.0.0.1/32',
      '128.0.0.0/1',
      undefined,
    ]);
    expect(takeAll(spaceOf('255.255.255.255/32'), 31, 32, 32)).toEqual([
      undefined,
      '255.255.255.255/32',
      undefined,
    ]);
  });

  it('has no IPv6 and no block wider than all of IPv4', () => {
    const space = spaceOf('fd00::/8');
    space.remove(parseCidr('::/0'));
    expect(takeAll(space, 32)).toEqual([undefined]);
    expect(takeAll(spaceOf('0.0.0.0/0'), -1)).toEqual([undefined]);
    expect(() => spaceOf('0.0.0.0/0').take(33)).toThrow(RangeError);
  });
});

describe('laws of FreeSpace', () => {
  type Step = { readonly take: number } | { readonly remove: Cidr };

  /** The slow twin: a set that is made anew by each step. */
  function stepOf(set: AddressSet, step: Step): [Cidr | undefined, AddressSet] {
    if ('remove' in step) return [undefined, set.remove(step.remove)];
    const taken = set.take(4, step.take);
    return [taken?.block, taken?.rest ?? set];
  }

  const walk = (blocks: fc.Arbitrary<Cidr>, lengths: fc.Arbitrary<number>) =>
    fc.property(
      fc.array(blocks, { maxLength: 30 }),
      fc.array(
        fc.oneof(
          lengths.map((take) => ({ take })),
          blocks.map((remove) => ({ remove })),
        ),
        {
          maxLength: 60,
        },
      ),
      (given, steps) => {
        let set = AddressSet.of(given);
        const space = FreeSpace.of(set);
        for (const step of steps) {
          const [expected, rest] = stepOf(set, step);
          set = rest;
          if ('remove' in step) space.remove(step.remove);
          else expect(space.take(step.take)?.text).toBe(expected?.text);
          expect(space.largest()?.text).toBe(set.largestBlock(4)?.text);
          expect(space.counts()).toEqual(countBlocks(set));
        }
      },
    );

  it('without many blocks at once is without each of them', () => {
    const blocks = fc.array(anyBlock(), { maxLength: 30 });
    fc.assert(
      fc.property(fc.constantFrom('0.0.0.0/0', '10.0.0.0/8'), blocks, (text, removed) => {
        const [space, twin] = [spaceOf(text), spaceOf(text)];
        space.removeAll(sortBlocks(removed));
        for (const block of removed) twin.remove(block);
        expect(space.counts()).toEqual(twin.counts());
        expect(space.largest()?.text).toBe(twin.largest()?.text);
      }),
    );
  });

  it('takes what AddressSet takes, where blocks meet often', () => {
    fc.assert(walk(blockInSmallUniverse(), fc.integer({ min: 23, max: 32 })), { numRuns: 400 });
  });

  it('takes what AddressSet takes, in all of IPv4', () => {
    fc.assert(walk(anyBlock(), fc.integer({ min: 0, max: 32 })), { numRuns: 200 });
  });
});
