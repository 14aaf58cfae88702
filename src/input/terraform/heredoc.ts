/**
 * The texts of a heredoc. Terraform takes them line by line: `~` takes away the spaces of its own line
 * only, and what it has emptied is no line any more when `<<-` looks for the least indentation.
 * https://github.com/hashicorp/hcl/blob/main/hclsyntax/parser_template.go
 */
import { firstNotBelow } from './ascending.ts';

export interface Span {
  readonly from: number;
  readonly to: number;
}

interface Mark {
  readonly startIndex: number;
  readonly endIndex: number;
}

/** A line of text, or the part of it between marks; a mark has none. */
interface Piece {
  readonly start: number;
  text?: string;
}

/** Given the content of a heredoc and its marks, the text that stands between two of them. */
export function readHeredoc(
  source: string,
  marks: readonly Mark[],
  { from: start, to: end, flush }: Span & { readonly flush: boolean },
): (from: number, to: number) => string {
  const starts = [start, ...marks.map(({ endIndex }) => endIndex)];
  const pieces = starts.flatMap((from, index) => {
    const to = marks[index]?.startIndex ?? end;
    const lines = linesOf(source, { from, to }, { first: from === start, last: to === end });
    return to === end ? lines : [...lines, { start: to }];
  });
  if (flush) outdent(pieces);
  const places = pieces.map((piece) => piece.start);
  return (from, to) =>
    pieces
      .slice(firstNotBelow(places, from), firstNotBelow(places, to))
      .map(({ text = '' }) => text.replaceAll(/([$%])\1\{/g, '$1{'))
      .join('');
}

function linesOf(
  source: string,
  { from, to }: Span,
  { first, last }: { readonly first: boolean; readonly last: boolean },
): readonly Piece[] {
  if (from === to) return [];
  const lines = source.slice(from, to).split(/(?<=\n)/);
  let start = from;
  return lines.map((line, index) => {
    const stripStart = index === 0 && !first && source[from - 2] === '~';
    const stripEnd = index === lines.length - 1 && !last && source[to + 2] === '~';
    const left = stripStart ? line.trimStart() : line;
    const piece = { start, text: stripEnd ? left.trimEnd() : left };
    start += line.length;
    return piece;
  });
}

/** Takes from each line as many spaces as the line has that has the fewest; blank lines stay. */
function outdent(pieces: readonly Piece[]): void {
  const begun: Piece[] = [];
  let newLine = true;
  for (const piece of pieces) {
    const { text } = piece;
    if (newLine && !/^\s*\n$/.test(text ?? '')) begun.push(piece);
    newLine = text?.endsWith('\n') ?? false;
  }
  const least = begun.reduce(
    (fewest, { text = '' }) => Math.min(fewest, text.search(/\S|$/)),
    Infinity,
  );
  for (const piece of begun) {
    if (piece.text !== undefined) piece.text = piece.text.slice(least);
  }
}
