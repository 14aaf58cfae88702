/** `ranges` of a network in a spec: whatever else has addresses there, and what a plan has to place. */
import { defined } from '../defined.ts';
import type { NamedRange, Network, OtherRole } from '../gke/cluster.ts';
import {
  connectKinds,
  isNeighbourRole,
  neighbourRoles,
  proxyKinds,
  wantedPrefix,
  type NeighbourKind,
  type NeighbourTerms,
  type WantedRange,
} from '../gke/neighbours.ts';
import { cidrOf } from './cidr-text.ts';
import type { Route } from './route.ts';
import type { SpecReader } from './spec-cluster.ts';
import type { OtherRangeText } from './spec-schema.ts';

/** Ranges with a block, and apart from them those that want one. */
export function readOtherRanges(
  reader: SpecReader,
  texts: readonly OtherRangeText[],
  route: Route,
): Pick<Network, 'ranges' | 'wanted'> {
  const read = texts.map((text, index) => readRange(reader, text, [...route, 'ranges', index]));
  const wanted = read.flatMap((range) => range?.wanted ?? []);
  return {
    ranges: read.flatMap((range) => range?.named ?? []),
    ...(wanted.length === 0 ? {} : { wanted }),
  };
}

type ReadRange = { readonly named?: NamedRange; readonly wanted?: WantedRange } | undefined;

function readRange(reader: SpecReader, text: OtherRangeText, route: Route): ReadRange {
  refuseMisfits(reader, text, route);
  const { name, role: given, region, prefixLength } = text;
  const role = given ?? 'other';
  const isGiven = text.cidr !== undefined && text.cidr !== null;
  const neighbour = isNeighbourRole(role) ? termsOf(text, !isGiven) : undefined;
  const where = reader.document.locate(route);
  if (isGiven) {
    const cidr = cidrOf(text.cidr ?? '');
    if (cidr !== undefined && (prefixLength ?? cidr.prefixLength) !== cidr.prefixLength)
      refuse(
        reader,
        route,
        `${cidr.text} is no /${prefixLength}`,
        'leave prefixLength or cidr out',
      );
    return cidr && { named: { role, cidr, ...defined({ name, region, neighbour }), where } };
  }
  if (!isNeighbourRole(role) || neighbour === undefined) {
    const fix = 'write cidr: 10.4.0.0/14';
    return refuse(reader, route, `a range of the role ${role} needs its cidr`, fix);
  }
  const wanted = { role, neighbour, ...defined({ name, region, prefixLength }), where };
  if (wantedPrefix(wanted) !== undefined) return { wanted };
  const fix = 'say addresses, how many it has to hold, or prefixLength, or cidr';
  return refuse(reader, route, `nobody suggests a size for the role ${role}`, fix);
}

/** What has no block yet has to be created. */
function termsOf(text: OtherRangeText, isWanted: boolean): NeighbourTerms {
  const { kind, addresses, producers, backup, create } = text;
  return {
    ...defined({ kind, addresses, backup: backup || undefined }),
    ...(producers?.length ? { producers } : {}),
    ...(isWanted || create === true ? { isNew: true } : {}),
  };
}

const kindsOf: Readonly<Partial<Record<OtherRole, readonly NeighbourKind[]>>> = {
  'proxy-only': proxyKinds,
  'private-service-connect': connectKinds,
};

/** The roles that a key says something about. */
const rolesOf: Readonly<
  Record<'addresses' | 'producers' | 'backup' | 'prefixLength' | 'create', readonly OtherRole[]>
> = {
  addresses: ['load-balancer', 'private-service-connect'],
  producers: ['private-services-access'],
  backup: ['proxy-only'],
  prefixLength: neighbourRoles,
  create: neighbourRoles,
};

/** Keys and kinds that do not go with the role. */
function refuseMisfits(reader: SpecReader, text: OtherRangeText, route: Route): void {
  const { kind } = text;
  const role = text.role ?? 'other';
  const kinds = kindsOf[role] ?? [];
  if (kind !== undefined && kind !== null && !kinds.includes(kind)) {
    const fix = kinds.length === 0 ? 'leave kind out' : `write one of ${kinds.join(', ')}`;
    refuse(reader, [...route, 'kind'], `a range of the role ${role} is never ${kind}`, fix);
  }
  for (const [key, roles] of Object.entries(rolesOf)) {
    if (!isSaid(text, key) || roles.includes(role)) continue;
    const what = `${key} says nothing about a range of the role ${role}`;
    refuse(reader, [...route, key], what, `leave it out, or say another role: ${roles.join(', ')}`);
  }
}

function isSaid(text: OtherRangeText, key: string): boolean {
  return Object.entries(defined(text)).some(([said]) => said === key);
}

function refuse(
  { document, problems }: SpecReader,
  route: Route,
  what: string,
  fix: string,
): undefined {
  problems.push({ what, fix, where: document.locate(route) });
}
