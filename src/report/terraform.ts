/** Resources of the Terraform provider `hashicorp/google` that create networks, subnets, clusters. */
import { type NetworkBlueprint, type Subnet, blueprintOf } from './blueprint.ts';
import { internalRangeOf } from './blueprint-ipv6.ts';
import { spellOut } from './escape.ts';
import { type Item, attribute, block, printBody, quote } from './hcl.ts';
import type { PlanRenderer } from './index.ts';
import { clusterItems } from './terraform-cluster.ts';
import { neighbourItems } from './terraform-neighbours.ts';
import { natItems } from './terraform-nat.ts';
import {
  type TerraformPlace,
  type TerraformScope,
  newScope,
  placeExpression,
  variable,
} from './terraform-scope.ts';

export const renderTerraform: PlanRenderer = (networks) => {
  const scope = newScope();
  const items = blueprintOf(networks).flatMap((blueprint) => networkItems(blueprint, scope));
  const variables = Array.from(scope.variables, ([name, { type, description }]) =>
    block(`variable ${quote(name)}`, [
      attribute('type', type),
      attribute('description', quote(description)),
    ]),
  );
  if (items.length === 0) return '# Nothing to create.\n';
  return printBody([...variables, ...items]);
};

function networkItems(blueprint: NetworkBlueprint, scope: TerraformScope): readonly Item[] {
  const { network } = blueprint;
  const project =
    network.project === undefined
      ? variable(scope, 'project', 'Google Cloud project of the networks and clusters')
      : quote(network.project);
  const label = scope.labels.network(network.name);
  const address = `google_compute_network.${label}`;
  const place = {
    project,
    network: `${blueprint.exists ? 'data.' : ''}${address}.id`,
    subnets: new Map<Subnet, string>(),
  };
  const subnets = blueprint.subnets.map((subnet) => {
    const subnetLabel = scope.labels.subnet(subnet.name);
    place.subnets.set(subnet, `google_compute_subnetwork.${subnetLabel}.id`);
    return subnetItem(subnet, subnetLabel, place, scope);
  });
  return [
    networkItem(blueprint, label, project),
    ...subnets,
    ...neighbourItems(blueprint, { ...place, label }, scope),
    ...blueprint.nat.flatMap((gateway) => natItems(gateway, place, scope)),
    ...blueprint.clusters.flatMap((cluster) => clusterItems(cluster, place, scope)),
    ...blueprint.unplanned.map((name): Item => ({
      kind: 'comment',
      text: `Cluster ${spellOut(name)} has no planned ranges: nothing to create.`,
    })),
  ];
}

function networkItem(blueprint: NetworkBlueprint, label: string, project: string): Item {
  const { network, exists } = blueprint;
  const kind = `${exists ? 'data' : 'resource'} "google_compute_network" "${label}"`;
  const names = [attribute('project', project), attribute('name', quote(network.name))];
  if (exists) return block(kind, names);
  return block(kind, [
    ...names,
    attribute('auto_create_subnetworks', 'false'),
    ...(network.mtu === undefined ? [] : [attribute('mtu', String(network.mtu))]),
    ...internalIpv6Items(blueprint),
  ]);
}

function internalIpv6Items({ network, subnets }: NetworkBlueprint): readonly Item[] {
  if (subnets.every(({ ipv6 }) => ipv6 !== 'INTERNAL')) return [];
  const range = internalRangeOf(network);
  return [
    attribute('enable_ula_internal_ipv6', 'true'),
    ...(range === undefined ? [] : [attribute('internal_ipv6_range', quote(range))]),
  ];
}

function subnetItem(
  subnet: Subnet,
  label: string,
  { project, network }: TerraformPlace,
  scope: TerraformScope,
): Item {
  return block(`resource "google_compute_subnetwork" "${label}"`, [
    attribute('project', project),
    attribute('name', quote(subnet.name)),
    attribute('network', network),
    attribute('region', placeExpression(subnet.region, scope)),
    attribute('ip_cidr_range', quote(subnet.cidr)),
    ...(subnet.ipv6 === undefined
      ? []
      : [
          attribute('stack_type', '"IPV4_IPV6"'),
          attribute('ipv6_access_type', quote(subnet.ipv6)),
        ]),
    ...subnet.secondary.map(({ name, cidr }) =>
      block('secondary_ip_range', [
        attribute('range_name', quote(name)),
        attribute('ip_cidr_range', quote(cidr)),
      ]),
    ),
  ]);
}
