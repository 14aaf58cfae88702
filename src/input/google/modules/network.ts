/**
 * https://registry.terraform.io/modules/terraform-google-modules/network/google: networks with their subnets,
 * whose secondary ranges stand in a map by the name of the subnet.
 */
import { made } from '../../terraform/make.ts';
import type { Value } from '../../terraform/value.ts';
import { isUnknown } from '../../unknown.ts';
import type { GoogleResource } from '../resource.ts';
import {
  argument,
  type Entries,
  type ExpandedModule,
  firstArgument,
  itemsIn,
  keyIn,
  mapAt,
  type ModuleCall,
  nameOrReference,
  networkIn,
  outputsOf,
  referenceTo,
  resourceIn,
} from './expanded.ts';
import { byKey, inOrderOfKeys, type Subnet, subnetIn, subnetOutput } from './subnets.ts';

/** The network and its subnets. */
export function expandNetwork(call: ModuleCall): ExpandedModule {
  const network = networkResource(call, 'module.vpc[0].');
  const subnets = subnetsOf(
    call,
    nameOrReference(argument(call.inputs, 'network_name'), network),
    'module.subnets.',
  );
  return {
    resources: [network, ...subnets.map(({ resource }) => resource)],
    outputs: outputsOf(call, {
      ...networkOutputs(call, network),
      network: mapAt(call.inputs.at, networkOutputs(call, network)),
      ...subnetOutputs(call, subnets),
    }),
  };
}

/** The submodule that makes the network alone. */
export function expandVpc(call: ModuleCall): ExpandedModule {
  const network = networkResource(call, '');
  return {
    resources: [network],
    outputs: outputsOf(call, networkOutputs(call, network)),
  };
}

/** The submodule that makes subnets in a network. */
export function expandSubnets(call: ModuleCall): ExpandedModule {
  const { inputs } = call;
  const network = networkIn(argument(inputs, 'project_id'), argument(inputs, 'network_name'));
  const subnets = subnetsOf(call, network, '');
  return {
    resources: subnets.map(({ resource }) => resource),
    outputs: outputsOf(call, subnetOutputs(call, subnets)),
  };
}

/** The submodule that connects two networks. */
export function expandPeering(call: ModuleCall): ExpandedModule {
  const { inputs } = call;
  const peering = resourceIn(
    call,
    'google_compute_network_peering.local_network_peering',
    inputs.at,
    {
      network: argument(inputs, 'local_network'),
      peer_network: argument(inputs, 'peer_network'),
    },
  );
  return { resources: [peering], outputs: outputsOf(call, {}) };
}

function networkResource(call: ModuleCall, within: string): GoogleResource {
  const { inputs } = call;
  return resourceIn(call, `${within}google_compute_network.network`, inputs.at, {
    name: argument(inputs, 'network_name'),
    project: argument(inputs, 'project_id'),
    mtu: argument(inputs, 'mtu'),
    internal_ipv6_range: argument(inputs, 'internal_ipv6_range'),
    auto_create_subnetworks: argument(inputs, 'auto_create_subnetworks') ?? made(false, inputs.at),
  });
}

function networkOutputs(call: ModuleCall, network: GoogleResource): Entries {
  const { inputs } = call;
  return {
    network_name: nameOrReference(argument(inputs, 'network_name'), network),
    network_id: referenceTo(network, inputs.at),
    network_self_link: referenceTo(network, inputs.at),
    project_id: argument(inputs, 'project_id'),
  };
}

function subnetsOf(
  call: ModuleCall,
  network: Value | undefined,
  within: string,
): readonly Subnet[] {
  const { inputs } = call;
  const given = argument(inputs, 'subnets');
  const local = `${within}google_compute_subnetwork.subnetwork`;
  const all = given !== undefined && isUnknown(given.content) ? [given] : itemsIn(given);
  return all.map((each) =>
    subnetIn(call, local, each.at, {
      name: firstArgument(each, ['subnet_name'], ['name']),
      ip_cidr_range: firstArgument(each, ['subnet_ip'], ['ip_cidr_range']),
      region: firstArgument(each, ['subnet_region'], ['region']),
      purpose: argument(each, 'purpose'),
      stack_type: firstArgument(each, ['stack'], ['stack_type']),
      role: argument(each, 'role'),
      network,
      project: argument(inputs, 'project_id'),
      secondary_ip_range: rangesOf(call, each),
    }),
  );
}

function rangesOf({ inputs }: ModuleCall, subnet: Value): Value | undefined {
  const name = keyIn(firstArgument(subnet, ['subnet_name'], ['name']));
  const ranges = argument(inputs, 'secondary_ranges');
  if (ranges === undefined || name === undefined) return ranges;
  return argument(ranges, name);
}

function subnetOutputs(call: ModuleCall, subnets: readonly Subnet[]): Entries {
  const { at } = call.inputs;
  const ordered = inOrderOfKeys(subnets);
  const list = (part: (subnet: Subnet) => Value | undefined) =>
    made(
      ordered.map((subnet) => part(subnet) ?? made(null, subnet.at)),
      at,
    );
  return {
    subnets: byKey(call, subnets, subnetOutput),
    subnets_names: list(({ attributes, resource }) =>
      nameOrReference(attributes['name'], resource),
    ),
    subnets_ips: list(({ attributes }) => attributes['ip_cidr_range']),
    subnets_regions: list(({ attributes }) => attributes['region']),
    subnets_ids: list(({ resource }) => referenceTo(resource, at)),
    subnets_self_links: list(({ resource }) => referenceTo(resource, at)),
    subnets_secondary_ranges: list(
      ({ attributes }) => attributes['secondary_ip_range'] ?? made([], at),
    ),
  };
}
