/**
 * A configuration of Deployment Manager: resources with the attributes of Google's APIs.
 * https://cloud.google.com/deployment-manager/docs/configuration/syntax-reference
 */
import type { ParsedDocument } from '../document.ts';
import { readGoogleResources } from '../google/read.ts';
import type { GoogleResource } from '../google/resource.ts';
import type { InputResult } from '../input.ts';
import { type ReadableDocument, startReading } from '../reading.ts';
import { segmentOf } from '../resource-path.ts';
import { isMap, type Route } from '../route.ts';
import { withImpliedClusters } from './implied-cluster.ts';
import { asProvider, inSnakeCase } from './provider-shape.ts';
import {
  documentOf,
  entriesOf,
  mapAt,
  mapScalars,
  partAt,
  scalarAt,
  textOf,
  type View,
  viewOf,
} from './view.ts';

/** Types by the name that Google's Terraform provider has for the resource. */
const types: readonly (readonly [pattern: RegExp, type: string])[] = [
  [/^container\.v\d\w*\.cluster$/, 'google_container_cluster'],
  [/^container\.v\d\w*\.nodePool$/, 'google_container_node_pool'],
  [/^compute\.\w+\.network$/, 'google_compute_network'],
  [/^compute\.\w+\.subnetwork$/, 'google_compute_subnetwork'],
  [/^compute\.\w+\.globalAddress(?:es)?$/, 'google_compute_global_address'],
  [
    /^gcp-types\/container-v\d\w*:projects\.(?:zones|locations)\.clusters$/,
    'google_container_cluster',
  ],
  [
    /^gcp-types\/container-v\d\w*:projects\.(?:zones|locations)\.clusters\.nodePools$/,
    'google_container_node_pool',
  ],
  [/^gcp-types\/compute-\w+:networks$/, 'google_compute_network'],
  [/^gcp-types\/compute-\w+:subnetworks$/, 'google_compute_subnetwork'],
  [/^gcp-types\/compute-\w+:globalAddresses$/, 'google_compute_global_address'],
];

function typeOf(resource: unknown): string | undefined {
  if (!isMap(resource) || !isMap(resource['properties'])) return undefined;
  const { type } = resource;
  if (typeof type !== 'string') return undefined;
  return types.find(([pattern]) => pattern.test(type))?.[1];
}

function resourcesIn(value: unknown): readonly unknown[] {
  const resources = isMap(value) ? value['resources'] : undefined;
  return Array.isArray(resources) ? resources : [];
}

export function isDeployment(value: unknown): boolean {
  return resourcesIn(value).some((resource) => typeOf(resource) !== undefined);
}

export function readDeployment(document: ParsedDocument): InputResult {
  const resources = resourcesIn(document.value).flatMap((resource, index) => {
    const type = typeOf(resource);
    return type === undefined ? [] : [resourceOf(document, ['resources', index], type)];
  });
  return readGoogleResources(withImpliedClusters(resources));
}

function resourceOf(document: ReadableDocument, route: Route, type: string): GoogleResource {
  const whole = viewOf(document, route);
  const key = partAt(whole, 'name');
  const properties = mapScalars(partAt(whole, 'properties') ?? whole, withReferences(document));
  const attributes = mapAt(whole, { name: key, ...attributesOf(type, properties) });
  const reading = startReading(documentOf(document.name, attributes));
  return { type, address: addressOf(type, textOf(key) ?? ''), reading, route: [] };
}

function addressOf(type: string, key: string): string {
  return `${type}.${key.replaceAll(/[^\w-]/g, '-')}`;
}

/** The resource itself may stand in a map of its own, beside where it is to be made. */
function attributesOf(type: string, properties: View): Readonly<Record<string, View>> {
  const given = Object.fromEntries(entriesOf(inSnakeCase(properties)));
  const { cluster, node_pool: pool, cluster_id: reference, parent, ...own } = given;
  const inner = type === 'google_container_node_pool' ? pool : cluster;
  const all = mapAt(properties, {
    ...segmentsOf(parent),
    ...own,
    ...(reference === undefined ? {} : { cluster: reference }),
    ...Object.fromEntries(entriesOf(inner)),
  });
  return Object.fromEntries(entriesOf(asProvider(type, all)));
}

/** `projects/p/locations/l` and `projects/p/locations/l/clusters/c`. */
function segmentsOf(parent: View | undefined): Readonly<Record<string, View>> {
  const path = textOf(parent);
  if (parent === undefined) return {};
  const location = segmentOf(path, 'locations') ?? segmentOf(path, 'zones');
  const cluster = segmentOf(path, 'clusters');
  return {
    ...(location === undefined ? {} : { location: scalarAt(parent, location) }),
    ...(cluster === undefined ? {} : { cluster: scalarAt(parent, cluster) }),
  };
}

/** `$(ref.prod.selfLink)` means the resource `prod` of the same configuration. */
function withReferences(document: ReadableDocument): (value: unknown) => unknown {
  return (value) => {
    const key =
      typeof value === 'string' ? /^\$\(ref\.([^.)]+)\.\w+\)$/.exec(value)?.[1] : undefined;
    if (key === undefined) return value;
    const target = resourcesIn(document.value).find(
      (resource) => isMap(resource) && resource['name'] === key,
    );
    const type = typeOf(target);
    return type === undefined ? key : addressOf(type, key);
  };
}
