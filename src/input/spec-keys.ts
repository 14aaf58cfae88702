/** The keys of the spec and of the configuration, with what they mean, for people. */
import * as v from 'valibot';

export interface SchemaKey {
  readonly key: string;
  /** How many keys it stands below. */
  readonly depth: number;
  /** Its value is a list of what stands below it. */
  readonly isList: boolean;
  readonly isRequired: boolean;
  readonly meaning: string;
  /** The words that it takes, where it takes only some. */
  readonly choices: readonly string[];
}

interface KnownSchema {
  readonly type: string;
  readonly wrapped?: v.GenericSchema;
  readonly entries?: Readonly<Record<string, v.GenericSchema>>;
  readonly item?: v.GenericSchema;
  readonly options?: readonly unknown[];
}

const known = (schema: v.GenericSchema): KnownSchema & v.GenericSchema => schema;

/** Every key of a schema of maps and lists, in its order, those below a key right behind it. */
export function keysOf(schema: v.GenericSchema, depth = 0): readonly SchemaKey[] {
  const { entries = {} } = known(schema);
  return Object.entries(entries)
    .filter(([key]) => !key.startsWith('$'))
    .flatMap(([key, value]) => keyAndBelow(key, value, depth));
}

function keyAndBelow(key: string, value: v.GenericSchema, depth: number): readonly SchemaKey[] {
  const { wrapped } = known(value);
  const schema = wrapped ?? value;
  const { item, type, options = [] } = known(schema);
  return [
    {
      key,
      depth,
      isList: item !== undefined,
      isRequired: wrapped === undefined,
      meaning: v.getDescription(schema) ?? '',
      choices: type === 'picklist' ? options.map(String) : [],
    },
    ...keysOf(item ?? schema, depth + 1),
  ];
}
