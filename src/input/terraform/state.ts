/** A state file (`terraform.tfstate`): version 4 of Terraform 0.12 and later, version 3 of those before. */
import type { ParsedDocument } from '../document.ts';
import { isGoogleType, readGoogleResources } from '../google/read.ts';
import type { GoogleResource } from '../google/resource.ts';
import type { InputResult } from '../input.ts';
import { type ReadableDocument, startReading } from '../reading.ts';
import { isMap, type Route, valueAt } from '../route.ts';
import { Unknown } from '../unknown.ts';
import { unflatten } from './flat-attributes.ts';
import { nothingIn } from './shown.ts';
import { listOf } from './shown-modules.ts';
import { attributesDocument } from './shown-values.ts';
import { documentOf } from './value.ts';

export function isState(value: unknown): boolean {
  if (!isMap(value) || typeof value['version'] !== 'number') return false;
  const parts = ['resources', 'modules'];
  const signs = ['terraform_version', 'serial', 'lineage'];
  return parts.some((part) => Array.isArray(value[part])) && signs.some((sign) => sign in value);
}

export function readState(document: ParsedDocument): InputResult {
  const resources = Array.isArray(valueAt(document.value, ['resources']))
    ? instancesOf(document)
    : flatResourcesOf(document);
  const result = { ...readGoogleResources(resources, () => true), kind: 'state' as const };
  if (result.networks.length > 0 || result.problems.length > 0) return result;
  const notice = { what: document.name, reason: nothingIn('state'), where: document.locate([]) };
  return { ...result, notChecked: [...result.notChecked, notice] };
}

/** The instances of version 4; one that is only left to be destroyed is gone. */
function instancesOf(document: ParsedDocument): readonly GoogleResource[] {
  return listOf(valueAt(document.value, ['resources'])).flatMap((resource, index) => {
    const type = valueAt(resource, ['type']);
    if (!isMap(resource) || typeof type !== 'string' || !isGoogleType(type)) return [];
    const base = addressOf(resource, type);
    return listOf(resource['instances']).flatMap((instance, number) => {
      if (!isMap(instance) || 'deposed' in instance) return [];
      const address = base + indexOf(instance['index_key']);
      const route = ['resources', index, 'instances', number];
      return [
        {
          type,
          address,
          route: [],
          reading: startReading(instanceDocument(document, instance, route, address)),
        },
      ];
    });
  });
}

function addressOf(resource: Readonly<Record<string, unknown>>, type: string): string {
  const { module, mode, name } = resource;
  const parts = [module, mode === 'data' ? 'data' : '', type, name];
  return parts.filter((part) => typeof part === 'string' && part !== '').join('.');
}

function indexOf(key: unknown): string {
  return typeof key === 'string' || typeof key === 'number' ? `[${JSON.stringify(key)}]` : '';
}

function instanceDocument(
  document: ParsedDocument,
  instance: Readonly<Record<string, unknown>>,
  route: Route,
  address: string,
): ReadableDocument {
  const flat = instance['attributes_flat'];
  if (isMap(flat)) return flatDocument(document, flat, [...route, 'attributes_flat'], address);
  const value = listOf(instance['sensitive_attributes']).reduce(hide, instance['attributes']);
  return attributesDocument(document, [...route, 'attributes'], address, value);
}

/** The value without what stands at a path of steps such as `{"type": "get_attr", "value": "name"}`. */
function hide(value: unknown, path: unknown): unknown {
  const steps = listOf(path).map((step) => valueAt(step, ['value']));
  return steps.length === 0 ? value : hideAt(value, steps.map(keyOf));
}

function keyOf(step: unknown): unknown {
  return isMap(step) ? step['value'] : step;
}

function hideAt(value: unknown, [key, ...rest]: readonly unknown[]): unknown {
  if (key === undefined) return new Unknown('marked as sensitive');
  if (Array.isArray(value)) {
    return value.map((each, index) => (index === key ? hideAt(each, rest) : each));
  }
  if (!isMap(value) || typeof key !== 'string' || !Object.hasOwn(value, key)) return value;
  return { ...value, [key]: hideAt(value[key], rest) };
}

/** The resources of version 3, which stand in a map: `google_compute_network.vpc.0`. */
function flatResourcesOf(document: ParsedDocument): readonly GoogleResource[] {
  return listOf(valueAt(document.value, ['modules'])).flatMap((module, index) => {
    const resources = valueAt(module, ['resources']);
    const path = listOf(valueAt(module, ['path'])).filter((each) => each !== 'root');
    const prefix = path.map((each) => `module.${String(each)}.`).join('');
    return Object.entries(isMap(resources) ? resources : {}).flatMap(([key, resource]) => {
      const type = valueAt(resource, ['type']);
      const flat = valueAt(resource, ['primary', 'attributes']);
      if (typeof type !== 'string' || !isGoogleType(type) || !isMap(flat)) return [];
      const route = ['modules', index, 'resources', key, 'primary', 'attributes'];
      const address = prefix + key.replace(/\.(\d+)$/, '[$1]');
      return [
        {
          type,
          address,
          route: [],
          reading: startReading(flatDocument(document, flat, route, address)),
        },
      ];
    });
  });
}

function flatDocument(
  document: ParsedDocument,
  flat: Readonly<Record<string, unknown>>,
  route: Route,
  address: string,
): ReadableDocument {
  const locate = (key: string) => document.locate([...route, key]);
  return documentOf(unflatten(flat, locate, document.locate(route)), address);
}
