import { describe, expect, it } from 'vitest';
import { countCombinations } from '../../src/gke/sweep.ts';
import type { Combination } from '../../src/gke/sweep-combination.ts';
import type { Network } from '../../src/gke/cluster.ts';
import { blueGreen, pool, surge, type ClusterGiven } from './builders.ts';
import { serviceSizes, sizes, swept, unsaid } from './sweeps.ts';

const prefixes = ({ ranges: { node, pod, service } }: Combination) =>
  [node, pod, service].map((one) => one?.prefixLength);

/** A surge node beside those that are demanded, and the endpoint of the control plane. */
const surging = { nodePools: [pool({ upgrade: surge(1) })] };

describe('what a Pod range holds', () => {
  it('depends on maximum Pods per node', () => {
    // A /16 has 65,536 addresses: 1,024 blocks of 64, 512 of 128, 256 of 256.
    const rows = swept({ podRange: sizes('10.4.0.0/16'), maxPodsPerNode: [32, 64, 110] });
    expect(
      rows.map(({ blockPrefixLength, capacity: { nodes, pods } }) => [
        blockPrefixLength,
        nodes,
        pods.limit,
      ]),
    ).toEqual([
      [26, { limit: 1000, boundBy: 'node-pool-limit' }, 32_000],
      [25, { limit: 512, boundBy: 'pod-range' }, 32_768],
      [24, { limit: 256, boundBy: 'pod-range' }, 28_160],
    ]);
    // The builder's cluster is in one zone, where a pool has at most 1,000 nodes: 24 blocks of 64 stay.
    expect(rows.map(({ capacity }) => capacity.waste)).toEqual([1536, 0, 0]);
    expect(rows.map(({ fits }) => fits)).toEqual([undefined, undefined, undefined]);
  });

  it('is the same for a block and for its size', () => {
    const [block, size] = swept({ podRange: sizes('10.4.0.0/16', '/16') });
    expect(size?.capacity).toEqual(block?.capacity);
    expect(block?.ranges.pod?.cidr?.text).toBe('10.4.0.0/16');
    expect(size?.ranges.pod?.cidr).toBeUndefined();
  });
});

describe('what a demand needs', () => {
  it('is the least of every range', () => {
    // 101 nodes at the peak, the endpoint and 4 reserved: 106 of a /25. 101 × 64 = 6,464 of a /19,
    // 101 × 256 = 25,856 of a /17. 500 Services and 2: a /23.
    const [few, many] = swept(
      { nodes: [100], services: [500], maxPodsPerNode: [32, 110] },
      surging,
    );
    expect(few && prefixes(few)).toEqual([25, 19, 23]);
    expect(many && prefixes(many)).toEqual([25, 17, 23]);
    expect(few?.ranges.node).toMatchObject({ needed: 102, addresses: 128, given: false });
    expect(few?.ranges.pod).toMatchObject({ needed: 6464, addresses: 8192, given: false });
    expect(few?.addresses).toBe(128 + 8192 + 512);
    // 123 nodes fit the /25, so 5 of 128 blocks are never used.
    expect(few?.capacity).toEqual({
      nodes: { limit: 123, boundBy: 'node-range' },
      pods: { limit: 3936, boundBy: 'node-range' },
      services: { limit: 510, boundBy: 'service-range' },
      waste: 5 * 64,
    });
    expect(few).toMatchObject({ headroom: { nodes: 22, services: 10 }, fits: true });
  });

  it('is at the growth horizon', () => {
    const growing = { growth: { percent: 0, years: 2 }, nodePools: [pool({ upgrade: blueGreen })] };
    const rows = swept({ nodes: [100], growth: [0, 10] }, growing);
    expect(rows.map(({ demand }) => [demand.nodes, demand.peakNodes])).toEqual([
      [100, 200],
      [121, 242],
    ]);
    expect(rows.map(({ demand }) => demand.today)).toEqual([
      { nodes: 100, growth: 0 },
      { nodes: 100, growth: 10 },
    ]);
  });

  it('takes the default size of Services where nobody counts them, none that GKE manages', () => {
    const rows = swept({ nodes: [10], serviceRange: [undefined, 'google-managed'] }, surging);
    expect(rows.map(prefixes)).toEqual([
      [28, 20, 20],
      [28, 20, 20],
    ]);
    // 11 × 256 = 2,816 of a /20; 11 + 1 + 4 = 16 of a /28.
    expect(rows.map(({ addresses }) => addresses)).toEqual([16 + 4096 + 4096, 16 + 4096]);
  });

  it('may be Services alone', () => {
    const rows = swept({ services: [100, 1000] });
    expect(rows.map(prefixes)).toEqual([
      [undefined, undefined, 25],
      [undefined, undefined, 22],
    ]);
    expect(rows.map(({ capacity }) => [capacity.nodes, capacity.services.limit])).toEqual([
      [{}, 126],
      [{}, 1022],
    ]);
  });

  it('of a routes-based cluster leaves room for its Services in the Pod range', () => {
    // 15 × 256 + 4,096 = 7,936 of a /19, which holds 16 nodes.
    const [row] = swept({ nodes: [15] }, { dataPlane: 'kubenet' });
    expect(row && prefixes(row)).toEqual([27, 19, undefined]);
    expect(row?.capacity).toMatchObject({
      nodes: { limit: 16, boundBy: 'pod-range' },
      services: { limit: 4094 },
    });
  });
});

