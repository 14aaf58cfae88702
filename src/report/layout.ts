/** Text that fits a width: what a table shows, before anything draws it. */
import stringWidth from 'string-width';

/** What a text is to the reader; how that looks is up to whoever draws it. */
export type Tone = 'plain' | 'strong' | 'dim' | 'good' | 'warn' | 'bad';

export interface Segment {
  readonly text: string;
  readonly tone: Tone;
}

export interface Column {
  readonly head: string;
  readonly align: 'left' | 'right';
  /** May be wrapped where the terminal is narrow; all others keep their width. */
  readonly flexible?: boolean;
  /** Narrowed to this width at most, never below its head; then the grid becomes a list. Absent: 13. */
  readonly least?: number;
}

/** A part of a page. */
export type Block =
  | { readonly kind: 'heading'; readonly segments: readonly Segment[] }
  | { readonly kind: 'paragraph'; readonly indent: number; readonly segments: readonly Segment[] }
  /** Labels with what they say, in two columns. */
  | { readonly kind: 'facts'; readonly rows: readonly (readonly [string, string])[] }
  | {
      readonly kind: 'grid';
      readonly columns: readonly Column[];
      readonly rows: readonly (readonly Segment[])[];
    };

export const plain = (text: string): Segment => ({ text, tone: 'plain' });
export const toned = (text: string, tone: Tone): Segment => ({ text, tone });

export const emptyLine: Block = { kind: 'paragraph', indent: 0, segments: [] };

/** Columns between two cells of a grid. */
export const gap = 2;

/** A flexible column that says nothing else is not made narrower than this. */
const narrowest = 13;

/** Columns that a text takes in a terminal, counted as cli-table3 counts them. */
export function displayWidth(text: string): number {
  return /^[\x20-\x7e]*$/.test(text) ? text.length : stringWidth(text);
}

/**
 * Words in lines of at most `width` columns, neighbours of one tone in one segment. A word that is
 * longer alone has a line of its own, so that addresses of pages and files stay whole.
 */
export function wrap(segments: readonly Segment[], width: number): readonly (readonly Segment[])[] {
  const lines: Segment[][] = [[]];
  let used = 0;
  for (const word of wordsOf(segments)) {
    const needed = displayWidth(word.text);
    if (used > 0 && used + 1 + needed > width) {
      lines.push([]);
      used = 0;
    }
    append(lines.at(-1) ?? [], word);
    used += (used === 0 ? 0 : 1) + needed;
  }
  return lines;
}

function append(line: Segment[], word: Segment): void {
  const last = line.at(-1);
  if (last?.tone === word.tone)
    line[line.length - 1] = { ...last, text: `${last.text} ${word.text}` };
  else line.push(word);
}

/** Blanks at the ends of a text stay: they align what follows. */
function wordsOf(segments: readonly Segment[]): readonly Segment[] {
  return segments.flatMap(({ text, tone }) =>
    text
      .split(/(?<=\S) +(?=\S)/)
      .filter((word) => word !== '')
      .map((word) => ({ text: word, tone })),
  );
}

/** The lines of a cell of exactly this width: words, and where they are too long, parts of words. */
export function wrapCell(text: string, width: number): readonly string[] {
  if (displayWidth(text) <= width) return [text];
  const words = text.split(' ').flatMap((word) => cutWord(word, width));
  return wrap(words.map(plain), width).map((line) => line.map((word) => word.text).join(' '));
}

/** Cut behind the last hyphen, slash or dot that fits, else anywhere. */
function cutWord(word: string, width: number): readonly string[] {
  if (displayWidth(word) <= width) return [word];
  const characters = Array.from(word);
  let end = 0;
  for (let used = 0; end < characters.length; end += 1) {
    used += displayWidth(characters[end] ?? '');
    if (used > width) break;
  }
  const fitting = characters.slice(0, Math.max(end, 1)).join('');
  const head = /^.+[-/._]/u.exec(fitting)?.[0] ?? fitting;
  return [head, ...cutWord(word.slice(head.length), width)];
}

/**
 * The width of each column, natural where that fits, with the widest flexible ones made narrower
 * where it does not; `undefined` where no width will do and a list reads better.
 */
export function fitColumns(
  columns: readonly Column[],
  rows: readonly (readonly Segment[])[],
  width: number | undefined,
): readonly number[] | undefined {
  const widths = columns.map(({ head }, index) =>
    rows.reduce(
      (widest, row) => Math.max(widest, displayWidth(row[index]?.text ?? '')),
      displayWidth(head),
    ),
  );
  if (width === undefined) return widths;
  let excess = widths.reduce((sum, each) => sum + each + gap, -gap) - width;
  for (; excess > 0; excess -= 1) {
    const widest = widestFlexible(columns, widths);
    if (widest === undefined) return undefined;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}

function widestFlexible(columns: readonly Column[], widths: readonly number[]): number | undefined {
  const candidates = columns
    .map((column, index) => ({
      index,
      flexible: column.flexible === true,
      least: Math.max(column.least ?? narrowest, displayWidth(column.head)),
      width: widths[index] ?? 0,
    }))
    .filter(({ flexible, least, width }) => flexible && width > least);
  return candidates.toSorted((a, b) => b.width - a.width)[0]?.index;
}

/** Text filled up with blanks to a width. */
export function pad(text: string, width: number, align: Column['align']): string {
  const blanks = ' '.repeat(Math.max(width - displayWidth(text), 0));
  return align === 'right' ? blanks + text : text + blanks;
}
