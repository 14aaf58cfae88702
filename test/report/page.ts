import { type DefaultTreeAdapterTypes, parse } from 'parse5';

type Element = DefaultTreeAdapterTypes.Element;
type Node = DefaultTreeAdapterTypes.Node;

/** HTML as the parser of the HTML standard reads it, with everything it had to forgive. */
export interface Page {
  readonly elements: readonly Element[];
  readonly errors: readonly string[];
}

const withoutEnd = new Set(['meta', 'link']);

export function readPage(html: string): Page {
  const errors: string[] = [];
  const document = parse(html, {
    sourceCodeLocationInfo: true,
    onParseError: ({ code, startLine }) => errors.push(`${code} in line ${startLine}`),
  });
  const elements = elementsIn(document);
  for (const { tagName, sourceCodeLocation: at } of elements) {
    const start = html.slice(at?.startTag?.startOffset, at?.startTag?.endOffset);
    const isClosed = at?.endTag !== undefined || start.endsWith('/>') || withoutEnd.has(tagName);
    if (!isClosed) errors.push(`<${tagName}> is not closed`);
  }
  return { elements, errors };
}

function elementsIn(node: Node): readonly Element[] {
  const children = 'childNodes' in node ? node.childNodes.flatMap(elementsIn) : [];
  return 'tagName' in node ? [node, ...children] : children;
}

export function attribute({ attrs }: Element, name: string): string | undefined {
  return attrs.find((one) => one.name === name)?.value;
}

/** What a reader sees of a node, blanks made one. */
export function textOf(node: Node): string {
  return rawText(node).replaceAll(/\s+/g, ' ').trim();
}

/** Elements that a reader sees apart from their neighbours. */
const apart = new Set(['th', 'td', 'dt', 'dd', 'p', 'li', 'text', 'summary']);

function rawText(node: Node): string {
  if ('value' in node) return node.value;
  const inside = 'childNodes' in node ? node.childNodes.map(rawText).join('') : '';
  return apart.has(node.nodeName) ? ` ${inside} ` : inside;
}

export function named(page: Page, tagName: string): readonly Element[] {
  return page.elements.filter((element) => element.tagName === tagName);
}

/** What stands between a heading and the next one of its rank. */
export function section(page: Page, heading: string): string {
  const start = named(page, 'h2').find((one) => textOf(one).startsWith(heading));
  const siblings = start?.parentNode?.childNodes ?? [];
  const after = siblings.slice(siblings.findIndex((node) => node === start) + 1);
  const end = after.findIndex(({ nodeName }) => nodeName === 'h2');
  const content = start === undefined ? [] : after.slice(0, end < 0 ? after.length : end);
  return content.map(textOf).join(' ');
}
