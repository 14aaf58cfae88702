/** A comment that fits: whole lines, the more important sections first. */

import { counted } from './count.ts';

/** Characters of a comment on GitHub; GitLab takes more. */
export const longestComment = 65_536;

export interface Section {
  /** Sections of a low number are cut last. */
  readonly rank: number;
  readonly start: readonly string[];
  readonly lines: readonly string[];
  readonly end: readonly string[];
}

/** Markdown inside `<details>` starts after an empty line; the summary is HTML and takes no input. */
export function folded(
  rank: number,
  summary: string,
  lines: readonly string[],
  open = false,
): readonly Section[] {
  if (lines.length === 0) return [];
  const start = [`<details${open ? ' open' : ''}><summary>${summary}</summary>`, ''];
  return [{ rank, start, lines, end: ['', '</details>', ''] }];
}

/** Sections in their order as one text of at most so many characters, saying where it was cut. */
export function fitSections(sections: readonly Section[], most: number): string {
  let left = most - sections.reduce((sum, section) => sum + frameOf(section), 0);
  const shown = new Map<Section, number>();
  for (const section of sections.toSorted((a, b) => a.rank - b.rank)) {
    const fitting = fittingLines(section.lines, left);
    shown.set(section, fitting);
    left -= lengthOf(section.lines.slice(0, fitting));
  }
  const lines = sections
    .flatMap((section) => cut(section, shown.get(section) ?? 0))
    .filter((line, index, all) => line !== '' || all[index - 1] !== '');
  return `${lines.join('\n').trimEnd()}\n`;
}

function cut({ start, lines, end }: Section, shown: number): readonly string[] {
  const note = shown === lines.length ? [] : noteFor(lines.length - shown);
  return [...start, ...lines.slice(0, shown), ...note, ...end];
}

function noteFor(more: number): readonly string[] {
  return ['', `_and ${counted(more, 'more line')}, for which there is no room here_`, ''];
}

/** What a section takes when none of its lines fit. */
function frameOf({ start, lines, end }: Section): number {
  return lengthOf([...start, ...noteFor(lines.length), ...end]);
}

function fittingLines(lines: readonly string[], room: number): number {
  let used = 0;
  const over = lines.findIndex((line) => {
    used += line.length + 1;
    return used > room;
  });
  return over === -1 ? lines.length : over;
}

function lengthOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.length + 1, 0);
}
