/** One combination of a sweep. */
import type { SweptCapacity } from './sweep-capacity.ts';
import { isDemanded, type SweptDemand } from './sweep-demand.ts';
import { addressesTaken, type SweptRanges } from './sweep-ranges.ts';
import { shortagesOf, type Headroom, type Refusal, type Shortage } from './sweep-verdict.ts';

/** A sweep makes many of them, so they are all of one shape and share what they can. */
export interface Combination {
  readonly demand: SweptDemand;
  readonly maxPodsPerNode: number;
  /** Prefix length of the block of Pod addresses that each node gets. */
  readonly blockPrefixLength: number;
  readonly ranges: SweptRanges;
  /** Addresses of the VPC network that the ranges take; absent while none has a size. */
  readonly addresses: number | undefined;
  readonly capacity: SweptCapacity;
  /** Of the limits that bind; negative where the demand is above them. */
  readonly headroom: Headroom;
  /** What GKE or VPC refuses, whatever has to fit. */
  readonly refusals: readonly Refusal[];
  /** What does not fit. */
  readonly shortages: readonly Shortage[];
  /** Absent where nothing is demanded and nothing refused. */
  readonly fits: boolean | undefined;
}

export function combine(
  demand: SweptDemand,
  { maxPodsPerNode, blockPrefixLength }: Pick<Combination, 'maxPodsPerNode' | 'blockPrefixLength'>,
  ranges: SweptRanges,
  capacity: SweptCapacity,
  refusals: readonly Refusal[],
): Combination {
  const headroom = {
    nodes: left(capacity.nodes.limit, demand.peakNodes),
    services: left(capacity.services.limit, demand.services),
  };
  const shortages = shortagesOf(demand, maxPodsPerNode, capacity, headroom);
  return {
    demand,
    maxPodsPerNode,
    blockPrefixLength,
    ranges,
    addresses: addressesTaken(ranges),
    capacity,
    headroom,
    refusals,
    shortages,
    fits: verdict(demand, refusals, shortages),
  };
}

function left(limit: number | undefined, planned: number | undefined): number | undefined {
  return limit === undefined || planned === undefined ? undefined : limit - planned;
}

function verdict(
  demand: SweptDemand,
  refusals: readonly Refusal[],
  shortages: readonly Shortage[],
): boolean | undefined {
  if (refusals.length > 0) return false;
  return isDemanded(demand) ? shortages.length === 0 : undefined;
}
