/** Which clusters a NAT gateway serves, which of their ranges, and how many addresses their nodes take. */
import { defined } from '../defined.ts';
import type { ClusterRange, ClusterSpec } from './cluster.ts';
import { sumKnown } from './demand.ts';
import { natAddresses, natPorts, type NatGateway, type NatPorts, type NatRange } from './nat.ts';
import type { ResolvedCluster } from './resolve.ts';

/** A range of a cluster whose addresses go out through NAT, or do not. */
export interface NatClusterRange {
  readonly role: 'node' | 'pod';
  readonly range: ClusterRange;
}

export interface NatMember {
  readonly cluster: ResolvedCluster;
  /** The most of any of its pools. */
  readonly maxPodsPerNode: number;
  readonly translated: readonly NatClusterRange[];
  /** Ranges that the gateway surely leaves out; what is not known is in neither list. */
  readonly left: readonly NatClusterRange[];
}

export interface NatUse {
  readonly gateway: NatGateway;
  readonly ports: NatPorts;
  /** Clusters with a range that it translates, and without external addresses as far as anybody says. */
  readonly members: readonly NatMember[];
  /** Nodes of all of them at the peak, as far as they are known. */
  readonly peakNodes?: number;
  /** Addresses that the ports of these nodes take, at the least that each has. */
  readonly atPeak?: number;
  /** The same when every cluster is as large as its ranges and limits allow. */
  readonly atLimit?: number;
}

/** A cluster, and how many nodes it can have at most where that is known. */
export interface NatCandidate {
  readonly cluster: ResolvedCluster;
  readonly mostNodes?: number;
}

/** The use of each gateway of a network, in the order given. */
export function natUse(
  gateways: readonly NatGateway[],
  candidates: readonly NatCandidate[],
): readonly NatUse[] {
  return gateways.map((gateway) => useOf(gateway, candidates));
}

function useOf(gateway: NatGateway, candidates: readonly NatCandidate[]): NatUse {
  const ports = natPorts(gateway);
  const served = candidates.flatMap(({ cluster, mostNodes }) => {
    const member = { ...divide(gateway, cluster), cluster, maxPodsPerNode: mostPods(cluster) };
    return member.translated.length === 0 ? [] : [{ member, mostNodes }];
  });
  const peakNodes = sumKnown(served.map(({ member }) => member.cluster.demand.peakNodes));
  const most = sumKnown(served.map(({ mostNodes }) => mostNodes));
  const addresses = (nodes: number | undefined) =>
    nodes === undefined ? undefined : natAddresses(nodes, ports.least);
  return {
    gateway,
    ports,
    members: served.map(({ member }) => member),
    ...defined({ peakNodes, atPeak: addresses(peakNodes), atLimit: addresses(most) }),
  };
}

function mostPods({ pools, maxPodsPerNode }: ResolvedCluster): number {
  if (pools.length === 0) return maxPodsPerNode;
  return Math.max(...pools.map((pool) => pool.maxPodsPerNode));
}

/** What decides whether a gateway serves a cluster. */
export type NatClient = Pick<ResolvedCluster, 'spec' | 'routesBased' | 'region'>;

/** Whether the nodes of a cluster have no external addresses: as it says, or as a /28 of its own asks for. */
export function hasPrivateNodes({
  privateNodes,
  controlPlane,
}: Pick<ClusterSpec, 'privateNodes' | 'controlPlane'>): boolean | undefined {
  return privateNodes ?? (controlPlane?.kind === 'range' ? true : undefined);
}

/** Whether a gateway of a network is there for a cluster that may have private nodes. */
export function isServed(gateways: readonly NatGateway[], client: NatClient): boolean {
  return gateways.some((gateway) => divide(gateway, client).translated.length > 0);
}

/** The ranges of a cluster that a gateway translates, and those that it surely leaves out. */
function divide(gateway: NatGateway, client: NatClient): Pick<NatMember, 'translated' | 'left'> {
  const { spec, region } = client;
  const elsewhere =
    gateway.region !== undefined && region !== undefined && gateway.region !== region;
  if (elsewhere || hasPrivateNodes(spec) === false) return { translated: [], left: [] };
  const subnet = spec.ranges.nodes?.name;
  const ranges = natRangesOf(client);
  const those = (answer: boolean) =>
    ranges.filter((range) => isTranslated(gateway, range, subnet) === answer);
  return { translated: those(true), left: those(false) };
}

/** Pods of a routes-based cluster have no range of the subnet. */
function natRangesOf({ spec, routesBased }: NatClient): readonly NatClusterRange[] {
  const { nodes, pods, additionalPods } = spec.ranges;
  const podRanges = routesBased ? [] : [...(pods === undefined ? [] : [pods]), ...additionalPods];
  return [
    { role: 'node', range: nodes ?? {} },
    ...podRanges.map((range) => ({ role: 'pod', range }) as const),
  ];
}

/**
 * Whether the gateway translates a range of a subnet; `undefined` where that is not known: a range without
 * a name may be any that is listed.
 */
export function isTranslated(
  { ranges }: Pick<NatGateway, 'ranges'>,
  { role, range }: NatClusterRange,
  subnet: string | undefined,
): boolean | undefined {
  if (ranges === undefined) return undefined;
  if (ranges === 'all') return true;
  if (ranges === 'primary') return role === 'node';
  const answers = new Set(ranges.map((listed) => isListed(listed, { role, range }, subnet)));
  if (answers.has(true)) return true;
  return answers.has(undefined) ? undefined : false;
}

function isListed(
  listed: NatRange,
  { role, range }: NatClusterRange,
  subnet: string | undefined,
): boolean | undefined {
  if (listed.kind === 'block') return range.cidr && range.cidr.text === listed.cidr.text;
  if (listed.kind === 'subnet') return isSame(subnet, listed.name);
  const named = isSame(range.name, listed.name);
  if (listed.subnet === undefined) return named;
  if (role === 'node') return false;
  const inSubnet = isSame(subnet, listed.subnet);
  if (named === false || inSubnet === false) return false;
  return named && inSubnet;
}

/** `undefined` where the name is not known. */
function isSame(name: string | undefined, wanted: string): boolean | undefined {
  return name === undefined ? undefined : name === wanted;
}
