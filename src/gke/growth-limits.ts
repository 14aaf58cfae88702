/** Every limiter of a cluster's nodes, Pods and Services, ranked, the binding one marked. */
import { defined } from '../defined.ts';
import type { Growth } from './cluster.ts';
import { growthOfServices, servicesToday, yearsUntil } from './demand.ts';
import { fullAfter } from './forecast.ts';
import { limitOf, type Limit, type LimitId } from './limits.ts';
import {
  nodeRangeLimit,
  podRangeLimit,
  serviceRangeLimit,
  type NextLimit,
} from './range-limits.ts';
import type { ResolvedCluster, ResolvedPool } from './resolve.ts';
import type { ClusterUse } from './use.ts';

export const limiters = [
  'node-range',
  'pod-range',
  'node-pool-limit',
  'cluster-node-limit',
  'cluster-pod-limit',
  'cni-node-limit',
  'service-range',
  'cni-service-limit',
] as const;
export type Limiter = (typeof limiters)[number];

export type Resource = 'nodes' | 'pods' | 'services';

export interface GrowthLimit {
  readonly resource: Resource;
  readonly limiter: Limiter;
  readonly limit: number;
  /** Nodes at the peak, Pods, or Services; absent where unknown. */
  readonly planned?: number;
  readonly binding: boolean;
  /** The same limiter with one bit more, where GKE accepts so wide a range. */
  readonly next?: NextLimit;
  /** When the demand passes the limit, with one decimal; 0 where it has done so. */
  readonly fullAfterYears?: number;
  /** The month of that, `YYYY-MM`, where it is known from which day on the demand grows. */
  readonly fullAfter?: string;
  /** The page that documents it. */
  readonly source: string;
}

export interface Capacity {
  /** What the cluster can have at most, upgrades included; absent while no range is known. */
  readonly limit?: number;
  readonly boundBy?: Limiter;
}

type Candidate = Pick<GrowthLimit, 'limiter' | 'limit' | 'next' | 'source'>;

const documented = (limiter: Limiter, { value, source }: Limit, factor = 1): Candidate => ({
  limiter,
  limit: value * factor,
  source,
});

/** Limits of the nodes, by limit ascending. */
export function nodeLimits(use: ClusterUse): readonly GrowthLimit[] {
  const { cluster } = use;
  const candidates = [
    nodeRangeLimit(use),
    podRangeLimit(use),
    nodePools(cluster),
    clusterNodes(cluster),
    cniNodes(cluster),
  ];
  const { today, surge } = growingNodes(cluster.pools);
  return ranked('nodes', candidates, {
    planned: cluster.demand.peakNodes,
    binds: candidates.slice(0, 2).some((candidate) => candidate !== undefined),
    full: fullAt((limit) => limit - surge, today, cluster.spec.growth),
  });
}

/** Limits of the Services, by limit ascending. */
export function serviceLimits(cluster: ResolvedCluster): readonly GrowthLimit[] {
  const { spec } = cluster;
  const candidates = [serviceRangeLimit(cluster), cniServices(cluster)];
  return ranked('services', candidates, {
    planned: cluster.demand.services,
    binds: candidates[0] !== undefined,
    full: fullAt(
      (limit) => limit,
      spec.services === undefined ? 0 : servicesToday(spec, spec.services),
      growthOfServices(spec.growth),
    ),
  });
}

/** Limits of the Pods: what the nodes at capacity hold, and GKE's limit for a cluster. */
export function podLimits(
  { pools, demand }: ResolvedCluster,
  nodes: Capacity,
): readonly GrowthLimit[] {
  if (nodes.limit === undefined || nodes.boundBy === undefined) return [];
  const candidates: Candidate[] = [
    {
      limiter: nodes.boundBy,
      limit: podsOn(nodes.limit, pools, ({ maxPodsPerNode }) => maxPodsPerNode),
      source: limitOf('max-pods-per-node-maximum').source,
    },
    documented('cluster-pod-limit', limitOf('cluster-pod-limit')),
  ];
  return ranked('pods', candidates, { planned: demand.pods, binds: true, full: () => ({}) });
}

