/** Files of variables as maps of values. */
import type { Problem } from '../../errors.ts';
import { defined } from '../../defined.ts';
import { type ParsedDocument, startOf } from '../document.ts';
import type { InputText, Suppression } from '../input.ts';
import { parseDocuments, unreadable, withoutByteOrderMark } from '../parse-documents.ts';
import { isMap, type Route } from '../route.ts';
import type { Attribute, Expression, ObjectItem } from '../terraform/ast.ts';
import { looksLikeHcl } from '../terraform/looks-like-hcl.ts';
import { parseHcl } from '../terraform/parse.ts';
import type { Content, Value } from '../terraform/value.ts';
import { Unknown } from '../unknown.ts';

/** A file of variables; with problems it may lack some. */
export interface VariableFile {
  readonly name: string;
  readonly variables: ReadonlyMap<string, Value>;
  /** What comments accept, which JSON has not. */
  readonly suppressions?: readonly Suppression[];
  readonly problems: readonly Problem[];
}

const fileName = /\.tfvars(?:\.json)?(?:\.(?:example|sample|template|tmpl|tpl|dist))?$/i;

/** By its name; what it holds looks like any other HCL or JSON. */
function isVariablesName(name: string): boolean {
  return fileName.test(name);
}

/** By its name, or an HCL text without blocks, such as one from stdin. */
export function isVariables({ name, text }: InputText): boolean {
  return isVariablesName(name) || (!isModuleName(name) && looksLikeHcl(text) && !hasBlocks(text));
}

/** Whether a text declares resources and what else a module has. */
export function isModuleFile({ name, text }: InputText): boolean {
  if (isVariablesName(name)) return false;
  return isModuleName(name) || (looksLikeHcl(text) && hasBlocks(text));
}

function isModuleName(name: string): boolean {
  return /\.tf$/i.test(name);
}

function hasBlocks(text: string): boolean {
  return /^[ \t]*(?:terraform|provider|resource|data|module|variable|output|locals)\b[^=\n]*\{/m.test(
    text,
  );
}

/** Whether the text is to be read with the grammar of HCL. */
export function isHclVariables({ name, text }: InputText): boolean {
  return isVariablesName(name) && !isJson(name, text);
}

/** In HCL, for which the grammar has to be loaded, or in JSON. */
export function loadVariables({ name, text: given }: InputText): VariableFile {
  const text = withoutByteOrderMark(given);
  const problem = unreadable(name, text);
  if (problem !== undefined) return { name, variables: new Map(), problems: [problem] };
  return isJson(name, text) ? loadJson({ name, text }) : loadHcl({ name, text });
}

/** A file in HCL cannot begin with a brace. */
function isJson(name: string, text: string): boolean {
  return /\.json$/i.test(name) || /^\s*\{/.test(text);
}

function loadJson(input: InputText): VariableFile {
  const { documents, problems } = parseDocuments(input);
  const [document, second] = documents;
  if (document === undefined || second !== undefined || !isMap(document.value)) {
    const fix = 'write one object whose keys are the names of the variables';
    const what = second === undefined ? 'is no object of variables' : 'goes on after the object';
    const where = second?.locate([]) ?? startOf(input.name);
    return {
      name: input.name,
      variables: new Map(),
      problems: problems.length > 0 ? problems : [{ what, fix, where }],
    };
  }
  const entries = Object.entries(document.value);
  return {
    name: input.name,
    variables: new Map(entries.map(([key, value]) => [key, jsonValue(document, [key], value)])),
    problems: document.duplicateKeys(),
  };
}

function jsonValue(document: ParsedDocument, route: Route, value: unknown): Value {
  return { content: jsonContent(document, route, value), at: document.locate(route) };
}

function jsonContent(document: ParsedDocument, route: Route, value: unknown): Content {
  if (Array.isArray(value)) {
    return value.map((item, index) => jsonValue(document, [...route, index], item));
  }
  if (isMap(value)) {
    const entries = Object.entries(value);
    return new Map(entries.map(([key, item]) => [key, jsonValue(document, [...route, key], item)]));
  }
  const scalar = typeof value === 'string' || typeof value === 'number';
  return scalar || typeof value === 'boolean' ? value : null;
}

function loadHcl({ name, text }: InputText): VariableFile {
  const { body, suppressions, problems } = parseHcl(name, text);
  const found: Problem[] = [...problems];
  for (const { type, at } of body.blocks) {
    const what = `a block "${type}" in a file of variables`;
    found.push({ what, fix: `write ${type} = { … }, or name the file *.tf`, where: at });
  }
  return { name, variables: literals(body.attributes, found), suppressions, problems: found };
}

function literals(attributes: readonly Attribute[], problems: Problem[]) {
  return new Map(attributes.map(({ name, value }) => [name, literal(value, problems)]));
}

/** The value of an expression without references and calls, which Terraform refuses in such a file. */
export function literal(expression: Expression, problems: Problem[]): Value {
  return { content: contentOf(expression, problems), at: expression.at };
}

function contentOf(expression: Expression, problems: Problem[]): Content {
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'list':
      return expression.items.map((item) => literal(item, problems));
    case 'object':
      return new Map(expression.items.map((item) => entryOf(item, problems)));
    case 'template':
      return new Unknown('a placeholder, not a value');
    case 'unary':
      return negative(expression, problems);
    default:
      problems.push({
        what: 'a file of variables holds values only, no references and no functions',
        fix: 'write the value itself, or compute it in a *.tf file',
        ...defined({ where: expression.at }),
      });
      return new Unknown('no value');
  }
}

function negative(
  { operator, of }: Extract<Expression, { kind: 'unary' }>,
  problems: Problem[],
): Content {
  const content = contentOf(of, problems);
  return operator === '-' && typeof content === 'number' ? -content : content;
}

function entryOf({ key, value }: ObjectItem, problems: Problem[]): readonly [string, Value] {
  const content = contentOf(key, problems);
  return [typeof content === 'object' ? '' : String(content), literal(value, problems)];
}
