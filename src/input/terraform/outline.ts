/**
 * The outline of an HCL text: what nests in what, comments, ends of lines, and the text as the grammar
 * is to see it. Nothing here recurses, so that no text can exhaust the stack.
 * https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md#lexical-elements
 */
import { defined } from '../../defined.ts';
import type { Problem } from '../../errors.ts';
import type { Comment } from './ast.ts';
import { scanCode } from './outline-code.ts';
import { beyondBounds, unclosed } from './outline-problems.ts';
import { scanText } from './outline-text.ts';
import { isText, push, type Scan, top } from './scan.ts';
import type { Source } from './source.ts';

export interface Outline {
  /**
   * As long as the source, with everything at its offset, in the words that the grammar knows: comments
   * and texts are blank, names `_`, numbers `1`, heredocs are quoted, a line end that parts two items
   * of an object is a comma.
   */
  readonly masked: string;
  readonly comments: readonly Comment[];
  /** Offsets of the line ends that end an attribute or a block, ascending. */
  readonly lineEnds: readonly number[];
  /** The first thing that is wrong; what comes behind it is not looked at. */
  readonly problem?: Problem;
}

export function outlineOf(source: Source): Outline {
  const scan: Scan = {
    source,
    frames: [],
    masked: [],
    comments: [],
    lineEnds: [],
    position: 0,
    tokens: 0,
    last: { offset: 0, text: '' },
    weight: 0,
    templates: 0,
    suspect: undefined,
    problem: undefined,
  };
  push(scan, 'body', '', 0);
  while (scan.position < source.text.length && scan.problem === undefined) {
    if (isText(top(scan))) scanText(scan);
    else scanCode(scan);
    scan.problem ??= beyondBounds(scan);
  }
  if (scan.frames.length > 1) scan.problem ??= unclosed(scan);
  const { masked, comments, lineEnds, problem } = scan;
  return { masked: masked.join(''), comments, lineEnds, ...defined({ problem }) };
}
