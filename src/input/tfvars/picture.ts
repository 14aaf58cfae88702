/** One set of variables as networks: what one run of Terraform would be given. */
import type { SourceLocation } from '../../errors.ts';
import type { Network } from '../../gke/cluster.ts';
import { emptyResult, type InputResult } from '../input.ts';
import { noteNoRole } from './choose.ts';
import { nameIn } from './cluster.ts';
import { isDeclared, linkOwners, networkRange } from './declared.ts';
import { type Field, type FieldFact, fieldOf } from './fields.ts';
import { groupFacts, labelsOf } from './groups.ts';
import type { Leaf } from './leaves.ts';
import type { MappedName } from './map-roles.ts';
import { nameGroups } from './named-groups.ts';
import { type Notes, noteText, skipLeaf } from './notes.ts';
import { anotherCloud } from './provider.ts';
import { type RangeFact, rangesOf } from './ranges.ts';
import { type GroupReading, readGroup } from './read-group.ts';
import type { NetworkName } from './sets.ts';
import { settle } from './settle.ts';

export interface PictureOptions {
  /** Where a thing stands that has no other place: the first file. */
  readonly where: SourceLocation;
  /** The names of a network and of a cluster that nobody names. */
  readonly network: NetworkName;
  readonly cluster: string;
  readonly map: readonly MappedName[];
  /** Names of subnets and ranges that clusters of other files use. */
  readonly usedNames: ReadonlySet<string>;
}

export function readPicture(all: readonly Leaf[], options: PictureOptions): InputResult {
  const leaves = linkOwners(all);
  const foreign = anotherCloud(leaves);
  const found = settle(leaves.flatMap(rangesOf), leaves, options.map);
  if (foreign !== undefined && options.map.length === 0) {
    return { ...emptyResult, notChecked: notOfGoogle(found.ranges, foreign) };
  }
  const notes: Notes = { problems: [], notChecked: [] };
  for (const fact of found.ranges) if (fact.role !== undefined) noteText(notes, fact);
  const labels = labelsOf(found.ranges.filter((fact) => !isDeclared(fact)));
  const fields = [...leaves.flatMap((leaf) => fieldOf(leaf, labels) ?? []), ...found.fields];
  const networks = readNetworks(found.ranges, fields, labels, { ...options, notes });
  return { ...emptyResult, networks, ...notes };
}

function notOfGoogle(ranges: readonly RangeFact[], { keys }: Leaf) {
  const reason =
    `the variables speak of another cloud (${keys.at(-1) ?? ''}) and none of Google: ` +
    'name the ranges with --map where they are those of a GKE cluster';
  const notes: Notes = { problems: [], notChecked: [] };
  const found = ranges.filter(({ role, text }) => role !== undefined && text.kind === 'cidr');
  for (const { leaf } of found) skipLeaf(notes, leaf, reason);
  return notes.notChecked;
}

function readNetworks(
  ranges: readonly RangeFact[],
  fields: readonly FieldFact[],
  labels: ReadonlySet<string>,
  reading: GroupReading,
): readonly Network[] {
  const declared = ranges.filter((fact) => isDeclared(fact));
  const names = new Set([...namesIn(fields), ...reading.usedNames]);
  const isNamed = ({ leaf: { subnet, secondary } }: RangeFact) =>
    names.has(secondary?.name ?? '') || (secondary === undefined && names.has(subnet?.name ?? ''));
  const named = declared.some((fact) => isNamed(fact));
  const free = named ? ranges.filter((fact) => !isDeclared(fact)) : ranges;
  const groups = nameGroups(
    groupFacts(free, fields, labels),
    named ? declared : [],
    reading.cluster,
  );
  const [first, ...others] = groups.map((group) => readGroup(group, reading));
  if (first === undefined) return [];
  for (const fact of ranges) {
    if (fact.role === undefined && !isNamed(fact)) noteNoRole(fact, reading.notes);
  }
  const used = new Set([first, ...others].flatMap((one) => one.used));
  const taken = declared.filter((fact) => !used.has(fact) || isKnownByName(fact));
  const all = [...first.network.ranges, ...taken.flatMap(networkRange)];
  return [{ ...first.network, ranges: all }, ...others.map(({ network }) => network)].filter(
    (network) => network.clusters.length > 0 || network.ranges.length > 0,
  );
}

/** The names by which the clusters of these variables mean subnets and secondary ranges. */
export function usedNamesOf(leaves: readonly Leaf[]): readonly string[] {
  return namesIn(leaves.flatMap((leaf) => fieldOf(leaf, new Set()) ?? []));
}

const uses: ReadonlySet<Field> = new Set([
  'subnet-name',
  'pods-name',
  'services-name',
  'pod-range',
]);

function namesIn(fields: readonly FieldFact[]): readonly string[] {
  return fields.filter(({ field }) => uses.has(field)).flatMap((fact) => nameIn(fact) ?? []);
}

/** Clusters of other inputs may name it; to this one it is the same range, as name and block say. */
function isKnownByName({ leaf, role }: RangeFact): boolean {
  const name = leaf.secondary === undefined ? leaf.subnet?.name : leaf.secondary.name;
  return leaf.subnet?.name !== undefined && name !== undefined && role !== 'control-plane';
}
