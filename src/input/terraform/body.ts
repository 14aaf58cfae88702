/** Attributes and blocks; the grammar does not see lines, so where they end is looked at here. */
import type { Node } from 'web-tree-sitter';
import { firstNotBelow } from './ascending.ts';
import type { Attribute, Block, Body } from './ast.ts';
import type { Outline } from './outline.ts';
import { plainTextOf } from './templates.ts';
import { child, nameOf, placeOf, type TreeReader } from './tree.ts';

type Lines = Pick<Outline, 'lineEnds'>;

export function readBody(reader: TreeReader, lines: Lines, node: Node | undefined): Body {
  const items = (node?.children ?? []).filter(({ type }) => isItem(type));
  checkLines(reader, lines, items);
  const attributes = items.filter(({ type }) => type === 'attribute');
  const blocks = items.filter(({ type }) => type === 'block');
  const body = {
    attributes: attributes.map((item) => attributeOf(reader, lines, item)),
    blocks: blocks.map((item) => blockOf(reader, lines, item)),
  };
  refuseRepeated(reader, body.attributes);
  return body;
}

function isItem(type: string): boolean {
  return type === 'attribute' || type === 'block';
}

function attributeOf(reader: TreeReader, lines: Lines, node: Node): Attribute {
  const end = lineEndIn(lines, node.startIndex, node.endIndex);
  if (end !== undefined) {
    const next = end + reader.source.text.slice(end).search(/\S|$/);
    const where = reader.source.locate(next);
    const fix = 'write the value on one line, or put it in parentheses';
    reader.problems.push({ what: 'neither an attribute nor a block begins here', fix, where });
  }
  const name = nameOf(reader, child(node, 'identifier'));
  const value = reader.expression(child(node, 'expression'));
  return { name, value, at: placeOf(reader, node) };
}

function blockOf(reader: TreeReader, lines: Lines, node: Node): Block {
  const open = child(node, 'block_start');
  const header = node.children.slice(
    0,
    node.children.findIndex(({ id }) => id === open.id),
  );
  if (lineEndIn(lines, node.startIndex, open.startIndex) !== undefined) {
    const fix = 'write "{" on the line of the name of the block';
    reader.problems.push({
      what: 'a block begins on a line without its name',
      fix,
      where: placeOf(reader, open),
    });
  }
  const [type = '', ...labels] = header.map((each) =>
    each.type === 'identifier' ? nameOf(reader, each) : labelOf(reader, each),
  );
  const body = node.children.find((each) => each.type === 'body');
  if (body !== undefined) checkBraces(reader, lines, node, body);
  return { type, labels, body: readBody(reader, lines, body), at: placeOf(reader, node) };
}

function labelOf(reader: TreeReader, node: Node): string {
  if (reader.masked.slice(node.startIndex, node.endIndex).includes('{')) {
    const fix = 'write the name out';
    const what = 'the name of a block cannot be computed';
    reader.problems.push({ what, fix, where: placeOf(reader, node) });
  }
  return plainTextOf(reader, node);
}

/** Each attribute and block ends its line. */
function checkLines({ source, problems }: TreeReader, lines: Lines, items: readonly Node[]): void {
  for (const [index, item] of items.entries()) {
    const before = items[index - 1];
    if (before === undefined) continue;
    if (lineEndIn(lines, before.endIndex, item.startIndex) !== undefined) continue;
    const what = `${before.type === 'block' ? 'a block' : 'an attribute'} does not end its line`;
    const where = source.locate(item.startIndex);
    problems.push({ what, fix: 'begin a new line before this', where });
  }
}

/** `{ a = 1 }` may stand on one line, with one attribute; else the braces stand apart from what is in them. */
function checkBraces(reader: TreeReader, lines: Lines, block: Node, body: Node): void {
  const begins = lineEndIn(lines, child(block, 'block_start').endIndex, body.startIndex);
  const ends = lineEndIn(lines, body.endIndex, block.endIndex);
  if (begins !== undefined && ends !== undefined) return;
  const [only, ...more] = body.children;
  const single = more.length === 0 && only?.type === 'attribute';
  if (begins === undefined && ends === undefined && single) return;
  const what = 'a block on one line holds something else than one attribute';
  const split = begins === undefined ? body.startIndex : block.endIndex - 1;
  const fix = 'begin a new line before this';
  reader.problems.push({
    what: single ? 'an attribute shares its line with only one brace of its block' : what,
    fix,
    where: reader.source.locate(split),
  });
}

function refuseRepeated({ problems }: TreeReader, attributes: readonly Attribute[]): void {
  const first = new Map<string, Attribute>();
  for (const attribute of attributes) {
    const { name, at } = attribute;
    const earlier = first.get(name);
    if (earlier === undefined) first.set(name, attribute);
    else {
      const what = `${name} is set twice, first on line ${earlier.at.line ?? 0}`;
      problems.push({ what, fix: 'keep one of the two', where: at });
    }
  }
}

/** The first line end between two offsets that ends an attribute or a block. */
function lineEndIn({ lineEnds }: Lines, from: number, to: number): number | undefined {
  const found = lineEnds[firstNotBelow(lineEnds, from)];
  return found !== undefined && found < to ? found : undefined;
}
