/** A list of ranges in a text file: lines `cidr name`. */
import type { Problem, SourceLocation } from '../errors.ts';
import type { NamedRange, NotChecked } from '../gke/cluster.ts';
import { readCidrText } from './cidr-text.ts';
import { emptyResult, type InputResult, type InputText } from './input.ts';

const blockAtStart =
  /^(?:\d{1,3}(?:\.\d{1,3}){3}(?:\/\d+)?|[0-9a-f]{0,4}:[0-9a-f:]*\/\d+)(?:[\s,;]|$)/i;

/** The first line that is neither empty nor a comment, as far as it helps to recognise a format. */
export function firstLine(text: string): string {
  return /^[^\S\n]*[^\s#].{0,9999}/m.exec(text)?.[0].trim() ?? '';
}

/** Whether the first line that says something starts with an address. */
export function isRangesList(text: string): boolean {
  return blockAtStart.test(firstLine(text));
}

/** Collects ranges of a list and what is wrong with them. */
export interface RangeCollector {
  readonly ranges: NamedRange[];
  readonly problems: Problem[];
  readonly notChecked: NotChecked[];
}

export function startCollecting(): RangeCollector {
  return { ranges: [], problems: [], notChecked: [] };
}

export function collected({ ranges, problems, notChecked }: RangeCollector): InputResult {
  return { ...emptyResult, ranges, problems, notChecked };
}

/** Takes the range that a text stands for, or says why not. */
export function collect(
  collector: RangeCollector,
  text: string,
  where: SourceLocation,
  rest: Omit<NamedRange, 'cidr' | 'where'>,
): void {
  const reading = readCidrText(text, false);
  if (reading.kind === 'cidr') collector.ranges.push({ ...rest, cidr: reading.cidr, where });
  if (reading.kind === 'malformed') {
    collector.problems.push({ what: reading.what, fix: reading.fix, where });
  }
  if (reading.kind === 'placeholder' || reading.kind === 'absent') {
    const reason = reading.kind === 'absent' ? 'has no range' : 'a placeholder, not a block';
    const what = rest.name ?? `line ${where.line ?? 0} of ${where.file}`;
    collector.notChecked.push({ what, reason, where });
  }
}

/**
 * One range per line, then its name; spaces, tabs, commas or semicolons between them. `#` starts a
 * comment at the start of a line or behind a space.
 */
export function readRangesList({ name: file, text }: InputText): InputResult {
  const collector = startCollecting();
  for (const [index, line] of text.split('\n').entries())
    readListLine(collector, line, { file, line: index + 1 });
  return collected(collector);
}

export function withoutComment(line: string): string {
  return line.replace(/(^|\s)#[^]*$/, '');
}

/** One line of the list, at its place. */
export function readListLine(collector: RangeCollector, line: string, at: SourceLocation): void {
  const content = withoutComment(line);
  const start = content.search(/\S/);
  if (start < 0) return;
  const [block, name] = splitOnce(content.slice(start));
  const where = { ...at, column: start + 1 };
  collect(collector, block, where, { role: 'other', ...(name === '' ? {} : { name }) });
}

function splitOnce(content: string): readonly [string, string] {
  const end = content.search(/[\s,;]/);
  if (end < 0) return [content, ''];
  return [
    content.slice(0, end),
    content
      .slice(end)
      .replace(/^[\s,;]+/, '')
      .trimEnd(),
  ];
}
