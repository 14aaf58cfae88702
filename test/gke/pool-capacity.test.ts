import { describe, expect, it } from 'vitest';
import { maxNodesOf } from '../../src/gke/pool-capacity.ts';
import { namedRange, pool, surge, useOf, type ClusterGiven } from './builders.ts';

/** For each pool of the first cluster, how many nodes it can have. */
function maxNodes(...given: readonly ClusterGiven[]) {
  const use = useOf(...given);
  return use.cluster.pools.map((one) => maxNodesOf(one, use));
}

const none = { controlPlane: { kind: 'none' } } as const;

describe('maxNodesOf', () => {
  it('is not known while neither a node range nor a Pod range is', () => {
    expect(maxNodes({ nodePools: [pool({ nodes: 3 })] })).toEqual([undefined]);
  });

  it('of a single pool is what its cluster holds', () => {
    const ranges = { nodes: '10.0.0.0/24', pods: '10.4.0.0/17' };
    expect(maxNodes({ nodePools: [pool({ nodes: 50 })], ranges })).toEqual([128]);
    expect(maxNodes({ nodePools: [pool()], ranges })).toEqual([128]);
    expect(maxNodes({ maxPodsPerNode: 32, ranges })).toEqual([251]);
  });

  it('is what other pools leave, each at its own block size', () => {
    const nodePools = [
      pool({ nodes: 4 }),
      pool({ name: 'small', nodes: 10, maxPodsPerNode: 32, upgrade: surge(2) }),
    ];
    // 4,096 - 4 x 256 - 12 x 64 = 2,304 left: nine of 256, 36 of 64
    expect(maxNodes({ nodePools, ranges: { pods: '10.4.0.0/20' } })).toEqual([4 + 9, 12 + 36]);
    // 28 addresses: 28 - 12 and 28 - 4
    expect(maxNodes({ ...none, nodePools, ranges: { nodes: '10.0.0.0/27' } })).toEqual([16, 24]);
  });

  it('is what other clusters leave of shared ranges', () => {
    const one = (name: string, nodes: number): ClusterGiven => ({
      ...none,
      name,
      nodePools: [pool({ nodes })],
      ranges: { nodes: '10.0.0.0/27', pods: namedRange('pods', '10.4.0.0/20') },
    });
    expect(maxNodes(one('a', 3), one('b', 10))).toEqual([6]);
    expect(maxNodes(one('a', 3), one('b', 1))).toEqual([15]);
  });

  it('of a pool on a range of its own counts that range alone', () => {
    const given = {
      nodePools: [pool({ nodes: 4 }), pool({ name: 'batch', nodes: 1, podRange: 'batch' })],
      ranges: {
        pods: '10.4.0.0/20',
        additionalPods: [namedRange('batch', '10.5.0.0/22')],
      },
    };
    expect(maxNodes(given)).toEqual([16, 4]);
  });

  it('adds the blocks of several ranges', () => {
    const ranges = { pods: '10.4.0.0/22', additionalPods: ['10.5.0.0/23'] };
    expect(maxNodes({ nodePools: [pool({ nodes: 5 })], ranges })).toEqual([6]);
  });

  it('is fewer than planned where the plan does not fit, and never negative', () => {
    const nodePools = [pool({ nodes: 12 }), pool({ name: 'b', nodes: 8 })];
    expect(maxNodes({ nodePools, ranges: { pods: '10.4.0.0/20' } })).toEqual([8, 4]);
    expect(maxNodes({ nodePools, ranges: { pods: '10.4.0.0/24' } })).toEqual([0, 0]);
  });

  it('is at most a thousand in each of its zones, except on Autopilot', () => {
    const ranges = { pods: '10.16.0.0/12' };
    const zones = { location: 'europe-west1', zones: 2 };
    const nodePools = [pool({ nodes: 1 }), pool({ name: 'b', nodes: 1, zones: 1 })];
    expect(maxNodes({ ...zones, nodePools, ranges })).toEqual([2000, 1000]);
    expect(maxNodes({ ...zones, mode: 'autopilot', ranges })).toEqual([16_384]);
  });
});
