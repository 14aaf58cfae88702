/** A topic as text for a terminal. */
import { plain, wrap } from '../report/layout.ts';
import type { Part, Row, Topic } from './topics.ts';

const indent = '  ';

/** Ends in a newline; wrapped to so many columns, without a terminal to those of other help. */
export function topicText({ title, parts }: Topic, columns = 80): string {
  return `${[title, ...parts.map((part) => partText(part, columns))].join('\n\n')}\n`;
}

function partText(part: Part, columns: number): string {
  if (part.kind === 'text') return linesOf(part.text, columns).join('\n');
  if (part.kind === 'list')
    return part.items.map((item) => `${indent}- ${hanging(item, 4, columns)}`).join('\n');
  if (part.kind === 'code') return part.lines.map((line) => indent + line).join('\n');
  return rowsText(part.rows, columns);
}

function rowsText(rows: readonly Row[], columns: number): string {
  const terms = rows.map(({ term, depth = 0 }) => indent.repeat(depth + 1) + term);
  const width = Math.max(...terms.map((term) => term.length)) + indent.length;
  return rows
    .map(({ text }, index) => (terms[index] ?? '').padEnd(width) + hanging(text, width, columns))
    .map((line) => line.trimEnd())
    .join('\n');
}

/** Words behind something `start` columns wide; further lines line up with the first. */
function hanging(text: string, start: number, columns: number): string {
  return linesOf(text, columns - start).join(`\n${' '.repeat(start)}`);
}

function linesOf(text: string, columns: number): readonly string[] {
  return wrap([plain(text)], columns).map((line) => line.map((part) => part.text).join(' '));
}
