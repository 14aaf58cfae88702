/** From the combinations of a sweep to its document: the one place that knows both. */
import { defined } from '../defined.ts';
import type { ClusterSpec, Network } from '../gke/cluster.ts';
import { resolveCluster } from '../gke/resolve.ts';
import { leastMaxPodsPerNode, type Target } from '../gke/sweep-best.ts';
import type { Combination } from '../gke/sweep-combination.ts';
import { takesDefaultServices, type SweepAxes } from '../gke/sweep.ts';
import { orNull, rowsOf } from './sweep-rows.ts';
import type { SweepDocument, SweepReport } from './sweep.ts';

export interface SweepParts {
  readonly network: Network;
  /** The cluster with all that is not swept. */
  readonly spec: ClusterSpec;
  readonly axes: SweepAxes;
  /** Those of each demand together. */
  readonly combinations: Iterable<readonly Combination[]>;
  readonly pods: number | undefined;
  readonly target: Target;
  /** Of the planner itself. */
  readonly version: string;
}

/**
 * Rows are made while somebody goes through them, so that nobody has to keep a hundred thousand. The
 * summary is counted in passing; where it is asked for first, it goes through them by itself.
 */
export function buildSweep(parts: SweepParts): SweepDocument {
  const { spec, pods, target, version } = parts;
  let summary: SweepReport['summary'] | undefined;
  const combinations = {
    *[Symbol.iterator]() {
      summary = yield* rowsOf(parts.combinations, target);
    },
  };
  return {
    schemaVersion: 1,
    tool: { name: 'gke-ip-planner', version },
    cluster: { name: spec.name, mode: spec.mode },
    target,
    pods: orNull(pods),
    years: spec.growth?.years ?? 0,
    leastMaxPodsPerNode: leastFor(parts),
    combinations,
    assumptions: assumptionsOf(parts),
    get summary() {
      summary ??= countedIn(rowsOf(parts.combinations, target));
      return summary;
    },
  };
}

/** What somebody who goes through all of them is told at the end. */
function countedIn<Counted>(rows: Iterator<unknown, Counted>): Counted {
  for (;;) {
    const next = rows.next();
    if (next.done === true) return next.value;
  }
}

function leastFor({ axes, pods, spec }: SweepParts): SweepReport['leastMaxPodsPerNode'] {
  if (pods === undefined) return [];
  const { version, systemPods } = spec;
  const least = (nodes: number) => leastMaxPodsPerNode(pods, nodes, version, systemPods?.total);
  return axes.nodes.flatMap((nodes) =>
    nodes === undefined ? [] : [{ nodes, maxPodsPerNode: orNull(least(nodes)) }],
  );
}

/** The defaults that every combination rests on. */
function assumptionsOf({ network, spec, axes }: SweepParts): SweepReport['assumptions'] {
  const [maxPodsPerNode] = axes.maxPodsPerNode;
  const [nodes] = axes.nodes;
  const defaultSize = takesDefaultServices(network, spec, axes);
  const cluster = {
    ...spec,
    ...defined({ maxPodsPerNode }),
    nodePools: spec.nodePools.map((pool) => ({ ...pool, ...defined({ nodes }) })),
    ranges: { ...spec.ranges, ...(defaultSize ? { services: { defaultSize } } : {}) },
  };
  return resolveCluster(cluster, network).assumptions.map(({ what, value, why }) => ({
    what,
    value,
    why,
  }));
}
