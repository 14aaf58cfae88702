/** XML 1.0 as text: elements, attributes, and what may stand in them. */

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/**
 * A text for an element or an attribute. Control characters have to be spelled out before; of what is
 * left, XML has no characters for halves of surrogate pairs, U+FFFE and U+FFFF.
 */
export function xmlText(text: string): string {
  return text
    .replaceAll(/[\p{Cs}\ufffe\uffff]/gu, '\ufffd')
    .replaceAll(/[&<>"]/g, (character) => entities[character] ?? character);
}

export type Attributes = Readonly<Record<string, string | number>>;

/** An element in lines; text content stays on the lines of its tags, so that no blank is added to it. */
export function element(
  name: string,
  attributes: Attributes,
  content: string | readonly (readonly string[])[] = [],
): readonly string[] {
  const pairs = Object.entries(attributes).map(
    ([key, value]) => ` ${key}="${xmlText(`${value}`)}"`,
  );
  const start = `<${name}${pairs.join('')}`;
  if (typeof content === 'string') return [`${start}>${xmlText(content)}</${name}>`];
  if (content.length === 0) return [`${start}/>`];
  const children = content.flat().map((line) => `  ${line}`);
  return [`${start}>`, ...children, `</${name}>`];
}
