/** What the Services of a cluster are at the growth horizon, and which of them are GKE's own. */
import { defined } from '../defined.ts';
import type { ServiceDetails } from './said-of-pods.ts';
import { grow, growthOfServices } from './demand.ts';
import { limitOf } from './limits.ts';
import { nodeLocalDns } from './reserved-ranges.ts';
import type { ResolvedCluster } from './resolve.ts';
import { isAtLeast, parseVersion } from './version.ts';

export interface ServiceLoad extends ServiceDetails {
  /** GKE's own, at least; their number on Standard comes from listings. */
  readonly system: number;
  /** Whether every node runs NodeLocal DNSCache. */
  readonly nodeLocalDns: boolean;
  /** Somebody says so; otherwise it is GKE's default. */
  readonly nodeLocalDnsStated: boolean;
}

/** Pods behind Services grow as the nodes do, Services as Services do. */
export function serviceLoad(cluster: ResolvedCluster): ServiceLoad {
  const { growth, serviceDetails = {}, nodeLocalDns: stated } = cluster.spec;
  const { pinned, imports, loadBalancers, largest, backends } = serviceDetails;
  const asServices = (count?: number) => count && grow(count, growthOfServices(growth));
  const asNodes = (count?: number) => count && grow(count, growth);
  const cached = stated ?? cachesByDefault(cluster);
  return {
    ...defined({
      pinned: asServices(pinned),
      imports: asServices(imports),
      loadBalancers: asServices(loadBalancers),
      largest: asNodes(largest),
      backends: asNodes(backends),
    }),
    system:
      limitOf('system-services').value + (cached ? limitOf('node-local-dns-services').value : 0),
    nodeLocalDns: cached,
    nodeLocalDnsStated: stated !== undefined,
  };
}

function cachesByDefault({ spec, version }: ResolvedCluster): boolean {
  if (spec.mode === 'autopilot') return true;
  const since = parseVersion(nodeLocalDns.defaultSince);
  return since !== undefined && isAtLeast(version, since);
}

/** Whether anybody says more of the Services than how many there are. */
export function saysMoreOfServices({ spec }: ResolvedCluster): boolean {
  return spec.serviceDetails !== undefined || spec.nodeLocalDns !== undefined;
}
