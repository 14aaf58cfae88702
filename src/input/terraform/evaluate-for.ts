/** https://developer.hashicorp.com/terraform/language/expressions/for */
import type { Expression, ForExpression } from './ast.ts';
import { isUnknown } from '../unknown.ts';
import { boolOf, keyOf, refuse } from './convert.ts';
import type { Evaluate } from './evaluate.ts';
import { made, mapOf } from './make.ts';
import { type Scope, withNames } from './scope.ts';
import { fail } from './stop.ts';
import { isList, isMapContent, type Value } from './value.ts';

/** The names that `for` gives to a key and a value. */
interface Names {
  readonly keyName?: string;
  readonly valueName: string;
}

/** A scope for each item of a list or a map, in which its key and its value have their names. */
export function* scopesOf(value: Value, { keyName, valueName }: Names, scope: Scope) {
  for (const [key, item] of pairsOf(value)) {
    scope.budget.spend(1, value.at);
    const names = new Map([[valueName, item]]);
    if (keyName !== undefined) names.set(keyName, key);
    yield withNames(scope, names);
  }
}

/** Lists have numbers as keys, sets the items themselves, maps their keys in order. */
export function* pairsOf(value: Value): Generator<readonly [Value, Value]> {
  const { content, collection, at } = value;
  if (isMapContent(content)) {
    for (const [key, item] of content) yield [made(key, at), item];
  } else if (isList(content)) {
    for (const [index, item] of content.entries()) {
      yield [collection === 'set' ? item : made(index, at), item];
    }
  } else refuse(value, 'a list or a map');
}

/** `{ for key, value in all : key => value }` */
function isCopy({ key, keyName, value, valueName, condition, grouped }: ForExpression): boolean {
  return (
    key?.kind === 'name' &&
    key.name === keyName &&
    value.kind === 'name' &&
    value.name === valueName &&
    condition === undefined &&
    !grouped
  );
}

export function evaluateFor(
  expression: ForExpression & Pick<Expression, 'at'>,
  scope: Scope,
  evaluate: Evaluate,
): Value {
  const { key, value, of, condition, grouped, at } = expression;
  const whole = evaluate(of, scope);
  if (isUnknown(whole.content) && isCopy(expression)) return whole;
  const items: Value[] = [];
  const groups = new Map<string, Value[]>();
  for (const inner of scopesOf(whole, expression, scope)) {
    if (condition !== undefined && !boolOf(evaluate(condition, inner))) continue;
    if (key === undefined) {
      items.push(evaluate(value, inner));
      continue;
    }
    const name = keyOf(evaluate(key, inner));
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [evaluate(value, inner)]);
    else if (grouped) group.push(evaluate(value, inner));
    else
      fail('two items have the same key', 'make the keys differ, or write ... to group the values');
  }
  if (key === undefined) return made(items, at);
  const entries = [...groups].flatMap(([name, group]) =>
    (grouped ? [made(group, at)] : group).map((item) => [name, item] as const),
  );
  return made(mapOf(entries), at);
}
