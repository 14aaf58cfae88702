import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Network } from '../../src/gke/cluster.ts';
import { survey } from '../../src/gke/landscape.ts';
import { blockAt } from '../../src/net/cidr.ts';
import { runRules } from '../../src/rules/index.ts';
import { cluster, namedRange, network, other, pool } from '../gke/builders.ts';
import { findingsOf } from './findings.ts';

/** A block of 10.0.0.0/28 as its place in 16 addresses, so that the twin can count on fingers. */
interface Small {
  readonly start: number;
  readonly length: number;
}

const small: fc.Arbitrary<Small> = fc.integer({ min: 0, max: 4 }).chain((bits) =>
  fc.integer({ min: 0, max: 2 ** (4 - bits) - 1 }).map((index) => ({
    start: index * 2 ** bits,
    length: 2 ** bits,
  })),
);

interface Scene {
  readonly ranges: readonly (readonly Small[])[];
  readonly pods: readonly (readonly Small[])[];
  readonly connections: readonly (readonly [number, number])[];
  readonly keepClear: readonly Small[];
}

const scene: fc.Arbitrary<Scene> = fc.record({
  ranges: fc.array(fc.array(small, { maxLength: 4 }), { minLength: 3, maxLength: 3 }),
  pods: fc.array(fc.array(small, { maxLength: 2 }), { minLength: 3, maxLength: 3 }),
  connections: fc.array(fc.tuple(fc.nat(2), fc.nat(2)), { maxLength: 4 }),
  keepClear: fc.array(small, { maxLength: 3 }),
});

const base = 10 * 2 ** 24;
const textOf = ({ start, length }: Small) =>
  blockAt(4, BigInt(base + start), 32 - Math.log2(length)).text;

function networksOf({ ranges, pods, connections }: Scene): readonly Network[] {
  return ranges.map((blocks, index) =>
    network({
      name: `n${index}`,
      connected: connections.flatMap(([from, to]) => (from === index ? [`n${to}`] : [])),
      ranges: blocks.map((block, at) => other(textOf(block), `range-${index}-${at}`)),
      clusters: (pods[index] ?? []).map((block, at) =>
        cluster({
          name: `c${at}`,
          nodePools: [pool()],
          ranges: { pods: namedRange(`pods-${index}-${at}`, textOf(block)) },
        }),
      ),
    }),
  );
}

function pairsByHand({ ranges, pods, connections, keepClear }: Scene): readonly string[] {
  const all = [
    ...ranges.flatMap((blocks, index) =>
      blocks.map((block, at) => ({ name: `range-${index}-${at}`, index, ...block })),
    ),
    ...pods.flatMap((blocks, index) =>
      blocks.map((block, at) => ({ name: `pods-${index}-${at}`, index, ...block })),
    ),
    ...keepClear.map((block, at) => ({ name: `clear-${at}`, index: -1, ...block })),
  ];
  const reach = (a: number, b: number) =>
    (a === b && a !== -1) ||
    (a === -1) !== (b === -1) ||
    connections.some(([from, to]) => (from === a && to === b) || (from === b && to === a));
  return all
    .flatMap((a, index) => all.slice(index + 1).map((b) => [a, b] as const))
    .filter(([a, b]) => reach(a.index, b.index) && share(a, b))
    .map(([a, b]) => [a.name, b.name].toSorted().join(' '))
    .toSorted();
}

it('finds exactly the pairs that a search address by address finds', () => {
  fc.assert(
    fc.property(scene, (given) => {
      const keepClear = given.keepClear.map((block, at) => other(textOf(block), `clear-${at}`));
      const networks = networksOf(given);
      const pairs = findingsOf('range-overlap', networks, { keepClear, listed: Infinity }).map(
        ({ facts }) =>
          [String(facts['firstName']), String(facts['secondName'])].toSorted().join(' '),
      );
      const byHand = pairsByHand(given);
      expect(pairs.toSorted()).toEqual(byHand);
      expect(runRules(survey(networks, { keepClear })).overlappingPairs).toBe(byHand.length);
    }),
    { numRuns: 300 },
  );
});

const share = (a: Small, b: Small) =>
  Array.from({ length: 16 }, (_, address) => address).some((address) =>
    [a, b].every(({ start, length }) => start <= address && address < start + length),
  );

/** Every pair of names that reach each other and have an address in common, tried one by one. */
