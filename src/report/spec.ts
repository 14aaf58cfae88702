import { type Document, isCollection, visit } from 'yaml';
import {
  type ClusterRange,
  type ClusterSpec,
  type Ipv6Ranges,
  type Network,
  type NodePool,
  type UpgradeStrategy,
} from '../gke/cluster.ts';
import type { SystemPods } from '../gke/said-of-pods.ts';
import type { NatGateway, NatRange } from '../gke/nat.ts';
import type { Cidr } from '../net/cidr.ts';
import type { AcceptedRisk } from '../rules/suppress.ts';
import type { PlanRenderer } from './index.ts';
import { rangeEntries, said } from './spec-ranges.ts';
import { yamlDocument, yamlText } from './yaml.ts';

/**
 * The spec that gives these networks again, ranges included. It says what was said: a value that is
 * GKE's default and that nobody gave stays out.
 */
export const renderSpec: PlanRenderer = (networks, suppressions) => {
  const document = yamlDocument({
    networks: networks.map(networkEntry),
    ...unlessEmpty(
      'suppress',
      suppressions.filter(({ lines }) => lines === undefined).map(suppressionEntry),
    ),
  });
  putLeavesOnOneLine(document);
  return yamlText(document);
};

function unlessEmpty(key: string, list: readonly unknown[]): Readonly<Record<string, unknown>> {
  return list.length === 0 ? {} : { [key]: list };
}

const textOf = ({ text }: Cidr): string => text;

function networkEntry(network: Network): Record<string, unknown> {
  return said({
    name: network.name,
    mtu: network.mtu,
    mode: network.mode,
    ...unlessEmpty('within', network.within.map(textOf)),
    ...unlessEmpty('podsWithin', network.podsWithin.map(textOf)),
    ...unlessEmpty('servicesWithin', network.servicesWithin.map(textOf)),
    ...unlessEmpty('ipv6Within', (network.ipv6Within ?? []).map(textOf)),
    room: network.room,
    ...unlessEmpty('connected', network.connected),
    subnetRangeLimits: network.subnetRangeLimits,
    ...unlessEmpty('ranges', rangeEntries(network)),
    ...unlessEmpty('nat', (network.nat ?? []).map(natEntry)),
    clusters: network.clusters.map(clusterEntry),
  });
}

function natEntry(gateway: NatGateway): Record<string, unknown> {
  const { name, region, addresses, minPortsPerVm, maxPortsPerVm, ranges, exists } = gateway;
  return said({
    name,
    region,
    addresses,
    minPortsPerVm,
    maxPortsPerVm,
    dynamicPortAllocation: gateway.dynamicPortAllocation || undefined,
    ranges: natRangesEntry(ranges),
    exists,
  });
}

/** All of them is what a spec means that does not say which. */
function natRangesEntry(ranges: NatGateway['ranges']): string | readonly string[] | undefined {
  if (ranges === 'all') return undefined;
  return typeof ranges === 'object' ? ranges.map(natRangeEntry) : ranges;
}

function natRangeEntry(range: NatRange): string {
  if (range.kind === 'block') return range.cidr.text;
  if (range.kind === 'subnet') return `${range.name}/*`;
  return range.subnet === undefined ? range.name : `${range.subnet}/${range.name}`;
}

function clusterEntry(cluster: ClusterSpec): Record<string, unknown> {
  return said({
    name: cluster.name,
    location: cluster.location,
    zones: cluster.zones,
    mode: cluster.mode === 'standard' ? undefined : cluster.mode,
    version: cluster.version?.text,
    cni: cluster.dataPlane,
    controlPlane: controlPlaneEntry(cluster.controlPlane),
    services: cluster.services,
    serviceDetails: cluster.serviceDetails && said({ ...cluster.serviceDetails }),
    nodeLocalDns: cluster.nodeLocalDns,
    maxPodsPerNode: cluster.maxPodsPerNode,
    ...systemPodsEntry(cluster.systemPods),
    internalLoadBalancers: cluster.internalLoadBalancers || undefined,
    podCidrOverprovision: cluster.podCidrOverprovision ? undefined : false,
    masquerade: masqueradeEntry(cluster.masquerade),
    growth: growthEntry(cluster.growth),
    privateNodes: cluster.privateNodes,
    exists: cluster.exists,
    ...poolEntries(cluster.nodePools),
    ...rangesEntry(cluster),
    ipv6: cluster.ipv6 && ipv6Entry(cluster.ipv6),
  });
}

