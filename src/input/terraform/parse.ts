/** Text in HCL, the language of *.tf and *.tfvars files, to its body. */
import type { Node } from 'web-tree-sitter';
import type { Problem } from '../../errors.ts';
import type { Suppression } from '../input.ts';
import type { Body, Comment } from './ast.ts';
import { readBody } from './body.ts';
import { expressionOf } from './expressions.ts';
import { isDirective, type LineSpan, readDirectives } from './directives.ts';
import { diagnose } from './diagnose.ts';
import { readTree } from './grammar.ts';
import { type Outline, outlineOf } from './outline.ts';
import { tooLarge } from './outline-problems.ts';
import { type Source, sourceOf } from './source.ts';
import { childrenOf, type TreeReader } from './tree.ts';

export interface ParsedHcl {
  readonly body: Body;
  readonly comments: readonly Comment[];
  /** What comments accept; see directives.ts. */
  readonly suppressions: readonly Suppression[];
  /** Where there are any, the body may be empty or lack something. */
  readonly problems: readonly Problem[];
}

/** Characters of one file; real ones stay below 100,000. */
const longestText = 1_000_000;

const emptyBody: Body = { attributes: [], blocks: [] };
const nothing: ParsedHcl = { body: emptyBody, comments: [], suppressions: [], problems: [] };

/** The grammar has to be loaded before. Columns count from behind a byte order mark. */
export function parseHcl(name: string, text: string): ParsedHcl {
  const source = sourceOf(name, text.startsWith('\uFEFF') ? text.slice(1) : text);
  if (source.text.length > longestText) {
    return refused(tooLarge({ file: name }, `${longestText} characters`));
  }
  const outline = outlineOf(source);
  if (outline.problem !== undefined) return refused(outline.problem, outline.comments);
  const { comments, masked } = outline;
  const read = readTree(masked, (root) => readRoot(source, outline, root));
  return read ?? { ...nothing, comments, problems: diagnose(source, outline) };
}

function refused(problem: Problem, comments: readonly Comment[] = []): ParsedHcl {
  return { ...nothing, comments, problems: [problem] };
}

/** Nothing where the file is an object, as a file in JSON. */
function readRoot(source: Source, outline: Outline, root: Node): ParsedHcl | undefined {
  const [content] = root.children;
  if (content?.type === 'object') return undefined;
  const problems: Problem[] = [];
  const reader: TreeReader = {
    source,
    masked: outline.masked,
    problems,
    expression: (node: Node) => expressionOf(reader, node),
  };
  const body = readBody(reader, outline, content);
  const { comments } = outline;
  const directives = comments.some(isDirective)
    ? readDirectives(source, comments, spansOf(source, root))
    : nothing;
  return {
    body,
    comments,
    suppressions: directives.suppressions,
    problems: [...problems, ...directives.problems].toSorted(byPlace),
  };
}

/** The lines of everything that a comment may be about. */
function spansOf({ locate }: Source, root: Node): readonly LineSpan[] {
  const found = root.descendantsOfType(['attribute', 'block', 'object_elem', 'tuple']);
  const nodes = found.flatMap((node) =>
    node.type === 'tuple' ? childrenOf(node, 'expression') : [node],
  );
  return nodes.map(({ startIndex, endIndex }) => ({
    from: locate(startIndex).line,
    to: locate(endIndex - 1).line,
  }));
}

function byPlace({ where: a }: Problem, { where: b }: Problem): number {
  return (a?.line ?? 0) - (b?.line ?? 0) || (a?.column ?? 0) - (b?.column ?? 0);
}
