/** How many clusters of one shape still fit into what is free of a network. */
import { AddressSet } from '../net/address-set.ts';
import { blocksThatFit, withoutBlocks, type BlockCounts } from '../net/block-counts.ts';
import { addressBits } from '../net/cidr.ts';
import type { ClusterSpec, Network } from './cluster.ts';
import { rangeNeeds, type RangeNeed } from './needs.ts';
import { keptClear } from './occupancy.ts';
import { connectionsOf } from './occupants.ts';
import { isTooWide, type PlanOptions } from './plan.ts';
import { resolveCluster } from './resolve.ts';
import { freeSetOf, freeSpaceOf, oncePer, spacesClearOf, type Spaces } from './spaces.ts';

export interface Fit {
  readonly network: Network;
  /** Clusters that fit beside each other, each with all of `ranges`. */
  readonly clusters: number;
  /** What each of them takes of the network; nothing where GKE manages or routes all of it. */
  readonly ranges: readonly RangeNeed[];
}

/** For each network, how many clusters like `shape` could be placed there. */
export function clustersThatFit(
  networks: readonly Network[],
  shape: ClusterSpec,
  { keepClear = [], minHeadroom = 0 }: PlanOptions = {},
): readonly Fit[] {
  const spacesOf = spacesClearOf(keptClear(keepClear));
  const connections = connectionsOf(networks);
  return networks.map((network) => {
    const ranges = rangeNeeds(resolveCluster(shape, network), minHeadroom);
    const free = spacesOf(network, connections.get(network) ?? []);
    return { network, clusters: mostCopies(free, ranges), ranges };
  });
}

/** By bisection: what fits k times fits k − 1 times. */
function mostCopies(spaces: Spaces, needs: readonly RangeNeed[]): number {
  if (needs.some((need) => isTooWide(need))) return 0;
  const countsIn = oncePer((space: AddressSet) => freeSpaceOf(space, spaces.taken).counts());
  const roomFor = ({ role }: RangeNeed, prefixLength: number) =>
    blocksThatFit(countsIn(spaces.whole[role]), prefixLength);
  // The scarcer space is filled first, so that what can go elsewhere does.
  const order = needs.toSorted(
    (a, b) =>
      roomFor(a, addressBits[4]) - roomFor(b, addressBits[4]) || a.prefixLength - b.prefixLength,
  );
  const fit = areApart(spaces)
    ? fitterByCounts(spaces, countsIn, order)
    : fitterBySets(spaces, order);
  let fits = 0;
  let fails = 1 + Math.min(...needs.map((need) => roomFor(need, need.prefixLength)));
  while (fails - fits > 1) {
    const copies = Math.floor((fits + fails) / 2);
    if (fit(copies)) fits = copies;
    else fails = copies;
  }
  return fits;
}

/** Whether so many copies of all needs fit beside each other. */
type Fitter = (copies: number) => boolean;

/** Whether any two spaces are the same or share nothing: then where a block is taken makes no difference. */
function areApart({ whole }: Spaces): boolean {
  const spaces = [...new Set(Object.values(whole))];
  return spaces.every((space, index) =>
    spaces.slice(index + 1).every((other) => space.intersect(other).size === 0n),
  );
}

function fitterByCounts(
  { whole }: Spaces,
  countsIn: (space: AddressSet) => BlockCounts,
  needs: readonly RangeNeed[],
): Fitter {
  return (copies) => {
    const left = new Map<AddressSet, BlockCounts>();
    return needs.every(({ role, prefixLength }) => {
      const space = whole[role];
      const rest = withoutBlocks(left.get(space) ?? countsIn(space), prefixLength, copies);
      if (rest !== undefined) left.set(space, rest);
      return rest !== undefined;
    });
  };
}

/** Roles of the same space have the same set, which is taken from once. */
function fitterBySets({ whole, taken }: Spaces, needs: readonly RangeNeed[]): Fitter {
  const narrowest = Math.max(...needs.map(({ prefixLength }) => prefixLength));
  const freeIn = oncePer((space: AddressSet) => widerParts(freeSetOf(space, taken), narrowest));
  const free = { node: freeIn(whole.node), pod: freeIn(whole.pod), service: freeIn(whole.service) };
  return (copies) => {
    let left = free;
    return needs.every(({ role, prefixLength }) => {
      const source = left[role];
      const many = source.takeMany(4, prefixLength, copies);
      if (many === undefined) return false;
      const without = (space: AddressSet) =>
        space === source ? many.rest : space.subtract(many.taken);
      left = { node: without(left.node), pod: without(left.pod), service: without(left.service) };
      return true;
    });
  };
}

/** A set without its blocks that are too narrow for anything: among many ranges that is most of them. */
function widerParts(set: AddressSet, narrowest: number): AddressSet {
  return AddressSet.of(set.blocks().filter(({ prefixLength }) => prefixLength <= narrowest));
}
