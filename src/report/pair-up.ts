/** What was one thing before and after a change; one side is absent where it was added or removed. */
export interface Pair<T> {
  readonly before?: T;
  readonly after?: T;
}

/** Names what a thing is; `undefined` where it has no such name. */
export type KeyOf<T> = (thing: T) => string | undefined;

/**
 * Pairs by the first key that agrees, the first with the first of those that agree. In the order of
 * `after`; what has no partner there follows in the order of `before`.
 */
export function pairUp<T>(
  before: readonly T[],
  after: readonly T[],
  keys: readonly KeyOf<T>[],
): readonly Pair<T>[] {
  const partners = new Map<T, T>();
  let left = before;
  for (const keyOf of keys) {
    const waiting = queues(left, keyOf);
    for (const one of after.filter((each) => !partners.has(each))) {
      const partner = waiting.get(keyOf(one))?.pop();
      if (partner !== undefined) partners.set(one, partner);
    }
    const taken = new Set(partners.values());
    left = left.filter((each) => !taken.has(each));
  }
  return [
    ...after.map((one) => {
      const partner = partners.get(one);
      return partner === undefined ? { after: one } : { before: partner, after: one };
    }),
    ...left.map((one) => ({ before: one })),
  ];
}

/** Things by their key, the first of each at the end, from where it is taken. */
function queues<T>(things: readonly T[], keyOf: KeyOf<T>): ReadonlyMap<string | undefined, T[]> {
  const found = new Map<string | undefined, T[]>();
  for (const thing of things.toReversed()) {
    const key = keyOf(thing);
    if (key === undefined) continue;
    const queue = found.get(key);
    if (queue === undefined) found.set(key, [thing]);
    else queue.push(thing);
  }
  return found;
}
