/** Shorthands that rules share: walking the landscape, and optional places without `undefined`. */
import type { SourceLocation } from '../errors.ts';
import type { ClusterView, Landscape, NetworkView } from '../gke/landscape.ts';
import { networkKey } from '../gke/cluster.ts';
import { compareText } from '../gke/compare-text.ts';
import type { Occupancy } from '../gke/occupancy.ts';
import type { Occupant } from '../gke/occupants.ts';
import type { AddressSet } from '../net/address-set.ts';
import type { RangeUse } from '../gke/range-use.ts';
import type { ResolvedCluster } from '../gke/resolve.ts';
import type { Cidr } from '../net/cidr.ts';
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
  return once(all, ({ cluster, range }) =>
    range.sharedWith.length === 0
      ? undefined
      : [
          networkKey(cluster.view.network),
          range.role,
          range.cidr.text,
          ...ownersOf({ cluster, range }),
        ],
  );
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

/** The names of the clusters that share a range. */
export function ownersOf({ cluster, range }: InUse): readonly string[] {
  return [cluster.cluster.spec.name, ...range.sharedWith].toSorted();
}

/** The same as clusters: of those with such a name, the ones that have one of these ranges. */
export function sharersOf(
  { cluster, view }: InNetwork,
  owners: readonly string[],
  ranges: readonly { readonly role: RangeUse['role']; readonly cidr: Cidr }[],
): readonly ResolvedCluster[] {
  if (owners.length < 2) return [cluster];
  const has = (other: ClusterView) =>
    other.ranges.some((one) =>
      ranges.some(({ role, cidr }) => role === one.role && cidr.text === one.cidr.text),
    );
  return view.clusters
    .filter((other) => owners.includes(other.cluster.spec.name) && has(other))
    .map((other) => other.cluster);
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
