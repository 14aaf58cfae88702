/** The twin of `useOfRanges`: every cluster asks every other one what it takes. */
import type { ClusterRange } from '../../src/gke/cluster.ts';
import {
  blockDemand,
  fill,
  podGroups,
  usablePodAddresses,
  type PodGroup,
} from '../../src/gke/pod-ranges.ts';
import { mayShareSubnet, type ResolvedCluster } from '../../src/gke/resolve.ts';
import { nodeAddressesNeeded } from '../../src/gke/use.ts';

interface Placement {
  readonly cluster: ResolvedCluster;
  readonly group: PodGroup;
  readonly taken: readonly number[] | undefined;
}

/** With the names of others in the place of all that share. */
export function usesSlowly(clusters: readonly ResolvedCluster[]) {
  const placements = place(clusters);
  return clusters.map((cluster) => {
    const others = clusters.filter((other) => other !== cluster && shareNodes(cluster, other));
    return {
      nodeSharers: others.map(({ spec }) => spec.name),
      otherNodeAddresses: others.reduce((sum, other) => sum + nodeAddressesNeeded(other), 0),
      nodesKnown: [cluster, ...others].some(({ demand }) => demand.peakNodes !== undefined),
      groups: placements
        .filter((own) => own.cluster === cluster)
        .map((own) =>
          own.group.ranges.map((range, index) => podUse(own, range, index, placements)),
        ),
    };
  });
}

function place(clusters: readonly ResolvedCluster[]): readonly Placement[] {
  const placed: Placement[] = [];
  const order = clusters
    .flatMap((cluster) => podGroups(cluster).map((group) => ({ cluster, group })))
    .toSorted((a, b) => a.group.ranges.length - b.group.ranges.length);
  for (const { cluster, group } of order) {
    const demand = blockDemand(group.pools);
    const near = placed.filter((other) => mayShareSubnet(cluster, other.cluster));
    const room = group.ranges.map(
      (range) => (usablePodAddresses(range, cluster) ?? Infinity) - takenOf(range, near),
    );
    placed.push({ cluster, group, taken: demand && fill(room, demand) });
  }
  return placed;
}

function podUse(own: Placement, range: ClusterRange, index: number, all: readonly Placement[]) {
  const others = all.filter(
    ({ cluster }) => cluster !== own.cluster && mayShareSubnet(cluster, own.cluster),
  );
  const sharers = others.filter(({ group }) => group.ranges.some((one) => sharePods(one, range)));
  return {
    taken: own.taken?.[index],
    takenByOthers: takenOf(range, others),
    sharers: [...new Set(sharers.map(({ cluster }) => cluster.spec.name))],
  };
}

function takenOf(range: ClusterRange, placements: readonly Placement[]): number {
  return placements.reduce((sum, { group, taken }) => {
    const index = group.ranges.findIndex((other) => other === range || sharePods(other, range));
    return sum + (index === -1 ? 0 : (taken?.[index] ?? 0));
  }, 0);
}

/** Equal node ranges of one network are one subnet, unless their names say otherwise. */
function shareNodes(a: ResolvedCluster, b: ResolvedCluster): boolean {
  const [one, other] = [a.spec.ranges.nodes, b.spec.ranges.nodes];
  if (one?.cidr === undefined || one.cidr.text !== other?.cidr?.text) return false;
  const named = one.name !== undefined && other.name !== undefined;
  return mayShareSubnet(a, b) && (!named || one.name === other.name);
}

/** Equal Pod ranges of one network are one range only where both say its name. */
function sharePods(a: ClusterRange, b: ClusterRange): boolean {
  return (
    a.cidr !== undefined &&
    a.cidr.text === b.cidr?.text &&
    a.name !== undefined &&
    a.name === b.name
  );
}
