/**
 * GKE creates a Standard cluster with a default node pool, one node or more in every zone, at the
 * cluster's own maximum Pods per node, even where Terraform removes that pool at once.
 */
import type { ResolvedCluster } from './resolve.ts';
import { addressesOf } from './sizing.ts';

export interface CreationNeed {
  readonly nodes: number;
  readonly nodeAddresses: number;
  readonly podAddresses: number;
  /** False: nobody says where the cluster is, so that three zones are a guess. */
  readonly zonesKnown: boolean;
}

/** What the temporary default pool takes; undefined where GKE has none of the kind. */
export function creationNeed(cluster: ResolvedCluster): CreationNeed | undefined {
  const { spec, zones, otherNodeAddresses, blockPrefixLength, routesBased } = cluster;
  if (spec.exists === true || spec.mode === 'autopilot' || routesBased) return undefined;
  return {
    nodes: zones,
    nodeAddresses: zones + otherNodeAddresses,
    podAddresses: zones * addressesOf(blockPrefixLength),
    zonesKnown: cluster.location !== 'unknown',
  };
}
