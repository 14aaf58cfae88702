import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ResolvedCluster } from '../../src/gke/resolve.ts';
import {
  blockDemand,
  fill,
  podGroups,
  prefixLengthOf,
  usablePodAddresses,
  type BlockDemand,
} from '../../src/gke/pod-ranges.ts';
import { namedRange, pool, range, resolved, surge } from './builders.ts';

/** Groups as the names of their ranges and of their pools. */
function groupsOf(cluster: ResolvedCluster) {
  return podGroups(cluster).map(({ ranges, pools }) => [
    ranges.map(({ name }) => name),
    pools.map(({ spec }) => spec.name),
  ]);
}

const pods = namedRange('pods', '10.4.0.0/16');
const batch = namedRange('batch', '10.5.0.0/16');
const more = namedRange('more', '10.6.0.0/16');

describe('podGroups', () => {
  it('gives all pools all ranges where no pool names one', () => {
    const cluster = resolved({
      nodePools: [pool({ name: 'a' }), pool({ name: 'b' })],
      ranges: { pods, additionalPods: [batch, more] },
    });
    expect(groupsOf(cluster)).toEqual([
      [
        ['pods', 'batch', 'more'],
        ['a', 'b'],
      ],
    ]);
  });

  it('keeps a range that a pool names for the pools that name it', () => {
    const cluster = resolved({
      nodePools: [
        pool({ name: 'a' }),
        pool({ name: 'b', podRange: 'batch' }),
        pool({ name: 'c', podRange: 'batch' }),
      ],
      ranges: { pods, additionalPods: [batch, more] },
    });
    expect(groupsOf(cluster)).toEqual([
      [['pods', 'more'], ['a']],
      [['batch'], ['b', 'c']],
    ]);
  });

  it("leaves the cluster's own range to all who name no other, also where a pool names it", () => {
    const cluster = resolved({
      nodePools: [pool({ name: 'a' }), pool({ name: 'b', podRange: 'pods' })],
      ranges: { pods, additionalPods: [batch] },
    });
    expect(groupsOf(cluster)).toEqual([
      [
        ['pods', 'batch'],
        ['a', 'b'],
      ],
    ]);
  });

  it('serves a pool from the common ranges where it names one that is not there', () => {
    const cluster = resolved({
      nodePools: [pool({ name: 'a', podRange: 'gone' })],
      ranges: { pods },
    });
    expect(groupsOf(cluster)).toEqual([[['pods'], ['a']]]);
  });

  it('has one group without ranges where none is given', () => {
    expect(groupsOf(resolved())).toEqual([[[], ['default']]]);
  });

  it('keeps a group without pools where all of them name another range', () => {
    const cluster = resolved({
      nodePools: [pool({ name: 'a', podRange: 'batch' })],
      ranges: { pods, additionalPods: [batch] },
    });
    expect(groupsOf(cluster)).toEqual([
      [['pods'], []],
      [['batch'], ['a']],
    ]);
  });
});

describe('usablePodAddresses', () => {
  const vpcNative = { routesBased: false };
  const routesBased = { routesBased: true };

  it('are all of a VPC-native range, by its block or by its size', () => {
    expect(usablePodAddresses(range('10.4.0.0/20'), vpcNative)).toBe(4096);
    expect(usablePodAddresses(range('/20'), vpcNative)).toBe(4096);
  });

  it('are all but the 4,096 of the Services where the cluster is routes-based', () => {
    expect(usablePodAddresses(range('/14'), routesBased)).toBe(258_048);
    expect(usablePodAddresses(range('/20'), routesBased)).toBe(0);
    expect(usablePodAddresses(range('/24'), routesBased)).toBe(0);
  });

  it('are not known without a size', () => {
    expect(usablePodAddresses({ name: 'pods' }, vpcNative)).toBeUndefined();
    expect(prefixLengthOf({ name: 'pods' })).toBeUndefined();
  });
});

