/** Which ranges of a cluster a plan has to place, and how wide each must be at least. */
import { defined } from '../defined.ts';
import type { Cidr } from '../net/cidr.ts';
import type { ClusterRange, ClusterSpec } from './cluster.ts';
import { creationNeed } from './creation.ts';
import { limitOf } from './limits.ts';
import {
  blockDemand,
  fill,
  podGroups,
  prefixLengthOf,
  usablePodAddresses,
  type BlockDemand,
  type PodGroup,
} from './pod-ranges.ts';
import type { ResolvedCluster } from './resolve.ts';
import {
  nodePrefixFor,
  prefixFor,
  routesBasedServiceAddresses,
  servicePrefixFor,
} from './sizing.ts';

export type PlannedRole = 'node' | 'pod' | 'service';

export interface RangeNeed {
  readonly role: PlannedRole;
  readonly name: string;
  /** Addresses needed at the peak; absent where a default size is taken, or the size that is asked for. */
  readonly needed?: number;
  /** The longest prefix that holds them and that GKE accepts; negative where IPv4 has no such block. */
  readonly prefixLength: number;
  /** Bits of room that are wished beside a node range. */
  readonly room?: number;
}

/** A range that there is no space for. */
export interface Unplaced extends RangeNeed {
  readonly cluster: ClusterSpec;
  /** The largest block that is free for the role, absent where nothing is. */
  readonly largestFree?: Cidr;
  /** GKE accepts no range that wide for the role, whatever is free. */
  readonly tooWide: boolean;
}

/** The ranges that a cluster still needs. `minHeadroom`: percent that must stay free. */
export function rangeNeeds(cluster: ResolvedCluster, minHeadroom = 0): readonly RangeNeed[] {
  return [
    ...nodeNeed(cluster, minHeadroom),
    ...podNeeds(cluster, minHeadroom),
    ...serviceNeed(cluster, minHeadroom),
  ];
}

/** Addresses of a range of which `needed` may take what the headroom leaves. */
function withHeadroom(needed: number, minHeadroom: number): number {
  return Math.ceil((needed * 100) / (100 - minHeadroom));
}

function nodeNeed(cluster: ResolvedCluster, minHeadroom: number): RangeNeed[] {
  const { spec, demand } = cluster;
  if (spec.ranges.nodes?.cidr !== undefined || demand.peakNodes === undefined) return [];
  const needed = demand.peakNodes + cluster.otherNodeAddresses;
  const prefixLength = spec.ranges.nodes?.prefixLength ?? nodePrefix(cluster, needed, minHeadroom);
  const name = spec.ranges.nodes?.name ?? `${spec.name}-nodes`;
  const { room } = cluster.network;
  return [{ role: 'node', name, needed, prefixLength, ...defined({ room }) }];
}

/** The primary range for so many node addresses. */
export function nodePrefix(cluster: ResolvedCluster, needed: number, minHeadroom = 0): number {
  const creation = atCreation(cluster)?.nodeAddresses ?? 0;
  const reserved = limitOf('node-range-reserved-addresses').value;
  return Math.min(
    nodePrefixFor(Math.max(needed, creation)),
    prefixFor(withHeadroom(needed + reserved, minHeadroom)),
    limitOf('node-range-longest-prefix').value,
  );
}

function podNeeds(cluster: ResolvedCluster, minHeadroom: number): RangeNeed[] {
  return podGroups(withPodRanges(cluster)).flatMap((group, index) =>
    missingOfGroup(cluster, group, index === 0, minHeadroom),
  );
}

/** The cluster with a named place for its own Pod range and for each range that a pool names. */
export function withPodRanges(cluster: ResolvedCluster): ResolvedCluster {
  const { name: clusterName, ranges, nodePools } = cluster.spec;
  const known = new Set([ranges.pods, ...ranges.additionalPods].map((range) => range?.name));
  const asked = new Set(nodePools.flatMap(({ podRange }) => podRange ?? []));
  const listed = [
    ...ranges.additionalPods,
    ...[...asked].filter((name) => !known.has(name)).map((name) => ({ name })),
  ];
  const taken = new Set([...asked, ...known]);
  const pods = named(ranges.pods ?? {}, `${clusterName}-pods`, 1, taken);
  const additionalPods = listed.map((range, index) =>
    named(range, `${clusterName}-pods`, index + 2, taken),
  );
  return { ...cluster, spec: { ...cluster.spec, ranges: { ...ranges, pods, additionalPods } } };
}

