/** What `--map` and `map:` say of names that nobody can guess. */
import type { Problem } from '../../errors.ts';
import { quote } from '../../net/cidr-error.ts';
import { nearest } from '../nearest.ts';
import type { Field, FieldFact } from './fields.ts';
import type { Leaf } from './leaves.ts';
import { fieldRoles, isRole, type MappedName, rangeRoles } from './map-roles.ts';
import { nodeRanks } from './names.ts';
import { nameOfLeaf } from './notes.ts';
import type { RangeFact } from './ranges.ts';
import { type RangeText, rangeText } from './text.ts';
import { normalise } from './words.ts';

/** Names that no variable has; a usage error each. */
export function unknownNames(
  map: readonly MappedName[],
  leaves: readonly Leaf[],
): readonly Problem[] {
  const names = [...new Set(leaves.flatMap((leaf) => [nameOfLeaf(leaf), String(leaf.route[0])]))];
  return map
    .filter(({ role, name }) => isRole(role) && !leaves.some((leaf) => isCalled(leaf, name)))
    .map(({ name, where }) => {
      const meant = nearest(name, names);
      const fix = meant === undefined ? 'write the name of a variable' : `write ${meant}`;
      return { what: `no input has a variable ${quote(name)}`, fix, where };
    });
}

/** By its route (`subnets[0].subnet_ip`), or by the key that it stands behind. */
function isCalled(leaf: Leaf, name: string): boolean {
  if (nameOfLeaf(leaf) === name) return true;
  const key = String(leaf.route.findLast((step) => typeof step === 'string'));
  return key === name || normalise(key) === normalise(name);
}

export interface Settled {
  readonly ranges: readonly RangeFact[];
  readonly fields: readonly FieldFact[];
}

/** The ranges as their names say, but for those that the map names; fields that it names besides. */
export function settle(
  ranges: readonly RangeFact[],
  leaves: readonly Leaf[],
  map: readonly MappedName[],
): Settled {
  const known = new Map(ranges.map((fact) => [nameOfLeaf(fact.leaf), fact]));
  const things = [
    ...ranges.map(({ leaf }) => leaf),
    ...leaves.filter((leaf) => !known.has(nameOfLeaf(leaf))),
  ];
  const settled = map.flatMap(({ role, name }) =>
    things.filter((leaf) => isCalled(leaf, name)).map((leaf) => ({ role, leaf })),
  );
  const mapped = settled.flatMap(({ role, leaf }) => {
    const affix = known.get(nameOfLeaf(leaf))?.affix ?? '';
    return settledRange(role, leaf, affix);
  });
  const taken = new Set(mapped.map(({ leaf }) => nameOfLeaf(leaf)));
  return {
    ranges: [...ranges.filter(({ leaf }) => !taken.has(nameOfLeaf(leaf))), ...mapped],
    fields: settled.flatMap(({ role, leaf }) => settledField(role, leaf)),
  };
}

function settledRange(name: string, leaf: Leaf, affix: string): readonly RangeFact[] {
  const role = Object.hasOwn(rangeRoles, name) ? rangeRoles[name] : undefined;
  const text = rangeText(leaf.content);
  if (role === undefined || text.kind === 'name') return [];
  const rank = role === 'nodes' ? { rank: nodeRanks.named } : {};
  return [{ leaf, text: blockDue(text), role, settled: true, affix, ...rank }];
}

/** Somebody said that it is a range: then it has to be one. */
function blockDue(text: RangeText): RangeText {
  if (text.kind !== 'other') return text;
  return {
    kind: 'malformed',
    what: 'has no block, though the map says that it is a range',
    fix: 'map the name of a variable with a block such as 10.4.0.0/14',
  };
}

/** A text in the place of a block is the name of a range. */
const nameFields: Readonly<Partial<Record<string, Field>>> = {
  nodes: 'subnet-name',
  pods: 'pods-name',
  services: 'services-name',
};

function settledField(name: string, leaf: Leaf): readonly FieldFact[] {
  const isName = rangeText(leaf.content).kind === 'name';
  const byName = isName ? nameFields[rangeRoles[name] ?? ''] : undefined;
  const field = byName ?? (Object.hasOwn(fieldRoles, name) ? fieldRoles[name] : undefined);
  return field === undefined ? [] : [{ leaf, field, label: '', pool: '' }];
}
