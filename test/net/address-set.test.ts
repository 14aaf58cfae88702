import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AddressSet } from '../../src/net/address-set.ts';
import { addressBits, blockAt, parseCidr, type Cidr, type Family } from '../../src/net/cidr.ts';
import { anyBlock, blockInSmallUniverse, universeStart } from './arbitrary-block.ts';
import { bestFit, combine, families, nothing, truthOf, widestBlocks, type Truth } from './truth.ts';

const setOf = (...texts: string[]): AddressSet => AddressSet.of(texts.map(parseCidr));
const textsOf = (set: AddressSet): string[] => set.blocks().map(({ text }) => text);

const someBlocks = fc.array(blockInSmallUniverse(), { maxLength: 12 });
const someSet = someBlocks.map((blocks) => AddressSet.of(blocks));

type Step =
  | { readonly do: 'add' | 'remove'; readonly block: Cidr }
  | { readonly do: 'union' | 'subtract' | 'intersect'; readonly blocks: readonly Cidr[] }
  | { readonly do: 'take'; readonly family: Family; readonly bits: number };

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constantFrom('add', 'remove'), block: blockInSmallUniverse() }),
  fc.record({ do: fc.constantFrom('union', 'subtract', 'intersect'), blocks: someBlocks }),
  fc.record({
    do: fc.constant('take'),
    family: fc.constantFrom(...families),
    bits: fc.integer({ min: 0, max: 8 }),
  }),
);

const truthTables = {
  add: (x: boolean, y: boolean) => x || y,
  union: (x: boolean, y: boolean) => x || y,
  remove: (x: boolean, y: boolean) => x && !y,
  subtract: (x: boolean, y: boolean) => x && !y,
  intersect: (x: boolean, y: boolean) => x && y,
};

function perform(step: Step, set: AddressSet, truth: Truth): [AddressSet, Truth] {
  if (step.do === 'take') {
    const prefixLength = addressBits[step.family] - 8 + step.bits;
    const expected = bestFit(truth, step.family, prefixLength);
    const taken = set.take(step.family, prefixLength);
    expect(taken?.block).toEqual(expected);
    if (taken === undefined || expected === undefined) return [set, truth];
    return [taken.rest, combine(truth, truthOf([expected]), truthTables.remove)];
  }
  const blocks = 'block' in step ? [step.block] : step.blocks;
  const after =
    'block' in step ? set[step.do](step.block) : set[step.do](AddressSet.of(step.blocks));
  return [after, combine(truth, truthOf(blocks), truthTables[step.do])];
}

