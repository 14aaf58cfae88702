/** Ranges that no network claims, of a list or a table: in columns where they are written as usual. */
import { RangeColumns, RangeTable } from '../../gke/range-table.ts';
import { emptyResult, type InputResult } from '../input.ts';
import { type RangeCollector, startCollecting } from '../ranges-list.ts';
import { Complaints } from './complaints.ts';

export class LooseRanges {
  readonly columns: RangeColumns;
  readonly complaints = new Complaints();
  readonly #collector = startCollecting();

  /** The number of a record is that of its line. */
  constructor(file: string) {
    this.columns = new RangeColumns(file, ({ record }) => ({ file, line: record, column: 1 }));
  }

  /** Reads what is not written as usual: IPv6, placeholders, faults. */
  read(reader: (collector: RangeCollector) => void): void {
    reader(this.#collector);
    this.complaints.addAll(this.#collector.problems.splice(0));
  }

  result(): InputResult {
    const { ranges, notChecked } = this.#collector;
    const rows = new Uint32Array(this.columns.length);
    for (let row = 0; row < rows.length; row += 1) rows[row] = row;
    const tables = [new RangeTable(this.columns, rows)];
    const problems = this.complaints.all();
    return { ...emptyResult, ranges, tables, notChecked, problems };
  }
}
