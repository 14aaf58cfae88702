/** The parts of the page under their headings, and the links to them above all of them. */
import { type Markup, el } from './markup.ts';

export interface Part {
  /** Of the heading, once in a page. */
  readonly id: string;
  readonly title: string;
  /** Words of the link, where the title is none; parts of the same words have one link, to the first. */
  readonly link?: string;
  readonly content: readonly Markup[];
}

export function drawnPart({ id, title, content }: Part): readonly Markup[] {
  return [el('h2', { id }, title), ...content];
}

/** Links to all parts; nothing where there is only one. */
export function contentsOf(parts: readonly Part[]): readonly Markup[] {
  const links = new Map<string, string>();
  for (const { id, title, link = title } of parts) if (!links.has(link)) links.set(link, id);
  if (links.size < 2) return [];
  const items = [...links].map(([words, id]) => el('li', {}, el('a', { href: `#${id}` }, words)));
  return [el('nav', { 'aria-label': 'Contents' }, el('ul', {}, items))];
}
