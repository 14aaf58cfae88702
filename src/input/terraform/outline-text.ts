/** The outline of texts: quoted ones and heredocs, up to what is interpolated in them. */
import { blanks } from './blanks.ts';
import type { Scan } from './scan.ts';
import { pop, push, take, top } from './scan.ts';
import { badEscape, brokenQuote, unendedDirective, unexpected } from './outline-problems.ts';

/** Escapes stand for characters, which halves of surrogate pairs are not. */
const quotedPart = new RegExp(
  [
    /(?<text>[^"\\$%\r\n]+|\$\$\{|%%\{|[$%](?!\{))/,
    /(?<escape>\\(?:[nrt"\\]|(?:u|U0000)(?![dD][89a-fA-F])[\da-fA-F]{4}))/,
    /(?<beyond>\\U00(?:0[1-9a-fA-F]|10)[\da-fA-F]{4})/,
    /(?<open>[$%]\{)/,
    /(?<end>")/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'y',
);

const heredocPart = /(?<text>[^$%\r\n]+|\$\$\{|%%\{|[$%](?!\{)|\r?\n)|(?<open>[$%]\{)/y;

/** Takes one part of a text. */
export function scanText(scan: Scan): void {
  scan.tokens += 1;
  if (top(scan).kind === 'heredoc') scanHeredoc(scan);
  else scanQuoted(scan);
}

function scanQuoted(scan: Scan): void {
  quotedPart.lastIndex = scan.position;
  const groups = quotedPart.exec(scan.source.text)?.groups;
  const literal = groups?.['text'] ?? groups?.['escape'] ?? groups?.['beyond'];
  if (literal !== undefined) take(scan, literal.length, ' '.repeat(literal.length));
  else if (groups?.['open'] !== undefined) interpolate(scan, groups['open']);
  else if (groups?.['end'] !== undefined) end(scan, 1);
  else if (scan.source.text[scan.position] === '\\') scan.problem = badEscape(scan);
  else scan.problem = brokenQuote(scan);
}

function scanHeredoc(scan: Scan): void {
  const { source, position } = scan;
  if (source.text[position - 1] === '\n') {
    const marker = markerAt(source.text, position, top(scan).close);
    if (marker !== undefined) {
      end(scan, marker.length);
      return;
    }
  }
  heredocPart.lastIndex = position;
  const groups = heredocPart.exec(source.text)?.groups;
  const literal = groups?.['text'];
  if (literal !== undefined) take(scan, literal.length, ' '.repeat(literal.length));
  else if (groups?.['open'] !== undefined) interpolate(scan, groups['open']);
  else scan.problem = unexpected(scan);
}

/** The marker alone on its line, with the space before it. The file may not end right behind it. */
function markerAt(text: string, offset: number, marker: string): string | undefined {
  const lineEnd = text.indexOf('\n', offset);
  const line = text.slice(offset, lineEnd < 0 ? offset : lineEnd).replace(/\r$/, '');
  return line.trim() === marker && !line.includes('\r') ? line.trimEnd() : undefined;
}

function end(scan: Scan, length: number): void {
  const [directive] = top(scan).directives;
  if (directive !== undefined) {
    scan.problem = unendedDirective(scan, directive);
    return;
  }
  scan.last = { offset: scan.position, text: '"' };
  pop(scan);
  take(scan, length, '"'.padStart(length));
}

function countDirective(scan: Scan, word: string): void {
  const { directives } = top(scan);
  if (word === 'if' || word === 'for') {
    directives.push(scan.position);
    scan.templates += 1;
  } else if (word !== '' && directives.pop() !== undefined) {
    scan.templates -= 1;
  }
}

const directive = new RegExp(
  String.raw`%\{~?${blanks}(?<word>if|for|endif|endfor)(?![\p{ID_Continue}-])`,
  'uy',
);
function interpolate(scan: Scan, mark: string): void {
  directive.lastIndex = scan.position;
  const word = directive.exec(scan.source.text)?.groups?.['word'] ?? '';
  countDirective(scan, word);
  push(scan, 'interpolation', '}', scan.position);
  take(scan, mark.length, mark);
}
