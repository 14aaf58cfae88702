/**
 * Every combination of lists of values for one cluster with one node pool: the ranges each needs, what
 * they hold, what stops growth first. What many combinations have in common is worked out once, so that
 * a hundred thousand take a fraction of a second.
 */
import { defined } from '../defined.ts';
import type { ClusterRange, ClusterSpec, Network } from './cluster.ts';
import { latest } from './remember.ts';
import { resolveCluster } from './resolve.ts';
import { capacities } from './sweep-capacity.ts';
import { combine, type Combination } from './sweep-combination.ts';
import { demandsOf, type Axis, type DemandAxes, type SweptDemand } from './sweep-demand.ts';
import {
  nodeRange,
  podRanges,
  serviceRange,
  type ServiceRange,
  type SweptRange,
} from './sweep-ranges.ts';
import { refuser, type GivenRanges, type Judge } from './sweep-verdict.ts';

export interface SweepAxes extends DemandAxes {
  /** What can be chosen for a demand. */
  readonly maxPodsPerNode: Axis<number>;
  /** Blocks, or sizes alone; without one, the least that the demand needs. */
  readonly nodeRange: Axis<ClusterRange>;
  readonly podRange: Axis<ClusterRange>;
  readonly serviceRange: Axis<ServiceRange>;
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
 * All combinations, those of each demand together, the values of the last axes changing first. They are
 * made while somebody goes through them, as often as somebody does, so that nobody has to keep them.
 * `spec` is the cluster with all that is not swept and without what is.
 */
export function sweep(
  network: Network,
  spec: ClusterSpec,
  axes: SweepAxes,
  { pods, judge }: SweepOptions,
): Iterable<readonly Combination[]> {
  const demands = demandsOf(spec, axes, pods);
  const combinationsOf = combiner(network, spec, axes, judge);
  return {
    *[Symbol.iterator]() {
      for (const demand of demands) yield combinationsOf(demand);
    },
  };
}

/** Whether combinations have a Services range of GKE's default size, as nobody counts the Services. */
export function takesDefaultServices(
  network: Network,
  spec: ClusterSpec,
  axes: SweepAxes,
): boolean {
  const unsaid = [axes.services, axes.serviceRange].every((axis) => axis.includes(undefined));
  const { routesBased } = resolveCluster(spec, network);
  return unsaid && !axes.nodes.includes(undefined) && !routesBased;
}

/** Makes the combinations of a demand. */
function combiner(
  network: Network,
  spec: ClusterSpec,
  axes: SweepAxes,
  judge: Judge,
): (demand: SweptDemand) => readonly Combination[] {
  const base = resolveCluster(spec, network);
  const nodeRanges = sized(
    axes.nodeRange,
    ({ peakNodes }) => peakNodes,
    (demand, range) => nodeRange(base, demand, range),
  );
  const serviceRanges = sized(
    axes.serviceRange,
    ({ services }) => services,
    (demand, range) => serviceRange(base, demand, range),
  );
  const choices = choicesOf(network, spec, axes, judge);
  return (demand) => {
    const [nodes, services] = [nodeRanges(demand), serviceRanges(demand)];
    const all: Combination[] = [];
    for (const choice of choices) choice(demand, nodes, services, all);
    return all;
  };
}

type Ranges = readonly (SweptRange | undefined)[];
type Choice = (demand: SweptDemand, nodes: Ranges, services: Ranges, all: Combination[]) => void;

/** For each maximum of Pods per node what adds the combinations that have it. */
function choicesOf(
  network: Network,
  spec: ClusterSpec,
  axes: SweepAxes,
  judge: Judge,
): readonly Choice[] {
  const refuserOf = refuser(network, spec, judge);
  const holdingOf = capacities();
  const given = givenRanges(axes);
  return axes.maxPodsPerNode.map((maxPodsPerNode) => {
    const cluster = resolveCluster({ ...spec, ...defined({ maxPodsPerNode }) }, network);
    const [refuse, hold] = [refuserOf(cluster), holdingOf(cluster)];
    const podsFor = sized(axes.podRange, ({ peakNodes }) => peakNodes, podRanges(cluster));
    return (demand, nodes, services, all) => {
      const pods = podsFor(demand);
      let index = 0;
      for (const node of nodes) {
        for (const pod of pods) {
          for (const service of services) {
            const ranges = { node, pod, service };
            const refusals = refuse(given[index] ?? {}, ranges);
            all.push(combine(demand, cluster, ranges, hold(ranges), refusals));
            index += 1;
          }
        }
      }
    };
  });
}

/** The ranges of a demand, which those that follow share as long as they need the same. */
function sized<Given>(
  axis: Axis<Given>,
  keyOf: (demand: SweptDemand) => unknown,
  rangeOf: (demand: SweptDemand, given: Given | undefined) => SweptRange | undefined,
): (demand: SweptDemand) => Ranges {
  return latest(keyOf, (demand) => axis.map((given) => rangeOf(demand, given)));
}

/** In the order in which they are combined. */
function givenRanges(axes: SweepAxes): readonly GivenRanges[] {
  return axes.nodeRange.flatMap((nodes) =>
    axes.podRange.flatMap((pods) =>
      axes.serviceRange.map((services) => defined({ nodes, pods, services })),
    ),
  );
}
