/** Node pools: those of a list or map, or the one that flat names describe. */
import { defined } from '../../defined.ts';
import type { SourceLocation } from '../../errors.ts';
import { limitOf } from '../../gke/limits.ts';
import type { NodePool, Places, UpgradeStrategy } from '../../gke/cluster.ts';
import { formatRoute } from '../route.ts';
import type { Field, FieldFact } from './fields.ts';
import { entryName, placeOfLeaf } from './leaves.ts';
import { containers } from './names.ts';
import type { Notes } from './notes.ts';
import { type ClusterPlace, zoneFactor, zonesOfPool } from './place.ts';
import { countFrom, countOf, factOf, textFrom } from './scalars.ts';

/** From what counts most to what counts least; `initial` is where an autoscaler starts. */
const counts = [
  { field: 'nodes-in-all', perZone: false },
  { field: 'total-max', perZone: false },
  { field: 'max', perZone: true },
  { field: 'fixed', perZone: true },
  { field: 'initial', perZone: true },
] as const satisfies readonly { field: Field; perZone: boolean }[];

const countFields: ReadonlySet<Field> = new Set(counts.map(({ field }) => field));

export function isPoolFact({ leaf, field }: FieldFact): boolean {
  return leaf.pool !== undefined || countFields.has(field);
}

/** At least one. */
export function readPools(
  fields: readonly FieldFact[],
  place: ClusterPlace,
  where: SourceLocation,
  notes: Notes,
): readonly NodePool[] {
  const listed = groupBy(fields, ({ leaf }) => leaf.pool && formatRoute(leaf.pool));
  const flat = fields.filter(({ leaf }) => leaf.pool === undefined);
  const read = (facts: readonly FieldFact[], name: string) =>
    readPool(facts, { name, place, where, notes });
  if (listed.length > 0) return poolsOfList(listed, flat, read);
  const named = groupBy(
    flat.filter((fact) => isPoolFact(fact)),
    ({ pool }) => pool,
  ).filter(([name]) => name !== '');
  const shared = flat.filter((fact) => !isPoolFact(fact) || fact.pool === '');
  const unnamed = counts.some(({ field }) => factOf(shared, field) !== undefined);
  const pools = named.map(([name, facts]) => read([...facts, ...withoutCounts(shared)], name));
  if (named.length > 0 && !unnamed) return pools;
  return [read(shared, textFrom(shared, 'pool-name') ?? 'default'), ...pools];
}

function withoutCounts(facts: readonly FieldFact[]): readonly FieldFact[] {
  return facts.filter((fact) => !isPoolFact(fact));
}

type Read = (facts: readonly FieldFact[], name: string) => NodePool;

/**
 * Counts beside a list of pools are those of the only pool that says none itself, or of the default
 * pool that is removed.
 */
function poolsOfList(
  listed: readonly (readonly [string, readonly FieldFact[]])[],
  flat: readonly FieldFact[],
  read: Read,
): readonly NodePool[] {
  const alone = listed.length === 1;
  return listed.map(([, facts], index) => {
    const silent = !facts.some(({ field }) => countFields.has(field));
    const shared = flat.filter(({ field }) => field === 'max-surge' || field === 'upgrade');
    const beside = alone && silent ? flat.filter(({ pool }) => pool === '') : shared;
    const route = facts[0]?.leaf.pool ?? [];
    const name = textFrom(facts, 'pool-name') ?? entryName(route, containers.pools);
    const fallback = alone ? 'default' : `pool-${index + 1}`;
    return read([...facts, ...beside.filter((fact) => !isSaid(facts, fact))], name ?? fallback);
  });
}

function isSaid(facts: readonly FieldFact[], { field }: FieldFact): boolean {
  return facts.some((fact) => fact.field === field);
}

interface PoolContext {
  readonly name: string;
  readonly place: ClusterPlace;
  readonly where: SourceLocation;
  readonly notes: Notes;
}

function readPool(facts: readonly FieldFact[], context: PoolContext): NodePool {
  const { name, place, where, notes } = context;
  const own = facts.filter(({ leaf }) => leaf.pool !== undefined);
  const zones = zonesOfPool(own);
  const { nodes, from } = nodesOf(facts, zones ?? zoneFactor(place), notes);
  const maxPods = factOf(own, 'max-pods');
  const first = own[0] ?? from;
  const said = { nodes: from, maxPodsPerNode: maxPods, podRange: factOf(own, 'pod-range') };
  return {
    name,
    ...defined({
      nodes,
      maxPodsPerNode: countOf(maxPods, notes),
      zones,
      podRange: textFrom(own, 'pod-range'),
    }),
    upgrade: upgradeOf(facts, notes),
    where: first === undefined ? where : placeOfLeaf(first.leaf),
    places: placesOf(said),
  };
}

/** Where each field was said, as far as it was. */
export function placesOf(facts: Readonly<Record<string, FieldFact | undefined>>): Places {
  return Object.fromEntries(
    Object.entries(facts).flatMap(([field, fact]) =>
      fact ? [[field, placeOfLeaf(fact.leaf)]] : [],
    ),
  );
}

function nodesOf(facts: readonly FieldFact[], zones: number, notes: Notes) {
  for (const { field, perZone } of counts) {
    const from = factOf(facts, field);
    const count = countOf(from, notes);
    if (count !== undefined && from !== undefined) {
      return { nodes: perZone ? count * zones : count, from };
    }
  }
  return {};
}

function upgradeOf(facts: readonly FieldFact[], notes: Notes): UpgradeStrategy {
  if (/^blue[-_]green$/i.test(textFrom(facts, 'upgrade') ?? '')) return { kind: 'blue-green' };
  const maxSurge = countFrom(facts, 'max-surge', notes);
  if (maxSurge !== undefined) return { kind: 'surge', maxSurge };
  return { kind: 'surge', maxSurge: limitOf('default-max-surge').value, assumed: true };
}

/** In the order of the first of each; those without a key are left out. */
function groupBy(
  facts: readonly FieldFact[],
  key: (fact: FieldFact) => string | undefined,
): readonly (readonly [string, readonly FieldFact[]])[] {
  const groups = new Map<string, FieldFact[]>();
  for (const fact of facts) {
    const name = key(fact);
    if (name === undefined) continue;
    groups.set(name, [...(groups.get(name) ?? []), fact]);
  }
  return [...groups];
}
