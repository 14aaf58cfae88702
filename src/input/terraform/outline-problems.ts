/** What is wrong with the outline of an HCL text, at the place where a person would mend it. */
import type { Problem, SourceLocation } from '../../errors.ts';
import { nestedTooDeeply } from '../nesting.ts';
import type { Frame, Scan } from './scan.ts';

/** Levels of brackets, blocks and templates; texts of people stay below 20. */
const deepestFrames = 200;
/** The grammar keeps no more templates in mind than 127, counted twice where they interpolate. */
const deepestTemplates = 60;
/** Operators, steps and directives inside one another. */
const heaviestExpression = 1000;
/** Of a whole file; three thousand subnets with secondary ranges have that many. */
const mostTokens = 120_000;

/** Parsing takes as much time as there are tokens, and as much of the stack as there are levels. */
export function beyondBounds(scan: Scan): Problem | undefined {
  if (scan.tokens > mostTokens) {
    return tooLarge(here(scan), `${mostTokens} words and signs`);
  }
  if (scan.frames.length > deepestFrames) return nestedTooDeeply(here(scan));
  if (scan.templates > deepestTemplates) {
    const what = `has templates nested more than ${deepestTemplates} levels deep`;
    return { what, fix: 'name parts of it in locals', where: here(scan) };
  }
  if (scan.weight <= heaviestExpression) return undefined;
  const what = `has an expression of more than ${heaviestExpression} operators`;
  return { what, fix: 'name parts of it in locals', where: here(scan) };
}

export function tooLarge(where: SourceLocation, bound: string): Problem {
  const fix = 'give the part that declares networks and clusters';
  return { what: `has more than ${bound}, far more than Terraform files have`, fix, where };
}

/** A line of a body or an object that ends where a value has to follow. */
export function unfinished(scan: Scan): Problem | undefined {
  const { text, offset } = scan.last;
  if (!/^[-+*/%!<>=?:&|.]+$/.test(text) || scan.source.text.slice(0, offset).endsWith('.')) {
    return undefined;
  }
  const where = scan.source.locate(offset);
  if (text === '=') {
    return { what: 'has no value behind "="', fix: 'write the value on the same line', where };
  }
  const fix = 'write the rest on the same line, or put the expression in parentheses';
  return { what: `the line ends behind "${text}"`, fix, where };
}

/** A bracket that closes something else than what is open. */
export function misplaced(scan: Scan, frame: Frame, bracket: string): Problem {
  const where = here(scan);
  if (frame.close === '') {
    const fix = 'take it away, or open what it should close';
    return { what: `"${bracket}" closes nothing`, fix, where };
  }
  const { line } = scan.source.locate(frame.open);
  const what = `"${bracket}" stands where "${frame.close}" has to close what line ${line} opens`;
  return { what, fix: `write "${frame.close}" before it`, where };
}

/** The file ends, and something is open: the innermost, or what the indentation gives away. */
export function unclosed(scan: Scan): Problem {
  const frame = scan.frames.at(-1);
  const open = scan.suspect ?? frame?.open ?? 0;
  const where = scan.source.locate(open);
  if (frame?.kind === 'quoted')
    return neverClosed('the text', 'close it with a double quote', where);
  if (frame?.kind === 'heredoc') {
    const fix = `write ${frame.close} alone on the line behind the text, and a line end behind it`;
    return neverClosed('the heredoc', fix, where);
  }
  const bracket = scan.source.text.slice(open, open + 2).replace(/^([^$%]).*$/s, '$1');
  return neverClosed(`the "${bracket}"`, `close it with "${frame?.close ?? ''}"`, where);
}

export function unclosedComment(scan: Scan): Problem {
  return neverClosed('the comment', 'close it with "*/"', here(scan));
}

function neverClosed(what: string, fix: string, where: Problem['where'] & object): Problem {
  return { what: `${what} that begins here is never closed`, fix, where };
}

/** A quoted text in which the line ends, or the file. */
export function brokenQuote(scan: Scan): Problem {
  const { source, frames } = scan;
  const fix = 'close it with a double quote; a text of several lines is a heredoc (<<EOF)';
  const where = source.locate(frames.at(-1)?.open ?? scan.position);
  return { what: 'the text that begins here does not end on its line', fix, where };
}

export function doubleIndex(scan: Scan): Problem {
  const fix = 'write indexes in brackets: a[0][1]';
  return { what: 'two indexes with dots behind one another', fix, where: here(scan) };
}

export function malformedNumber(scan: Scan): Problem {
  return {
    what: 'a number with a point or an exponent too many',
    fix: 'write texts in double quotes',
    where: here(scan),
  };
}

/** A text that ends within a directive such as `%{ if … }`. */
export function unendedDirective(scan: Scan, offset: number): Problem {
  const fix = 'end it with "%{ endif }" or "%{ endfor }" in the same text';
  return neverClosed('the directive', fix, scan.source.locate(offset));
}

export function badEscape(scan: Scan): Problem {
  const fix = 'write "\\\\" for a backslash, \\u with four digits, \\U with eight';
  return { what: 'has an unknown escape', fix, where: here(scan) };
}

const adviceForCharacter: Readonly<Record<string, string>> = {
  "'": 'write texts in double quotes',
  '‘': 'write texts in straight double quotes',
  '’': 'write texts in straight double quotes',
  '“': 'write texts in straight double quotes',
  '”': 'write texts in straight double quotes',
  ';': 'begin a new line instead',
  '`': 'write texts in double quotes',
  '&': 'write "&&"',
  '|': 'write "||"',
  '\r': 'end lines with a line feed',
  '\u{a0}': 'write an ordinary space',
  '<': 'write the marker of a heredoc right behind "<<", and nothing behind it on its line',
};

/** A character that means nothing outside of texts. */
export function unexpected(scan: Scan): Problem {
  const code = scan.source.text.codePointAt(scan.position) ?? 0;
  const character = String.fromCodePoint(code);
  const shown = /[\p{C}\p{Z}]/u.test(character)
    ? `the character U+${code.toString(16).toUpperCase().padStart(4, '0')}`
    : character;
  const fix = adviceForCharacter[character] ?? 'take it away, or write it in double quotes';
  return { what: `${shown} has no meaning here`, fix, where: here(scan) };
}

function here({ source, position }: Scan) {
  return source.locate(position);
}
