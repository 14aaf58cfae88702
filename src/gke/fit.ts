/** How many clusters of one shape still fit into what is free of a network. */
import type { AddressSet } from '../net/address-set.ts';
import type { ClusterSpec, Network } from './cluster.ts';
import { rangeNeeds, type RangeNeed } from './needs.ts';
import { keptClear } from './occupancy.ts';
import { connectedTo } from './occupants.ts';
import { freeSpaces, isTooWide, type PlanOptions, type Spaces } from './plan.ts';
import { resolveCluster } from './resolve.ts';
import { addressesOf } from './sizing.ts';

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
  const blocked = keptClear(keepClear, keepClearTables).addresses;
  return networks.map((network) => {
    const ranges = rangeNeeds(resolveCluster(shape, network), minHeadroom);
    const free = freeSpaces(network, connectedTo(network, networks), blocked);
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
  let fits = 0;
  let fails = 1 + Math.floor(Math.min(...bySize));
  while (fails - fits > 1) {
    const copies = Math.floor((fits + fails) / 2);
    if (fit(free, order, copies)) fits = copies;
    else fails = copies;
  }
  return fits;
}

/** The scarcer space is filled first, so that what can go elsewhere does. */
function compareSpaces(a: AddressSet, b: AddressSet): number {
  return a.size < b.size ? -1 : Number(a.size > b.size);
}

/** Roles of the same space have the same set, which is taken from once. */
function fit(free: Spaces, needs: readonly RangeNeed[], copies: number): boolean {
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
}
