/** From needs to ranges, placed in free space: best fit, then lowest address. */
import { defined } from '../defined.ts';
import { InputError, type Problem } from '../errors.ts';
import type { Cidr } from '../net/cidr.ts';
import { networkKey, placeOf, type Network } from './cluster.ts';
import { compareText } from './compare-text.ts';
import { limitOf, type LimitId } from './limits.ts';
import { planNat } from './nat-plan.ts';
import { rangeNeeds, type PlannedRole, type RangeNeed, type Unplaced } from './needs.ts';
import { namedWishes, wantedPrefix, type NamedWish, type UnplacedNeighbour } from './neighbours.ts';
import { type KeepClear, keptClear } from './occupancy.ts';
import { connectionsOf } from './occupants.ts';
import { withNeighbours, withPlaces, type Place } from './placed.ts';
import { resolveCluster, type ResolvedCluster } from './resolve.ts';
import { roomyPlacing, type RoomyPlacing } from './room.ts';
import { Placing, spacesClearOf } from './spaces.ts';

export interface PlanOptions {
  /** Ranges that no network claims, to be kept clear of. */
  readonly keepClear?: KeepClear;
  /** Percent of each range that must stay free. */
  readonly minHeadroom?: number;
}

export interface Plan {
  /** In the order given, with every range that has a place. */
  readonly networks: readonly Network[];
  readonly unplaced: readonly Unplaced[];
  readonly unplacedNeighbours: readonly UnplacedNeighbour[];
}

/**
 * Places the ranges that clusters and neighbours still need and keeps those that are given. The largest go first,
 * whatever the order of the input, so that the same needs give the same plan.
 * @throws InputError where a cluster that needs ranges has no node count.
 */
export function planNetworks(networks: readonly Network[], options: PlanOptions = {}): Plan {
  refuseUnknownNodes(networks);
  const plan = placeNetworks(networks, options);
  const roomy = networks.some(({ room = 0 }) => room > 0);
  if (!roomy || failuresOf(plan) === 0) return plan;
  const dense = placeNetworks(networks, options, false);
  return failuresOf(dense) < failuresOf(plan) ? dense : plan;
}

function failuresOf({ unplaced, unplacedNeighbours }: Plan): number {
  return unplaced.length + unplacedNeighbours.length;
}

/** `roomy`: node ranges get the room that their networks ask for, as far as there is any. */
function placeNetworks(
  networks: readonly Network[],
  { keepClear = [], minHeadroom = 0 }: PlanOptions,
  roomy = true,
): Plan {
  const spacesOf = spacesClearOf(keptClear(keepClear));
  const planned = new Map(networks.map((network) => [network, network]));
  const results: PlannedNetwork[] = [];
  const connections = connectionsOf(networks);
  for (const network of networks.toSorted((a, b) => compareText(networkKey(a), networkKey(b)))) {
    const connected = (connections.get(network) ?? []).map((other) => planned.get(other) ?? other);
    const spaces = spacesOf(network, connected);
    const placing = roomy ? roomyPlacing(spaces, network, connected) : new Placing(spaces);
    const result = planNetwork(network, placing, minHeadroom);
    planned.set(network, result.network);
    results.push(result);
  }
  return {
    networks: networks.map((network) => planned.get(network) ?? network),
    unplaced: results.flatMap(({ unplaced }) => unplaced),
    unplacedNeighbours: results.flatMap((result) => result.unplacedNeighbours),
  };
}

function refuseUnknownNodes(networks: readonly Network[]): void {
  const problems = networks.flatMap((network) =>
    network.clusters.flatMap((spec): Problem[] => {
      const complete =
        spec.ranges.nodes?.cidr !== undefined && spec.ranges.pods?.cidr !== undefined;
      if (complete || spec.nodePools.some(({ nodes }) => nodes !== undefined)) return [];
      const where = placeOf(spec, 'nodes');
      return [
        {
          what: `cluster ${spec.name} has no node count, so its ranges cannot be planned`,
          fix: 'say `nodes`, or `nodePools` with `nodes` each, or give its node and Pod ranges',
          ...defined({ where }),
        },
      ];
    }),
  );
  if (problems.length > 0) throw new InputError(problems);
}

/** A range to place, for a cluster or for a neighbour of clusters. */
interface Request extends RangeNeed {
  readonly owner: ResolvedCluster | NamedWish;
  /** Orders ranges of the same width and rank. */
  readonly sortedBy: readonly string[];
  readonly rank: number;
}

