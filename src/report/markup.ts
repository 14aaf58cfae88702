/** HTML and SVG as text, from elements in which a text of an input is text and nothing more. */
import { type Attributes, xmlText } from './xml.ts';

/** Made by {@link el} and {@link join} alone; whatever else stands in an element is escaped. */
export interface Markup {
  readonly markup: string;
}

export type Content = Markup | string;

/** Of HTML, elements that have no end tag; of SVG, those that have nothing inside. */
const empty = new Set(['meta', 'link', 'rect', 'line', 'circle', 'path', 'polyline']);

/** Elements that begin a line of their own, so that a change of a page is a change of few lines. */
const onOwnLine = new Set(
  'html head body header main footer nav section article meta link title style h1 h2 h3 p ul ol li'
    .concat(' dl dt dd table caption thead tbody tr details svg defs pattern g a rect text figure')
    .split(' '),
);

/** An element; texts are escaped, and an attribute is left out where its value is empty. */
export function el(
  name: string,
  attributes: Attributes,
  ...content: readonly (Content | readonly Content[])[]
): Markup {
  const pairs = Object.entries(attributes)
    .filter(([, value]) => value !== '')
    .map(([key, value]) => ` ${key}="${escaped(`${value}`)}"`);
  const start = `${onOwnLine.has(name) ? '\n' : ''}<${name}${pairs.join('')}`;
  if (empty.has(name)) return { markup: `${start}/>` };
  return { markup: `${start}>${join(content.flat()).markup}</${name}>` };
}

/** Pieces one after the other, without an element around them. */
export function join(content: readonly Content[]): Markup {
  return {
    markup: content.map((one) => (typeof one === 'string' ? escaped(one) : one.markup)).join(''),
  };
}

/** A link to a page on the web, in words; the words alone where the address is none of a page. */
export function pageLink(words: string, address: string): Content {
  if (!/^https:\/\/[\w.-]+(?:\/[\w./#%?=&~+-]*)?$/.test(address)) return words;
  return el('a', { href: address, rel: 'noreferrer' }, words);
}

/** Neither HTML has a use for characters that Unicode keeps for the inside of programs. */
function escaped(text: string): string {
  return xmlText(text).replaceAll(/\p{Noncharacter_Code_Point}/gu, '\ufffd');
}
