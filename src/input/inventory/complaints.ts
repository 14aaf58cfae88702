import type { Problem } from '../../errors.ts';
import { groupBy } from '../group-by.ts';
import type { InputResult } from '../input.ts';

/** So many malformed rows of a file are named; a generator that went wrong makes thousands. */
const named = 20;

/** What was read, with the first problems of each file, and how many more there are. */
export function firstProblems(result: InputResult): InputResult {
  const byFile = groupBy(result.problems, ({ where }) => where?.file ?? '');
  const problems = [...byFile].flatMap(([file, all]) => {
    const more = all.length - named;
    return more > 0 ? [...all.slice(0, named), moreOf(more, file)] : all;
  });
  return { ...result, problems };
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
