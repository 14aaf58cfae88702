/** Laws of planning with load balancers and Google's services beside clusters. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Network } from '../../src/gke/cluster.ts';
import { survey } from '../../src/gke/landscape.ts';
import { neighbourRoles, type WantedRange } from '../../src/gke/neighbours.ts';
import { planNetworks } from '../../src/gke/plan.ts';
import { overlaps } from '../../src/net/cidr.ts';
import { runRules } from '../../src/rules/index.ts';
import { blocks, cluster, network, other, pool, surge } from './builders.ts';

/** The smallest size that a range may have, straight from the definitions of the documentation. */
function leastPrefix({ role, prefixLength, neighbour }: WantedRange): number {
  const { addresses, producers } = neighbour;
  if (prefixLength !== undefined) return prefixLength;
  if (role === 'proxy-only') return 23;
  if (role === 'private-services-access' && producers === undefined) return 16;
  const isSubnet = role !== 'private-services-access';
  const needed = isSubnet ? (addresses ?? 0) + 4 : 256 * (producers?.length ?? 0);
  let length = isSubnet ? 29 : 24;
  while (2 ** (32 - length) < needed) length -= 1;
  return length;
}

const anyWish = fc
  .record({
    role: fc.constantFrom(...neighbourRoles),
    prefixLength: fc.option(fc.integer({ min: 18, max: 24 }), { nil: undefined }),
    addresses: fc.integer({ min: 1, max: 300 }),
    producers: fc.option(
      fc.array(fc.constantFrom('cloud-sql' as const, 'filestore' as const), {
        minLength: 1,
        maxLength: 5,
      }),
      { nil: undefined },
    ),
    region: fc.constantFrom(undefined, 'europe-west1', 'us-east1'),
  })
  .map(({ role, prefixLength, addresses, producers, region }) => {
    const isSubnet = role === 'load-balancer' || role === 'private-service-connect';
    const isAccess = role === 'private-services-access';
    return (index: number): WantedRange => ({
      role,
      name: `wish-${index}`,
      ...(prefixLength === undefined ? {} : { prefixLength }),
      ...(region === undefined || isAccess ? {} : { region }),
      neighbour: {
        isNew: true,
        ...(isSubnet ? { addresses: prefixLength === undefined ? addresses : 4 } : {}),
        ...(isAccess && producers !== undefined && prefixLength === undefined ? { producers } : {}),
      },
    });
  });

const anyNetwork = fc
  .record({
    wishes: fc.array(anyWish, { minLength: 1, maxLength: 6 }),
    nodes: fc.array(fc.integer({ min: 1, max: 120 }), { maxLength: 2 }),
    used: fc.subarray(['10.0.4.0/22', '10.0.128.0/17', '10.1.64.0/20', '10.2.0.0/16']),
    space: fc.constantFrom('10.0.0.0/14', '10.0.0.0/15', '10.0.0.0/19'),
    room: fc.constantFrom(0, 0, 2),
  })
  .map(({ wishes, nodes, used, space, room }) =>
    network({
      room,
      within: blocks(space),
      wanted: wishes.map((make, index) => make(index)),
      ranges: used.map((block) => other(block)),
      clusters: nodes.map((count, index) =>
        cluster({
          name: `c${index}`,
          services: 100,
          maxPodsPerNode: 32,
          nodePools: [pool({ nodes: count, upgrade: surge(1) })],
        }),
      ),
    }),
  );

const everyPlan = (law: (home: Network) => void) => {
  fc.assert(fc.property(anyNetwork, law), { numRuns: 80 });
};

const planOf = (home: Network) => {
  const { networks, ...left } = planNetworks([home]);
  return { after: networks[0]!, networks, ...left };
};

/** Every block of the network, of clusters and of all else. */
const allBlocks = ({ ranges, clusters }: Network) => [
  ...ranges.map(({ cidr }) => cidr),
  ...clusters.flatMap(({ ranges: { nodes, pods, services } }) =>
    [nodes, pods, services].flatMap((one) => (typeof one === 'object' ? (one.cidr ?? []) : [])),
  ),
];

describe('every plan with neighbours', () => {
  it('gives each the smallest range that holds it, or says that there is no space for it', () => {
    everyPlan((home) => {
      const { after, unplacedNeighbours } = planOf(home);
      const placed = new Map(after.ranges.map(({ name, cidr }) => [name, cidr.prefixLength]));
      const failed = new Map(unplacedNeighbours.map((one) => [one.wanted.name, one.prefixLength]));
      for (const wanted of home.wanted ?? []) {
        const { name } = wanted;
        expect(placed.get(name) ?? failed.get(name ?? '')).toBe(leastPrefix(wanted));
        expect(placed.has(name)).toBe(!failed.has(name ?? ''));
      }
      expect(after.wanted?.map(({ name }) => name).toSorted()).toEqual(
        [...failed.keys()].toSorted(),
      );
    });
  });

  it('puts nothing on anything else, and all of it into the space of the network', () => {
    everyPlan((home) => {
      const { after } = planOf(home);
      const all = allBlocks(after);
      const placed = after.ranges.filter(({ neighbour }) => neighbour !== undefined);
      for (const { cidr } of placed) {
        expect(all.filter((one) => overlaps(one, cidr))).toEqual([cidr]);
        expect(home.within.some((space) => overlaps(space, cidr))).toBe(true);
      }
    });
  });

  it('is judged by the rules to fit', () => {
    everyPlan((home) => {
      const plan = planOf(home);
      const { findings } = runRules(survey(plan.networks));
      const fired = findings.map(({ rule }) => rule);
      const about = /^(range-overlap|.*-exhausted|.*-size)$/;
      fc.pre(plan.unplaced.length === 0);
      expect(fired.filter((rule) => about.test(rule))).toEqual([]);
    });
  });

  it('is what planning it again gives', () => {
    everyPlan((home) => {
      const once = planOf(home);
      const twice = planOf(once.after);
      expect(twice.after).toEqual(once.after);
      const failed = ({ unplacedNeighbours }: typeof once) =>
        unplacedNeighbours.map(({ wanted, prefixLength }) => [wanted, prefixLength]);
      expect(failed(twice)).toEqual(failed(once));
    });
  });

  it('is the same in whatever order they are asked for', () => {
    const placesOf = (home: Network) =>
      planOf(home)
        .after.ranges.map(({ name, cidr }) => `${name} ${cidr.text}`)
        .toSorted();
    everyPlan((home) => {
      const wanted = (home.wanted ?? []).toReversed();
      expect(placesOf({ ...home, wanted })).toEqual(placesOf(home));
    });
  });

  it('places clusters as a plan without neighbours does where these take what is left', () => {
    everyPlan((home) => {
      const narrow = (home.wanted ?? []).map((wanted) => ({ ...wanted, prefixLength: 32 }));
      const { wanted: _, ...alone } = home;
      expect(planOf({ ...home, wanted: narrow }).after.clusters).toEqual(
        planOf(alone).after.clusters,
      );
    });
  });
});
