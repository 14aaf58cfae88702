/** Commands of the Google Cloud CLI that create networks, subnets and clusters, for a POSIX shell. */
import { type NetworkBlueprint, type Subnet, blueprintOf } from './blueprint.ts';
import { internalRangeOf } from './blueprint-ipv6.ts';
import { clusterCommands } from './gcloud-cluster.ts';
import { neighbourCommands } from './gcloud-neighbours.ts';
import { natCommands } from './gcloud-nat.ts';
import type { PlanRenderer } from './index.ts';
import {
  type Command,
  type ShellScope,
  command,
  comment,
  flag,
  option,
  regionWord,
} from './shell.ts';

export const renderGcloud: PlanRenderer = (networks) => {
  const scope: ShellScope = { variables: new Map() };
  const commands = blueprintOf(networks).flatMap((blueprint) => networkCommands(blueprint, scope));
  const variables = Array.from(
    scope.variables,
    ([name, meaning]) => `${name}="\${${name}:?set it to ${meaning}}"\n`,
  ).join('');
  if (commands.length === 0) return '# Nothing to create.\n';
  return [...(variables === '' ? [] : [variables]), ...commands].join('\n');
};

function networkCommands(blueprint: NetworkBlueprint, scope: ShellScope): readonly Command[] {
  const { network } = blueprint;
  const project = option('project', network.project);
  const create = command(
    ['gcloud', 'compute', 'networks', 'create', network.name],
    [
      ...project,
      flag('subnet-mode', 'custom'),
      ...option('mtu', network.mtu),
      ...internalIpv6Flags(blueprint),
    ],
  );
  return [
    ...(blueprint.exists ? [] : [create]),
    ...blueprint.subnets.map((subnet) => subnetCommand(subnet, blueprint, scope)),
    ...neighbourCommands(blueprint, scope),
    ...blueprint.nat.flatMap((gateway) => natCommands(gateway, network, scope)),
    ...blueprint.clusters.flatMap((cluster) => clusterCommands(cluster, network, scope)),
    ...blueprint.unplanned.map((name) =>
      comment(`Cluster ${name} has no planned ranges: nothing to create.`),
    ),
  ];
}

function internalIpv6Flags({ network, subnets }: NetworkBlueprint): readonly string[] {
  if (subnets.every(({ ipv6 }) => ipv6 !== 'INTERNAL')) return [];
  return ['--enable-ula-internal-ipv6', ...option('internal-ipv6-range', internalRangeOf(network))];
}

function subnetCommand(
  { name, region, cidr, secondary, ipv6 }: Subnet,
  { network }: NetworkBlueprint,
  scope: ShellScope,
): Command {
  const ranges = secondary.map((range) => `${range.name}=${range.cidr}`).join(',');
  return command(
    ['gcloud', 'compute', 'networks', 'subnets', 'create', name],
    [
      ...option('project', network.project),
      flag('network', network.name),
      `--region=${regionWord(region, scope)}`,
      flag('range', cidr),
      ...option('secondary-range', ranges === '' ? undefined : ranges),
      ...(ipv6 === undefined
        ? []
        : [flag('stack-type', 'IPV4_IPV6'), flag('ipv6-access-type', ipv6)]),
    ],
  );
}
