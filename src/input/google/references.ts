/** Which resource another one means: by its name, its id, its self link or its address. */
import { groupBy } from '../group-by.ts';
import { resourceName, segmentOf } from '../resource-path.ts';
import { isMap, type Route } from '../route.ts';
import { blocks, isGiven, type Part, reference, text, unknownAt, valueOf } from './attributes.ts';
import type { GoogleResource } from './resource.ts';

export interface ResourceIndex {
  readonly byAddress: ReadonlyMap<string, GoogleResource>;
  /** By address without any index of `count` or `for_each`. */
  readonly byBase: ReadonlyMap<string, readonly GoogleResource[]>;
  /** By type and name; a name that is not known counts as it is written. */
  readonly byName: ReadonlyMap<string, readonly GoogleResource[]>;
  /** What is declared here under a name that is not known, as it is written. */
  readonly written: ReadonlySet<string>;
}

export function indexResources(resources: readonly GoogleResource[]): ResourceIndex {
  return {
    byAddress: new Map(resources.map((resource) => [resource.address, resource])),
    byBase: groupBy(resources, ({ address }) => withoutIndex(address)),
    byName: groupBy(resources, (resource) => `${resource.type} ${nameOf(resource)}`),
    written: new Set(resources.flatMap(writtenNames)),
  };
}

/** A name that is not known, as it is written: the last part of a path. */
function writtenAt(part: Part, ...keys: Route): string | undefined {
  const written = unknownAt(part, ...keys)?.written;
  return written === undefined ? undefined : lastName(written);
}

/** Slashes inside of `${…}` are no part of a path. */
function lastName(path: string): string {
  return path.includes('${')
    ? (/(?:[^/$]|\$\{[^}]*\}|\$)*$/.exec(path)?.[0] ?? path)
    : resourceName(path);
}

function writtenNames(resource: GoogleResource): readonly string[] {
  const ranges = blocks(resource, 'secondary_ip_range');
  return [
    writtenAt(resource, 'name'),
    ...ranges.map((range) => writtenAt(range, 'range_name')),
  ].filter((name) => name !== undefined);
}

/** What names another resource, also where nobody knows the name and both are written the same. */
export function referenceAmong(
  { written }: ResourceIndex,
  part: Part,
  ...keys: Route
): string | undefined {
  const name = writtenAt(part, ...keys);
  return reference(part, ...keys) ?? (written.has(name ?? '') ? name : undefined);
}

function withoutIndex(address: string): string {
  return address.replaceAll(/\[[^\]]*\]/g, '');
}

/** `data.google_compute_network.vpc` inside any module. */
export function isData({ address }: GoogleResource): boolean {
  return /(?:^|\.)data\.google_/.test(address);
}

/** A resource whose name is not known goes by what is written, or by its address. */
export function nameOf(resource: GoogleResource): string {
  return text(resource, 'name') ?? writtenAt(resource, 'name') ?? resource.address;
}

export function projectOf(resource: GoogleResource): string | undefined {
  return ownProjectOf(resource) ?? resource.project;
}

/** The project that the resource itself says, whatever its provider has. */
export function ownProjectOf(resource: GoogleResource): string | undefined {
  return text(resource, 'project') ?? segmentOfLink(resource, 'projects');
}

/** The region of a subnet. */
export function regionOf(resource: GoogleResource): string | undefined {
  const region = text(resource, 'region');
  return region === undefined ? segmentOfLink(resource, 'regions') : resourceName(region);
}

/** A segment of the id or self link that a resource has once it exists. */
function segmentOfLink(resource: GoogleResource, collection: string): string | undefined {
  return (
    segmentOf(text(resource, 'id'), collection) ??
    segmentOf(text(resource, 'self_link'), collection)
  );
}

const addressPattern =
  /^((?:module\.[\w-]+(?:\[[^\]]*\])?\.)*(?:data\.)?google_\w+\.[\w-]+(?:\[[^\]]*\])?)(.*)$/s;

interface Reference {
  readonly address: string;
  /** The attribute behind the address. */
  readonly attribute: Route;
}

