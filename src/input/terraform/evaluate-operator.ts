/** https://developer.hashicorp.com/terraform/language/expressions/operators and …/conditionals */
import { isUnknown, Unknown, unwritten } from '../unknown.ts';
import type { BinaryOperator, Expression } from './ast.ts';
import { equal } from './compare.ts';
import { boolOf, decimal, exact, finite, numberOf } from './convert.ts';
import type { Evaluate } from './evaluate.ts';
import { made } from './make.ts';
import type { Scope } from './scope.ts';
import { fail, Stop, stopAt } from './stop.ts';
import { unified } from './unify.ts';
import type { Content, Value } from './value.ts';

type Kind<Name extends Expression['kind']> = Extract<Expression, { readonly kind: Name }>;

export function evaluateUnary(
  { operator, of, at }: Kind<'unary'>,
  scope: Scope,
  evaluate: Evaluate,
): Value {
  const value = evaluate(of, scope);
  return made(operator === '!' ? !boolOf(value) : 0 - numberOf(value), at);
}

export function evaluateBinary(
  { operator, left, right, at }: Kind<'binary'>,
  scope: Scope,
  evaluate: Evaluate,
): Value {
  const first = evaluate(left, scope);
  if (operator === '&&' || operator === '||') {
    return made(
      evaluateLogic(operator === '||', first, () => evaluate(right, scope)),
      at,
    );
  }
  const second = evaluate(right, scope);
  if (operator === '==' || operator === '!=') {
    scope.budget.spend(scope.budget.partsOf(first, at) >> 4, at);
    const same = equal(first, second);
    return made(isUnknown(same) ? unwritten(same) : same === (operator === '=='), at);
  }
  return made(arithmetic[operator](numberOf(first), numberOf(second)), at);
}

/**
 * `decided` is the side that settles the result alone: true for `||`. Since Terraform 1.12 the other
 * side is then not looked at, and before it had to be free of errors.
 */
function evaluateLogic(decided: boolean, first: Value, right: () => Value): Content {
  if (!isUnknown(first.content) && boolOf(first) === decided) return decided;
  const second = right();
  if (!isUnknown(second.content) && boolOf(second) === decided) return decided;
  if (isUnknown(first.content)) stopAt(first.content);
  return boolOf(second);
}

type Arithmetic = Exclude<BinaryOperator, '==' | '!=' | '&&' | '||'>;

const arithmetic: Readonly<Record<Arithmetic, (a: number, b: number) => number | boolean>> = {
  '+': (a, b) => rounded(a + b, () => BigInt(a) + BigInt(b)),
  '-': (a, b) => rounded(a - b, () => BigInt(a) - BigInt(b)),
  '*': (a, b) => rounded(a * b, () => BigInt(a) * BigInt(b)),
  '/': (a, b) => (b === 0 ? fail('divides by zero', 'divide by another number') : finite(a / b)),
  // Terraform gives back what is divided by zero.
  '%': (a, b) => (b === 0 ? a : (a % b) + 0),
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

/** Fractions are decimal, whole numbers exact, or not known. */
function rounded(number: number, whole: () => bigint): number {
  if (Number.isSafeInteger(number)) return number;
  return Number.isInteger(finite(number)) ? exact(whole()) : decimal(number);
}

/** The branch that is not taken has a say in the type, and none of its errors count. */
export function evaluateConditional(
  { condition, whenTrue, whenFalse, at }: Kind<'conditional'>,
  scope: Scope,
  evaluate: Evaluate,
): Value {
  const test = evaluate(condition, scope);
  if (isUnknown(test.content)) {
    const [a, b] = sameType(evaluate(whenTrue, scope), evaluate(whenFalse, scope));
    if (equal(a, b) === true) return a;
    return made(new Unknown(test.content.why, onlyReference(a, b)), at);
  }
  const taken = boolOf(test);
  const value = evaluate(taken ? whenTrue : whenFalse, scope);
  const other = evaluate(taken ? whenFalse : whenTrue, { ...scope, report: () => undefined });
  scope.budget.spend(scope.budget.partsOf(value, at) >> 4, at);
  return sameType(value, other)[0];
}

/** What both of them mean, or one of them where the other is nothing. */
function onlyReference(...branches: readonly Value[]): string | undefined {
  const given = branches.filter(({ content }) => content !== null && content !== '');
  const means = given.map(({ content }) => (isUnknown(content) ? content.reference : undefined));
  return means.every((each) => each === means[0]) ? means[0] : undefined;
}

/** Branches without a common type are an error of Terraform's; here each stays what it is. */
function sameType(a: Value, b: Value): readonly [Value, Value] {
  try {
    const [first = a, second = b] = unified([a, b]);
    return [first, second];
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    return [a, b];
  }
}
