/**
 * Who has addresses in a network and what can reach it: the ranges that overlap rules compare and
 * that a plan keeps clear of. One range used twice (a shared subnet, a shared Pod range) is one.
 */
import { defined } from '../defined.ts';
import type { Cidr } from '../net/cidr.ts';
import type { NamedRange, Network } from './cluster.ts';
import { listNames } from './list-names.ts';
import type { RangeUse } from './range-use.ts';
import { compareText } from './compare-text.ts';
import { mayBeOneRegion, type ResolvedCluster } from './resolve.ts';

export interface Occupant extends NamedRange {
  readonly network?: Network;
  /** The clusters whose range it is. */
  readonly clusters: readonly ResolvedCluster[];
  /** Only to be kept clear of (`--used`, `--existing`): its own overlaps with the like don't matter. */
  readonly keepClear: boolean;
}

export interface UsedByCluster {
  readonly cluster: ResolvedCluster;
  readonly ranges: readonly RangeUse[];
}

/** Ranges of one network, clusters first, each once. */
export function occupantsOf(network: Network, uses: readonly UsedByCluster[]): readonly Occupant[] {
  const owned = ownedRanges(network, uses);
  const known = new Set(owned.map(identityOf));
  const others = network.ranges.filter((range) => {
    const identity = identityOf(range);
    if (identity === undefined) return true;
    const isNew = !known.has(identity);
    known.add(identity);
    return isNew;
  });
  return [
    ...owned,
    ...others.map((range) => ({ ...range, network, clusters: [], keepClear: false })),
  ];
}

/** A range of clusters while they are gathered. */
interface Shared {
  readonly range: RangeUse;
  readonly clusters: Set<ResolvedCluster>;
  readonly regions: Set<string | undefined>;
}

/**
 * Ranges of clusters; one that several share is one with all of them. A cluster without a location may
 * share with those of any region, but not with two: the order says with which.
 */
function ownedRanges(network: Network, uses: readonly UsedByCluster[]): readonly Occupant[] {
  const found = new Map<string, Shared[]>();
  for (const { cluster, ranges } of uses.toSorted(byRegionAndName))
    for (const range of ranges.filter(({ outsideVpc }) => !outsideVpc)) {
      const equals = found.get(range.cidr.text) ?? [];
      found.set(range.cidr.text, equals);
      const known = equals.find((other) => isSameRange(other, range, cluster));
      known?.clusters.add(cluster);
      known?.regions.add(cluster.region);
      if (known === undefined)
        equals.push({ range, clusters: new Set([cluster]), regions: new Set([cluster.region]) });
    }
  return [...found.values()].flat().map(({ range, clusters }) => ({
    ...asNamedRange(range),
    network,
    clusters: [...clusters],
    keepClear: false,
  }));
}

function byRegionAndName(a: UsedByCluster, b: UsedByCluster): number {
  return compareText(regionAndName(a), regionAndName(b));
}

/** Regions are in lower case, so that an unknown one comes last. */
function regionAndName({ cluster: { region = '~', spec } }: UsedByCluster): string {
  return `${region} ${spec.name}`;
}

/**
 * What a range that no cluster uses has in common with the same range from another input: its block
 * and its name, or the block alone of a control plane. Without a name it is no other's.
 */
function identityOf({ role, name, cidr }: NamedRange): string | undefined {
  if (role === 'control-plane') return cidr.text;
  return name === undefined ? undefined : `${cidr.text} ${name}`;
}

function asNamedRange({ role, name, cidr, where }: RangeUse): NamedRange {
  return {
    role,
    cidr,
    ...defined({ name, where }),
  };
}

/**
 * Whether two equal blocks of clusters of one network are one range: a node subnet or a named Pod
 * range that they share, one control-plane block twice (a rule of its own), or one range in two roles
 * of a cluster (another rule).
 */
function isSameRange(a: Shared, b: RangeUse, cluster: ResolvedCluster): boolean {
  const { role, name } = a.range;
  const sameName = name !== undefined && name === b.name;
  if (a.clusters.has(cluster)) return sameName || role !== b.role;
  if (role !== b.role || role === 'service') return false;
  if (role === 'control-plane') return true;
  if (![...a.regions].every((region) => mayBeOneRegion(region, cluster.region))) return false;
  return sameName || (role === 'node' && (name === undefined || b.name === undefined));
}

/**
 * For each network those whose addresses must not overlap with its own, whichever side says so, in the
 * order given.
 */
export function connectionsOf(
  networks: readonly Network[],
): ReadonlyMap<Network, readonly Network[]> {
  const byName = new Map<string, number[]>();
  networks.forEach(({ name }, index) => {
    const namesakes = byName.get(name);
    if (namesakes === undefined) byName.set(name, [index]);
    else namesakes.push(index);
  });
  const connected = networks.map(() => new Set<number>());
  networks.forEach((network, index) => {
    for (const other of network.connected.flatMap((name) => byName.get(name) ?? [])) {
      connected[index]?.add(other);
      connected[other]?.add(index);
    }
  });
  return new Map(
    networks.map((network, index) => [
      network,
      [...(connected[index] ?? [])]
        .filter((other) => other !== index)
        .toSorted((a, b) => a - b)
        .flatMap((other) => networks[other] ?? []),
    ]),
  );
}

/** A few words that tell the range from others: `Pods of prod (pods, 10.4.0.0/14)`. */
export function labelOf({
  role,
  name,
  cidr,
  clusters,
}: Pick<Occupant, 'role' | 'name' | 'clusters'> & { readonly cidr: Cidr }): string {
  const owner = listNames(clusters.map(({ spec }) => spec.name));
  const what = owner === '' ? (name ?? roleNames[role]) : `${roleNames[role]} of ${owner}`;
  const details = owner !== '' && name !== undefined ? `${name}, ${cidr.text}` : cidr.text;
  return `${what} (${details})`;
}

const roleNames = {
  node: 'nodes',
  pod: 'Pods',
  service: 'Services',
  'control-plane': 'control plane',
  'on-premises': 'on-premises range',
  peer: 'range of a peer',
  'private-services-access': 'private services access',
  'proxy-only': 'proxy-only subnet',
  'private-service-connect': 'Private Service Connect',
  'load-balancer': 'load balancers',
  other: 'range',
} as const satisfies Record<NamedRange['role'], string>;
