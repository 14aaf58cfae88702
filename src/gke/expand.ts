import { defined } from '../defined.ts';
import { overlaps, widen, type Cidr } from '../net/cidr.ts';
import type { NextLimit } from './range-limits.ts';
import { limitOf } from './limits.ts';
import { labelOf, type Occupant } from './occupants.ts';
import { prohibitedRanges } from './reserved-ranges.ts';
import { usableNodeAddresses } from './sizing.ts';
import type { ClusterUse } from './use.ts';

/** The widest block that a node subnet can become in place, and what stops it there. */
export interface Expansion extends NextLimit {
  readonly cidr: Cidr;
  /** The neighbour that the next bit would meet; absent where VPC's widest subnet is reached. */
  readonly stoppedBy?: string;
}

/**
 * A primary range can be expanded, never moved or shrunk: how far until it meets a neighbour.
 * Source: https://docs.cloud.google.com/vpc/docs/subnets
 */
export function expandInPlace(use: ClusterUse, reach: readonly Occupant[]): Expansion | undefined {
  const own = use.cluster.spec.ranges.nodes?.cidr;
  if (own === undefined || own.family !== 4) return undefined;
  const neighbours = [
    ...reach
      .filter((range) => range.cidr.text !== own.text)
      .map((range) => ({ cidr: range.cidr, label: labelOf(range) })),
    ...prohibitedRanges.map(({ cidr, name }) => ({ cidr, label: `${name} (${cidr.text})` })),
  ];
  let cidr = own;
  let stoppedBy: string | undefined;
  while (
    cidr.prefixLength > limitOf('node-range-shortest-prefix').value &&
    stoppedBy === undefined
  ) {
    const wider = widen(cidr, cidr.prefixLength - 1);
    stoppedBy = neighbours.find((neighbour) => overlaps(neighbour.cidr, wider))?.label;
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
