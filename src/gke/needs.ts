/** Which ranges of a cluster a plan has to place, and how wide each must be at least. */
import type { ClusterRange } from './cluster.ts';
import { creationNeed } from './creation.ts';
import { limitOf } from './limits.ts';
import {
  blockDemand,
  fill,
  podGroups,
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
  /** Addresses needed at the peak; absent where a default size is taken. */
  readonly needed?: number;
  /** The longest prefix that holds them and that GKE accepts; negative where IPv4 has no such block. */
  readonly prefixLength: number;
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
  const creation = atCreation(cluster)?.nodeAddresses ?? 0;
  const reserved = limitOf('node-range-reserved-addresses').value;
  const prefixLength = Math.min(
    nodePrefixFor(Math.max(needed, creation)),
    prefixFor(withHeadroom(needed + reserved, minHeadroom)),
    limitOf('node-range-longest-prefix').value,
  );
  return [
    { role: 'node', name: spec.ranges.nodes?.name ?? `${spec.name}-nodes`, needed, prefixLength },
  ];
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

/** The first range without a block takes what the given ones leave; further ones the least. */
function missingOfGroup(
  cluster: ResolvedCluster,
  group: PodGroup,
  own: boolean,
  minHeadroom: number,
): RangeNeed[] {
  const missing = group.ranges.filter((range) => range.cidr === undefined);
  const given = group.ranges.filter((range) => range.cidr !== undefined);
  const room = given.map((range) => usablePodAddresses(range, cluster) ?? 0);
  const needed = remaining(room, blockDemand(group.pools) ?? []);
  const creation = own ? remaining(room, creationDemand(cluster)) : 0;
  return missing.map((range, index) => {
    const share = index === 0 ? needed : 0;
    return {
      role: 'pod' as const,
      name: range.name ?? `${cluster.spec.name}-pods`,
      needed: share,
      prefixLength: podPrefix(cluster, share, index === 0 ? creation : 0, minHeadroom),
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

function podPrefix(
  cluster: ResolvedCluster,
  needed: number,
  creation: number,
  minHeadroom: number,
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
  if (needed === undefined)
    return [{ role: 'service', name, prefixLength: limitOf('service-range-default-prefix').value }];
  const prefixLength = Math.min(
    servicePrefixFor(needed),
    prefixFor(withHeadroom(needed, minHeadroom)),
    limitOf('service-range-longest-prefix').value,
  );
  return [{ role: 'service', name, needed, prefixLength }];
}

/** Only where the zones are known: a guess must not widen a plan. */
function atCreation(cluster: ResolvedCluster) {
  const need = creationNeed(cluster);
  return need?.zonesKnown === true ? need : undefined;
}
