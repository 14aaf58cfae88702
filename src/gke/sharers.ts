/** Clusters that share a range: equal blocks are one range where neither region nor name says otherwise. */
import { mayShareSubnet, type ResolvedCluster } from './resolve.ts';

/**
 * The clusters on one range, in a stable order, with the one that asks. All of one region and name get
 * the same list, so that thousands on one range take no more room than their number.
 */
export type Sharers = readonly ResolvedCluster[];

/** A cluster and a range that it uses. */
export interface User {
  readonly cluster: ResolvedCluster;
  /** What ranges have in common that may be one; absent for a range that is nobody else's. */
  readonly range: string | undefined;
  /** Users of one range whose names for it differ are on two; who has no name may be on either. */
  readonly name?: string | undefined;
}

/** Finds with whom a user may be on one range. */
export function sharersAmong(users: readonly User[]): (user: User) => Sharers {
  const byRange = new Map<string, User[]>();
  for (const user of users) {
    if (user.range === undefined) continue;
    const found = byRange.get(user.range);
    if (found === undefined) byRange.set(user.range, [user]);
    else found.push(user);
  }
  const known = new Map<string, Sharers>();
  return (user) => {
    const near = user.range === undefined ? [] : (byRange.get(user.range) ?? []);
    if (near.length < 2) return [user.cluster];
    const key = JSON.stringify([user.range, user.cluster.region, user.name]);
    const sharers = known.get(key) ?? sharersOf(user, near);
    known.set(key, sharers);
    return sharers;
  };
}

function sharersOf(user: User, near: readonly User[]): Sharers {
  const clusters = near
    .filter((other) => mayShareSubnet(user.cluster, other.cluster) && isNamedAlike(user, other))
    .map(({ cluster }) => cluster);
  return [...new Set(clusters)];
}

function isNamedAlike(a: User, b: User): boolean {
  return a.name === undefined || b.name === undefined || a.name === b.name;
}

/** The names of all clusters on a range, sorted. */
export function ownerNames(sharers: Sharers): readonly string[] {
  return sharers.map(({ spec }) => spec.name).toSorted();
}

/** The names of the others on the range of a cluster. */
export function othersOf(cluster: ResolvedCluster, sharers: Sharers): readonly string[] {
  return sharers.filter((other) => other !== cluster).map(({ spec }) => spec.name);
}
