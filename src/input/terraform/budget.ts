/** Bounds the work of evaluating what somebody wrote: a few lines of Terraform can stand for gigabytes. */
import type { Problem, SourceLocation } from '../../errors.ts';
import { Unknown } from '../unknown.ts';
import { Stop } from './stop.ts';
import { isList, isMapContent, type Value } from './value.ts';

/** Values that one value may hold, all levels together. */
export const mostParts = 1_000_000;

/** Expressions inside expressions, those of the locals that they refer to included. */
const deepest = 500;

/** Items of a list that take as long to make as one step; of a text, 64 characters do. */
const itemsPerStep = 2;

const stepsPerStop = 20;

export class Budget {
  readonly #report: (problem: Problem) => void;
  #left: number;
  #depth = 0;
  #told = false;
  readonly #parts = new WeakMap<object, number>();

  /** `report` hears, once, that the work is too much: even where a `try` would hide it. */
  constructor(report: (problem: Problem) => void, steps = 1_000_000) {
    this.#report = report;
    this.#left = steps;
  }

  /** Takes steps, one for each expression and more for long texts and lists. */
  spend(steps: number, at: SourceLocation): void {
    this.#left -= steps;
    if (this.#left < 0) this.#stop('needs more than a million steps to evaluate', at);
  }

  /** Begins an expression inside another one; `leave` ends it, whatever happens. */
  enter(at: SourceLocation): void {
    this.spend(1, at);
    this.#depth += 1;
    if (this.#depth > deepest) this.#stop(`leads through more than ${deepest} expressions`, at);
  }

  /** Takes the steps that it costs to end an expression early. */
  stopped(): void {
    this.#left -= stepsPerStop;
  }

  leave(): void {
    this.#depth -= 1;
  }

  /** Takes steps for the size of a value that was just made, and refuses one that is too large. */
  weigh(value: Value, at: SourceLocation): Value {
    const { content } = value;
    if (typeof content === 'string') this.spend(content.length >> 6, at);
    if (this.partsOf(value, at) > mostParts) this.#stop('holds more than a million values', at);
    return value;
  }

  /** How many values are in a value; what it shares with itself counts as often as it stands there. */
  partsOf({ content }: Value, at: SourceLocation): number {
    if (typeof content === 'string') return 1 + (content.length >> 6);
    if (!isList(content) && !isMapContent(content)) return 1;
    const counted = this.#parts.get(content);
    if (counted !== undefined) return counted;
    let parts = 1;
    for (const part of content.values()) parts += this.partsOf(part, at);
    this.#parts.set(content, parts);
    this.spend(Math.ceil((isList(content) ? content.length : content.size) / itemsPerStep), at);
    return parts;
  }

  #stop(what: string, at: SourceLocation): never {
    const problem = { what, fix: 'write it with fewer values', where: at };
    if (!this.#told) this.#report(problem);
    this.#told = true;
    throw new Stop(new Unknown(what));
  }
}
