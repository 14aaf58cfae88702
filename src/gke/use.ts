/**
 * How much of each range its clusters take. Ranges may be shared: a node subnet by clusters, a Pod
 * range by the clusters that name it alike; their needs add up. They are summed once for each range, so
 * that thousands of clusters may share one.
 */
import { defined } from '../defined.ts';
import type { ClusterRange } from './cluster.ts';
import { blockDemand, fill, podGroups, usablePodAddresses, type PodGroup } from './pod-ranges.ts';
import type { ResolvedCluster } from './resolve.ts';
import { sharersAmong, type Sharers, type User } from './sharers.ts';

/** Addresses that one cluster takes of the ranges it uses, and what others take of the same. */
export interface ClusterUse {
  readonly cluster: ResolvedCluster;
  /** The clusters on its node subnet. */
  readonly nodeSharers: Sharers;
  /** Node addresses that the others take, as far as their nodes are known. */
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
  readonly sharers: Sharers;
}

/** The use of every range by the clusters of one network. */
export function useOfRanges(clusters: readonly ResolvedCluster[]): readonly ClusterUse[] {
  const nodes = nodeUse(clusters);
  const pods = podUse(clusters);
  return clusters.map((cluster) => {
    const { sharers, addresses, nodesKnown } = nodes(cluster);
    return {
      cluster,
      nodeSharers: sharers,
      otherNodeAddresses: addresses - nodeAddressesNeeded(cluster),
      nodesKnown,
      groups: pods.get(cluster) ?? [],
    };
  });
}

/** What all clusters on a node subnet take of it. */
interface SubnetUse {
  readonly sharers: Sharers;
  readonly addresses: number;
  readonly nodesKnown: boolean;
}

function nodeUse(clusters: readonly ResolvedCluster[]): (cluster: ResolvedCluster) => SubnetUse {
  const sharersOf = sharersAmong(clusters.map(userOfNodes));
  const known = new Map<Sharers, SubnetUse>();
  return (cluster) => {
    const sharers = sharersOf(userOfNodes(cluster));
    const use = known.get(sharers) ?? {
      sharers,
      addresses: sharers.reduce((sum, one) => sum + nodeAddressesNeeded(one), 0),
      nodesKnown: sharers.some(({ demand }) => demand.peakNodes !== undefined),
    };
    known.set(sharers, use);
    return use;
  };
}

/** Equal node ranges of one network are one subnet, unless their names say otherwise. */
function userOfNodes(cluster: ResolvedCluster): User {
  const { nodes } = cluster.spec.ranges;
  return { cluster, range: nodes?.cidr?.text, name: nodes?.name };
}

/** Addresses of the node subnet that a cluster takes, counting only nodes that are known. */
export function nodeAddressesNeeded({ demand, otherNodeAddresses }: ResolvedCluster): number {
  return (demand.peakNodes ?? 0) + otherNodeAddresses;
}

/** Equal Pod ranges of one network are one range only where both say its name. */
function userOfPods(cluster: ResolvedCluster, { name, cidr }: ClusterRange): User {
  const named = name !== undefined && cidr !== undefined;
  return { cluster, range: named ? `${cidr.text} ${name}` : undefined };
}

interface Placement {
  readonly cluster: ResolvedCluster;
  readonly group: PodGroup;
  readonly taken: readonly number[] | undefined;
}

function podUse(clusters: readonly ResolvedCluster[]): Map<ResolvedCluster, PodGroupUse[]> {
  const taken = new TakenOfPods();
  const placements = placeBlocks(clusters, taken);
  const sharersOf = sharersAmong(
    placements.flatMap(({ cluster, group }) =>
      group.ranges.map((range) => userOfPods(cluster, range)),
    ),
  );
  const uses = new Map<ResolvedCluster, PodGroupUse[]>(clusters.map((cluster) => [cluster, []]));
  for (const { cluster, group, taken: own } of placements) {
    const useOf = (range: ClusterRange, index: number): PodRangeUse => {
      const user = userOfPods(cluster, range);
      return {
        range,
        ...defined({ usable: usablePodAddresses(range, cluster), taken: own?.[index] }),
        takenByOthers: taken.near(user) - taken.by(user),
        sharers: sharersOf(user),
      };
    };
    uses.get(cluster)?.push({ ...group, uses: group.ranges.map(useOf) });
  }
  return uses;
}

/** Fills the groups with the fewest ranges first: the others can still go elsewhere. */
function placeBlocks(clusters: readonly ResolvedCluster[], taken: TakenOfPods): Placement[] {
  const order = clusters
    .flatMap((cluster) => podGroups(cluster).map((group) => ({ cluster, group })))
    .toSorted((a, b) => a.group.ranges.length - b.group.ranges.length);
  return order.map(({ cluster, group }) => {
    const demand = blockDemand(group.pools);
    const room = group.ranges.map(
      (range) =>
        (usablePodAddresses(range, cluster) ?? Infinity) - taken.near(userOfPods(cluster, range)),
    );
    const placement = { cluster, group, taken: demand && fill(room, demand) };
    taken.add(placement);
    return placement;
  });
}

/** Addresses taken of Pod ranges that clusters may share, summed while blocks are placed. */
class TakenOfPods {
  readonly #byRegion = new Sums<string | undefined>();
  readonly #byCluster = new Sums<ResolvedCluster>();

  /** A range that a group has twice is counted where it stands first. */
  add({ cluster, group, taken }: Placement): void {
    const ranges = group.ranges.map((range) => userOfPods(cluster, range).range);
    for (const [index, range] of ranges.entries()) {
      if (range === undefined || ranges.indexOf(range) !== index) continue;
      this.#byRegion.add(range, cluster.region, taken?.[index] ?? 0);
      this.#byCluster.add(range, cluster, taken?.[index] ?? 0);
    }
  }

  /** What all that may be on the same range take of it, the cluster itself included. */
  near({ cluster: { region }, range }: User): number {
    const sums = this.#byRegion.of(range);
    if (region !== undefined) return (sums.get(region) ?? 0) + (sums.get(undefined) ?? 0);
    return [...sums.values()].reduce((sum, one) => sum + one, 0);
  }

  /** What the cluster itself takes of the range. */
  by({ cluster, range }: User): number {
    return this.#byCluster.of(range).get(cluster) ?? 0;
  }
}

/** Sums of each range by some part of it. */
class Sums<Part> {
  readonly #sums = new Map<string, Map<Part, number>>();

  add(range: string, part: Part, addresses: number): void {
    const sums = this.#sums.get(range) ?? new Map<Part, number>();
    sums.set(part, (sums.get(part) ?? 0) + addresses);
    this.#sums.set(range, sums);
  }

  of(range: string | undefined): ReadonlyMap<Part, number> {
    return (range === undefined ? undefined : this.#sums.get(range)) ?? new Map<Part, number>();
  }
}
