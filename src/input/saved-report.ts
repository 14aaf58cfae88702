/** A report that was saved as JSON or YAML, read as an input: its ranges are there to keep clear of. */
import type { NamedRange } from '../gke/cluster.ts';
import { managedServices } from '../gke/reserved-ranges.ts';
import { defined } from '../defined.ts';
import type { ParsedDocument } from './document.ts';
import type { InputResult } from './input.ts';
import {
  anyAt,
  anyCidrAt,
  finishReading,
  itemsAt,
  type Reading,
  startReading,
  textAt,
} from './reading.ts';
import { isMap, type Route } from './route.ts';

export function isSavedReport(value: unknown): boolean {
  return (
    isMap(value) &&
    typeof value['schemaVersion'] === 'number' &&
    isMap(value['tool']) &&
    Array.isArray(value['clusters'])
  );
}

export function readSavedReport(document: ParsedDocument): InputResult {
  const reading = startReading(document);
  const ranges = itemsAt(reading, ['clusters']).flatMap((cluster) =>
    itemsAt(reading, [...cluster, 'ranges']).flatMap((range) => readRange(reading, cluster, range)),
  );
  return finishReading(reading, { ranges });
}

/** Services that GKE manages have the same block in every cluster: nothing to keep clear of. */
function readRange(reading: Reading, cluster: Route, range: Route): readonly NamedRange[] {
  if (anyAt(reading, [...range, 'cidr']) === null) return [];
  const cidr = anyCidrAt(reading, [...range, 'cidr']);
  if (cidr === undefined || cidr.text === managedServices.cidr.text) return [];
  const owner = textAt(reading, [...cluster, 'name']);
  const role = textAt(reading, [...range, 'role']);
  const name = textAt(reading, [...range, 'name']) ?? [owner, role].filter(Boolean).join(' ');
  const where = reading.document.locate(range);
  return [{ role: 'other', ...defined({ name: name || undefined }), cidr, where }];
}
