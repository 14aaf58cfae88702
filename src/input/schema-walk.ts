/** Goes through a document beside its schema. */
import { isMap, type Route } from './route.ts';

/** What this needs to know of a valibot schema of whatever kind. */
export interface AnySchema {
  readonly type: string;
  readonly wrapped?: AnySchema;
  readonly entries?: Readonly<Record<string, AnySchema>>;
  readonly item?: AnySchema;
  readonly options?: readonly (AnySchema | string)[];
}

export interface Visitor {
  /** A key that the schema does not have; `known` are those that it has there. */
  readonly unknownKey: (route: Route, known: readonly string[]) => void;
  /** A scalar value and what the schema says of it. */
  readonly leaf: (route: Route, value: unknown, schema: AnySchema) => void;
}

/** Visits every value and every unknown key, in the order they are written. */
export function walk(schema: AnySchema, value: unknown, visitor: Visitor, route: Route = []): void {
  if (value === null || value === undefined) return;
  const bare = unwrap(schema, value);
  if (Array.isArray(value)) {
    const { item } = bare;
    if (item === undefined) return;
    for (const [index, each] of value.entries()) walk(item, each, visitor, [...route, index]);
  } else if (isMap(value)) {
    if (bare.entries !== undefined) walkMap(bare.entries, value, visitor, route);
  } else {
    visitor.leaf(route, value, bare);
  }
}

function walkMap(
  entries: Readonly<Record<string, AnySchema>>,
  value: Readonly<Record<string, unknown>>,
  visitor: Visitor,
  route: Route,
): void {
  for (const [key, each] of Object.entries(value)) {
    const inner = Object.hasOwn(entries, key) ? entries[key] : undefined;
    if (inner === undefined) visitor.unknownKey([...route, key], Object.keys(entries));
    else walk(inner, each, visitor, [...route, key]);
  }
}

/** The schema without "may be absent", and of alternatives the one of the value's kind. */
function unwrap(schema: AnySchema, value: unknown): AnySchema {
  if (schema.wrapped !== undefined) return unwrap(schema.wrapped, value);
  if (schema.type !== 'union') return schema;
  const options = (schema.options ?? []).filter((option) => typeof option !== 'string');
  const structured = typeof value === 'object';
  const fitting = options.find((option) => (option.entries !== undefined) === structured);
  const scalars = options.every((option) => option.entries === undefined);
  return scalars || fitting === undefined ? schema : fitting;
}