/** Placing order of equally wide ranges; those of neighbours come last. */
const roleOrder: readonly PlannedRole[] = ['pod', 'node', 'service'];

function requestsOf(cluster: ResolvedCluster, minHeadroom: number): readonly Request[] {
  const { name, location = '' } = cluster.spec;
  return rangeNeeds(cluster, minHeadroom).map((need) => ({
    ...need,
    owner: cluster,
    sortedBy: [name, location, need.name],
    rank: roleOrder.indexOf(need.role),
  }));
}

/** A neighbour takes its addresses of the space of nodes. */
function requestOf(wish: NamedWish, minHeadroom: number): readonly Request[] {
  const prefixLength = wantedPrefix(wish, minHeadroom);
  if (prefixLength === undefined) return [];
  const { role, name, region = '' } = wish;
  const sortedBy = [role, name, region];
  return [{ role: 'node', name, prefixLength, owner: wish, sortedBy, rank: roleOrder.length }];
}

interface PlannedNetwork extends Omit<Plan, 'networks'> {
  readonly network: Network;
}

function planNetwork(
  network: Network,
  placing: Placing | RoomyPlacing,
  minHeadroom: number,
): PlannedNetwork {
  const clusters = network.clusters.map((spec) => resolveCluster(spec, network));
  const wishes = namedWishes(network);
  const { placed, failed } = placeAll(
    [
      ...clusters.flatMap((cluster) => requestsOf(cluster, minHeadroom)),
      ...wishes.flatMap((wish) => requestOf(wish, minHeadroom)),
    ].toSorted(compareRequests),
    placing,
  );
  const filled = new Map(
    clusters.map((cluster) => [cluster, withPlaces(cluster, placed.get(cluster) ?? [])]),
  );
  return {
    network: planNat({
      ...network,
      ...withNeighbours(network, wishes, placed),
      clusters: clusters.map((cluster) => filled.get(cluster) ?? cluster.spec),
    }),
    unplaced: failed.flatMap(({ request, largestFree }) => {
      const { owner, sortedBy: _, rank: __, ...need } = request;
      if (!('spec' in owner)) return [];
      const cluster = filled.get(owner) ?? owner.spec;
      return [{ ...need, cluster, ...defined({ largestFree }), tooWide: isTooWide(need) }];
    }),
    unplacedNeighbours: failed.flatMap(({ request: { owner, prefixLength }, largestFree }) =>
      'spec' in owner ? [] : [{ wanted: owner, prefixLength, ...defined({ largestFree }) }],
    ),
  };
}

interface Failure {
  readonly request: Request;
  /** The largest block that was free for it. */
  readonly largestFree: Cidr | undefined;
}

interface Placements {
  readonly placed: ReadonlyMap<Request['owner'], readonly Place[]>;
  readonly failed: readonly Failure[];
}

function placeAll(requests: readonly Request[], placing: Placing | RoomyPlacing): Placements {
  const placed = new Map<Request['owner'], Place[]>();
  const failed: Failure[] = [];
  for (const request of requests) {
    const { owner, role, prefixLength, room } = request;
    const cidr = isTooWide(request) ? undefined : placing.take(role, prefixLength, room);
    if (cidr === undefined) failed.push({ request, largestFree: placing.largest(role) });
    else placed.set(owner, [...(placed.get(owner) ?? []), { need: request, cidr }]);
  }
  return { placed, failed };
}

function compareRequests(a: Request, b: Request): number {
  return (
    a.prefixLength - b.prefixLength ||
    a.rank - b.rank ||
    a.sortedBy.reduce(
      (order, text, index) => order || compareText(text, b.sortedBy[index] ?? ''),
      0,
    )
  );
}

const shortest = {
  node: 'node-range-shortest-prefix',
  pod: 'pod-range-shortest-prefix',
  service: 'service-range-shortest-prefix',
} as const satisfies Record<PlannedRole, LimitId>;

/** The widest range that GKE accepts for the role. */
export function widestPrefix(role: PlannedRole): number {
  return limitOf(shortest[role]).value;
}

/** Whether GKE accepts no range of that width for the role, whatever is free. */
export function isTooWide({
  role,
  prefixLength,
}: Pick<RangeNeed, 'role' | 'prefixLength'>): boolean {
  return prefixLength < widestPrefix(role);
}
