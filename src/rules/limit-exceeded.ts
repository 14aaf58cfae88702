import { placeOf } from '../gke/cluster.ts';
import type { GrowthLimit } from '../gke/growth-limits.ts';
import { limitOf } from '../gke/limits.ts';
import { at, clustersOf, type InNetwork } from './observe.ts';
import type { Observation, Rule } from './rule.ts';

const documented = new Set<GrowthLimit['limiter']>([
  'cluster-node-limit',
  'cluster-pod-limit',
  'cni-node-limit',
  'cni-service-limit',
]);

const words = { nodes: 'nodes at the peak', pods: 'Pods', services: 'Services' } as const;

function clusterLimits({ cluster, limits }: InNetwork): Observation[] {
  return limits.flatMap(({ limiter, resource, limit, planned = 0, source }) =>
    documented.has(limiter) && planned > limit
      ? [
          {
            message: `cluster ${cluster.spec.name} plans ${planned} ${words[resource]}, and ${limiter} is ${limit} (${source})`,
            ...at(placeOf(cluster.spec, resource)),
            facts: { cluster: cluster.spec.name, limiter, limit, planned, source },
            clusters: [cluster],
          },
        ]
      : [],
  );
}

/** A thousand nodes per pool and zone; Autopilot makes its own pools. */
function poolLimits({ cluster }: InNetwork): Observation[] {
  if (cluster.spec.mode === 'autopilot') return [];
  const perZone = limitOf('node-pool-limit');
  return cluster.pools.flatMap(({ spec, peakNodes = 0, zones }) => {
    const limit = perZone.value * zones;
    if (peakNodes <= limit) return [];
    return [
      {
        message: `node pool ${spec.name} of cluster ${cluster.spec.name} has ${peakNodes} nodes at the peak in ${zones} ${zones === 1 ? 'zone' : 'zones'}, and a pool has at most ${perZone.value} in a zone`,
        fix: 'spread the nodes over more pools or zones',
        ...at(placeOf(spec, 'nodes') ?? cluster.spec.where),
        facts: {
          cluster: cluster.spec.name,
          pool: spec.name,
          limiter: 'node-pool-limit',
          limit,
          planned: peakNodes,
        },
        clusters: [cluster],
      },
    ];
  });
}

export const limitExceeded: Rule = {
  id: 'limit-exceeded',
  severity: 'error',
  title: 'A documented limit of GKE or of the data plane is exceeded',
  why: 'Beyond its limits GKE refuses nodes, or the data plane no longer works as documented.',
  fix: 'Spread the load over several clusters or node pools, or choose a version or data plane with a higher limit.',
  docs: 'https://cloud.google.com/kubernetes-engine/quotas',
  check: (landscape) =>
    clustersOf(landscape).flatMap((cluster) => [...clusterLimits(cluster), ...poolLimits(cluster)]),
};
