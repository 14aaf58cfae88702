/**
 * An export of Cloud Asset Inventory: a list of assets, or one on each line. Their data is what Google's
 * APIs say of the resource: https://cloud.google.com/asset-inventory/docs/reference/rest/v1/Asset
 */
import type { Network } from '../../gke/cluster.ts';
import { concat } from '../concat.ts';
import { readClusterNetwork } from '../gcloud-cluster.ts';
import { readRouter } from '../gcloud-nat.ts';
import { readAddress, readNetwork, readSubnet } from '../gcloud-network.ts';
import { emptyResult, type InputResult } from '../input.ts';
import {
  finishReading,
  type ReadableDocument,
  type Reading,
  skip,
  startReading,
} from '../reading.ts';
import { segmentOf } from '../resource-path.ts';
import { isMap, type Route, valueAt } from '../route.ts';
import { documentOf, entriesOf, listAt, mapAt, type View, viewOf } from './view.ts';

const clusterType = 'container.googleapis.com/Cluster';
const subnetType = 'compute.googleapis.com/Subnetwork';
const nodePoolType = 'container.googleapis.com/NodePool';

type ReadAsset = (reading: Reading, route: Route) => Network | undefined;

/** What has ranges. Assets of all other types are none of the planner's business. */
const readers: Readonly<Record<string, ReadAsset>> = {
  [clusterType]: readClusterNetwork,
  [subnetType]: readSubnet,
  'compute.googleapis.com/Network': readNetwork,
  'compute.googleapis.com/GlobalAddress': readAddress,
  'compute.googleapis.com/Router': readRouter,
};

interface Asset {
  readonly document: ReadableDocument;
  readonly route: Route;
  readonly type: string;
  /** `//container.googleapis.com/projects/p/locations/l/clusters/c` */
  readonly name: string;
}

function isAsset(value: unknown): value is Readonly<Record<string, unknown>> {
  if (!isMap(value) || typeof value['name'] !== 'string') return false;
  return typeof (value['asset_type'] ?? value['assetType']) === 'string';
}

/** Where the assets of a document stand; those of a feed or a history stand in a map of their own. */
function assetRoutes(value: unknown): readonly Route[] {
  if (isMap(value) && Array.isArray(value['assets'])) {
    return value['assets'].flatMap((item, index) => assetRoute(item, ['assets', index]));
  }
  if (!Array.isArray(value)) return assetRoute(value, []);
  return value.flatMap((item, index) => assetRoute(item, [index]));
}

function assetRoute(value: unknown, route: Route): readonly Route[] {
  if (isAsset(value)) return [route];
  return isMap(value) && isAsset(value['asset']) ? [[...route, 'asset']] : [];
}

export function isAssetInventory(value: unknown): boolean {
  return assetRoutes(value).length > 0;
}

/** What an asset needs to be read: others that belong to it, nothing but itself, or no reading at all. */
export type AssetKind = 'subnet' | 'cluster' | 'node-pool' | 'other' | 'none';

/** What kind of asset an item of an export is; `subnet` where its data stand right in it. */
export function assetKindOf(value: unknown): AssetKind {
  const [asset] = assetsOf({ name: '', value: [value], locate: () => ({ file: '' }) });
  if (asset === undefined) return 'none';
  if (asset.type === nodePoolType) return 'node-pool';
  if (asset.type === clusterType) return 'cluster';
  if (asset.type === subnetType && asset.route.length === 1) return 'subnet';
  return Object.hasOwn(readers, asset.type) ? 'other' : 'none';
}

/** The project that the name of an asset says. */
export function projectOfAsset({ name }: { readonly name?: unknown }): string | undefined {
  return typeof name === 'string' ? segmentOf(name, 'projects') : undefined;
}

/** Reads all documents at once: each line of an export is one, and node pools may stand apart from clusters. */
export function readAssetInventory(documents: readonly ReadableDocument[]): InputResult {
  const assets = documents.flatMap(assetsOf);
  const pools = poolsByCluster(assets);
  const read = assets.filter(({ type }) => Object.hasOwn(readers, type));
  const [first] = documents;
  if (read.length === 0 && first !== undefined) return nothingIn(first);
  const results = read.map((asset) => readAsset(asset, pools.get(asset.name) ?? []));
  return { ...concat(results), kind: 'described' };
}

export function nothingIn({
  name,
  locate,
}: Pick<ReadableDocument, 'name' | 'locate'>): InputResult {
  const reason = 'the export lists no cluster, no subnet and no network';
  return { ...emptyResult, notChecked: [{ what: name, reason, where: locate([]) }] };
}

/** Assets that are gone are in a feed, too. */
function assetsOf(document: ReadableDocument): readonly Asset[] {
  return assetRoutes(document.value).flatMap((route) => {
    const asset = valueAt(document.value, route);
    const around = valueAt(document.value, route.slice(0, -1));
    if (!isAsset(asset) || (isMap(around) && around['deleted'] === true)) return [];
    const type = String(asset['asset_type'] ?? asset['assetType']);
    return [{ document, route, type, name: String(asset['name']) }];
  });
}

/** The node pools that are assets of their own, by the name of their cluster's asset. */
function poolsByCluster(assets: readonly Asset[]): ReadonlyMap<string, readonly View[]> {
  const pools = new Map<string, View[]>();
  for (const { document, route, type, name } of assets) {
    if (type !== nodePoolType) continue;
    const cluster = name.slice(0, Math.max(0, name.lastIndexOf('/nodePools/')));
    const view = viewOf(document, dataOf(route));
    const known = pools.get(cluster);
    if (known === undefined) pools.set(cluster, [view]);
    else known.push(view);
  }
  return pools;
}

const dataOf = (route: Route): Route => [...route, 'resource', 'data'];

function readAsset(asset: Asset, pools: readonly View[]): InputResult {
  const { document } = asset;
  const route = dataOf(asset.route);
  const data = valueAt(document.value, route);
  const apart = isMap(data) && !('nodePools' in data) && pools.length > 0;
  const reading = startReading(apart ? withPools(document, route, pools) : document);
  if (!isMap(data)) {
    const reason = 'the export has no data of its resources: export with --content-type=resource';
    skip(reading, asset.route, reason, asset.name);
    return finishReading(reading, {});
  }
  const network = readers[asset.type]?.(reading, apart ? [] : route);
  if (network === undefined) return finishReading(reading, {});
  const project = network.project ?? projectOfAsset(asset);
  return finishReading(reading, {
    networks: [project === undefined ? network : { ...network, project }],
  });
}

/** The cluster with the node pools that stand elsewhere. */
function withPools(document: ReadableDocument, route: Route, pools: readonly View[]) {
  const cluster = viewOf(document, route);
  const own = Object.fromEntries(entriesOf(cluster));
  return documentOf(document.name, mapAt(cluster, { ...own, nodePools: listAt(cluster, pools) }));
}
