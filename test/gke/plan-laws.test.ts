/** Laws of planning, checked on random networks against needs and an allocator worked out naively. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ClusterSpec, NamedRange, Network } from '../../src/gke/cluster.ts';
import { survey } from '../../src/gke/landscape.ts';
import { planNetworks, type PlanOptions } from '../../src/gke/plan.ts';
import { blockAt, overlaps, parseCidr, type Cidr } from '../../src/net/cidr.ts';
import { runRules } from '../../src/rules/index.ts';
import type { Finding } from '../../src/rules/rule.ts';
import { blocks, blueGreen, cluster, network, other, pool, surge } from './builders.ts';

type Role = 'pod' | 'node' | 'service';

interface Need {
  readonly role: Role;
  readonly cluster: string;
  readonly prefixLength: number;
}

/** The longest prefix, from GKE's longest on, that is wide enough. */
function longestPrefix(longest: number, isEnough: (addresses: number) => boolean): number {
  let prefixLength = longest;
  while (!isEnough(2 ** (32 - prefixLength))) prefixLength -= 1;
  return prefixLength;
}

/** What a cluster of one pool needs, straight from the definitions of the documentation. */
function needsOf(spec: ClusterSpec, minHeadroom = 0): readonly Need[] {
  const { upgrade, nodes = 0 } = spec.nodePools[0]!;
  const peak = upgrade.kind === 'surge' ? nodes + upgrade.maxSurge : 2 * nodes;
  const others = (spec.controlPlane?.kind === 'none' ? 0 : 1) + spec.internalLoadBalancers;
  const zones = spec.location === undefined ? 0 : spec.location.endsWith('-b') ? 1 : 3;
  let block = 16;
  while (block < 2 * (spec.maxPodsPerNode ?? 110)) block *= 2;
  const leaves = (used: number, addresses: number) => used * 100 <= addresses * (100 - minHeadroom);
  const { services = 0 } = spec;
  const prefixes: Record<Role, number> = {
    node: longestPrefix(
      29,
      (addresses) =>
        addresses - 4 >= Math.max(peak, zones) + others && leaves(peak + others + 4, addresses),
    ),
    pod: longestPrefix(
      24,
      (addresses) => addresses >= Math.max(peak, zones) * block && leaves(peak * block, addresses),
    ),
    service:
      spec.services === undefined
        ? 20
        : longestPrefix(
            28,
            (addresses) => addresses - 2 >= services && leaves(services, addresses),
          ),
  };
  return (['pod', 'node', 'service'] as const)
    .filter((role) => blockOf(spec, role) === undefined)
    .map((role) => ({ role, cluster: spec.name, prefixLength: prefixes[role] }));
}

function blockOf({ ranges }: ClusterSpec, role: Role): Cidr | undefined {
  const { services } = ranges;
  if (role === 'service') return services === 'google-managed' ? undefined : services?.cidr;
  return ranges[role === 'node' ? 'nodes' : 'pods']?.cidr;
}

const roles: readonly Role[] = ['pod', 'node', 'service'];
const blocksOf = ({ clusters }: Network) =>
  clusters.flatMap((spec) => roles.flatMap((role) => blockOf(spec, role) ?? []));

const universe = '10.0.0.0/15';
const anyBlock = (shortest: number, longest: number) =>
  fc
    .tuple(fc.integer({ min: shortest, max: longest }), fc.nat({ max: 2 ** 17 - 1 }))
    .map(([prefixLength, offset]) => {
      const size = 2 ** (32 - prefixLength);
      return blockAt(4, parseCidr(universe).first + BigInt(offset - (offset % size)), prefixLength);
    });

