/** From needs to ranges, placed in free space: best fit, then lowest address. */
import { defined } from '../defined.ts';
import { InputError, type Problem } from '../errors.ts';
import type { Cidr } from '../net/cidr.ts';
import {
  networkKey,
  placeOf,
  type ClusterRange,
  type ClusterSpec,
  type Network,
} from './cluster.ts';
import { compareText } from './compare-text.ts';
import { limitOf, type LimitId } from './limits.ts';
import {
  rangeNeeds,
  withPodRanges,
  type PlannedRole,
  type RangeNeed,
  type Unplaced,
} from './needs.ts';
import { type KeepClear, keptClear } from './occupancy.ts';
import { connectedTo } from './occupants.ts';
import { resolveCluster, type ResolvedCluster } from './resolve.ts';
import { Placing, spacesClearOf, type Spaces } from './spaces.ts';

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
}

/**
 * Places the ranges that clusters still need and keeps those that are given. The largest go first,
 * whatever the order of the input, so that the same needs give the same plan.
 * @throws InputError where a cluster that needs ranges has no node count.
 */
export function planNetworks(
  networks: readonly Network[],
  { keepClear = [], minHeadroom = 0 }: PlanOptions = {},
): Plan {
  refuseUnknownNodes(networks);
  const spacesOf = spacesClearOf(keptClear(keepClear));
  const planned = new Map(networks.map((network) => [network, network]));
  const unplaced: Unplaced[] = [];
  for (const network of networks.toSorted((a, b) => compareText(networkKey(a), networkKey(b)))) {
    const connected = connectedTo(network, networks).map((other) => planned.get(other) ?? other);
    const result = planNetwork(network, spacesOf(network, connected), minHeadroom);
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
  spaces: Spaces,
  minHeadroom: number,
): { readonly network: Network; readonly unplaced: readonly Unplaced[] } {
  const clusters = network.clusters.map((spec) => resolveCluster(spec, network));
  const requests = clusters
    .flatMap((cluster) => rangeNeeds(cluster, minHeadroom).map((need) => ({ ...need, cluster })))
    .toSorted(compareRequests);
  const { placed, failed } = placeAll(requests, spaces);
  const filled = new Map(
    clusters.map((cluster) => [cluster, withPlaces(cluster, placed.get(cluster) ?? [])]),
  );
  return {
    network: {
      ...network,
      clusters: clusters.map((cluster) => filled.get(cluster) ?? cluster.spec),
    },
    unplaced: failed.map(({ request: { cluster, ...need }, largestFree }) => ({
      ...need,
      cluster: filled.get(cluster) ?? cluster.spec,
      ...defined({ largestFree }),
      tooWide: isTooWide(need),
    })),
  };
}

interface Place {
  readonly request: Request;
  readonly cidr: Cidr;
}

interface Failure {
  readonly request: Request;
  /** The largest block that was free for it. */
  readonly largestFree: Cidr | undefined;
}

interface Placements {
  readonly placed: ReadonlyMap<ResolvedCluster, readonly Place[]>;
  readonly failed: readonly Failure[];
}

function placeAll(requests: readonly Request[], spaces: Spaces): Placements {
  const placed = new Map<ResolvedCluster, Place[]>();
  const failed: Failure[] = [];
  const placing = new Placing(spaces);
  for (const request of requests) {
    const { cluster, role, prefixLength } = request;
    const cidr = isTooWide(request) ? undefined : placing.take(role, prefixLength);
    if (cidr === undefined) failed.push({ request, largestFree: placing.largest(role) });
    else placed.set(cluster, [...(placed.get(cluster) ?? []), { request, cidr }]);
  }
  return { placed, failed };
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

function withPlaces(cluster: ResolvedCluster, places: readonly Place[]): ClusterSpec {
  const { spec } = withPodRanges(cluster);
  const place = (role: PlannedRole, range: ClusterRange | undefined): ClusterRange | undefined => {
    if (range?.cidr !== undefined) return range;
    const found = places.find(
      ({ request }) => request.role === role && (role !== 'pod' || request.name === range?.name),
    );
    if (found === undefined) return range;
    const where = range?.where ?? spec.where;
    const { request, cidr } = found;
    return {
      name: request.name,
      cidr,
      ...(request.needed === undefined && range?.prefixLength === undefined
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
