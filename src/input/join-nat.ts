/** NAT gateways of several inputs: each once, in its network. */
import { defined } from '../defined.ts';
import { networkKey, type Network, type NotChecked } from '../gke/cluster.ts';
import type { NatGateway } from '../gke/nat.ts';
import { quote } from '../net/cidr-error.ts';
import { groupByIdentity } from './group-by.ts';

/** The gateways of the parts of one network; what one input leaves out another one says. */
export function mergeNat(networks: readonly Network[]): Pick<Network, 'nat'> {
  const gateways = networks.flatMap(({ nat = [] }) => nat);
  if (gateways.length === 0) return {};
  const groups = groupByIdentity(gateways, ({ name, region }) => ({ name, scope: region }));
  return { nat: groups.flatMap((group) => mergeGateways(group)) };
}

/** Gateways of one name are one: a network has each name once in a region. The first counts. */
function mergeGateways(group: readonly NatGateway[]): readonly NatGateway[] {
  const [first, ...others] = group;
  if (first === undefined) return [];
  const later = others.toReversed();
  const places = [...later, first].map((gateway) => Object.entries(gateway.places ?? {}));
  const merged: NatGateway = Object.assign({}, ...later, first);
  return [{ ...merged, places: Object.fromEntries(places.flat()) }];
}

export interface PlacedNat {
  readonly networks: readonly Network[];
  readonly notChecked: readonly NotChecked[];
}

/**
 * Puts gateways that do not say their network into the only one there is; where there is none or may be
 * several, they are not checked.
 */
export function placeNat(networks: readonly Network[]): PlacedNat {
  const loose = networks.filter(isLoose);
  if (loose.length === 0) return { networks, notChecked: [] };
  const homes = networks.filter((network) => !isLoose(network) && network.undescribed !== true);
  const [home] = homes;
  if (home !== undefined && new Set(homes.map(networkKey)).size === 1) {
    const { name, project } = home;
    const placed = (network: Network): Network => {
      const { unnamed: _, ...rest } = network;
      return { ...rest, name, ...defined({ project }) };
    };
    return {
      networks: networks.map((network) => (isLoose(network) ? placed(network) : network)),
      notChecked: [],
    };
  }
  return {
    networks: networks.filter((network) => !isLoose(network)),
    notChecked: loose.flatMap(({ nat = [] }) => nat.map((gateway) => unplaced(gateway))),
  };
}

/** Nothing but gateways of a network that nobody names. */
function isLoose({ nat, unnamed, undescribed }: Network): boolean {
  return nat !== undefined && unnamed === true && undescribed === true;
}

function unplaced({ name, where }: NatGateway): NotChecked {
  return {
    what: `NAT gateway ${quote(name)}`,
    reason:
      'it does not say in which network it is: give what "gcloud compute routers list" prints',
    ...defined({ where }),
  };
}
