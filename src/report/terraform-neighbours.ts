/** Resources for load balancers and Google's services. */
import type { NetworkBlueprint } from './blueprint.ts';
import type { NeighbourBlueprint } from './blueprint-neighbours.ts';
import { attribute, block, type Item, quote } from './hcl.ts';
import { placeExpression, type TerraformPlace, type TerraformScope } from './terraform-scope.ts';

type Place = Pick<TerraformPlace, 'project' | 'network'> & {
  /** The label of the network. */
  readonly label: string;
};

/** Subnets, and addresses with the connection that gives them to Google's services. */
export function neighbourItems(
  { neighbours, servicesAccess }: NetworkBlueprint,
  place: Place,
  scope: TerraformScope,
): readonly Item[] {
  const addresses = neighbours
    .filter(({ role }) => role === 'private-services-access')
    .map((neighbour) => ({ neighbour, label: scope.labels.address(neighbour.name) }));
  return [
    ...neighbours
      .filter(({ role }) => role !== 'private-services-access')
      .map((neighbour) => subnetItem(neighbour, place, scope)),
    ...addresses.map(({ neighbour, label }) => addressItem(neighbour, label, place)),
    ...(addresses.length === 0
      ? []
      : [
          connectionItem(
            [
              ...servicesAccess.map(quote),
              ...addresses.map(({ label }) => `google_compute_global_address.${label}.name`),
            ],
            place,
            scope,
          ),
        ]),
  ];
}

function subnetItem(
  { name, region, cidr, purpose, role, backup }: NeighbourBlueprint,
  { project, network }: Place,
  scope: TerraformScope,
): Item {
  return block(`resource "google_compute_subnetwork" "${scope.labels.subnet(name)}"`, [
    attribute('project', project),
    attribute('name', quote(name)),
    attribute('network', network),
    attribute('region', placeExpression(region, scope)),
    attribute('ip_cidr_range', quote(cidr)),
    ...(purpose === undefined ? [] : [attribute('purpose', quote(purpose))]),
    ...(role === 'proxy-only' ? [attribute('role', backup ? '"BACKUP"' : '"ACTIVE"')] : []),
  ]);
}

function addressItem(
  { name, address, prefixLength }: NeighbourBlueprint,
  label: string,
  { project, network }: Place,
): Item {
  return block(`resource "google_compute_global_address" "${label}"`, [
    attribute('project', project),
    attribute('name', quote(name)),
    attribute('network', network),
    attribute('purpose', '"VPC_PEERING"'),
    attribute('address_type', '"INTERNAL"'),
    attribute('address', quote(address)),
    attribute('prefix_length', String(prefixLength)),
  ]);
}

/** One for all ranges of the network, those that are there already included. */
function connectionItem(
  ranges: readonly string[],
  { network, label }: Place,
  scope: TerraformScope,
): Item {
  return block(
    `resource "google_service_networking_connection" "${scope.labels.connection(label)}"`,
    [
      attribute('network', network),
      attribute('service', '"servicenetworking.googleapis.com"'),
      attribute('reserved_peering_ranges', `[${ranges.join(', ')}]`),
    ],
  );
}
