/** Networks, subnets and what else has addresses in a network. */
import type { NamedRange, Network } from '../../gke/cluster.ts';
import { defined } from '../../defined.ts';
import { readCidrText } from '../cidr-text.ts';
import { resourceName, segmentOf } from '../resource-path.ts';
import { purposeOf } from '../subnet-purpose.ts';
import {
  blocks,
  cidr,
  count,
  isGiven,
  ipv6,
  isTrue,
  leaveOut,
  leaveOutUnknown,
  type Part,
  placeAt,
  reference,
  text,
  unknownAt,
} from './attributes.ts';
import {
  isData,
  nameOf,
  ownProjectOf,
  projectOf,
  referenceAmong,
  regionOf,
  resourceAt,
  type ResourceIndex,
  targetOf,
} from './references.ts';
import type { GoogleResource } from './resource.ts';

/** What tells a network from others. */
export type NetworkName = Pick<Network, 'name' | 'project' | 'unnamed'>;

/** Type names of Google's Terraform provider. */
export const networkType = 'google_compute_network';
export const subnetType = 'google_compute_subnetwork';

export function emptyNetwork(name: NetworkName, part: Part): Network {
  const space = { within: [], podsWithin: [], servicesWithin: [], connected: [] };
  return { ...name, ...space, ranges: [], clusters: [], where: placeAt(part) };
}

/**
 * The network that an attribute means. One that is not known goes by what is written, or by the path of
 * the attribute that cannot say it, so that it is no other network's twin.
 */
export function networkOf(
  index: ResourceIndex,
  resource: GoogleResource,
  attribute = 'network',
): NetworkName {
  const target = referenceAmong(index, resource, attribute);
  if (target !== undefined) return referredNetwork(index, target, resource);
  leaveOutUnknown(resource, attribute);
  const name = unknownAt(resource, attribute)?.written ?? `${resource.address}.${attribute}`;
  return { name, unnamed: true };
}

function referredNetwork(
  index: ResourceIndex,
  written: string,
  resource: GoogleResource,
): NetworkName {
  const target = targetOf(index, written, networkType);
  const given = segmentOf(written, 'projects');
  const isPath = written.includes('/');
  if (target !== undefined) {
    const isOpen = isPath || unknownAt(target, 'project') !== undefined;
    const beside = isOpen ? undefined : ownProjectOf(resource);
    return { name: nameOf(target), ...defined({ project: projectOf(target) ?? given ?? beside }) };
  }
  const other = resourceAt(index, written);
  if (other !== undefined && other !== resource && isGiven(other, 'network')) {
    return networkOf(index, other);
  }
  const project = given ?? (isPath ? undefined : projectOf(resource));
  return { name: resourceName(written), ...defined({ project }) };
}

/** Google makes the subnets of a network itself unless told otherwise. */
export function readNetwork(network: GoogleResource): Network {
  const auto = isGiven(network, 'auto_create_subnetworks')
    ? isTrue(network, 'auto_create_subnetworks')
    : true;
  const known = unknownAt(network, 'auto_create_subnetworks') === undefined && !isData(network);
  leaveOutUnknown(network, 'auto_create_subnetworks');
  const ipv6Range = ipv6(network, 'internal_ipv6_range');
  return {
    ...emptyNetwork(
      { name: nameOf(network), ...defined({ project: projectOf(network) }) },
      network,
    ),
    ...defined({
      mtu: count(network, 'mtu') || undefined,
      mode: known ? (auto ? ('auto' as const) : ('custom' as const)) : undefined,
      ipv6Within: ipv6Range && [ipv6Range],
    }),
    places: {
      name: placeAt(network, 'name'),
      mtu: placeAt(network, 'mtu'),
      mode: placeAt(network, 'auto_create_subnetworks'),
    },
  };
}

/** The network of one subnet, with its primary and secondary ranges. */
export function readSubnet(subnet: GoogleResource, index: ResourceIndex): readonly Network[] {
  const nowhere = !isGiven(subnet, 'network') && !isGiven(subnet, 'ip_cidr_range');
  if (isData(subnet) && nowhere) {
    leaveOut(subnet, 'Terraform looks the subnet up when it runs');
    return [];
  }
  const ranges = [...primaryRange(subnet), ...secondaryRanges(subnet), ...ipv6Ranges(subnet)];
  return [{ ...emptyNetwork(networkOf(index, subnet), subnet), ranges }];
}

