/** Which ranges reach each other, and which of those share addresses. */
import { findOverlaps, findOverlapsBetween } from '../net/overlaps.ts';
import type { Network } from './cluster.ts';
import type { Occupant } from './occupants.ts';

/** Pairs beyond these are counted, not listed: nobody reads further. */
const listed = 100;

export type OverlappingPair = readonly [Occupant, Occupant];

export interface OverlappingPairs {
  /** The first ones, in a stable order. */
  readonly pairs: readonly OverlappingPair[];
  /** All of them, exactly. */
  readonly count: number;
}

export interface Inhabited {
  readonly network: Network;
  readonly occupants: readonly Occupant[];
  readonly connected: readonly Network[];
}

const cidrOf = ({ cidr }: Occupant) => cidr;

/** Within each network, between connected networks, and with what every network keeps clear of. */
export function overlappingPairs(
  networks: readonly Inhabited[],
  keepClear: readonly Occupant[],
): OverlappingPairs {
  const results = networks.flatMap(({ occupants, connected }, index) => [
    findOverlaps(occupants, cidrOf, listed),
    findOverlapsBetween(occupants, keepClear, cidrOf, listed),
    ...networks
      .slice(index + 1)
      .filter((other) => connected.includes(other.network))
      .map((other) => findOverlapsBetween(occupants, other.occupants, cidrOf, listed)),
  ]);
  return {
    pairs: results.flatMap(({ pairs }) => pairs).slice(0, listed),
    count: results.reduce((sum, { count }) => sum + count, 0),
  };
}
