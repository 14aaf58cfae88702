/** What `gcloud` and Google's APIs print of clusters, subnets and networks: one of them, or a list. */
import type { Network } from '../gke/cluster.ts';
import type { ParsedDocument } from './document.ts';
import { isCluster, readClusterNetwork } from './gcloud-cluster.ts';
import { isNetwork, isSubnet, readNetwork, readSubnet } from './gcloud-network.ts';
import type { InputResult } from './input.ts';
import { finishReading, type Reading, skip, startReading } from './reading.ts';
import { isMap, type Route, valueAt } from './route.ts';

interface Resource {
  readonly is: (value: unknown) => boolean;
  readonly read: (reading: Reading, route: Route) => Network;
}

const resources: readonly Resource[] = [
  { is: isCluster, read: readClusterNetwork },
  { is: isSubnet, read: readSubnet },
  { is: isNetwork, read: readNetwork },
];

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
  if (typeof kind === 'string' && /^compute#(subnetwork|network)(Aggregated)?List$/.test(kind)) {
    return true;
  }
  const { clusters } = value;
  return Array.isArray(clusters) && clusters.length === 0;
}

/** The routes of everything that a document lists; of a single resource, the empty route. */
function resourceRoutes(value: unknown): readonly Route[] {
  if (Array.isArray(value)) return value.map((_, index) => [index]);
  if (!isMap(value)) return [];
  if (resourceOf(value) !== undefined) return [[]];
  const { clusters, items } = value;
  if (Array.isArray(clusters)) return clusters.map((_, index) => ['clusters', index]);
  if (Array.isArray(items)) return items.map((_, index) => ['items', index]);
  if (!isMap(items)) return [];
  return Object.entries(items).flatMap(([scope, each]) => {
    const subnets = isMap(each) ? each['subnetworks'] : undefined;
    if (!Array.isArray(subnets)) return [];
    return subnets.map((_, index) => ['items', scope, 'subnetworks', index]);
  });
}

export function readGcloud(document: ParsedDocument): InputResult {
  const reading = startReading(document);
  const routes = resourceRoutes(document.value);
  if (routes.length === 0) skip(reading, [], 'the list is empty', document.name);
  const networks = routes.flatMap((route) => {
    const resource = resourceOf(valueAt(document.value, route));
    if (resource !== undefined) return [resource.read(reading, route)];
    skip(reading, route, 'neither a cluster nor a subnet nor a network');
    return [];
  });
  return finishReading(reading, { networks });
}
