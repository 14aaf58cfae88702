/** The state of a scan through an HCL text. */
import type { Problem } from '../../errors.ts';
import type { Comment } from './ast.ts';
import type { Source } from './source.ts';

export type FrameKind =
  /** The file or what stands between the braces of a block. */
  | 'body'
  | 'object'
  /** `(…)`, `[…]` and `{for …}`, in which line ends mean nothing. */
  | 'group'
  /** `${…}` and `%{…}` */
  | 'interpolation'
  | 'quoted'
  | 'heredoc';

export interface Frame {
  readonly kind: FrameKind;
  /** What closes it; of a heredoc its marker. */
  readonly close: string;
  /** Where it opens. */
  readonly open: number;
  /** In a body: the `=` of an attribute stands on this line. */
  assigned: boolean;
  /** In an object: an item has begun that a line end would end. */
  begun: boolean;
  /** In a text: where the directives begin that are not ended yet. */
  readonly directives: number[];
  /** Operators and steps of the expression it is at, each of which may be a level of the tree. */
  weight: number;
}

export interface Scan {
  readonly source: Source;
  readonly frames: Frame[];
  readonly masked: string[];
  readonly comments: Comment[];
  readonly lineEnds: number[];
  position: number;
  /** How many tokens came. */
  tokens: number;
  /** Offset and text of the last token that is neither space nor comment. */
  last: { readonly offset: number; readonly text: string };
  /** Of all frames together. */
  weight: number;
  /** Interpolations and directives that are open. */
  templates: number;
  /** Where the first block opens whose `}` stands further left than its beginning: it may be another's. */
  suspect: number | undefined;
  problem: Problem | undefined;
}

export function top({ frames }: Scan): Frame {
  const frame = frames.at(-1);
  if (frame === undefined) throw new Error('the frame of the file is never taken away');
  return frame;
}

export function isText({ kind }: Frame): boolean {
  return kind === 'quoted' || kind === 'heredoc';
}

export function push(scan: Scan, kind: FrameKind, close: string, open: number): void {
  if (kind === 'interpolation') scan.templates += 1;
  scan.frames.push({ kind, close, open, assigned: false, begun: false, directives: [], weight: 0 });
}

/** Closes the innermost frame. */
export function pop(scan: Scan): void {
  settle(scan);
  if (scan.frames.pop()?.kind === 'interpolation') scan.templates -= 1;
}

/** Operators and steps of an expression are levels of its tree, as brackets are. */
export function weigh(scan: Scan): void {
  top(scan).weight += 1;
  scan.weight += 1;
}

/** An item ends: what it weighed is no level of the next one. */
export function settle(scan: Scan): void {
  const frame = top(scan);
  scan.weight -= frame.weight;
  frame.weight = 0;
}

/** Takes characters of the source, and shows the grammar a text of that length. */
export function take(scan: Scan, length: number, shown: string): void {
  scan.masked.push(shown);
  scan.position += length;
}
