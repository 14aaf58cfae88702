/** What has to be created so that planned clusters can be dual-stack: VPC chooses the ranges itself. */
import type { ClusterSpec, Network } from '../gke/cluster.ts';
import { publicShare } from '../net/special-ranges.ts';

/** Whether the IPv6 addresses of a subnet are reached from the internet, as `ipv6_access_type` says it. */
export type Ipv6Access = 'INTERNAL' | 'EXTERNAL';

/** How the subnet of a dual-stack cluster is reached: as its range is, or not from the internet. */
export function ipv6AccessOf({ ipv6 }: ClusterSpec): Ipv6Access | undefined {
  if (ipv6 === undefined) return undefined;
  const range = ipv6.nodes?.cidr;
  return range === undefined || publicShare(range) === 'none' ? 'INTERNAL' : 'EXTERNAL';
}

/** The IPv6 range that a network with internal subnets is to have; absent: VPC chooses it. */
export function internalRangeOf({ ipv6Within = [] }: Network): string | undefined {
  const [only, ...more] = ipv6Within;
  if (only === undefined || more.length > 0) return undefined;
  return publicShare(only) === 'none' ? only.text : undefined;
}