describe('blockDemand', () => {
  const demandOf = (...pools: Parameters<typeof pool>[0][]) =>
    blockDemand(resolved({ nodePools: pools.map((given) => pool(given)) }).pools);

  it('adds up pools of one block size at their peak, the largest blocks first', () => {
    expect(
      demandOf(
        { nodes: 10, maxPodsPerNode: 32 },
        { nodes: 5, maxPodsPerNode: 110, upgrade: surge(1) },
        { nodes: 2, maxPodsPerNode: 20, upgrade: surge(3) },
        { nodes: 1, maxPodsPerNode: 256 },
      ),
    ).toEqual([
      { prefixLength: 23, blocks: 1 },
      { prefixLength: 24, blocks: 6 },
      { prefixLength: 26, blocks: 15 },
    ]);
  });

  it('counts the pools whose nodes are known', () => {
    expect(demandOf({ nodes: 10 }, {})).toEqual([{ prefixLength: 24, blocks: 10 }]);
    expect(demandOf({}, {})).toBeUndefined();
  });

  it('is a /24 per node in a routes-based cluster, whatever its Pods', () => {
    const { pools } = resolved({
      dataPlane: 'kubenet',
      nodePools: [pool({ nodes: 3, maxPodsPerNode: 32 })],
    });
    expect(blockDemand(pools)).toEqual([{ prefixLength: 24, blocks: 3 }]);
  });
});

describe('fill', () => {
  const size = { 28: 16, 27: 32, 26: 64 } as const;
  const anyDemand = fc.record({
    26: fc.nat({ max: 3 }),
    27: fc.nat({ max: 4 }),
    28: fc.nat({ max: 5 }),
  });
  const anyRanges = fc.array(fc.constantFrom(16, 32, 64, 128), { minLength: 1, maxLength: 3 });
  const listOf = (counts: Record<26 | 27 | 28, number>): BlockDemand[] =>
    ([26, 27, 28] as const).map((prefixLength) => ({ prefixLength, blocks: counts[prefixLength] }));

  /** Whether some way of giving each block a range fits: blocks one by one, every choice tried. */
  function someWayFits(room: readonly number[], blocks: readonly number[]): boolean {
    const [block, ...rest] = blocks;
    if (block === undefined) return true;
    return room.some(
      (addresses, index) =>
        room.indexOf(addresses) === index &&
        addresses >= block &&
        someWayFits(room.with(index, addresses - block), rest),
    );
  }

  it('wastes nothing: what it cannot place, no other way can', () => {
    fc.assert(
      fc.property(anyRanges, anyDemand, (usable, counts) => {
        const blocks = ([26, 27, 28] as const).flatMap((prefixLength) =>
          Array<number>(counts[prefixLength]).fill(size[prefixLength]),
        );
        const taken = fill(usable, listOf(counts));
        const fits = taken.every((addresses, index) => addresses <= usable[index]!);
        const total = usable.reduce((sum, addresses) => sum + addresses, 0);
        const needed = blocks.reduce((sum, block) => sum + block, 0);
        expect(fits).toBe(needed <= total && someWayFits(usable, blocks));
      }),
    );
  });

  it('loses no block and overfills only the last range', () => {
    fc.assert(
      fc.property(anyRanges, anyDemand, (usable, counts) => {
        const taken = fill(usable, listOf(counts));
        const needed = 64 * counts[26] + 32 * counts[27] + 16 * counts[28];
        expect(taken.reduce((sum, addresses) => sum + addresses, 0)).toBe(needed);
        taken.slice(0, -1).forEach((addresses, index) => {
          expect(addresses).toBeLessThanOrEqual(usable[index]!);
        });
      }),
    );
  });

  it('fills ranges in their order', () => {
    const demand = [{ prefixLength: 24, blocks: 20 }];
    expect(fill([4096, 4096, 4096], demand)).toEqual([4096, 1024, 0]);
    expect(fill([128, 4096], demand)).toEqual([0, 5120]);
    expect(fill([], demand)).toEqual([]);
  });
});
