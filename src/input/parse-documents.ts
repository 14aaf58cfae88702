import type { Problem, SourceLocation } from '../errors.ts';
import { type ParsedText, startOf } from './document.ts';
import { parseJson } from './document-json.ts';
import { isJsonLines, parseJsonLines } from './document-json-lines.ts';
import { parseYaml } from './document-yaml.ts';
import type { InputText } from './input.ts';

const jsonName = /\.(json|jsonl|ndjson|tfstate)$/i;
const yamlName = /\.ya?ml$/i;

/** YAML is read a hundred times slower than JSON: a longer text is not tried a second time. */
const longestSecondTry = 1_000_000;

/** Whether the name alone says that the file should hold YAML or JSON. */
export function isDocumentName(name: string): boolean {
  return jsonName.test(name) || yamlName.test(name);
}

/**
 * Reads JSON or YAML: what starts with a bracket is JSON first and YAML in flow style second. Of two
 * failures the one is named that the file's name or else its first character suggests.
 */
export function parseDocuments({ name, text }: InputText): ParsedText {
  const body = withoutByteOrderMark(text);
  const problem = unreadable(name, body);
  if (problem !== undefined) return { documents: [], problems: [problem] };
  const bracket = /^\s*[[{]/.test(body);
  if (!bracket && !jsonName.test(name)) return parseYaml(name, body);
  if (isJsonLines(body)) return parseJsonLines(name, body);
  const json = parseJson(name, body);
  if (json.problems.length === 0 || jsonName.test(name)) return json;
  if (body.length > longestSecondTry) return json;
  const yaml = parseYaml(name, body);
  return yaml.problems.length === 0 || yamlName.test(name) ? yaml : json;
}

export function withoutByteOrderMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

/** What keeps any reader from making sense of a text. */
export function unreadable(name: string, text: string): Problem | undefined {
  if (text.includes('\0')) {
    const where = placeOfOffset(name, text, text.indexOf('\0'));
    return { what: 'is binary, not text', fix: 'give a file in UTF-8', where };
  }
  if (text.trim() !== '') return undefined;
  return { what: 'is empty', fix: 'give a file with content', where: startOf(name) };
}

function placeOfOffset(name: string, text: string, offset: number): SourceLocation {
  const before = text.slice(0, offset);
  const lastBreak = before.lastIndexOf('\n');
  return { file: name, line: before.split('\n').length, column: offset - lastBreak };
}
