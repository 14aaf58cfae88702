import * as v from 'valibot';
import type { Problem } from '../errors.ts';
import type { NotChecked } from '../gke/cluster.ts';
import { quote } from '../net/cidr-error.ts';
import type { ParsedDocument } from './document.ts';
import { nearest } from './nearest.ts';
import { formatRoute, type Route } from './route.ts';
import { type AnySchema, walk } from './schema-walk.ts';
import { leafChecks } from './spec-leaves.ts';

/** A document read by a schema. */
export interface Checked<Output> {
  /** Absent where keys are missing or values are of the wrong kind. Single values may still be faulty. */
  readonly value?: Output;
  readonly problems: readonly Problem[];
  readonly notChecked: readonly NotChecked[];
}

interface Findings {
  readonly document: ParsedDocument;
  /** By the route of the value, so that one fault is named once. */
  readonly problems: Map<string, Problem>;
  readonly notChecked: NotChecked[];
}

/** Every fault of a document at once: unknown and missing keys, kinds of values, single values. */
export function checkDocument<Schema extends v.GenericSchema>(
  document: ParsedDocument,
  schema: Schema,
): Checked<v.InferOutput<Schema>> {
  const findings: Findings = { document, problems: new Map(), notChecked: [] };
  const meant = new Set<string>();
  walk(schema, document.value, {
    leaf: (route, value, leaf) => checkLeaf(findings, route, value, leaf),
    unknownKey: (route, known) => {
      const key = nearest(String(route.at(-1)), known);
      if (key !== undefined) meant.add(formatRoute([...route.slice(0, -1), key]));
      findings.problems.set(formatRoute(route), unknownKey(document, route, known, key));
    },
  });
  const { issues = [] } = v.safeParse(schema, document.value);
  const faults = issues
    .flatMap((issue) => faultsOf(issue))
    .filter(({ kind }) => kind !== 'unknown');
  for (const fault of faults) {
    const route = formatRoute(fault.route);
    if (findings.problems.has(route) || (fault.kind === 'missing' && meant.has(route))) continue;
    findings.problems.set(route, faultProblem(document, fault));
  }
  const problems = [...document.duplicateKeys(), ...findings.problems.values()].toSorted(byPlace);
  const { notChecked } = findings;
  if (faults.some(({ kind }) => kind !== 'value')) return { problems, notChecked };
  return { value: document.value, problems, notChecked };
}

function byPlace({ where: a }: Problem, { where: b }: Problem): number {
  return (a?.line ?? 0) - (b?.line ?? 0) || (a?.column ?? 0) - (b?.column ?? 0);
}

function checkLeaf(
  { document, problems, notChecked }: Findings,
  route: Route,
  value: unknown,
  schema: AnySchema,
): void {
  const where = document.locate(route);
  const path = formatRoute(route);
  const ownCheck = leafChecks.get(schema);
  if (schema.type === 'number' && typeof value === 'number' && ownCheck === undefined) {
    const written = document.written(route) ?? String(value);
    if (/^(0|[1-9]\d*)$/.test(written)) return;
    const fix = countFix(value);
    problems.set(path, { what: `${quote(written)} is no count in digits (${path})`, fix, where });
    return;
  }
  const text = typeof value === 'number' ? document.written(route) : value;
  const verdict = typeof text === 'string' ? ownCheck?.(text) : undefined;
  if (verdict === undefined) return;
  if ('notChecked' in verdict) notChecked.push({ what: path, reason: verdict.notChecked, where });
  else problems.set(path, { what: `${verdict.what} (${path})`, fix: verdict.fix, where });
}

/** What was probably meant: `1e3` and `0x3e8` are 1000. */
function countFix(value: number): string {
  const likely = Number.isSafeInteger(value) && value >= 0;
  return likely ? `write ${value}` : 'write a whole number, digits only';
}

function unknownKey(
  document: ParsedDocument,
  route: Route,
  known: readonly string[],
  meant: string | undefined,
): Problem {
  const what = `unknown key ${quote(String(route.at(-1)))} (${formatRoute(route)})`;
  const fix = meant === undefined ? `write one of ${known.join(', ')}` : `write ${meant}`;
  return { what, fix, where: document.locateKey(route) };
}

interface Fault {
  readonly route: Route;
  readonly input: unknown;
  readonly fix: string;
  /** An unknown or a missing key, a value of the wrong type, or one of the right type out of bounds. */
  readonly kind: 'unknown' | 'missing' | 'type' | 'value';
}

/**
 * The faults behind an issue: of alternatives, those of the one that has the value's kind. To valibot a list
 * is an object with indexes as keys; to people it is a list.
 */
function faultsOf(issue: v.BaseIssue<unknown>, parent: Route = []): readonly Fault[] {
  const route = [
    ...parent,
    ...(issue.path ?? []).map(({ key }) => (typeof key === 'number' ? key : String(key))),
  ];
  const inner = (issue.issues ?? []).filter(({ path }) => path !== undefined);
  if (issue.type === 'union' && inner.length > 0 && !Array.isArray(issue.input)) {
    return inner.flatMap((each) => faultsOf(each, route));
  }
  const container: unknown = issue.path?.at(-1)?.input;
  if (issue.type === 'strict_object' && Array.isArray(container)) {
    return [{ route: route.slice(0, -1), input: container, fix: issue.message, kind: 'type' }];
  }
  return [{ route, input: issue.input, fix: issue.message, kind: kindOf(issue) }];
}

function kindOf({ kind, type, expected, received }: v.BaseIssue<unknown>): Fault['kind'] {
  if (kind === 'validation') return 'value';
  if (type !== 'strict_object') return 'type';
  if (expected === 'never') return 'unknown';
  return received === 'undefined' ? 'missing' : 'type';
}

function faultProblem(document: ParsedDocument, { route, input, fix, kind }: Fault): Problem {
  const path = formatRoute(route);
  const where = document.locate(route);
  if (kind === 'missing') {
    return { what: `${path} is missing`, fix: `add the key ${String(route.at(-1))}`, where };
  }
  const what = `${describe(input, document.written(route))} is not accepted`;
  return { what: path === '' ? what : `${what} (${path})`, fix, where };
}

function describe(input: unknown, written: string | undefined): string {
  if (Array.isArray(input)) return 'a list';
  if (input === null) return 'nothing';
  if (typeof input === 'object') return 'a map of keys and values';
  if (typeof input === 'string') return `the text ${quote(input)}`;
  return quote(written ?? JSON.stringify(input) ?? 'nothing');
}
