import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limiters, type GrowthLimit } from '../../src/gke/growth-limits.ts';
import { parseCidr } from '../../src/net/cidr.ts';
import {
  blueGreen,
  namedRange,
  pool,
  surge,
  version,
  viewOf,
  type ClusterGiven,
} from './builders.ts';

const limitsOf = (...given: readonly ClusterGiven[]) => viewOf(given).limits;
const capacityOf = (...given: readonly ClusterGiven[]) => viewOf(given).capacity;

function find(limits: readonly GrowthLimit[], limiter: string, resource = 'nodes') {
  return limits.find((limit) => limit.limiter === limiter && limit.resource === resource);
}

const limitOf = (limiter: string, ...given: readonly ClusterGiven[]) =>
  find(limitsOf(...given), limiter, limiter.includes('service') ? 'services' : 'nodes')?.limit;

const regional = { location: 'europe-west1', zones: 3 } as const;
const none = { controlPlane: { kind: 'none' } } as const;
const full: ClusterGiven = {
  ...regional,
  dataPlane: 'dataplane-v2',
  services: 1000,
  nodePools: [pool({ nodes: 50, upgrade: surge(1) })],
  ranges: { nodes: '10.0.0.0/20', pods: '10.4.0.0/14', services: '10.8.0.0/20' },
};

describe('growth limits', () => {
  it('of a whole cluster are ranked by limit within nodes, Pods and Services', () => {
    expect(
      limitsOf(full).map(({ resource, limiter, limit, binding }) => [
        resource,
        limiter,
        limit,
        binding,
      ]),
    ).toEqual([
      ['nodes', 'pod-range', 1024, true],
      ['nodes', 'node-pool-limit', 3000, false],
      ['nodes', 'node-range', 4091, false],
      ['nodes', 'cni-node-limit', 7500, false],
      ['nodes', 'cluster-node-limit', 65_000, false],
      ['pods', 'pod-range', 112_640, true],
      ['pods', 'cluster-pod-limit', 200_000, false],
      ['services', 'service-range', 4094, true],
      ['services', 'cni-service-limit', 10_000, false],
    ]);
  });

  it('name every limiter somewhere', () => {
    const named = new Set(limitsOf(full).map(({ limiter }) => limiter));
    expect([...named].toSorted()).toEqual([...limiters].toSorted());
  });

  it('say what is planned at the peak, and nothing where nobody knows', () => {
    expect(find(limitsOf(full), 'node-range')?.planned).toBe(51);
    expect(find(limitsOf(full), 'service-range', 'services')?.planned).toBe(1000);
    const unknown = limitsOf({ ranges: full.ranges ?? {} });
    expect(unknown.every((limit) => limit.planned === undefined)).toBe(true);
  });

  it('each have the page that documents them', () => {
    for (const { source } of limitsOf(full)) expect(new URL(source).protocol).toBe('https:');
  });

  it('bind nothing while no range is known, so that a quota is no capacity', () => {
    const view = viewOf([{ nodePools: [pool({ nodes: 5 })], services: 5 }]);
    expect(view.limits.filter(({ binding }) => binding)).toEqual([]);
    expect(view.capacity).toEqual({ nodes: {}, pods: {}, services: {} });
  });

  it('bind exactly once for each resource where ranges are known', () => {
    const bound = limitsOf(full).filter(({ binding }) => binding);
    expect(bound.map(({ resource }) => resource)).toEqual(['nodes', 'pods', 'services']);
  });
});

describe('node-range', () => {
  it.each([
    ['the endpoint', {}, 251],
    ['no endpoint', none, 252],
    ['the endpoint and ten load balancers', { internalLoadBalancers: 10 }, 241],
    ['more load balancers than addresses', { internalLoadBalancers: 1000 }, 0],
  ])('a /24 with %s', (_, given: ClusterGiven, nodes) => {
    expect(limitOf('node-range', { ...given, ranges: { nodes: '10.0.0.0/24' } })).toBe(nodes);
  });

  it('with one bit more', () => {
    const next = (nodes: string) => find(limitsOf({ ranges: { nodes } }), 'node-range')?.next;
    expect(next('10.0.0.0/24')).toEqual({ prefixLength: 23, limit: 507 });
    expect(next('10.0.0.0/9')).toEqual({ prefixLength: 8, limit: 16_777_211 });
    expect(next('10.0.0.0/8')).toBeUndefined();
  });

  it('is what the other clusters of the subnet leave', () => {
    const one = (name: string, nodes: number) => ({
      name,
      nodePools: [pool({ nodes })],
      ranges: { nodes: '10.0.0.0/24' },
    });
    // 256 - 4 - 1 of its own endpoint - (100 + 1)
    expect(limitOf('node-range', one('a', 10), one('b', 100))).toBe(150);
    expect(limitOf('node-range', one('a', 10), one('b', 100), one('c', 200))).toBe(0);
  });

  it('does not depend on a planned count of its own', () => {
    const ranges = { nodes: '10.0.0.0/24' };
    expect(limitOf('node-range', { nodePools: [pool({ nodes: 7 })], ranges })).toBe(251);
    expect(limitOf('node-range', { ranges })).toBe(251);
  });
});

