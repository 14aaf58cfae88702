/** https://developer.hashicorp.com/terraform/language/functions#collection-functions, those of maps and sets */
import { identityOf, setOf } from './compare.ts';
import { entriesOf, itemsOf } from './convert.ts';
import { any, type Call, known, list, map, of1, of2, ofAll, ordered, text } from './function.ts';
import { made, mapOf } from './make.ts';
import { fail } from './stop.ts';
import { unified } from './unify.ts';
import type { Value } from './value.ts';

/** Later maps win; null is none. A map whose other attributes are not known makes one like it. */
function merge(values: readonly Value[], { at }: Call): Value {
  const maps = values.filter(({ content }) => content !== null);
  const content = mapOf(maps.flatMap((value) => [...entriesOf(value)]));
  const converted = maps.length > 0 && maps.every(({ collection }) => collection === 'map');
  const rest = maps.find((value) => value.rest !== undefined)?.rest;
  const merged = made(content, at, converted ? 'map' : undefined);
  return rest === undefined ? merged : { ...merged, rest };
}

function lookup([value, key, otherwise]: readonly Value[], { at }: Call): Value {
  const entries = map(value!);
  const found = entries.get(text(key!));
  if (found !== undefined) return found;
  if (value?.rest !== undefined) return made(value.rest, at);
  if (otherwise === undefined)
    fail('the map has no such key', 'give it a default as third argument');
  if (value?.collection !== 'map') return otherwise;
  return unified([otherwise, ...entries.values()])[0]!;
}

function zipmap(keys: readonly Value[], given: Value, { at }: Call): Value {
  const values = list(given);
  if (keys.length !== values.length) fail('has not as many values as keys', 'write as many');
  const entries = keys.map((key, index) => [text(key), values[index]!] as const);
  return made(mapOf(entries), at, given.collection === 'list' ? 'map' : undefined);
}

function transpose(lists: ReadonlyMap<string, Value>, { at }: Call): Value {
  const keys = new Map<string, Value[]>();
  for (const [key, value] of lists) {
    for (const item of itemsOf(value)) {
      const group = keys.get(text(item)) ?? [];
      group.push(made(key, item.at));
      keys.set(text(item), group);
    }
  }
  const entries = [...keys].map(([key, items]) => [key, made(items, at, 'list')] as const);
  return made(mapOf(entries), at, 'map');
}

/** The first list's items with each of the second's, with each of the third's … */
function product(values: readonly Value[], { at, budget }: Call): Value {
  const lists = values.map(list);
  budget.spend(
    lists.reduce((size, { length }) => size * length, 1),
    at,
  );
  const rows = lists.reduce<readonly (readonly Value[])[]>(
    (begun, items) => begun.flatMap((row) => items.map((item) => [...row, item])),
    [[]],
  );
  const tuples = rows.map((row) => made(row, at));
  const ofSets = values.every(({ collection }) => collection === 'set');
  return made(tuples, at, ofSets ? 'set' : 'list');
}

/** The sets with their items of one type, so that "1" and 1 are the same. */
function sets(lists: readonly (readonly Value[])[]) {
  const all = unified(lists.flat()).values();
  return lists.map((items) => {
    const ofOneType = items.map((item) => all.next().value ?? item);
    return new Map(ofOneType.map((item) => [identityOf(item), item] as const));
  });
}

type Keep = (identity: string, others: readonly ReadonlyMap<string, Value>[]) => boolean;

const keepOfFirst = (keep: Keep) =>
  ofAll(
    list,
    (lists, { at }) => {
      const [first = new Map<string, Value>(), ...others] = sets(lists);
      const kept = [...first].filter(([identity]) => keep(identity, others));
      return made(setOf(kept.map(([, item]) => item)), at, 'set');
    },
    1,
  );

export const mapFunctions = {
  keys: of1(map, (entries, { at }) =>
    made(
      [...entries].map(([key, value]) => made(key, value.at)),
      at,
      'list',
    ),
  ),
  lookup: ofAll(any, lookup, 2, 3),
  merge: ofAll(known, merge),
  setintersection: keepOfFirst((identity, others) => others.every((other) => other.has(identity))),
  setproduct: ofAll(known, product, 2),
  setsubtract: keepOfFirst((identity, others) => !others.some((other) => other.has(identity))),
  setunion: ofAll(list, (lists, { at }) => made(setOf(unified(lists.flat())), at, 'set'), 1),
  transpose: of1(map, transpose),
  values: of1(known, (value, { at }) =>
    made([...map(value).values()], at, value.collection === 'map' ? 'list' : undefined),
  ),
  zipmap: of2(list, ordered, zipmap),
};
