import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { distance, nearest } from '../../src/input/nearest.ts';

test.each([
  ['maxPodPerNode', 'maxPodsPerNode'],
  ['nodepools', 'nodePools'],
  ['nmae', 'name'],
  ['zonez', 'zones'],
])('%s was meant as %s', (word, meant) => {
  expect(nearest(word, ['name', 'zones', 'nodePools', 'maxPodsPerNode', 'mode'])).toBe(meant);
});

test('a word that looks like none of them was meant as none of them', () => {
  expect(nearest('firewall', ['name', 'zones', 'mode'])).toBeUndefined();
});

/** The recursive definition of optimal string alignment, for short words only. */
function slowDistance(a: string, b: string): number {
  if (a === '' || b === '') return a.length + b.length;
  const [shortA, shortB] = [a.slice(0, -1), b.slice(0, -1)];
  const swapped =
    a.length > 1 && b.length > 1 && a.at(-1) === b.at(-2) && a.at(-2) === b.at(-1)
      ? slowDistance(a.slice(0, -2), b.slice(0, -2)) + 1
      : Number.POSITIVE_INFINITY;
  return Math.min(
    slowDistance(shortA, b) + 1,
    slowDistance(a, shortB) + 1,
    slowDistance(shortA, shortB) + (a.at(-1) === b.at(-1) ? 0 : 1),
    swapped,
  );
}

test('the distance is that of the recursive definition', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 });
  fc.assert(
    fc.property(word, word, (a, b) => {
      fc.pre(Math.abs(a.length - b.length) <= 2);
      expect(distance(a, b)).toBe(slowDistance(a, b));
    }),
    { numRuns: 200 },
  );
});
