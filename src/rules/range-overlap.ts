import { labelOf, type Occupant } from '../gke/occupants.ts';
import type { OverlappingPair } from '../gke/reach.ts';
import { commonBlock, relation } from '../net/overlaps.ts';
import { at, names, whose } from './observe.ts';
import type { Observation, Rule } from './rule.ts';

const relationWords = { equal: 'equals', contains: 'contains', inside: 'lies inside' } as const;

function observe([a, b]: OverlappingPair): Observation {
  const [first, second] = primaryFirst(a, b);
  const found = relation(first.cidr, second.cidr);
  const shared = commonBlock(first.cidr, second.cidr) ?? first.cidr;
  if (found === 'apart')
    throw new RangeError(`${first.cidr.text} and ${second.cidr.text} do not overlap`);
  const connection =
    first.network !== undefined && second.network !== undefined && first.network !== second.network
      ? ` of the connected network ${second.network.name}`
      : '';
  return {
    message: `${labelOf(first)} ${relationWords[found]} ${labelOf(second)}${connection}: they share ${shared.text}`,
    fix: `move one of them out of ${shared.text}`,
    ...at(first.where),
    related: [{ message: `the other range: ${labelOf(second)}`, ...at(second.where) }],
    facts: {
      first: first.cidr.text,
      firstName: first.name ?? null,
      second: second.cidr.text,
      secondName: second.name ?? null,
      relation: found,
      shared: shared.text,
    },
    ...names(first, second),
    ...whose(first, second),
  };
}

/** A cluster's own range before one that is only there; of two like that, the smaller one. */
function primaryFirst(outer: Occupant, inner: Occupant): OverlappingPair {
  const [outerOwned, innerOwned] = [outer, inner].map(({ clusters }) => clusters.length > 0);
  if (outerOwned !== innerOwned) return outerOwned === true ? [outer, inner] : [inner, outer];
  return inner.cidr.prefixLength >= outer.cidr.prefixLength ? [inner, outer] : [outer, inner];
}

export const rangeOverlap: Rule = {
  id: 'range-overlap',
  severity: 'error',
  title: 'Two ranges that can reach each other share addresses',
  why: 'A packet to a shared address can go to one of the two only. VPC refuses overlapping subnet ranges and peerings; with VPN or Interconnect part of the other network cannot be reached.',
  fix: 'Move one of the two ranges, or disconnect the networks if they need not reach each other.',
  docs: 'https://docs.cloud.google.com/vpc/docs/subnets',
  prevents:
    'Invalid IPCidrRange: … conflicts with existing subnetwork; … conflicts with peer network; … conflicts with reserved IP range',
  worstFirst: true,
  check: ({ overlaps }) => overlaps.pairs.map((pair) => observe(pair)),
};
