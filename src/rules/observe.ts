/** Shorthands that rules share: walking the landscape, and optional places without `undefined`. */
import type { SourceLocation } from '../errors.ts';
import type { ClusterView, Landscape, NetworkView } from '../gke/landscape.ts';
import { networkKey } from '../gke/cluster.ts';
import { compareText } from '../gke/compare-text.ts';
import type { Occupancy } from '../gke/occupancy.ts';
import type { Occupant } from '../gke/occupants.ts';
import { listNames } from '../gke/list-names.ts';
import type { RangeUse } from '../gke/range-use.ts';
import { ownerNames, type Sharers } from '../gke/sharers.ts';
import type { AddressSet } from '../net/address-set.ts';
import type { Observation } from './rule.ts';

export interface InNetwork extends ClusterView {
  readonly view: NetworkView;
}

/** Every cluster with its network. */
export function clustersOf({ networks }: Landscape): readonly InNetwork[] {
  return networks.flatMap((view) => view.clusters.map((cluster) => ({ ...cluster, view })));
}

export interface InUse {
  readonly cluster: InNetwork;
  readonly range: RangeUse;
}

/** Every range that clusters use, once also where several share it. */
export function rangesInUse(landscape: Landscape): readonly InUse[] {
  const all = clustersByName(landscape).flatMap((cluster) =>
    cluster.ranges.map((range) => ({ cluster, range })),
  );
  const ownersKey = keysOfOwners();
  return once(all, ({ cluster, range: { role, cidr, sharers } }) =>
    sharers.length === 1
      ? undefined
      : [networkKey(cluster.view.network), role, cidr.text, ownersKey(sharers)],
  );
}

/** A short key for the same names; what thousands share is read once. */
export function keysOfOwners(): (sharers: Sharers) => string {
  const known = new Map<Sharers, string>();
  const keys = new Map<string, string>();
  return (sharers) => {
    const found = known.get(sharers);
    if (found !== undefined) return found;
    const text = JSON.stringify(ownerNames(sharers));
    const key = keys.get(text) ?? String(keys.size);
    keys.set(text, key);
    known.set(sharers, key);
    return key;
  };
}

/** Clusters sorted, so that what several share is told of the same one in any order of the input. */
export function clustersByName(landscape: Landscape): readonly InNetwork[] {
  return clustersOf(landscape).toSorted((a, b) =>
    compareText(a.cluster.spec.name, b.cluster.spec.name),
  );
}

/** The first of all with the same key; whatever has no key stays. */
export function once<T>(
  all: readonly T[],
  keyOf: (one: T) => readonly string[] | undefined,
): readonly T[] {
  const seen = new Set<string>();
  return all.filter((one) => {
    const key = keyOf(one);
    if (key === undefined) return true;
    const text = JSON.stringify(key);
    const first = !seen.has(text);
    seen.add(text);
    return first;
  });
}

/** The clusters that share a range, by name. */
export function ownersOf({ sharers }: Pick<RangeUse, 'sharers'>): string {
  return listNames(ownerNames(sharers));
}

/** Why neither fewer Pods per node nor another range helps a routes-based cluster. */
export const oneRoutedRange =
  'a routes-based cluster has one Pod range, and a /24 of it for each node';

/** Every range that has an address of a set: of each network, and those that concern all of them. */
export function occupantsIn(
  { networks, keepClear }: Landscape,
  set: AddressSet,
): readonly Occupant[] {
  const all: readonly Occupancy[] = [...networks.map(({ occupancy }) => occupancy), keepClear];
  return all.flatMap((occupancy) => occupancy.overlapping(set));
}

/** A place for an observation; nothing where it is not known. */
export function at(where: SourceLocation | undefined): Pick<Observation, 'where'> {
  return where === undefined ? {} : { where };
}

/** Names and CIDRs by which a suppression can mean these ranges. */
export function names(
  ...ranges: readonly { readonly name?: string; readonly cidr: { readonly text: string } }[]
): Pick<Observation, 'ranges'> {
  return {
    ranges: ranges.flatMap(({ name, cidr }) =>
      name === undefined ? [cidr.text] : [name, cidr.text],
    ),
  };
}

/** Whose ranges these are: the clusters, and the networks that have them. */
export function whose(
  ...ranges: readonly Pick<Occupant, 'clusters' | 'network'>[]
): Pick<Observation, 'clusters' | 'networks'> {
  return {
    clusters: [...new Set(ranges.flatMap(({ clusters }) => clusters))],
    networks: [...new Set(ranges.flatMap(({ network }) => network ?? []))],
  };
}
