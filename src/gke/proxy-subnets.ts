/** Proxy-only subnets: of each kind, a network has at most one active in a region. */
import { defined } from '../defined.ts';
import type { NamedRange, Network, NotChecked } from './cluster.ts';
import {
  proxyKinds,
  type NeighbourKind,
  type UnplacedNeighbour,
  type WantedRange,
} from './neighbours.ts';

export function kindOfProxies({ neighbour }: Pick<NamedRange, 'neighbour'>): NeighbourKind {
  return neighbour?.kind ?? 'regional';
}

/** Those that are in use: a backup waits. */
export function activeProxySubnets<Range extends NamedRange>(
  ranges: readonly Range[],
): readonly Range[] {
  return ranges.filter(
    ({ role, neighbour }) => role === 'proxy-only' && neighbour?.backup !== true,
  );
}

/** What is left open: ranges without a block, which a plan would place, and proxies of an unknown region. */
export function openNeighbours(
  network: Network,
  unplaced: ReadonlyMap<WantedRange, UnplacedNeighbour>,
): readonly NotChecked[] {
  const open = (network.wanted ?? []).filter((wanted) => !unplaced.has(wanted));
  return [
    ...open.map(({ role, name, where }) => ({
      what: `the ${role} range ${name === undefined ? '' : `${name} `}of ${network.name}`,
      reason: 'it has no block: plan finds one',
      ...defined({ where }),
    })),
    ...proxyKinds.flatMap((kind) => unknownRegion(network, kind)),
  ];
}

function unknownRegion({ name, ranges }: Network, kind: NeighbourKind): readonly NotChecked[] {
  const proxies = activeProxySubnets(ranges).filter((range) => kindOfProxies(range) === kind);
  const homeless = proxies.find(({ region }) => region === undefined);
  if (homeless === undefined || new Set(proxies.map(({ cidr }) => cidr.text)).size < 2) return [];
  return [
    {
      what: `whether two ${kind} proxy-only subnets of ${name} are active in one region`,
      reason: `nobody says the region of ${homeless.name ?? homeless.cidr.text}`,
      ...defined({ where: homeless.where }),
    },
  ];
}
