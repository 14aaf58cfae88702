/** Attributes and blocks of a resource: texts stand for numbers and lists, null and "" for nothing. */
import type { SourceLocation } from '../../errors.ts';
import type { Places } from '../../gke/cluster.ts';
import type { Cidr } from '../../net/cidr.ts';
import { readCidrText } from '../cidr-text.ts';
import { anyAt, cidrAt, countAt, ipv6At, skip } from '../reading.ts';
import { formatRoute, isMap, type Route } from '../route.ts';
import { isUnknown, type Unknown } from '../unknown.ts';
import type { GoogleResource } from './resource.ts';

/** A resource, or a block inside it: where its attributes stand. */
export type Part = Pick<GoogleResource, 'reading' | 'route'>;

export function partAt({ reading, route }: Part, ...keys: Route): Part {
  return { reading, route: [...route, ...keys] };
}

export function valueOf({ reading, route }: Part, ...keys: Route): unknown {
  return anyAt(reading, [...route, ...keys]);
}

export function placeAt({ reading, route }: Part, ...keys: Route): SourceLocation {
  return reading.document.locate([...route, ...keys]);
}

/** Why the attribute is not known, where it is given and not known. */
export function unknownAt(part: Part, ...keys: Route): Unknown | undefined {
  const value = valueOf(part, ...keys);
  return isUnknown(value) ? value : undefined;
}

/** Whether anything stands there, known or not. */
export function isGiven(part: Part, ...keys: Route): boolean {
  const value = valueOf(part, ...keys);
  return value !== undefined && value !== null && value !== '';
}

/** Where each field is given, by the name it has in a spec; without those that are not given. */
export function placesOf(
  fields: Readonly<Record<string, readonly [part: Part | undefined, key: string]>>,
): Places {
  const given = Object.entries(fields).flatMap(([field, [part, key]]) =>
    part !== undefined && isGiven(part, key) ? [[field, placeAt(part, key)] as const] : [],
  );
  return Object.fromEntries(given);
}

/** Says that an attribute cannot be checked, by its whole path. */
export function leaveOut(part: Part, reason: string, ...keys: Route): undefined {
  const route = [...part.route, ...keys];
  skip(part.reading, route, reason, placeAt(part, ...keys).path ?? formatRoute(route));
}

/** Names the attribute as not checked where its value is not known. */
export function leaveOutUnknown(part: Part, ...keys: Route): void {
  const unknown = unknownAt(part, ...keys);
  if (unknown !== undefined) leaveOut(part, unknown.why, ...keys);
}

/** A text with something in it; a name may be a number. */
export function text(part: Part, ...keys: Route): string | undefined {
  const value = valueOf(part, ...keys);
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** What names another resource: a text, or the address that an unknown value leads to. */
export function reference(part: Part, ...keys: Route): string | undefined {
  return text(part, ...keys) ?? unknownAt(part, ...keys)?.reference;
}

/** Names a reference as not checked where nobody knows what it leads to. */
export function leaveOutReference(part: Part, ...keys: Route): void {
  if (reference(part, ...keys) === undefined) leaveOutUnknown(part, ...keys);
}

export function isTrue(part: Part, ...keys: Route): boolean {
  const value = valueOf(part, ...keys);
  return value === true || value === 'true';
}

/** A count; what is not known or a placeholder is not checked. */
export function count(part: Part, ...keys: Route): number | undefined {
  const value = valueOf(part, ...keys);
  if (isUnknown(value)) return leaveOut(part, value.why, ...keys);
  if (typeof value === 'string' && readCidrText(value, true).kind === 'placeholder') {
    return leaveOut(part, 'a placeholder, not a count', ...keys);
  }
  return countAt(part.reading, [...part.route, ...keys]);
}

/** An IPv4 block; what is not known or a placeholder is not checked, anything else a problem. */
export function cidr(part: Part, ...keys: Route): Cidr | undefined {
  const value = valueOf(part, ...keys);
  if (isUnknown(value)) return leaveOut(part, value.why, ...keys);
  return cidrAt(part.reading, [...part.route, ...keys]);
}

/** An IPv6 block that VPC chose; while it has not, there is none. */
export function ipv6(part: Part, ...keys: Route): Cidr | undefined {
  return unknownAt(part, ...keys) === undefined
    ? ipv6At(part.reading, [...part.route, ...keys])
    : undefined;
}

/** The blocks of one type: a list of maps, or a single map. */
export function blocks(part: Part, ...keys: Route): readonly Part[] {
  const value = valueOf(part, ...keys);
  if (isMap(value)) return [partAt(part, ...keys)];
  if (!Array.isArray(value)) return [];
  return value.flatMap((each, index) => (isMap(each) ? [partAt(part, ...keys, index)] : []));
}

export function block(part: Part, ...keys: Route): Part | undefined {
  return blocks(part, ...keys)[0];
}

/** The items of a list, which older configurations write as one text with commas or as a list in a list. */
export function items(part: Part, ...keys: Route): readonly unknown[] {
  const value = valueOf(part, ...keys);
  if (Array.isArray(value)) return value.flat();
  if (typeof value !== 'string') return [];
  return value.split(',').flatMap((each) => each.trim() || []);
}
