/** A list of ranges, line by line. */
import { Ipv4Scanner } from '../../net/ipv4-scanner.ts';
import { readListLine, withoutComment } from '../ranges-list.ts';
import type { PieceReader } from './inventory.ts';
import { eachLine } from './lines.ts';
import { LooseRanges } from './loose-ranges.ts';

export function readingList(file: string): PieceReader {
  const ranges = new LooseRanges(file);
  let piece = '';
  let hasComments = false;
  const lines = eachLine((text, start, end, line) => {
    if (text !== piece) [piece, hasComments] = [text, text.includes('#')];
    const contentEnd = hasComments ? start + withoutComment(text.slice(start, end)).length : end;
    if (addUsual(ranges, text, start, contentEnd, line)) return;
    ranges.read((collector) => readListLine(collector, text.slice(start, end), { file, line }));
  });
  return {
    push: (bytes) => lines.push(bytes),
    finish: () => {
      lines.finish();
      return ranges.result();
    },
  };
}

const scanner = new Ipv4Scanner();

/** Blank, tab, carriage return, comma and semicolon. */
const isSeparator = (code: number) =>
  code === 32 || code === 9 || code === 13 || code === 44 || code === 59;

/** Takes a canonical block at the start of a line and the name behind it; false for all else. */
function addUsual(
  { columns }: LooseRanges,
  text: string,
  start: number,
  end: number,
  line: number,
): boolean {
  if (!scanner.scan(text, start, end) || !scanner.isBlock) return false;
  let from = scanner.end;
  if (from < end && !isSeparator(text.charCodeAt(from))) return false;
  while (from < end && isSeparator(text.charCodeAt(from))) from += 1;
  let to = end;
  while (to > from && text.charCodeAt(to - 1) <= 32) to -= 1;
  if (to > from && text.charCodeAt(to - 1) > 126) return false;
  columns.add(scanner.address, scanner.prefixLength, line, 'other', text, from, to);
  return true;
}
