/**
 * Ranges by the million, as inventories list them: IPv4 blocks in columns, a few bytes each, made into
 * objects when one is asked for. No cluster uses them; what a cluster uses is listed as an object.
 */
import { defined } from '../defined.ts';
import type { SourceLocation } from '../errors.ts';
import { blockAt, type Cidr } from '../net/cidr.ts';
import { otherRoles, type NamedRange, type OtherRole } from './cluster.ts';

/** Where a range stands in its input. */
export interface RangeOrigin {
  /** The number that the reader gave what the range belongs to: a line, an item of a list. */
  readonly record: number;
  /** 0 for a primary range or one by itself, 1 for the first secondary range of a subnet. */
  readonly part: number;
}

/** What the ranges of a subnet have in common. */
export interface TableSubnet {
  readonly subnet?: string;
  readonly region?: string;
}

/** The columns of one input, filled row by row; tables select rows of them. */
export class RangeColumns {
  #capacity = 0;
  #firsts = new Uint32Array();
  #prefixLengths = new Uint8Array();
  #roles = new Uint8Array();
  #records = new Float64Array();
  #parts = new Uint16Array();
  readonly #names: (string | undefined)[] = [];
  readonly #subnets: (TableSubnet | undefined)[] = [];
  readonly #locate: (origin: RangeOrigin) => SourceLocation;

  /** `locate` says where a range stands, when somebody asks. */
  constructor(locate: (origin: RangeOrigin) => SourceLocation) {
    this.#locate = locate;
  }

  get length(): number {
    return this.#names.length;
  }

  /** Adds a range by its first address and prefix length; its row is the length before. */
  add(
    first: number,
    prefixLength: number,
    { record, part }: RangeOrigin,
    role: OtherRole,
    name: string | undefined,
    subnet?: TableSubnet,
  ): void {
    const row = this.length;
    if (row === this.#capacity) this.#grow();
    this.#firsts[row] = first;
    this.#prefixLengths[row] = prefixLength;
    this.#roles[row] = otherRoles.indexOf(role);
    this.#records[row] = record;
    this.#parts[row] = part;
    this.#names.push(name);
    this.#subnets.push(subnet);
  }

  #grow(): void {
    this.#capacity = Math.max(1024, 2 * this.#capacity);
    this.#firsts = grown(this.#firsts, new Uint32Array(this.#capacity));
    this.#prefixLengths = grown(this.#prefixLengths, new Uint8Array(this.#capacity));
    this.#roles = grown(this.#roles, new Uint8Array(this.#capacity));
    this.#records = grown(this.#records, new Float64Array(this.#capacity));
    this.#parts = grown(this.#parts, new Uint16Array(this.#capacity));
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

  nameAt(row: number): string | undefined {
    return this.#names[row];
  }

  subnetAt(row: number): TableSubnet {
    return this.#subnets[row] ?? {};
  }

  cidrAt(row: number): Cidr {
    return blockAt(4, BigInt(this.#firsts[row]!), this.#prefixLengths[row]!);
  }

  rangeAt(row: number): NamedRange {
    const part = this.#parts[row]!;
    return {
      role: otherRoles[this.#roles[row]!]!,
      ...defined({ name: this.#names[row] }),
      cidr: this.cidrAt(row),
      ...this.#subnets[row],
      ...(part === 0 ? {} : { secondary: true }),
      where: this.#locate({ record: this.#records[row]!, part }),
    };
  }
}

function grown<Column extends { set: (other: Column) => void }>(from: Column, to: Column): Column {
  to.set(from);
  return to;
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
