/** Things by a key they share, in the order of the first of each. */
export function groupBy<Key, Thing>(
  things: readonly Thing[],
  keyOf: (thing: Thing) => Key,
): ReadonlyMap<Key, readonly Thing[]> {
  const groups = new Map<Key, Thing[]>();
  for (const thing of things) {
    const key = keyOf(thing);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [thing]);
    else group.push(thing);
  }
  return groups;
}

interface Identity {
  readonly name: string;
  /** What tells it from others of its name: the project of a network, the location of a cluster. */
  readonly scope?: string | undefined;
}

/**
 * Things of one name are one where their scope is, too. One without a scope joins the others where all of
 * them are in one; it stays apart where they are not, since nobody says which it is.
 */
export function groupByIdentity<Thing>(
  things: readonly Thing[],
  identityOf: (thing: Thing) => Identity,
): readonly (readonly Thing[])[] {
  const only = new Map<string, string | undefined>();
  for (const [name, sameName] of groupBy(things, (thing) => identityOf(thing).name)) {
    const scopes = new Set(sameName.flatMap((thing) => identityOf(thing).scope ?? []));
    only.set(name, scopes.size === 1 ? [...scopes][0] : undefined);
  }
  const groups = groupBy(things, (thing) => {
    const { name, scope = only.get(name) } = identityOf(thing);
    return JSON.stringify([name, scope]);
  });
  return [...groups.values()];
}
