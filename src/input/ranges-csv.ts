/** A table of ranges as an address management program such as NetBox exports it: CSV (RFC 4180) with a header. */
import { CsvError, parse } from 'csv-parse/sync';
import type { Problem } from '../errors.ts';
import { otherRoles, type OtherRole } from '../gke/cluster.ts';
import { startOf } from './document.ts';
import { emptyResult, type InputResult, type InputText } from './input.ts';
import {
  collect,
  collected,
  firstLine,
  type RangeCollector,
  startCollecting,
} from './ranges-list.ts';

/** Headers, in lower case without punctuation, from the surest to the vaguest. */
const blockHeaders = [
  'cidr',
  'prefix',
  'ipcidrrange',
  'cidrblock',
  'ipprefix',
  'ipcidr',
  'iprange',
  'addressrange',
  'cidrrange',
  'range',
  'block',
  'subnet',
  'network',
  'address',
];
const nameHeaders = ['name', 'description', 'label', 'title', 'comment', 'comments', 'role'];

const separators = [',', ';', '\t'] as const;
const looksLikeBlock = /^(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]{0,4}:[0-9a-f:]*)\/\d+$/i;

function normalise(header: string): string {
  return header.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}

/** The separator that splits the first line into the most cells. */
export function separatorOf(line: string): string {
  const counts = separators.map((separator) => line.split(separator).length);
  return separators[counts.indexOf(Math.max(...counts))] ?? ',';
}

/** A first line that is a header with a known column, or that holds a block in one of its cells. */
export function isRangesCsv(text: string): boolean {
  const line = firstLine(text);
  if (/[[\]{}=]|^[\s\w-]+:(\s|$)/.test(line)) return false;
  const cells = line.split(separatorOf(line)).map(unquoted);
  if (cells.length > 1 && cells.some((cell) => looksLikeBlock.test(cell))) return true;
  const known = cells.some((cell) => blockHeaders.includes(normalise(cell)));
  return known && (cells.length > 1 || hasBlockBelow(text));
}

function hasBlockBelow(text: string): boolean {
  const below = text.slice(text.indexOf(firstLine(text)) + firstLine(text).length);
  return looksLikeBlock.test(unquoted(firstLine(below)));
}

function unquoted(cell: string): string {
  return cell.trim().replaceAll(/^"|"$/g, '').trim();
}

export interface CsvRow {
  readonly cells: readonly string[];
  /** From 1, of the text that was parsed; of a row of several lines the last. */
  readonly line: number;
}

/** Which column holds what; -1 where none does. */
export interface CsvColumns {
  readonly block: number;
  readonly names: readonly number[];
  readonly role: number;
  readonly status: number;
}

export function readRangesCsv({ name: file, text }: InputText): InputResult {
  const rows = parseCsv(text, separatorOf(firstLine(text)));
  if ('line' in rows) return refused(unreadableCsv(file, rows.line));
  const { columns, body } = columnsOf(rows.rows);
  if (columns.block < 0) return refused(withoutBlocks(file));
  const collector = startCollecting();
  const lines = text.split('\n');
  for (const row of body) {
    const column = (lines[row.line - 1] ?? '').indexOf(row.cells[columns.block] ?? '');
    readCsvRow(collector, row, columns, { file, line: row.line, column: Math.max(0, column) + 1 });
  }
  return collected(collector);
}

function refused(problem: Problem): InputResult {
  return { ...emptyResult, problems: [problem] };
}

export function unreadableCsv(file: string, line: number): Problem {
  const fix = 'close every quote, and write "" for a quote inside one';
  return { what: 'CSV cannot be read here', fix, where: { file, line, column: 1 } };
}

export function withoutBlocks(file: string): Problem {
  const fix = 'give it a column called cidr with blocks such as 10.4.0.0/14';
  return { what: 'no column holds ranges', fix, where: startOf(file) };
}

/** The rows of a text, or the line on which it is no CSV. */
export function parseCsv(
  text: string,
  separator: string,
): { readonly rows: readonly CsvRow[] } | { readonly line: number } {
  const rows: CsvRow[] = [];
  try {
    parse(text, {
      bom: true,
      comment: '#',
      comment_no_infix: true,
      delimiter: separator,
      on_record: (cells: string[], { lines }) => {
        rows.push({ cells, line: lines });
        return null;
      },
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      trim: true,
    });
    return { rows };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = error['lines'];
    return { line: typeof line === 'number' ? line : 1 };
  }
}

/** The columns by the header, else by what the first rows hold; and the rows below the header. */
export function columnsOf(rows: readonly CsvRow[]): {
  readonly columns: CsvColumns;
  readonly body: readonly CsvRow[];
} {
  const [first, ...rest] = rows;
  const isBare = first === undefined || first.cells.some((cell) => looksLikeBlock.test(cell));
  const body = isBare ? rows : rest;
  return { columns: columnsBy(isBare ? [] : first.cells, body.slice(0, 100)), body };
}

function columnsBy(header: readonly string[], sample: readonly CsvRow[]): CsvColumns {
  const headers = header.map(normalise);
  const holdsBlocks = (column: number) =>
    sample.some(({ cells }) => looksLikeBlock.test(cells[column] ?? ''));
  const byHeader = blockHeaders.map((each) => headers.indexOf(each)).filter((each) => each >= 0);
  const width = Math.max(0, ...sample.map(({ cells }) => cells.length));
  const all = Array.from({ length: width }, (_, column) => column);
  const block = byHeader.find(holdsBlocks) ?? all.find(holdsBlocks) ?? byHeader[0] ?? -1;
  const names = nameHeaders.map((each) => headers.indexOf(each)).filter((each) => each >= 0);
  return {
    block,
    names: header.length === 0 ? all.filter((column) => column !== block) : names,
    role: headers.indexOf('role'),
    status: headers.indexOf('status'),
  };
}

/** A container in NetBox groups the prefixes inside it; it has no addresses of its own. */
const container = 'container';

export function isContainer({ cells }: CsvRow, { status }: CsvColumns): boolean {
  return (cells[status] ?? '').toLowerCase() === container;
}

export function nameIn({ cells }: CsvRow, { names }: CsvColumns): string | undefined {
  return names.map((column) => cells[column] ?? '').find((cell) => cell !== '');
}

/** One row of the table, at its place. */
export function readCsvRow(
  collector: RangeCollector,
  row: CsvRow,
  columns: CsvColumns,
  where: Problem['where'] & object,
): void {
  const block = row.cells[columns.block] ?? '';
  const name = nameIn(row, columns);
  if (isContainer(row, columns)) {
    const reason = 'a container of other ranges, not one of its own';
    const what = name === undefined ? block : `${block} ${name}`;
    collector.notChecked.push({ what, reason, where });
    return;
  }
  const role = roleIn(row, columns);
  collect(collector, block, where, name === undefined ? { role } : { role, name });
}

export function roleIn({ cells }: CsvRow, { role }: CsvColumns): OtherRole {
  const text = (cells[role] ?? '').toLowerCase().replaceAll(/[\s_]+/g, '-');
  return otherRoles.find((each) => each === text) ?? 'other';
}
