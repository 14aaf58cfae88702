/** A table of ranges as an address management program such as NetBox exports it: CSV (RFC 4180) with a header. */
import { CsvError, parse } from 'csv-parse/sync';
import { otherRoles, type OtherRole } from '../gke/cluster.ts';
import { startOf } from './document.ts';
import { emptyResult, type InputResult, type InputText } from './input.ts';
import { collect, collected, firstLine, startCollecting } from './ranges-list.ts';

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
function separatorOf(line: string): (typeof separators)[number] {
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

interface Row {
  readonly cells: readonly string[];
  readonly line: number;
}

/** Which column holds what; -1 where none does. */
interface Columns {
  readonly block: number;
  readonly names: readonly number[];
  readonly role: number;
  readonly status: number;
}

export function readRangesCsv({ name: file, text }: InputText): InputResult {
  const rows = parseRows(text);
  if ('line' in rows) {
    const fix = 'close every quote, and write "" for a quote inside one';
    const where = { file, line: rows.line, column: 1 };
    return { ...emptyResult, problems: [{ what: 'CSV cannot be read here', fix, where }] };
  }
  const [first, ...rest] = rows.rows;
  const headless = first?.cells.some((cell) => looksLikeBlock.test(cell)) ?? false;
  const body = headless || first === undefined ? rows.rows : rest;
  const columns = columnsOf(headless ? [] : (first?.cells ?? []), body);
  if (columns.block < 0) {
    const fix = 'give it a column called cidr with blocks such as 10.4.0.0/14';
    const where = startOf(file);
    return { ...emptyResult, problems: [{ what: 'no column holds ranges', fix, where }] };
  }
  return readRows(file, text, body, columns);
}

function parseRows(text: string): { readonly rows: readonly Row[] } | { readonly line: number } {
  const rows: Row[] = [];
  try {
    parse(text, {
      bom: true,
      comment: '#',
      comment_no_infix: true,
      delimiter: separatorOf(firstLine(text)),
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

/** By the header, else by what the first rows hold. */
function columnsOf(header: readonly string[], body: readonly Row[]): Columns {
  const headers = header.map(normalise);
  const sample = body.slice(0, 100);
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

function readRows(file: string, text: string, body: readonly Row[], columns: Columns): InputResult {
  const collector = startCollecting();
  const lines = text.split('\n');
  for (const { cells, line } of body) {
    const block = cells[columns.block] ?? '';
    const name = columns.names.map((column) => cells[column] ?? '').find((cell) => cell !== '');
    const where = { file, line, column: Math.max(0, (lines[line - 1] ?? '').indexOf(block)) + 1 };
    if ((cells[columns.status] ?? '').toLowerCase() === container) {
      const reason = 'a container of other ranges, not one of its own';
      collector.notChecked.push({
        what: name === undefined ? block : `${block} ${name}`,
        reason,
        where,
      });
      continue;
    }
    const role = roleOf(cells[columns.role]);
    collect(collector, block, where, name === undefined ? { role } : { role, name });
  }
  return collected(collector);
}

function roleOf(cell: string | undefined): OtherRole {
  const text = (cell ?? '').toLowerCase().replaceAll(/[\s_]+/g, '-');
  return otherRoles.find((role) => role === text) ?? 'other';
}