/** A range to plan gets the next name that is not taken: `prod-pods`, `prod-pods-2`, and so on. */
function named(
  range: ClusterRange,
  base: string,
  number: number,
  taken: Set<string | undefined>,
): ClusterRange {
  if (range.cidr !== undefined || range.name !== undefined) return range;
  const name = number === 1 ? base : `${base}-${number}`;
  if (taken.has(name)) return named(range, base, number + 1, taken);
  taken.add(name);
  return { ...range, name };
}

/** A size that is asked for stays. The first range without one takes what the others leave; further ones the least. */
function missingOfGroup(
  cluster: ResolvedCluster,
  group: PodGroup,
  own: boolean,
  minHeadroom: number,
): RangeNeed[] {
  const missing = group.ranges.filter((range) => range.cidr === undefined);
  const given = group.ranges.filter((range) => prefixLengthOf(range) !== undefined);
  const room = given.map((range) => usablePodAddresses(range, cluster) ?? 0);
  const needed = remaining(room, blockDemand(group.pools) ?? []);
  const creation = own ? remaining(room, creationDemand(cluster)) : 0;
  const open = missing.find((range) => range.prefixLength === undefined);
  return missing.map((range) => {
    const need = { role: 'pod' as const, name: range.name ?? `${cluster.spec.name}-pods` };
    if (range.prefixLength !== undefined) return { ...need, prefixLength: range.prefixLength };
    const [share, start] = range === open ? [needed, creation] : [0, 0];
    return {
      ...need,
      needed: share,
      prefixLength: podPrefix(cluster, share, start, minHeadroom),
    };
  });
}

/** Addresses of the blocks that there is no room for. */
function remaining(room: readonly number[], demand: readonly BlockDemand[]): number {
  return fill([...room, 0], demand).at(-1) ?? 0;
}

function creationDemand(cluster: ResolvedCluster): readonly BlockDemand[] {
  const { blockPrefixLength } = cluster;
  const blocks = atCreation(cluster)?.nodes ?? 0;
  return [{ prefixLength: blockPrefixLength, blocks }];
}

/** The Pod range for so many addresses of blocks, and for those that the creation takes. */
export function podPrefix(
  cluster: ResolvedCluster,
  needed: number,
  creation: number,
  minHeadroom = 0,
): number {
  const services = cluster.routesBased ? routesBasedServiceAddresses() : 0;
  const longest = cluster.routesBased ? 'routes-based-longest-prefix' : 'pod-range-longest-prefix';
  return Math.min(
    prefixFor(Math.max(needed, creation) + services),
    prefixFor(withHeadroom(needed, minHeadroom) + services),
    limitOf(longest).value,
  );
}

function serviceNeed(
  { spec, demand, routesBased }: ResolvedCluster,
  minHeadroom: number,
): RangeNeed[] {
  const { services } = spec.ranges;
  if (routesBased || services === 'google-managed' || services?.cidr !== undefined) return [];
  const name = services?.name ?? `${spec.name}-services`;
  const needed = demand.services;
  const prefixLength = services?.prefixLength ?? servicePrefix(needed, minHeadroom);
  return [{ role: 'service', name, ...defined({ needed }), prefixLength }];
}

/** The Services range for so many Services; GKE's default size where nobody says how many. */
export function servicePrefix(needed: number | undefined, minHeadroom = 0): number {
  if (needed === undefined) return limitOf('service-range-default-prefix').value;
  return Math.min(
    servicePrefixFor(needed),
    prefixFor(withHeadroom(needed, minHeadroom)),
    limitOf('service-range-longest-prefix').value,
  );
}

/** Only where the zones are known: a guess must not widen a plan. */
export function atCreation(cluster: ResolvedCluster) {
  const need = creationNeed(cluster);
  return need?.zonesKnown === true ? need : undefined;
}
