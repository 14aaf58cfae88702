/** Gateways of Cloud NAT as a spec has them. */
import { defined } from '../defined.ts';
import type { NatGateway, NatRange } from '../gke/nat.ts';
import { readCidrText } from './cidr-text.ts';
import { formatRoute, type Route } from './route.ts';
import { nameOnce, placesOf, type SpecReader } from './spec-cluster.ts';
import type { NatText, NetworkText } from './spec-schema.ts';

/** `undefined` where the network asks for none. */
export function readNat(
  reader: SpecReader,
  { nat }: NetworkText,
  route: Route,
): readonly NatGateway[] | undefined {
  if (!nat || nat.length === 0) return undefined;
  const at = (index: number): Route => [...route, 'nat', index];
  const gateways = nat.map((text, index) => readGateway(reader, text, at(index)));
  nameOnce(
    reader,
    gateways.map(({ name, region }) => ({ name, ...defined({ location: region }) })),
    'NAT gateway of this region',
    (index) => [...at(index), 'name'],
  );
  return gateways;
}

function readGateway(reader: SpecReader, text: NatText, route: Route): NatGateway {
  const { name, region, addresses, minPortsPerVm, maxPortsPerVm, ranges, exists } = text;
  return {
    name,
    ...defined({ region, addresses, minPortsPerVm, maxPortsPerVm, exists }),
    dynamicPortAllocation: text.dynamicPortAllocation ?? false,
    ranges: Array.isArray(ranges)
      ? ranges.map((range, index) => readRange(reader, range, [...route, 'ranges', index]))
      : (ranges ?? 'all'),
    where: reader.document.locate(route),
    places: placesOf(reader, route, text),
  };
}

/** No name begins with a digit and has a slash, so whatever does is meant as a block. */
function readRange({ document, problems }: SpecReader, text: string, route: Route): NatRange {
  const read = /^\d[^/]*\//.test(text) ? readCidrText(text, true) : undefined;
  if (read?.kind === 'cidr') return { kind: 'block', cidr: read.cidr };
  if (read?.kind === 'malformed') {
    const where = document.locate(route);
    problems.push({ what: `${read.what} (${formatRoute(route)})`, fix: read.fix, where });
  }
  const [first = '', second] = text.split('/');
  if (second === '*') return { kind: 'subnet', name: first };
  return second === undefined
    ? { kind: 'named', name: text }
    : { kind: 'named', name: second, subnet: first };
}
