import { placeOf } from '../gke/cluster.ts';
import type { ResolvedCluster, ResolvedPool } from '../gke/resolve.ts';
import { at, clustersOf } from './observe.ts';
import type { Observation, Rule } from './rule.ts';

function placeOfSystemPods({ spec: cluster }: ResolvedCluster, { spec: pool }: ResolvedPool) {
  return pool.places?.['systemPodsPerNode'] ?? placeOf(cluster, 'systemPodsPerNode');
}

function short(cluster: ResolvedCluster, pool: ResolvedPool): Observation[] {
  const { pods, nodes, maxPodsPerNode, workloadPodsPerNode: left, systemPods } = pool;
  const system = systemPods?.total ?? 0;
  const name = `node pool ${pool.spec.name} of cluster ${cluster.spec.name}`;
  const room = nodes === undefined ? undefined : nodes * left;
  const common = {
    ...at(left === 0 ? placeOfSystemPods(cluster, pool) : placeOf(pool.spec, 'pods')),
    facts: {
      cluster: cluster.spec.name,
      pool: pool.spec.name,
      nodes: nodes ?? null,
      maxPodsPerNode,
      systemPodsPerNode: system,
      needed: pods ?? null,
      room: room ?? null,
    },
    clusters: [cluster],
  };
  if (left === 0) {
    const message = `${name} has ${maxPodsPerNode} Pods per node, and ${system} system Pods leave none to workloads`;
    return [{ message, fix: `set more than ${system} Pods per node`, ...common }];
  }
  if (pods === undefined || nodes === undefined || room === undefined || room >= pods) return [];
  return [
    {
      message: `${name} has to run ${pods} Pods of workloads, and its ${nodes} nodes run ${room}: ${left} each beside ${system} system Pods`,
      fix: `give it ${Math.ceil(pods / left)} nodes, or ${Math.ceil(pods / nodes) + system} Pods per node`,
      ...common,
    },
  ];
}

export const workloadPodsExhausted: Rule = {
  id: 'workload-pods-exhausted',
  severity: 'error',
  title: 'The planned nodes do not run the Pods of the workloads',
  why: 'System Pods count against maximum Pods per node, also those on the host network that take no Pod address. A Pod that no node has room for stays pending, however many addresses are free.',
  fix: 'Give more nodes or more Pods per node.',
  docs: 'https://cloud.google.com/kubernetes-engine/docs/how-to/flexible-pod-cidr',
  check: (landscape) =>
    clustersOf(landscape).flatMap(({ cluster }) =>
      cluster.pools.flatMap((pool) => short(cluster, pool)),
    ),
};
