import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compare, overlaps, parseCidr, type Cidr } from '../../src/net/cidr.ts';
import {
  commonBlock,
  findOverlaps,
  findOverlapsBetween,
  relation,
} from '../../src/net/overlaps.ts';
import { blockInSmallUniverse } from './arbitrary-block.ts';

interface Item {
  readonly id: number;
  readonly cidr: Cidr;
}

const cidrOf = (item: Item): Cidr => item.cidr;
const itemsOf = (...texts: string[]): Item[] =>
  texts.map((text, id) => ({ id, cidr: parseCidr(text) }));
const idsOf = (pairs: readonly (readonly [Item, Item])[]): number[][] =>
  pairs.map(([a, b]) => [a.id, b.id]);

const someItems = fc
  .array(blockInSmallUniverse(6), { maxLength: 25 })
  .map((cidrs) => cidrs.map((cidr, id): Item => ({ id, cidr })));

const inOrder = (a: Item, b: Item): number => compare(a.cidr, b.cidr) || a.id - b.id;

/** Every pair of two items looked at, the outer one first. */
function pairsByBruteForce(items: readonly Item[]): (readonly [Item, Item])[] {
  const sorted = items.toSorted(inOrder);
  return sorted.flatMap((outer, index) =>
    sorted
      .slice(index + 1)
      .filter((inner) => overlaps(outer.cidr, inner.cidr))
      .map((inner) => [outer, inner] as const),
  );
}

describe('findOverlaps', () => {
  it('finds what looking at every pair finds, in the same order', () => {
    fc.assert(
      fc.property(someItems, (items) => {
        const expected = pairsByBruteForce(items);
        const found = findOverlaps(items, cidrOf, Infinity);
        expect(found.count).toBe(expected.length);
        expect(idsOf(found.pairs)).toEqual(idsOf(expected));
      }),
    );
  });

  it('counts all and lists the first', () => {
    fc.assert(
      fc.property(someItems, fc.nat(10), (items, limit) => {
        const expected = pairsByBruteForce(items);
        const found = findOverlaps(items, cidrOf, limit);
        expect(found.count).toBe(expected.length);
        expect(idsOf(found.pairs)).toEqual(idsOf(expected.slice(0, limit)));
      }),
    );
  });

  it('lists by the outer block, then by the inner one, equal blocks by their place in the input', () => {
    const items = itemsOf('10.1.0.0/16', '10.0.0.0/8', '10.0.0.0/16', '10.0.0.0/16', '11.0.0.0/8');
    const { pairs, count } = findOverlaps(items, cidrOf, 100);
    expect(count).toBe(4);
    expect(idsOf(pairs)).toEqual([
      [1, 2],
      [1, 3],
      [1, 0],
      [2, 3],
    ]);
  });

  it('keeps families apart', () => {
    const items = itemsOf('0.0.0.0/0', '::/0', '10.0.0.0/8', 'fd00::/8');
    expect(idsOf(findOverlaps(items, cidrOf, 100).pairs)).toEqual([
      [0, 2],
      [1, 3],
    ]);
  });

  it('finds nothing in nothing, in one item, and in neighbours', () => {
    expect(findOverlaps([], cidrOf, 100)).toEqual({ pairs: [], count: 0 });
    expect(findOverlaps(itemsOf('::/0'), cidrOf, 100).count).toBe(0);
    expect(findOverlaps(itemsOf('10.0.0.0/25', '10.0.0.128/25'), cidrOf, 100).count).toBe(0);
  });

  it('counts the pairs of a million identical ranges exactly', { timeout: 10_000 }, () => {
    const cidr = parseCidr('10.0.0.0/24');
    const items = Array.from({ length: 1_000_000 }, (_, id): Item => ({ id, cidr }));
    const { pairs, count } = findOverlaps(items, cidrOf, 3);
    expect(count).toBe(499_999_500_000);
    expect(idsOf(pairs)).toEqual([
      [0, 1],
      [0, 2],
      [0, 3],
    ]);
  });
});

describe('findOverlapsBetween', () => {
  it('finds what looking at every pair finds, one item from each side, in the same order', () => {
    fc.assert(
      fc.property(someItems, fc.nat(25), fc.nat(30), (items, split, limit) => {
        const isLeft = (item: Item): boolean => item.id < split;
        const expected = pairsByBruteForce(items)
          .filter(([a, b]) => isLeft(a) !== isLeft(b))
          .map(([a, b]) => (isLeft(a) ? ([a, b] as const) : ([b, a] as const)));
        const found = findOverlapsBetween(items.slice(0, split), items.slice(split), cidrOf, limit);
        expect(found.count).toBe(expected.length);
        expect(idsOf(found.pairs)).toEqual(idsOf(expected.slice(0, limit)));
      }),
    );
  });

  it('puts the left item first, whichever is the outer block', () => {
    const [a, b, c, d] = itemsOf('10.0.0.0/16', '11.0.0.0/8', '10.0.0.0/8', '11.0.0.0/16');
    expect(idsOf(findOverlapsBetween([a!, b!], [c!, d!], cidrOf, 100).pairs)).toEqual([
      [0, 2],
      [1, 3],
    ]);
  });

  it('ignores pairs on one side', () => {
    const items = itemsOf('10.0.0.0/8', '10.0.0.0/8');
    expect(findOverlapsBetween(items, [], cidrOf, 100)).toEqual({ pairs: [], count: 0 });
    expect(findOverlapsBetween([], items, cidrOf, 100)).toEqual({ pairs: [], count: 0 });
  });

  it(
    'counts exactly between half a million identical ranges on each side',
    { timeout: 10_000 },
    () => {
      const cidr = parseCidr('10.0.0.0/24');
      const items = Array.from({ length: 500_000 }, (_, id): Item => ({ id, cidr }));
      const { pairs, count } = findOverlapsBetween(items, items, cidrOf, 2);
      expect(count).toBe(250_000_000_000);
      expect(idsOf(pairs)).toEqual([
        [0, 0],
        [0, 1],
      ]);
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
