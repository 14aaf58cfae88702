/** HCL as `terraform fmt` writes it. */
import { spellOut } from './escape.ts';

/** A part of a body. A value is an expression, already in HCL. */
export type Item =
  | { readonly kind: 'attribute'; readonly name: string; readonly value: string }
  /** An object as a value, over several lines. */
  | { readonly kind: 'object'; readonly name: string; readonly items: readonly Item[] }
  | { readonly kind: 'block'; readonly header: string; readonly items: readonly Item[] }
  | { readonly kind: 'comment'; readonly text: string };

export const attribute = (name: string, value: string): Item => ({
  kind: 'attribute',
  name,
  value,
});
export const block = (header: string, items: readonly Item[]): Item => ({
  kind: 'block',
  header,
  items,
});
export const object = (name: string, items: readonly Item[]): Item => ({
  kind: 'object',
  name,
  items,
});

const escapes: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/** A quoted string in which nothing is interpolated: `${` and `%{` are text. */
export function quote(text: string): string {
  const escaped = text.replace(/["\\\n\r\t]/g, (character) => escapes[character] ?? character);
  return `"${spellOut(escaped).replace(/[$%](?=\{)/g, '$&$&')}"`;
}

export function quotedList(texts: readonly string[]): string {
  return `[${texts.map(quote).join(', ')}]`;
}

/** A key of an object: bare where it is an identifier. */
export function key(text: string): string {
  return /^[A-Za-z_][\w-]*$/.test(text) ? text : quote(text);
}

/** Labels for resources: identifiers made of names, each given out once. */
export function labeller(): (name: string) => string {
  const taken = new Set<string>();
  return (name) => {
    const plain = name.replace(/[^\w]/g, '_').replace(/^(?![A-Za-z_])/, '_');
    let label = plain;
    for (let count = 2; taken.has(label); count += 1) label = `${plain}_${count}`;
    taken.add(label);
    return label;
  };
}

/** Items as text: equal signs of neighbours below each other, an empty line around what has a body. */
export function printBody(items: readonly Item[], depth = 0): string {
  const indent = '  '.repeat(depth);
  const widths = alignedWidths(items);
  return items
    .map((item, index) => {
      const separated = index > 0 && (hasBody(item) || hasBody(items[index - 1] ?? item));
      return (separated ? '\n' : '') + printItem(item, indent, widths[index] ?? 0, depth);
    })
    .join('');
}

const hasBody = ({ kind }: Item): boolean => kind === 'block' || kind === 'object';

function printItem(item: Item, indent: string, width: number, depth: number): string {
  if (item.kind === 'comment') return `${indent}# ${item.text}\n`;
  if (item.kind === 'attribute') return `${indent}${item.name.padEnd(width)} = ${item.value}\n`;
  const head = item.kind === 'object' ? `${item.name} =` : item.header;
  if (item.items.length === 0) return `${indent}${head} {}\n`;
  return `${indent}${head} {\n${printBody(item.items, depth + 1)}${indent}}\n`;
}

/** For each attribute the longest name of the attributes that follow each other around it. */
function alignedWidths(items: readonly Item[]): readonly number[] {
  const widths: number[] = items.map(() => 0);
  for (let start = 0; start < items.length; start += 1) {
    let end = start;
    while (items[end]?.kind === 'attribute') end += 1;
    const names = items
      .slice(start, end)
      .map((item) => (item.kind === 'attribute' ? item.name : ''));
    widths.fill(Math.max(0, ...names.map((name) => name.length)), start, Math.max(end, start));
    start = end;
  }
  return widths;
}
