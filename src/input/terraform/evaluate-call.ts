/** https://developer.hashicorp.com/terraform/language/functions */
import type { Problem } from '../../errors.ts';
import { nearest } from '../nearest.ts';
import { isUnknown, Unknown, unwritten } from '../unknown.ts';
import type { Expression } from './ast.ts';
import { itemsOf } from './convert.ts';
import type { Evaluate } from './evaluate.ts';
import { functions, whyNotEvaluated } from './functions.ts';
import { made } from './make.ts';
import type { Scope } from './scope.ts';
import { fail, Stop, stopAt } from './stop.ts';
import { isList, type Value } from './value.ts';

type CallExpression = Extract<Expression, { readonly kind: 'call' }>;

/** Items or characters of arguments that a function looks at in one step. */
const itemsPerStep = 16;

/** What they make of a value that is not known is written as the value is. */
const conversions = new Set(['nonsensitive', 'sensitive', 'tolist', 'tomap', 'toset', 'tostring']);

export function callFunction(call: CallExpression, scope: Scope, evaluate: Evaluate): Value {
  const { at } = call;
  const { budget, readText } = scope;
  const name = call.name.replace(/^core::/, '');
  if (name === 'try') return tryEach(call, scope, evaluate);
  if (name === 'can') return can(call, scope, evaluate);
  const run = functions.get(name);
  if (run === undefined) return notEvaluated(name, call);
  const args = argumentsOf(call, scope, evaluate);
  const [first] = args;
  if (first !== undefined && isUnknown(first.content) && conversions.has(name)) return first;
  const sizes = args.map(sizeOf);
  budget.spend(Math.floor(sizes.reduce((sum, size) => sum + size, 0) / itemsPerStep), at);
  try {
    const outcome = run(args, { at, budget, readText });
    if (isValue(outcome)) return outcome;
    return made(isUnknown(outcome) ? unwritten(outcome) : outcome, at);
  } catch (error) {
    throw error instanceof Stop ? inFunction(name, error) : error;
  }
}

/** A map is looked into by its keys, whatever its size. */
function sizeOf({ content }: Value): number {
  return isList(content) || typeof content === 'string' ? content.length : 0;
}

function isValue(outcome: unknown): outcome is Value {
  return typeof outcome === 'object' && outcome !== null && 'content' in outcome;
}

function inFunction(name: string, { unknown, fault }: Stop): Stop {
  if (fault === undefined) return new Stop(unknown);
  const what = `${name}: ${fault.what}`;
  return new Stop(new Unknown(what), { what, fix: fault.fix });
}

function argumentsOf(call: CallExpression, scope: Scope, evaluate: Evaluate): readonly Value[] {
  const args = call.args.map((argument) => evaluate(argument, scope));
  const last = call.expand ? args.at(-1) : undefined;
  return last === undefined ? args : [...args.slice(0, -1), ...itemsOf(last)];
}

function notEvaluated(name: string, { at }: CallExpression): Value {
  const why = name.includes('::') ? 'a function of a provider' : whyNotEvaluated.get(name);
  if (why !== undefined) return made(new Unknown(`${name}(): ${why}`), at);
  const near = nearest(name, ['try', 'can', ...functions.keys(), ...whyNotEvaluated.keys()]);
  if (near !== undefined) return fail(`there is no function ${name}`, `write ${near}`);
  return fail('there is no function of this name', 'see the functions of Terraform 1.11');
}

/** Evaluates an argument whose faults are not the user's. */
function attempt(expression: Expression, scope: Scope, evaluate: Evaluate) {
  const problems: Problem[] = [];
  const value = evaluate(expression, { ...scope, report: (problem) => problems.push(problem) });
  return { value, problems };
}

/** The first argument without a fault. One that is not known might have one: nobody knows which it is. */
function tryEach(call: CallExpression, scope: Scope, evaluate: Evaluate): Value {
  for (const argument of call.args) {
    const { value, problems } = attempt(argument, scope, evaluate);
    if (problems.length === 0) return value;
  }
  return fail('try: none of its arguments can be evaluated', 'end it with a value that always can');
}

function can(call: CallExpression, scope: Scope, evaluate: Evaluate): Value {
  const [argument] = call.args;
  if (argument === undefined) fail('can: takes 1 argument and is given 0', 'give it 1 argument');
  const { value, problems } = attempt(argument, scope, evaluate);
  if (problems.length === 0 && isUnknown(value.content)) stopAt(value.content);
  return made(problems.length === 0, call.at);
}
