import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import { InputError } from '../../src/errors.ts';
import type { ClusterSpec, NodePool } from '../../src/gke/cluster.ts';
import { planNetworks } from '../../src/gke/plan.ts';
import { checkWorkloads, planWorkloads } from '../../src/gke/workloads.ts';
import { cluster, network, pool, surge, type ClusterGiven } from './builders.ts';

const planned = (given: ClusterGiven, minHeadroom = 0): ClusterSpec => {
  const [home] = planWorkloads([network({ clusters: [cluster(given)] })], minHeadroom);
  const [spec] = home?.clusters ?? [];
  if (spec === undefined) throw new Error('no cluster');
  return spec;
};

/** Nodes and maximum Pods per node of the only pool. */
const answer = (own: Partial<NodePool>, given: ClusterGiven = {}, minHeadroom = 0) => {
  const { nodePools, maxPodsPerNode } = planned({ ...given, nodePools: [pool(own)] }, minHeadroom);
  return [nodePools[0]?.nodes, maxPodsPerNode];
};

function problems(run: () => unknown): readonly string[] {
  try {
    run();
  } catch (error) {
    if (error instanceof InputError) return error.problems.map(({ what }) => what);
    throw error;
  }
  return [];
}

describe('planWorkloads', () => {
  it('leaves a cluster that says nothing of Pods as it is', () => {
    const networks = [network({ clusters: [cluster({ nodePools: [pool({ nodes: 3 })] })] })];
    expect(planWorkloads(networks)[0]).toBe(networks[0]);
  });

  /** ⌈pods ÷ (Pods per node − system Pods)⌉ */
  it.each([
    [5000, 110, 0, 46],
    [5000, 64, 14, 100],
    [5001, 64, 14, 101],
    [1, 256, 0, 1],
  ])(
    'runs %i Pods at %i per node beside %i system Pods on %i nodes',
    (pods, each, total, nodes) => {
      expect(answer({ pods }, { maxPodsPerNode: each, systemPods: { total } })).toEqual([
        nodes,
        each,
      ]);
    },
  );

  it.each([
    [5000, 100, 0, 50],
    [5000, 100, 7, 57],
    [5001, 100, 7, 58],
    [5, 100, 0, 8],
  ])(
    'runs %i Pods on %i nodes beside %i system Pods at %4$i per node',
    (pods, nodes, total, each) => {
      expect(answer({ pods, nodes }, { systemPods: { total } })).toEqual([nodes, each]);
    },
  );

  it('takes system Pods of the pool before those of the cluster', () => {
    const own = { pods: 100, maxPodsPerNode: 30, systemPods: { total: 5 } };
    expect(planned({ systemPods: { total: 10 }, nodePools: [pool(own)] }).nodePools[0]?.nodes).toBe(
      4,
    );
  });

  /**
   * 8,100 Pods, one surge node, one endpoint. At 64 Pods per node 127 + 1 nodes take 128 × 128 addresses,
   * a /18 exactly; at 32 254 + 1 take a /18 too, but 260 node addresses are a /23; at 128 and 256 the
   * blocks take more than a /18.
   */
  it('finds the nodes and Pods per node with the fewest addresses', () => {
    expect(answer({ pods: 8100, upgrade: surge(1) })).toEqual([127, 64]);
  });

  it("prefers GKE's default where it takes as few addresses as any other", () => {
    // one node at 110 as at 128: a /29 and a /24
    expect(answer({ pods: 100 })).toEqual([1, 110]);
  });

  it('chooses none of 15 and fewer, which leave hardly any Pod to workloads', () => {
    expect(answer({ pods: 8 })[1]).toBeGreaterThan(15);
  });

  it('chooses what fits into a Pod range that is given', () => {
    // 64 blocks of a /24: 64 nodes at 110 run 7,040 Pods; 32 of a /23 at 256 run 8,192
    const ranges = { pods: '10.4.0.0/18' };
    expect(answer({ pods: 8190 }, { ranges })).toEqual([32, 256]);
  });

  /**
   * In a /9 that is given: at 256 Pods per node 780 nodes run 255 × 780 ≥ 198,900 Pods, with their 780 of the
   * system 199,680 together; at 128 there are 1,567 nodes, and 200,467 Pods are more than a cluster may have.
   */
  it('chooses what stays within the Pods of a cluster', () => {
    const given = {
      location: 'europe-west1',
      systemPods: { total: 1 },
      ranges: { pods: '10.0.0.0/9', nodes: '10.128.0.0/16' },
    };
    expect(answer({ pods: 198_900 }, given)).toEqual([780, 256]);
  });

  it('chooses up to the maximum of the version', () => {
    const version = { text: '1.22', major: 1, minor: 22 };
    expect(answer({ pods: 100_000 }, { version })[1]).toBeLessThanOrEqual(110);
  });

  it('takes 32 Pods per node on Autopilot, which chooses itself', () => {
    const { maxPodsPerNode, nodePools } = planned({
      mode: 'autopilot',
      nodePools: [pool({ pods: 320 })],
    });
    expect([nodePools[0]?.nodes, maxPodsPerNode]).toEqual([10, undefined]);
  });

  it('leaves other pools as they are', () => {
    const nodePools = [pool({ name: 'a', nodes: 5 }), pool({ name: 'b', pods: 100 })];
    const {
      maxPodsPerNode,
      nodePools: [first, second],
    } = planned({ nodePools });
    expect([maxPodsPerNode, first]).toEqual([undefined, nodePools[0]]);
    expect(second?.nodes).toBe(Math.ceil(100 / (second?.maxPodsPerNode ?? 0)));
  });

  it('says what it found and why', () => {
    const { workedOut } = planned({
      systemPods: { total: 7 },
      nodePools: [pool({ pods: 5000, nodes: 100 })],
    });
    expect(workedOut).toEqual([
      {
        what: 'maximum Pods per node',
        value: 57,
        why: 'the least with which 100 nodes run 5000 Pods of workloads beside 7 system Pods each',
      },
    ]);
  });

  it.each<[string, Partial<NodePool>, ClusterGiven, string]>([
    [
      'nodes and Pods per node that do not run the Pods',
      { pods: 5000, nodes: 50 },
      { maxPodsPerNode: 64 },
      '5000 Pods of workloads do not run on 50 nodes with 64 Pods per node: 3200 do (cluster prod)',
    ],
    [
      'nodes that do not run them at any maximum',
      { pods: 5000, nodes: 10 },
      {},
      '10 nodes cannot run 5000 Pods of workloads: GKE accepts at most 256 Pods per node (cluster prod)',
    ],
    [
      'one node that does not run them',
      { pods: 1000, nodes: 1 },
      {},
      '1 node cannot run 1000 Pods of workloads: GKE accepts at most 256 Pods per node (cluster prod)',
    ],
    [
      'system Pods that leave none at the maximum that is given',
      { pods: 1 },
      { maxPodsPerNode: 9, systemPods: { total: 9 } },
      '9 system Pods leave none of 9 Pods per node to workloads (cluster prod)',
    ],
    [
      'system Pods that leave none at any',
      { pods: 1 },
      { systemPods: { total: 256 } },
      '256 system Pods leave none of 256 Pods per node to workloads (cluster prod)',
    ],
    [
      'the same on nodes that are given',
      { pods: 1, nodes: 3 },
      { systemPods: { total: 300 } },
      '300 system Pods leave none of 256 Pods per node to workloads (cluster prod)',
    ],
  ])('refuses %s', (_, own, given, what) => {
    expect(problems(() => planned({ ...given, nodePools: [pool(own)] }))).toEqual([what]);
  });

  it('names the problems of all pools', () => {
    const nodePools = ['a', 'b'].map((name) => pool({ name, pods: 5000, nodes: 1 }));
    expect(problems(() => planned({ nodePools }))).toHaveLength(2);
  });

  it('takes nodes and Pods per node that go together', () => {
    expect(answer({ pods: 3200, nodes: 50 }, { maxPodsPerNode: 64 })).toEqual([50, 64]);
  });
});

