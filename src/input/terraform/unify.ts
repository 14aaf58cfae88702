/**
 * The common type of values that stand in one list, or in the two branches of a conditional.
 * https://developer.hashicorp.com/terraform/language/expressions/types#type-conversion
 */
import { isUnknown } from '../unknown.ts';
import { entriesOf, isPrimitive, itemsOf, kindOf, textOf } from './convert.ts';
import { mapOf } from './make.ts';
import { fail } from './stop.ts';
import type { Value } from './value.ts';

type Values = readonly Value[];

/**
 * The values converted to the type that all of them have room in: texts where some are texts, maps of
 * texts where some are of texts. What is null or not known fits anywhere.
 *
 * @throws {Stop} where there is no such type.
 */
export function unified(values: Values): Values {
  const converted = commonType(values.filter(hasType)).values();
  return values.map((value) => (hasType(value) ? (converted.next().value ?? value) : value));
}

function hasType({ content }: Value): boolean {
  return content !== null && !isUnknown(content);
}

function commonType(values: Values): Values {
  const [kind, ...others] = new Set(values.map(kindOf));
  if (others.length > 0) return asTexts(values);
  if (kind === 'list') return commonLists(values);
  return kind === 'map' ? commonMaps(values) : values;
}

function asTexts(values: Values): Values {
  const scalar = values.every(({ content }) => isPrimitive(content));
  if (scalar && values.some(({ content }) => typeof content === 'string')) {
    return values.map((value) => ({ ...value, content: textOf(value) }));
  }
  return fail('values of different types stand where one type is due', 'write values of one type');
}

const isUnconverted = ({ collection }: Value) => collection === undefined;
const isSet = ({ collection }: Value) => collection === 'set';

/** Tuples of one length stay tuples, with each place of one type; everything else becomes lists. */
function commonLists(values: Values): Values {
  const lists = values.map(itemsOf);
  const lengths = new Set(lists.map(({ length }) => length));
  if (values.every(isUnconverted) && lengths.size === 1) {
    return columnsUnified(lists).map((content, row) => ({ ...values[row]!, content }));
  }
  const collection = values.every(isSet) ? 'set' : 'list';
  return allUnified(lists).map((content, row) => ({ ...values[row]!, content, collection }));
}

/** Objects with the same attributes stay objects; everything else becomes maps. */
function commonMaps(values: Values): Values {
  const maps = values.map(entriesOf);
  const keys = maps.map((map) => [...map.keys()]);
  const items = maps.map((map) => [...map.values()]);
  const object =
    values.every(isUnconverted) && new Set(keys.map((each) => each.join('\0'))).size === 1;
  return (object ? columnsUnified : allUnified)(items).map((parts, row) => {
    const content = mapOf(parts.map((part, place) => [keys[row]?.[place] ?? '', part] as const));
    const value = { ...values[row]!, content };
    return object ? value : { ...value, collection: 'map' };
  });
}

/** Rows of one length, in which the values at each place get a type of their own. */
function columnsUnified(rows: readonly Values[]): readonly Values[] {
  const columns = (rows[0] ?? []).map((_, place) => unified(rows.map((row) => row[place]!)));
  return rows.map((_, row) => columns.map((column) => column[row]!));
}

/** Rows of any length, in which all values get one type. */
function allUnified(rows: readonly Values[]): readonly Values[] {
  const all = unified(rows.flat()).values();
  return rows.map((row) => row.map((value) => all.next().value ?? value));
}
