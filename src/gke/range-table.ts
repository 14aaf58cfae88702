/**
 * Ranges by the million, as inventories list them: IPv4 blocks in columns, a few bytes each, made into
 * objects when one is asked for. No cluster uses them; what a cluster uses is listed as an object.
 */
import { defined } from '../defined.ts';
import type { SourceLocation } from '../errors.ts';
import { blockAt } from '../net/cidr.ts';
import { otherRoles, type NamedRange, type OtherRole } from './cluster.ts';
import { grown, TextColumn } from './text-column.ts';

/** Where a range stands in its input. */
export interface RangeOrigin {
  /** The number that the reader gave what the range belongs to: a line, an item of a list. */
  readonly record: number;
  /** 0 for a primary range or one by itself, 1 for the first secondary range of a subnet. */
  readonly part: number;
}

/** The columns of one input, filled row by row; tables select rows of them. */
export class RangeColumns {
  /** The input, as its name stands in places. */
  readonly file: string;
  readonly #locate: (origin: RangeOrigin) => SourceLocation;
  readonly #names = new TextColumn();
  readonly #regions: string[] = [];
  #capacity = 0;
  #firsts = new Uint32Array();
  #prefixLengths = new Uint8Array();
  #roles = new Uint8Array();
  #records = new Float64Array();
  /** Of a range of a subnet: its part, one more than the row of the primary range, and the region. */
  #parts = new Uint16Array();
  #owners = new Uint32Array();
  #regionIds = new Uint16Array();

  /** `locate` says where a range stands, when somebody asks. */
  constructor(file: string, locate: (origin: RangeOrigin) => SourceLocation) {
    this.file = file;
    this.#locate = locate;
  }

  get length(): number {
    return this.#names.length;
  }

  /** Adds a range whose name is a part of a text; an empty one stands for none. Its row is the length before. */
  add(
    first: number,
    prefixLength: number,
    record: number,
    role: OtherRole,
    text: string,
    from = 0,
    to = text.length,
  ): void {
    const row = this.length;
    if (row === this.#capacity) this.#grow();
    this.#firsts[row] = first;
    this.#prefixLengths[row] = prefixLength;
    this.#roles[row] = otherRoles.indexOf(role);
    this.#records[row] = record;
    this.#names.add(text, from, to);
  }

  /** Makes the last row a range of a subnet, whose primary range is at `owner`; part 0 is that one itself. */
  inSubnet(owner: number, part: number, region: string): void {
    const row = this.length - 1;
    this.#owners[row] = owner + 1;
    this.#parts[row] = part;
    this.#regionIds[row] = this.#idOf(region);
  }

  #idOf(region: string): number {
    const known = this.#regions.lastIndexOf(region);
    return known >= 0 ? known : this.#regions.push(region) - 1;
  }

  #grow(): void {
    this.#capacity = Math.max(1024, 2 * this.#capacity);
    this.#firsts = grown(this.#firsts, new Uint32Array(this.#capacity));
    this.#prefixLengths = grown(this.#prefixLengths, new Uint8Array(this.#capacity));
    this.#roles = grown(this.#roles, new Uint8Array(this.#capacity));
    this.#records = grown(this.#records, new Float64Array(this.#capacity));
    this.#parts = grown(this.#parts, new Uint16Array(this.#capacity));
    this.#owners = grown(this.#owners, new Uint32Array(this.#capacity));
    this.#regionIds = grown(this.#regionIds, new Uint16Array(this.#capacity));
  }

  firstAt(row: number): number {
    return this.#firsts[row]!;
  }

  prefixLengthAt(row: number): number {
    return this.#prefixLengths[row]!;
  }

  partAt(row: number): number {
    return this.#parts[row]!;
  }

  /** The row of the primary range of the subnet that a range belongs to; undefined for one by itself. */
  ownerAt(row: number): number | undefined {
    const owner = this.#owners[row]!;
    return owner === 0 ? undefined : owner - 1;
  }

  nameAt(row: number): string | undefined {
    return this.#names.at(row) || undefined;
  }

  rangeAt(row: number): NamedRange {
    const part = this.#parts[row]!;
    const owner = this.ownerAt(row);
    const subnet = owner === undefined ? undefined : this.nameAt(owner);
    const region = owner === undefined ? undefined : this.#regions[this.#regionIds[row]!];
    return {
      role: otherRoles[this.#roles[row]!]!,
      ...defined({ name: this.nameAt(row) }),
      cidr: blockAt(4, BigInt(this.#firsts[row]!), this.#prefixLengths[row]!),
      ...defined({ subnet, region }),
      ...(part === 0 ? {} : { secondary: true }),
      where: this.#locate({ record: this.#records[row]!, part }),
    };
  }
}

/** Some rows of the columns of one input, in the order of the input. */
export class RangeTable {
  readonly columns: RangeColumns;
  readonly #rows: Uint32Array;

  constructor(columns: RangeColumns, rows: Uint32Array) {
    this.columns = columns;
    this.#rows = rows;
  }

  get length(): number {
    return this.#rows.length;
  }

  /** The row in the columns of each of its ranges. */
  get rows(): Uint32Array {
    return this.#rows;
  }

  rangeAt(index: number): NamedRange {
    return this.columns.rangeAt(this.#rows[index]!);
  }

  /** Those of its ranges whose row in the columns is wanted. */
  filter(isWanted: (row: number) => boolean): RangeTable {
    return new RangeTable(this.columns, this.#rows.filter(isWanted));
  }
}
