/**
 * Subnets as the factories of Cloud Foundation Fabric read them, one to a file, in the three generations
 * of the key for secondary ranges:
 * https://github.com/GoogleCloudPlatform/cloud-foundation-fabric/tree/master/modules/net-vpc
 */
import type { ParsedDocument } from '../document.ts';
import { readGoogleResources } from '../google/read.ts';
import type { GoogleResource } from '../google/resource.ts';
import type { InputResult } from '../input.ts';
import { type ReadableDocument, startReading } from '../reading.ts';
import { isMap, type Route, valueAt } from '../route.ts';
import { withImpliedClusters } from './implied-cluster.ts';
import {
  documentOf,
  entriesOf,
  listAt,
  mapAt,
  partAt,
  plainOf,
  scalarAt,
  textOf,
  type View,
  viewOf,
} from './view.ts';

const rangeKeys = ['secondary_ip_ranges', 'secondary_ip_range'] as const;
/** What else tells a subnet of a factory from any map with a CIDR. */
const subnetKeys = ['region', ...rangeKeys, 'proxy_only', 'psc', 'global', 'flow_logs_config'];

function isFactorySubnet(value: unknown): boolean {
  return isMap(value) && 'ip_cidr_range' in value && subnetKeys.some((key) => key in value);
}

/** Where subnets stand: the whole document, the items of a list, or those of `subnets`. */
function subnetRoutes(value: unknown): readonly Route[] {
  if (isFactorySubnet(value)) return [[]];
  const keys = isMap(value) && isList(value['subnets']) ? ['subnets'] : [];
  const list = valueAt(value, keys);
  if (!isList(list)) return [];
  return list.flatMap((item, index) => (isFactorySubnet(item) ? [[...keys, index]] : []));
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

export function isSubnetFactory(value: unknown): boolean {
  return subnetRoutes(value).length > 0;
}

export function readSubnetFactories(documents: readonly ParsedDocument[]): InputResult {
  const resources = documents.flatMap((document) =>
    subnetRoutes(document.value).map((route) => resourceOf(document, route)),
  );
  return readGoogleResources(withImpliedClusters(resources));
}

function resourceOf(document: ReadableDocument, route: Route): GoogleResource {
  const subnet = viewOf(document, route);
  const name = partAt(subnet, 'name') ?? scalarAt(subnet, fileNameOf(document.name));
  const attributes = mapAt(subnet, {
    name,
    ip_cidr_range: partAt(subnet, 'ip_cidr_range'),
    region: regionOf(subnet),
    network: partAt(subnet, 'network') ?? scalarAt(subnet, networkOf(document.name)),
    purpose: purposeOf(subnet),
    role: roleOf(subnet),
    secondary_ip_range: secondaryRanges(subnet),
  });
  const address = `google_compute_subnetwork.subnet["${placeOf(document, route)}"]`;
  const reading = startReading(documentOf(document.name, attributes));
  return { type: 'google_compute_subnetwork', address, reading, route: [] };
}

/** What tells a subnet from those of other files, without the bracket that would end the address. */
function placeOf({ name }: ReadableDocument, route: Route): string {
  return [name, ...route].join('#').replaceAll(']', ')');
}

/** `dev-gke-nodes` of `data/subnets/dev/dev-gke-nodes.yaml`. */
function fileNameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.\w+$/, '');
}

const folderWords = new Set(['subnets', 'data', '.', '..', '']);

/** A factory file does not name its network; the folder of its environment does. */
function networkOf(path: string): string {
  const folders = path.split('/').slice(0, -1);
  return folders.findLast((folder) => !folderWords.has(folder)) ?? 'default';
}

/** `$regions:primary` is looked up elsewhere. */
function regionOf(subnet: View): View | undefined {
  const region = partAt(subnet, 'region');
  return /^[a-z]+(?:-[a-z]+)+\d+$/.test(textOf(region) ?? '') ? region : undefined;
}

/** Keys that stand for a purpose. */
const purposes: Readonly<Record<string, string>> = {
  proxy_only: 'REGIONAL_MANAGED_PROXY',
  psc: 'PRIVATE_SERVICE_CONNECT',
};

function purposeOf(subnet: View): View | undefined {
  const given = Object.entries(purposes).flatMap(([key, purpose]) => {
    const flag = partAt(subnet, key);
    if (flag === undefined || plainOf(flag) !== true) return [];
    const across = partAt(subnet, 'global');
    const isGlobal = across !== undefined && plainOf(across) === true;
    return [scalarAt(flag, isGlobal ? purpose.replace('REGIONAL', 'GLOBAL') : purpose)];
  });
  return partAt(subnet, 'purpose') ?? given[0];
}

/** A proxy-only subnet that is not active is a backup. */
function roleOf(subnet: View): View | undefined {
  const active = partAt(subnet, 'active');
  const isBackup = active !== undefined && plainOf(active) === false;
  return partAt(subnet, 'role') ?? (isBackup ? scalarAt(active, 'BACKUP') : undefined);
}

/** `{pods: cidr}`, `{pods: {ip_cidr_range: cidr}}`, or the list of Google's provider. */
function secondaryRanges(subnet: View): View | undefined {
  const given = rangeKeys.map((key) => partAt(subnet, key)).find((view) => view !== undefined);
  if (given === undefined || Array.isArray(given.content)) return given;
  return listAt(
    given,
    entriesOf(given).map(([name, range]) =>
      mapAt(range, {
        range_name: scalarAt(range, name),
        ip_cidr_range: partAt(range, 'ip_cidr_range') ?? range,
      }),
    ),
  );
}
