/**
 * Compositions of Crossplane: resources that are made for every claim, with values from the claim.
 * https://docs.crossplane.io/latest/concepts/compositions/
 */
import type { Route } from '../route.ts';
import { Unknown } from '../unknown.ts';
import { itemsOf, partAt, textOf, type View, withValue } from './view.ts';

/** The manifests that a composition makes, in either way to write one. */
export function composedBy(composition: View): readonly View[] {
  const steps = itemsOf(partAt(composition, 'spec', 'pipeline'));
  const lists = [
    partAt(composition, 'spec', 'resources'),
    ...steps.map((step) => partAt(step, 'input', 'resources')),
  ];
  return lists.flatMap(itemsOf).flatMap((entry) => {
    const base = partAt(entry, 'base');
    return base === undefined ? [] : [patched(named(base, entry), entry)];
  });
}

/** A base needs no name of its own. */
function named(base: View, entry: View): View {
  const name = textOf(partAt(entry, 'name'));
  const own = partAt(base, 'metadata', 'name');
  return own !== undefined || name === undefined
    ? base
    : withValue(base, ['metadata', 'name'], name);
}

/** Patches whose direction is to the resource; those of a claim's status go the other way. */
const inward = new Set([undefined, 'FromCompositeFieldPath', 'CombineFromComposite']);

/** Names and labels that a patch makes are left as they are: references hold among them all the same. */
function patched(base: View, entry: View): View {
  return itemsOf(partAt(entry, 'patches')).reduce((view, patch) => {
    const path = textOf(partAt(patch, 'toFieldPath')) ?? textOf(partAt(patch, 'fromFieldPath'));
    const route = routeOf(path ?? '');
    if (route[0] !== 'spec' || !inward.has(textOf(partAt(patch, 'type')))) return view;
    return withValue(view, route, new Unknown('a composition sets it for each claim'));
  }, base);
}

/** `spec.forProvider.secondaryIpRange[0].ipCidrRange` */
function routeOf(path: string): Route {
  const steps = path.match(/[^.[\]]+/g) ?? [];
  return steps.map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}