describe('what does not fit', () => {
  it('names the limiter and what is missing', () => {
    const rows = swept({
      nodes: [50],
      services: [300],
      nodeRange: sizes('/26', '/27'),
      podRange: sizes('/20', '/18'),
      serviceRange: serviceSizes('/24'),
    });
    // /26: 59 nodes, /27: 27; /20: 16 blocks, /18: 64; /24: 254 Services.
    const services = { resource: 'services', limiter: 'service-range', missing: 46 };
    expect(rows.map(({ shortages }) => shortages)).toEqual([
      [{ resource: 'nodes', limiter: 'pod-range', missing: 34 }, services],
      [services],
      [{ resource: 'nodes', limiter: 'pod-range', missing: 34 }, services],
      [{ resource: 'nodes', limiter: 'node-range', missing: 23 }, services],
    ]);
    expect(rows.map(({ fits }) => fits)).toEqual([false, false, false, false]);
  });

  it('is one node more than a range holds', () => {
    const rows = swept({ nodes: [59, 60], nodeRange: sizes('/26'), podRange: sizes('/18') });
    expect(rows.map(({ fits, headroom }) => [fits, headroom.nodes])).toEqual([
      [true, 0],
      [false, -1],
    ]);
  });

  it('counts the Pods that have to run on the nodes that are demanded', () => {
    const rows = swept({ nodes: [100], maxPodsPerNode: [49, 50] }, {}, { pods: 5000 });
    expect(rows.map(({ fits, shortages }) => [fits, shortages])).toEqual([
      [false, [{ resource: 'pods', limiter: 'max-pods-per-node', missing: 100 }]],
      [true, []],
    ]);
  });

  it('counts the Pods that have to run on what the ranges hold where no nodes are demanded', () => {
    const rows = swept({ podRange: sizes('/20', '/19') }, {}, { pods: 2000 });
    // 16 and 32 nodes with 110 Pods each.
    expect(rows.map(({ fits, shortages }) => [fits, shortages])).toEqual([
      [false, [{ resource: 'pods', limiter: 'pod-range', missing: 240 }]],
      [true, []],
    ]);
  });

  it('are more Pods than system Pods leave room for', () => {
    const system = { systemPods: { total: 10 } };
    const [short, enough] = swept({ nodes: [100], maxPodsPerNode: [59, 60] }, system, {
      pods: 5000,
    });
    expect(short?.shortages).toEqual([
      { resource: 'pods', limiter: 'max-pods-per-node', missing: 100 },
    ]);
    expect(enough?.fits).toBe(true);
    // A /20 has 16 blocks: 16 x 110 Pods, of which 16 x 10 are of the system.
    const ranges = swept({ podRange: sizes('/20') }, system, { pods: 1601 });
    expect(ranges[0]?.shortages).toEqual([{ resource: 'pods', limiter: 'pod-range', missing: 1 }]);
  });

  it('are more Pods than a cluster may have', () => {
    const [row] = swept({ nodes: [1000], maxPodsPerNode: [256] }, {}, { pods: 200_001 });
    expect(row?.shortages).toEqual([
      { resource: 'pods', limiter: 'cluster-pod-limit', missing: 1 },
    ]);
  });
});

