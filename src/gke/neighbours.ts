/**
 * What else clusters need from their network: ranges for load balancers and for Google's services, which
 * a plan places as it places those of clusters.
 */
import { defined } from '../defined.ts';
import type { SourceLocation } from '../errors.ts';
import type { Cidr } from '../net/cidr.ts';
import type { NamedRange, Network, OtherRole } from './cluster.ts';
import { limitOf, type Limit, type LimitId } from './limits.ts';
import { addressesOf, prefixFor } from './sizing.ts';

/** Roles that a plan can place. */
export const neighbourRoles = [
  'proxy-only',
  'private-service-connect',
  'load-balancer',
  'private-services-access',
] as const satisfies readonly OtherRole[];
export type NeighbourRole = (typeof neighbourRoles)[number];

export function isNeighbourRole(role: string): role is NeighbourRole {
  return (neighbourRoles as readonly string[]).includes(role);
}

/** Proxy-only: whose proxies have their addresses there. */
export const proxyKinds = ['regional', 'cross-region'] as const;
/** Private Service Connect: the NAT subnet of a service that is published, or addresses of endpoints. */
export const connectKinds = ['nat', 'endpoints'] as const;
export const neighbourKinds = [...proxyKinds, ...connectKinds] as const;
export type NeighbourKind = (typeof neighbourKinds)[number];

/** Services that take addresses by private services access. */
export const producers = ['cloud-sql', 'memorystore', 'filestore', 'other'] as const;
export type Producer = (typeof producers)[number];

/** What is said of such a range beside its role, name and block. */
export interface NeighbourTerms {
  /** Absent: regional for proxy-only subnets, nat for Private Service Connect. */
  readonly kind?: NeighbourKind;
  /** A proxy-only subnet that waits to take the place of the active one. */
  readonly backup?: boolean;
  /** Load balancers or endpoints, of which each takes an address. */
  readonly addresses?: number;
  /** The services that share a range of private services access. */
  readonly producers?: readonly Producer[];
  /** To be created: not there already. */
  readonly isNew?: boolean;
  /** A plan gave it the suggested size, as nobody says another. */
  readonly suggestedSize?: boolean;
}

/** A range that a plan has to place. */
export interface WantedRange {
  readonly role: NeighbourRole;
  readonly name?: string;
  /** The region of its subnet; private services access has none. */
  readonly region?: string;
  readonly prefixLength?: number;
  readonly neighbour: NeighbourTerms;
  readonly where?: SourceLocation;
}

export type NamedWish = WantedRange & { readonly name: string };

/** A wanted range that there is no space for. */
export interface UnplacedNeighbour {
  readonly wanted: NamedWish;
  /** Negative where IPv4 has no such block. */
  readonly prefixLength: number;
  /** The largest block that is free, absent where nothing is. */
  readonly largestFree?: Cidr;
}

const suggestions: Readonly<Partial<Record<NeighbourRole, LimitId>>> = {
  'proxy-only': 'proxy-only-suggested-prefix',
  'private-services-access': 'private-services-access-suggested-prefix',
};

/** The size that is suggested for a role; undefined where Google suggests none. */
export function suggestedSize(role: NeighbourRole): Limit | undefined {
  const id = suggestions[role];
  return id === undefined ? undefined : limitOf(id);
}

const longest = {
  'proxy-only': 'proxy-only-longest-prefix',
  'private-services-access': 'private-services-access-longest-prefix',
  'private-service-connect': 'node-range-longest-prefix',
  'load-balancer': 'node-range-longest-prefix',
} as const satisfies Record<NeighbourRole, LimitId>;

/** The narrowest range that VPC accepts for the role. */
export function narrowest(role: NeighbourRole): Limit {
  return limitOf(longest[role]);
}

/** Addresses that have to fit; undefined where nobody says. */
export function neededAddresses({
  addresses,
  producers: sharing,
}: NeighbourTerms): number | undefined {
  const each = addressesOf(narrowest('private-services-access').value);
  return addresses ?? (sharing === undefined ? undefined : sharing.length * each);
}

/** Addresses of a range that VPC keeps: of a subnet some, and private services access has no subnet. */
function reservedAddresses(role: NeighbourRole): number {
  return role === 'private-services-access' ? 0 : limitOf('node-range-reserved-addresses').value;
}

/** Addresses of a range that can be used. */
export function usableAddresses(role: NeighbourRole, prefixLength: number): number {
  return Math.max(0, addressesOf(prefixLength) - reservedAddresses(role));
}

/**
 * The longest prefix whose range holds so many addresses and that VPC accepts for the role; negative
 * where IPv4 has no such block. `minHeadroom`: percent that must stay free.
 */
export function prefixHolding(role: NeighbourRole, needed: number, minHeadroom = 0): number {
  const taken = needed + reservedAddresses(role);
  return Math.min(prefixFor(Math.ceil((taken * 100) / (100 - minHeadroom))), narrowest(role).value);
}

/**
 * The size that a wanted range gets: the one asked for, else what its addresses need, else the suggested
 * one. Undefined where nobody says how many addresses it needs.
 */
export function wantedPrefix(
  { role, prefixLength, neighbour }: Pick<WantedRange, 'role' | 'prefixLength' | 'neighbour'>,
  minHeadroom = 0,
): number | undefined {
  if (prefixLength !== undefined) return prefixLength;
  const needed = neededAddresses(neighbour);
  return needed === undefined
    ? suggestedSize(role)?.value
    : prefixHolding(role, needed, minHeadroom);
}

/** Wanted ranges with a name each: `prod-vpc-proxy-only`, `prod-vpc-proxy-only-2`, and so on. */
export function namedWishes({
  name: network,
  ranges,
  wanted = [],
}: Pick<Network, 'name' | 'ranges' | 'wanted'>): readonly NamedWish[] {
  const taken = new Set([...ranges, ...wanted].map(({ name }) => name));
  return wanted.map((wish) => ({
    ...wish,
    name: wish.name ?? nextName(`${network}-${wish.role}`, taken),
  }));
}

/** A name that is not taken, and is now: `base`, `base-2`, and so on. */
export function nextName(base: string, taken: Set<string | undefined>): string {
  let name = base;
  for (let number = 2; taken.has(name); number += 1) name = `${base}-${number}`;
  taken.add(name);
  return name;
}

/** The range that a wish has become. */
export function placedNeighbour(
  { role, name, region, prefixLength, neighbour, where }: NamedWish,
  cidr: Cidr,
): NamedRange {
  const isSuggested = prefixLength === undefined && neededAddresses(neighbour) === undefined;
  return {
    role,
    name,
    cidr,
    ...defined({ region, where }),
    neighbour: { ...neighbour, ...(isSuggested ? { suggestedSize: true } : {}) },
  };
}