describe('pod-range', () => {
  it('counts blocks of the one size that all pools have', () => {
    const at = (maxPodsPerNode: number) =>
      limitOf('pod-range', { maxPodsPerNode, ranges: { pods: '10.4.0.0/20' } });
    expect([8, 16, 32, 64, 110, 256].map(at)).toEqual([256, 128, 64, 32, 16, 8]);
  });

  it('counts with one bit more, up to the widest range that GKE takes', () => {
    const next = (pods: string) => find(limitsOf({ ranges: { pods } }), 'pod-range')?.next;
    expect(next('10.4.0.0/20')).toEqual({ prefixLength: 19, limit: 32 });
    expect(next('10.0.0.0/9')).toBeUndefined();
  });

  it('counts twice the blocks without over-provisioning', () => {
    const ranges = { pods: '10.4.0.0/20' };
    expect(limitOf('pod-range', { podCidrOverprovision: false, ranges })).toBe(32);
  });

  it('knows a range by its size alone', () => {
    expect(limitOf('pod-range', { ranges: { pods: '/14' } })).toBe(1024);
  });

  it('is the planned nodes and the largest blocks that still fit, for several sizes', () => {
    const ranges = { pods: '10.4.0.0/20' };
    const mixed = (large: number, small: number) =>
      limitOf('pod-range', {
        nodePools: [
          pool({ nodes: large }),
          pool({ name: 'small', nodes: small, maxPodsPerNode: 32 }),
        ],
        ranges,
      });
    // 4,096 - 4 x 256 - 10 x 64 = 2,432: nine more of 256
    expect(mixed(4, 10)).toBe(4 + 10 + 9);
    expect(mixed(8, 32)).toBe(40);
    expect(mixed(0, 0)).toBe(16);
    // 16 x 256 take it all: no room for the four small ones
    expect(mixed(16, 4)).toBe(16);
  });

  it('is the sum over the ranges of a cluster', () => {
    const ranges = { pods: '10.4.0.0/20', additionalPods: ['10.5.0.0/22', '10.6.0.0/23'] };
    expect(limitOf('pod-range', { ranges })).toBe(16 + 4 + 2);
    expect(find(limitsOf({ ranges }), 'pod-range')?.next).toEqual({
      prefixLength: 19,
      limit: 32 + 4 + 2,
    });
  });

  it('wastes what is less than a block in each range', () => {
    const ranges = { pods: '10.4.0.0/24', additionalPods: ['10.5.0.0/24'] };
    expect(limitOf('pod-range', { maxPodsPerNode: 256, ranges })).toBe(0);
  });

  it('counts a range that a pool names at the size of that pool', () => {
    const given = {
      nodePools: [
        pool({ nodes: 2 }),
        pool({ name: 'batch', nodes: 5, maxPodsPerNode: 32, podRange: 'batch' }),
      ],
      ranges: { pods: '10.4.0.0/20', additionalPods: [namedRange('batch', '10.5.0.0/22')] },
    };
    expect(limitOf('pod-range', given)).toBe(16 + 16);
  });

  it('is what other clusters of the range leave', () => {
    const one = (name: string, nodes: number, maxPodsPerNode = 110) => ({
      name,
      nodePools: [pool({ nodes, maxPodsPerNode })],
      ranges: { pods: namedRange('pods', '10.4.0.0/20') },
    });
    expect(limitOf('pod-range', one('a', 1), one('b', 6))).toBe(10);
    // 4,096 - 5 x 64 = 3,776: 14 whole blocks
    expect(limitOf('pod-range', one('a', 1), one('b', 5, 32))).toBe(14);
    expect(limitOf('pod-range', one('a', 1), one('b', 30))).toBe(0);
  });

  it('of a routes-based cluster leaves 4,096 addresses to Services and gives a /24 to each node', () => {
    const given = (pods: string): ClusterGiven => ({
      dataPlane: 'kubenet',
      maxPodsPerNode: 32,
      ranges: { pods },
    });
    expect(limitOf('pod-range', given('10.4.0.0/14'))).toBe(1008);
    expect(find(limitsOf(given('10.4.0.0/19')), 'pod-range')).toMatchObject({
      limit: 16,
      next: { prefixLength: 18, limit: 48 },
    });
    expect(limitOf('pod-range', given('10.4.0.0/20'))).toBe(0);
  });
});

