/** Reads a tree of the grammar; `expression` is handed in, as templates and expressions hold each other. */
import type { Node } from 'web-tree-sitter';
import type { Problem } from '../../errors.ts';
import type { Expression } from './ast.ts';
import type { Source } from './source.ts';

export interface TreeReader {
  readonly source: Source;
  /** What the tree is of: as long as the source, see outline.ts. */
  readonly masked: string;
  readonly problems: Problem[];
  readonly expression: (node: Node) => Expression;
}

export function placeOf({ source }: TreeReader, { startIndex }: Node) {
  return source.locate(startIndex);
}

/** What stands in the source where the node is, for the tree is one of a masked text. */
export function wordOf({ source }: TreeReader, { startIndex, endIndex }: Node): string {
  return source.text.slice(startIndex, endIndex);
}

/** A name; only functions of providers have `::` in theirs. */
export function nameOf(reader: TreeReader, node: Node): string {
  const name = wordOf(reader, node);
  if (name.includes('::')) {
    const fix = 'write "::" only in the name of a function that is called';
    reader.problems.push({ what: '"::" has no meaning here', fix, where: placeOf(reader, node) });
  }
  return name;
}

/** Children that are part of the tree in any case: the grammar says so. */
export function child(node: Node | undefined, type: string): Node {
  const found = node?.children.find((each) => each.type === type);
  if (found === undefined) throw new Error(`the grammar gave a node without ${type}`);
  return found;
}

export function childrenOf(node: Node, type: string): readonly Node[] {
  return node.children.filter((each) => each.type === type);
}