function ownerOf(subnet: GoogleResource): Pick<NamedRange, 'subnet' | 'region'> {
  return { subnet: nameOf(subnet), ...defined({ region: regionOf(subnet) }) };
}

function primaryRange(subnet: GoogleResource): readonly NamedRange[] {
  const block = cidr(subnet, 'ip_cidr_range');
  if (block === undefined) return [];
  const purpose = purposeOf(text(subnet, 'purpose'), text(subnet, 'role'));
  const where = placeAt(subnet, 'ip_cidr_range');
  return [{ ...purpose, name: nameOf(subnet), cidr: block, ...ownerOf(subnet), where }];
}

function secondaryRanges(subnet: GoogleResource): readonly NamedRange[] {
  leaveOutUnknown(subnet, 'secondary_ip_range');
  return blocks(subnet, 'secondary_ip_range').flatMap((range): NamedRange[] => {
    const block = cidr(range, 'ip_cidr_range');
    if (block === undefined) return [];
    const name = text(range, 'range_name') ?? unknownAt(range, 'range_name')?.written;
    if (name === undefined) leaveOutUnknown(range, 'range_name');
    const where = placeAt(range, 'ip_cidr_range');
    const owner = ownerOf(subnet);
    return [{ role: 'other', ...defined({ name }), cidr: block, ...owner, secondary: true, where }];
  });
}

const ipv6Keys = ['ipv6_cidr_range', 'internal_ipv6_prefix', 'external_ipv6_prefix'];
const ipv6Stacks: ReadonlySet<string | undefined> = new Set(['IPV4_IPV6', 'IPV6_ONLY']);

/** Each block once: the provider says the same range in two attributes. */
function ipv6Ranges(subnet: GoogleResource): readonly NamedRange[] {
  const found = new Map<string, NamedRange>();
  for (const key of ipv6Keys) {
    const block = ipv6(subnet, key);
    if (block === undefined || found.has(block.text)) continue;
    const where = placeAt(subnet, key);
    found.set(block.text, {
      role: 'other',
      name: nameOf(subnet),
      cidr: block,
      ...ownerOf(subnet),
      where,
    });
  }
  if (found.size === 0 && ipv6Stacks.has(text(subnet, 'stack_type'))) {
    leaveOut(subnet, 'VPC chooses the IPv6 range when it makes the subnet', 'stack_type');
  }
  return [...found.values()];
}

/** Peered networks reach each other. */
export function readPeering(peering: GoogleResource, index: ResourceIndex): readonly Network[] {
  const missing = ['network', 'peer_network'].find((key) => reference(peering, key) === undefined);
  if (missing !== undefined) {
    leaveOutUnknown(peering, missing);
    return [];
  }
  const connected = [networkOf(index, peering, 'peer_network').name];
  return [{ ...emptyNetwork(networkOf(index, peering), peering), connected, undescribed: true }];
}

/** The addresses that Google's services take by private services access. */
export function readServicesAccess(
  address: GoogleResource,
  index: ResourceIndex,
): readonly Network[] {
  if (text(address, 'purpose') !== 'VPC_PEERING') return [];
  const first = text(address, 'address');
  const prefixLength = count(address, 'prefix_length');
  if (first === undefined || prefixLength === undefined) {
    leaveOut(address, 'Google chooses the addresses for private services access', 'address');
    return [];
  }
  const read = readCidrText(`${first}/${prefixLength}`, true);
  const where = placeAt(address, 'address');
  if (read.kind === 'malformed') {
    address.reading.problems.push({ what: read.what, fix: read.fix, where });
  }
  if (read.kind !== 'cidr') return [];
  const range = {
    role: 'private-services-access',
    name: nameOf(address),
    cidr: read.cidr,
  } as const;
  return [{ ...emptyNetwork(networkOf(index, address), address), ranges: [{ ...range, where }] }];
}

/** A connector of Cloud Run and functions has a /28 of its own. */
export function readConnector(connector: GoogleResource, index: ResourceIndex): readonly Network[] {
  const block = cidr(connector, 'ip_cidr_range');
  if (block === undefined || !isGiven(connector, 'network')) return [];
  const where = placeAt(connector, 'ip_cidr_range');
  const ranges = [{ role: 'other', name: nameOf(connector), cidr: block, where }] as const;
  return [{ ...emptyNetwork(networkOf(index, connector), connector), ranges }];
}
