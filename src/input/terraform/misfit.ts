/** What the grammar did not expect, in words that repeat no text of the file. */
import type { Problem } from '../../errors.ts';
import type { Source } from './source.ts';

const kinds: readonly (readonly [start: RegExp, what: string, fix: string])[] = [
  [
    /^[\p{ID_Start}_]/u,
    'a name stands where none is expected',
    'put a comma or an operator before it, or begin a new line; texts stand in double quotes',
  ],
  [
    /^"/,
    'a text stands where none is expected',
    'put a comma or an operator before it; names of attributes have no quotes',
  ],
  [/^\d/, 'a number stands where none is expected', 'put a comma or an operator before it'],
  [/^=(?!=)/, '"=" stands where none is expected', 'write name = value, and blocks without "="'],
  [/^\{/, '"{" stands where none is expected', 'write name = {…}; JSON belongs in a file *.json'],
  [
    /^\}/,
    '"}" stands where a value is expected',
    'write key = value in an object; placeholders stand in double quotes',
  ],
  [/^,/, '"," stands where a value is expected', 'write the value before it, or take it away'],
];

/**
 * Text and masked text have the same offsets; the first token at or behind the offset is meant, up to
 * the end of what was read.
 */
export function misfit(
  source: Source,
  masked: string,
  offset: number,
  end = masked.length,
): Problem {
  const start = offset + masked.slice(offset, end).search(/\S|$/);
  const where = source.locate(start);
  if (start >= end) {
    const fix = 'finish what stands there';
    return { what: 'ends where something is missing', fix, where };
  }
  if (/[\r\n]/.test(source.text[start] ?? '')) {
    const fix = 'write key = value on one line';
    return { what: 'the line ends within an item of an object', fix, where };
  }
  const rest = masked.slice(start, start + 3);
  const kind = kinds.find(([begins]) => begins.test(rest));
  if (kind !== undefined) return { what: kind[1], fix: kind[2], where };
  const [sign = ''] = /^(?:\.\.\.|[=!<>]=|=>|&&|\|\||[$%]\{|[^])/u.exec(rest) ?? [];
  const fix = 'check for a missing value, comma, quote or bracket before it';
  return { what: `"${sign}" stands where it has no meaning`, fix, where };
}
