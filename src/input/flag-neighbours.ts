/** `--other-range`: ranges for load balancers and Google's services, without a spec. */
import { defined } from '../defined.ts';
import type { NamedRange, Network } from '../gke/cluster.ts';
import { neighbourRoles, wantedPrefix, type WantedRange } from '../gke/neighbours.ts';
import { quote } from '../net/cidr-error.ts';
import type { PlannerFlag } from './flag-names.ts';
import { type FlagReader, placeOfFlag } from './flag-values.ts';

type Reader = FlagReader<PlannerFlag>;

const flag = 'other-range';
const neighbour = { isNew: true };

/** Ranges with a block and, apart from them, those that want one. */
export interface Neighbours {
  readonly ranges: readonly NamedRange[];
  readonly wanted: readonly WantedRange[];
}

/** `role`, `role=/23` or `role=10.0.0.0/23`. */
export function readNeighbours(reader: Reader): Neighbours {
  const read = reader.list(flag).map((entry) => readEntry(reader, entry));
  return {
    ranges: read.flatMap((one) => one?.range ?? []),
    wanted: read.flatMap((one) => one?.wanted ?? []),
  };
}

function readEntry(reader: Reader, entry: string) {
  const [, written = '', block] = /^([^=]*)(?:=(.*))?$/s.exec(entry) ?? [];
  const role = neighbourRoles.find((known) => known === written.trim());
  if (role === undefined) {
    const fix = `write one of ${neighbourRoles.join(', ')}; behind it =/23 or =10.0.0.0/23`;
    return reader.refuse(flag, `${quote(written)} is unknown`, fix);
  }
  const where = placeOfFlag(flag);
  if (block !== undefined && /[.:]/.test(block)) {
    const cidr = reader.cidr(flag, block.trim());
    if (cidr?.family === 6)
      return reader.refuse(flag, `${quote(cidr.text)} is IPv6`, 'write an IPv4 block');
    return cidr && { range: { role, cidr, neighbour, where } };
  }
  if (block !== undefined && !isSize(block.trim())) {
    const fix = 'write /1 to /32, or a block such as 10.0.0.0/23';
    return reader.refuse(flag, `${quote(block)} is no size`, fix);
  }
  const prefixLength = block === undefined ? undefined : Number(block.trim().slice(1));
  const wanted = { role, neighbour, ...defined({ prefixLength }), where };
  if (wantedPrefix(wanted) !== undefined) return { wanted };
  return reader.refuse(flag, `${role} has no size`, `write one, such as ${role}=/26`);
}

function isSize(text: string): boolean {
  const length = Number(/^\/(\d{1,2})$/.exec(text)?.[1]);
  return length >= 1 && length <= 32;
}

/** The networks with the ranges in the one that is meant: the only one with clusters, or the only one. */
export function withNeighboursOf(
  networks: readonly Network[],
  { ranges, wanted }: Neighbours,
  refuse: (choices: readonly Network[]) => void,
): readonly Network[] {
  if (ranges.length + wanted.length === 0) return networks;
  const withClusters = networks.filter(({ clusters }) => clusters.length > 0);
  const meant = withClusters.length === 0 ? networks : withClusters;
  const [target, ...others] = meant;
  if (others.length > 0) refuse(meant);
  return networks.map((network) =>
    network === target
      ? {
          ...network,
          ranges: [...network.ranges, ...ranges],
          wanted: [...(network.wanted ?? []), ...wanted],
        }
      : network,
  );
}