describe('documented limits of nodes', () => {
  const zonal = { location: 'europe-west1-b' } as const;
  const peering = {
    controlPlane: { kind: 'range', cidr: parseCidr('172.16.0.0/28') },
  } as const;
  it.each([
    ['Standard 1.31', { version: version('1.31') }, 65_000],
    ['Standard 1.30', { version: version('1.30') }, 15_000],
    ['Standard 1.17', { version: version('1.17') }, 5000],
    ['Autopilot', { mode: 'autopilot' }, 5000],
  ] as const)('cluster-node-limit of %s', (_, given, limit) => {
    expect(limitOf('cluster-node-limit', given)).toBe(limit);
  });

  it.each([
    ['regional 1.31', { ...regional, version: version('1.31') }, 7500],
    ['regional 1.30', { ...regional, version: version('1.30') }, 5000],
    ['regional 1.22', { ...regional, version: version('1.22') }, 500],
    ['regional 1.31, peering', { ...regional, ...peering, version: version('1.31') }, 7500],
    ['regional 1.30, peering', { ...regional, ...peering, version: version('1.30') }, 500],
    ['zonal 1.31', { ...zonal, version: version('1.31') }, 1000],
  ])('cni-node-limit of Dataplane V2, %s', (_, given: ClusterGiven, limit) => {
    expect(limitOf('cni-node-limit', { ...given, dataPlane: 'dataplane-v2' })).toBe(limit);
  });

  it('cni-node-limit holds on Autopilot, which always runs Dataplane V2, and nowhere else', () => {
    expect(limitOf('cni-node-limit', { ...regional, mode: 'autopilot' })).toBe(7500);
    for (const dataPlane of ['google-cni', 'calico', 'netd', 'kubenet'] as const)
      expect(limitOf('cni-node-limit', { dataPlane })).toBeUndefined();
  });

  it('node-pool-limit is 1,000 nodes for each zone of each pool, and none on Autopilot', () => {
    expect(limitOf('node-pool-limit', {})).toBe(1000);
    expect(limitOf('node-pool-limit', { ...regional })).toBe(3000);
    expect(
      limitOf('node-pool-limit', { ...regional, nodePools: [pool(), pool({ zones: 1 })] }),
    ).toBe(4000);
    expect(limitOf('node-pool-limit', { ...regional, mode: 'autopilot' })).toBeUndefined();
  });

  it('may bind before the ranges do', () => {
    expect(capacityOf({ maxPodsPerNode: 32, ranges: { pods: '10.4.0.0/14' } }).nodes).toEqual({
      limit: 1000,
      boundBy: 'node-pool-limit',
    });
  });
});

describe('Pods', () => {
  const pods = (given: ClusterGiven) => capacityOf(given).pods;

  it('are nodes at capacity times maximum Pods per node', () => {
    expect(pods({ ranges: { nodes: '10.0.0.0/28', pods: '10.4.0.0/20' } })).toEqual({
      limit: 11 * 110,
      boundBy: 'node-range',
    });
  });

  it('are at most 200,000, which bounds no nodes', () => {
    const { nodes, pods: bounded } = capacityOf({
      ...regional,
      ranges: { nodes: '10.0.0.0/19', pods: '10.8.0.0/13' },
    });
    expect(nodes).toEqual({ limit: 2048, boundBy: 'pod-range' });
    expect(bounded).toEqual({ limit: 200_000, boundBy: 'cluster-pod-limit' });
  });

  it('are planned nodes at their own maximum and those to come at the smallest', () => {
    const given = {
      nodePools: [pool({ nodes: 4 }), pool({ name: 'small', nodes: 10, maxPodsPerNode: 32 })],
      ranges: { pods: '10.4.0.0/20' },
    };
    // 23 nodes (see above): 4 x 110 + 10 x 32 + 9 x 32
    expect(pods(given)).toEqual({ limit: 440 + 320 + 288, boundBy: 'pod-range' });
  });

  it('are not known while nodes are not bound by a range', () => {
    expect(pods({ nodePools: [pool({ nodes: 3 })] })).toEqual({});
  });
});