describe('AddressSet', () => {
  it('agrees with an array of booleans after every one of many random steps', () => {
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 12 }), (steps) => {
        let [set, truth] = [AddressSet.empty, nothing];
        for (const step of steps) {
          [set, truth] = perform(step, set, truth);
          expect(set.blocks()).toEqual(widestBlocks(truth));
          expect(set.texts()).toEqual(widestBlocks(truth).map(({ text }) => text));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('answers contains, overlaps, size and largest block as an array of booleans does', () => {
    fc.assert(
      fc.property(someBlocks, blockInSmallUniverse(), (blocks, asked) => {
        const set = AddressSet.of(blocks);
        const truth = truthOf(blocks);
        const offset = Number(asked.first - universeStart[asked.family]);
        const count = Number(asked.last - asked.first) + 1;
        const cells = truth[asked.family].slice(offset, offset + count);
        expect(set.contains(asked)).toBe(cells.every(Boolean));
        expect(set.overlaps(asked)).toBe(cells.some(Boolean));
        expect(set.size).toBe(BigInt([...truth[4], ...truth[6]].filter(Boolean).length));
        for (const family of families) {
          const [largest] = widestBlocks(truth)
            .filter((block) => block.family === family)
            .toSorted((a, b) => a.prefixLength - b.prefixLength || Number(a.first - b.first));
          expect(set.largestBlock(family)).toEqual(largest);
        }
      }),
    );
  });

  it('joins halves to the widest block, across any number of steps', () => {
    expect(textsOf(setOf('10.0.0.0/26', '10.0.0.64/26', '10.0.0.128/25'))).toEqual(['10.0.0.0/24']);
    expect(textsOf(setOf('0.0.0.0/1', '128.0.0.0/1', '::/1', '8000::/1'))).toEqual([
      '0.0.0.0/0',
      '::/0',
    ]);
  });

  it('keeps neighbours apart that are no two halves of a block', () => {
    expect(textsOf(setOf('10.0.1.0/24', '10.0.2.0/24'))).toEqual(['10.0.1.0/24', '10.0.2.0/24']);
    expect(textsOf(setOf('255.255.255.255/32', '::/128'))).toEqual([
      '255.255.255.255/32',
      '::/128',
    ]);
  });

  it('subtracts a hole as the fewest blocks around it', () => {
    expect(textsOf(setOf('10.0.0.0/8').remove(parseCidr('10.4.0.0/14')))).toEqual([
      '10.0.0.0/14',
      '10.8.0.0/13',
      '10.16.0.0/12',
      '10.32.0.0/11',
      '10.64.0.0/10',
      '10.128.0.0/9',
    ]);
  });

  it('never lets IPv4 and IPv6 meet, even where their numbers do', () => {
    const ipv4 = setOf('0.0.0.0/0');
    const ipv6 = setOf('::/0');
    expect([ipv4.contains(parseCidr('::/128')), ipv4.overlaps(parseCidr('::/0'))]).toEqual([
      false,
      false,
    ]);
    expect([ipv6.contains(parseCidr('0.0.0.0/32')), ipv6.overlaps(parseCidr('0.0.0.0/0'))]).toEqual(
      [false, false],
    );
    expect(textsOf(ipv4.subtract(ipv6))).toEqual(['0.0.0.0/0']);
    expect(textsOf(ipv6.subtract(ipv4))).toEqual(['::/0']);
    expect(textsOf(ipv4.intersect(ipv6))).toEqual([]);
  });

  it('is never changed by what is made of it', () => {
    const set = setOf('10.0.0.0/24');
    set.add(parseCidr('10.0.1.0/24'));
    set.remove(parseCidr('10.0.0.0/25'));
    set.take(4, 26);
    expect(textsOf(set)).toEqual(['10.0.0.0/24']);
    expect(textsOf(AddressSet.empty)).toEqual([]);
  });
});

describe('AddressSet.take', () => {
  it('prefers the smallest free block that fits, then the lowest', () => {
    const free = setOf('10.0.0.0/16', '10.2.0.0/24', '10.4.0.0/24', '10.6.0.0/25');
    const taken = free.take(4, 24);
    expect(taken?.block.text).toBe('10.2.0.0/24');
    expect(textsOf(taken!.rest)).toEqual(['10.0.0.0/16', '10.4.0.0/24', '10.6.0.0/25']);
  });

  it('takes the start of a larger block and leaves the rest as the fewest blocks', () => {
    const taken = setOf('10.0.0.0/16', '::/0').take(4, 19);
    expect(taken?.block.text).toBe('10.0.0.0/19');
    expect(textsOf(taken!.rest)).toEqual(['10.0.32.0/19', '10.0.64.0/18', '10.0.128.0/17', '::/0']);
  });

  it('finds nothing where no block of the family is large enough', () => {
    expect(setOf('10.0.1.0/24', '10.0.2.0/24', '::/0').take(4, 23)).toBeUndefined();
    expect(AddressSet.empty.take(6, 64)).toBeUndefined();
  });

  it('refuses a prefix length that the family does not have', () => {
    expect(() => setOf('10.0.0.0/8').take(4, 33)).toThrow(RangeError);
  });
});

describe('laws of address sets', () => {
  it('what is taken away and what is left make up the whole, and share nothing', () => {
    fc.assert(
      fc.property(someSet, someSet, (a, b) => {
        const left = a.subtract(b);
        const common = a.intersect(b);
        expect(left.union(common).blocks()).toEqual(a.blocks());
        expect(left.intersect(common).size).toBe(0n);
        expect(left.size + common.size).toBe(a.size);
        expect(a.size + b.size).toBe(a.union(b).size + common.size);
      }),
    );
  });

  it('union and intersection are idempotent and symmetric', () => {
    fc.assert(
      fc.property(someSet, someSet, (a, b) => {
        expect(a.union(a).blocks()).toEqual(a.blocks());
        expect(a.intersect(a).blocks()).toEqual(a.blocks());
        expect(a.subtract(a).blocks()).toEqual([]);
        expect(a.union(b).blocks()).toEqual(b.union(a).blocks());
        expect(a.intersect(b).blocks()).toEqual(b.intersect(a).blocks());
        expect(AddressSet.of(a.blocks()).blocks()).toEqual(a.blocks());
      }),
    );
  });

  it('hold for blocks of every size', () => {
    const anySet = fc.array(anyBlock(), { maxLength: 20 }).map((blocks) => AddressSet.of(blocks));
    fc.assert(
      fc.property(anySet, anySet, (a, b) => {
        expect(a.subtract(b).union(a.intersect(b)).blocks()).toEqual(a.blocks());
        expect(a.add(parseCidr('::/0')).remove(parseCidr('::/0')).largestBlock(6)).toBeUndefined();
      }),
    );
  });
});

describe('AddressSet of an inventory', () => {
  it('handles 100,000 blocks without a quadratic step', { timeout: 5000 }, () => {
    const even = Array.from({ length: 100_000 }, (_, i) => blockAt(4, BigInt(i) * 512n, 24));
    const used = AddressSet.of(even.toReversed());
    expect(used.blocks()).toHaveLength(100_000);
    const free = setOf('0.0.0.0/0').subtract(used);
    expect(free.size).toBe(2n ** 32n - 100_000n * 256n);
    expect(free.union(used).blocks()).toEqual([parseCidr('0.0.0.0/0')]);
    expect(free.intersect(used).blocks()).toEqual([]);
    expect(free.take(4, 24)?.block.text).toBe('0.0.1.0/24');
  });
});