describe('laws of planWorkloads', () => {
  const demand = fc.record({
    pods: fc.integer({ min: 1, max: 60_000 }),
    total: fc.integer({ min: 0, max: 20 }),
    maxSurge: fc.integer({ min: 0, max: 3 }),
  });
  const rangesAt = (given: ClusterGiven) => {
    const { networks, unplaced } = planNetworks(
      planWorkloads([network({ clusters: [cluster(given)] })]),
    );
    expect(unplaced).toEqual([]);
    const { nodes, pods } = networks[0]?.clusters[0]?.ranges ?? {};
    return [nodes, pods].reduce(
      (sum, range) => sum + 2 ** (32 - (range?.cidr?.prefixLength ?? 32)),
      0,
    );
  };

  it('the nodes that are found run the Pods, and one fewer does not', () => {
    fc.assert(
      fc.property(demand, ({ pods, total, maxSurge }) => {
        const [nodes = 0, each = 0] = answer(
          { pods, upgrade: surge(maxSurge) },
          { systemPods: { total } },
        );
        expect(nodes * (each - total)).toBeGreaterThanOrEqual(pods);
        expect((nodes - 1) * (each - total)).toBeLessThan(pods);
      }),
    );
  });

  it('no other maximum above 15 takes fewer addresses', () => {
    const any = fc.integer({ min: 16, max: 256 });
    fc.assert(
      fc.property(demand, any, ({ pods, total, maxSurge }, maxPodsPerNode) => {
        fc.pre(maxPodsPerNode > total);
        const given = {
          systemPods: { total },
          nodePools: [pool({ pods, upgrade: surge(maxSurge) })],
        };
        expect(rangesAt(given)).toBeLessThanOrEqual(rangesAt({ ...given, maxPodsPerNode }));
      }),
    );
  });

  it('planning again what was found changes nothing', () => {
    fc.assert(
      fc.property(demand, ({ pods, total }) => {
        const first = planned({ systemPods: { total }, nodePools: [pool({ pods })] });
        const again = planWorkloads([network({ clusters: [first] })])[0]?.clusters[0];
        expect(again).toEqual(first);
      }),
    );
  });
});

describe('checkWorkloads', () => {
  const checked = (own: Partial<NodePool>, given: ClusterGiven = {}) =>
    checkWorkloads([network({ clusters: [cluster({ ...given, nodePools: [pool(own)] })] })])[0]
      ?.clusters[0];

  it("works nodes out at the Pods per node that are given, or GKE's default", () => {
    expect(checked({ pods: 1000 }, { maxPodsPerNode: 50 })?.nodePools[0]?.nodes).toBe(20);
    expect(checked({ pods: 1100 })?.nodePools[0]?.nodes).toBe(10);
    expect(checked({ pods: 1100 })).not.toHaveProperty('maxPodsPerNode');
  });

  it('refuses nothing: that is for rules', () => {
    expect(checked({ pods: 5000, nodes: 1 })?.nodePools[0]?.nodes).toBe(1);
    expect(
      checked({ pods: 5 }, { maxPodsPerNode: 9, systemPods: { total: 9 } })?.nodePools[0],
    ).not.toHaveProperty('nodes');
  });
});
