/** A table of ranges in CSV, row by row. */
import type { Problem } from '../../errors.ts';
import { scanIpv4Block } from '../../net/address.ts';
import { emptyResult, type InputResult } from '../input.ts';
import {
  columnsOf,
  type CsvColumns,
  type CsvRow,
  isContainer,
  nameIn,
  parseCsv,
  readCsvRow,
  roleIn,
  separatorOf,
  unreadableCsv,
  withoutBlocks,
} from '../ranges-csv.ts';
import { firstLine } from '../ranges-list.ts';
import type { PieceReader } from './inventory.ts';
import { WholeLines } from './lines.ts';
import { LooseRanges } from './loose-ranges.ts';

/** Longer than any row of a table; where quotes are open for so long, one was never closed. */
const longestRow = 16_000_000;

export function readingCsv(file: string): PieceReader {
  const table = new CsvTable(file);
  const lines = new WholeLines((text, isLast) => table.take(text, isLast));
  return {
    push: (bytes) => lines.push(bytes),
    finish: () => {
      lines.finish();
      return table.result();
    },
  };
}

class CsvTable {
  readonly #file: string;
  readonly #ranges: LooseRanges;
  #linesBefore = 0;
  #separator: string | undefined;
  #columns: CsvColumns | undefined;
  #refused: Problem | undefined;

  constructor(file: string) {
    this.#file = file;
    this.#ranges = new LooseRanges(file);
  }

  /** Takes whole lines; false where a quote stays open, whose end is further on. */
  take(text: string, isLast: boolean): boolean {
    if (this.#refused !== undefined) return true;
    this.#separator ??= separatorOf(firstLine(text));
    const read = rowsOf(text, this.#separator);
    if ('rows' in read) this.#addAll(read.rows);
    else if (!isLast && text.length < longestRow) return false;
    else this.#refused = unreadableCsv(this.#file, this.#linesBefore + read.line);
    this.#linesBefore += text.split('\n').length - 1;
    return true;
  }

  result(): InputResult {
    if (this.#refused === undefined) return this.#ranges.result();
    return { ...emptyResult, problems: [this.#refused] };
  }

  #addAll(rows: readonly CsvRow[]): void {
    if (this.#columns !== undefined) return this.#addBody(rows, this.#columns);
    const { columns, body } = columnsOf(rows);
    if (columns.block < 0) this.#refused = withoutBlocks(this.#file);
    else this.#addBody(body, (this.#columns = columns));
  }

  #addBody(rows: readonly CsvRow[], columns: CsvColumns): void {
    for (const row of rows) {
      const line = this.#linesBefore + row.line;
      const block = scanIpv4Block(row.cells[columns.block]);
      if (block === undefined || isContainer(row, columns)) {
        const where = { file: this.#file, line, column: 1 };
        this.#ranges.read((collector) => readCsvRow(collector, row, columns, where));
        continue;
      }
      const name = nameIn(row, columns) ?? '';
      const role = roleIn(row, columns);
      this.#ranges.columns.add(block.first, block.prefixLength, line, role, name);
    }
  }
}

/** Without quotes and comments a table is its lines and separators, which takes a tenth of the time. */
function rowsOf(text: string, separator: string): ReturnType<typeof parseCsv> {
  if (/["#]/.test(text)) return parseCsv(text, separator);
  const rows: CsvRow[] = [];
  for (const [index, line] of text.split('\n').entries())
    if (line.trim() !== '')
      rows.push({ cells: line.split(separator).map((cell) => cell.trim()), line: index + 1 });
  return { rows };
}
