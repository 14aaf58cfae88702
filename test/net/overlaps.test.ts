import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compare, overlaps, parseCidr, type Cidr } from '../../src/net/cidr.ts';
import {
  commonBlock,
  countOverlaps,
  countOverlapsBetween,
  relation,
  worstOverlaps,
} from '../../src/net/overlaps.ts';
import { sortBlocks } from '../../src/net/sorted-blocks.ts';
import { blockInSmallUniverse } from './arbitrary-block.ts';

const blocksOf = (...texts: string[]): Cidr[] => texts.map(parseCidr);
const someBlocks = fc.array(blockInSmallUniverse(6), { maxLength: 25 });

type Pair = readonly [number, number];

/** Every pair of two blocks looked at, the outer one first, in the order of the sorted blocks. */
function pairsByBruteForce(blocks: readonly Cidr[]): Pair[] {
  const order = blocks.map((_, position) => position).toSorted(inOrder(blocks));
  return order.flatMap((outer, rank) =>
    order
      .slice(rank + 1)
      .filter((inner) => overlaps(blocks[outer]!, blocks[inner]!))
      .map((inner) => [outer, inner] as const),
  );
}

const inOrder = (blocks: readonly Cidr[]) => (a: number, b: number) =>
  compare(blocks[a]!, blocks[b]!) || a - b;

/** The widest shared block first, then the inner ones in order, each with the narrowest outer one first. */
function worstFirst(blocks: readonly Cidr[], pairs: readonly Pair[]): Pair[] {
  const rank = inOrder(blocks);
  return pairs.toSorted(([outerA, innerA], [outerB, innerB]) => {
    const [a, b] = [blocks[innerA]!, blocks[innerB]!];
    return (
      a.family - b.family ||
      a.prefixLength - b.prefixLength ||
      rank(innerA, innerB) ||
      rank(outerB, outerA)
    );
  });
}

const onlyKind = 1;
const allPairs = (blocks: readonly Cidr[]) =>
  worstOverlaps(
    sortBlocks(blocks),
    () => onlyKind,
    () => onlyKind,
  );

describe('pairs of overlapping blocks', () => {
  it('are counted as looking at every pair counts them', () => {
    fc.assert(
      fc.property(someBlocks, (blocks) => {
        expect(countOverlaps(sortBlocks(blocks))).toBe(pairsByBruteForce(blocks).length);
      }),
    );
  });

  it('are those that looking at every pair finds, the worst first', () => {
    fc.assert(
      fc.property(someBlocks, (blocks) => {
        expect([...allPairs(blocks)]).toEqual(worstFirst(blocks, pairsByBruteForce(blocks)));
      }),
    );
  });

  it('come by the addresses they share, equal blocks by their place in the input', () => {
    const blocks = blocksOf(
      '10.1.0.0/16',
      '10.0.0.0/8',
      '10.0.0.0/17',
      '10.0.0.0/17',
      '11.0.0.0/8',
    );
    expect([...allPairs(blocks)]).toEqual([
      [1, 0],
      [1, 2],
      [2, 3],
      [1, 3],
    ]);
  });

  it('are of one family', () => {
    const blocks = blocksOf('0.0.0.0/0', '::/0', '10.0.0.0/8', 'fd00::/8');
    expect([...allPairs(blocks)]).toEqual([
      [0, 2],
      [1, 3],
    ]);
  });

  it('are none in nothing, in one block, and in neighbours', () => {
    expect(countOverlaps(sortBlocks([]))).toBe(0);
    expect(countOverlaps(sortBlocks(blocksOf('::/0')))).toBe(0);
    expect(countOverlaps(sortBlocks(blocksOf('10.0.0.0/25', '10.0.0.128/25')))).toBe(0);
  });

  it('are counted exactly where a million ranges are identical', { timeout: 10_000 }, () => {
    const blocks = Array<Cidr>(1_000_000).fill(parseCidr('10.0.0.0/24'));
    expect(countOverlaps(sortBlocks(blocks))).toBe(499_999_500_000);
    const [first, second, third] = allPairs(blocks);
    expect([first, second, third]).toEqual([
      [0, 1],
      [1, 2],
      [0, 2],
    ]);
  });

  it('are only of kinds that go together', () => {
    const kinds = fc.array(fc.constantFrom(1, 2, 4), { minLength: 25, maxLength: 25 });
    const table = fc.array(fc.nat(7), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(someBlocks, kinds, table, (blocks, kindOf, partners) => {
        const partnersOf = (kind: number) => partners[Math.log2(kind)]!;
        const wanted = pairsByBruteForce(blocks).filter(
          ([outer, inner]) => (partnersOf(kindOf[inner]!) & kindOf[outer]!) !== 0,
        );
        const found = worstOverlaps(
          sortBlocks(blocks),
          (position) => kindOf[position]!,
          partnersOf,
        );
        expect([...found]).toEqual(worstFirst(blocks, wanted));
      }),
    );
  });
});

describe('pairs between two lists', () => {
  it('are counted as looking at every pair counts them', () => {
    fc.assert(
      fc.property(someBlocks, someBlocks, (left, right) => {
        const pairs = left.flatMap((a) => right.filter((b) => overlaps(a, b)));
        expect(countOverlapsBetween(sortBlocks(left), sortBlocks(right))).toBe(pairs.length);
      }),
    );
  });

  it('are none where a side is empty', () => {
    const twins = sortBlocks(blocksOf('10.0.0.0/8', '10.0.0.0/8'));
    expect(countOverlapsBetween(twins, sortBlocks([]))).toBe(0);
    expect(countOverlapsBetween(sortBlocks([]), twins)).toBe(0);
  });

  it(
    'are counted exactly where half a million ranges on each side are identical',
    { timeout: 10_000 },
    () => {
      const side = sortBlocks(Array<Cidr>(500_000).fill(parseCidr('10.0.0.0/24')));
      expect(countOverlapsBetween(side, side)).toBe(250_000_000_000);
    },
  );
});

describe('relation and common block', () => {
  it.each([
    ['10.0.0.0/8', '10.0.0.0/8', 'equal', '10.0.0.0/8'],
    ['10.0.0.0/8', '10.4.0.0/14', 'contains', '10.4.0.0/14'],
    ['10.4.0.0/14', '10.0.0.0/8', 'inside', '10.4.0.0/14'],
    ['10.0.0.0/9', '10.128.0.0/9', 'apart', undefined],
    ['0.0.0.0/0', '::/0', 'apart', undefined],
  ] as const)('%s and %s: %s', (a, b, expected, common) => {
    expect(relation(parseCidr(a), parseCidr(b))).toBe(expected);
    expect(commonBlock(parseCidr(a), parseCidr(b))?.text).toBe(common);
  });
});
