/** Which ranges of tables are those of clusters: they have to be looked at as objects. */
import type { ClusterSpec, NamedRange, Network } from '../gke/cluster.ts';
import { compareText } from '../gke/compare-text.ts';
import type { RangeColumns, RangeTable } from '../gke/range-table.ts';
import type { Cidr } from '../net/cidr.ts';
import { endpointSubnet, rangesOf } from './join-ranges.ts';

/** Ranges of tables that a cluster may have, and tables without them, by the names of their inputs. */
export interface SplitTables {
  readonly used: readonly NamedRange[];
  readonly rest: readonly RangeTable[];
}

/** Takes out every subnet, with all its ranges, of which a cluster has a name or a block. */
export function splitTables(
  tables: readonly RangeTable[],
  clusters: readonly ClusterSpec[],
): SplitTables {
  const inOrder = byInput(tables);
  if (clusters.length === 0) return { used: [], rest: inOrder };
  const split = inOrder.map((table) => splitTable(table, clusters));
  return {
    used: split.flatMap(({ used }) => Array.from(used.rows, (row) => used.columns.rangeAt(row))),
    rest: split.map(({ rest }) => rest).filter(({ length }) => length > 0),
  };
}

function byInput(tables: readonly RangeTable[]): readonly RangeTable[] {
  return tables
    .filter(({ length }) => length > 0)
    .toSorted((a, b) => compareText(a.columns.file, b.columns.file));
}

function splitTable(table: RangeTable, clusters: readonly ClusterSpec[]) {
  const { columns } = table;
  const names = new Set(clusters.flatMap(rangesOf).flatMap(({ name }) => name ?? []));
  const blocks = new Set(clusters.flatMap(blocksOf).map(keyOf));
  const isMeant = (row: number) => {
    const name = columns.nameAt(row) ?? '';
    return names.has(name) || endpointSubnet.test(name) || blocks.has(keyAt(columns, row));
  };
  const owners = new Set(
    Array.from(table.filter(isMeant).rows, (row) => columns.ownerAt(row) ?? row),
  );
  const isUsed = (row: number) => owners.has(columns.ownerAt(row) ?? row);
  return { used: table.filter(isUsed), rest: table.filter((row) => !isUsed(row)) };
}

function blocksOf({ ranges, controlPlane }: ClusterSpec): readonly Cidr[] {
  const { nodes, pods, additionalPods, services } = ranges;
  const own = [nodes, pods, ...additionalPods, typeof services === 'object' ? services : undefined];
  const plane = controlPlane?.kind === 'range' ? [controlPlane.cidr] : [];
  return [...own.flatMap((range) => range?.cidr ?? []), ...plane];
}

/** A number for every IPv4 block; of IPv6 blocks no table knows. */
function keyOf({ first, prefixLength }: Cidr): number {
  return Number(first) * 64 + prefixLength;
}

function keyAt(columns: RangeColumns, row: number): number {
  return columns.firstAt(row) * 64 + columns.prefixLengthAt(row);
}

/**
 * Tables of ranges that no network claims, by the names of their inputs, without those that a network
 * has by the same block and name.
 */
export function looseTables(
  tables: readonly RangeTable[],
  networks: readonly Network[],
): readonly RangeTable[] {
  const inOrder = byInput(tables);
  if (inOrder.length === 0 || networks.length === 0) return inOrder;
  const known = new Set(networks.flatMap((network) => [...identitiesIn(network)]));
  return inOrder.map((table) => table.filter((row) => !known.has(identityAt(table.columns, row))));
}

function* identitiesIn({ ranges, clusters, tables = [] }: Network): Generator<string> {
  for (const { name, cidr } of [...ranges, ...clusters.flatMap(rangesOf)])
    if (name !== undefined && cidr !== undefined) yield `${keyOf(cidr)} ${name}`;
  for (const { columns, rows } of tables)
    for (const row of rows) if (columns.nameAt(row) !== undefined) yield identityAt(columns, row);
}

/** Block and name; one without a name is no other. */
function identityAt(columns: RangeColumns, row: number): string {
  return `${keyAt(columns, row)} ${columns.nameAt(row) ?? '\0'}`;
}
