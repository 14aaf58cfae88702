/** From the combinations of a sweep to its document: the one place that knows both. */
import { defined } from '../defined.ts';
import type { ClusterSpec, Network } from '../gke/cluster.ts';
import { resolveCluster } from '../gke/resolve.ts';
import { bestOf, leastMaxPodsPerNode, type Target } from '../gke/sweep-best.ts';
import type { SweptRange } from '../gke/sweep-ranges.ts';
import { isDemanded } from '../gke/sweep-demand.ts';
import type { Combination, SweepAxes } from '../gke/sweep.ts';
import type { SweepReport, SweepRow } from './sweep.ts';

export interface SweepParts {
  readonly network: Network;
  /** The cluster with all that is not swept. */
  readonly spec: ClusterSpec;
  readonly axes: SweepAxes;
  readonly combinations: readonly Combination[];
  readonly pods: number | undefined;
  readonly target: Target;
  /** Of the planner itself. */
  readonly version: string;
}

export function buildSweep(parts: SweepParts): SweepReport {
  const { spec, combinations, pods, target, version } = parts;
  const best = bestOf(combinations, target);
  const demanded = combinations.some(({ demand }) => isDemanded(demand));
  const fitting = combinations.filter(({ fits }) => fits === true).length;
  return {
    schemaVersion: 1,
    tool: { name: 'gke-ip-planner', version },
    cluster: { name: spec.name, mode: spec.mode },
    target,
    pods: orNull(pods),
    years: spec.growth?.years ?? 0,
    leastMaxPodsPerNode: leastFor(parts),
    combinations: rowsOf(combinations, best),
    assumptions: assumptionsOf(parts),
    summary: {
      combinations: combinations.length,
      fitting: demanded ? fitting : null,
      refused: combinations.filter(({ refusals }) => refusals.length > 0).length,
    },
  };
}

const orNull = <T>(value: T | undefined): T | null => value ?? null;

function leastFor({ axes, pods, spec }: SweepParts): SweepReport['leastMaxPodsPerNode'] {
  if (pods === undefined) return [];
  return axes.nodes.flatMap((nodes) =>
    nodes === undefined
      ? []
      : [{ nodes, maxPodsPerNode: orNull(leastMaxPodsPerNode(pods, nodes, spec.version)) }],
  );
}

/** The defaults that every combination rests on. */
function assumptionsOf(parts: SweepParts): SweepReport['assumptions'] {
  const { network, spec, axes, combinations } = parts;
  const [maxPodsPerNode] = axes.maxPodsPerNode;
  const [nodes] = axes.nodes;
  const defaultSize = combinations.some(
    ({ ranges: { service } }) => service?.given === false && service.needed === undefined,
  );
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

/** Rows share what their combinations share. */
function rowsOf(combinations: readonly Combination[], best: ReadonlySet<Combination>): SweepRow[] {
  const range = shared(rangeOf);
  const capacity = shared(capacityOf);
  const demand = shared(demandOf);
  return combinations.map((one) => {
    const { node, pod, service } = one.ranges;
    const { nodes, services, growth } = one.demand.today;
    return {
      nodes: orNull(nodes),
      services: orNull(services),
      growth: orNull(growth),
      maxPodsPerNode: one.maxPodsPerNode,
      perNodePrefixLength: one.blockPrefixLength,
      demand: demand(one.demand),
      ranges: {
        node: node ? range(node) : null,
        pod: pod ? range(pod) : null,
        service: service ? range(service) : null,
      },
      addresses: orNull(one.addresses),
      capacity: capacity(one.capacity),
      headroom: { nodes: orNull(one.headroom.nodes), services: orNull(one.headroom.services) },
      waste: orNull(one.capacity.waste),
      fits: orNull(one.fits),
      best: best.has(one),
      refused: [...one.refusals],
      short: [...one.shortages],
    };
  });
}

/** A function that makes each thing once. */
function shared<From, To>(make: (from: From) => To): (from: From) => To {
  const made = new Map<From, To>();
  return (from) => {
    const known = made.get(from) ?? make(from);
    made.set(from, known);
    return known;
  };
}

function demandOf({ nodes, peakNodes, services }: Combination['demand']): SweepRow['demand'] {
  return { nodes: orNull(nodes), peakNodes: orNull(peakNodes), services: orNull(services) };
}

function capacityOf({ nodes, pods, services }: Combination['capacity']): SweepRow['capacity'] {
  return {
    nodes: orNull(nodes.limit),
    pods: orNull(pods.limit),
    services: orNull(services.limit),
    boundBy: {
      nodes: orNull(nodes.boundBy),
      pods: orNull(pods.boundBy),
      services: orNull(services.boundBy),
    },
  };
}

function rangeOf({
  cidr,
  prefixLength,
  addresses,
  needed,
  given,
}: SweptRange): NonNullable<SweepRow['ranges']['node']> {
  return {
    cidr: orNull(cidr?.text),
    prefixLength: prefixLength < 0 ? null : prefixLength,
    addresses,
    needed: orNull(needed),
    given,
  };
}
