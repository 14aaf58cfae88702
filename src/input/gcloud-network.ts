/**
 * Subnets, networks and reserved addresses as `gcloud compute networks subnets list`, `gcloud compute
 * networks list` and `gcloud compute addresses list` print them:
 * https://cloud.google.com/compute/docs/reference/rest/v1/subnetworks, .../networks and .../addresses
 */
import type { NamedRange, Network } from '../gke/cluster.ts';
import { defined } from '../defined.ts';
import { cidrOf } from './cidr-text.ts';
import { anyAt, cidrAt, countAt, ipv6At, itemsAt, type Reading, skip, textAt } from './reading.ts';
import { resourceName, segmentOf } from './resource-path.ts';
import { isMap, type Route } from './route.ts';
import { purposeOf } from './subnet-purpose.ts';

const subnetFields = ['network', 'region', 'selfLink', 'gatewayAddress'];
const networkFields = ['autoCreateSubnetworks', 'routingConfig', 'peerings'];

/** Where a subnet says its IPv6 range: one of them, or the first beside one of the others. */
const ipv6Fields = ['ipv6CidrRange', 'internalIpv6Prefix', 'externalIpv6Prefix'];

/** A subnet of IPv6 alone has no IPv4 range. */
export function isSubnet(value: unknown): boolean {
  if (!isMap(value) || !('ipCidrRange' in value || hasIpv6(value))) return false;
  return subnetFields.some((field) => field in value);
}

/** Whether a subnet has an IPv6 range. */
export function hasIpv6(subnet: Readonly<Record<string, unknown>>): boolean {
  return ipv6Fields.some((field) => field in subnet);
}

export function isNetwork(value: unknown): boolean {
  if (!isMap(value) || typeof value['name'] !== 'string') return false;
  return value['kind'] === 'compute#network' || networkFields.some((field) => field in value);
}

export function isAddress(value: unknown): boolean {
  return isMap(value) && value['kind'] === 'compute#address';
}

/** The network of one subnet, with its primary and secondary ranges. */
export function readSubnet(reading: Reading, route: Route): Network {
  const path = textAt(reading, [...route, 'network']) ?? 'default';
  const selfLink = textAt(reading, [...route, 'selfLink']);
  return {
    ...bareNetwork(resourceName(path)),
    ...defined({ project: segmentOf(path, 'projects') ?? segmentOf(selfLink, 'projects') }),
    ranges: [
      primaryRange(reading, route),
      ...secondaryRanges(reading, route),
      ...ipv6Ranges(reading, route),
    ].flatMap((range) => range ?? []),
    where: reading.document.locate(route),
  };
}

export function bareNetwork(name: string): Network {
  const nothing = { within: [], podsWithin: [], servicesWithin: [], connected: [] };
  return { name, ...nothing, ranges: [], clusters: [] };
}

/** The subnet that a range belongs to; a list of usable subnets has its path alone. */
function subnetOf(reading: Reading, route: Route): Pick<NamedRange, 'subnet' | 'region'> {
  const region = textAt(reading, [...route, 'region']);
  const path = textAt(reading, [...route, 'selfLink']) ?? textAt(reading, [...route, 'subnetwork']);
  const name = textAt(reading, [...route, 'name']) ?? (path && resourceName(path));
  return defined({
    subnet: name,
    region: region === undefined ? segmentOf(path, 'regions') : resourceName(region),
  });
}

function primaryRange(reading: Reading, route: Route): NamedRange | undefined {
  const cidr = cidrAt(reading, [...route, 'ipCidrRange']);
  if (cidr === undefined) return undefined;
  const owner = subnetOf(reading, route);
  return {
    ...purposeOf(anyAt(reading, [...route, 'purpose']), anyAt(reading, [...route, 'role'])),
    ...defined({ name: owner.subnet }),
    cidr,
    ...owner,
    where: reading.document.locate([...route, 'ipCidrRange']),
  };
}

function secondaryRanges(reading: Reading, route: Route): readonly NamedRange[] {
  return itemsAt(reading, [...route, 'secondaryIpRanges']).flatMap((item): NamedRange[] => {
    const cidr = cidrAt(reading, [...item, 'ipCidrRange']);
    if (cidr === undefined) return [];
    const name = textAt(reading, [...item, 'rangeName']);
    const where = reading.document.locate(item);
    const owner = subnetOf(reading, route);
    return [{ role: 'other', ...defined({ name }), cidr, ...owner, secondary: true, where }];
  });
}

/** Each block once: the API says the same range in two fields. */
function ipv6Ranges(reading: Reading, route: Route): readonly NamedRange[] {
  const found = new Map<string, NamedRange>();
  for (const field of ipv6Fields) {
    const cidr = ipv6At(reading, [...route, field]);
    if (cidr === undefined || found.has(cidr.text)) continue;
    const owner = subnetOf(reading, route);
    const where = reading.document.locate([...route, field]);
    found.set(cidr.text, {
      role: 'other',
      ...defined({ name: owner.subnet }),
      cidr,
      ...owner,
      where,
    });
  }
  return [...found.values()];
}

/** The network of a range that is reserved for private services access; other addresses are in subnets. */
export function readAddress(reading: Reading, route: Route): Network | undefined {
  const at = (...keys: Route) => [...route, ...keys];
  if (textAt(reading, at('purpose')) !== 'VPC_PEERING') return undefined;
  const path = textAt(reading, at('network')) ?? 'default';
  const project =
    segmentOf(path, 'projects') ?? segmentOf(textAt(reading, at('selfLink')), 'projects');
  const range = reservedRange(reading, route);
  return {
    ...bareNetwork(resourceName(path)),
    ...defined({ project }),
    ranges: range === undefined ? [] : [range],
    where: reading.document.locate(route),
  };
}

function reservedRange(reading: Reading, route: Route): NamedRange | undefined {
  const address = textAt(reading, [...route, 'address']);
  const prefixLength = countAt(reading, [...route, 'prefixLength']);
  if (address === undefined || prefixLength === undefined) return undefined;
  const cidr = cidrOf(`${address}/${prefixLength}`);
  if (cidr === undefined) {
    skip(reading, [...route, 'address'], 'address and prefix length are no block');
    return undefined;
  }
  const name = textAt(reading, [...route, 'name']);
  const where = reading.document.locate([...route, 'address']);
  return { role: 'private-services-access', ...defined({ name }), cidr, where };
}

function modeOf(auto: boolean): 'auto' | 'custom' {
  return auto ? 'auto' : 'custom';
}

export function readNetwork(reading: Reading, route: Route): Network {
  const at = (...keys: Route) => [...route, ...keys];
  const { locate } = reading.document;
  const auto = anyAt(reading, at('autoCreateSubnetworks'));
  const ipv6 = ipv6At(reading, at('internalIpv6Range'));
  return {
    ...bareNetwork(textAt(reading, at('name')) ?? ''),
    ...defined({
      project: segmentOf(textAt(reading, at('selfLink')), 'projects'),
      mtu: countAt(reading, at('mtu')) || undefined,
      mode: typeof auto === 'boolean' ? modeOf(auto) : undefined,
      ipv6Within: ipv6 && [ipv6],
    }),
    connected: itemsAt(reading, at('peerings')).flatMap((peering) => {
      const path = textAt(reading, [...peering, 'network']);
      const active = textAt(reading, [...peering, 'state']) === 'ACTIVE';
      return path === undefined || !active ? [] : [resourceName(path)];
    }),
    where: locate(route),
    places: { name: locate(at('name')), mtu: locate(at('mtu')), mode: locate(route) },
  };
}
