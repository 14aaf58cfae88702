import type { Problem } from '../../errors.ts';
import { groupBy } from '../group-by.ts';
import type { InputResult } from '../input.ts';

/** So many malformed rows of a file are named; a generator that went wrong makes thousands. */
const named = 20;

/** What was read, with the first problems of each file, and how many more there are. */
export function firstProblems(result: InputResult): InputResult {
  const byFile = groupBy(result.problems, ({ where }) => where?.file ?? '');
  const problems = [...byFile.values()].flatMap((all) => {
    const complaints = new Complaints();
    complaints.addAll(all);
    return complaints.all();
  });
  return { ...result, problems };
}

/** What the rows of a file say together, with all that is wrong with them. */
export function withComplaints(result: InputResult, complaints: Complaints): InputResult {
  complaints.addAll(result.problems);
  return { ...result, problems: complaints.all() };
}

/** Collects problems of the rows of a file, without keeping more than are named. */
export class Complaints {
  readonly #first: Problem[] = [];
  /** The first that is only counted. */
  #next: Problem | undefined;
  #more = 0;

  add(problem: Problem): void {
    if (this.#first.length < named) this.#first.push(problem);
    else {
      this.#next ??= problem;
      this.#more += 1;
    }
  }

  addAll(problems: readonly Problem[]): void {
    for (const problem of problems) this.add(problem);
  }

  all(): readonly Problem[] {
    if (this.#next === undefined) return this.#first;
    const rows = this.#more === 1 ? 'row is' : 'rows are';
    const rest = {
      ...this.#next,
      what: `${this.#more} more ${rows} malformed from here on`,
      fix: 'correct those that are named, then check again',
    };
    return [...this.#first, rest];
  }
}