describe('Services', () => {
  const services = (given: ClusterGiven) => capacityOf(given).services;

  it.each([
    ['10.8.0.0/24', 254],
    ['10.8.0.0/28', 14],
    ['google-managed', 4094],
    ['/22', 1022],
  ])('%s holds %i', (text, limit) => {
    expect(services({ ranges: { services: text } })).toEqual({ limit, boundBy: 'service-range' });
  });

  it('widen by one bit, but not beyond a /16, and not where GKE manages them', () => {
    const next = (text: string) =>
      find(limitsOf({ ranges: { services: text } }), 'service-range', 'services')?.next;
    expect(next('10.8.0.0/24')).toEqual({ prefixLength: 23, limit: 510 });
    expect(next('10.8.0.0/16')).toBeUndefined();
    expect(next('google-managed')).toBeUndefined();
  });

  it('stop at 10,000 on Dataplane V2', () => {
    const given = { ranges: { services: '10.8.0.0/18' } };
    expect(services(given)).toEqual({ limit: 16_382, boundBy: 'service-range' });
    expect(services({ ...given, dataPlane: 'dataplane-v2' })).toEqual({
      limit: 10_000,
      boundBy: 'cni-service-limit',
    });
  });

  it('of a routes-based cluster are the last /20 of its Pod range', () => {
    expect(services({ dataPlane: 'kubenet', ranges: { pods: '10.4.0.0/14' } })).toEqual({
      limit: 4094,
      boundBy: 'service-range',
    });
    expect(services({ dataPlane: 'kubenet' })).toEqual({});
  });
});

describe('fullAfterYears', () => {
  const growing = (given: ClusterGiven): ClusterGiven => ({
    ...none,
    growth: { percent: 100, years: 1 },
    services: 100,
    nodePools: [pool({ nodes: 10 })],
    ranges: { nodes: '10.0.0.0/24', pods: '10.4.0.0/18', services: '10.8.0.0/24' },
    ...given,
  });
  const years = (limiter: string, given: ClusterGiven = {}, resource = 'nodes') =>
    find(limitsOf(growing(given)), limiter, resource)?.fullAfterYears;

  it('is when continuous growth of the nodes of today meets the limit', () => {
    expect(years('pod-range')).toBe(2.7); // log2(64 / 10) = 2.678
    expect(years('node-range')).toBe(4.7); // log2(252 / 10) = 4.655
    expect(years('service-range', {}, 'services')).toBe(1.3); // log2(254 / 100) = 1.345
  });

  it('keeps surge nodes as they are, and grows blue-green pools twice', () => {
    const nodes = 10;
    // log2((64 - 24) / 10) = 2
    expect(years('pod-range', { nodePools: [pool({ nodes, upgrade: surge(24) })] })).toBe(2);
    // log2(64 / 20) = 1.678
    expect(years('pod-range', { nodePools: [pool({ nodes, upgrade: blueGreen })] })).toBe(1.7);
  });

  it('is zero where the limit is passed today', () => {
    expect(years('pod-range', { nodePools: [pool({ nodes: 65 })] })).toBe(0);
  });

  it('is not known without growth or without nodes', () => {
    expect(years('pod-range', { growth: { percent: 0, years: 3 } })).toBeUndefined();
    expect(years('pod-range', { nodePools: [pool()] })).toBeUndefined();
  });

  it('is not said of Pods, whose demand nobody states', () => {
    expect(years('pod-range', {}, 'pods')).toBeUndefined();
  });
});

