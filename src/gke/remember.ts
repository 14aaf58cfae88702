/** What is worked out once for many combinations of a sweep. */

/** What is known of a key; worked out the first time. */
export function remember<K, T>(known: Map<K, T>, key: K, workOut: () => T): T {
  const found = known.get(key);
  if (found !== undefined) return found;
  const result = workOut();
  known.set(key, result);
  return result;
}

/** The function, which keeps its last result for as long as what it is given has the same key. */
export function latest<From, To>(
  keyOf: (from: From) => unknown,
  workOut: (from: From) => To,
): (from: From) => To {
  let last: { readonly key: unknown; readonly result: To } | undefined;
  return (from) => {
    const key = keyOf(from);
    if (last === undefined || last.key !== key) last = { key, result: workOut(from) };
    return last.result;
  };
}