function systemPodsEntry(pods: SystemPods | undefined): Readonly<Record<string, unknown>> {
  return { systemPodsPerNode: pods?.total, hostNetworkPods: pods?.hostNetwork };
}

/** Without the history that it was estimated from; what shrinks is planned for as it is today. */
function growthEntry(growth: ClusterSpec['growth']): Record<string, unknown> | undefined {
  if (growth === undefined) return undefined;
  const { percent, servicesPercent, years, from } = growth;
  return said({
    percent: Math.max(percent, 0),
    servicesPercent: servicesPercent === undefined ? undefined : Math.max(servicesPercent, 0),
    years,
    from,
  });
}

/** An empty list is said: Pods never keep their address then. */
function masqueradeEntry(masquerade: ClusterSpec['masquerade']) {
  if (masquerade === undefined) return undefined;
  const { nonMasqueradeCidrs, disableDefaultSnat } = masquerade;
  return said({ nonMasqueradeCIDRs: nonMasqueradeCidrs?.map(textOf), disableDefaultSnat });
}

function controlPlaneEntry(controlPlane: ClusterSpec['controlPlane']): string | undefined {
  return controlPlane?.kind === 'range' ? controlPlane.cidr.text : controlPlane?.kind;
}

/** A single pool without a name or anything of its own is written as keys of the cluster. */
function poolEntries(pools: readonly NodePool[]): Readonly<Record<string, unknown>> {
  const [only, ...more] = pools;
  if (only === undefined || more.length > 0) return { nodePools: pools.map(poolEntry) };
  const { name, nodes, upgrade, ...own } = only;
  const plain = own.zones ?? own.maxPodsPerNode ?? own.systemPods ?? own.podRange;
  if (name !== 'default' || plain !== undefined) return { nodePools: [poolEntry(only)] };
  return { nodes, pods: own.pods, ...upgradeEntry(upgrade) };
}

function poolEntry({ upgrade, ...pool }: NodePool): Record<string, unknown> {
  const { name, nodes, zones, maxPodsPerNode, pods, podRange } = pool;
  const counts = { nodes, zones, maxPodsPerNode, pods, ...systemPodsEntry(pool.systemPods) };
  return said({ name, ...counts, ...upgradeEntry(upgrade), podRange });
}

function upgradeEntry(upgrade: UpgradeStrategy): Readonly<Record<string, unknown>> {
  if (upgrade.kind === 'blue-green') return { upgrade: upgrade.kind };
  return upgrade.assumed === true ? {} : { maxSurge: upgrade.maxSurge };
}

function rangesEntry({ ranges }: ClusterSpec): Readonly<Record<string, unknown>> {
  const { nodes, pods, additionalPods, services } = ranges;
  const entry = said({
    nodes: clusterRangeEntry(nodes),
    pods: clusterRangeEntry(pods),
    ...unlessEmpty('additionalPods', additionalPods.map(clusterRangeEntry)),
    services: services === 'google-managed' ? services : clusterRangeEntry(services),
  });
  return Object.keys(entry).length === 0 ? {} : { ranges: entry };
}

/** The subnet has its name where its IPv4 range is. */
function ipv6Entry({ nodes, services }: Ipv6Ranges): Record<string, unknown> {
  return said({ nodes: nodes?.cidr?.text, services: services?.cidr?.text });
}

function clusterRangeEntry(range?: ClusterRange): unknown {
  const cidr = range?.cidr?.text;
  return range?.name === undefined ? cidr : said({ name: range.name, cidr });
}

function suppressionEntry({ rule, range, reason, until }: AcceptedRisk): Record<string, unknown> {
  return said({ rule, range, reason, until });
}

/** Lists and maps of plain values are short: `{ name: office, cidr: 10.200.0.0/16 }`. */
function putLeavesOnOneLine(document: Document): void {
  visit(document, {
    Collection(_, node, path) {
      const values = node.items.map((item) =>
        typeof item === 'object' && item !== null && 'value' in item ? item.value : item,
      );
      if (path.length > 2 && !values.some((value) => isCollection(value))) node.flow = true;
    },
  });
}
