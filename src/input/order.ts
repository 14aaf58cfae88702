/** An order of things that does not depend on the order of the inputs they come from. */
import type { SourceLocation } from '../errors.ts';
import { compareText } from '../gke/compare-text.ts';

interface Placed {
  readonly where?: SourceLocation;
}

/**
 * Files by name, and within a file as they are written there. Things without a file come first; where
 * several inputs share a name, their content decides.
 */
export function inOrder<Thing extends Placed>(lists: readonly (readonly Thing[])[]): Thing[] {
  return lists
    .flatMap((list) => list.map((thing, index) => ({ thing, index })))
    .toSorted((a, b) => {
      const byFile = compareText(a.thing.where?.file ?? '', b.thing.where?.file ?? '');
      return byFile || a.index - b.index || compareText(content(a.thing), content(b.thing));
    })
    .map(({ thing }) => thing);
}

const placeKeys = new Set(['where', 'places']);

/** Everything a thing says, places aside, as a text that is equal for equal things. */
export function content(thing: unknown): string {
  return JSON.stringify(thing, (key, value: unknown) => {
    if (placeKeys.has(key)) return undefined;
    if (typeof value === 'bigint') return value.toString();
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => compareText(a, b)));
  });
}

/** The first of every set of equal things. */
export function once<Thing>(things: readonly Thing[], key: (thing: Thing) => string = content) {
  const byKey = new Map<string, Thing>();
  for (const thing of things) {
    const text = key(thing);
    if (!byKey.has(text)) byKey.set(text, thing);
  }
  return [...byKey.values()];
}
