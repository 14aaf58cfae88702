import { placeOf } from '../gke/cluster.ts';
import { limitOf } from '../gke/limits.ts';
import type { ResolvedCluster } from '../gke/resolve.ts';
import type { SourceLocation } from '../errors.ts';
import { at, clustersOf } from './observe.ts';
import type { Observation, Rule } from './rule.ts';

/** One setting of maximum Pods per node: the cluster's, or a pool's own. */
interface Setting {
  readonly owner: string;
  /** Absent: it is the cluster's. */
  readonly pool?: string;
  readonly value: number;
  readonly where: SourceLocation | undefined;
  /** Said by the user, not a default. */
  readonly stated: boolean;
}

function settingsOf({ spec, pools, maxPodsPerNode }: ResolvedCluster): readonly Setting[] {
  const own = pools.filter((pool) => pool.spec.maxPodsPerNode !== undefined);
  const cluster = {
    owner: `cluster ${spec.name}`,
    value: maxPodsPerNode,
    where: placeOf(spec, 'maxPodsPerNode'),
    stated: spec.maxPodsPerNode !== undefined,
  };
  return [
    ...(own.length === pools.length && !cluster.stated ? [] : [cluster]),
    ...own.map((pool) => ({
      owner: `node pool ${pool.spec.name} of cluster ${spec.name}`,
      pool: pool.spec.name,
      value: pool.maxPodsPerNode,
      where: placeOf(pool.spec, 'maxPodsPerNode') ?? spec.where,
      stated: true,
    })),
  ];
}

function refused(
  cluster: ResolvedCluster,
  { owner, pool, value, where, stated }: Setting,
): Observation[] {
  const minimum = limitOf('max-pods-per-node-minimum').value;
  const maximum = limitOf('max-pods-per-node-maximum', cluster.version);
  const facts = {
    cluster: cluster.spec.name,
    pool: pool ?? null,
    maxPodsPerNode: value,
    minimum,
    maximum: maximum.value,
  };
  if (cluster.spec.mode === 'autopilot')
    return stated && cluster.spec.exists !== true
      ? [
          {
            message: `${owner} sets ${value} Pods per node: Autopilot chooses that itself`,
            fix: 'leave maximum Pods per node out',
            ...at(where),
            facts,
            clusters: [cluster],
          },
        ]
      : [];
  if (value >= minimum && value <= maximum.value) return [];
  const since =
    value <= limitOf('max-pods-per-node-maximum').value && value > maximum.value
      ? `; more came with ${limitOf('max-pods-per-node-maximum').since ?? 'a newer version'}`
      : '';
  return [
    {
      message: `${owner} has ${value} Pods per node: GKE ${cluster.version.text} accepts ${minimum} to ${maximum.value}${since}`,
      fix: `set it to a value from ${minimum} to ${maximum.value}`,
      ...at(where),
      facts,
      clusters: [cluster],
    },
  ];
}

const docs = 'https://cloud.google.com/kubernetes-engine/docs/how-to/flexible-pod-cidr';

export const maxPodsPerNode: Rule = {
  id: 'max-pods-per-node',
  severity: 'error',
  title: 'Maximum Pods per node that GKE refuses',
  why: 'GKE accepts 8 to 256 Pods per node, up to 110 before 1.23.5, and chooses the number itself on Autopilot. The value cannot be changed on a node pool that exists.',
  fix: 'Set 8 to 256 on Standard, and nothing on Autopilot.',
  docs,
  check: (landscape) =>
    clustersOf(landscape).flatMap(({ cluster }) =>
      settingsOf(cluster).flatMap((setting) => refused(cluster, setting)),
    ),
};

export const lowMaxPodsPerNode: Rule = {
  id: 'low-max-pods-per-node',
  severity: 'warning',
  title: '15 Pods per node or fewer',
  why: 'Seven and more system Pods run on every node and count against the maximum, so that few are left for workloads.',
  fix: 'Set at least 16 Pods per node; 16 take the same block of addresses as 9.',
  docs,
  check: (landscape) =>
    clustersOf(landscape).flatMap(({ cluster }) =>
      settingsOf(cluster)
        .filter(
          ({ value }) =>
            value <= limitOf('max-pods-per-node-low').value &&
            value >= limitOf('max-pods-per-node-minimum').value,
        )
        .map(({ owner, pool, value, where }) => ({
          message: `${owner} has ${value} Pods per node, of which system Pods take seven and more`,
          ...at(where),
          facts: { cluster: cluster.spec.name, pool: pool ?? null, maxPodsPerNode: value },
          clusters: [cluster],
        })),
    ),
};