/** The binding limit of a ranking. */
export function capacityOf(limits: readonly GrowthLimit[]): Capacity {
  const binding = limits.find((limit) => limit.binding);
  return binding === undefined ? {} : { limit: binding.limit, boundBy: binding.limiter };
}

type FullAt = (limit: number) => Pick<GrowthLimit, 'fullAfterYears' | 'fullAfter'>;

/** When a demand that is so high today passes what of a limit is left to it. */
function fullAt(left: (limit: number) => number, today: number, growth?: Growth): FullAt {
  return (limit) => {
    const years = yearsUntil(left(limit), today, growth);
    if (years === undefined) return {};
    const month = growth?.from === undefined ? undefined : fullAfter(growth.from, years);
    return { fullAfterYears: Math.round(years * 10) / 10, ...defined({ fullAfter: month }) };
  };
}

function ranked(
  resource: Resource,
  candidates: readonly (Candidate | undefined)[],
  given: {
    readonly planned: number | undefined;
    readonly binds: boolean;
    readonly full: FullAt;
  },
): readonly GrowthLimit[] {
  return candidates
    .filter((candidate) => candidate !== undefined)
    .toSorted((a, b) => a.limit - b.limit)
    .map((candidate, index) => ({
      resource,
      ...candidate,
      ...defined({ planned: given.planned }),
      binding: given.binds && index === 0,
      ...given.full(candidate.limit),
    }));
}

/** Nodes that grow, blue-green pools twice, and the surge nodes that stay as they are. */
function growingNodes(pools: readonly ResolvedPool[]): { today: number; surge: number } {
  let today = 0;
  let surge = 0;
  for (const { spec } of pools) {
    const nodes = spec.nodes ?? 0;
    today += spec.upgrade.kind === 'blue-green' ? 2 * nodes : nodes;
    if (spec.upgrade.kind === 'surge' && nodes > 0) surge += spec.upgrade.maxSurge;
  }
  return { today, surge };
}

/** A thousand nodes per pool and zone. Autopilot makes its own pools. */
function nodePools({ spec, pools }: ResolvedCluster): Candidate | undefined {
  if (spec.mode === 'autopilot') return undefined;
  const zones = pools.reduce((sum, pool) => sum + pool.zones, 0);
  return documented('node-pool-limit', limitOf('node-pool-limit'), zones);
}

function clusterNodes({ spec, version }: ResolvedCluster): Candidate {
  const id = spec.mode === 'autopilot' ? 'cluster-node-limit-autopilot' : 'cluster-node-limit';
  return documented('cluster-node-limit', limitOf(id, version));
}

function cniNodes(cluster: ResolvedCluster): Candidate | undefined {
  if (cluster.dataPlane !== 'dataplane-v2') return undefined;
  return documented('cni-node-limit', limitOf(dataplaneV2Limit(cluster), cluster.version));
}

function dataplaneV2Limit({ spec, location }: ResolvedCluster): LimitId {
  if (location === 'zonal') return 'dataplane-v2-nodes-zonal';
  return spec.controlPlane?.kind === 'range'
    ? 'dataplane-v2-nodes-regional-peering'
    : 'dataplane-v2-nodes-regional';
}

function cniServices({ dataPlane }: ResolvedCluster): Candidate | undefined {
  if (dataPlane !== 'dataplane-v2') return undefined;
  return documented('cni-service-limit', limitOf('dataplane-v2-services'));
}

/** Pods on so many nodes: the planned ones at what their pool runs per node, the others at the smallest. */
export function podsOn(
  nodes: number,
  pools: readonly ResolvedPool[],
  perNode: (pool: ResolvedPool) => number,
): number {
  const smallestFirst = pools.toSorted((a, b) => perNode(a) - perNode(b));
  const [smallest] = smallestFirst;
  let left = nodes;
  let pods = 0;
  for (const pool of smallestFirst) {
    const here = Math.min(left, pool.peakNodes ?? 0);
    pods += here * perNode(pool);
    left -= here;
  }
  return pods + left * (smallest === undefined ? 0 : perNode(smallest));
}
