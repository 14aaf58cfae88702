/** What names stand for while an expression is evaluated. */
import type { Problem, SourceLocation } from '../../errors.ts';
import { isUnknown, Unknown } from '../unknown.ts';
import type { Budget } from './budget.ts';
import type { Value } from './value.ts';

/** What a reference leads to: names of attributes, and keys and numbers of indexes. */
export type Path = readonly (string | number)[];

export interface Resolution {
  readonly value: Value;
  /** How many steps of the path lead to the value, the first name included; the others are taken in it. */
  readonly steps: number;
}

/**
 * Everything an expression can see. A reference such as `google_compute_subnetwork.nodes[0].id` is
 * resolved as a whole: `resolve` gets all steps that are known before evaluating anything, indexes
 * included (`["google_compute_subnetwork", "nodes", 0, "id"]`), and answers for as many of them as it
 * likes. So whoever makes the scope evaluates what is asked for, and nothing else:
 *
 * - `local.a.b`: two steps, `local.a`, whose value then has its `b` taken.
 * - `google_compute_network.vpc.id`: three steps, when an id is to be its own value; or two, with a map
 *   of all attributes whose `rest` says what the others are.
 * - `undefined`: nothing has this name, which is a problem of whoever wrote it.
 */
export interface Scope {
  readonly resolve: (path: Path, at: SourceLocation) => Resolution | undefined;
  /** Hears what is wrong with an expression, at its place. */
  readonly report: (problem: Problem) => void;
  readonly budget: Budget;
  /** The text of a file that `file()` names, where the reader has it. */
  readonly readText?: (path: string) => string | undefined;
}

/** The scope inside `for`, where some names stand for values. */
export function withNames(scope: Scope, names: ReadonlyMap<string, Value>): Scope {
  return {
    ...scope,
    resolve: (path, at) => {
      const value = names.get(String(path[0]));
      return value === undefined ? scope.resolve(path, at) : { value, steps: 1 };
    },
  };
}

/**
 * Values that are evaluated when somebody first asks for them, and once: variables, locals, resources.
 * One object for all modules of a configuration finds the cycles through all of them.
 */
export class LazyValues {
  readonly #values = new Map<string, Value>();
  readonly #active: string[] = [];
  readonly #report: (problem: Problem) => void;
  readonly #written: (name: string) => string;

  /** `written` says how what has a name and is not known is written. */
  constructor(report: (problem: Problem) => void, written = writtenIn('')) {
    this.#report = report;
    this.#written = written;
  }

  /** `name` is the address, such as `module.gke.local.ranges`; `at` is where it is declared. */
  get(name: string, at: SourceLocation, evaluate: () => Value): Value {
    const known = this.#values.get(name);
    if (known !== undefined) return known;
    if (this.#active.includes(name)) return this.#cycle(name, at);
    this.#active.push(name);
    const value = evaluate();
    this.#active.pop();
    // A cycle through this name has given it a value already.
    const settled = this.#values.get(name) ?? asWritten(value, this.#written(name));
    this.#values.set(name, settled);
    return settled;
  }

  #cycle(name: string, at: SourceLocation): Value {
    const names = [...this.#active.slice(this.#active.indexOf(name)), name];
    const what = `refers to itself: ${names.join(' → ')}`;
    this.#report({ what, fix: 'give one of them a value of its own', where: at });
    const value = { content: new Unknown(what), at };
    this.#values.set(name, value);
    return value;
  }
}

/** `${var.name}`, or `${infra/prod: var.name}` where other root modules may have a variable of that name. */
export function writtenIn(root: string): (name: string) => string {
  return (name) => `\${${root === '' ? '' : `${root}: `}${name}}`;
}

/** What is not known goes by the name that it has. */
function asWritten(value: Value, written: string): Value {
  const { content } = value;
  if (!isUnknown(content) || content.written !== undefined) return value;
  return { ...value, content: new Unknown(content.why, content.reference, written) };
}