describe('what GKE refuses', () => {
  it('is a range that no demand may have', () => {
    // 20,000 × 512 addresses are more than a /9 has.
    const [row] = swept({ nodes: [20_000], maxPodsPerNode: [256] });
    expect(row?.refusals).toEqual([
      {
        rule: 'pod-range-size',
        message: 'the demand takes more than a /9, the widest Pod range that GKE accepts',
      },
    ]);
    expect(row?.fits).toBe(false);
  });

  it('is a range that holds no node for every zone when the cluster is created', () => {
    const regional = { location: 'europe-west1', zones: 3 };
    const given = { nodeRange: sizes('/29'), podRange: sizes('/24', '/23', '/22') };
    // 3 blocks of 256 fit a /22; 3 nodes and the endpoint fit the 4 usable addresses of a /29.
    const rules = (extra: ClusterGiven) =>
      swept(given, { ...regional, ...extra }).map(({ refusals }) =>
        refusals.map(({ rule }) => rule),
      );
    expect(rules({})).toEqual([['creation-exhausted'], ['creation-exhausted'], []]);
    expect(rules({ internalLoadBalancers: 1 }).map(({ length }) => length)).toEqual([2, 2, 1]);
  });

  it('is judged for every value once, and for every pair of blocks', () => {
    const judged: string[] = [];
    const judge = ({ clusters: [one] }: Network) => {
      const { nodes, pods, services } = one?.ranges ?? {};
      const texts = [nodes, pods, services === 'google-managed' ? undefined : services].map(
        (range) => range?.cidr?.text ?? '–',
      );
      judged.push(`${one?.maxPodsPerNode ?? '–'} ${texts.join(' ')}`);
      return nodes !== undefined && pods !== undefined
        ? [{ rule: 'both', message: 'at once' }]
        : [];
    };
    const rows = swept(
      {
        maxPodsPerNode: [32, 64],
        nodeRange: sizes('10.0.0.0/24'),
        podRange: sizes('10.4.0.0/16', '10.5.0.0/16', '/15'),
      },
      {},
      { judge },
    );
    expect(judged.toSorted()).toEqual([
      '32 – – –',
      '64 – – –',
      '– 10.0.0.0/24 10.4.0.0/16 –',
      '– 10.0.0.0/24 10.5.0.0/16 –',
      '– 10.0.0.0/24 – –',
      '– – 10.4.0.0/16 –',
      '– – 10.5.0.0/16 –',
      '– – – –',
    ]);
    expect(rows.map(({ fits }) => fits)).toEqual([
      false,
      false,
      undefined,
      false,
      false,
      undefined,
    ]);
  });
});

describe('combinations', () => {
  it('are all there are, the last axes changing first', () => {
    const axes = {
      ...unsaid,
      nodes: [1, 2],
      maxPodsPerNode: [8, 16],
      podRange: sizes('/20', '/19'),
    };
    const rows = swept(axes);
    expect(countCombinations(axes)).toBe(8);
    expect(
      rows.map(({ demand, maxPodsPerNode, ranges }) => [
        demand.nodes,
        maxPodsPerNode,
        ranges.pod?.prefixLength,
      ]),
    ).toEqual([
      [1, 8, 20],
      [1, 8, 19],
      [1, 16, 20],
      [1, 16, 19],
      [2, 8, 20],
      [2, 8, 19],
      [2, 16, 20],
      [2, 16, 19],
    ]);
  });

  it('of the same demand share it', () => {
    const [first, second] = swept({ nodes: [10], maxPodsPerNode: [8, 16] });
    expect(first?.demand).toBe(second?.demand);
  });
});
