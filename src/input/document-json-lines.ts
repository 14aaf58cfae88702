/** JSON Lines (https://jsonlines.org): a JSON object per line, as exports of inventories have. */
import type { Problem, SourceLocation } from '../errors.ts';
import type { ParsedDocument, ParsedText } from './document.ts';
import { parseJson } from './document-json.ts';
import { Complaints } from './inventory/complaints.ts';

interface Line {
  readonly text: string;
  /** From 1. */
  readonly number: number;
}

/** Lines with something on them, one at a time: an export may have a million of them. */
function* linesOf(text: string): Generator<Line> {
  let start = 0;
  for (let number = 1; start < text.length; number += 1) {
    const end = text.indexOf('\n', start);
    const line = text.slice(start, end < 0 ? text.length : end);
    if (/\S/.test(line)) yield { text: line, number };
    start = end < 0 ? text.length : end + 1;
  }
}

/** Whether two objects follow each other, the first of which ends on the line where it starts. */
export function isJsonLines(text: string): boolean {
  const lines = linesOf(text);
  const first = lines.next();
  const second = lines.next();
  if (first.done === true || second.done === true) return false;
  return isObject(first.value.text) && second.value.text.trimStart().startsWith('{');
}

function isObject(line: string): boolean {
  const trimmed = line.trim();
  if (!trimmed.startsWith('{') || !trimmed.endsWith('}')) return false;
  try {
    JSON.parse(trimmed);
    return true;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return false;
  }
}

/** Every line is a document. Each line that is none is named. */
export function parseJsonLines(name: string, text: string): ParsedText {
  const documents: ParsedDocument[] = [];
  const complaints = new Complaints();
  for (const line of linesOf(text)) {
    const parsed = parseJson(name, line.text);
    complaints.addAll(parsed.problems.map((problem) => onLine(problem, line)));
    documents.push(...parsed.documents.map((document) => documentOnLine(document, line)));
  }
  const problems = complaints.all();
  return { documents: problems.length === 0 ? documents : [], problems };
}

function onLine({ what, where, ...problem }: Problem, line: Line): Problem {
  const place = where === undefined ? {} : { where: placeOnLine(where, line) };
  const fix = `${problem.fix}; a file of several JSON values has one value on each line`;
  return { what, fix, ...place };
}

function documentOnLine(document: ParsedDocument, line: Line): ParsedDocument {
  return {
    ...document,
    locate: (route) => placeOnLine(document.locate(route), line),
    locateKey: (route) => placeOnLine(document.locateKey(route), line),
    duplicateKeys: () => document.duplicateKeys().map((problem) => onLine(problem, line)),
  };
}

/** Line, column and path wait until they are asked for, as they do where the place comes from. */
function placeOnLine(where: SourceLocation, { number }: Line): SourceLocation {
  const place = {
    file: where.file,
    get line() {
      return (where.line ?? 1) + number - 1;
    },
    get column() {
      return where.column ?? 1;
    },
  };
  if (!('path' in where)) return place;
  return Object.defineProperty(place, 'path', { enumerable: true, get: () => where.path });
}
