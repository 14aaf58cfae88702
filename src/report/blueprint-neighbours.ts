/** What has to be created for load balancers and Google's services. */
import { defined } from '../defined.ts';
import type { NamedRange, Network } from '../gke/cluster.ts';
import {
  isNeighbourRole,
  nextName,
  type NeighbourKind,
  type NeighbourRole,
} from '../gke/neighbours.ts';
import { formatAddress } from '../net/address.ts';

export interface NeighbourBlueprint {
  readonly role: NeighbourRole;
  readonly name: string;
  readonly cidr: string;
  /** The first address of the block. */
  readonly address: string;
  readonly prefixLength: number;
  /** Absent: not known, or private services access, which has none. */
  readonly region?: string;
  /** What a subnet is there for, as VPC names it; absent for addresses of load balancers and endpoints. */
  readonly purpose?: string;
  readonly kind?: NeighbourKind;
  readonly backup: boolean;
}

/** Those to create, and the names of ranges for private services access that are there already. */
export function neighboursOf({ name, ranges }: Network): {
  readonly neighbours: readonly NeighbourBlueprint[];
  readonly servicesAccess: readonly string[];
} {
  const found = ranges.filter(({ neighbour }) => neighbour?.isNew !== true);
  const isThere = new Set(found.map(({ cidr, name: called }) => `${cidr.text} ${called}`));
  const taken = new Set(ranges.map(({ name: called }) => called));
  const neighbours = ranges
    .filter(({ neighbour }) => neighbour?.isNew === true)
    .filter(({ cidr, name: called }) => !isThere.has(`${cidr.text} ${called}`))
    .flatMap((range) => neighbourBlueprint(range, name, taken));
  const servicesAccess = found
    .filter(({ role }) => role === 'private-services-access')
    .flatMap(({ name: called }) => called ?? []);
  return { neighbours, servicesAccess };
}

function neighbourBlueprint(
  range: NamedRange,
  network: string,
  taken: Set<string | undefined>,
): readonly NeighbourBlueprint[] {
  const { role, cidr, region, neighbour: { kind, backup = false } = {} } = range;
  if (!isNeighbourRole(role) || cidr.family !== 4) return [];
  return [
    {
      role,
      name: range.name ?? nextName(`${network}-${role}`, taken),
      cidr: cidr.text,
      address: formatAddress(cidr.family, cidr.first),
      prefixLength: cidr.prefixLength,
      ...defined({ region, kind, purpose: purposeOf(role, kind) }),
      backup,
    },
  ];
}

function purposeOf(role: NeighbourRole, kind: NeighbourKind | undefined): string | undefined {
  if (role === 'proxy-only')
    return kind === 'cross-region' ? 'GLOBAL_MANAGED_PROXY' : 'REGIONAL_MANAGED_PROXY';
  const isNat = role === 'private-service-connect' && kind !== 'endpoints';
  return isNat ? 'PRIVATE_SERVICE_CONNECT' : undefined;
}
