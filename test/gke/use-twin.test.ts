import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ClusterRange } from '../../src/gke/cluster.ts';
import { resolveCluster } from '../../src/gke/resolve.ts';
import { othersOf } from '../../src/gke/sharers.ts';
import { useOfRanges } from '../../src/gke/use.ts';
import { cluster, namedRange, network, pool, range, type ClusterGiven } from './builders.ts';
import { usesSlowly } from './use-slowly.ts';

/** Few blocks and names, so that clusters meet; every cluster makes ranges of its own of them. */
const someRange: fc.Arbitrary<ClusterRange> = fc
  .record({
    name: fc.constantFrom('a', 'b', 'c', undefined),
    text: fc.constantFrom('10.4.0.0/20', '10.4.16.0/20', '/20'),
  })
  .map(({ name, text }) => (name === undefined ? range(text) : namedRange(name, text)));

const someCluster: fc.Arbitrary<ClusterGiven> = fc
  .record({
    location: fc.constantFrom('europe-west1-b', 'europe-west1', 'us-east1', undefined),
    pools: fc.array(
      fc.record({
        nodes: fc.option(fc.integer({ min: 0, max: 20 }), { nil: undefined }),
        podRange: fc.constantFrom('a', 'b', undefined),
        maxPodsPerNode: fc.constantFrom(8, 32, 110),
      }),
      { minLength: 1, maxLength: 3 },
    ),
    nodes: fc.option(someRange, { nil: undefined }),
    pods: fc.option(someRange, { nil: undefined }),
    additionalPods: fc.array(someRange, { maxLength: 3 }),
  })
  .map(({ location, pools, nodes, pods, additionalPods }) => ({
    ...(location === undefined ? {} : { location }),
    nodePools: pools.map(({ nodes: count, podRange, maxPodsPerNode }) =>
      pool({
        maxPodsPerNode,
        ...(count === undefined ? {} : { nodes: count }),
        ...(podRange === undefined ? {} : { podRange }),
      }),
    ),
    ranges: {
      ...(nodes === undefined ? {} : { nodes }),
      ...(pods === undefined ? {} : { pods }),
      additionalPods,
    },
  }));

/** Without a location, unlike a cluster of the builders that says none. */
function clustersOf(given: readonly ClusterGiven[]) {
  const specs = given.map((one, index) => {
    const { location: _location, ...spec } = cluster({ ...one, name: `c${index}` });
    return one.location === undefined ? spec : { ...spec, location: one.location };
  });
  const home = network({ clusters: specs });
  return specs.map((spec) => resolveCluster(spec, home));
}

it('clusters take of their ranges what each asking every other one finds', () => {
  fc.assert(
    fc.property(fc.array(someCluster, { maxLength: 8 }), (given) => {
      const clusters = clustersOf(given);
      const found = useOfRanges(clusters).map((use) => ({
        nodeSharers: othersOf(use.cluster, use.nodeSharers),
        otherNodeAddresses: use.otherNodeAddresses,
        nodesKnown: use.nodesKnown,
        groups: use.groups.map(({ uses }) =>
          uses.map(({ taken, takenByOthers, sharers }) => ({
            taken,
            takenByOthers,
            sharers: othersOf(use.cluster, sharers),
          })),
        ),
      }));
      expect(found).toEqual(usesSlowly(clusters));
    }),
    { numRuns: 1000 },
  );
});