describe('capacity is monotone', () => {
  interface Shape {
    readonly nodes: number;
    readonly pods: number;
    readonly services: number;
    readonly maxPods: number;
    readonly loadBalancers: number;
    readonly zones: number;
    readonly planned: number;
    readonly neighbours: number;
    readonly minor: number;
    readonly endpoint: boolean;
  }
  const anyShape: fc.Arbitrary<Shape> = fc.record({
    nodes: fc.integer({ min: 19, max: 29 }),
    pods: fc.integer({ min: 11, max: 24 }),
    services: fc.integer({ min: 16, max: 28 }),
    maxPods: fc.integer({ min: 8, max: 256 }),
    loadBalancers: fc.nat({ max: 300 }),
    zones: fc.integer({ min: 1, max: 4 }),
    planned: fc.nat({ max: 500 }),
    neighbours: fc.nat({ max: 300 }),
    minor: fc.integer({ min: 17, max: 34 }),
    endpoint: fc.boolean(),
  });

  function capacity(shape: Shape) {
    const shared = {
      nodes: `10.0.0.0/${shape.nodes}`,
      pods: namedRange('pods', `10.64.0.0/${shape.pods}`),
    };
    const { nodes, pods, services } = capacityOf(
      {
        name: 'a',
        location: 'europe-west1',
        zones: shape.zones,
        dataPlane: 'dataplane-v2',
        version: version(`1.${shape.minor}`),
        controlPlane: { kind: shape.endpoint ? 'psc' : 'none' },
        internalLoadBalancers: shape.loadBalancers,
        maxPodsPerNode: shape.maxPods,
        nodePools: [pool({ nodes: shape.planned })],
        ranges: { ...shared, services: `10.32.0.0/${shape.services}` },
      },
      { name: 'b', nodePools: [pool({ nodes: shape.neighbours })], ranges: shared },
    );
    return { nodes: nodes.limit!, pods: pods.limit!, services: services.limit! };
  }

  const notLess = (better: Shape, worse: Shape) => {
    const [more, less] = [capacity(better), capacity(worse)];
    expect(more.nodes).toBeGreaterThanOrEqual(less.nodes);
    expect(more.pods).toBeGreaterThanOrEqual(less.pods);
    expect(more.services).toBeGreaterThanOrEqual(less.services);
  };

  it.each<[string, (shape: Shape) => Shape]>([
    ['a wider node subnet', (shape) => ({ ...shape, nodes: shape.nodes - 1 })],
    ['a wider Pod range', (shape) => ({ ...shape, pods: shape.pods - 1 })],
    [
      'a wider Services range',
      (shape) => ({ ...shape, services: Math.max(16, shape.services - 1) }),
    ],
    ['a zone more', (shape) => ({ ...shape, zones: shape.zones + 1 })],
    ['a newer version', (shape) => ({ ...shape, minor: shape.minor + 1 })],
    ['no load balancers', (shape) => ({ ...shape, loadBalancers: 0 })],
    ['no endpoint', (shape) => ({ ...shape, endpoint: false })],
    ['fewer nodes beside it', (shape) => ({ ...shape, neighbours: shape.neighbours >> 1 })],
  ])('never less with %s', (_, improve) => {
    fc.assert(fc.property(anyShape, (shape) => notLess(improve(shape), shape)));
  });

  it('in nodes: never less with fewer Pods per node', () => {
    fc.assert(
      fc.property(anyShape, fc.integer({ min: 8, max: 256 }), (shape, other) => {
        const [fewer, more] = [Math.min(shape.maxPods, other), Math.max(shape.maxPods, other)];
        expect(capacity({ ...shape, maxPods: fewer }).nodes).toBeGreaterThanOrEqual(
          capacity({ ...shape, maxPods: more }).nodes,
        );
      }),
    );
  });

  it('in nodes: never less with a wider Pod range where pools of two block sizes fit', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 12, max: 20 }),
        fc.nat({ max: 8 }),
        fc.nat({ max: 31 }),
        fc.constantFrom(8, 16, 32),
        (prefix, large, small, maxPodsPerNode) => {
          const nodesIn = (prefixLength: number) =>
            limitOf('pod-range', {
              nodePools: [
                pool({ nodes: large }),
                pool({ name: 'small', nodes: small, maxPodsPerNode }),
              ],
              ranges: { pods: `10.64.0.0/${prefixLength}` },
            })!;
          expect(nodesIn(prefix)).toBeGreaterThanOrEqual(large + small);
          expect(nodesIn(prefix - 1)).toBeGreaterThanOrEqual(nodesIn(prefix));
        },
      ),
    );
  });

  it('in nothing by what is planned, for one block size', () => {
    fc.assert(
      fc.property(anyShape, fc.nat({ max: 500 }), (shape, planned) => {
        expect(capacity({ ...shape, planned })).toEqual(capacity(shape));
      }),
    );
  });

  it('and is the smallest of the limits', () => {
    fc.assert(
      fc.property(anyShape, (shape) => {
        const subnet = Math.max(
          0,
          2 ** (32 - shape.nodes) -
            4 -
            Number(shape.endpoint) -
            shape.loadBalancers -
            (shape.neighbours + 1),
        );
        let block = 16;
        while (block < 2 * shape.maxPods) block *= 2;
        const left = Math.max(0, 2 ** (32 - shape.pods) - shape.neighbours * 256);
        const quota = shape.minor >= 31 ? 7500 : shape.minor >= 23 ? 5000 : 500;
        const pools = 1000 * shape.zones;
        const expected = Math.min(subnet, Math.floor(left / block), quota, pools);
        expect(capacity(shape).nodes).toBe(expected);
      }),
    );
  });
});
