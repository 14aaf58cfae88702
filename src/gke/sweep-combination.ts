/** One combination of a sweep. */
import type { SweptCapacity } from './sweep-capacity.ts';
import { isDemanded, type SweptDemand } from './sweep-demand.ts';
import { addressesTaken, type SweptRanges } from './sweep-ranges.ts';
import { shortagesOf, type Headroom, type Refusal, type Shortage } from './sweep-verdict.ts';

/** A sweep keeps many of them, so they share what they can and work the rest out when it is asked for. */
export class Combination {
  readonly demand: SweptDemand;
  readonly maxPodsPerNode: number;
  /** Prefix length of the block of Pod addresses that each node gets. */
  readonly blockPrefixLength: number;
  readonly ranges: SweptRanges;
  readonly capacity: SweptCapacity;
  /** What GKE or VPC refuses, whatever has to fit. */
  readonly refusals: readonly Refusal[];
  /** Absent where nothing is demanded and nothing refused. */
  readonly fits: boolean | undefined;

  constructor(
    demand: SweptDemand,
    cluster: { readonly maxPodsPerNode: number; readonly blockPrefixLength: number },
    ranges: SweptRanges,
    capacity: SweptCapacity,
    refusals: readonly Refusal[],
  ) {
    this.demand = demand;
    this.maxPodsPerNode = cluster.maxPodsPerNode;
    this.blockPrefixLength = cluster.blockPrefixLength;
    this.ranges = ranges;
    this.capacity = capacity;
    this.refusals = refusals;
    this.fits = this.#verdict();
  }

  /** Addresses of the VPC network that the ranges take; absent while none has a size. */
  get addresses(): number | undefined {
    return addressesTaken(this.ranges);
  }

  /** Of the limits that bind; negative where the demand is above them. */
  get headroom(): Headroom {
    const { capacity, demand } = this;
    return {
      nodes: left(capacity.nodes.limit, demand.peakNodes),
      services: left(capacity.services.limit, demand.services),
    };
  }

  /** What does not fit. */
  get shortages(): readonly Shortage[] {
    return shortagesOf(this.demand, this.maxPodsPerNode, this.capacity, this.headroom);
  }

  #verdict(): boolean | undefined {
    if (this.refusals.length > 0) return false;
    return isDemanded(this.demand) ? this.shortages.length === 0 : undefined;
  }
}

function left(limit: number | undefined, planned: number | undefined): number | undefined {
  return limit === undefined || planned === undefined ? undefined : limit - planned;
}
