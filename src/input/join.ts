/** Several inputs as one picture: a subnet that one file names has its block in another. */
import { formatLocation, type Problem } from '../errors.ts';
import {
  type ClusterSpec,
  type NamedRange,
  type Network,
  type NotChecked,
  type SubnetRangeLimits,
  placeOf,
} from '../gke/cluster.ts';
import type { WantedRange } from '../gke/neighbours.ts';
import { quote } from '../net/cidr-error.ts';
import { type Cidr, compare } from '../net/cidr.ts';
import { defined } from '../defined.ts';
import type { InputResult } from './input.ts';
import { groupByIdentity } from './group-by.ts';
import { mergeClusters, type Origin, type ToldCluster } from './merge-clusters.ts';
import { joinClusters, rangesLeft, unknownRanges } from './join-ranges.ts';
import { mergeNat, placeNat } from './join-nat.ts';
import { looseTables, splitTables } from './join-tables.ts';
import { nameByClusters } from './name-networks.ts';
import { compareText } from '../gke/compare-text.ts';
import { content, inOrder, once } from './order.ts';
import { stillOpen } from './settled.ts';

/**
 * Joins networks of one name and project, gives clusters the blocks of the subnets and secondary ranges
 * that they name, and says equal things once. The order of the inputs changes nothing.
 */
export function joinInputs(results: readonly InputResult[]): InputResult {
  const all = inOrder(results.map(({ networks }) => networks));
  const placed = placeNat(nameByClusters(all));
  const groups = groupByIdentity(placed.networks, ({ name, project }) => ({
    name,
    scope: project,
  }));
  const origins = originsOf(results);
  const merged = groups.map((networks) => mergeNetworks(networks, origins));
  const joined = merged.map(({ network }) => network);
  const loose = once(inOrder(results.map(({ ranges }) => ranges)), rangeKey);
  const problems = inOrder(results.map((result) => result.problems));
  const clusters = joined.flatMap((network) => network.clusters);
  const notChecked = stillOpen(inOrder(results.map((result) => result.notChecked)), clusters);
  const tables = results.flatMap((result) => result.tables ?? []);
  const suppressions = inOrder(results.map((result) => result.suppressions));
  return {
    networks: joined,
    ranges: rangesLeft(
      loose,
      clusters,
      joined.flatMap(({ ranges }) => ranges),
    ),
    tables: looseTables(tables, joined),
    notChecked: once(
      [...notChecked, ...placed.notChecked, ...merged.flatMap((one) => one.notChecked)],
      noticeKey,
    ),
    agentLists: inOrder(results.map(({ agentLists = [] }) => agentLists)),
    suppressions: once(suppressions),
    problems: [...once(problems, noticeKey), ...groups.flatMap(contradictions)],
  };
}

function noticeKey({ where, ...rest }: Problem | NotChecked | WantedRange): string {
  return JSON.stringify([content(rest), where && formatLocation(where), where?.path]);
}

/** A range as it is: the same one in two files is one. */
function rangeKey({ role, name, cidr, subnet, secondary, region }: NamedRange): string {
  return JSON.stringify([role, name, cidr.text, subnet, secondary === true, region]);
}

type Origins = ReadonlyMap<ClusterSpec | undefined, Origin>;

function originsOf(results: readonly InputResult[]): Origins {
  return new Map(
    results.flatMap(({ networks, kind = 'resources' }, input) =>
      networks.flatMap(({ clusters }) =>
        clusters.map((cluster) => [cluster, { kind, input }] as const),
      ),
    ),
  );
}

function toldKey({ cluster, kind }: ToldCluster): string {
  return `${kind} ${content(cluster)}`;
}

interface Joined {
  readonly network: Network;
  readonly notChecked: readonly NotChecked[];
}

