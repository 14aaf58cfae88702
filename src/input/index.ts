/** Text in, networks with their places out, whatever the format. */
import type { Problem } from '../errors.ts';
import { type ParsedDocument, type ParsedText, startOf } from './document.ts';
import { isGcloud, readGcloud } from './gcloud.ts';
import { emptyResult, type InputResult, type InputText } from './input.ts';
import {
  isDocumentName,
  parseDocuments,
  unreadable,
  withoutByteOrderMark,
} from './parse-documents.ts';
import { isRangesCsv, readRangesCsv } from './ranges-csv.ts';
import { isRangesList, readRangesList } from './ranges-list.ts';
import { isSavedReport, readSavedReport } from './saved-report.ts';
import { isSpec, readSpec } from './spec.ts';

/** A format that is read from the text itself. */
interface TextAdapter {
  /** What it reads, for the message that lists what is read. */
  readonly what: string;
  readonly recognisesText: (input: InputText) => boolean;
  /** Names that stand for the format where the content is not recognised. */
  readonly fileName?: RegExp;
  readonly readText: (input: InputText) => InputResult;
}

/** A format in YAML or JSON. */
interface DocumentAdapter {
  readonly what: string;
  readonly recognises: (value: unknown) => boolean;
  readonly read: (document: ParsedDocument) => InputResult;
}

/** Every format that is read, in the order in which they are tried; those of text come first. */
const adapters: readonly (TextAdapter | DocumentAdapter)[] = [
  {
    what: 'a list of ranges (lines "cidr name")',
    recognisesText: ({ text }) => isRangesList(text),
    fileName: /\.(txt|list)$/i,
    readText: readRangesList,
  },
  {
    what: 'a table of ranges (CSV with a header)',
    recognisesText: ({ text }) => isRangesCsv(text),
    fileName: /\.(csv|tsv)$/i,
    readText: readRangesCsv,
  },
  { what: 'a saved report', recognises: isSavedReport, read: readSavedReport },
  {
    what: 'clusters, subnets and networks of gcloud (JSON, YAML)',
    recognises: isGcloud,
    read: readGcloud,
  },
  { what: 'a spec (YAML, JSON)', recognises: isSpec, read: readSpec },
];

const textAdapters = adapters.filter((adapter) => 'readText' in adapter);
const documentAdapters = adapters.filter((adapter) => 'read' in adapter);

/** Reads one input: its format is recognised by content first and by name second. */
export function readInput({ name, text }: InputText): InputResult {
  const input = { name, text: withoutByteOrderMark(text) };
  const problem = unreadable(name, input.text);
  if (problem !== undefined) return { ...emptyResult, problems: [problem] };
  const adapter = textAdapters.find((each) => each.recognisesText(input));
  if (adapter !== undefined) return adapter.readText(input);
  const parsed = parseDocuments(input);
  if (parsed.documents.some(({ value }) => adapterOf(value) !== undefined)) {
    return concat(parsed.documents.map(readDocument));
  }
  const named = textAdapters.find(({ fileName }) => fileName?.test(name));
  if (named !== undefined) return named.readText(input);
  return { ...emptyResult, problems: problemsOfUnknown(input, parsed) };
}

function adapterOf(value: unknown): DocumentAdapter | undefined {
  return documentAdapters.find(({ recognises }) => recognises(value));
}

/** A document of a file with several may be of another kind than the first. */
function readDocument(document: ParsedDocument): InputResult {
  const adapter = adapterOf(document.value);
  if (adapter !== undefined) return adapter.read(document);
  const { line = 1, column = 1 } = document.locate([]);
  return { ...emptyResult, problems: [unrecognised({ file: document.name, line, column })] };
}

/** A text that looks like JSON or YAML has its syntax errors named; any other is just not recognised. */
function problemsOfUnknown({ name, text }: InputText, { problems }: ParsedText) {
  const looksLikeOne = isDocumentName(name) || /^\s*[[{]|^[\w-]+:\s/m.test(text);
  return looksLikeOne && problems.length > 0 ? problems : [unrecognised(startOf(name))];
}

function unrecognised(where: Problem['where'] & object): Problem {
  const list = adapters.map(({ what }) => what).join('; ');
  return { what: 'is none of the formats that are read', fix: `give ${list}`, where };
}

function concat(results: readonly InputResult[]): InputResult {
  return {
    networks: results.flatMap(({ networks }) => networks),
    ranges: results.flatMap(({ ranges }) => ranges),
    notChecked: results.flatMap(({ notChecked }) => notChecked),
    suppressions: results.flatMap(({ suppressions }) => suppressions),
    problems: results.flatMap(({ problems }) => problems),
  };
}
