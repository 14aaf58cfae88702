/** The blocks that the table draws for a terminal, as HTML. */
import type { Block, Segment } from './layout.ts';
import { type Content, type Markup, el, pageLink } from './markup.ts';

type Grid = Extract<Block, { kind: 'grid' }>;

/** `heading` is the element of headings there. */
export function blocksOf(blocks: readonly Block[], heading = 'h3'): readonly Markup[] {
  return blocks.flatMap((block) => {
    if (block.kind === 'grid') return [gridOf(block)];
    if (block.kind === 'facts') return [factsOf(block.rows)];
    const content = block.segments.flatMap((segment, index) => [
      ...(index === 0 ? [] : [' ']),
      toned(segment),
    ]);
    if (content.length === 0) return [];
    return [el(block.kind === 'heading' ? heading : 'p', {}, content)];
  });
}

/** Labels with what they say. */
export function factsOf(rows: readonly (readonly [string, string])[]): Markup {
  return el(
    'dl',
    {},
    rows.flatMap(([label, text]) => [el('dt', {}, label), el('dd', {}, text)]),
  );
}

/** Content that a reader opens; links to places in it open it, too. */
export const folded = (summary: string, ...content: readonly Markup[]): Markup =>
  el('details', {}, el('summary', {}, summary), ...content);

/** A table that scrolls by itself where the page is narrower, also with the keyboard. */
export function tableOf(
  name: string,
  ...content: readonly (Content | readonly Content[])[]
): Markup {
  const frame = { class: 'scroll', role: 'region', 'aria-label': name, tabindex: 0 };
  return el('div', frame, el('table', {}, ...content));
}

function gridOf({ columns, rows }: Grid): Markup {
  const alignment = columns.map(({ align }) => (align === 'right' ? 'n' : ''));
  return tableOf(
    columns[0]?.head ?? '',
    el('thead', {}, headRow(columns.map(({ head, align }) => [head, align === 'right']))),
    el(
      'tbody',
      {},
      rows.map((cells) =>
        el(
          'tr',
          {},
          columns.map((_, index) => cellOf(cells[index], index, alignment[index] ?? '')),
        ),
      ),
    ),
  );
}

export function headRow(heads: readonly (readonly [head: string, isNumber: boolean])[]): Markup {
  return el(
    'tr',
    {},
    heads.map(([head, isNumber]) => el('th', { scope: 'col', class: isNumber ? 'n' : '' }, head)),
  );
}

function cellOf(cell: Segment | undefined, index: number, className: string): Markup {
  const content = cell === undefined ? '' : toned(cell);
  return index === 0
    ? el('th', { scope: 'row' }, content)
    : el('td', { class: className }, content);
}

/** Blanks that align columns on a terminal are one blank here; a page in brackets is a link. */
function toned({ text, tone }: Segment): Content {
  const shown = text.trim().replaceAll(/ {2,}/g, ' ');
  const page = /^\((https:\/\/.*)\)$/.exec(shown)?.[1];
  if (page !== undefined) return pageLink('source', page);
  return tone === 'plain' ? shown : el('span', { class: tone }, shown);
}
