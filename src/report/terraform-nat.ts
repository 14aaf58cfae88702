import { spellOut } from './escape.ts';
import type { NatBlueprint, NatSubnet } from './blueprint-nat.ts';
import { type Item, attribute, block, quote, quotedList } from './hcl.ts';
import { type TerraformPlace, type TerraformScope, placeExpression } from './terraform-scope.ts';

/** A router, its gateway and, where their number is given, the external addresses. */
export function natItems(
  blueprint: NatBlueprint,
  place: TerraformPlace,
  scope: TerraformScope,
): readonly Item[] {
  const { gateway, region: known, unknown } = blueprint;
  const label = scope.labels.nat(gateway.name);
  const region = attribute('region', placeExpression(known, scope));
  const project = attribute('project', place.project);
  return [
    ...unknown.map((cidr): Item => ({
      kind: 'comment',
      text: `NAT gateway ${spellOut(gateway.name)}: no subnet here has ${cidr}.`,
    })),
    block(`resource "google_compute_router" "${label}"`, [
      project,
      attribute('name', quote(`${gateway.name}-router`)),
      attribute('network', place.network),
      region,
    ]),
    ...addressItems(blueprint, label, [project, region]),
    block(`resource "google_compute_router_nat" "${label}"`, [
      project,
      attribute('name', quote(gateway.name)),
      attribute('router', `google_compute_router.${label}.name`),
      region,
      ...allocationItems(blueprint, label),
      ...portItems(blueprint),
      ...rangeItems(blueprint, place),
    ]),
  ];
}

function addressItems(
  { gateway: { name, addresses } }: NatBlueprint,
  label: string,
  [project, region]: readonly [Item, Item],
): readonly Item[] {
  if (typeof addresses !== 'number') return [];
  const eachName = quote(`${name}-`).replace(/"$/, '${count.index + 1}"');
  return [
    block(`resource "google_compute_address" "${label}"`, [
      attribute('count', String(addresses)),
      project,
      attribute('name', eachName),
      region,
    ]),
  ];
}

function allocationItems({ gateway }: NatBlueprint, label: string): readonly Item[] {
  if (typeof gateway.addresses !== 'number') {
    return [attribute('nat_ip_allocate_option', '"AUTO_ONLY"')];
  }
  return [
    attribute('nat_ip_allocate_option', '"MANUAL_ONLY"'),
    attribute('nat_ips', `google_compute_address.${label}[*].self_link`),
  ];
}

/** Dynamic allocation excludes endpoint-independent mapping. */
function portItems({ gateway }: NatBlueprint): readonly Item[] {
  const { minPortsPerVm, maxPortsPerVm, dynamicPortAllocation } = gateway;
  return [
    ...(minPortsPerVm === undefined ? [] : [attribute('min_ports_per_vm', String(minPortsPerVm))]),
    ...(maxPortsPerVm === undefined ? [] : [attribute('max_ports_per_vm', String(maxPortsPerVm))]),
    ...(dynamicPortAllocation
      ? [
          attribute('enable_dynamic_port_allocation', 'true'),
          attribute('enable_endpoint_independent_mapping', 'false'),
        ]
      : []),
  ];
}

const sources = {
  all: '"ALL_SUBNETWORKS_ALL_IP_RANGES"',
  primary: '"ALL_SUBNETWORKS_ALL_PRIMARY_IP_RANGES"',
} as const;

function rangeItems({ ranges }: NatBlueprint, place: TerraformPlace): readonly Item[] {
  const key = 'source_subnetwork_ip_ranges_to_nat';
  if (typeof ranges === 'string') return [attribute(key, sources[ranges])];
  return [
    attribute(key, '"LIST_OF_SUBNETWORKS"'),
    ...ranges.map((each) => block('subnetwork', subnetItems(each, place))),
  ];
}

function subnetItems(part: NatSubnet, { subnets }: TerraformPlace): readonly Item[] {
  const { subnet, name, all, primary, secondary } = part;
  const created = subnet === undefined ? undefined : subnets.get(subnet);
  const words = [
    ...(primary ? ['PRIMARY_IP_RANGE'] : []),
    ...(secondary.length > 0 ? ['LIST_OF_SECONDARY_IP_RANGES'] : []),
  ];
  return [
    attribute('name', created ?? quote(name)),
    attribute('source_ip_ranges_to_nat', quotedList(all ? ['ALL_IP_RANGES'] : words)),
    ...(all || secondary.length === 0
      ? []
      : [attribute('secondary_ip_range_names', quotedList(secondary))]),
  ];
}
