/** How a function of Terraform is declared: its parameters, read in order, and what it makes of them. */
import type { SourceLocation } from '../../errors.ts';
import type { Budget } from './budget.ts';
import { boolOf, entriesOf, itemsOf, numberOf, refuse, textOf, wholeNumberOf } from './convert.ts';
import { fail } from './stop.ts';
import { isUnknown } from '../unknown.ts';
import type { Content, Value } from './value.ts';

export interface Call {
  readonly at: SourceLocation;
  readonly budget: Budget;
  readonly readText: ((path: string) => string | undefined) | undefined;
}

/** A value keeps its own place, a content gets that of the call. */
export type Outcome = Content | Value;

export type TerraformFunction = (args: readonly Value[], call: Call) => Outcome;

/** @throws {Stop} for an argument of another type, and for one that is not known. */
export type Parameter<T> = (value: Value) => T;

export const text: Parameter<string> = textOf;
export const number: Parameter<number> = numberOf;
export const wholeNumber: Parameter<number> = wholeNumberOf;
export const bool: Parameter<boolean> = boolOf;
export const list: Parameter<readonly Value[]> = itemsOf;
export const map: Parameter<ReadonlyMap<string, Value>> = entriesOf;

/** A list or tuple, where Terraform takes no set. */
export const ordered: Parameter<Value> = (value) => {
  if (value.collection === 'set') fail('a set has no order', 'write tolist() around it');
  list(value);
  return value;
};

/** Anything that is known; parts of it may be not. */
export const known: Parameter<Value> = (value) =>
  isUnknown(value.content) ? refuse(value, 'a value') : value;

/** Anything, known or not. */
export const any: Parameter<Value> = (value) => value;

export function of1<A>(a: Parameter<A>, run: (a: A, call: Call) => Outcome): TerraformFunction {
  return (args, call) => {
    const [first] = counted(args, 1, 1);
    return run(a(first!), call);
  };
}

export function of2<A, B>(
  a: Parameter<A>,
  b: Parameter<B>,
  run: (a: A, b: B, call: Call) => Outcome,
): TerraformFunction {
  return (args, call) => {
    const [first, second] = counted(args, 2, 2);
    return run(a(first!), b(second!), call);
  };
}

export function of3<A, B, C>(
  a: Parameter<A>,
  b: Parameter<B>,
  c: Parameter<C>,
  run: (a: A, b: B, c: C, call: Call) => Outcome,
): TerraformFunction {
  return (args, call) => {
    const [first, second, third] = counted(args, 3, 3);
    return run(a(first!), b(second!), c(third!), call);
  };
}

/** Any number of arguments of one kind. */
export function ofAll<A>(
  a: Parameter<A>,
  run: (all: readonly A[], call: Call) => Outcome,
  least = 0,
  most = Number.POSITIVE_INFINITY,
): TerraformFunction {
  return (args, call) => run(counted(args, least, most).map(a), call);
}

/** One argument, then any number of another kind. */
export function of1AndMore<A, B>(
  a: Parameter<A>,
  b: Parameter<B>,
  run: (a: A, rest: readonly B[], call: Call) => Outcome,
): TerraformFunction {
  return (args, call) => {
    const [first, ...rest] = counted(args, 1, Number.POSITIVE_INFINITY);
    return run(a(first!), rest.map(b), call);
  };
}

function counted(args: readonly Value[], least: number, most: number): readonly Value[] {
  if (args.length >= least && args.length <= most) return args;
  const due = least === most ? `${least}` : `${least} or more`;
  return fail(`takes ${due} arguments and is given ${args.length}`, `give it ${due} arguments`);
}
