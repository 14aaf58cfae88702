/** The resources of `terraform show -json`, those of child modules too. */
import { isGoogleType } from '../google/read.ts';
import { isMap, type Route } from '../route.ts';

export interface ShownResource {
  readonly type: string;
  readonly address: string;
  readonly data: boolean;
  readonly values: unknown;
  readonly sensitive: unknown;
  /** Where its values stand. */
  readonly route: Route;
}

/** Every resource of Google that says something about addresses, in the order of the text. */
export function shownResources(module: unknown, route: Route): readonly ShownResource[] {
  if (!isMap(module)) return [];
  const { resources, child_modules: children } = module;
  return [
    ...listOf(resources).flatMap((each, index) =>
      shownResource(each, [...route, 'resources', index]),
    ),
    ...listOf(children).flatMap((each, index) =>
      shownResources(each, [...route, 'child_modules', index]),
    ),
  ];
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function shownResource(resource: unknown, route: Route): readonly ShownResource[] {
  if (!isMap(resource)) return [];
  const { type, values, sensitive_values: sensitive } = resource;
  const address = addressOf(resource);
  if (typeof type !== 'string' || !isGoogleType(type) || address === undefined) return [];
  const data = resource['mode'] === 'data';
  return [{ type, address, data, values, sensitive, route: [...route, 'values'] }];
}

/** Terraform 0.12 leaves the index out of the address. */
export function addressOf(resource: Readonly<Record<string, unknown>>): string | undefined {
  const { address, index } = resource;
  if (typeof address !== 'string') return undefined;
  const indexed = typeof index === 'number' || typeof index === 'string';
  return indexed && !address.endsWith(']') ? `${address}[${JSON.stringify(index)}]` : address;
}
