import type { NetworkView } from '../gke/landscape.ts';
import { limitOf } from '../gke/limits.ts';
import { compare } from '../net/cidr.ts';
import { labelOf, type Occupant } from '../gke/occupants.ts';
import { activeProxySubnets, kindOfProxies } from '../gke/proxy-subnets.ts';
import { at, names } from './observe.ts';
import type { Observation, Rule } from './rule.ts';

const limit = limitOf('proxy-only-active-subnets');

/** Active proxy-only subnets of one kind and region; where nobody says the region, nobody can count. */
function groupsOf({ occupancy }: NetworkView): ReadonlyMap<string, readonly Occupant[]> {
  const groups = new Map<string, Occupant[]>();
  for (const range of activeProxySubnets(occupancy.listed)) {
    if (range.region === undefined) continue;
    const key = `${kindOfProxies(range)} ${range.region}`;
    groups.set(key, [...(groups.get(key) ?? []), range]);
  }
  return groups;
}

function observe(view: NetworkView, ranges: readonly Occupant[]): Observation[] {
  const sorted = ranges.toSorted((a, b) => compare(a.cidr, b.cidr));
  const [first, ...others] = sorted;
  if (first === undefined || sorted.length <= limit.value) return [];
  const kind = kindOfProxies(first);
  return [
    {
      message: `network ${view.network.name} has ${sorted.length} active ${kind} proxy-only subnets in ${first.region}: ${sorted.map((range) => labelOf(range)).join(', ')}`,
      ...at(first.where),
      related: others.map((range) => ({ message: labelOf(range), ...at(range.where) })),
      facts: {
        network: view.network.name,
        region: first.region ?? null,
        kind,
        subnets: sorted.map(({ cidr }) => cidr.text),
        limit: limit.value,
      },
      ...names(...sorted),
      networks: [view.network],
    },
  ];
}

export const proxyOnlySubnetCount: Rule = {
  id: 'proxy-only-subnet-count',
  severity: 'error',
  title: 'More than one active proxy-only subnet of a kind in a region',
  why: 'All Envoy-based load balancers of a region and network share one active proxy-only subnet; those across regions share another. VPC refuses a second active one of the kind.',
  fix: 'Keep one, wide enough for all; another can wait as a backup.',
  docs: limit.source,
  check: ({ networks }) =>
    networks.flatMap((view) => [...groupsOf(view).values()].flatMap((one) => observe(view, one))),
};
