import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AddressSet } from '../../src/net/address-set.ts';
import { addressBits, parseCidr, type Family } from '../../src/net/cidr.ts';
import { blockInSmallUniverse } from './arbitrary-block.ts';
import { families } from './truth.ts';

const setOf = (...texts: string[]): AddressSet => AddressSet.of(texts.map(parseCidr));
const textsOf = (set: AddressSet | undefined) => set?.blocks().map(({ text }) => text);

/** The slow twin: one block after the other. */
function takeOneByOne(set: AddressSet, family: Family, prefixLength: number, count: number) {
  let rest: AddressSet | undefined = set;
  for (let taken = 0; taken < count; taken += 1) rest = rest?.take(family, prefixLength)?.rest;
  return rest;
}

describe('AddressSet that many blocks are taken of', () => {
  it.each([
    // 5 of 16 /24 in a /20: a /22 and a /24 from its start
    ['10.0.0.0/20', 24, 5, ['10.0.5.0/24', '10.0.6.0/23', '10.0.8.0/21']],
    ['10.0.0.0/20', 24, 16, []],
    ['10.0.0.0/20', 24, 0, ['10.0.0.0/20']],
    ['10.0.0.0/20', 20, 1, []],
  ])('%s without /%i, %i times', (text, prefixLength, count, left) => {
    expect(textsOf(setOf(text).takeMany(4, prefixLength, count)?.rest)).toEqual(left);
  });

  it('empties the smallest blocks that hold one first, of equals the lowest', () => {
    const set = setOf('10.0.0.0/22', '10.0.8.0/24', '10.0.16.0/22', '10.0.32.0/25');
    expect(textsOf(set.takeMany(4, 24, 1)?.rest)).toEqual([
      '10.0.0.0/22',
      '10.0.16.0/22',
      '10.0.32.0/25',
    ]);
    expect(textsOf(set.takeMany(4, 24, 4)?.rest)).toEqual([
      '10.0.3.0/24',
      '10.0.16.0/22',
      '10.0.32.0/25',
    ]);
  });

  it.each([
    ['too few', 24, 17],
    ['all of them too narrow', 19, 1],
  ])('is undefined where there are %s', (_, prefixLength, count) => {
    expect(setOf('10.0.0.0/20', 'fd00::/8').takeMany(4, prefixLength, count)).toBeUndefined();
  });

  it('leaves the other family alone', () => {
    expect(textsOf(setOf('10.0.0.0/20', 'fd00::/8').takeMany(6, 9, 1)?.rest)).toEqual([
      '10.0.0.0/20',
      'fd80::/9',
    ]);
  });

  it('takes as many as there are of the narrowest blocks at no cost', { timeout: 500 }, () => {
    expect(textsOf(setOf('0.0.0.0/0').takeMany(4, 32, 2 ** 32)?.rest)).toEqual([]);
    expect(textsOf(setOf('0.0.0.0/0').takeMany(4, 32, 2 ** 32 - 1)?.rest)).toEqual([
      '255.255.255.255/32',
    ]);
    expect(textsOf(setOf('::/0').takeMany(6, 64, 2 ** 52)?.rest)).toHaveLength(12);
  });

  it('is what taking one block after the other leaves', () => {
    const someSet = fc
      .array(blockInSmallUniverse(), { maxLength: 12 })
      .map((blocks) => AddressSet.of(blocks));
    fc.assert(
      fc.property(
        someSet,
        fc.constantFrom(...families),
        fc.integer({ min: 0, max: 8 }),
        fc.integer({ min: 0, max: 40 }),
        (set, family, bits, count) => {
          const prefixLength = addressBits[family] - 8 + bits;
          const slow = takeOneByOne(set, family, prefixLength, count);
          const many = set.takeMany(family, prefixLength, count);
          expect(textsOf(many?.rest)).toEqual(textsOf(slow));
          if (many === undefined) return;
          expect(textsOf(many.rest.union(many.taken))).toEqual(textsOf(set));
          expect(many.taken.size).toBe(BigInt(count) * 2n ** BigInt(8 - bits));
          expect(many.rest.size).toBe(set.size - many.taken.size);
        },
      ),
      { numRuns: 500 },
    );
  });
});
