/**
 * What an expression of Terraform 1.11 comes to, as far as that can be known without running it.
 * https://developer.hashicorp.com/terraform/language/expressions
 */
import type { Expression } from './ast.ts';
import { callFunction } from './evaluate-call.ts';
import { evaluateFor } from './evaluate-for.ts';
import { evaluateBinary, evaluateConditional, evaluateUnary } from './evaluate-operator.ts';
import { evaluateSplat, evaluateTraversal } from './evaluate-reference.ts';
import { evaluateTemplate } from './evaluate-template.ts';
import { unwritten } from '../unknown.ts';
import { finite, keyOf, wholeNumberOf } from './convert.ts';
import { made, mapOf } from './make.ts';
import type { Scope } from './scope.ts';
import { Stop } from './stop.ts';
import type { Value } from './value.ts';

/** How an expression inside another one is evaluated. */
export type Evaluate = (expression: Expression, scope: Scope) => Value;

/**
 * Total: what cannot be known is an `Unknown` with the reason, and what is wrong is reported to the
 * scope and `Unknown` as well. A value keeps the place where it was written, through references,
 * functions that choose (`lookup`, `try`) and conversions; a computed one has the place of its expression.
 */
export function evaluate(expression: Expression, scope: Scope): Value {
  const { at } = expression;
  const { budget } = scope;
  try {
    budget.enter(at);
    return budget.weigh(evaluateKind(expression, scope), at);
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    budget.stopped();
    if (error.fault !== undefined) scope.report({ ...error.fault, where: at });
    return { content: unwritten(error.unknown), at };
  } finally {
    budget.leave();
  }
}

function evaluateKind(expression: Expression, scope: Scope): Value {
  switch (expression.kind) {
    case 'literal':
      return literalOf(expression);
    case 'template':
      return evaluateTemplate(expression, scope, evaluate);
    case 'list':
      return made(
        expression.items.map((item) => evaluate(item, scope)),
        expression.at,
      );
    case 'object':
      return evaluateObject(expression, scope);
    case 'name':
    case 'attribute':
    case 'index':
      return evaluateTraversal(expression, scope, evaluate);
    case 'splat':
      return evaluateSplat(expression, scope, evaluate);
    case 'call':
      return callFunction(expression, scope, evaluate);
    case 'unary':
      return evaluateUnary(expression, scope, evaluate);
    case 'binary':
      return evaluateBinary(expression, scope, evaluate);
    case 'conditional':
      return evaluateConditional(expression, scope, evaluate);
    default:
      return evaluateFor(expression, scope, evaluate);
  }
}

function literalOf({ value, at }: Expression & { readonly kind: 'literal' }): Value {
  if (typeof value !== 'number') return made(value, at);
  return made(Number.isInteger(value) ? wholeNumberOf(made(value, at)) : finite(value), at);
}

/** With a key that nobody can even write down, nobody can say what the object has. */
function evaluateObject(expression: Expression & { readonly kind: 'object' }, scope: Scope): Value {
  const entries = expression.items.map(({ key, value }) => {
    return [keyOf(evaluate(key, scope)), evaluate(value, scope)] as const;
  });
  return made(mapOf(entries), expression.at);
}
