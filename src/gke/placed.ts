/** Clusters and networks with the ranges that a plan found for them. */
import { defined } from '../defined.ts';
import type { Cidr } from '../net/cidr.ts';
import type { ClusterRange, ClusterSpec, Network } from './cluster.ts';
import { withPodRanges, type PlannedRole, type RangeNeed } from './needs.ts';
import { placedNeighbour, type NamedWish } from './neighbours.ts';
import type { ResolvedCluster } from './resolve.ts';

/** What a needed range got. */
export interface Place {
  readonly need: RangeNeed;
  readonly cidr: Cidr;
}

/** The cluster with its planned ranges; those that are given stay. */
export function withPlaces(cluster: ResolvedCluster, places: readonly Place[]): ClusterSpec {
  const { spec } = withPodRanges(cluster);
  const place = (role: PlannedRole, range: ClusterRange | undefined): ClusterRange | undefined => {
    if (range?.cidr !== undefined) return range;
    const found = places.find(
      ({ need }) => need.role === role && (role !== 'pod' || need.name === range?.name),
    );
    if (found === undefined) return range;
    const where = range?.where ?? spec.where;
    const { need, cidr } = found;
    return {
      name: need.name,
      cidr,
      ...(need.needed === undefined && range?.prefixLength === undefined
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

/** What is wanted of a network and what of it has become a range. */
export function withNeighbours(
  { ranges }: Network,
  wishes: readonly NamedWish[],
  placed: ReadonlyMap<unknown, readonly Place[]>,
): Pick<Network, 'ranges' | 'wanted'> {
  if (wishes.length === 0) return { ranges };
  const found = wishes.flatMap((wish) =>
    (placed.get(wish) ?? []).map(({ cidr }) => placedNeighbour(wish, cidr)),
  );
  return { ranges: [...ranges, ...found], wanted: wishes.filter((wish) => !placed.has(wish)) };
}
