/** A sweep says of every combination what `plan` and `check` say of it alone. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defined } from '../../src/defined.ts';
import type { ClusterRanges, ClusterSpec, Network } from '../../src/gke/cluster.ts';
import { survey } from '../../src/gke/landscape.ts';
import { planNetworks } from '../../src/gke/plan.ts';
import type { Combination } from '../../src/gke/sweep-combination.ts';
import { sweep, type SweepAxes } from '../../src/gke/sweep.ts';
import { refusals } from '../../src/rules/refusals.ts';
import { runRules } from '../../src/rules/index.ts';
import { blocks, blueGreen, cluster, network, pool, range, surge } from './builders.ts';

const axis = <T>(value: fc.Arbitrary<T>) =>
  fc.oneof(
    fc.constant([undefined]),
    fc.uniqueArray(value, {
      minLength: 1,
      maxLength: 2,
      selector: (one) => JSON.stringify(one, text),
    }),
  );

const text = (_: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value);

/** Blocks of one role are in a space of their own, so that they meet only where they should. */
const blockIn = (base: string, least: number, most: number) =>
  fc.integer({ min: least, max: most }).map((length) => range(`${base}/${length}`));

/** Counts at which ranges are just full beside counts of any size. */
const counts = fc.oneof(
  fc.integer({ min: 1, max: 4000 }),
  fc.integer({ min: 1, max: 17 }),
  fc.constantFrom(27, 28, 59, 60, 64, 65, 126, 127, 251, 252, 254, 255, 1000, 1001),
);

const axes: fc.Arbitrary<SweepAxes> = fc.record({
  nodes: axis(counts),
  services: axis(counts),
  growth: axis(fc.integer({ min: 0, max: 60 })),
  maxPodsPerNode: axis(fc.oneof(fc.integer({ min: 6, max: 260 }), fc.constantFrom(8, 110, 256))),
  nodeRange: axis(fc.oneof(blockIn('11.0.0.0', 20, 30), blockIn('11.0.0.0', 26, 29))),
  podRange: axis(fc.oneof(blockIn('12.0.0.0', 10, 25), blockIn('12.0.0.0', 21, 24))),
  serviceRange: axis(fc.oneof(blockIn('13.0.0.0', 15, 29), fc.constant('google-managed' as const))),
});

const shapes = fc.record({
  mode: fc.constantFrom('standard' as const, 'standard' as const, 'autopilot' as const),
  dataPlane: fc.constantFrom(undefined, undefined, 'dataplane-v2' as const, 'kubenet' as const),
  location: fc.constantFrom('europe-west1', 'europe-west1', 'europe-west1-b', undefined),
  upgrade: fc.constantFrom(surge(0), surge(3), blueGreen),
  internalLoadBalancers: fc.integer({ min: 0, max: 9 }),
  podCidrOverprovision: fc.boolean(),
  years: fc.integer({ min: 0, max: 4 }),
});

type Shape = typeof shapes extends fc.Arbitrary<infer T> ? T : never;

function specOf({ upgrade, years, location, dataPlane, ...shape }: Shape): ClusterSpec {
  const { location: _zone, ...plain } = cluster();
  return {
    ...plain,
    ...shape,
    ...defined({ location, dataPlane }),
    growth: { percent: 0, years },
    nodePools: [pool({ upgrade })],
  };
}

const home: Network = network({ within: blocks('10.0.0.0/8', '14.0.0.0/8') });

/** The same cluster with one value of every axis, as `plan` and `check` get it. */
function specAlone(
  spec: ClusterSpec,
  row: Combination,
  given: Partial<ClusterRanges>,
  stated: boolean,
) {
  const { nodes, services, growth } = row.demand.today;
  return {
    ...spec,
    ...defined({ services, maxPodsPerNode: stated ? row.maxPodsPerNode : undefined }),
    growth: { percent: growth ?? 0, years: spec.growth?.years ?? 0 },
    nodePools: spec.nodePools.map((one) => ({ ...one, ...defined({ nodes }) })),
    ranges: { ...spec.ranges, ...given },
  };
}

/** In the order of the combinations. */
function givenOf({ nodes, services, growth, maxPodsPerNode, ...ranges }: SweepAxes) {
  const others = nodes.flatMap(() => services.flatMap(() => growth.flatMap(() => maxPodsPerNode)));
  return others.flatMap((pods) =>
    ranges.nodeRange.flatMap((nodeRange) =>
      ranges.podRange.flatMap((podRange) =>
        ranges.serviceRange.map((serviceRange) => ({
          stated: pods !== undefined,
          ranges: defined({ nodes: nodeRange, pods: podRange, services: serviceRange }),
        })),
      ),
    ),
  );
}

function judged(spec: ClusterSpec) {
  const places = spec.nodePools.some(({ nodes }) => nodes !== undefined);
  const given = [{ ...home, clusters: [spec] }];
  const { networks, unplaced } = places ? planNetworks(given) : { networks: given, unplaced: [] };
  const landscape = survey(networks, { unplaced });
  const errors = runRules(landscape).findings.filter(({ severity }) => severity === 'error');
  const view = landscape.networks[0]?.clusters[0];
  if (view === undefined) throw new Error('no cluster');
  return { view, errors, unplaced };
}

/** So many of all rows, spread evenly, with what each was given. */
function someOf(rows: readonly Combination[], swept: SweepAxes, most: number) {
  const given = givenOf(swept);
  expect(given).toHaveLength(rows.length);
  const step = Math.ceil(rows.length / most);
  return rows
    .map((row, index) => ({ row, ...given[index] }))
    .filter((_, index) => index % step === 0);
}

function expectSame(row: Combination, { view, errors }: ReturnType<typeof judged>): void {
  const { nodes, pods, services } = row.capacity;
  expect({ nodes, pods, services }).toEqual(view.capacity);
  for (const role of ['node', 'pod', 'service'] as const) {
    const alone = view.ranges.find((one) => one.role === role);
    // A routes-based cluster has its Services inside of its Pod range, which is none of their own.
    if (view.cluster.routesBased && role === 'service') continue;
    expect(row.ranges[role]?.prefixLength).toBe(alone?.cidr.prefixLength);
    expect(row.ranges[role]?.needed).toBe(alone?.needed);
  }
  expect(row.fits === false, errors.map(({ message }) => message).join()).toBe(errors.length > 0);
}

describe('a sweep', () => {
  it('says what plan says of combinations that demand nodes, and check of the others', () => {
    fc.assert(
      fc.property(shapes, axes, (shape, swept) => {
        const spec = specOf(shape);
        const rows = [...sweep(home, spec, swept, { judge: refusals })].flat();
        for (const { row, ranges = {}, stated = false } of someOf(rows, swept, 4)) {
          const result = judged(specAlone(spec, row, ranges, stated));
          const sizedWithoutNodes =
            row.demand.nodes === undefined && row.ranges.service?.given === false;
          if (result.unplaced.length === 0 && !sizedWithoutNodes) expectSame(row, result);
        }
      }),
      { numRuns: 500 },
    );
  }, 60_000);
});
