/** Conversions that Terraform makes by itself. https://developer.hashicorp.com/terraform/language/expressions/types#type-conversion */
import { isUnknown, Unknown } from '../unknown.ts';
import { fail, stopAt } from './stop.ts';
import { isList, isMapContent, type Value } from './value.ts';

export type Primitive = string | number | boolean;
type KindName = 'text' | 'number' | 'bool' | 'null' | 'list' | 'map';

export function isPrimitive(content: unknown): content is Primitive {
  return typeof content === 'string' || typeof content === 'number' || typeof content === 'boolean';
}

/** What a value is, in words for messages; never what it says. */
export function kindOf({ content }: Value): KindName {
  if (content === null) return 'null';
  if (typeof content === 'string') return 'text';
  if (typeof content === 'number') return 'number';
  if (typeof content === 'boolean') return 'bool';
  return isList(content) ? 'list' : 'map';
}

const shown: Readonly<Record<KindName, string>> = {
  text: 'a text',
  number: 'a number',
  bool: 'true or false',
  null: 'null',
  list: 'a list',
  map: 'a map',
};

/** @throws {Stop} for a value that is none of what is due here. */
export function refuse(value: Value, due: string): never {
  if (isUnknown(value.content)) stopAt(value.content);
  fail(`${shown[kindOf(value)]} stands where ${due} is due`, `write ${due}`);
}

export function textOf(value: Value): string {
  const { content } = value;
  if (typeof content === 'string') return content;
  if (typeof content === 'number') return formatNumber(content);
  return typeof content === 'boolean' ? String(content) : refuse(value, 'a text');
}

/** The key of a map: a text, or what is written where the text is not known. */
export function keyOf(value: Value): string {
  const { content } = value;
  return (isUnknown(content) ? content.written : undefined) ?? textOf(value);
}

export function numberOf(value: Value): number {
  const { content } = value;
  if (typeof content === 'number') return content;
  return typeof content === 'string' ? parseNumber(content) : refuse(value, 'a number');
}

export function wholeNumberOf(value: Value): number {
  const number = numberOf(value);
  if (Number.isSafeInteger(number)) return number;
  if (Number.isInteger(number)) stopAt(tooManyDigits);
  return fail('a fraction stands where a whole number is due', 'write a whole number');
}

/** Terraform reads these texts as truth values and no others. */
const truths = new Map([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
]);

export function boolOf(value: Value): boolean {
  const { content } = value;
  if (typeof content === 'boolean') return content;
  const truth = typeof content === 'string' ? truths.get(content) : undefined;
  return truth ?? refuse(value, 'true or false');
}

export function itemsOf(value: Value): readonly Value[] {
  return isList(value.content) ? value.content : refuse(value, 'a list');
}

export function entriesOf(value: Value): ReadonlyMap<string, Value> {
  return isMapContent(value.content) ? value.content : refuse(value, 'a map');
}

const numberText = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

function parseNumber(text: string): number {
  if (!numberText.test(text))
    fail('a text that is no number stands where a number is due', 'write a number');
  const number = Number(text);
  return /^[+-]?\d+$/.test(text) ? exact(BigInt(text.replace('+', ''))) : finite(number);
}

/** Terraform computes with 500 bits, this with the 53 of a double; what differs is not known. */
export const tooManyDigits = new Unknown('a number with more than 15 digits');

export function finite(number: number): number {
  return Number.isFinite(number) ? number : stopAt(tooManyDigits);
}

/** @throws {Stop} for a number that a double does not hold. */
export function exact(value: bigint): number {
  const number = Number(value);
  if (!Number.isFinite(number) || BigInt(number) !== value) stopAt(tooManyDigits);
  return number;
}

/** Terraform's numbers are decimal: a sum of 0.1 and 0.2 is 0.3, not 0.30000000000000004. */
export function decimal(number: number): number {
  return Number(number.toPrecision(15));
}

/** Without exponent. */
export function formatNumber(number: number): string {
  if (Number.isInteger(number)) return BigInt(number).toString();
  const [digits = '', exponent] = String(number).split('e-');
  if (exponent === undefined) return digits;
  const sign = number < 0 ? '-' : '';
  return `${sign}0.${'0'.repeat(Number(exponent) - 1)}${digits.replaceAll(/[-.]/g, '')}`;
}
