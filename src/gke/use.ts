/**
 * How much of each range its clusters take. Ranges may be shared: a node subnet by clusters, a Pod
 * range by the clusters that name it alike; their needs add up.
 */
import { defined } from '../defined.ts';
import type { ClusterRange } from './cluster.ts';
import { blockDemand, fill, podGroups, usablePodAddresses, type PodGroup } from './pod-ranges.ts';
import { mayShareSubnet, type ResolvedCluster } from './resolve.ts';

/** Addresses that one cluster takes of the ranges it uses, and what others take of the same. */
export interface ClusterUse {
  readonly cluster: ResolvedCluster;
  /** Names of other clusters on the same node subnet. */
  readonly nodeSharers: readonly string[];
  /** Node addresses that those take, as far as their nodes are known. */
  readonly otherNodeAddresses: number;
  /** Whether the nodes of any cluster on the subnet are known. */
  readonly nodesKnown: boolean;
  readonly groups: readonly PodGroupUse[];
}

export interface PodGroupUse extends PodGroup {
  /** For each range of the group. */
  readonly uses: readonly PodRangeUse[];
}

export interface PodRangeUse {
  readonly range: ClusterRange;
  /** Absent while the range has no size. */
  readonly usable?: number;
  /** What this cluster takes; absent where the nodes of none of its pools are known. */
  readonly taken?: number;
  /** What other clusters take of the same range. */
  readonly takenByOthers: number;
  readonly sharers: readonly string[];
}

/** The use of every range by the clusters of one network. */
export function useOfRanges(clusters: readonly ResolvedCluster[]): readonly ClusterUse[] {
  const pods = podUse(clusters);
  const byNodes = groupByBlock(clusters, ({ spec }) => [spec.ranges.nodes]);
  return clusters.map((cluster) => {
    const sharers = atBlock(byNodes, cluster.spec.ranges.nodes).filter(
      (other) => other !== cluster && shareNodes(cluster, other),
    );
    return {
      cluster,
      nodeSharers: sharers.map(({ spec }) => spec.name),
      otherNodeAddresses: sharers.reduce((sum, other) => sum + nodeAddressesNeeded(other), 0),
      nodesKnown: [cluster, ...sharers].some(({ demand }) => demand.peakNodes !== undefined),
      groups: pods.get(cluster) ?? [],
    };
  });
}

/** Things by the blocks of their ranges: only equal blocks can be one range. */
type ByBlock<T> = Map<string, T[]>;

function groupByBlock<T>(
  things: readonly T[],
  rangesOf: (thing: T) => readonly (ClusterRange | undefined)[],
): ByBlock<T> {
  const groups: ByBlock<T> = new Map();
  for (const thing of things) addAtBlocks(groups, thing, rangesOf(thing));
  return groups;
}

function addAtBlocks<T>(
  groups: ByBlock<T>,
  thing: T,
  ranges: readonly (ClusterRange | undefined)[],
): void {
  for (const text of new Set(ranges.flatMap((range) => range?.cidr?.text ?? []))) {
    const group = groups.get(text);
    if (group === undefined) groups.set(text, [thing]);
    else group.push(thing);
  }
}

function atBlock<T>(groups: ByBlock<T>, range: ClusterRange | undefined): readonly T[] {
  return groups.get(range?.cidr?.text ?? '') ?? [];
}

/** Addresses of the node subnet that a cluster takes, counting only nodes that are known. */
export function nodeAddressesNeeded({ demand, otherNodeAddresses }: ResolvedCluster): number {
  return (demand.peakNodes ?? 0) + otherNodeAddresses;
}

/** Equal node ranges of one network are one subnet, unless their names say otherwise. */
function shareNodes(a: ResolvedCluster, b: ResolvedCluster): boolean {
  return mayShareSubnet(a, b) && sameRange(a.spec.ranges.nodes, b.spec.ranges.nodes, true);
}

/** Equal Pod ranges of one network are one range only where both say its name. */
export function sharePods(a: ClusterRange, b: ClusterRange): boolean {
  return sameRange(a, b, false);
}

function sameRange(a?: ClusterRange, b?: ClusterRange, evenUnnamed = false): boolean {
  if (a?.cidr === undefined || a.cidr.text !== b?.cidr?.text) return false;
  if (a.name === undefined || b.name === undefined) return evenUnnamed;
  return a.name === b.name;
}

interface Placement {
  readonly cluster: ResolvedCluster;
  readonly group: PodGroup;
  readonly taken: readonly number[] | undefined;
}

/** Fills the groups with the fewest ranges first: the others can still go elsewhere. */
function podUse(clusters: readonly ResolvedCluster[]): Map<ResolvedCluster, PodGroupUse[]> {
  const order = clusters
    .flatMap((cluster) => podGroups(cluster).map((group) => ({ cluster, group })))
    .toSorted((a, b) => a.group.ranges.length - b.group.ranges.length);
  const placements: ByBlock<Placement> = new Map();
  const placed = order.map(({ cluster, group }) => {
    const demand = blockDemand(group.pools);
    const room = group.ranges.map(
      (range) =>
        (usablePodAddresses(range, cluster) ?? Infinity) -
        takenOf(range, placedNear(cluster, atBlock(placements, range))),
    );
    const placement = { cluster, group, taken: demand && fill(room, demand) };
    addAtBlocks(placements, placement, group.ranges);
    return placement;
  });
  const uses = new Map<ResolvedCluster, PodGroupUse[]>(clusters.map((cluster) => [cluster, []]));
  for (const placement of placed)
    uses.get(placement.cluster)?.push(groupUse(placement, placements));
  return uses;
}

/** What may be in the same Pod range as the blocks of a cluster. */
function placedNear(cluster: ResolvedCluster, placements: readonly Placement[]) {
  return placements.filter((other) => mayShareSubnet(cluster, other.cluster));
}

function takenOf(range: ClusterRange, placements: readonly Placement[]): number {
  return placements.reduce((sum, { group, taken }) => {
    const index = group.ranges.findIndex((other) => other === range || sharePods(other, range));
    return sum + (index === -1 ? 0 : (taken?.[index] ?? 0));
  }, 0);
}

function groupUse(own: Placement, placements: ByBlock<Placement>): PodGroupUse {
  return {
    ...own.group,
    uses: own.group.ranges.map((range, index) => {
      const usable = usablePodAddresses(range, own.cluster);
      const taken = own.taken?.[index];
      const near = placedNear(own.cluster, atBlock(placements, range));
      const others = near.filter(({ cluster }) => cluster !== own.cluster);
      const sharers = others.filter(({ group }) =>
        group.ranges.some((other) => sharePods(other, range)),
      );
      return {
        range,
        ...defined({ usable, taken }),
        takenByOthers: takenOf(range, others),
        sharers: [...new Set(sharers.map(({ cluster }) => cluster.spec.name))],
      };
    }),
  };
}
