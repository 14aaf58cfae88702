/**
 * The network that modules/network/vpc of Cluster Toolkit makes:
 * https://github.com/GoogleCloudPlatform/cluster-toolkit/tree/main/modules/network/vpc
 */
import { cidrOf } from '../cidr-text.ts';
import { Unknown } from '../unknown.ts';
import { addressOf, deploymentName, type Draft, type Module, setting } from './blueprint-module.ts';
import {
  entriesOf,
  itemsOf,
  listAt,
  mapAt,
  partAt,
  plainOf,
  scalarAt,
  textOf,
  type View,
} from './view.ts';

const subnetType = 'google_compute_subnetwork';
const networkType = 'google_compute_network';

/** Defaults of the module. */
const addressRange = '10.0.0.0/9';
const primaryNewBits = 15;

export function networkAddress({ id }: Module): string {
  return addressOf(networkType, id);
}

export function primarySubnetAddress(module: Module): string {
  return subnetAddress(module, 0);
}

function subnetAddress({ id }: Module, index: number): string {
  return `${addressOf(subnetType, id)}[${index}]`;
}

export function networkResources(module: Module): readonly Draft[] {
  const name = setting(module, 'network_name', `${deploymentName(module)}-net`);
  const network = mapAt(module, {
    name,
    auto_create_subnetworks: scalarAt(name, false),
    mtu: setting(
      module,
      'mtu',
      new Unknown('the default MTU of the module differs by its version'),
    ),
  });
  const subnets = subnetsOf(module).map((subnet, index): Draft => ({
    type: subnetType,
    address: subnetAddress(module, index),
    attributes: subnetAttributes(module, subnet, index),
  }));
  return [{ type: networkType, address: networkAddress(module), attributes: network }, ...subnets];
}

/** The primary subnet first. Without any, the module makes one by itself. */
function subnetsOf(module: Module): readonly View[] {
  const listed = itemsOf(partAt(module.settings, 'subnetworks'));
  if (listed.length > 0) return listed;
  const primary = setting(module, 'primary_subnetwork', null);
  const own =
    plainOf(primary) === null
      ? mapAt(module, {
          subnet_name: setting(
            module,
            'subnetwork_name',
            `${deploymentName(module)}-primary-subnet`,
          ),
        })
      : primary;
  return [own, ...itemsOf(partAt(module.settings, 'additional_subnetworks'))];
}

function subnetAttributes(module: Module, subnet: View, index: number): View {
  const name = partAt(subnet, 'subnet_name');
  return mapAt(subnet, {
    name,
    network: scalarAt(subnet, networkAddress(module)),
    region: partAt(subnet, 'subnet_region') ?? partAt(module.settings, 'region'),
    purpose: partAt(subnet, 'purpose'),
    role: partAt(subnet, 'role'),
    ip_cidr_range: partAt(subnet, 'subnet_ip') ?? carvedBlock(module, subnet, index),
    secondary_ip_range: listAt(subnet, secondaryRanges(module, textOf(name) ?? '')),
  });
}

/** The module carves subnets out of its address range one after the other; the first is at its start. */
function carvedBlock(module: Module, subnet: View, index: number): View {
  const range = setting(module, 'network_address_range', addressRange);
  const given = partAt(subnet, 'new_bits');
  const bits = given === undefined ? undefined : Number(plainOf(given));
  const size = partAt(module.settings, 'default_primary_subnetwork_size');
  const old = partAt(module.settings, 'subnetwork_size');
  const newBits = bits ?? Number(plainOf(size ?? old ?? scalarAt(module, primaryNewBits)));
  const whole = cidrOf(textOf(range));
  const prefixLength = (whole?.prefixLength ?? 0) + newBits;
  if (whole === undefined || index > 0 || !Number.isInteger(newBits) || prefixLength > 32) {
    const why = 'the module carves it out of its address range';
    return scalarAt(given ?? subnet, new Unknown(why));
  }
  return scalarAt(given ?? subnet, whole.text.replace(/\d+$/, String(prefixLength)));
}

/** A map by subnet, or a list that names the subnet of each item. */
function secondaryRanges({ settings }: Module, subnet: string): readonly View[] {
  const mapped = entriesOf(partAt(settings, 'secondary_ranges'))
    .filter(([name]) => name === subnet)
    .flatMap(([, ranges]) => itemsOf(ranges));
  const listed = itemsOf(partAt(settings, 'secondary_ranges_list'))
    .filter((item) => textOf(partAt(item, 'subnetwork_name')) === subnet)
    .flatMap((item) => itemsOf(partAt(item, 'ranges')));
  return [...mapped, ...listed];
}
