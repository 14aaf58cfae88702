/** What the report says of Pods and of Services beside their numbers, where anybody does. */
import { defined } from '../defined.ts';
import type { ClusterView } from '../gke/landscape.ts';
import { limitOf } from '../gke/limits.ts';
import { nodeLocalDns } from '../gke/reserved-ranges.ts';
import type { ResolvedPool } from '../gke/resolve.ts';
import { serviceBands, systemAddresses, type Band } from '../gke/service-addresses.ts';
import { saysMoreOfServices, serviceLoad } from '../gke/service-load.ts';
import { staticServiceBand } from '../gke/sizing.ts';
import { workloadCapacity } from '../gke/workload-capacity.ts';
import { formatAddress, type Cidr } from '../net/cidr.ts';
import type { ReportCluster, ReportRange } from './report.ts';

export function workloadsOf({ cluster, capacity }: ClusterView): ReportCluster['workloads'] {
  const workloads = workloadCapacity(cluster, capacity.nodes);
  if (workloads === undefined) return undefined;
  const { needed = null, nodesNeeded = null, onNodes = null, capacity: all = null } = workloads;
  return { needed, nodesNeeded, onNodes, capacity: all };
}

/** What a pool says of its Pods; nothing where it does not. */
export function podsOf({
  systemPods,
  workloadPodsPerNode,
  pods,
}: ResolvedPool): Pick<
  ReportCluster['nodePools'][number],
  'systemPodsPerNode' | 'workloadPodsPerNode' | 'pods'
> {
  if (systemPods === undefined) return defined({ pods });
  const { total, hostNetwork = null } = systemPods;
  return {
    systemPodsPerNode: { total, hostNetwork },
    workloadPodsPerNode,
    ...defined({ pods }),
  };
}

export function bandsOf(
  range: Cidr,
): Pick<ReportRange, 'staticBand' | 'staticAddresses' | 'dynamicAddresses'> {
  const { static: fixed, dynamic } = serviceBands(range);
  return {
    staticBand: staticServiceBand(range.prefixLength),
    ...defined({
      staticAddresses: fixed && endsOf(fixed),
      dynamicAddresses: dynamic && endsOf(dynamic),
    }),
  };
}

function endsOf({ first, last }: Band) {
  return { first, last };
}

export function servicesOf({ cluster, ranges }: ClusterView): ReportCluster['services'] {
  if (!saysMoreOfServices(cluster)) return undefined;
  const { system, nodeLocalDns: on, nodeLocalDnsStated: stated, ...said } = serviceLoad(cluster);
  const range = ranges.find(({ role, cidr }) => role === 'service' && cidr.family === 4);
  const { family, first } = nodeLocalDns.cidr;
  return {
    ...said,
    system: { services: system, verified: limitOf('system-services').verified },
    systemAddresses: range === undefined ? [] : [...systemAddresses(range.cidr)],
    nodeLocalDns: { on, stated, address: formatAddress(family, first) },
  };
}
