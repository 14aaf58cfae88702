/** Makes values. */
import type { SourceLocation } from '../../errors.ts';
import { compareText } from '../../gke/compare-text.ts';
import type { Content, Value } from './value.ts';

export function made(
  content: Content,
  at: SourceLocation,
  collection?: Value['collection'],
): Value {
  return collection === undefined ? { content, at } : { content, at, collection };
}

/** Maps and objects have their keys in order, whatever the order in which they were written. */
export function mapOf(entries: Iterable<readonly [string, Value]>): ReadonlyMap<string, Value> {
  return new Map([...new Map(entries)].toSorted(([a], [b]) => compareText(a, b)));
}
