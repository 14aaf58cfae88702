/** Functions of Terraform 0.11 that later ones do without: `list("a", "b")` and `map("key", "value")`. */
import { keyOf } from './convert.ts';
import { any, ofAll } from './function.ts';
import { made, mapOf } from './make.ts';
import { fail } from './stop.ts';
import { unified } from './unify.ts';
import type { Value } from './value.ts';

function entriesOfPairs(values: readonly Value[]) {
  if (values.length % 2 === 1) fail('takes pairs of a key and a value', 'give each key its value');
  const keys = values.filter((_, index) => index % 2 === 0);
  const items = unified(values.filter((_, index) => index % 2 === 1));
  return keys.map((key, index) => [keyOf(key), items[index] ?? key] as const);
}

export const formerFunctions = {
  list: ofAll(any, (items, { at }) => made(unified(items), at, 'list')),
  map: ofAll(any, (values, { at }) => made(mapOf(entriesOfPairs(values)), at, 'map')),
};
