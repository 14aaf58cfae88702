/** What a page says of the combinations of a sweep, gathered in going through them once. */
import { unknown } from './count.ts';
import { sweepFields, type SweepField } from './sweep-fields.ts';
import type { SweepRow } from './sweep.ts';

/** Which fields differ between combinations, and which are known and the same for all. */
export class FieldUse {
  #first: SweepRow | undefined;
  #same = sweepFields;

  add(row: SweepRow): void {
    const first = (this.#first ??= row);
    const isSame = ({ cell, value = cell }: SweepField) => value(row) === value(first);
    if (!this.#same.every(isSame)) this.#same = this.#same.filter(isSame);
  }

  get varying(): readonly SweepField[] {
    return sweepFields.filter((field) => !this.#same.includes(field));
  }

  get shared(): readonly SweepField[] {
    const first = this.#first;
    return this.#same.filter(({ cell }) => first !== undefined && cell(first) !== unknown);
  }
}

/** The rows that a page lists: the best of each demand before others that fit, these before the rest. */
export class Choice {
  readonly #limit: number;
  readonly #ranks: readonly (readonly [place: number, row: SweepRow])[][] = [[], [], []];
  #count = 0;
  #fitting = 0;
  #best = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  add(row: SweepRow): void {
    const rank = this.#ranks[row.best ? 0 : row.fits === true ? 1 : 2];
    if (rank !== undefined && rank.length < this.#limit) rank.push([this.#count, row]);
    this.#count += 1;
    if (row.fits === true) this.#fitting += 1;
    if (row.best) this.#best += 1;
  }

  /** How many are the best of their demand. */
  get best(): number {
    return this.#best;
  }

  /** In the order in which they came. */
  get shown(): readonly SweepRow[] {
    const chosen = this.#ranks.flat().slice(0, this.#limit);
    return chosen.toSorted(([a], [b]) => a - b).map(([, row]) => row);
  }

  /** What is not shown; `fitting` of them fit. */
  get left(): { readonly count: number; readonly fitting: number } {
    const { shown } = this;
    const fitting = shown.filter(({ fits }) => fits === true).length;
    return { count: this.#count - shown.length, fitting: this.#fitting - fitting };
  }
}

/** Why combinations are out, with how many each reason is for. */
export class Reasons {
  readonly #short = new Map<string, number>();
  readonly #refused = new Map<string, number>();

  add({ refused, short }: SweepRow): void {
    for (const { rule, message } of refused) increase(this.#refused, `${rule}: ${message}`);
    if (refused.length === 0) for (const { limiter } of short) increase(this.#short, limiter);
  }

  /** Limits that the demand is above, of what nobody refuses. */
  get short(): ReadonlyMap<string, number> {
    return this.#short;
  }

  /** Rules with what they say. */
  get refused(): ReadonlyMap<string, number> {
    return this.#refused;
  }
}

function increase(counts: Map<string, number>, text: string): void {
  counts.set(text, (counts.get(text) ?? 0) + 1);
}
