import type { Problem } from '../../errors.ts';

/** So many malformed rows of a file are named; a generator that went wrong makes thousands. */
const named = 20;

/** The first problems with the rows of a file, and how many more there are. */
export function firstOf(problems: readonly Problem[], file: string): readonly Problem[] {
  const more = problems.length - named;
  if (more <= 0) return problems;
  return [...problems.slice(0, named), moreOf(more, file)];
}

function moreOf(count: number, file: string): Problem {
  return {
    what: `${count} more ${count === 1 ? 'row is' : 'rows are'} malformed`,
    fix: 'correct those that are named, then check again',
    where: { file },
  };
}

/** Collects problems of rows, without keeping more than are named. */
export class Complaints {
  readonly #first: Problem[] = [];
  #more = 0;

  add(...problems: readonly Problem[]): void {
    for (const problem of problems) {
      if (this.#first.length < named) this.#first.push(problem);
      else this.#more += 1;
    }
  }

  of(file: string): readonly Problem[] {
    return this.#more === 0 ? this.#first : [...this.#first, moreOf(this.#more, file)];
  }
}
