import { type ParseError, parse } from 'jsonc-parser';
import * as v from 'valibot';
import { InputError } from '../errors.ts';
import type { Problem, SourceLocation } from '../errors.ts';
import { type Report, reportSchema, schemaVersion } from './report.ts';

/**
 * A saved JSON report. Throws an {@link InputError} that names every place where the text is none;
 * `file` is what the places call it.
 */
export function readReport(text: string, file = 'report'): Report {
  const document = parseJson(text, file);
  const problem = versionProblem(document, file);
  if (problem !== undefined) throw new InputError([problem]);
  const result = v.safeParse(reportSchema, document);
  if (result.success) return result.output;
  throw new InputError(result.issues.map((issue) => shapeProblem(issue, file)));
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
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
  const before = text.slice(0, errors[0]?.offset ?? text.length).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}

function versionProblem(document: unknown, file: string): Problem | undefined {
  if (typeof document !== 'object' || document === null || !('schemaVersion' in document)) {
    return {
      what: 'this is not a report of gke-ip-planner: it has no schemaVersion',
      fix: 'save the report with `--output json=<file>` and give that file',
      where: { file },
    };
  }
  const found: unknown = document.schemaVersion;
  if (found === schemaVersion) return undefined;
  return {
    what: `schemaVersion is ${JSON.stringify(found)}; this planner reads ${schemaVersion}`,
    fix: 'make the report again with this version of gke-ip-planner',
    where: { file, path: 'schemaVersion' },
  };
}

function shapeProblem(issue: v.BaseIssue<unknown>, file: string): Problem {
  const path = routeOf(issue);
  const missing = issue.received === 'undefined';
  return {
    what: missing ? `${path} is missing` : `${path} is ${shorten(issue.received)}`,
    fix: missing
      ? 'make the report again with this version of gke-ip-planner'
      : `expected: ${issue.expected ?? issue.message}`,
    where: { file, path },
  };
}

function routeOf(issue: v.BaseIssue<unknown>): string {
  return (issue.path ?? []).reduce((route, { key }) => {
    if (typeof key === 'number') return `${route}[${key}]`;
    return route === '' ? String(key) : `${route}.${String(key)}`;
  }, '');
}

function shorten(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 57)}…`;
}
