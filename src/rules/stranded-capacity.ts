import type { ResolvedCluster } from '../gke/resolve.ts';
import { at, clustersOf, names, ownersOf, rangesInUse, type InUse } from './observe.ts';
import type { Observation, Rule } from './rule.ts';

/** From this multiple of the capacity on, what a range holds beyond it is worth a line. */
const multiple = 2;

/** Nodes that each cluster can have; undefined where no limit is known. */
type NodesByCluster = ReadonlyMap<ResolvedCluster, number | undefined>;

/** Nodes that all clusters on the range can have; undefined where one of them knows no limit. */
function capacityOfAll({ range }: InUse, nodes: NodesByCluster): number | undefined {
  return sumOrUndefined(range.sharers.map((cluster) => nodes.get(cluster)));
}

function sumOrUndefined(values: readonly (number | undefined)[]): number | undefined {
  return values.reduce(
    (sum, value) => (sum === undefined || value === undefined ? undefined : sum + value),
    0,
  );
}

function stranded(use: InUse, nodesByCluster: NodesByCluster): Observation[] {
  const { cluster, range } = use;
  const { boundBy } = cluster.capacity.nodes;
  const nodes = capacityOfAll(use, nodesByCluster);
  const limit = limitOfRange(use);
  if (nodes === undefined || boundBy === undefined || limit === undefined) return [];
  if (limit === 0 || limit < multiple * nodes) return [];
  const { name } = cluster.cluster.spec;
  return [
    {
      message: `${range.cidr.text} of cluster ${ownersOf(range)} holds ${limit} nodes, but ${boundBy} stops at ${nodes}: the rest can never be used`,
      fix: fixFor(use),
      ...at(range.where),
      facts: {
        cluster: name,
        range: range.cidr.text,
        name: range.name ?? null,
        limit,
        capacity: nodes,
        boundBy,
      },
      ...names(range),
      clusters: range.sharers,
    },
  ];
}

function fixFor({ cluster: { cluster, capacity } }: InUse): string {
  if (capacity.nodes.boundBy !== 'pod-range')
    return 'use a smaller range here, or widen what binds';
  const fewer = cluster.routesBased ? '' : ', lower maximum Pods per node,';
  return `use a wider Pod range${fewer} or a smaller node subnet`;
}

/** What a node subnet holds, or all Pod ranges of a cluster together, told of the first of them. */
function limitOfRange({ cluster, range }: InUse): number | undefined {
  const first = cluster.ranges.find(({ role }) => role === range.role);
  if (first !== range) return undefined;
  return cluster.limits.find(
    ({ resource, limiter }) => resource === 'nodes' && limiter === `${range.role}-range`,
  )?.limit;
}

export const strandedCapacity: Rule = {
  id: 'stranded-capacity',
  severity: 'info',
  title: 'A range that can never fill because another limit binds',
  why: 'The smallest limit decides how many nodes a cluster can have. Addresses that a wider range has beyond it are lost to everybody else in the network.',
  fix: 'Bring the ranges into proportion: a wider Pod range, fewer Pods per node, or a smaller node subnet.',
  docs: 'https://cloud.google.com/kubernetes-engine/docs/concepts/alias-ips',
  check: (landscape) => {
    const nodes = new Map(
      clustersOf(landscape).map(({ cluster, capacity }) => [cluster, capacity.nodes.limit]),
    );
    return rangesInUse(landscape).flatMap((use) => stranded(use, nodes));
  },
};
