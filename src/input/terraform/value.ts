/** What an expression evaluates to; every part remembers where it was written. */
import type { SourceLocation } from '../../errors.ts';
import { formatRoute, type Route } from '../route.ts';
import { isUnknown, Unknown } from '../unknown.ts';

export interface Value {
  readonly content: Content;
  readonly at: SourceLocation;
  /** What a list or map was converted to; one as it was written (a tuple, an object) has none. */
  readonly collection?: 'list' | 'set' | 'map';
  /** What an attribute is that the map does not have: a resource has more than its block says. */
  readonly rest?: Unknown;
}

/** Lists, tuples and sets are lists here, maps and objects are maps in the order of their keys. */
export type Content =
  string | number | boolean | null | readonly Value[] | ReadonlyMap<string, Value> | Unknown;

/** Lists as arrays, maps as records, unknown parts as {@link Unknown}. */
export function plainOf({ content }: Value): unknown {
  if (isUnknown(content) || content === null || typeof content !== 'object') return content;
  if (isList(content)) return content.map(plainOf);
  return Object.fromEntries([...content].map(([key, value]) => [key, plainOf(value)]));
}

export function isList(content: Content): content is readonly Value[] {
  return Array.isArray(content);
}

export function isMapContent(content: Content): content is ReadonlyMap<string, Value> {
  return content instanceof Map;
}

/** The part of a value that a route leads to, or the nearest one around it. */
function nearestPart(value: Value, route: Route): Value {
  let current = value;
  for (const step of route) {
    const next = partOf(current, step);
    if (next === undefined) return current;
    current = next;
  }
  return current;
}

function partOf({ content }: Value, step: string | number): Value | undefined {
  if (isList(content)) return typeof step === 'number' ? content[step] : undefined;
  return isMapContent(content) ? content.get(String(step)) : undefined;
}

/**
 * The value as a document to read: its `path` begins with the address of what it belongs to, such as
 * `google_container_cluster.prod`.
 */
export function documentOf(value: Value, address: string) {
  return {
    name: value.at.file,
    value: plainOf(value),
    locate: (route: Route): SourceLocation => {
      const { at } = nearestPart(value, route);
      return { ...at, path: [address, formatRoute(route)].filter((part) => part !== '').join('.') };
    },
  };
}
