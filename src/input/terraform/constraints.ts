/**
 * What a variable's `type` makes of the value given: defaults of optional attributes, numbers and texts.
 * https://developer.hashicorp.com/terraform/language/expressions/type-constraints
 */
import { isUnknown } from '../unknown.ts';
import type { Expression } from './ast.ts';
import { setOf } from './compare.ts';
import { formatNumber } from './convert.ts';
import { evaluate } from './evaluate.ts';
import { made, mapOf } from './make.ts';
import type { Scope } from './scope.ts';
import { isList, isMapContent, type Value } from './value.ts';

/** A value that does not fit its type stays as it is: whoever reads it says what is wrong. */
export function constrained(value: Value, type: Expression | undefined, scope: Scope): Value {
  if (type === undefined || value.content === null || isUnknown(value.content)) return value;
  if (type.kind === 'name') return primitive(value, type.name);
  if (type.kind !== 'call') return value;
  const [inner] = type.args;
  switch (type.name) {
    case 'list':
    case 'set':
      return listConstrained(value, type.name, inner, scope);
    case 'map':
      return mapConstrained(value, inner, scope);
    case 'object':
      return inner?.kind === 'object' ? objectConstrained(value, inner, scope) : value;
    default:
      return value;
  }
}

function primitive(value: Value, type: string): Value {
  const { content } = value;
  if (type === 'string' && typeof content === 'number')
    return { ...value, content: formatNumber(content) };
  if (type === 'string' && typeof content === 'boolean')
    return { ...value, content: String(content) };
  if (type === 'number' && typeof content === 'string' && /^-?\d{1,15}(\.\d+)?$/.test(content))
    return { ...value, content: Number(content) };
  if (type === 'bool' && (content === 'true' || content === 'false'))
    return { ...value, content: content === 'true' };
  return value;
}

function listConstrained(
  value: Value,
  collection: 'list' | 'set',
  inner: Expression | undefined,
  scope: Scope,
): Value {
  if (!isList(value.content)) return value;
  const items = value.content.map((item) => constrained(item, inner, scope));
  return made(collection === 'set' ? setOf(items) : items, value.at, collection);
}

function mapConstrained(value: Value, inner: Expression | undefined, scope: Scope): Value {
  if (!isMapContent(value.content)) return value;
  const entries = [...value.content].map(
    ([key, item]) => [key, constrained(item, inner, scope)] as const,
  );
  return made(mapOf(entries), value.at, 'map');
}

/** Attributes that the type does not name are dropped, as Terraform does. */
function objectConstrained(
  value: Value,
  type: Extract<Expression, { readonly kind: 'object' }>,
  scope: Scope,
): Value {
  const { content } = value;
  if (!isMapContent(content)) return value;
  const entries = type.items.flatMap(({ key, value: declared }) => {
    if (key.kind !== 'literal') return [];
    const name = String(key.value);
    const { inner, fallback } = optionalOf(declared, scope);
    const given = content.get(name) ?? made(null, value.at);
    const chosen = given.content === null ? (fallback ?? given) : given;
    return [[name, constrained(chosen, inner, scope)] as const];
  });
  return made(mapOf(entries), value.at);
}

/** `optional(string, "x")` */
function optionalOf(
  type: Expression,
  scope: Scope,
): { readonly inner: Expression | undefined; readonly fallback?: Value } {
  if (type.kind !== 'call' || type.name !== 'optional') return { inner: type };
  const [inner, fallback] = type.args;
  return { inner, ...(fallback === undefined ? {} : { fallback: evaluate(fallback, scope) }) };
}
