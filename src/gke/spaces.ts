/** Address space of each role: what is free of it, and ranges taken of it one after the other. */
import { AddressSet } from '../net/address-set.ts';
import type { Cidr } from '../net/cidr.ts';
import { FreeSpace } from '../net/free-space.ts';
import type { Network } from './cluster.ts';
import { avoided, occupancyOf, spacesOf } from './landscape.ts';
import type { PlannedRole } from './needs.ts';
import type { Occupancy } from './occupancy.ts';

type ByRole<T> = Readonly<Record<PlannedRole, T>>;

export interface Spaces {
  /** Address space of each role without what is reserved; roles of one space have the same set. */
  readonly whole: ByRole<AddressSet>;
  /** Who has addresses there. */
  readonly taken: readonly Occupancy[];
}

/** The space of each role in a network, and who of those that it reaches has addresses. */
export type FindSpaces = (network: Network, connected: readonly Network[]) => Spaces;

/** Remembers what each network has, since others that are connected with it ask for it again. */
export function spacesClearOf(keepClear: Occupancy): FindSpaces {
  const occupied = oncePer(occupancyOf);
  return (network, connected) => {
    const reserved = avoided(network, connected);
    const { nodes, pods, services } = spacesOf(network);
    const whole = oncePer((space: readonly Cidr[]) => AddressSet.of(space).subtract(reserved));
    return {
      whole: { node: whole(nodes), pod: whole(pods), service: whole(services) },
      taken: [...[network, ...connected].map(occupied), keepClear],
    };
  };
}

/** What is free of a space: in place, to take blocks of, … */
export function freeSpaceOf(space: AddressSet, taken: Spaces['taken']): FreeSpace {
  const free = FreeSpace.of(space);
  for (const { sorted } of taken) free.removeAll(sorted);
  return free;
}

/** … and as a set. */
export function freeSetOf(space: AddressSet, taken: Spaces['taken']): AddressSet {
  return taken.reduce((left, { addresses }) => left.subtract(addresses), space);
}

/** What a function makes of a thing, the same for the same thing. */
export function oncePer<From, To>(make: (from: From) => To): (from: From) => To {
  const made = new Map<From, To>();
  return (from) => {
    const known = made.get(from) ?? make(from);
    made.set(from, known);
    return known;
  };
}

/** Places ranges: each is gone for every role, whichever role takes it. */
export class Placing {
  readonly #all: ByRole<FreeSpace>;
  /** The space of each role that none with another space may use: it is taken first. */
  readonly #own: ByRole<FreeSpace>;
  /** All of these, each once: roles of one space have the same. */
  readonly #spaces: readonly FreeSpace[];

  constructor({ whole, taken }: Spaces) {
    const spaceOf = oncePer((space: AddressSet) => freeSpaceOf(space, taken));
    this.#all = byRole((role) => spaceOf(whole[role]));
    this.#own = byRole((role) => spaceOf(withoutOthers(whole[role], whole)));
    this.#spaces = [...new Set([...Object.values(this.#all), ...Object.values(this.#own)])];
  }

  /** A range of the role, by best fit; undefined where none of that prefix length is free. */
  take(role: PlannedRole, prefixLength: number): Cidr | undefined {
    const block = this.#own[role].take(prefixLength) ?? this.#all[role].take(prefixLength);
    if (block !== undefined) this.remove(block);
    return block;
  }

  /** Takes a block, whatever of it is free, for every role. */
  remove(block: Cidr): void {
    for (const space of this.#spaces) space.remove(block);
  }

  /** The largest block that is free for the role; undefined where nothing is. */
  largest(role: PlannedRole): Cidr | undefined {
    return this.#all[role].largest();
  }
}

function byRole<T>(of: (role: PlannedRole) => T): ByRole<T> {
  return { node: of('node'), pod: of('pod'), service: of('service') };
}

/** Space that is no other's; the set itself where it shares nothing. */
function withoutOthers(space: AddressSet, whole: ByRole<AddressSet>): AddressSet {
  const own = Object.values(whole)
    .filter((other) => other !== space)
    .reduce((left, other) => left.subtract(other), space);
  return own.size === space.size ? space : own;
}
