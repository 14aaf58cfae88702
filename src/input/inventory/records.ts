/** Records of an inventory, one by one: subnets go into a table, all else to the reader of its format. */
import {
  assetKindOf,
  nothingIn,
  projectOfAsset,
  readAssetInventory,
} from '../cloud/asset-inventory.ts';
import { concat } from '../concat.ts';
import { isResource, readGcloud } from '../gcloud.ts';
import { emptyResult, type InputResult } from '../input.ts';
import { nestedTooDeeply, nestsTooDeeply } from '../nesting.ts';
import type { ReadableDocument } from '../reading.ts';
import { isMap, valueAt } from '../route.ts';
import { type LocateRecord, SubnetTable } from './subnet-table.ts';

/** Takes the records of one format. */
export interface RecordReader {
  /** What is wrong with the record, or nothing. Its number says where it stands. */
  readonly take: (value: unknown, record: number) => InputResult['problems'];
  readonly finish: () => InputResult;
}

/** A format whose records can be read one by one. */
export interface RecordFormat {
  /** Whether a record by itself is of the format. */
  readonly recognises: (value: unknown) => boolean;
  readonly reader: (file: string, locate: LocateRecord) => RecordReader;
}

/** One record as the only item of a list. */
function documentOf(
  file: string,
  value: unknown,
  record: number,
  locate: LocateRecord,
): ReadableDocument {
  return { name: file, value: [value], locate: (route) => locate(record, route.slice(1)) };
}

/** Clusters, subnets, networks and addresses as gcloud lists them. */
const gcloud: RecordFormat = {
  recognises: isResource,
  reader: (file, locate) => {
    const table = new SubnetTable(file, locate);
    const results: InputResult[] = [];
    return {
      take: (value, record) => {
        if (table.add(record, value)) return [];
        if (nestsTooDeeply(value)) return [nestedTooDeeply(locate(record, []))];
        const result = readGcloud(documentOf(file, value, record, locate));
        results.push({ ...result, problems: [] });
        return result.problems;
      },
      finish: () => finished(table, results),
    };
  },
};

const dataOfAsset = ['resource', 'data'];

/** Assets of Cloud Asset Inventory; node pools that are assets of their own wait for their clusters. */
const assets: RecordFormat = {
  recognises: (value) => isOtherAsset(value) || assetKindOf(value) !== 'none',
  reader: (file, locate) => {
    const table = new SubnetTable(file, (record, keys) =>
      locate(record, [...dataOfAsset, ...keys]),
    );
    const results: InputResult[] = [];
    const clusters: ReadableDocument[] = [];
    const pools: ReadableDocument[] = [];
    let found = false;
    return {
      take: (value, record) => {
        const kind = assetKindOf(value);
        if (kind === 'none' || !isMap(value)) return [];
        found ||= kind !== 'node-pool';
        const isTaken =
          kind === 'subnet' &&
          table.add(record, valueAt(value, dataOfAsset), projectOfAsset(value));
        if (isTaken) return [];
        if (nestsTooDeeply(value)) return [nestedTooDeeply(locate(record, []))];
        const document = documentOf(file, value, record, locate);
        if (kind === 'node-pool') pools.push(document);
        else if (kind === 'cluster' && lacksPools(value)) clusters.push(document);
        else {
          const result = readAssetInventory([document]);
          results.push({ ...result, problems: [] });
          return result.problems;
        }
        return [];
      },
      finish: () => {
        if (!found) return nothingIn({ name: file, locate: () => ({ file }) });
        const together = clusters.length === 0 ? [] : [readAssetInventory([...clusters, ...pools])];
        return finished(table, [...results, ...together]);
      },
    };
  },
};

function lacksPools(asset: unknown): boolean {
  const data = valueAt(asset, dataOfAsset);
  return isMap(data) && !('nodePools' in data);
}

function isOtherAsset(value: unknown): boolean {
  return isMap(value) && typeof (value['asset_type'] ?? value['assetType']) === 'string';
}

function finished(table: SubnetTable, results: readonly InputResult[]): InputResult {
  const tabled = { ...emptyResult, networks: table.networks() };
  return { ...concat([tabled, ...results]), kind: 'described' };
}

const formats: readonly RecordFormat[] = [assets, gcloud];

export function formatOf(record: unknown): RecordFormat | undefined {
  return formats.find(({ recognises }) => recognises(record));
}
