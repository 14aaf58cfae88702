/** NAT gateways to create, with the subnets that they translate. */
import type { Network } from '../gke/cluster.ts';
import type { NatGateway, NatRange } from '../gke/nat.ts';
import type { Subnet } from './blueprint.ts';

/** What a gateway translates of one subnet. */
export interface NatSubnet {
  /** A subnet that is created beside it; absent: it has to be there already. */
  readonly subnet?: Subnet;
  readonly name: string;
  readonly all: boolean;
  readonly primary: boolean;
  /** Names of secondary ranges. */
  readonly secondary: readonly string[];
}

export interface NatBlueprint {
  readonly gateway: NatGateway;
  readonly region?: string;
  readonly ranges: 'all' | 'primary' | readonly NatSubnet[];
  /** Blocks that no subnet has. */
  readonly unknown: readonly string[];
}

/** The gateways of a network that are not there yet. */
export function natBlueprints(
  { nat = [] }: Network,
  subnets: readonly Subnet[],
): readonly NatBlueprint[] {
  return nat
    .filter(({ exists }) => exists !== true)
    .map((gateway) => {
      const { ranges = 'all' } = gateway;
      const region = gateway.region ?? onlyRegion(subnets);
      const own = subnets.filter((subnet) => (subnet.region ?? region) === region);
      const listed = typeof ranges === 'string' ? [] : ranges.map((range) => partOf(range, own));
      return {
        gateway,
        ...(region === undefined ? {} : { region }),
        ranges: typeof ranges === 'string' ? ranges : merged(listed.flatMap((part) => part ?? [])),
        unknown: typeof ranges === 'string' ? [] : ranges.flatMap((range) => unknownIn(range, own)),
      };
    });
}

function onlyRegion(subnets: readonly Subnet[]): string | undefined {
  const regions = new Set(subnets.map(({ region }) => region));
  return regions.size === 1 ? subnets[0]?.region : undefined;
}

const nothing = { all: false, primary: false, secondary: [] } as const;

/** The part of a subnet that an entry means; a name that no subnet has is that of one which is there already. */
function partOf(range: NatRange, subnets: readonly Subnet[]): NatSubnet | undefined {
  const known = (name: string) => subnets.find((subnet) => subnet.name === name);
  const of = (name: string) => ({ ...nothing, name, ...beside(known(name)) });
  if (range.kind === 'subnet') return { ...of(range.name), all: true };
  if (range.kind === 'block') return partAt(range.cidr.text, subnets);
  const { name, subnet } = range;
  if (subnet !== undefined) return { ...of(subnet), secondary: [name] };
  if (known(name) === undefined) {
    const owner = subnets.find(({ secondary }) => secondary.some((one) => one.name === name));
    if (owner !== undefined) return { ...of(owner.name), secondary: [name] };
  }
  return { ...of(name), primary: true };
}

const beside = (subnet: Subnet | undefined) => (subnet === undefined ? {} : { subnet });

function partAt(cidr: string, subnets: readonly Subnet[]): NatSubnet | undefined {
  for (const subnet of subnets) {
    const part = { ...nothing, name: subnet.name, subnet };
    if (subnet.cidr === cidr) return { ...part, primary: true };
    const range = subnet.secondary.find((one) => one.cidr === cidr);
    if (range !== undefined) return { ...part, secondary: [range.name] };
  }
  return undefined;
}

function unknownIn(range: NatRange, subnets: readonly Subnet[]): readonly string[] {
  const isUnknown = range.kind === 'block' && partAt(range.cidr.text, subnets) === undefined;
  return isUnknown ? [range.cidr.text] : [];
}

/** Each subnet once. */
function merged(parts: readonly NatSubnet[]): readonly NatSubnet[] {
  const byName = new Map<string, NatSubnet>();
  for (const part of parts) {
    const known = byName.get(part.name);
    byName.set(part.name, {
      ...part,
      all: part.all || known?.all === true,
      primary: part.primary || known?.primary === true,
      secondary: [...new Set([...(known?.secondary ?? []), ...part.secondary])],
    });
  }
  return [...byName.values()];
}
