/** Commands for load balancers and Google's services. */
import type { NetworkBlueprint } from './blueprint.ts';
import type { NeighbourBlueprint } from './blueprint-neighbours.ts';
import { type Command, command, flag, option, regionWord, type ShellScope } from './shell.ts';

/** Subnets, and addresses with the connection that gives them to Google's services. */
export function neighbourCommands(
  { network, neighbours, servicesAccess }: NetworkBlueprint,
  scope: ShellScope,
): readonly Command[] {
  const common = [...option('project', network.project), flag('network', network.name)];
  const addresses = neighbours.filter(({ role }) => role === 'private-services-access');
  const ranges = [...servicesAccess, ...addresses.map(({ name }) => name)];
  return [
    ...neighbours
      .filter(({ role }) => role !== 'private-services-access')
      .map((neighbour) => subnetCommand(neighbour, common, scope)),
    ...addresses.map((address) => addressCommand(address, common)),
    ...(addresses.length === 0
      ? []
      : [
          command(
            // `update` keeps the ranges that are connected already.
            [
              'gcloud',
              'services',
              'vpc-peerings',
              servicesAccess.length === 0 ? 'connect' : 'update',
            ],
            [
              ...common,
              flag('service', 'servicenetworking.googleapis.com'),
              flag('ranges', ranges.join(',')),
            ],
          ),
        ]),
  ];
}

function subnetCommand(
  { name, region, cidr, purpose, role, backup }: NeighbourBlueprint,
  common: readonly string[],
  scope: ShellScope,
): Command {
  return command(
    ['gcloud', 'compute', 'networks', 'subnets', 'create', name],
    [
      ...common,
      `--region=${regionWord(region, scope)}`,
      flag('range', cidr),
      ...option('purpose', purpose),
      ...option('role', role === 'proxy-only' ? (backup ? 'BACKUP' : 'ACTIVE') : undefined),
    ],
  );
}

function addressCommand(
  { name, address, prefixLength }: NeighbourBlueprint,
  common: readonly string[],
): Command {
  return command(
    ['gcloud', 'compute', 'addresses', 'create', name],
    [
      ...common,
      '--global',
      flag('purpose', 'VPC_PEERING'),
      flag('addresses', address),
      flag('prefix-length', prefixLength),
    ],
  );
}
