/** From needs to ranges, placed in free space: best fit, then lowest address. */
import { defined } from '../defined.ts';
import { InputError, type Problem } from '../errors.ts';
import { AddressSet } from '../net/address-set.ts';
import type { Cidr } from '../net/cidr.ts';
import {
  networkKey,
  placeOf,
  type ClusterRange,
  type ClusterSpec,
  type NamedRange,
  type Network,
} from './cluster.ts';
import { compareText } from './compare-text.ts';
import { avoided, occupancyOf, spacesOf } from './landscape.ts';
import { limitOf, type LimitId } from './limits.ts';
import {
  rangeNeeds,
  withPodRanges,
  type PlannedRole,
  type RangeNeed,
  type Unplaced,
} from './needs.ts';
import { keptClear } from './occupancy.ts';
import { connectedTo } from './occupants.ts';
import type { RangeTable } from './range-table.ts';
import { resolveCluster, type ResolvedCluster } from './resolve.ts';

export interface PlanOptions {
  /** Ranges that no network claims, to be kept clear of. */
  readonly keepClear?: readonly NamedRange[];
  /** More of them, from inventories. */
  readonly keepClearTables?: readonly RangeTable[];
  /** Percent of each range that must stay free. */
  readonly minHeadroom?: number;
}

export interface Plan {
  /** In the order given, with every range that has a place. */
  readonly networks: readonly Network[];
  readonly unplaced: readonly Unplaced[];
}

/**
 * Places the ranges that clusters still need and keeps those that are given. The largest go first,
 * whatever the order of the input, so that the same needs give the same plan.
 * @throws InputError where a cluster that needs ranges has no node count.
 */
export function planNetworks(networks: readonly Network[], options: PlanOptions = {}): Plan {
  refuseUnknownNodes(networks);
  const keepClear = keptClear(options.keepClear ?? [], options.keepClearTables).addresses;
  const planned = new Map(networks.map((network) => [network, network]));
  const unplaced: Unplaced[] = [];
  for (const network of networks.toSorted((a, b) => compareText(networkKey(a), networkKey(b)))) {
    const connected = connectedTo(network, networks).map((other) => planned.get(other) ?? other);
    const result = planNetwork(network, connected, keepClear, options.minHeadroom);
    planned.set(network, result.network);
    unplaced.push(...result.unplaced);
  }
  return { networks: networks.map((network) => planned.get(network) ?? network), unplaced };
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

interface Request extends RangeNeed {
  readonly cluster: ResolvedCluster;
}

/** Placing order of equally wide ranges. */
const roleOrder: readonly PlannedRole[] = ['pod', 'node', 'service'];

function planNetwork(
  network: Network,
  connected: readonly Network[],
  keepClear: AddressSet,
  minHeadroom = 0,
): { readonly network: Network; readonly unplaced: readonly Unplaced[] } {
  const clusters = network.clusters.map((spec) => resolveCluster(spec, network));
  const requests = clusters
    .flatMap((cluster) => rangeNeeds(cluster, minHeadroom).map((need) => ({ ...need, cluster })))
    .toSorted(compareRequests);
  const { placed, failed } = placeAll(requests, freeSpaces(network, connected, keepClear));
  const filled = new Map(
    clusters.map((cluster) => [
      cluster,
      withPlaces(
        cluster,
        [...placed].filter(([request]) => request.cluster === cluster),
      ),
    ]),
  );
  return {
    network: {
      ...network,
      clusters: clusters.map((cluster) => filled.get(cluster) ?? cluster.spec),
    },
    unplaced: [...failed].map(([{ cluster, ...need }, largestFree]) => ({
      ...need,
      cluster: filled.get(cluster) ?? cluster.spec,
      ...defined({ largestFree }),
      tooWide: isTooWide(need),
    })),
  };
}

interface Placements {
  readonly placed: ReadonlyMap<Request, Cidr>;
  /** With the largest block that was free for each. */
  readonly failed: ReadonlyMap<Request, Cidr | undefined>;
}

function placeAll(requests: readonly Request[], spaces: Spaces): Placements {
  const placed = new Map<Request, Cidr>();
  const failed = new Map<Request, Cidr | undefined>();
  const own = ownSpaces(spaces);
  let taken = AddressSet.empty;
  for (const request of requests) {
    const { role, prefixLength } = request;
    const free = spaces[role].subtract(taken);
    const place = isTooWide(request)
      ? undefined
      : (own[role].subtract(taken).take(4, prefixLength) ?? free.take(4, prefixLength));
    if (place === undefined) failed.set(request, free.largestBlock(4));
    else {
      placed.set(request, place.block);
      taken = taken.add(place.block);
    }
  }
  return { placed, failed };
}

/** The space of each role that none with another space may use: it is taken first. */
function ownSpaces(spaces: Spaces): Spaces {
  const own = (space: AddressSet) =>
    Object.values(spaces)
      .filter((other) => other !== space)
      .reduce((left, other) => left.subtract(other), space);
  return { node: own(spaces.node), pod: own(spaces.pod), service: own(spaces.service) };
}

function compareRequests(a: Request, b: Request): number {
  return (
    a.prefixLength - b.prefixLength ||
    roleOrder.indexOf(a.role) - roleOrder.indexOf(b.role) ||
    compareText(a.cluster.spec.name, b.cluster.spec.name) ||
    compareText(a.cluster.spec.location ?? '', b.cluster.spec.location ?? '') ||
    compareText(a.name, b.name)
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

/** Address space of each role; roles of one space have the same set. */
export type Spaces = Readonly<Record<PlannedRole, AddressSet>>;

/** What is free for each role: the space to place it in without what anybody there has or reserves. */
export function freeSpaces(
  network: Network,
  connected: readonly Network[],
  keepClear: AddressSet,
): Spaces {
  const blocked = [network, ...connected]
    .map((one) => occupancyOf(one).addresses)
    .reduce((all, addresses) => all.union(addresses), keepClear)
    .union(avoided(network, connected));
  const { nodes, pods, services } = spacesOf(network);
  const free = (space: readonly Cidr[]) => AddressSet.of(space).subtract(blocked);
  const node = free(nodes);
  const pod = pods === nodes ? node : free(pods);
  return { node, pod, service: services === nodes ? node : free(services) };
}

function withPlaces(
  cluster: ResolvedCluster,
  places: readonly (readonly [Request, Cidr])[],
): ClusterSpec {
  const { spec } = withPodRanges(cluster);
  const place = (role: PlannedRole, range: ClusterRange | undefined): ClusterRange | undefined => {
    if (range?.cidr !== undefined) return range;
    const found = places.find(
      ([request]) => request.role === role && (role !== 'pod' || request.name === range?.name),
    );
    if (found === undefined) return range;
    const where = range?.where ?? spec.where;
    return {
      name: found[0].name,
      cidr: found[1],
      ...(found[0].needed === undefined && range?.prefixLength === undefined
        ? { defaultSize: true }
        : {}),
      ...defined({ where }),
    };
  };
  const { nodes, pods, additionalPods, services } = spec.ranges;
  const plannedNodes = place('node', nodes);
  const plannedServices = services === 'google-managed' ? services : place('service', services);
  return {
    ...spec,
    ranges: {
      ...defined({ nodes: plannedNodes }),
      pods: place('pod', pods) ?? {},
      additionalPods: additionalPods.map((range) => place('pod', range) ?? range),
      ...defined({ services: plannedServices }),
    },
  };
}
