/** What tests of the evaluator share: a scope of plain values, and expressions as they are written. */
import type { Problem } from '../../../src/errors.ts';
import { Budget } from '../../../src/input/terraform/budget.ts';
import type { Expression } from '../../../src/input/terraform/ast.ts';
import { evaluate } from '../../../src/input/terraform/evaluate.ts';
import { parseHcl } from '../../../src/input/terraform/parse.ts';
import type { Scope } from '../../../src/input/terraform/scope.ts';
import { plainOf, type Value } from '../../../src/input/terraform/value.ts';

export const here = { file: 'main.tf', line: 1, column: 1 };

/** The expression of `x = …`, which stands in column 5 of the first line. */
export function expressionOf(text: string): Expression {
  const { body, problems } = parseHcl('main.tf', `x = ${text}\n`);
  const expression = body.attributes[0]?.value;
  if (expression === undefined) throw new Error(`${text}: ${problems[0]?.what ?? 'no attribute'}`);
  return expression;
}

export interface Evaluated {
  readonly value: Value;
  readonly plain: unknown;
  readonly problems: readonly Problem[];
}

export type Names = Readonly<Record<string, Value>>;

export function evaluated(text: string, names: Names = {}, more: Partial<Scope> = {}): Evaluated {
  const problems: Problem[] = [];
  const report = (problem: Problem) => {
    problems.push(problem);
  };
  const resolve: Scope['resolve'] = ([name]) => {
    const value = names[String(name)];
    return value && { value, steps: 1 };
  };
  const scope = { resolve, report, budget: new Budget(report), ...more };
  const value = evaluate(expressionOf(text), scope);
  return { value, plain: plainOf(value), problems };
}
