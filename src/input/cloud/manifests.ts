/** Manifests as resources of Google's Terraform provider, which they have their attributes from. */
import type { GoogleResource } from '../google/resource.ts';
import { startReading } from '../reading.ts';
import type { Manifest } from './manifest.ts';
import {
  addressOf,
  networkPath,
  type References,
  referencesAmong,
  referringAttribute,
} from './manifest-references.ts';
import { asProvider, inSnakeCase } from './provider-shape.ts';
import {
  documentOf,
  entriesOf,
  itemsOf,
  listAt,
  mapAt,
  partAt,
  scalarAt,
  textOf,
  type View,
} from './view.ts';

export function resourcesOf(manifests: readonly Manifest[]): readonly GoogleResource[] {
  const references = referencesAmong(manifests);
  return manifests.map((manifest) => {
    const attributes = attributesOf(manifest, references);
    const reading = startReading(documentOf(manifest.file, attributes));
    return { type: manifest.type, address: addressOf(manifest), reading, route: [] };
  });
}

/**
 * Only a network has a project here: that of a cluster or a subnet need not be that of the network which
 * it refers to.
 */
function attributesOf(manifest: Manifest, references: References): View {
  const { type, shape, whole, name, project } = manifest;
  const resolved = withReferences(manifest.spec, manifest, references);
  const snake = inSnakeCase(resolved);
  const named = shape === 'api' ? asProvider(type, snake) : snake;
  const { project: _, ...own } = Object.fromEntries(entriesOf(named));
  const spec = manifest.spec;
  const said = partAt(spec, 'network') ?? partAt(spec, 'networkRef', 'external');
  return mapAt(whole, {
    ...own,
    ...(said === undefined ? {} : { network: networkPath(said, project) }),
    ...bootstrapPool(manifest),
    name,
    ...(isNetwork(type) && project !== undefined ? { project: scalarAt(name, project) } : {}),
  });
}

function isNetwork(type: string): boolean {
  return type === 'google_compute_network';
}

/** Config Connector says by an annotation that the first pool goes; the older Crossplane always drops it. */
function bootstrapPool({ type, shape, whole }: Manifest): Readonly<Record<string, View>> {
  if (type !== 'google_container_cluster') return {};
  const annotation = 'cnrm.cloud.google.com/remove-default-node-pool';
  const remove = partAt(whole, 'metadata', 'annotations', annotation);
  if (shape === 'api') return { remove_default_node_pool: scalarAt(whole, true) };
  if (textOf(remove) !== 'true' || remove === undefined) return {};
  return { remove_default_node_pool: scalarAt(remove, true) };
}

/** Of a value, a reference and a selector of one attribute, the value counts before the reference. */
function withReferences(view: View, from: Manifest, references: References): View {
  const inside = (each: View) => withReferences(each, from, references);
  if (Array.isArray(view.content)) return listAt(view, itemsOf(view).map(inside));
  if (!(view.content instanceof Map)) return view;
  const entries = entriesOf(view);
  const given = new Map<string, View>();
  for (const [key, each] of entries) {
    if (referringAttribute(key) === undefined) given.set(key, inside(each));
  }
  for (const suffix of ['Ref', 'Selector']) {
    for (const [key, each] of entries) {
      const attribute = key.endsWith(suffix) ? referringAttribute(key) : undefined;
      if (attribute === undefined || given.has(attribute)) continue;
      given.set(attribute, references(from, attribute, each));
    }
  }
  return mapAt(view, Object.fromEntries(given));
}
