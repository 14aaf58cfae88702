/**
 * What an on-premises network has to be told of a VPC network over Cloud Router. Cloud Router advertises
 * the subnet ranges of its own network, primary and secondary, by itself; everything else is a custom
 * route.
 *
 * https://cloud.google.com/network-connectivity/docs/router/concepts/overview
 */
import { defined } from '../defined.ts';
import type { AddressSet } from '../net/address-set.ts';
import { overlaps, type Cidr } from '../net/cidr.ts';
import type { ClusterRole, NamedRange } from './cluster.ts';
import type { ClusterView, Landscape, NetworkView } from './landscape.ts';
import { keptTowards } from './masquerade.ts';
import type { RangeUse } from './range-use.ts';
import { classE } from './reserved-ranges.ts';

/** A range that an on-premises network has, and the VPC network that reaches it directly. */
export interface OnPremises {
  readonly range: NamedRange;
  readonly network: string;
}

export interface Advertisement {
  readonly role: ClusterRole;
  readonly name?: string;
  readonly cidr: Cidr;
  readonly clusters: readonly string[];
  /** `when-reached`: only where on-premises opens the connections. */
  readonly advertise: 'always' | 'when-reached' | 'never';
  readonly why: string;
}

export interface Hybrid {
  readonly onPremises: readonly OnPremises[];
  readonly advertised: readonly Advertisement[];
}

/**
 * The IPv4 ranges on-premises that a network reaches: its own, those of networks connected with it, and
 * those that every network keeps clear of.
 */
export function onPremisesOf(
  { network, connected }: NetworkView,
  { keepClear }: Pick<Landscape, 'keepClear'>,
): readonly OnPremises[] {
  const own = { name: network.name, ranges: [...network.ranges, ...keepClear.listed] };
  return [own, ...connected].flatMap(({ name, ranges }) =>
    ranges
      .filter(({ role, cidr }) => role === 'on-premises' && cidr.family === 4)
      .map((range) => ({ range, network: name })),
  );
}

/** Whether a range has addresses that nobody outside Google Cloud can be told of. */
export function isClassE(cidr: Cidr): boolean {
  return overlaps(cidr, classE.cidr);
}

/** Ranges on-premises towards which Pods keep some of their own addresses. */
export function keptOnPremises(
  { cluster }: ClusterView,
  onPremises: readonly OnPremises[],
): readonly OnPremises[] {
  const kept: AddressSet = keptTowards(cluster.spec);
  return onPremises.filter(({ range }) => kept.overlaps(range.cidr));
}

/** Nothing where no network on-premises is said, or nothing could be advertised to it. */
export function hybridOf(view: NetworkView, landscape: Landscape): Hybrid | undefined {
  const onPremises = onPremisesOf(view, landscape);
  if (onPremises.length === 0) return undefined;
  const advertised = new Map<string, Advertisement>();
  for (const one of view.clusters)
    for (const range of one.ranges) {
      const found = advertisementOf(one, range, onPremises);
      const key = JSON.stringify([found.role, found.cidr.text, found.name]);
      advertised.set(key, together(advertised.get(key), found));
    }
  return advertised.size === 0 ? undefined : { onPremises, advertised: [...advertised.values()] };
}

/** A range that several clusters share is advertised where one of them needs it. */
function together(known: Advertisement | undefined, found: Advertisement): Advertisement {
  if (known === undefined) return found;
  const { advertise, why } = known.advertise === 'when-reached' ? found : known;
  return { ...known, advertise, why, clusters: [...known.clusters, ...found.clusters] };
}

function advertisementOf(
  one: ClusterView,
  { role, name, cidr }: RangeUse,
  onPremises: readonly OnPremises[],
): Advertisement {
  return {
    role,
    ...defined({ name }),
    cidr,
    clusters: [one.cluster.spec.name],
    ...verdictOf(role, cidr, () => keptOnPremises(one, onPremises).length > 0),
  };
}

function verdictOf(
  role: ClusterRole,
  cidr: Cidr,
  keepsAddresses: () => boolean,
): Pick<Advertisement, 'advertise' | 'why'> {
  if (role === 'service')
    return { advertise: 'never', why: 'its addresses exist in the nodes only' };
  if (isClassE(cidr))
    return { advertise: 'never', why: `${classE.cidr.text} is not routed outside Google Cloud` };
  if (role === 'node')
    return { advertise: 'always', why: 'nodes and internal load balancers answer from it' };
  if (role === 'control-plane')
    return {
      advertise: 'when-reached',
      why: 'a custom route, exported to the peering of the control plane',
    };
  return keepsAddresses()
    ? { advertise: 'always', why: 'Pods keep their address towards on-premises' }
    : { advertise: 'when-reached', why: 'Pods reach on-premises with the address of their node' };
}
