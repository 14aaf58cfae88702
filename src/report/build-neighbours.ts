/** Ranges for load balancers and Google's services as the report has them. */
import { defined } from '../defined.ts';
import type { NetworkView } from '../gke/landscape.ts';
import {
  isNeighbourRole,
  neededAddresses,
  suggestedSize,
  usableAddresses,
  type NeighbourRole,
} from '../gke/neighbours.ts';
import type { Occupant } from '../gke/occupants.ts';
import { kindOfProxies } from '../gke/proxy-subnets.ts';
import { size } from '../net/cidr.ts';
import type { ReportNetworkRange } from './report.ts';

/** Those of a network, by role, in the order given. */
export function neighboursOf({ occupancy }: NetworkView): ReportNetworkRange[] {
  return occupancy.listed
    .filter((range) => range.cidr.family === 4)
    .flatMap((range) => (isNeighbourRole(range.role) ? [rangeOf(range, range.role)] : []));
}

function rangeOf(range: Occupant, role: NeighbourRole): ReportNetworkRange {
  const { name, cidr, region, neighbour = {}, where } = range;
  const { backup, producers, suggestedSize: isSuggested } = neighbour;
  const usable = usableAddresses(role, cidr.prefixLength);
  const needed = neededAddresses(neighbour);
  const kind = role === 'proxy-only' ? kindOfProxies(range) : neighbour.kind;
  const suggestion = isSuggested === true ? suggestedSize(role) : undefined;
  return {
    role,
    name: name ?? null,
    cidr: cidr.text,
    prefixLength: cidr.prefixLength,
    addresses: Number(size(cidr)),
    usable,
    needed: needed ?? null,
    free: needed === undefined ? null : usable - needed,
    ...defined({ region, kind, backup }),
    ...(producers === undefined ? {} : { producers: [...producers] }),
    ...(suggestion === undefined
      ? {}
      : { suggested: { source: suggestion.source, verified: suggestion.verified } }),
    ...defined({ where }),
  };
}
