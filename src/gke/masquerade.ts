/**
 * Whether Pods keep their own address towards a destination or get that of their node. A list of the
 * ip-masq-agent counts before the cluster's own setting, and that before GKE's default list.
 *
 * https://cloud.google.com/kubernetes-engine/docs/concepts/ip-masquerade-agent
 */
import { AddressSet } from '../net/address-set.ts';
import { parseCidr } from '../net/cidr.ts';
import type { ClusterSpec, NamedRange, OtherRole } from './cluster.ts';
import type { Landscape, NetworkView } from './landscape.ts';
import { defaultNonMasquerade, linkLocal, type ReservedRange } from './reserved-ranges.ts';

/** Which list decides; with `off` Pods keep their address everywhere. */
export type MasqueradeList = 'default' | 'custom' | 'off';

export function masqueradeListOf({ masquerade }: Pick<ClusterSpec, 'masquerade'>): MasqueradeList {
  if (masquerade?.nonMasqueradeCidrs !== undefined) return 'custom';
  return masquerade?.disableDefaultSnat === true ? 'off' : 'default';
}

const everywhere = AddressSet.of([parseCidr('0.0.0.0/0')]);
const byDefault = AddressSet.of([...defaultNonMasquerade, linkLocal].map(({ cidr }) => cidr));

/** IPv4 destinations towards which the Pods of a cluster keep their own address. */
export function keptTowards(spec: Pick<ClusterSpec, 'masquerade'>): AddressSet {
  const list = masqueradeListOf(spec);
  if (list === 'default') return byDefault;
  if (list === 'off') return everywhere;
  return AddressSet.of([...(spec.masquerade?.nonMasqueradeCidrs ?? []), linkLocal.cidr]);
}

/** Who Pods talk to: a range, or a connected network with all that has addresses there. */
export interface Destination {
  readonly name: string;
  readonly role: OtherRole | 'connected';
  /** Absent for a network. */
  readonly range?: NamedRange;
  readonly addresses: AddressSet;
}

/** A destination of many scattered blocks has no more than these listed. */
const listedBlocks = 20;

/** What a destination sees of Pods. */
export interface Seen {
  readonly destination: Destination;
  /** Whose address it sees; `both` where that depends on the address of the destination. */
  readonly source: 'pod' | 'node' | 'both';
  /** How many of its addresses see the node. */
  readonly nodeAddresses: bigint;
  /** The first blocks of them, in order. */
  readonly nodeBlocks: readonly string[];
  readonly why: string;
}

/** Others are only of interest where somebody asks about masquerading. */
const outside = new Set<string>(['on-premises', 'peer', 'private-services-access']);

/**
 * IPv4 destinations of a network's clusters. Ranges of inventories are not listed by themselves, but
 * they are part of the connected network that has them.
 */
export function destinationsOf(
  { network, connected }: NetworkView,
  { networks, keepClear }: Landscape,
): readonly Destination[] {
  const ranges = [...network.ranges, ...keepClear.listed].flatMap(destinationOf);
  const others = networks.filter((other) => connected.includes(other.network));
  return [
    ...ranges,
    ...others
      .map(({ network: { name }, occupancy }) => ({
        name,
        role: 'connected' as const,
        addresses: occupancy.addresses.intersect(everywhere),
      }))
      .filter(({ addresses }) => addresses.size > 0n),
  ];
}

function destinationOf(range: NamedRange): readonly Destination[] {
  const { role, name, cidr, secondary } = range;
  const isClusters =
    role === 'node' || role === 'pod' || role === 'service' || role === 'control-plane';
  if (isClusters || role === 'proxy-only' || secondary === true || cidr.family !== 4) return [];
  return [{ name: name ?? cidr.text, role, range, addresses: AddressSet.of([cidr]) }];
}

/** What each destination sees of a cluster's Pods: of all where it says how it masquerades. */
export function seenBy(
  spec: Pick<ClusterSpec, 'masquerade'>,
  destinations: readonly Destination[],
): readonly Seen[] {
  const kept = keptTowards(spec);
  const list = masqueradeListOf(spec);
  return destinations
    .filter(
      ({ role }) => spec.masquerade !== undefined || role === 'connected' || outside.has(role),
    )
    .map((destination) => {
      const { addresses } = destination;
      const asNode = addresses.subtract(kept);
      const nodeAddresses = asNode.size;
      const source = sourceOf(addresses.size, nodeAddresses);
      const nodeBlocks = asNode.texts().slice(0, listedBlocks);
      return {
        destination,
        source,
        nodeAddresses,
        nodeBlocks,
        why: reasons[list](source, addresses),
      };
    });
}

function sourceOf(addresses: bigint, nodeAddresses: bigint): Seen['source'] {
  if (nodeAddresses === 0n) return 'pod';
  return nodeAddresses === addresses ? 'node' : 'both';
}

const customReasons = {
  pod: 'in nonMasqueradeCIDRs',
  node: 'not in nonMasqueradeCIDRs',
  both: 'partly in nonMasqueradeCIDRs',
} as const;

const reasons: Readonly<
  Record<MasqueradeList, (source: Seen['source'], addresses: AddressSet) => string>
> = {
  off: () => 'source NAT of GKE is off, and no list says otherwise',
  custom: (source) => customReasons[source],
  default: (source, addresses) => {
    const listed = [...defaultNonMasquerade, linkLocal].filter(({ cidr }) =>
      addresses.overlaps(cidr),
    );
    const inside = `in ${listed.map(entryText).join(', ')} of the default list`;
    if (source === 'pod') return inside;
    const left = 'public addresses, which the default list leaves out';
    return source === 'node' ? left : `partly ${inside}; the rest are ${left}`;
  },
};

function entryText({ cidr, name }: ReservedRange): string {
  return `${cidr.text} (${name})`;
}

export interface ClusterMasquerade {
  readonly list: MasqueradeList;
  readonly seen: readonly Seen[];
}

/** For each cluster of a network, in its order; nothing where neither a setting nor a destination is said. */
export function masqueradeIn(
  view: NetworkView,
  landscape: Landscape,
): readonly (ClusterMasquerade | undefined)[] {
  if (view.clusters.length === 0) return [];
  const destinations = destinationsOf(view, landscape);
  const known = new Map<unknown, readonly Seen[]>();
  return view.clusters.map(({ cluster: { spec } }) => {
    const seen = known.get(spec.masquerade) ?? seenBy(spec, destinations);
    known.set(spec.masquerade, seen);
    if (spec.masquerade === undefined && seen.length === 0) return undefined;
    return { list: masqueradeListOf(spec), seen };
  });
}
