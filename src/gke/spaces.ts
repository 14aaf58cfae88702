/** Address space of each role: what is free of it, and ranges taken of it one after the other. */
import { AddressSet } from '../net/address-set.ts';
import type { Cidr } from '../net/cidr.ts';
import { FreeSpace } from '../net/free-space.ts';
import type { Network } from './cluster.ts';
import { avoided, occupancyOf, spacesOf } from './landscape.ts';
import type { PlannedRole } from './needs.ts';

type ByRole<T> = Readonly<Record<PlannedRole, T>>;

/** Address space of each role; roles of one space have the same set. */
export type Spaces = ByRole<AddressSet>;

/** What is free for each role: the space to place it in without what anybody there has or reserves. */
export type FindSpaces = (network: Network, connected: readonly Network[]) => Spaces;

/** Remembers what each network has, since others that are connected with it ask for it again. */
export function spacesClearOf(keepClear: AddressSet): FindSpaces {
  const known = new Map<Network, AddressSet>();
  const occupied = (network: Network): AddressSet => {
    const found = known.get(network) ?? occupancyOf(network).addresses;
    known.set(network, found);
    return found;
  };
  return (network, connected) => {
    const blocked = [network, ...connected]
      .map(occupied)
      .reduce((all, addresses) => all.union(addresses), keepClear)
      .union(avoided(network, connected));
    const free = (space: readonly Cidr[]) => AddressSet.of(space).subtract(blocked);
    const { nodes, pods, services } = spacesOf(network);
    const node = free(nodes);
    const pod = pods === nodes ? node : free(pods);
    return { node, pod, service: services === nodes ? node : free(services) };
  };
}

/** Places ranges: each is gone for every role, whichever role takes it. */
export class Placing {
  readonly #all: ByRole<FreeSpace>;
  /** The space of each role that none with another space may use: it is taken first. */
  readonly #own: ByRole<FreeSpace>;
  /** All of these, each once: roles of one space have the same. */
  readonly #spaces: readonly FreeSpace[];

  constructor(spaces: Spaces) {
    const made = new Map<AddressSet, FreeSpace>();
    const spaceOf = (set: AddressSet): FreeSpace => {
      const space = made.get(set) ?? FreeSpace.of(set);
      made.set(set, space);
      return space;
    };
    this.#all = byRole((role) => spaceOf(spaces[role]));
    this.#own = byRole((role) => spaceOf(withoutOthers(spaces[role], spaces)));
    this.#spaces = [...made.values()];
  }

  /** A range of the role, by best fit; undefined where none of that prefix length is free. */
  take(role: PlannedRole, prefixLength: number): Cidr | undefined {
    const block = this.#own[role].take(prefixLength) ?? this.#all[role].take(prefixLength);
    if (block !== undefined) for (const space of this.#spaces) space.remove(block);
    return block;
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
function withoutOthers(space: AddressSet, spaces: Spaces): AddressSet {
  const own = Object.values(spaces)
    .filter((other) => other !== space)
    .reduce((left, other) => left.subtract(other), space);
  return own.size === space.size ? space : own;
}
