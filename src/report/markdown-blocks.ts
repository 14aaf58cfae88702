/** The blocks that the table draws for a terminal, as lines of Markdown. */
import { unknown } from './count.ts';
import type { Block, Column, Segment } from './layout.ts';
import { prose } from './markdown-text.ts';

type Grid = Extract<Block, { kind: 'grid' }>;

export function linesOf(blocks: readonly Block[]): readonly string[] {
  return blocks.flatMap((block, index) => {
    const lines = markdownLines(block);
    const listEnds = block.kind === 'paragraph' && blocks[index + 1]?.kind !== 'paragraph';
    return listEnds && lines.length > 0 ? [...lines, ''] : lines;
  });
}

function markdownLines(block: Block): readonly string[] {
  if (block.kind === 'grid') return gridLines(block);
  if (block.kind === 'facts')
    return [...block.rows.map(([label, text]) => `- ${prose(label)}: ${inline(text)}`), ''];
  const { kind, segments } = block;
  if (kind === 'heading') return [`### ${segments.map(({ text }) => inline(text)).join(' ')}`, ''];
  return segments.length === 0 ? [] : [`- ${segments.map(toned).join(' ')}`];
}

function gridLines({ columns, rows }: Grid): readonly string[] {
  return [
    row(columns.map(({ head }) => prose(head))),
    row(columns.map(ruleOf)),
    ...rows.map((cells) => row(columns.map((_, index) => cellOf(cells[index])))),
    '',
  ];
}

/** A row may be shorter: a title of the rows below it. */
function cellOf(cell: Segment | undefined): string {
  if (cell === undefined) return '';
  return cell.tone === 'dim' ? `_${inline(cell.text)}_` : toned(cell);
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

function ruleOf({ align }: Column): string {
  return align === 'right' ? '---:' : ':---';
}

/** What the terminal shows bright, bold. */
function toned({ text, tone }: Segment): string {
  const shown = inline(text);
  return shown !== '' && shown !== unknown && (tone === 'strong' || tone === 'bad')
    ? `**${shown}**`
    : shown;
}

/** Blanks that align columns on a terminal are one blank here. */
function inline(text: string): string {
  return prose(text.trim().replaceAll(/ {2,}/g, ' '));
}
