import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pairUp } from '../../src/report/pair-up.ts';

interface Thing {
  readonly id: string;
  readonly kind: string;
  readonly side: 'before' | 'after';
}

const thing =
  (side: Thing['side']) =>
  (text: string): Thing => ({ id: text, kind: text[0] ?? '', side });
const before = (...ids: readonly string[]) => ids.map(thing('before'));
const after = (...ids: readonly string[]) => ids.map(thing('after'));
const keys = [({ id }: Thing) => id, ({ kind }: Thing) => (kind === '-' ? undefined : kind)];

function paired(earlier: readonly Thing[], later: readonly Thing[]) {
  return pairUp(earlier, later, keys).map((pair) => [pair.before?.id, pair.after?.id]);
}

describe('pairs of things before and after', () => {
  it('are made by the first key before the second', () => {
    expect(paired(before('a1', 'a2'), after('a2', 'a3'))).toEqual([
      ['a2', 'a2'],
      ['a1', 'a3'],
    ]);
  });

  it('follow the order of what is there after, with what is gone behind it', () => {
    expect(paired(before('a1', 'b1', 'c1'), after('d1', 'b1'))).toEqual([
      [undefined, 'd1'],
      ['b1', 'b1'],
      ['a1', undefined],
      ['c1', undefined],
    ]);
  });

  it('are first with first among equals', () => {
    expect(paired(before('a1', 'a2'), after('a3', 'a4'))).toEqual([
      ['a1', 'a3'],
      ['a2', 'a4'],
    ]);
  });

  it('are not made of things without a key', () => {
    expect(paired(before('-1'), after('-2'))).toEqual([
      [undefined, '-2'],
      ['-1', undefined],
    ]);
  });
});

const things = (side: Thing['side']) =>
  fc.array(fc.constantFrom('a1', 'a2', 'a3', 'b1', 'b2', '-1', '-2').map(thing(side)), {
    maxLength: 8,
  });

describe('pairing', () => {
  it('keeps each thing exactly once', () => {
    fc.assert(
      fc.property(things('before'), things('after'), (earlier, later) => {
        const pairs = pairUp(earlier, later, keys);
        expect(pairs.flatMap((pair) => pair.after ?? [])).toEqual(later);
        expect(new Set(pairs.flatMap((pair) => pair.before ?? []))).toEqual(new Set(earlier));
        expect(pairs.filter((pair) => pair.before !== undefined)).toHaveLength(earlier.length);
      }),
    );
  });

  it('leaves no two things alone that share a key', () => {
    fc.assert(
      fc.property(things('before'), things('after'), (earlier, later) => {
        const pairs = pairUp(earlier, later, keys);
        const alone = (side: 'before' | 'after', other: 'before' | 'after') =>
          pairs.flatMap((pair) => (pair[other] === undefined ? (pair[side] ?? []) : []));
        for (const keyOf of keys) {
          const left = new Set(alone('before', 'after').flatMap((one) => keyOf(one) ?? []));
          expect(alone('after', 'before').filter((one) => left.has(keyOf(one) ?? ''))).toEqual([]);
        }
      }),
    );
  });
});
