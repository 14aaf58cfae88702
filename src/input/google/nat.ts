/**
 * Gateways of Cloud NAT: https://cloud.google.com/compute/docs/reference/rest/v1/routers, which the
 * provider's google_compute_router_nat names in snake case.
 */
import { defined } from '../../defined.ts';
import type { Network } from '../../gke/cluster.ts';
import type { NatGateway, NatRange, NatRanges } from '../../gke/nat.ts';
import {
  blocks,
  count,
  isGiven,
  isTrue,
  items,
  leaveOut,
  leaveOutUnknown,
  type Part,
  placeAt,
  placesOf,
  text,
  unknownAt,
} from './attributes.ts';
import { emptyNetwork, networkOf } from './networks.ts';
import {
  isData,
  namedBy,
  nameOf,
  referenceAmong,
  regionOf,
  type ResourceIndex,
  targetOf,
} from './references.ts';
import type { GoogleResource } from './resource.ts';

export const routerType = 'google_compute_router';

/** How a document writes what the provider writes in snake case, and how it names a subnet. */
export interface NatWords {
  readonly spell: (key: string) => string;
  /** `undefined` where nobody knows which subnet it is. */
  readonly subnetAt: (part: Part) => string | undefined;
}

/** The network of one gateway, which is that of its router. */
export function readRouterNat(
  nat: GoogleResource,
  index: ResourceIndex,
  exists: boolean,
): readonly Network[] {
  const written = referenceAmong(index, nat, 'router');
  if (isData(nat) && !isGiven(nat, 'source_subnetwork_ip_ranges_to_nat')) {
    return leaveOut(nat, 'Terraform looks the NAT gateway up when it runs') ?? [];
  }
  const router = written === undefined ? undefined : targetOf(index, written, routerType);
  if (router === undefined) {
    const why = unknownAt(nat, 'router')?.why ?? 'its router is not described here';
    return leaveOut(nat, `${why}, so it is in no network here`, 'router') ?? [];
  }
  const gateway = readGateway(nat, {
    spell: (key) => key,
    subnetAt: (part) => {
      const subnet = referenceAmong(index, part, 'name');
      return subnet === undefined ? undefined : namedBy(index, subnet);
    },
  });
  if (gateway === undefined) return [];
  const own = { name: nameOf(nat), ...defined({ region: regionOf(nat) ?? regionOf(router) }) };
  return [
    {
      ...emptyNetwork(networkOf(index, router), nat),
      nat: [{ ...gateway, ...own, ...(exists ? { exists } : {}) }],
    },
  ];
}

/** What a gateway says of itself; `undefined` for one of Private NAT, which takes no external address. */
export function readGateway(part: Part, words: NatWords): NatGateway | undefined {
  const { spell } = words;
  if (text(part, spell('type')) === 'PRIVATE') return undefined;
  const fields = {
    addresses: [part, spell('nat_ips')],
    minPortsPerVm: [part, spell('min_ports_per_vm')],
    maxPortsPerVm: [part, spell('max_ports_per_vm')],
    dynamicPortAllocation: [part, spell('enable_dynamic_port_allocation')],
    ranges: [part, spell('source_subnetwork_ip_ranges_to_nat')],
  } as const;
  leaveOutUnknown(...fields.dynamicPortAllocation);
  return {
    name: text(part, 'name') ?? 'nat',
    ...defined({
      addresses: addressesOf(part, spell),
      minPortsPerVm: count(...fields.minPortsPerVm) || undefined,
      maxPortsPerVm: count(...fields.maxPortsPerVm) || undefined,
      ranges: rangesOf(part, words),
    }),
    dynamicPortAllocation: isTrue(...fields.dynamicPortAllocation),
    where: placeAt(part),
    places: placesOf(fields),
  };
}

/** Without addresses Cloud NAT takes its own. */
function addressesOf(part: Part, spell: NatWords['spell']): NatGateway['addresses'] {
  const [option, addresses] = [spell('nat_ip_allocate_option'), spell('nat_ips')];
  for (const key of [option, addresses]) {
    const unknown = unknownAt(part, key);
    if (unknown !== undefined) return leaveOut(part, unknown.why, key);
  }
  const given = items(part, addresses).length;
  if (text(part, option) === 'AUTO_ONLY' || (given === 0 && !isGiven(part, option))) return 'auto';
  return given;
}

const wholeSubnets: Readonly<Record<string, NatRanges>> = {
  ALL_SUBNETWORKS_ALL_IP_RANGES: 'all',
  ALL_SUBNETWORKS_ALL_PRIMARY_IP_RANGES: 'primary',
};

function rangesOf(part: Part, words: NatWords): NatRanges | undefined {
  const key = words.spell('source_subnetwork_ip_ranges_to_nat');
  leaveOutUnknown(part, key);
  const source = text(part, key);
  if (source === undefined || Object.hasOwn(wholeSubnets, source)) {
    return source === undefined ? undefined : wholeSubnets[source];
  }
  const list = ['subnetwork', 'subnetworks'].find((each) => isGiven(part, each)) ?? 'subnetwork';
  const unknown = unknownAt(part, list);
  if (unknown !== undefined) return leaveOut(part, unknown.why, list);
  const listed = blocks(part, list).map((subnet) => rangesIn(subnet, words));
  return listed.every((each) => each !== undefined) ? listed.flat() : undefined;
}

function rangesIn(part: Part, { spell, subnetAt }: NatWords): readonly NatRange[] | undefined {
  const name = subnetAt(part);
  if (name === undefined) return leaveOut(part, 'nobody knows which subnet it is', 'name');
  const sources = items(part, spell('source_ip_ranges_to_nat'));
  const secondary = items(part, spell('secondary_ip_range_names'));
  const known = [...sources, ...secondary].every((each) => typeof each === 'string');
  if (!known || unknownAt(part, spell('secondary_ip_range_names')) !== undefined) {
    return leaveOut(part, 'nobody knows which of its ranges are translated');
  }
  if (sources.includes('ALL_IP_RANGES')) return [{ kind: 'subnet', name }];
  return [
    ...(sources.includes('PRIMARY_IP_RANGE') ? [{ kind: 'named', name } as const] : []),
    ...secondary.map((range) => ({ kind: 'named', name: String(range), subnet: name }) as const),
  ];
}
