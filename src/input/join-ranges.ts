/** Which block a cluster means by the name of a subnet or of a secondary range. */
import type {
  ClusterRange,
  ClusterSpec,
  Ipv6Ranges,
  NamedRange,
  Network,
  NotChecked,
} from '../gke/cluster.ts';
import { regionOf } from '../gke/resolve.ts';
import { quote } from '../net/cidr-error.ts';
import { defined } from '../defined.ts';
import { groupBy } from './group-by.ts';

/** Ranges of the subnets of one network by their name. */
type RangeIndex = ReadonlyMap<string | undefined, readonly NamedRange[]>;

function indexByName(ranges: readonly NamedRange[]): RangeIndex {
  return groupBy(ranges.filter(isOfSubnet), ({ name }) => name);
}

function isOfSubnet({ subnet }: NamedRange): boolean {
  return subnet !== undefined;
}

/** The clusters of a network with the blocks of the ranges that they name. */
export function joinClusters(
  clusters: readonly ClusterSpec[],
  ranges: readonly NamedRange[],
): readonly ClusterSpec[] {
  const ofSubnets = ranges.filter(({ secondary }) => secondary !== true);
  const primary = indexByName(ofSubnets.filter(({ cidr }) => cidr.family === 4));
  const ipv6 = indexByName(ofSubnets.filter(({ cidr }) => cidr.family === 6));
  const ofSecondary = ranges.filter((range) => range.secondary === true);
  const secondary = indexByName(ofSecondary);
  const subnets = {
    byBlock: groupBy(ofSubnets.filter(isOfSubnet), ({ cidr }): string | undefined => cidr.text),
    secondaries: groupBy(ofSecondary, subnetKey),
  };
  return clusters.map((cluster) => {
    const { nodes, pods, additionalPods, services } = cluster.ranges;
    const region = regionOf(cluster.location);
    const ofSubnet = (range: ClusterRange) =>
      withBlock(range, secondary, defined({ region, subnet: nodes?.name }));
    const joined = {
      ...cluster,
      ranges: {
        ...defined({
          nodes: nodes && withBlock(nodes, primary, defined({ region })),
          pods: pods && ofSubnet(pods),
          services: typeof services === 'object' ? ofSubnet(services) : services,
        }),
        additionalPods: additionalPods.map(ofSubnet),
      },
      ...(cluster.ipv6 === undefined
        ? {}
        : { ipv6: withSubnet(cluster.ipv6, nodes, ipv6, defined({ region })) }),
    };
    return namedByBlocks(joined, subnets);
  });
}

interface Subnets {
  /** Their primary ranges. */
  readonly byBlock: ReadonlyMap<string | undefined, readonly NamedRange[]>;
  /** Their secondary ranges, by {@link subnetKey}. */
  readonly secondaries: ReadonlyMap<string, readonly NamedRange[]>;
}

function subnetKey({ subnet, region }: NamedRange): string {
  return JSON.stringify([subnet, region]);
}

/**
 * A cluster of blocks alone, of variables or a spec, lives in the one subnet that has its node range and its Pod
 * range. One of the two alone may as well be taken by somebody else.
 */
function namedByBlocks(cluster: ClusterSpec, { byBlock, secondaries }: Subnets): ClusterSpec {
  const { nodes, pods, services } = cluster.ranges;
  if (!isNameless(nodes) || !isNameless(pods)) return cluster;
  const region = regionOf(cluster.location);
  const [own, ...others] = (byBlock.get(nodes.cidr?.text) ?? [])
    .filter((range) => agree(range.region, region))
    .map((primary) => ({
      primary,
      beside: namesByBlock(secondaries.get(subnetKey(primary)) ?? []),
    }))
    .filter(({ beside }) => beside.has(pods.cidr?.text));
  if (own === undefined || others.length > 0) return cluster;
  const named = (range: ClusterRange) => ({
    ...range,
    ...defined({ name: own.beside.get(range.cidr?.text) }),
  });
  return {
    ...cluster,
    ranges: {
      ...cluster.ranges,
      nodes: { ...nodes, ...defined({ name: own.primary.name }) },
      pods: named(pods),
      ...(typeof services === 'object' && isNameless(services)
        ? { services: named(services) }
        : {}),
    },
  };
}

function isNameless(range: ClusterRange | undefined): range is ClusterRange {
  return range?.cidr !== undefined && range.name === undefined;
}

function namesByBlock(
  ranges: readonly NamedRange[],
): ReadonlyMap<string | undefined, string | undefined> {
  return new Map(ranges.map(({ cidr, name }) => [cidr.text, name]));
}

