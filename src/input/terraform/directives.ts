/**
 * Comments that accept a risk where it stands: `# gke-ip-planner: ignore <rule> until=2027-06-30 reason`.
 * They hold for what begins on their line or, alone on their line, on the next one.
 */
import { defined } from '../../defined.ts';
import type { Problem } from '../../errors.ts';
import { isDate } from '../date.ts';
import type { Suppression } from '../input.ts';
import type { Comment } from './ast.ts';
import type { Source } from './source.ts';

/** First and last line of an attribute, a block or an item. */
export interface LineSpan {
  readonly from: number;
  readonly to: number;
}

export interface Directives {
  readonly suppressions: readonly Suppression[];
  readonly problems: readonly Problem[];
}

const mark = /^gke-ip-planner\b\s*:?\s*/;

export function isDirective({ text }: Comment): boolean {
  return mark.test(text);
}

/** `spans` are those of the whole file. */
export function readDirectives(
  source: Source,
  comments: readonly Comment[],
  spans: readonly LineSpan[],
): Directives {
  const below = linesBelow(source, comments);
  const spanAt = spansByLine(spans);
  const read = comments.filter(isDirective).map((comment) => {
    const line = comment.at.line ?? 0;
    return readDirective(comment, spanAt(comment.trailing ? line : below(line)));
  });
  return {
    suppressions: read.filter((each) => 'rule' in each),
    problems: read.filter((each) => 'what' in each),
  };
}

const example = 'write "gke-ip-planner: ignore range-overlap until=2027-06-30 and the reason"';

function readDirective(comment: Comment, span: LineSpan | undefined): Suppression | Problem {
  const where = comment.at;
  const refuse = (what: string, fix = example) => ({ what, fix, where });
  const [command = '', rule = '', ...words] = comment.text.replace(mark, '').split(/\s+/);
  if (command !== 'ignore') return refuse('the comment asks for something else than "ignore"');
  if (!/^[a-z][a-z\d-]*$/.test(rule)) return refuse('the comment names no rule');
  const dates = words.filter((word) => word.startsWith('until='));
  const reason = words.filter((word) => !word.startsWith('until=')).join(' ');
  const until = dates[0]?.slice('until='.length);
  if (dates.length > 1) return refuse('the comment has two dates');
  if (until !== undefined && !isDate(until)) {
    return refuse('the comment has no day behind "until="', 'write a day such as until=2027-06-30');
  }
  if (reason === '') return refuse('the comment gives no reason');
  if (span === undefined) {
    const fix = 'put it on the line of an attribute or a block, or on the line before it';
    return refuse('the comment stands where nothing is that it could be about', fix);
  }
  const lines = { file: where.file, ...span };
  return { rule, reason, ...defined({ until }), lines, where };
}

/** The widest span that begins on a line; else the widest that ends there, as that of a brace. */
function spansByLine(spans: readonly LineSpan[]) {
  const beginning = new Map<number, LineSpan>();
  const ending = new Map<number, LineSpan>();
  for (const span of spans) {
    if (span.to > (beginning.get(span.from)?.to ?? 0)) beginning.set(span.from, span);
    if (span.from < (ending.get(span.to)?.from ?? Infinity)) ending.set(span.to, span);
  }
  return (line: number) => beginning.get(line) ?? ending.get(line);
}

/** The first line below a line that is neither blank nor a comment. */
function linesBelow({ text }: Source, comments: readonly Comment[]): (line: number) => number {
  const lines = text.split('\n');
  const blank = lines.map((line) => line.trim() === '');
  for (const comment of comments) {
    if (comment.trailing) continue;
    const first = (comment.at.line ?? 0) - 1;
    blank.fill(true, first, first + comment.text.split('\n').length);
  }
  const next = lines.map(() => lines.length + 1);
  for (let index = lines.length - 2; index >= 0; index -= 1) {
    next[index] = blank[index + 1] === true ? (next[index + 1] ?? 0) : index + 2;
  }
  return (line) => next[line - 1] ?? 0;
}
