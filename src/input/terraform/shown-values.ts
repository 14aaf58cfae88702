/**
 * Attributes of a resource as Terraform writes them to JSON, with marks beside them for what is not known or
 * sensitive. https://developer.hashicorp.com/terraform/internals/json-format
 */
import type { SourceLocation } from '../../errors.ts';
import type { ParsedDocument } from '../document.ts';
import type { ReadableDocument } from '../reading.ts';
import { formatRoute, isMap, type Route } from '../route.ts';
import { isUnknown, Unknown } from '../unknown.ts';

/** The value with an `Unknown` wherever the marks, a tree of the same shape, say `true`. */
export function withMarks(value: unknown, marks: unknown, why: string): unknown {
  if (marks === true) return isUnknown(value) ? value : new Unknown(why);
  if (Array.isArray(marks)) {
    const list: readonly unknown[] = Array.isArray(value) ? value : [];
    const length = Math.max(list.length, marks.some(hasMark) ? marks.length : 0);
    return Array.from({ length }, (_, index) => withMarks(list[index], marks[index], why));
  }
  if (!isMap(marks) || (value !== undefined && value !== null && !isMap(value))) return value;
  const keys = Object.keys(marks).filter((key) => hasMark(marks[key]));
  if (keys.length === 0) return value;
  const marked = keys.map((key) => [key, withMarks(value?.[key], marks[key], why)] as const);
  return Object.fromEntries([...Object.entries(value ?? {}), ...marked]);
}

function hasMark(marks: unknown): boolean {
  if (Array.isArray(marks)) return marks.some(hasMark);
  return isMap(marks) ? Object.values(marks).some(hasMark) : marks === true;
}

/** Attributes as a document of their own: places are those of the text, paths begin with the address. */
export function attributesDocument(
  document: ParsedDocument,
  route: Route,
  address: string,
  value: unknown,
): ReadableDocument {
  return {
    name: document.name,
    value,
    locate: (inner) => lazyPlace(document.locate([...route, ...inner]), address, inner),
  };
}

/** The line of a JSON text costs a second parse, so it waits until somebody asks. */
function lazyPlace(place: SourceLocation, address: string, inner: Route): SourceLocation {
  return {
    file: place.file,
    get line() {
      return place.line ?? 1;
    },
    get column() {
      return place.column ?? 1;
    },
    path: [address, formatRoute(inner)].filter((part) => part !== '').join('.'),
  };
}
