/**
 * A blueprint of Google's Cluster Toolkit: modules with settings, in groups.
 * https://cloud.google.com/cluster-toolkit/docs/setup/cluster-blueprint
 */
import type { ParsedDocument } from '../document.ts';
import { readGoogleResources } from '../google/read.ts';
import type { GoogleResource } from '../google/resource.ts';
import type { InputResult } from '../input.ts';
import { startReading } from '../reading.ts';
import { isMap } from '../route.ts';
import type { Module, ModuleKind } from './blueprint-module.ts';
import { clusterResource, poolResource } from './blueprint-cluster.ts';
import { networkResources } from './blueprint-network.ts';
import { withImpliedClusters } from './implied-cluster.ts';
import {
  documentOf,
  entriesOf,
  itemsOf,
  mapAt,
  mapScalars,
  partAt,
  plainOf,
  textOf,
  type View,
  viewOf,
} from './view.ts';

export function isBlueprint(value: unknown): boolean {
  return (
    isMap(value) &&
    Array.isArray(value['deployment_groups']) &&
    ('blueprint_name' in value || isMap(value['vars']))
  );
}

/** Modules whose networks or clusters have ranges, by the end of their source. */
const kinds: readonly (readonly [pattern: RegExp, kind: ModuleKind])[] = [
  [/modules\/network\/vpc(?=[?/]|$)/, 'network'],
  [/modules\/scheduler\/gke-cluster(?=[?/]|$)/, 'cluster'],
  [/modules\/compute\/gke-node-pool(?=[?/]|$)/, 'pool'],
  [/modules\/network\/(?:multivpc|gpu-rdma-vpc)(?=[?/]|$)/, 'further-networks'],
];

export function readBlueprint(document: ParsedDocument): InputResult {
  const whole = viewOf(document);
  const vars = partAt(whole, 'vars');
  const modules = itemsOf(partAt(whole, 'deployment_groups'))
    .flatMap((group) => itemsOf(partAt(group, 'modules')))
    .flatMap((module) => moduleOf(module, vars) ?? []);
  const drafts = modules.flatMap((module) => {
    if (module.kind === 'network') return networkResources(module);
    if (module.kind === 'cluster') return [clusterResource(module, modules)];
    return module.kind === 'pool' ? [poolResource(module, modules)] : [];
  });
  const resources = drafts.map(({ type, address, attributes }): GoogleResource => {
    const reading = startReading(documentOf(document.name, attributes));
    return { type, address, reading, route: [] };
  });
  const result = readGoogleResources(withImpliedClusters(resources));
  const further = modules.filter(({ kind }) => kind === 'further-networks');
  const notChecked = further.map(({ id, at }) => ({
    what: `networks of module ${id}`,
    reason: 'they are for further interfaces of the nodes',
    where: at(),
  }));
  return { ...result, notChecked: [...result.notChecked, ...notChecked] };
}

/** A variable of the blueprint is the setting of that name in every module that has none. */
function moduleOf(module: View, vars: View | undefined): Module | undefined {
  const source = textOf(partAt(module, 'source')) ?? '';
  const kind = kinds.find(([pattern]) => pattern.test(source))?.[1];
  if (kind === undefined) return undefined;
  const values = new Map(entriesOf(vars));
  const settings = partAt(module, 'settings');
  const own = settings === undefined ? [] : entriesOf(withVariables(settings, values));
  return {
    at: module.at,
    kind,
    id: textOf(partAt(module, 'id')) ?? '',
    use: itemsOf(partAt(module, 'use')).flatMap((each) => textOf(each) ?? []),
    settings: mapAt(settings ?? module, Object.fromEntries([...values, ...own])),
  };
}

const wholeVariable = /^\$\(vars\.(\w+)\)$/;
const anyVariable = /\$\(vars\.(\w+)\)/g;

/** `$(vars.region)` alone is the value with its own place; inside a text it is text. */
function withVariables(view: View, values: ReadonlyMap<string, View>): View {
  const name = wholeVariable.exec(textOf(view) ?? '')?.[1];
  if (name !== undefined) return values.get(name) ?? view;
  const inside = (each: View) => withVariables(each, values);
  if (Array.isArray(view.content)) {
    return { at: view.at, content: itemsOf(view).map(inside) };
  }
  if (view.content instanceof Map) {
    const entries = entriesOf(view).map(([key, each]) => [key, inside(each)] as const);
    return { at: view.at, content: new Map(entries) };
  }
  return mapScalars(view, (value) => {
    if (typeof value !== 'string') return value;
    return value.replaceAll(anyVariable, (text, key: string) => {
      const variable = values.get(key);
      const plain = variable && plainOf(variable);
      return typeof plain === 'string' || typeof plain === 'number' ? String(plain) : text;
    });
  });
}
