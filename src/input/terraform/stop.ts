/** How an evaluation ends early. Thrown and caught inside the evaluator, never seen outside. */
import type { Problem } from '../../errors.ts';
import { Unknown } from '../unknown.ts';

export type Fault = Pick<Problem, 'what' | 'fix'>;

/** The expression around it is not known: because of what it needs, or because of a fault. */
export class Stop extends Error {
  override readonly name = 'Stop';
  readonly unknown: Unknown;
  readonly fault: Fault | undefined;

  constructor(unknown: Unknown, fault?: Fault) {
    super(unknown.why);
    this.unknown = unknown;
    this.fault = fault;
  }
}

/** The expression is wrong: Terraform would refuse it. */
export function fail(what: string, fix: string): never {
  throw new Stop(new Unknown(what), { what, fix });
}

/** The expression is not known, since this part of it is not. */
export function stopAt(unknown: Unknown): never {
  throw new Stop(unknown);
}
