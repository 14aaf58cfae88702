/** How many nodes and Services clusters had in the past: CSV with the columns date and nodes. */
import type { Problem, SourceLocation } from '../errors.ts';
import { quote } from '../net/cidr-error.ts';
import { isDate } from './date.ts';
import { defined } from '../defined.ts';
import { bounds } from './flags.ts';
import type { InputText } from './input.ts';
import { type CsvRow, parseCsv, separatorOf, unreadableCsv } from './ranges-csv.ts';
import { firstLine } from './ranges-list.ts';

/** What a cluster had on a day. */
export interface HistoryEntry {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  readonly nodes: number;
  /** Absent where nobody counted them. */
  readonly services?: number;
  /** Absent: the only cluster there is. */
  readonly cluster?: string;
  /** Tells clusters of one name apart. */
  readonly network?: string;
  readonly where: SourceLocation;
}

export interface ReadHistory {
  readonly entries: readonly HistoryEntry[];
  readonly problems: readonly Problem[];
}

const columns = ['date', 'nodes', 'services', 'cluster', 'network'] as const;
type ColumnName = (typeof columns)[number];

/** Other columns are left alone. */
export function readHistoryCsv({ name: file, text }: InputText): ReadHistory {
  const parsed = parseCsv(text, separatorOf(firstLine(text)));
  if ('line' in parsed) return { entries: [], problems: [unreadableCsv(file, parsed.line)] };
  const [header = { cells: [], line: 1 }, ...rows] = parsed.rows;
  const names = header.cells.map((cell) => cell.toLowerCase());
  const missing = (['date', 'nodes'] as const).filter((column) => !names.includes(column));
  if (missing.length > 0) {
    const what = `a history needs a column called ${missing.join(' and one called ')}`;
    const fix =
      'write a header, date,nodes or date,cluster,nodes,services, and a line for each day';
    return {
      entries: [],
      problems: [{ what, fix, where: { file, line: header.line, column: 1 } }],
    };
  }
  if (rows.length === 0) return { entries: [], problems: [nothingCounted(file, header)] };
  const problems: Problem[] = [];
  const lines = text.split('\n');
  const entries = rows.flatMap((row) => {
    return readRow({ row, names, file, source: lines[row.line - 1] ?? '' }, problems) ?? [];
  });
  return { entries, problems };
}

function nothingCounted(file: string, { line }: CsvRow): Problem {
  const fix = 'write a line for each day under the header, such as 2027-06-30,40';
  return { what: 'a history without a single count', fix, where: { file, line, column: 1 } };
}

interface RowReader {
  readonly row: CsvRow;
  readonly file: string;
  /** The line itself. */
  readonly source: string;
  /** The header. */
  readonly names: readonly string[];
}

/** Absent where the row is too short or the file has no such column. */
function cellIn({ row, names }: RowReader, column: ColumnName): string | undefined {
  return row.cells[names.indexOf(column)];
}

function readRow(reader: RowReader, problems: Problem[]): HistoryEntry | undefined {
  const before = problems.length;
  const date = dateIn(reader, problems);
  const nodes = countIn(reader, 'nodes', problems);
  const services = cellIn(reader, 'services') ? countIn(reader, 'services', problems) : undefined;
  const cluster = cellIn(reader, 'cluster');
  if (cluster === '') {
    const fix = 'name the cluster in each line, or in none';
    problems.push({ what: 'names no cluster', fix, where: placeIn(reader, 'cluster') });
  }
  if (problems.length > before || date === undefined || nodes === undefined) return undefined;
  const network = cellIn(reader, 'network') || undefined;
  const where = placeIn(reader, 'date');
  return { date, nodes, ...defined({ services, cluster, network }), where };
}

/** Where a cell begins: behind those before it. A row that is too short ends before it. */
function placeIn({ row, names, file, source }: RowReader, column: ColumnName): SourceLocation {
  const before = row.cells.slice(0, names.indexOf(column));
  const start = before.reduce((at, cell) => source.indexOf(cell, at) + cell.length, 0);
  const found = source.indexOf(row.cells[before.length] ?? '', before.length === 0 ? 0 : start + 1);
  return { file, line: row.line, column: Math.max(found, 0) + 1 };
}

function dateIn(reader: RowReader, problems: Problem[]): string | undefined {
  const cell = cellIn(reader, 'date') ?? '';
  if (isDate(cell)) return cell;
  const what = cell === '' ? 'has no date' : `${quote(cell)} is no date`;
  problems.push({ what, fix: 'write it as 2027-06-30', where: placeIn(reader, 'date') });
  return undefined;
}

function countIn(
  reader: RowReader,
  column: 'nodes' | 'services',
  problems: Problem[],
): number | undefined {
  const cell = cellIn(reader, column) ?? '';
  const { least, most } = bounds[column];
  const count = Number(cell);
  if (/^\d+$/.test(cell) && count >= least && count <= most) return count;
  const words = column === 'nodes' ? 'nodes' : 'Services';
  const what =
    cell === '' ? `has no number of ${words}` : `${quote(cell)} is no number of ${words}`;
  const fix = `write digits only, from ${least} to ${most}; leave out days without any`;
  problems.push({ what, fix, where: placeIn(reader, column) });
  return undefined;
}
