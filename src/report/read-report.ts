import {
  findNodeAtLocation,
  type JSONPath,
  type Node,
  type ParseError,
  parse,
  parseTree,
} from 'jsonc-parser';
import * as v from 'valibot';
import { InputError } from '../errors.ts';
import type { Problem, SourceLocation } from '../errors.ts';
import { type Report, reportSchema, schemaVersion } from './report.ts';

/** Says where the value at a route of keys stands or, where there is none, the nearest around it. */
type Locate = (route: readonly (string | number)[]) => SourceLocation;

/**
 * A saved JSON report. Throws an {@link InputError} that names every place where the text is none;
 * `file` is what the places call it.
 */
export function readReport(text: string, file = 'report'): Report {
  const body = text.replace(/^\uFEFF/, '');
  return reportOf(parseJson(body, file), placesOfJson(body, file));
}

/** A saved report whose text is read already, with the same errors. */
export function reportOf(value: unknown, locate: Locate): Report {
  const problem = versionProblem(value, locate);
  if (problem !== undefined) throw new InputError([problem]);
  const result = v.safeParse(reportSchema, value);
  if (result.success) return result.output;
  throw new InputError(result.issues.map((issue) => shapeProblem(issue, locate)));
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new InputError([
      {
        what: 'this is not JSON',
        fix: 'save the report with `--output json=<file>` and give that file',
        where: { file, ...placeOfSyntaxError(text) },
      },
    ]);
  }
}

/** Where JSON ends being JSON; `JSON.parse` itself does not always say. */
function placeOfSyntaxError(text: string): Pick<SourceLocation, 'line' | 'column'> {
  const errors: ParseError[] = [];
  parse(text, errors, { disallowComments: true });
  return positions(text)(errors[0]?.offset ?? text.length);
}

/** The tree of places is made when the first of them is asked for. */
function placesOfJson(text: string, file: string): Locate {
  let found: { readonly root: Node | undefined; readonly at: ReturnType<typeof positions> };
  return (route) => {
    found ??= { root: parseTree(text), at: positions(text) };
    return { file, ...found.at(nearestNode(found.root, [...route])?.offset ?? 0) };
  };
}

function nearestNode(root: Node | undefined, route: JSONPath): Node | undefined {
  if (root === undefined || route.length === 0) return root;
  return findNodeAtLocation(root, route) ?? nearestNode(root, route.slice(0, -1));
}

/** Lines and columns of offsets, both from 1. */
function positions(text: string) {
  const starts = [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)];
  return (offset: number) => {
    const line = countUpTo(starts, offset);
    return { line, column: offset - (starts[line - 1] ?? 0) + 1 };
  };
}

/** How many of the ascending numbers are at most that. */
function countUpTo(ascending: readonly number[], most: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? 0) <= most) low = middle + 1;
    else high = middle;
  }
  return low;
}

function versionProblem(value: unknown, locate: Locate): Problem | undefined {
  if (typeof value !== 'object' || value === null || !('schemaVersion' in value)) {
    return {
      what: 'this is not a report of gke-ip-planner: it has no schemaVersion',
      fix: 'save the report with `--output json=<file>` and give that file',
      where: locate([]),
    };
  }
  const found: unknown = value.schemaVersion;
  if (found === schemaVersion) return undefined;
  return {
    what: `schemaVersion is ${shorten(JSON.stringify(found))}; this planner reads ${schemaVersion}`,
    fix: 'make the report again with this version of gke-ip-planner',
    where: { ...locate(['schemaVersion']), path: 'schemaVersion' },
  };
}

function shapeProblem(issue: v.BaseIssue<unknown>, locate: Locate): Problem {
  const route = (issue.path ?? []).map(({ key }) => (typeof key === 'number' ? key : String(key)));
  const path = formatRoute(route);
  const missing = issue.received === 'undefined';
  return {
    what: missing ? `${path} is missing` : `${path} is ${shorten(issue.received)}`,
    fix: missing
      ? 'make the report again with this version of gke-ip-planner'
      : `expected: ${issue.expected ?? issue.message}`,
    where: { ...locate(route), path },
  };
}

function formatRoute(route: readonly (string | number)[]): string {
  return route.reduce<string>((path, key) => {
    if (typeof key === 'number') return `${path}[${key}]`;
    return path === '' ? key : `${path}.${key}`;
  }, '');
}

function shorten(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 57)}…`;
}