function mergeNetworks(networks: readonly Network[], origins: Origins): Joined {
  const [first] = networks;
  const named = networks.flatMap((network) => network.clusters);
  const { used, rest } = splitTables(
    networks.flatMap(({ tables = [] }) => tables),
    named,
  );
  const ranges = [...networks.flatMap((network) => network.ranges), ...used];
  const told = joinClusters(named, ranges).map((cluster, index) => ({
    cluster,
    ...(origins.get(named[index]) ?? { kind: 'resources' as const, input: index }),
  }));
  const { clusters, notChecked } = mergeClusters(once(told, toldKey));
  const wanted = once(
    networks.flatMap((network) => network.wanted ?? []),
    noticeKey,
  );
  const places = networks.toReversed().map((network) => Object.entries(network.places ?? {}));
  const network = {
    name: first?.name ?? '',
    ...defined({
      project: firstSaid(networks, 'project'),
      mtu: firstSaid(networks, 'mtu'),
      mode: firstSaid(networks, 'mode'),
      room: firstSaid(networks, 'room'),
      where: first?.where,
      subnetRangeLimits: leastLimits(networks),
      undescribed: networks.every(({ undescribed }) => undescribed === true) || undefined,
    }),
    within: blocks(networks, 'within'),
    podsWithin: blocks(networks, 'podsWithin'),
    servicesWithin: blocks(networks, 'servicesWithin'),
    ...(networks.some(({ ipv6Within }) => ipv6Within !== undefined)
      ? { ipv6Within: blocks(networks, 'ipv6Within') }
      : {}),
    connected: [...new Set(networks.flatMap(({ connected }) => connected))].toSorted(compareText),
    ranges: rangesLeft(once(ranges, rangeKey), clusters),
    ...(wanted.length === 0 ? {} : { wanted }),
    ...(rest.length === 0 ? {} : { tables: rest }),
    ...mergeNat(networks),
    clusters,
    places: Object.fromEntries(places.flat()),
  };
  return { network, notChecked: [...notChecked, ...unknownRanges(network)] };
}

function firstSaid<Field extends 'project' | 'mtu' | 'mode' | 'room'>(
  networks: readonly Network[],
  field: Field,
): Network[Field] | undefined {
  return networks.find((network) => network[field] !== undefined)?.[field];
}

/** Of quotas that inputs say differently the lower one counts. */
function leastLimits(networks: readonly Network[]): SubnetRangeLimits | undefined {
  const said = networks.flatMap(({ subnetRangeLimits }) => subnetRangeLimits ?? []);
  const least = (field: keyof SubnetRangeLimits) => {
    const values = said.flatMap((limits) => limits[field] ?? []);
    return values.length === 0 ? undefined : Math.min(...values);
  };
  return said.length === 0
    ? undefined
    : defined({ network: least('network'), peeringGroup: least('peeringGroup') });
}

function blocks(
  networks: readonly Network[],
  field: 'within' | 'podsWithin' | 'servicesWithin' | 'ipv6Within',
): readonly Cidr[] {
  return once(
    networks.flatMap((network) => network[field] ?? []),
    ({ text }) => text,
  ).toSorted(compare);
}

const singleFields = ['mtu', 'mode'] as const;

/** A network has one MTU and one mode: inputs that differ cannot both be right. */
function contradictions(networks: readonly Network[]): readonly Problem[] {
  return singleFields.flatMap((field) => {
    const saying = networks.filter((network) => network[field] !== undefined);
    const [first, ...rest] = once(saying, (network) => String(network[field]));
    return first === undefined ? [] : rest.map((other) => contradiction(first, other, field));
  });
}

function contradiction(
  first: Network,
  other: Network,
  field: (typeof singleFields)[number],
): Problem {
  const elsewhere = placeOf(first, field);
  const place = elsewhere === undefined ? 'another input' : formatLocation(elsewhere);
  return {
    what: `network ${quote(other.name)} has the ${field} ${other[field]} here and ${first[field]} in ${place}`,
    fix: 'correct one of the two',
    ...defined({ where: placeOf(other, field) }),
  };
}