const anyCluster = fc.record({
  nodes: fc.integer({ min: 1, max: 200 }),
  services: fc.option(fc.integer({ min: 0, max: 3000 }), { nil: undefined }),
  maxPodsPerNode: fc.constantFrom<number>(8, 16, 30, 32, 64, 110, 256),
  upgrade: fc.constantFrom(surge(0), surge(1), surge(7), blueGreen),
  location: fc.constantFrom(undefined, 'europe-west1', 'europe-west1-b'),
  endpoint: fc.boolean(),
  internalLoadBalancers: fc.nat({ max: 20 }),
  pinned: fc.record(
    { nodes: anyBlock(22, 29), pods: anyBlock(18, 24), services: anyBlock(20, 28) },
    { requiredKeys: [] },
  ),
});
type AnyCluster = typeof anyCluster extends fc.Arbitrary<infer Value> ? Value : never;

function clusterOf(name: string, shape: AnyCluster): ClusterSpec {
  const { nodes, services, maxPodsPerNode, upgrade, location, endpoint, pinned } = shape;
  const { location: _, ...plain } = cluster({
    name,
    maxPodsPerNode,
    controlPlane: { kind: endpoint ? 'psc' : 'none' },
    internalLoadBalancers: shape.internalLoadBalancers,
    nodePools: [pool({ nodes, upgrade })],
    ranges: Object.fromEntries(Object.entries(pinned).map(([role, { text }]) => [role, text])),
  });
  return {
    ...plain,
    ...(location === undefined ? {} : { location }),
    ...(services === undefined ? {} : { services }),
  };
}

const names = ['a', 'b', 'c'] as const;
const anyNetwork = (name: string): fc.Arbitrary<Network> =>
  fc
    .record({
      clusters: fc.array(anyCluster, { maxLength: 2 }),
      used: fc.array(anyBlock(19, 26), { maxLength: 4 }),
      connected: fc.subarray([...names, 'unknown']),
      mode: fc.constantFrom('custom', 'custom', 'auto'),
      room: fc.constantFrom(0, 0, 1, 3),
    })
    .map(({ clusters, used, connected, mode, room }) =>
      network({
        name,
        mode,
        room,
        connected: connected.filter((one) => one !== name),
        within: blocks(universe, '172.16.0.0/14', '10.128.0.0/16'),
        clusters: clusters.map((shape, index) => clusterOf(`${name}-${index}`, shape)),
        ranges: used.map((block) => other(block.text)),
      }),
    );
const anyNetworks = fc.tuple(...names.map((name) => anyNetwork(name)));
const anyOptions = fc.record({
  keepClear: fc.array(
    anyBlock(19, 24).map((block) => other(block.text)),
    { maxLength: 3 },
  ),
  minHeadroom: fc.constantFrom(0, 0, 10, 25, 50),
});

type AnyOptions = PlanOptions & { readonly keepClear: readonly NamedRange[] };

const everyPlan = (law: (networks: readonly Network[], options: AnyOptions) => void) => {
  fc.assert(fc.property(anyNetworks, anyOptions, law), { numRuns: 60 });
};

/** Blocks that a plan placed: those that its input does not have. */
function placedIn(before: Network, after: Network): readonly Cidr[] {
  return before.clusters.flatMap((spec, index) =>
    roles.flatMap((role) =>
      blockOf(spec, role) === undefined ? (blockOf(after.clusters[index]!, role) ?? []) : [],
    ),
  );
}

const areConnected = (a: Network, b: Network) =>
  a.connected.includes(b.name) || b.connected.includes(a.name);
const reserved = blocks('172.17.0.0/16', '34.118.224.0/20', '127.0.0.0/8', '169.254.0.0/16');

