/** Reads documents of other programs, whose schemas are theirs: what is known of them, by route. */
import type { Problem } from '../errors.ts';
import type { NotChecked } from '../gke/cluster.ts';
import { quoteCount } from '../net/cidr-error.ts';
import type { Cidr } from '../net/cidr.ts';
import { type CidrReading, readCidrText, readIpv6Text } from './cidr-text.ts';
import type { ParsedDocument } from './document.ts';
import { emptyResult, type InputResult } from './input.ts';
import { formatRoute, type Route, valueAt } from './route.ts';

/** What a reader needs of a document: any tree of plain values that knows its places. */
export type ReadableDocument = Pick<ParsedDocument, 'name' | 'value' | 'locate'>;

export interface Reading {
  readonly document: ReadableDocument;
  readonly problems: Problem[];
  readonly notChecked: NotChecked[];
}

export function startReading(document: ReadableDocument): Reading {
  return { document, problems: [], notChecked: [] };
}

/** What was read, with the problems on the way. */
export function finishReading(
  { problems, notChecked }: Reading,
  read: Partial<InputResult>,
): InputResult {
  return { ...emptyResult, ...read, problems, notChecked };
}

export function anyAt({ document }: Reading, route: Route): unknown {
  return valueAt(document.value, route);
}

/** A text with something in it. */
export function textAt(reading: Reading, route: Route): string | undefined {
  const value = anyAt(reading, route);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function isTrueAt(reading: Reading, route: Route): boolean {
  return anyAt(reading, route) === true;
}

export function listAt(reading: Reading, route: Route): readonly unknown[] {
  const value = anyAt(reading, route);
  return Array.isArray(value) ? value : [];
}

/** The routes of the items of a list. */
export function itemsAt(reading: Reading, route: Route): readonly Route[] {
  return listAt(reading, route).map((_, index) => route.concat(index));
}

/** A count, which Google's APIs write as a number or, where it has 64 bits, as a string. */
export function countAt(reading: Reading, route: Route): number | undefined {
  const value = anyAt(reading, route);
  if (value === undefined || value === null || value === '') return undefined;
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text === 'string' && /^\d{1,15}$/.test(text)) return Number(text);
  refuse(reading, route, `${quoteCount(text)} is no count`, 'write a whole number, digits only');
  return undefined;
}

/** An IPv4 block; a placeholder is not checked, and anything else is a problem. */
export function cidrAt(reading: Reading, route: Route): Cidr | undefined {
  return blockAt(reading, route, (text) => readCidrText(text, true));
}

/** The same for an IPv6 block. */
export function ipv6At(reading: Reading, route: Route): Cidr | undefined {
  return blockAt(reading, route, readIpv6Text);
}

/** The same for a block of either family. */
export function anyCidrAt(reading: Reading, route: Route): Cidr | undefined {
  return blockAt(reading, route, (text) => readCidrText(text, false));
}

function blockAt(
  reading: Reading,
  route: Route,
  readText: (text: string) => CidrReading,
): Cidr | undefined {
  const value = anyAt(reading, route);
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') {
    refuse(reading, route, 'no text in the place of a block', 'write a block such as 10.4.0.0/14');
    return undefined;
  }
  const read = readText(value);
  if (read.kind === 'cidr') return read.cidr;
  if (read.kind === 'malformed') refuse(reading, route, read.what, read.fix);
  if (read.kind === 'placeholder') skip(reading, route, 'a placeholder, not a block');
  return undefined;
}

/** Says that something here cannot be checked. */
export function skip(
  { document, notChecked }: Reading,
  route: Route,
  reason: string,
  what = pathOf(document, route),
): void {
  notChecked.push({ what, reason, where: document.locate(route) });
}

function refuse({ document, problems }: Reading, route: Route, what: string, fix: string): void {
  const where = document.locate(route);
  problems.push({ what: `${what} (${pathOf(document, route)})`, fix, where });
}

/** The path as the file has it, which is another than the route where a document is read under other names. */
function pathOf({ locate }: ReadableDocument, route: Route): string {
  return locate(route).path ?? formatRoute(route);
}
