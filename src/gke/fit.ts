/** How many clusters of one shape still fit into what is free of a network. */
import type { AddressSet } from '../net/address-set.ts';
import { countBlocks, withoutBlocks } from '../net/block-counts.ts';
import type { ClusterSpec, Network } from './cluster.ts';
import { rangeNeeds, type RangeNeed } from './needs.ts';
import { keptClear } from './occupancy.ts';
import { connectedTo } from './occupants.ts';
import { isTooWide, type PlanOptions } from './plan.ts';
import { resolveCluster } from './resolve.ts';
import { addressesOf } from './sizing.ts';
import { spacesClearOf, type Spaces } from './spaces.ts';

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
  { keepClear = [], keepClearTables, minHeadroom = 0 }: PlanOptions = {},
): readonly Fit[] {
  const spacesOf = spacesClearOf(keptClear(keepClear, keepClearTables).addresses);
  return networks.map((network) => {
    const ranges = rangeNeeds(resolveCluster(shape, network), minHeadroom);
    const free = spacesOf(network, connectedTo(network, networks));
    return { network, clusters: mostCopies(free, ranges), ranges };
  });
}

/** By bisection: what fits k times fits k − 1 times. */
function mostCopies(free: Spaces, needs: readonly RangeNeed[]): number {
  if (needs.some((need) => isTooWide(need))) return 0;
  const order = needs.toSorted(
    (a, b) => compareSpaces(free[a.role], free[b.role]) || a.prefixLength - b.prefixLength,
  );
  const bySize = needs.map(
    ({ role, prefixLength }) => Number(free[role].size) / addressesOf(prefixLength),
  );
  const fit = areApart(free) ? fitterByCounts(free, order) : fitterBySets(free, order);
  let fits = 0;
  let fails = 1 + Math.floor(Math.min(...bySize));
  while (fails - fits > 1) {
    const copies = Math.floor((fits + fails) / 2);
    if (fit(copies)) fits = copies;
    else fails = copies;
  }
  return fits;
}

/** The scarcer space is filled first, so that what can go elsewhere does. */
function compareSpaces(a: AddressSet, b: AddressSet): number {
  return a.size < b.size ? -1 : Number(a.size > b.size);
}

/** Whether so many copies of all needs fit beside each other. */
type Fitter = (copies: number) => boolean;

/** Whether any two spaces are the same or share nothing: then it makes no difference where a block is taken. */
function areApart(free: Spaces): boolean {
  const spaces = [...new Set(Object.values(free))];
  return spaces.every((space, index) =>
    spaces.slice(index + 1).every((other) => space.intersect(other).size === 0n),
  );
}

function fitterByCounts(free: Spaces, needs: readonly RangeNeed[]): Fitter {
  const counts = new Map(Object.values(free).map((space) => [space, countBlocks(space)]));
  return (copies) => {
    const left = new Map(counts);
    return needs.every(({ role, prefixLength }) => {
      const rest = withoutBlocks(left.get(free[role]) ?? [], prefixLength, copies);
      if (rest === undefined) return false;
      left.set(free[role], rest);
      return true;
    });
  };
}

/** Roles of the same space have the same set, which is taken from once. */
function fitterBySets(free: Spaces, needs: readonly RangeNeed[]): Fitter {
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