describe('every plan', () => {
  it('gives ranges that hold what is needed, and with one bit less do not unless GKE takes no less', () => {
    everyPlan((networks, options) => {
      const { networks: after, unplaced } = planNetworks(networks, options);
      const failed = new Map(
        unplaced.map((one) => [`${one.cluster.name} ${one.role}`, one.prefixLength]),
      );
      networks.forEach((home, index) => {
        for (const [at, spec] of home.clusters.entries())
          for (const { role, prefixLength } of needsOf(spec, options.minHeadroom)) {
            const placed = blockOf(after[index]!.clusters[at]!, role)?.prefixLength;
            expect(placed ?? failed.get(`${spec.name} ${role}`)).toBe(prefixLength);
            expect(placed === undefined).toBe(failed.has(`${spec.name} ${role}`));
          }
      });
    });
  });

  it('is judged by the rules to fit, at the peak and at creation', () => {
    everyPlan((networks, options) => {
      const unpinned = networks.map((home) => ({
        ...home,
        clusters: home.clusters.map((spec) => ({ ...spec, ranges: { additionalPods: [] } })),
      }));
      const plan = planNetworks(unpinned, options);
      fc.pre(plan.unplaced.length === 0);
      const { findings } = runRules(survey(plan.networks));
      const guessed = ({ facts }: Finding) => facts['zonesKnown'] === false;
      const fired = findings.filter((one) => !guessed(one)).map(({ rule }) => rule);
      expect(fired.filter((rule) => rule.endsWith('-exhausted'))).toEqual([]);
      expect(fired.filter((rule) => rule.endsWith('-range-size'))).toEqual([]);
    });
  });

  it('places nothing on a planned, used, pinned, connected or reserved range', () => {
    everyPlan((networks, options) => {
      const { networks: after } = planNetworks(networks, options);
      after.forEach((home, index) => {
        const placed = placedIn(networks[index]!, home);
        const reachable = after.filter((one) => one === home || areConnected(one, home));
        const taken = [
          ...reachable.flatMap((one) => [...blocksOf(one), ...one.ranges.map(({ cidr }) => cidr)]),
          ...options.keepClear.map(({ cidr }) => cidr),
          ...reserved,
          ...(reachable.some(({ mode }) => mode === 'auto') ? blocks('10.128.0.0/9') : []),
        ];
        for (const block of placed)
          // Itself is the only one that it meets.
          expect(taken.filter((one) => overlaps(one, block))).toEqual([block]);
      });
    });
  });

  it('stays in the space of its network and keeps what is given', () => {
    everyPlan((networks, options) => {
      const { networks: after } = planNetworks(networks, options);
      networks.forEach((home, index) => {
        for (const block of placedIn(home, after[index]!))
          expect(home.within.some((space) => overlaps(space, block))).toBe(true);
        home.clusters.forEach((spec, at) => {
          for (const role of roles) {
            const given = blockOf(spec, role);
            if (given !== undefined)
              expect(blockOf(after[index]!.clusters[at]!, role)).toEqual(given);
          }
        });
      });
    });
  });

  it('leaves the headroom that is asked for', () => {
    everyPlan((networks, options) => {
      const { networks: after } = planNetworks(networks, options);
      survey(after).networks.forEach(({ clusters }, index) => {
        const placed = new Set(placedIn(networks[index]!, after[index]!).map(({ text }) => text));
        for (const { role, cidr, needed = 0 } of clusters.flatMap(({ ranges }) => ranges)) {
          if (!placed.has(cidr.text)) continue;
          const used = needed + (role === 'node' ? 4 : 0);
          const addresses = 2 ** (32 - cidr.prefixLength);
          expect(used / addresses).toBeLessThanOrEqual(1 - (options.minHeadroom ?? 0) / 100);
        }
      });
    });
  });

  it('is the same in whatever order networks, clusters, ranges and used blocks come', () => {
    const rangesByCluster = (networks: readonly Network[], options: PlanOptions) => {
      const { networks: after, unplaced } = planNetworks(networks, options);
      const placed = after.flatMap(({ clusters }) =>
        clusters.map((spec) => [
          spec.name,
          ...roles.map((role) => blockOf(spec, role)?.text ?? 'none'),
        ]),
      );
      const failed = unplaced.map(({ name, prefixLength }) => [name, `/${prefixLength}`]);
      return [...placed, ...failed].map((row) => row.join(' ')).toSorted();
    };
    const backwards = (networks: readonly Network[]) =>
      networks.toReversed().map((home) => ({
        ...home,
        clusters: home.clusters.toReversed(),
        ranges: home.ranges.toReversed(),
        connected: home.connected.toReversed(),
        within: home.within.toReversed(),
      }));
    everyPlan((networks, options) => {
      const keepClear = options.keepClear.toReversed();
      expect(rangesByCluster(backwards(networks), { ...options, keepClear })).toEqual(
        rangesByCluster(networks, options),
      );
    });
  });

  it('is what planning it again gives', () => {
    everyPlan((networks, options) => {
      const once = planNetworks(networks, options);
      const twice = planNetworks(once.networks, options);
      expect(twice.networks).toEqual(once.networks);
      expect(twice.unplaced.map(({ name }) => name)).toEqual(once.unplaced.map(({ name }) => name));
    });
  });
});

