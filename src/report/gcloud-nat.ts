import type { Network } from '../gke/cluster.ts';
import type { NatBlueprint, NatSubnet } from './blueprint-nat.ts';
import {
  type Command,
  type ShellScope,
  command,
  comment,
  flag,
  option,
  regionWord,
} from './shell.ts';

/** A router, the external addresses where their number is given, and the gateway. */
export function natCommands(
  blueprint: NatBlueprint,
  network: Network,
  scope: ShellScope,
): readonly Command[] {
  const { gateway, region, unknown } = blueprint;
  const router = `${gateway.name}-router`;
  const place = [
    ...option('project', network.project),
    `--region=${regionWord(region, scope)}`,
  ] as const;
  const addresses = addressNames(blueprint);
  return [
    ...(typeof gateway.addresses === 'number' && gateway.addresses > mostNamed
      ? [comment(`NAT gateway ${gateway.name} takes its ${gateway.addresses} addresses itself.`)]
      : []),
    ...unknown.map((cidr) => comment(`NAT gateway ${gateway.name}: no subnet here has ${cidr}.`)),
    command(
      ['gcloud', 'compute', 'routers', 'create', router],
      [...place, flag('network', network.name)],
    ),
    ...(addresses.length === 0
      ? []
      : [command(['gcloud', 'compute', 'addresses', 'create', ...addresses], place)]),
    command(
      ['gcloud', 'compute', 'routers', 'nats', 'create', gateway.name],
      [
        ...place,
        flag('router', router),
        addresses.length === 0
          ? '--auto-allocate-nat-external-ips'
          : flag('nat-external-ip-pool', addresses.join(',')),
        ...portFlags(blueprint),
        rangeFlag(blueprint),
      ],
    ),
  ];
}

/** More addresses than these are left to Cloud NAT: nobody pastes a command that names them all. */
const mostNamed = 100;

function addressNames({ gateway: { name, addresses } }: NatBlueprint): readonly string[] {
  if (typeof addresses !== 'number' || addresses > mostNamed) return [];
  return Array.from({ length: addresses }, (_, index) => `${name}-${index + 1}`);
}

/** Dynamic allocation excludes endpoint-independent mapping. */
function portFlags({ gateway }: NatBlueprint): readonly string[] {
  const { minPortsPerVm, maxPortsPerVm, dynamicPortAllocation } = gateway;
  return [
    ...option('min-ports-per-vm', minPortsPerVm),
    ...option('max-ports-per-vm', maxPortsPerVm),
    ...(dynamicPortAllocation
      ? ['--enable-dynamic-port-allocation', '--no-enable-endpoint-independent-mapping']
      : []),
  ];
}

function rangeFlag({ ranges }: NatBlueprint): string {
  if (ranges === 'all') return '--nat-all-subnet-ip-ranges';
  if (ranges === 'primary') return '--nat-primary-subnet-ip-ranges';
  return flag('nat-custom-subnet-ip-ranges', ranges.flatMap(rangeWords).join(','));
}

function rangeWords({ name, all, primary, secondary }: NatSubnet): readonly string[] {
  if (all) return [`${name}:ALL`];
  return [...(primary ? [name] : []), ...secondary.map((range) => `${name}:${range}`)];
}
