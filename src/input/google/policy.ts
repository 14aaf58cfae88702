/** How a cluster gets its addresses: ip_allocation_policy, or routes. */
import { block, isGiven, isTrue, type Part, text, unknownAt, valueOf } from './attributes.ts';

export function policyOf(cluster: Part): Part | undefined {
  return block(cluster, 'ip_allocation_policy');
}

/**
 * Whether routes lead to the Pods of each node. A block of the cluster without an allocation policy asks
 * for that; a cluster that runs has a policy unless it is of that kind.
 */
export function isRoutesBased(cluster: Part, exists: boolean): boolean {
  const mode = text(cluster, 'networking_mode');
  if (mode !== undefined) return mode === 'ROUTES';
  const policy = policyOf(cluster);
  if (policy !== undefined) {
    return isTrue(policy, 'use_routes') || valueOf(policy, 'use_ip_aliases') === false;
  }
  if (unknownAt(cluster, 'ip_allocation_policy') !== undefined) return false;
  return exists || isGiven(cluster, 'cluster_ipv4_cidr');
}
