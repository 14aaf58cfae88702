/** What the table says of Pods and of Services beside their numbers: nothing where nobody does. */
import { counted, formatCount } from './count.ts';
import type { ReportCluster } from './report.ts';

type Fact = readonly [string, string];

export function podAndServiceFacts(cluster: ReportCluster): readonly Fact[] {
  return [...workloadFacts(cluster), ...serviceFacts(cluster)];
}

function workloadFacts({ workloads, nodePools }: ReportCluster): readonly Fact[] {
  if (workloads === undefined) return [];
  const { needed, nodesNeeded, onNodes, capacity } = workloads;
  const [pool, ...morePools] = nodePools;
  const parts = [
    ...(pool === undefined || morePools.length > 0 ? [] : perNodeText(pool)),
    ...(onNodes === null ? [] : [`${counted(onNodes, 'Pod')} on the planned nodes`]),
    ...(capacity === null ? [] : [`${formatCount(capacity)} on all that fit`]),
    ...(needed === null ? [] : [`${formatCount(needed)} needed${onNodesText(nodesNeeded)}`]),
  ];
  return parts.length === 0 ? [] : [['Workloads', parts.join(', ')]];
}

function onNodesText(nodes: number | null): string {
  return nodes === null ? '' : ` (${counted(nodes, 'node')})`;
}

/** "103 Pods per node beside 7 of the system (5 on the host network)" */
function perNodeText(pool: ReportCluster['nodePools'][number]): readonly string[] {
  const { systemPodsPerNode: system, workloadPodsPerNode: left } = pool;
  if (system === undefined || left === undefined) return [];
  const { total, hostNetwork } = system;
  const host = hostNetwork === null ? '' : ` (${formatCount(hostNetwork)} on the host network)`;
  return [`${counted(left, 'Pod')} per node beside ${formatCount(total)} of the system${host}`];
}

function serviceFacts({ services, ranges }: ReportCluster): readonly Fact[] {
  if (services === undefined) return [];
  const { pinned, imports, loadBalancers, system, nodeLocalDns } = services;
  const certain = system.verified ? '' : ', a number that no page of Google states';
  const counts = [
    `at least ${formatCount(system.services)} are GKE's own${certain}`,
    ...(imports === undefined ? [] : [counted(imports, 'ServiceImport')]),
    ...(loadBalancers === undefined ? [] : [`${formatCount(loadBalancers)} of type LoadBalancer`]),
    ...(pinned === undefined ? [] : [`${formatCount(pinned)} with a pinned ClusterIP`]),
  ];
  const range = ranges.find(({ role, cidr }) => role === 'service' && !cidr.includes(':'));
  return [
    ['Services', counts.join('; ')],
    ...(range === undefined ? [] : pinFacts(range, services.systemAddresses)),
    [
      'DNS',
      nodeLocalDns.on
        ? `NodeLocal DNSCache at ${nodeLocalDns.address} of each node: no Pod address, one Service more`
        : 'without NodeLocal DNSCache',
    ],
  ];
}

function pinFacts(
  { staticAddresses, dynamicAddresses }: ReportCluster['ranges'][number],
  taken: NonNullable<ReportCluster['services']>['systemAddresses'],
): readonly Fact[] {
  if (staticAddresses === undefined) {
    return [['Pin', 'no address is safe: the range is too small for a static band']];
  }
  const { first, last } = staticAddresses;
  const without = taken
    .map(
      ({ service, address, verified }) =>
        `${address} (${service}${verified ? '' : ', unverified'})`,
    )
    .join(' and ');
  const others =
    dynamicAddresses === undefined
      ? ''
      : `; others get ${dynamicAddresses.first} to ${dynamicAddresses.last} first`;
  return [['Pin', `${first} to ${last}, without ${without}${others}`]];
}