/** A /18 as cells of 8 addresses, the smallest block of any plan here being a /29. */
const cells = 2 ** 14 / 8;
const start = parseCidr('10.0.0.0/18').first;

/**
 * Places needs one by one, the widest first, by looking at every aligned place: of those that are
 * free, the one in the smallest free block around it, then the lowest.
 */
function allocateNaively(needs: readonly Need[], used: readonly Cidr[]): Map<string, string> {
  const isFree = Array.from({ length: cells }, (_, cell) => {
    const first = start + BigInt(cell * 8);
    return !used.some((block) => block.first <= first + 7n && first <= block.last);
  });
  const isWhole = (from: number, size: number) => isFree.slice(from, from + size).every(Boolean);
  const homeSize = (from: number, size: number): number => {
    const parent = from - (from % (2 * size));
    return 2 * size <= cells && isWhole(parent, 2 * size) ? homeSize(parent, 2 * size) : size;
  };
  const placed = new Map<string, string>();
  const order = needs.toSorted(
    (a, b) =>
      a.prefixLength - b.prefixLength ||
      roles.indexOf(a.role) - roles.indexOf(b.role) ||
      (a.cluster < b.cluster ? -1 : 1),
  );
  for (const { role, cluster: name, prefixLength } of order) {
    const size = 2 ** (29 - prefixLength);
    const places = Array.from({ length: Math.floor(cells / size) }, (_, index) => index * size)
      .filter((from) => isWhole(from, size))
      .map((from) => ({ from, home: homeSize(from, size) }));
    const best = places.toSorted((a, b) => a.home - b.home || a.from - b.from)[0];
    if (best === undefined) continue;
    isFree.fill(false, best.from, best.from + size);
    placed.set(`${name} ${role}`, blockAt(4, start + BigInt(best.from * 8), prefixLength).text);
  }
  return placed;
}

describe('placing', () => {
  it('agrees with an allocator that looks at every place of a small universe', () => {
    const anyUsed = fc.array(
      anyBlock(20, 29).map(({ first, prefixLength }) => {
        const size = 2n ** BigInt(32 - prefixLength);
        const inside = start + (first % 2n ** 14n);
        return other(blockAt(4, inside - (inside % size), prefixLength).text);
      }),
      { maxLength: 12 },
    );
    const smallCluster = anyCluster.map((shape) => ({
      ...shape,
      nodes: 1 + (shape.nodes % 40),
      maxPodsPerNode: Math.min(32, shape.maxPodsPerNode),
      pinned: {},
    }));
    fc.assert(
      fc.property(
        fc.array(smallCluster, { minLength: 1, maxLength: 3 }),
        anyUsed,
        (shapes, ranges: NamedRange[]) => {
          const clusters = shapes.map((shape, index) => clusterOf(`c${index}`, shape));
          const home = network({ within: blocks('10.0.0.0/18'), clusters, ranges });
          const [after] = planNetworks([home]).networks;
          const placed = after!.clusters.flatMap((spec) =>
            roles.flatMap((role) => {
              const block = blockOf(spec, role);
              return block === undefined ? [] : [[`${spec.name} ${role}`, block.text] as const];
            }),
          );
          const expected = allocateNaively(
            clusters.flatMap((spec) => needsOf(spec)),
            ranges.map(({ cidr }) => cidr),
          );
          expect(Object.fromEntries(placed)).toEqual(Object.fromEntries(expected));
        },
      ),
      { numRuns: 60 },
    );
  });
});
