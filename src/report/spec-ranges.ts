/** `ranges` of a network as a spec says them. */
import { type NamedRange, type Network, otherRoles } from '../gke/cluster.ts';
import { isNeighbourRole, type NeighbourTerms, type WantedRange } from '../gke/neighbours.ts';

/** The keys that have a value, in the order given: what nobody said is not written. */
export function said(entry: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined));
}

/** Ranges with a block, then those that a plan found no place for. */
export function rangeEntries({ ranges, wanted = [] }: Network): Record<string, unknown>[] {
  return [...ranges.map(rangeEntry), ...wanted.map(wantedEntry)];
}

/** A range that another input gave the role of a cluster's own is still one to keep clear of. */
function rangeEntry({ name, cidr, role, region, neighbour }: NamedRange): Record<string, unknown> {
  if (isNeighbourRole(role))
    return said({
      name,
      cidr: cidr.text,
      role,
      region,
      ...termsEntry(neighbour ?? {}),
      create: neighbour?.isNew,
    });
  const known = (otherRoles as readonly string[]).includes(role);
  return said({ name, cidr: cidr.text, role: known ? role : 'other' });
}

function wantedEntry({ name, role, region, prefixLength, neighbour }: WantedRange) {
  return said({ name, role, region, prefixLength, ...termsEntry(neighbour) });
}

function termsEntry({ kind, addresses, producers, backup }: NeighbourTerms) {
  return { kind, addresses, producers, backup };
}
