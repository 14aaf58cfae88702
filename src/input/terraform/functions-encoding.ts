/** https://developer.hashicorp.com/terraform/language/functions#encoding-functions */
import type { SourceLocation } from '../../errors.ts';
import { parseJson } from '../document-json.ts';
import { parseYaml } from '../document-yaml.ts';
import type { ParsedDocument, ParsedText } from '../document.ts';
import { isMap, type Route } from '../route.ts';
import { isUnknown, Unknown } from '../unknown.ts';
import { type Call, known, of1, text } from './function.ts';
import { formatNumber, tooManyDigits } from './convert.ts';
import { made, mapOf } from './make.ts';
import { fail, stopAt } from './stop.ts';
import { isList, isMapContent, type Value } from './value.ts';

/** Characters that Go's encoder writes as escapes, so that the text can stand in HTML and JavaScript. */
const escaped = /[<>&\u2028\u2029]/g;

export function jsonOf(value: Value): string {
  const { content } = value;
  if (isUnknown(content)) stopAt(content);
  if (isList(content)) return `[${content.map(jsonOf).join(',')}]`;
  if (isMapContent(content)) {
    return `{${[...content].map(([key, part]) => `${jsonText(key)}:${jsonOf(part)}`).join(',')}}`;
  }
  if (typeof content === 'number') return formatNumber(content);
  return typeof content === 'string' ? jsonText(content) : String(content);
}

function jsonText(written: string): string {
  return JSON.stringify(written).replaceAll(
    escaped,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Words that Terraform's YAML takes for truth values, as YAML 1.1 did, where they stand without quotes. */
const truths: ReadonlyMap<string | undefined, boolean> = new Map([
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'on', 'On', 'ON'].map((word) => [word, true] as const),
  ...['n', 'N', 'no', 'No', 'NO', 'off', 'Off', 'OFF'].map((word) => [word, false] as const),
]);

/** What a document says, as values that stand where the call does. */
function valueOf(
  plain: unknown,
  route: Route,
  document: ParsedDocument,
  at: SourceLocation,
): Value {
  const part = (item: unknown, key: string | number) =>
    valueOf(item, [...route, key], document, at);
  if (Array.isArray(plain)) return made(plain.map(part), at);
  if (isMap(plain)) {
    const entries = Object.entries(plain).map(([key, item]) => [key, part(item, key)] as const);
    return made(mapOf(entries), at);
  }
  if (typeof plain === 'number') return numberAt(plain, at);
  if (typeof plain === 'boolean' || plain === null) return made(plain, at);
  if (typeof plain !== 'string') return made(new Unknown('a value of a type of its own'), at);
  return made(plain.length > 3 ? plain : (truths.get(document.written(route)) ?? plain), at);
}

/** A number that a double does not hold may have been another one in the text. */
function numberAt(number: number, at: SourceLocation): Value {
  const held = Number.isSafeInteger(number) || (Number.isFinite(number) && number % 1 !== 0);
  return made(held ? number : tooManyDigits, at);
}

/** `steps` are those that one character takes. */
const decode = (
  what: string,
  steps: number,
  parse: (name: string, written: string) => ParsedText,
) =>
  of1(text, (written, { at, budget }: Call) => {
    budget.spend(Math.ceil(written.length * steps), at);
    const { documents, problems } = parse(at.file, written);
    const [document, ...more] = documents;
    if (document === undefined || problems.length > 0 || more.length > 0) {
      return fail(`the text is not one ${what} document`, `give it one ${what} document`);
    }
    return valueOf(document.value, [], document, at);
  });

/** Rows by the names in the header, all of them texts. */
function rowsOf(written: string, { at, budget }: Call): Value {
  budget.spend(written.length >> 4, at);
  const [header, ...rows] = cellsOf(written);
  if (header === undefined || new Set(header).size < header.length) {
    fail('the text has no header with different names', 'begin it with the names of its columns');
  }
  const items = rows.map((row) => {
    if (row.length !== header.length) fail('a row is not as long as the header', 'complete it');
    const entries = header.map((name, column) => [name, made(row[column] ?? '', at)] as const);
    return made(mapOf(entries), at);
  });
  return made(items, at, 'list');
}

/** RFC 4180, without the quotes that stand where none may. */
const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/gy;

function cellsOf(written: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  let end = 0;
  for (const { 0: all, 1: quoted, 2: plain = '', 3: mark, index } of written.matchAll(cell)) {
    if (index !== end || (all === '' && row.length === 0)) break;
    end += all.length;
    row.push(quoted?.replaceAll('""', '"') ?? plain);
    if (mark === ',') continue;
    if (row.length > 1 || row[0] !== '') rows.push(row);
    row = [];
  }
  return end === written.length ? rows : fail('the text is no CSV', 'close every quote');
}

/** Bytes of UTF-8, one character each, which is what `btoa` and `atob` work with. */
function bytesOf(written: string): string {
  return Array.from(new TextEncoder().encode(written), (byte) => String.fromCharCode(byte)).join(
    '',
  );
}

function fromBase64(written: string): string {
  if (!/^(?:[\dA-Za-z+/]{4})*(?:[\dA-Za-z+/]{2}==|[\dA-Za-z+/]{3}=)?$/.test(written)) {
    fail('the text is not Base64', 'give it Base64 with its padding');
  }
  const bytes = Uint8Array.from(atob(written), (character) => character.charCodeAt(0));
  const decoded = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  return decoded.includes('\uFFFD')
    ? fail('it decodes to bytes, not text', 'give it text')
    : decoded;
}

/** As forms write it: a space is a plus sign. */
function urlEncoded(written: string): string {
  return encodeURIComponent(written.replaceAll(/\p{Surrogate}/gu, '\uFFFD'))
    .replaceAll(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+');
}

export const encodingFunctions = {
  base64decode: of1(text, fromBase64),
  base64encode: of1(text, (written) => btoa(bytesOf(written))),
  csvdecode: of1(text, rowsOf),
  jsondecode: decode('JSON', 0.05, parseJson),
  jsonencode: of1(known, (value, { at, budget }) => {
    budget.spend(budget.partsOf(value, at) >> 2, at);
    return jsonOf(value);
  }),
  urlencode: of1(text, urlEncoded),
  yamldecode: decode('YAML', 1, parseYaml),
};