/** `undefined` for a name or a path. */
function parseReference(written: string): Reference | undefined {
  const match = addressPattern.exec(written);
  if (match === null) return undefined;
  const steps = match[2]?.match(/[\w-]+/g) ?? [];
  const attribute = steps.map((step) => (/^\d+$/.test(step) ? Number(step) : step));
  return { address: match[1] ?? '', attribute };
}

/** Where each link of a resource of that type says what beside the name tells it from others. */
const scopes: Readonly<Record<string, (resource: GoogleResource) => string | undefined>> = {
  projects: projectOf,
  regions: regionOf,
  locations: locationOf,
  zones: locationOf,
};

/** Where a cluster or a node pool is: a region or a zone. */
export function locationOf(resource: GoogleResource): string | undefined {
  return text(resource, 'location') ?? text(resource, 'zone') ?? text(resource, 'region');
}

function knownSegment(path: string, collection: string): string | undefined {
  const segment = segmentOf(path, collection);
  return segment?.includes('${') === true ? undefined : segment;
}

function agrees(resource: GoogleResource, path: string): boolean {
  return Object.entries(scopes).every(([collection, scopeOf]) => {
    const wanted = knownSegment(path, collection);
    const own = scopeOf(resource);
    return wanted === undefined || own === undefined || wanted === own;
  });
}

/** Resources that a reference may mean; a managed one before a data source that looks it up. */
export function targetsOf(
  index: ResourceIndex,
  written: string,
  type: string,
): readonly GoogleResource[] {
  const parsed = parseReference(written);
  if (parsed !== undefined) {
    const target = atAddress(index, parsed.address);
    return target?.type === type ? [target] : [];
  }
  const named = index.byName.get(`${type} ${lastName(written)}`) ?? [];
  const found = named.filter((resource) => agrees(resource, written));
  const managed = found.filter((resource) => !isData(resource));
  return managed.length > 0 ? managed : found;
}

/** The one resource that a reference means; none where several may be meant. */
export function targetOf(
  index: ResourceIndex,
  written: string,
  type: string,
): GoogleResource | undefined {
  const targets = targetsOf(index, written, type);
  return targets.length === 1 ? targets[0] : undefined;
}

function atAddress(index: ResourceIndex, address: string): GoogleResource | undefined {
  const exact = index.byAddress.get(address);
  if (exact !== undefined) return exact;
  const base = index.byBase.get(withoutIndex(address)) ?? [];
  return base.length === 1 ? base[0] : undefined;
}

/** The resource of any type at the address that a reference begins with. */
export function resourceAt(index: ResourceIndex, written: string): GoogleResource | undefined {
  const parsed = parseReference(written);
  return parsed && atAddress(index, parsed.address);
}

/** The name that a text says: itself, or the text of the attribute that it refers to. */
export function namedBy(index: ResourceIndex, written: string): string {
  const parsed = parseReference(written);
  if (parsed === undefined) return lastName(written);
  const target = atAddress(index, parsed.address);
  if (target === undefined) return written;
  const value = followed(target, parsed.attribute);
  if (typeof value === 'string' && value !== '') return resourceName(value);
  const whole = ['', 'id', 'self_link', 'name'].includes(String(parsed.attribute[0] ?? ''));
  return whole && isGiven(target, 'name') ? nameOf(target) : written;
}

/** The name of a secondary range; an address without an attribute does not say which of a subnet it is. */
export function rangeNameAt(index: ResourceIndex, part: Part, ...keys: Route): string | undefined {
  const written = referenceAmong(index, part, ...keys);
  const parsed = written === undefined ? undefined : parseReference(written);
  if (written === undefined || parsed?.attribute.length === 0) return undefined;
  return namedBy(index, written);
}

/** The first of several blocks may be written as the only one. */
function followed(target: GoogleResource, attribute: Route): unknown {
  let value = valueOf(target);
  for (const step of attribute) {
    if (isMap(value)) value = step === 0 ? value : value[step];
    else value = Array.isArray(value) && typeof step === 'number' ? value[step] : undefined;
  }
  return value;
}
