/**
 * net-vpc of https://github.com/GoogleCloudPlatform/cloud-foundation-fabric: a network whose subnets carry their
 * secondary ranges as a map.
 */
import { made } from '../../terraform/make.ts';
import type { Value } from '../../terraform/value.ts';
import { isUnknown } from '../../unknown.ts';
import type { GoogleResource } from '../resource.ts';
import {
  argument,
  type Entries,
  entriesIn,
  type ExpandedModule,
  firstArgument,
  flagIn,
  itemsIn,
  mapAt,
  type ModuleCall,
  nameOrReference,
  outputsOf,
  referenceTo,
  resourceIn,
  textIn,
} from './expanded.ts';
import { byKey, secondaryRanges, type Subnet, subnetIn, subnetOutput } from './subnets.ts';

export function expandFabricNetwork(call: ModuleCall): ExpandedModule {
  const { inputs } = call;
  const exists = flagIn(argument(inputs, 'vpc_create'), true) === false;
  const local = `${exists ? 'data.' : ''}google_compute_network.network[0]`;
  const network = resourceIn(call, local, inputs.at, {
    name: argument(inputs, 'name'),
    project: argument(inputs, 'project_id'),
    mtu: argument(inputs, 'mtu'),
    auto_create_subnetworks: argument(inputs, 'auto_create_subnetworks') ?? made(false, inputs.at),
  });
  const name = nameOrReference(argument(inputs, 'name'), network);
  const subnets = kinds.flatMap((kind) => subnetsOf(call, name, kind));
  return {
    resources: [
      network,
      ...subnets.map(({ resource }) => resource),
      ...servicesAccess(call, name),
      ...peering(call, name),
    ],
    outputs: outputsOf(call, { ...networkOutputs(call, network), ...subnetOutputs(call, subnets) }),
  };
}

/** The lists of subnets, and what those of each are for. */
const kinds = [
  { list: 'subnets', local: 'subnetwork', purpose: undefined },
  { list: 'subnets_proxy_only', local: 'proxy_only', purpose: 'REGIONAL_MANAGED_PROXY' },
  { list: 'subnets_psc', local: 'psc', purpose: 'PRIVATE_SERVICE_CONNECT' },
  { list: 'subnets_private_nat', local: 'private_nat', purpose: 'PRIVATE_NAT' },
] as const;

function subnetsOf(
  call: ModuleCall,
  network: Value,
  { list, local, purpose }: (typeof kinds)[number],
): readonly Subnet[] {
  const given = argument(call.inputs, list);
  const all = given !== undefined && isUnknown(given.content) ? [given] : itemsIn(given);
  return all.map((each) =>
    subnetIn(call, `google_compute_subnetwork.${local}`, each.at, {
      name: argument(each, 'name'),
      ip_cidr_range: argument(each, 'ip_cidr_range'),
      region: argument(each, 'region'),
      ...purposeIn(each, purpose),
      network,
      project: argument(call.inputs, 'project_id'),
      secondary_ip_range: secondaryRanges(
        firstArgument(each, ['secondary_ip_ranges'], ['secondary_ip_range']),
      ),
    }),
  );
}

/** A list says what its subnets are for; `global` and `active` say which proxies they are for, and when. */
function purposeIn(subnet: Value, purpose: string | undefined): Entries {
  if (purpose === undefined)
    return { purpose: argument(subnet, 'purpose'), role: argument(subnet, 'role') };
  const isGlobal = argument(subnet, 'global')?.content === true;
  const isBackup = argument(subnet, 'active')?.content === false;
  return {
    purpose: made(isGlobal ? purpose.replace('REGIONAL', 'GLOBAL') : purpose, subnet.at),
    role: isBackup ? made('BACKUP', subnet.at) : undefined,
  };
}

function servicesAccess(call: ModuleCall, network: Value): readonly GoogleResource[] {
  const { inputs } = call;
  const single = argument(inputs, 'psa_config');
  const configs = [
    ...(single === undefined ? [] : [single]),
    ...itemsIn(argument(inputs, 'psa_configs')),
  ];
  return configs.flatMap((config) =>
    entriesIn(argument(config, 'ranges')).map(([name, range]) => {
      const [address, prefixLength] = textIn(range)?.split('/') ?? [];
      return resourceIn(
        call,
        `google_compute_global_address.psa_ranges[${JSON.stringify(name)}]`,
        range.at,
        {
          name: made(name, range.at),
          network,
          purpose: made('VPC_PEERING', range.at),
          address: address === undefined ? range : made(address, range.at),
          prefix_length: prefixLength === undefined ? undefined : made(prefixLength, range.at),
        },
      );
    }),
  );
}

function peering(call: ModuleCall, network: Value): readonly GoogleResource[] {
  const peer = argument(call.inputs, 'peering_config', 'peer_vpc_self_link');
  if (peer === undefined) return [];
  const attributes = { network, peer_network: peer };
  return [resourceIn(call, 'google_compute_network_peering.local[0]', peer.at, attributes)];
}

function networkOutputs(call: ModuleCall, network: GoogleResource): Entries {
  const { inputs } = call;
  const link = referenceTo(network, inputs.at);
  const project = argument(inputs, 'project_id');
  const name = nameOrReference(argument(inputs, 'name'), network);
  const whole = mapAt(inputs.at, { name, id: link, self_link: link, project });
  return { name, id: link, self_link: link, network: whole, project_id: project };
}

function subnetOutputs(call: ModuleCall, all: readonly Subnet[]): Entries {
  const local = `.google_compute_subnetwork.${kinds[0].local}[`;
  const subnets = all.filter(({ resource }) => resource.address.includes(local));
  const links = byKey(call, subnets, ({ resource, at }) => referenceTo(resource, at));
  return {
    subnets: byKey(call, subnets, subnetOutput),
    subnet_ids: links,
    subnet_self_links: links,
    subnet_ips: byKey(call, subnets, ({ attributes }) => attributes['ip_cidr_range']),
    subnet_regions: byKey(call, subnets, ({ attributes }) => attributes['region']),
    subnet_secondary_ranges: byKey(call, subnets, ({ attributes }) =>
      attributes['secondary_ip_range'] === undefined
        ? undefined
        : rangesByName(attributes['secondary_ip_range']),
    ),
  };
}

function rangesByName(ranges: Value): Value {
  if (isUnknown(ranges.content)) return ranges;
  const entries = itemsIn(ranges).flatMap((range) => {
    const name = textIn(argument(range, 'range_name'));
    const block = argument(range, 'ip_cidr_range');
    return name === undefined || block === undefined ? [] : [[name, block] as const];
  });
  return made(new Map(entries), ranges.at);
}