/** What is known of the range beside its name. */
type Owner = Pick<NamedRange, 'region' | 'subnet'>;

/** Takes the block of the one range that is meant; where several may be meant, none. */
function withBlock(range: ClusterRange, index: RangeIndex, owner: Owner): ClusterRange {
  if (range.cidr !== undefined || range.name === undefined) return range;
  const candidates = (index.get(range.name) ?? []).filter(
    (each) => agree(each.region, owner.region) && agree(each.subnet, owner.subnet),
  );
  const [first] = candidates;
  if (first === undefined || candidates.some(({ cidr }) => cidr.text !== first.cidr.text)) {
    return range;
  }
  const { byName: _, ...known } = range;
  return { ...known, cidr: first.cidr, ...defined({ where: first.where ?? range.where }) };
}

/** Nodes and Pods have their IPv6 addresses in the subnet of the nodes, whatever input says its range. */
function withSubnet(
  ipv6: Ipv6Ranges,
  subnet: ClusterRange | undefined,
  index: RangeIndex,
  owner: Owner,
): Ipv6Ranges {
  if (ipv6.nodes !== undefined || subnet?.name === undefined) return ipv6;
  const { name, where } = subnet;
  const nodes = withBlock({ name, ...defined({ where }) }, index, owner);
  return nodes.cidr === undefined ? ipv6 : { ...ipv6, nodes };
}

function agree(a: string | undefined, b: string | undefined): boolean {
  return a === undefined || b === undefined || a === b;
}

/** The subnet that GKE makes for the endpoint of a control plane with a /28 of its own. */
export const endpointSubnet = /^gke-.*-pe-subnet$/;

/**
 * The ranges that neither a cluster uses nor `others` repeat, by block and name: one that a cluster uses
 * is the cluster's, and would overlap with itself.
 */
export function rangesLeft(
  ranges: readonly NamedRange[],
  clusters: readonly ClusterSpec[],
  others: readonly NamedRange[] = [],
): readonly NamedRange[] {
  const used = new Set([...clusters.flatMap(rangesOf), ...others].flatMap(identity));
  const controlPlanes = new Set(clusters.flatMap(controlPlaneBlock));
  return ranges.filter((range) => {
    const endpoint = endpointSubnet.test(range.subnet ?? '') && controlPlanes.has(range.cidr.text);
    return !endpoint && !identity(range).some((each) => used.has(each));
  });
}

/** Block and name; nothing where one of them is not known. */
function identity({ cidr, name }: Pick<ClusterRange, 'cidr' | 'name'>): readonly string[] {
  return name === undefined || cidr === undefined ? [] : [`${cidr.text} ${name}`];
}

function controlPlaneBlock({ controlPlane }: ClusterSpec): readonly string[] {
  return controlPlane?.kind === 'range' ? [controlPlane.cidr.text] : [];
}

/** Every range that a cluster has or names. */
export function rangesOf({ ranges, ipv6 }: ClusterSpec): readonly ClusterRange[] {
  const { nodes, pods, additionalPods, services } = ranges;
  const all = [nodes, pods, ...additionalPods, services, ipv6?.nodes, ipv6?.services];
  return all.filter((range) => typeof range === 'object');
}

/** Ranges that nobody describes, of running clusters or given by name. One that is still to be planned is no such thing. */
export function unknownRanges({ clusters }: Pick<Network, 'clusters'>): readonly NotChecked[] {
  return clusters.flatMap((cluster) => [
    ...rangesOf(cluster)
      .filter(({ byName }) => cluster.exists === true || byName === true)
      .filter(({ cidr, name }) => cidr === undefined && name !== undefined)
      .map((range) => unknownRange(cluster, range)),
    ...unknownIpv6(cluster),
  ]);
}

const unknownBlock = 'no input says which block it has: add the list of subnets of its network';

function unknownRange(cluster: ClusterSpec, range: ClusterRange): NotChecked {
  const kind = range === cluster.ranges.nodes ? 'subnet' : 'secondary range';
  return {
    what: `${kind} ${quote(range.name ?? '')} of cluster ${quote(cluster.name)}`,
    reason: unknownBlock,
    ...defined({ where: range.where }),
  };
}

function unknownIpv6({ name, exists, ipv6, where }: ClusterSpec): readonly NotChecked[] {
  if (exists !== true || ipv6 === undefined || ipv6.nodes !== undefined) return [];
  const what = `IPv6 range of the subnet of cluster ${quote(name)}`;
  return [{ what, reason: unknownBlock, ...defined({ where }) }];
}
