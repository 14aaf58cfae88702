/**
 * Plain data as YAML, byte for byte as the library writes it and several times as fast: the library is
 * asked how a scalar or a key is written, once for equal ones; the structure around them is simple.
 */
import type { ReportRenderer } from './index.ts';
import { yamlDocument, yamlText } from './yaml.ts';

/** How many answers of the library are kept. */
const mostKept = 10_000;

/** The JSON report as YAML. */
export const renderYaml: ReportRenderer = (report) => blockYaml(report);

/** The text of a document whose own keys are plain words; values that are `undefined` are left out. */
export function blockYaml(data: object): string {
  const written = asWritten();
  return Object.entries(data)
    .map(([key, value]: [string, unknown]) =>
      isBlock(value)
        ? `${key}:\n${blockOf(value, '  ', written)}`
        : yamlText(yamlDocument({ [key]: value })),
    )
    .join('');
}

/** How something is written in the block of something else. */
interface Written {
  /** Without what stands before it and without the end of its line. */
  readonly scalar: (value: unknown) => string;
  /** With its colon; nothing where the library would not write it on the line of its value. */
  readonly key: (key: string) => string | undefined;
  /** With two blanks before every line. */
  readonly map: (map: object) => string;
}

function asWritten(): Written {
  const document = yamlDocument(null);
  const write = (item: unknown): string => {
    document.contents = document.createNode([item]);
    return yamlText(document).slice('- '.length);
  };
  return {
    scalar: keeping((value) => write(value).slice(0, -1)),
    key: keeping((key) => /^([^?\n].*:) 0\n$/.exec(write({ [key]: 0 }))?.[1]),
    map: (map) => `  ${write(map)}`,
  };
}

function keeping<Key, Value>(find: (key: Key) => Value): (key: Key) => Value {
  const kept = new Map<Key, Value>();
  return (key) => {
    const known = kept.get(key);
    if (known !== undefined) return known;
    const found = find(key);
    if (kept.size >= mostKept) kept.clear();
    kept.set(key, found);
    return found;
  };
}

/** Every line begins with the indent. */
function blockOf(collection: object, indent: string, written: Written): string {
  if (Array.isArray(collection)) {
    return collection.map((item: unknown) => itemOf(item, indent, written)).join('');
  }
  return Object.entries(collection)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]: [string, unknown]) => pairOf(key, value, indent, written))
    .join('');
}

function itemOf(item: unknown, indent: string, written: Written): string {
  const inner = `${indent}  `;
  return isBlock(item)
    ? `${indent}- ${blockOf(item, inner, written).slice(inner.length)}`
    : `${indent}- ${flatOf(item, indent, written)}`;
}

function pairOf(key: string, value: unknown, indent: string, written: Written): string {
  const start = written.key(key);
  if (start === undefined) return indented(written.map({ [key]: value }), indent.slice(2));
  return isBlock(value)
    ? `${indent}${start}\n${blockOf(value, `${indent}  `, written)}`
    : `${indent}${start} ${flatOf(value, indent, written)}`;
}

/** What begins on the line of its key or dash: a scalar, or a collection without anything in it. */
function flatOf(value: unknown, indent: string, written: Written): string {
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? '[]\n' : '{}\n';
  return `${indented(written.scalar(value), indent).slice(indent.length)}\n`;
}

function isBlock(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
}

/** Empty lines stay empty. */
function indented(text: string, indent: string): string {
  return text.includes('\n') ? text.replaceAll(/^(?=.)/gm, indent) : `${indent}${text}`;
}
