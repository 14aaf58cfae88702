/** Quoted texts and heredocs. https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md#templates */
import type { Node } from 'web-tree-sitter';
import { defined } from '../../defined.ts';
import type { Expression, TemplatePart } from './ast.ts';
import { readHeredoc, type Span } from './heredoc.ts';
import { child, childrenOf, nameOf, placeOf, type TreeReader } from './tree.ts';

/** The text between two offsets of the source that have no mark between them. */
type TextBetween = (from: number, to: number) => string;

interface Template {
  readonly reader: TreeReader;
  readonly textBetween: TextBetween;
  /** Where the content begins and ends. */
  readonly from: number;
  readonly to: number;
}

export function templateOf(reader: TreeReader, node: Node): Expression {
  const template = openTemplate(reader, node);
  const parts = partsOf(template, node.children, template.from, template.to);
  const at = placeOf(reader, node);
  const [first, ...more] = parts;
  if (first === undefined) return { kind: 'literal', at, value: '' };
  if (first.kind === 'text' && more.length === 0) return { kind: 'literal', at, value: first.text };
  return { kind: 'template', at, parts };
}

/** The text of a string that interpolates nothing, such as the label of a block. */
export function plainTextOf(reader: TreeReader, node: Node): string {
  const template = openTemplate(reader, node);
  return template.textBetween(template.from, template.to);
}

function openTemplate(reader: TreeReader, node: Node): Template {
  const { text } = reader.source;
  const { startIndex, endIndex } = node;
  if (text[startIndex] === '"') {
    const span = { from: startIndex + 1, to: endIndex - 1 };
    return { reader, ...span, textBetween: (from, to) => quotedText(text, span, from, to) };
  }
  const from = text.indexOf('\n', startIndex) + 1;
  const to = text.lastIndexOf('\n', endIndex - 1) + 1;
  const flush = text[startIndex + 2] === '-';
  const textBetween = readHeredoc(text, marksOf(node), { from, to, flush });
  return { reader, from, to, textBetween };
}

/** What stands between texts, whatever directives it stands in. */
function marksOf(node: Node): readonly Node[] {
  return node.children.flatMap((each) => {
    if (nested.has(each.type)) return marksOf(each);
    return texts.has(each.type) ? [] : [each];
  });
}

const nested = new Set(['template_directive', 'template_if', 'template_for']);
const texts = new Set(['quoted_template_start', 'quoted_template_end', 'template_literal']);

function partsOf(
  template: Template,
  nodes: readonly Node[],
  from: number,
  to: number,
): readonly TemplatePart[] {
  const { reader } = template;
  const marks = nodes.filter(({ type }) => readMark[type] !== undefined);
  const parts = marks.flatMap((node, index) => [
    ...textPart(template, marks[index - 1]?.endIndex ?? from, node.startIndex),
    ...(readMark[node.type]?.(template, node, reader) ?? []),
  ]);
  return [...parts, ...textPart(template, marks.at(-1)?.endIndex ?? from, to)];
}

type ReadMark = (template: Template, node: Node, reader: TreeReader) => readonly TemplatePart[];

const readMark: Readonly<Record<string, ReadMark>> = {
  template_interpolation: (_, node, reader) => {
    const [of] = childrenOf(node, 'expression');
    if (of !== undefined) return [{ kind: 'interpolation', of: reader.expression(of) }];
    const fix = 'write an expression in it, or "$${" for the characters';
    reader.problems.push({ what: 'an empty "${}"', fix, where: placeOf(reader, node) });
    return [];
  },
  template_directive: (template, node) => node.children.map((each) => directiveOf(template, each)),
};

function directiveOf(template: Template, node: Node): TemplatePart {
  return node.type === 'template_if' ? ifOf(template, node) : forOf(template, node);
}

function ifOf(template: Template, node: Node): TemplatePart {
  const { reader } = template;
  const nodes = node.children;
  const intro = child(node, 'template_if_intro');
  const end = child(node, 'template_if_end');
  const other = nodes.findIndex(({ type }) => type === 'template_else_intro');
  const otherwise = nodes[other];
  const split = otherwise === undefined ? nodes.length : other;
  const thenEnd = (otherwise ?? end).startIndex;
  return {
    kind: 'if',
    condition: reader.expression(child(intro, 'expression')),
    whenTrue: partsOf(template, nodes.slice(0, split), intro.endIndex, thenEnd),
    whenFalse:
      otherwise === undefined
        ? []
        : partsOf(template, nodes.slice(split), otherwise.endIndex, end.startIndex),
  };
}

function forOf(template: Template, node: Node): TemplatePart {
  const { reader } = template;
  const intro = child(node, 'template_for_start');
  const end = child(node, 'template_for_end');
  const names = childrenOf(intro, 'identifier').map((name) => nameOf(reader, name));
  const [valueName = '', keyName] = names.toReversed();
  return {
    kind: 'for',
    ...defined({ keyName }),
    valueName,
    of: reader.expression(child(intro, 'expression')),
    body: partsOf(template, node.children, intro.endIndex, end.startIndex),
  };
}

function textPart(template: Template, from: number, to: number): readonly TemplatePart[] {
  const text = template.textBetween(from, to);
  return text === '' ? [] : [{ kind: 'text', text }];
}

/** `~}` before it and `${~` behind it take the spaces there away. */
function quotedText(text: string, span: Span, from: number, to: number): string {
  const decoded = unescapeQuoted(text.slice(from, to));
  const left = from > span.from && text[from - 2] === '~' ? decoded.trimStart() : decoded;
  return to < span.to && text[to + 2] === '~' ? left.trimEnd() : left;
}

const escapes = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

function unescapeQuoted(text: string): string {
  return text.replaceAll(
    /\\(?:u(....)|U(.{8})|(.))|([$%])\4\{/g,
    (_, short?: string, long?: string, sign?: string, mark?: string) => {
      const code = short ?? long;
      if (code !== undefined) return String.fromCodePoint(Number.parseInt(code, 16));
      return mark === undefined ? (escapes.get(sign ?? '') ?? sign ?? '') : `${mark}{`;
    },
  );
}
