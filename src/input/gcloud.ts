/** What `gcloud` and Google's APIs print of clusters, subnets and networks: one of them, or a list. */
import type { Network } from '../gke/cluster.ts';
import { isCluster, readClusterNetwork } from './gcloud-cluster.ts';
import {
  isAddress,
  isNetwork,
  isSubnet,
  readAddress,
  readNetwork,
  readSubnet,
} from './gcloud-network.ts';
import { isNatGateway, isRouter, readNatGateway, readRouter } from './gcloud-nat.ts';
import type { InputResult } from './input.ts';
import {
  finishReading,
  listAt,
  type ReadableDocument,
  type Reading,
  skip,
  startReading,
} from './reading.ts';
import { quote } from '../net/cidr-error.ts';
import { isMap, type Route, valueAt } from './route.ts';

interface Resource {
  readonly is: (value: unknown) => boolean;
  /** `undefined`: nothing that takes addresses of its own. */
  readonly read: (reading: Reading, route: Route) => Network | undefined;
}

const resources: readonly Resource[] = [
  { is: isCluster, read: readClusterNetwork },
  { is: isSubnet, read: readSubnet },
  { is: isRouter, read: readRouter },
  { is: isNatGateway, read: readNatGateway },
  { is: isAddress, read: readAddress },
  { is: isNetwork, read: readNetwork },
];

/** The lists that Google's APIs put their answers into, by themselves or for each region or zone. */
const collections = ['clusters', 'subnetworks', 'networks', 'addresses', 'routers'] as const;

/** Whether a value is a cluster, a subnet, a router, an address or a network. */
export function isResource(value: unknown): boolean {
  return resourceOf(value) !== undefined;
}

function resourceOf(value: unknown): Resource | undefined {
  return resources.find(({ is }) => is(value));
}

/** A list that is not empty is recognised by any of its items. */
export function isGcloud(value: unknown): boolean {
  if (Array.isArray(value) && value.length === 0) return true;
  const routes = resourceRoutes(value);
  if (routes.length === 0) return isEmptyList(value);
  return routes.some((route) => resourceOf(valueAt(value, route)) !== undefined);
}

/** `{clusters: []}` and lists of the Compute API: nothing exists, which is an answer too. */
function isEmptyList(value: unknown): boolean {
  if (!isMap(value)) return false;
  const kind = value['kind'];
  if (typeof kind === 'string' && emptyKind.test(kind)) return true;
  const { clusters } = value;
  return Array.isArray(clusters) && clusters.length === 0;
}

const emptyKind = /^compute#(subnetwork|network|address|router)(Aggregated)?List$/;

/** The routes of everything that a document lists; of a single resource, the empty route. */
function resourceRoutes(value: unknown): readonly Route[] {
  if (Array.isArray(value)) return value.map((_, index) => [index]);
  if (!isMap(value)) return [];
  if (resourceOf(value) !== undefined) return [[]];
  const { items } = value;
  if (Array.isArray(items)) return items.map((_, index) => ['items', index]);
  if (!isMap(items)) return collectedRoutes(value, []);
  return Object.entries(items).flatMap(([scope, each]) => collectedRoutes(each, ['items', scope]));
}

function collectedRoutes(value: unknown, route: Route): readonly Route[] {
  return collections.flatMap((collection) => {
    const list = isMap(value) ? value[collection] : undefined;
    if (!Array.isArray(list)) return [];
    return list.map((_, index) => [...route, collection, index]);
  });
}

export function readGcloud(document: ReadableDocument): InputResult {
  const reading = startReading(document);
  const routes = resourceRoutes(document.value);
  if (routes.length === 0) skip(reading, [], 'the list is empty', document.name);
  for (const [index, zone] of listAt(reading, ['missingZones']).entries()) {
    const what = typeof zone === 'string' ? `clusters in ${quote(zone)}` : 'clusters';
    skip(reading, ['missingZones', index], 'the zone did not answer when they were listed', what);
  }
  const networks = routes.flatMap((route) => {
    const resource = resourceOf(valueAt(document.value, route));
    if (resource !== undefined) return resource.read(reading, route) ?? [];
    skip(reading, route, 'neither a cluster nor a subnet nor a network');
    return [];
  });
  return finishReading(reading, { kind: 'described', networks });
}
