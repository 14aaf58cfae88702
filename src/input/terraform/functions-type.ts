/** https://developer.hashicorp.com/terraform/language/functions#type-conversion-functions and paths of files */
import { Unknown } from '../unknown.ts';
import { setOf } from './compare.ts';
import { boolOf, entriesOf, itemsOf, numberOf, textOf } from './convert.ts';
import { any, type Call, known, of1, ofAll, type Outcome, text } from './function.ts';
import { mapOf } from './make.ts';
import { fail } from './stop.ts';
import { unified } from './unify.ts';
import type { Content, Value } from './value.ts';

/** Null is null of any type; what is of the type already keeps its place. */
const to = (convert: (value: Value, call: Call) => Content | Value) =>
  of1(known, (value, call): Outcome => {
    if (value.content === null) return value;
    const converted = convert(value, call);
    return typeof converted === 'object' && converted !== null && 'content' in converted
      ? converted
      : { ...value, content: converted };
  });

function asList(value: Value): Value {
  return { ...value, content: unified(itemsOf(value)), collection: 'list' };
}

function asSet(value: Value): Value {
  return { ...value, content: setOf(unified(itemsOf(value))), collection: 'set' };
}

function asMap(value: Value): Value {
  const entries = entriesOf(value);
  const items = unified([...entries.values()]).values();
  const converted = [...entries].map(([key, item]) => [key, items.next().value ?? item] as const);
  return { ...value, content: mapOf(converted), collection: 'map' };
}

/** The first that is neither null nor an empty text, in the type that all of them have room in. */
function coalesce(values: readonly Value[]): Value {
  const found = unified(values).find(({ content }) => content !== null && content !== '');
  return found ?? fail('all arguments are null or empty', 'end it with one that is not');
}

function readFile(path: string, { readText }: Call): Content {
  return readText?.(path) ?? new Unknown('file(): a file that is not given');
}

export const typeFunctions = {
  basename: of1(text, (path) => /[^/]+(?=\/*$)/.exec(path)?.[0] ?? (path === '' ? '.' : '/')),
  coalesce: ofAll(known, coalesce, 1),
  dirname: of1(
    text,
    (path) => /^(.*[^/])\/+[^/]*$/.exec(path)?.[1] ?? (path.startsWith('/') ? '/' : '.'),
  ),
  file: of1(text, readFile),
  issensitive: of1(any, () => false),
  nonsensitive: of1(any, (value) => value),
  sensitive: of1(any, (value) => value),
  tobool: to(boolOf),
  tolist: to(asList),
  tomap: to(asMap),
  tonumber: to(numberOf),
  toset: to(asSet),
  tostring: to(textOf),
};
