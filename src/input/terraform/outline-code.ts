/** The outline of what is no text: names, numbers, brackets, operators, comments, line ends. */
import { blanks } from './blanks.ts';
import type { Frame, FrameKind, Scan } from './scan.ts';
import { pop, push, settle, take, top, weigh } from './scan.ts';
import {
  doubleIndex,
  malformedNumber,
  misplaced,
  unclosedComment,
  unexpected,
  unfinished,
} from './outline-problems.ts';

const token = new RegExp(
  [
    /(?<space>[ \t]+)/u,
    /(?<lineEnd>\r?\n)/u,
    /(?<comment>#[^\n]*|\/\/[^\n]*|\/\*[^]*?\*\/)/u,
    /(?<openComment>\/\*)/u,
    /(?<name>[\p{ID_Start}_][\p{ID_Continue}-]*(?:::[\p{ID_Start}_][\p{ID_Continue}-]*)*)/u,
    /(?<number>\d+(?:\.\d+|\.?[eE][+-]?\d+)*)/u,
    /(?<heredoc><<-?(?<marker>[\p{ID_Start}_][\p{ID_Continue}-]*)\r?\n)/u,
    /(?<openHeredoc><<)/u,
    /(?<splat>\[[ \t]*\*[ \t]*\])/u,
    /(?<bracket>[{}()[\]])/u,
    /(?<quote>")/u,
    /(?<operator>&&|\|\||[=!<>]=|=>|\.\.\.|[-+*/%!<>=?:.,~])/u,
  ]
    .map(({ source }) => source)
    .join('|'),
  'uy',
);

/** Takes one token. */
export function scanCode(scan: Scan): void {
  token.lastIndex = scan.position;
  const groups = token.exec(scan.source.text)?.groups;
  const kind = groups === undefined ? undefined : kinds.find((each) => groups[each] !== undefined);
  if (groups === undefined || kind === undefined) {
    scan.problem = unexpected(scan);
    return;
  }
  const text = groups[kind] ?? '';
  const offset = scan.position;
  takers[kind](scan, text, groups['marker'] ?? '');
  if (kind === 'space' || kind === 'comment' || kind === 'lineEnd') return;
  scan.tokens += 1;
  scan.last = { offset, text };
}

const takers = {
  space: (scan, text) => take(scan, text.length, text),
  lineEnd: takeLineEnd,
  comment: takeComment,
  openComment: (scan) => (scan.problem = unclosedComment(scan)),
  name: (scan, text) =>
    takeOperand(scan, text, keywords.has(text) ? text : '_'.repeat(text.length)),
  number: takeNumber,
  heredoc: (scan, text, marker) => {
    openText(scan, 'heredoc', marker);
    take(scan, text.length, `"${' '.repeat(text.length - 1)}`);
  },
  openHeredoc: (scan) => (scan.problem = unexpected(scan)),
  splat: (scan, text) => {
    weigh(scan);
    takeOperand(scan, text, '[*]'.padEnd(text.length));
  },
  bracket: (scan, text) => {
    const close = closing.get(text);
    if (close === undefined) takeClosing(scan, text);
    else takeOpening(scan, text, close);
  },
  quote: (scan, text) => {
    openText(scan, 'quoted', text);
    take(scan, text.length, text);
  },
  operator: takeOperator,
} satisfies Record<string, (scan: Scan, text: string, marker: string) => void>;

/** The grammar would see the first one of them in `ifa`. */
const keywords = new Set('for in if else endif endfor true false null'.split(' '));

type Kind = keyof typeof takers;
const isKind = (name: string): name is Kind => name in takers;
const kinds: readonly Kind[] = Object.keys(takers).filter(isKind);

const closing = new Map([
  ['{', '}'],
  ['(', ')'],
  ['[', ']'],
]);

function takeOperand(scan: Scan, text: string, shown: string): void {
  top(scan).begun = true;
  take(scan, text.length, shown);
}

/** Behind a dot digits are an index, and two of them look like a fraction: HCL refuses `a.0.1`. */
function takeNumber(scan: Scan, text: string): void {
  if (scan.last.text === '.' && text.includes('.')) scan.problem = doubleIndex(scan);
  else if (Number.isNaN(Number(text))) scan.problem = malformedNumber(scan);
  else takeOperand(scan, text, '1'.repeat(text.length));
}

function takeOperator(scan: Scan, text: string): void {
  const frame = top(scan);
  if (text === '~' && !touchesBraces(scan, frame)) {
    scan.problem = unexpected(scan);
    return;
  }
  if (text === ',') {
    settle(scan);
    frame.begun = false;
  } else {
    weigh(scan);
    frame.begun = true;
    if (text === '=' && frame.kind === 'body') frame.assigned = true;
  }
  take(scan, text.length, text);
}

/** `${~` and `~}` take spaces away; `~` has no other meaning. */
function touchesBraces({ source, position }: Scan, { kind, open }: Frame): boolean {
  if (kind !== 'interpolation') return false;
  return position === open + '${'.length || source.text[position + 1] === '}';
}

/** A line end is a comma between items of an object, an end in a body, and elsewhere a space. */
function takeLineEnd(scan: Scan, text: string): void {
  const frame = top(scan);
  const shown = frame.kind === 'object' && frame.begun ? ',' : '\n';
  if (frame.kind === 'body' || shown === ',') {
    if (frame.kind === 'body') scan.lineEnds.push(scan.position);
    scan.problem = unfinished(scan);
    settle(scan);
    frame.assigned = false;
    frame.begun = false;
  }
  take(scan, text.length, shown.padStart(text.length));
}

function takeComment(scan: Scan, text: string): void {
  const { source, position, last } = scan;
  const at = source.locate(position);
  scan.comments.push({
    text: text.replace(/^(?:#|\/\/|\/\*)/, '').replace(/^[^\S\n]+|\s+$|\s*\*\/$/g, ''),
    at,
    trailing: last.text !== '' && source.locate(last.offset).line === at.line,
  });
  take(scan, text.length, ' '.repeat(text.length));
}

function takeOpening(scan: Scan, text: string, close: string): void {
  weigh(scan);
  top(scan).begun = true;
  push(scan, kindOf(scan, text), close, scan.position);
  take(scan, text.length, text);
}

const forAhead = new RegExp(String.raw`\{${blanks}for(?![\p{ID_Continue}-])`, 'uy');

function kindOf(scan: Scan, bracket: string): FrameKind {
  if (bracket !== '{') return 'group';
  const { kind, assigned } = top(scan);
  if (kind === 'body' && !assigned) return 'body';
  forAhead.lastIndex = scan.position;
  return forAhead.test(scan.source.text) ? 'group' : 'object';
}

function takeClosing(scan: Scan, text: string): void {
  const frame = top(scan);
  if (frame.close === text) {
    if (frame.kind === 'body' && outdented(scan, frame)) scan.suspect ??= frame.open;
    pop(scan);
    take(scan, text.length, text);
    return;
  }
  scan.problem = misplaced(scan, frame, text);
}

/** Whether the brace begins its line, further left than the line does that opens the block. */
function outdented({ source, position }: Scan, { open }: Frame): boolean {
  const opening = indentation(source.text, open);
  const before = source.text.slice(source.text.lastIndexOf('\n', position - 1) + 1, position);
  return before.trim() === '' && before.length < opening;
}

function indentation(text: string, offset: number): number {
  const start = text.lastIndexOf('\n', offset) + 1;
  return text.slice(start, offset).search(/\S|$/);
}

function openText(scan: Scan, kind: 'quoted' | 'heredoc', close: string): void {
  top(scan).begun = true;
  push(scan, kind, close, scan.position);
}
