/** Where a cluster runs. Names lie (`gcp_region` may hold a zone), so the values decide. */
import { defined } from '../../defined.ts';
import { isZone } from '../../gke/resolve.ts';
import { limitOf } from '../../gke/limits.ts';
import { isList } from '../terraform/value.ts';
import type { Field, FieldFact } from './fields.ts';
import { textOf } from './scalars.ts';

export interface ClusterPlace {
  readonly location?: string;
  /** Absent where nobody lists them. */
  readonly zones?: number;
  /** What the place was read from. */
  readonly from?: FieldFact;
  readonly zonesFrom?: FieldFact;
}

const region = /^[a-z]+(?:-[a-z]+)*-[a-z]+\d+$/;

/** In the order of what is said most clearly: a `location` before a `region` before a `zone`. */
const placeFields: readonly Field[] = ['location', 'region', 'zone'];

export function placeOfCluster(fields: readonly FieldFact[]): ClusterPlace {
  const cluster = fields.filter(({ leaf }) => leaf.pool === undefined);
  const places = placeFields.flatMap((field) => cluster.filter((fact) => fact.field === field));
  const known = places.filter(({ leaf }) => isPlace(leaf.content));
  const zoneList = cluster.find(
    ({ field, leaf }) => field === 'zones' && zonesIn(leaf.content) > 0,
  );
  const zonal = isFalse(cluster.find(({ field }) => field === 'regional'));
  const from = zonal ? (known.find((fact) => isZoneFact(fact)) ?? known[0]) : known[0];
  const firstZone = zonal ? textsIn(zoneList?.leaf.content ?? null)[0] : undefined;
  const location = firstZone ?? textOf(from);
  return defined({
    location,
    zones: zonesOf(zoneList, location) ?? (zonal ? 1 : undefined),
    from,
    zonesFrom: zoneList,
  });
}

function zonesOf(
  zoneList: FieldFact | undefined,
  location: string | undefined,
): number | undefined {
  if (zoneList === undefined) return undefined;
  const { content } = zoneList.leaf;
  const listed = new Set(textsIn(content));
  if (location !== undefined && isZone(location) && listed.size > 0) listed.add(location);
  return listed.size === 0 ? zonesIn(content) : listed.size;
}

/** Zones of a pool that lists its own. */
export function zonesOfPool(fields: readonly FieldFact[]): number | undefined {
  const list = fields.find(({ field, leaf }) => field === 'zones' && zonesIn(leaf.content) > 0);
  if (list !== undefined) return zonesIn(list.leaf.content);
  const zone = fields.some((fact) => placeFields.includes(fact.field) && isZoneFact(fact));
  return zone ? 1 : undefined;
}

/** How many zones a count per zone is multiplied by. */
export function zoneFactor({ location, zones }: ClusterPlace): number {
  if (zones !== undefined) return zones;
  return location !== undefined && isZone(location) ? 1 : limitOf('default-zones').value;
}

export function isLocation(text: string): boolean {
  return isZone(text) || region.test(text);
}

function isPlace(content: FieldFact['leaf']['content']): boolean {
  return typeof content === 'string' && isLocation(content);
}

function isZoneFact({ leaf }: FieldFact): boolean {
  return typeof leaf.content === 'string' && isZone(leaf.content);
}

function isFalse(fact: FieldFact | undefined): boolean {
  return fact?.leaf.content === false || fact?.leaf.content === 'false';
}

/** A list of zones, a text with commas between them, or just their number. */
function zonesIn(content: FieldFact['leaf']['content']): number {
  const isScalar = typeof content === 'number' || typeof content === 'string';
  if (isScalar && /^[1-9]\d?$/.test(String(content))) return Number(content);
  return new Set(textsIn(content)).size;
}

function textsIn(content: FieldFact['leaf']['content']): readonly string[] {
  if (typeof content === 'string') {
    const parts = content.split(',').map((part) => part.trim());
    return parts.filter((part) => isZone(part));
  }
  if (!isList(content)) return [];
  return content.flatMap((item) => textsIn(item.content));
}
