/** Equality as Terraform's `==` has it: of the same type, and the same all through. */
import { compareText } from '../../gke/compare-text.ts';
import { isUnknown, type Unknown } from '../unknown.ts';
import { formatNumber, isPrimitive } from './convert.ts';
import { stopAt } from './stop.ts';
import { type Content, isList, isMapContent, type Value } from './value.ts';

/** Not known where it hangs on a part that is not known, unless both are written the same. */
export function equal(a: Value, b: Value): boolean | Unknown {
  if (isWrittenAs(a, b)) return true;
  if (isUnknown(a.content)) return a.content;
  if (isUnknown(b.content)) return b.content;
  if (isPrimitive(a.content) || a.content === null || a.content === b.content) {
    return a.content === b.content && a.collection === b.collection;
  }
  if (b.content === null || a.collection !== b.collection) return false;
  return equalParts(a.content, b.content);
}

export function isWrittenAs({ content: a }: Value, { content: b }: Value): boolean {
  return isUnknown(a) && isUnknown(b) && a.written !== undefined && a.written === b.written;
}

function equalParts(a: Content, b: Content): boolean | Unknown {
  if (isList(a) && isList(b)) {
    return a.length === b.length && all(a.map((item, index) => [item, b[index]] as const));
  }
  if (!isMapContent(a) || !isMapContent(b) || a.size !== b.size) return false;
  return all([...a].map(([key, value]) => [value, b.get(key)] as const));
}

/** One difference that is known decides; else one part that is not known leaves it open. */
function all(pairs: readonly (readonly [Value, Value | undefined])[]): boolean | Unknown {
  let open: Unknown | undefined;
  for (const [a, b] of pairs) {
    const same = b !== undefined && equal(a, b);
    if (same === false) return false;
    if (isUnknown(same)) open ??= same;
  }
  return open ?? true;
}

/**
 * A text that is the same for equal values and for no others, to find one of many.
 *
 * @throws {Stop} where a part is not known.
 */
export function identityOf({ content, collection }: Value): string {
  const type = collection ?? '';
  if (isUnknown(content)) stopAt(content);
  if (typeof content === 'string') return JSON.stringify(content);
  if (typeof content === 'number') return formatNumber(content);
  if (isList(content)) return `${type}[${content.map(identityOf).join(',')}]`;
  if (!isMapContent(content)) return String(content);
  const entries = [...content].map(([key, value]) => `${JSON.stringify(key)}:${identityOf(value)}`);
  return `${type}{${entries.join(',')}}`;
}

/** The first of each of equal values. */
export function distinct(values: readonly Value[]): readonly Value[] {
  const first = new Map<string, Value>();
  for (const value of values) {
    const identity = identityOf(value);
    if (!first.has(identity)) first.set(identity, value);
  }
  return [...first.values()];
}

/** The items of a set: each once, numbers and texts in order. */
export function setOf(values: readonly Value[]): readonly Value[] {
  return [...new Map(values.map((value) => [identityOf(value), value] as const))]
    .toSorted(([a, { content: one }], [b, { content: other }]) => {
      if (typeof one === 'number' && typeof other === 'number') return one - other;
      if (typeof one === 'string' && typeof other === 'string') return compareText(one, other);
      return Number(one === null) - Number(other === null) || compareText(a, b);
    })
    .map(([, value]) => value);
}
