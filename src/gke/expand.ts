import { defined } from '../defined.ts';
import { compare, contains, widen, type Cidr } from '../net/cidr.ts';
import type { Network } from './cluster.ts';
import type { NextLimit } from './range-limits.ts';
import { limitOf, type LimitId } from './limits.ts';
import type { Occupancy } from './occupancy.ts';
import { labelOf } from './occupants.ts';
import { autoModeSubnets, prohibitedRanges, reservedIn } from './reserved-ranges.ts';
import { usableNodeAddresses } from './sizing.ts';
import type { ClusterUse } from './use.ts';

/** The widest block that a node subnet can become in place, and what stops it there. */
export interface Expansion extends NextLimit {
  readonly cidr: Cidr;
  /** The neighbour that the next bit would meet; absent where VPC accepts no wider subnet. */
  readonly stoppedBy?: string;
}

/**
 * A primary range can be expanded, never moved or shrunk: how far until it meets a neighbour.
 * Source: https://docs.cloud.google.com/vpc/docs/subnets
 */
export function expandInPlace(use: ClusterUse, reach: readonly Occupancy[]): Expansion | undefined {
  const own = use.cluster.spec.ranges.nodes?.cidr;
  if (own === undefined || own.family !== 4) return undefined;
  const widest = limitOf(widestOf(own, use.cluster.network)).value;
  let cidr = own;
  let stoppedBy: string | undefined;
  while (cidr.prefixLength > widest && stoppedBy === undefined) {
    const wider = widen(cidr, cidr.prefixLength - 1);
    stoppedBy = neighbourIn(wider, own, reach);
    if (stoppedBy === undefined) cidr = wider;
  }
  const taken = use.cluster.otherNodeAddresses + use.otherNodeAddresses;
  return {
    cidr,
    prefixLength: cidr.prefixLength,
    limit: Math.max(0, usableNodeAddresses(cidr.prefixLength) - taken),
    ...defined({ stoppedBy }),
  };
}

/** The range beside `own` that has addresses of `block`, the lowest of several, in words. */
function neighbourIn(block: Cidr, own: Cidr, reach: readonly Occupancy[]): string | undefined {
  const [neighbour] = reach
    .flatMap((occupancy) => occupancy.lowestIn(block, own) ?? [])
    .toSorted((a, b) => compare(a.cidr, b.cidr));
  if (neighbour !== undefined) return labelOf(neighbour);
  const [prohibited] = reservedIn(block, prohibitedRanges);
  return prohibited && `${prohibited.name} (${prohibited.cidr.text})`;
}

/** A subnet that an auto-mode network made grows less far than others. */
function widestOf(own: Cidr, { mode }: Network): LimitId {
  const madeByNetwork = mode === 'auto' && contains(autoModeSubnets.cidr, own);
  return madeByNetwork ? 'auto-mode-subnet-shortest-prefix' : 'node-range-shortest-prefix';
}
