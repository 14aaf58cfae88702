/** How many Pods of workloads a cluster runs beside its system Pods. */
import { defined } from '../defined.ts';
import { sumKnown } from './demand.ts';
import { podsOn, type Capacity } from './growth-limits.ts';
import { limitOf } from './limits.ts';
import type { ResolvedCluster } from './resolve.ts';

/** Pods of workloads; absent is what is not known. */
export interface WorkloadCapacity {
  /** That have to run at the growth horizon, in the pools that say so. */
  readonly needed?: number;
  /** Nodes that run those; absent where a node has no Pod left for workloads. */
  readonly nodesNeeded?: number;
  /** That the planned nodes run, those that upgrades add not counted. */
  readonly onNodes?: number;
  /** That all nodes run that fit. */
  readonly capacity?: number;
}

/** Undefined where nobody says anything of workloads or system Pods. */
export function workloadCapacity(
  { pools }: ResolvedCluster,
  nodes: Capacity,
): WorkloadCapacity | undefined {
  if (!pools.some(({ pods, systemPods }) => pods !== undefined || systemPods !== undefined))
    return undefined;
  const demanding = pools.filter(({ pods }) => pods !== undefined);
  const nodesNeeded = sumKnown(
    demanding.map(({ pods = 0, workloadPodsPerNode: each }) => Math.ceil(pods / each)),
  );
  return defined({
    needed: sumKnown(demanding.map(({ pods }) => pods)),
    nodesNeeded: nodesNeeded === Infinity ? undefined : nodesNeeded,
    onNodes: sumKnown(
      pools.map(({ nodes: planned, workloadPodsPerNode: each }) =>
        planned === undefined ? undefined : planned * each,
      ),
    ),
    capacity: nodes.limit === undefined ? undefined : atCapacity(nodes.limit, pools),
  });
}

/** GKE's limit of Pods in a cluster counts system Pods, too. */
function atCapacity(nodes: number, pools: ResolvedCluster['pools']): number {
  const workloads = podsOn(nodes, pools, ({ workloadPodsPerNode }) => workloadPodsPerNode);
  const system = podsOn(nodes, pools, ({ systemPods }) => systemPods?.total ?? 0);
  return Math.max(0, Math.min(workloads, limitOf('cluster-pod-limit').value - system));
}
