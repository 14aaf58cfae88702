import type { Landscape, NetworkView } from '../gke/landscape.ts';
import { limitOf } from '../gke/limits.ts';
import { neededAddresses, prefixHolding, usableAddresses } from '../gke/neighbours.ts';
import { labelOf } from '../gke/occupants.ts';
import { type NeighbourOccupant, neighboursIn } from './neighbour-range-size.ts';
import { at, names, whose } from './observe.ts';
import type { Observation, Rule } from './rule.ts';

function tooSmall(range: NeighbourOccupant): Observation[] {
  const { role, cidr, name, where, neighbour = {} } = range;
  const needed = neededAddresses(neighbour);
  const usable = usableAddresses(role, cidr.prefixLength);
  if (needed === undefined || needed <= usable) return [];
  const fitting = prefixHolding(role, needed);
  return [
    {
      message: `${labelOf(range)} is too small: ${needed} addresses needed, ${usable} usable, ${needed - usable} missing; a /${fitting} fits`,
      fix: `use a /${fitting}`,
      ...at(where),
      facts: {
        range: cidr.text,
        name: name ?? null,
        role,
        needed,
        usable,
        missing: needed - usable,
        fittingPrefixLength: fitting,
      },
      ...names(range),
      ...whose(range),
    },
  ];
}

function noSpace({ network, unplaced }: NetworkView): readonly Observation[] {
  return unplaced.map(({ wanted, prefixLength, largestFree }) => {
    const free =
      largestFree === undefined
        ? 'nothing is free there'
        : `the largest free block is ${largestFree.text}`;
    const needs = prefixLength < 0 ? 'more than all of IPv4' : `a /${prefixLength}`;
    return {
      message: `no space for the ${wanted.role} range ${wanted.name} of network ${network.name}: it needs ${needs}, and ${free}`,
      fix: 'give more space with --within, or ask for a smaller range',
      ...at(wanted.where ?? network.where),
      facts: {
        network: network.name,
        name: wanted.name,
        role: wanted.role,
        prefixLength,
        largestFree: largestFree?.text ?? null,
      },
      ranges: [wanted.name],
      networks: [network],
    };
  });
}

export const neighbourRangeExhausted: Rule = {
  id: 'neighbour-range-exhausted',
  severity: 'error',
  title: "Load balancers, endpoints or Google's services do not fit their range",
  why: 'Each internal passthrough load balancer and each endpoint takes an address of its subnet, and each service behind private services access a /24 at least. Without one it cannot be created.',
  fix: 'Use a wider range, or add another.',
  docs: limitOf('private-services-access-longest-prefix').source,
  check: (landscape: Landscape) => [
    ...neighboursIn(landscape).flatMap(tooSmall),
    ...landscape.networks.flatMap(noSpace),
  ],
};
