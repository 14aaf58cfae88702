import { describe, expect, it } from 'vitest';
import { workloadCapacity } from '../../src/gke/workload-capacity.ts';
import { pool, resolved, viewOf, type ClusterGiven } from './builders.ts';

const of = (given: ClusterGiven, limit?: number) =>
  workloadCapacity(resolved(given), limit === undefined ? {} : { limit });

describe('workloadCapacity', () => {
  it('is nothing where nobody says anything of Pods', () => {
    expect(of({ nodePools: [pool({ nodes: 5 })] }, 100)).toBeUndefined();
  });

  it('counts what system Pods leave of every node', () => {
    const nodePools = [pool({ nodes: 40, pods: 900 })];
    expect(of({ maxPodsPerNode: 32, systemPods: { total: 12 }, nodePools }, 128)).toEqual({
      needed: 900,
      nodesNeeded: 45,
      onNodes: 800,
      capacity: 2560,
    });
  });

  it('counts planned nodes at their own pool, those to come at the pool with the fewest', () => {
    const nodePools = [
      pool({ name: 'a', nodes: 10, maxPodsPerNode: 110 }),
      pool({ name: 'b', nodes: 5, maxPodsPerNode: 32, systemPods: { total: 12 } }),
    ];
    // 10 x 100 + 5 x 20, and 85 more at 20
    expect(of({ systemPods: { total: 10 }, nodePools }, 100)).toEqual({
      onNodes: 1100,
      capacity: 1100 + 85 * 20,
    });
  });

  it('counts system Pods against the limit of Pods in a cluster', () => {
    const given = { maxPodsPerNode: 110, systemPods: { total: 10 } };
    expect(of(given, 2000)?.capacity).toBe(200_000 - 2000 * 10);
    expect(of(given, 1800)?.capacity).toBe(1800 * 100);
  });

  it('needs no known number of nodes where none has a Pod left', () => {
    const given = { maxPodsPerNode: 8, systemPods: { total: 8 }, nodePools: [pool({ pods: 5 })] };
    expect(of(given)).toEqual({ needed: 5 });
  });
});

describe('Pods that are planned', () => {
  it('are those of workloads and of the system, beside every limit of Pods', () => {
    const { limits } = viewOf([
      {
        systemPods: { total: 10 },
        nodePools: [pool({ nodes: 30, pods: 2500 })],
        ranges: { pods: '10.4.0.0/18' },
      },
    ]);
    const pods = limits.filter(({ resource }) => resource === 'pods');
    expect(pods.map(({ limiter, planned }) => [limiter, planned])).toEqual([
      ['pod-range', 2800],
      ['cluster-pod-limit', 2800],
    ]);
  });

  it('are not known while a pool does not say them', () => {
    const nodePools = [pool({ nodes: 3, pods: 10 }), pool({ name: 'b', nodes: 3 })];
    expect(resolved({ nodePools }).demand).not.toHaveProperty('pods');
  });
});
