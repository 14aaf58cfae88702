/**
 * Every combination of lists of values for one cluster with one node pool: the ranges each needs, what
 * they hold, what stops growth first. What many combinations have in common is worked out once, so that
 * a hundred thousand take a fraction of a second.
 */
import { defined } from '../defined.ts';
import type { ClusterRange, ClusterSpec, Network } from './cluster.ts';
import { resolveCluster, type ResolvedCluster } from './resolve.ts';
import { capacities, type SweptCapacity } from './sweep-capacity.ts';
import {
  demandsOf,
  isDemanded,
  type Axis,
  type DemandAxes,
  type SweptDemand,
} from './sweep-demand.ts';
import {
  addressesTaken,
  nodeRange,
  podRange,
  serviceRange,
  type ServiceRange,
  type SweptRange,
  type SweptRanges,
} from './sweep-ranges.ts';
import {
  refuser,
  shortagesOf,
  type GivenRanges,
  type Judge,
  type Refusal,
  type Shortage,
} from './sweep-verdict.ts';

export interface SweepAxes extends DemandAxes {
  /** What can be chosen for a demand. */
  readonly maxPodsPerNode: Axis<number>;
  /** Blocks, or sizes alone; without one, the least that the demand needs. */
  readonly nodeRange: Axis<ClusterRange>;
  readonly podRange: Axis<ClusterRange>;
  readonly serviceRange: Axis<ServiceRange>;
}

/** A sweep has many of them, so they are all of one shape and share what they can. */
export interface Combination {
  readonly demand: SweptDemand;
  readonly maxPodsPerNode: number;
  /** Prefix length of the block of Pod addresses that each node gets. */
  readonly blockPrefixLength: number;
  readonly ranges: SweptRanges;
  /** Addresses of the VPC network that the ranges take; absent while none has a size. */
  readonly addresses: number | undefined;
  readonly capacity: SweptCapacity;
  /** Of the limits that bind; negative where the demand is above them. */
  readonly headroom: { readonly nodes: number | undefined; readonly services: number | undefined };
  /** What GKE or VPC refuses, whatever has to fit. */
  readonly refusals: readonly Refusal[];
  /** What does not fit. */
  readonly shortages: readonly Shortage[];
  /** Absent where nothing is demanded and nothing refused. */
  readonly fits: boolean | undefined;
}

export interface SweepOptions {
  /** Pods that have to run, today. */
  readonly pods?: number;
  readonly judge: Judge;
}

/** How many combinations there are. */
export function countCombinations(axes: SweepAxes): number {
  return Object.values(axes).reduce((count, { length }) => count * length, 1);
}

/**
 * All combinations, the values of the last axes changing first. `spec` is the cluster with all that is
 * not swept and without what is.
 */
export function sweep(
  network: Network,
  spec: ClusterSpec,
  axes: SweepAxes,
  { pods, judge }: SweepOptions,
): readonly Combination[] {
  const clusters = axes.maxPodsPerNode.map((maxPodsPerNode) =>
    resolveCluster({ ...spec, ...defined({ maxPodsPerNode }) }, network),
  );
  const base = resolveCluster(spec, network);
  const given = givenRanges(axes);
  const combine = combiner(network, spec, judge);
  return demandsOf(spec, axes, pods).flatMap((demand) => {
    const nodeRanges = axes.nodeRange.map((range) => nodeRange(base, demand, range));
    const serviceRanges = axes.serviceRange.map((range) => serviceRange(base, demand, range));
    return clusters.flatMap((cluster) => {
      const podRanges = axes.podRange.map((range) => podRange(cluster, demand, range));
      return product(nodeRanges, podRanges, serviceRanges).map((ranges, index) =>
        combine(demand, cluster, ranges, given[index] ?? {}),
      );
    });
  });
}

type Ranges = readonly (SweptRange | undefined)[];

function product(nodes: Ranges, pods: Ranges, services: Ranges): readonly SweptRanges[] {
  const all: SweptRanges[] = [];
  for (const node of nodes) {
    for (const pod of pods) for (const service of services) all.push({ node, pod, service });
  }
  return all;
}

/** In the order of {@link product}. */
function givenRanges(axes: SweepAxes): readonly GivenRanges[] {
  return axes.nodeRange.flatMap((nodes) =>
    axes.podRange.flatMap((pods) =>
      axes.serviceRange.map((services) => defined({ nodes, pods, services })),
    ),
  );
}

type Combine = (
  demand: SweptDemand,
  cluster: ResolvedCluster,
  ranges: SweptRanges,
  given: GivenRanges,
) => Combination;

function combiner(network: Network, spec: ClusterSpec, judge: Judge): Combine {
  const refuse = refuser(network, spec, judge);
  const capacityOf = capacities();
  return (demand, cluster, ranges, given) => {
    const capacity = capacityOf(cluster, ranges);
    const headroom = {
      nodes: left(capacity.nodes.limit, demand.peakNodes),
      services: left(capacity.services.limit, demand.services),
    };
    const refusals = refuse(cluster, given, ranges);
    const shortages = shortagesOf(demand, cluster, capacity, headroom);
    return {
      demand,
      maxPodsPerNode: cluster.maxPodsPerNode,
      blockPrefixLength: cluster.blockPrefixLength,
      ranges,
      addresses: addressesTaken(ranges),
      capacity,
      headroom,
      refusals,
      shortages,
      fits: verdict(demand, refusals, shortages),
    };
  };
}

function left(limit: number | undefined, planned: number | undefined): number | undefined {
  return limit === undefined || planned === undefined ? undefined : limit - planned;
}

function verdict(
  demand: SweptDemand,
  refusals: readonly Refusal[],
  shortages: readonly Shortage[],
): boolean | undefined {
  if (refusals.length > 0) return false;
  return isDemanded(demand) ? shortages.length === 0 : undefined;
}
