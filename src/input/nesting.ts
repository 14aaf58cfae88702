import type { Problem, SourceLocation } from '../errors.ts';

/** Levels of brackets or indentation. Documents of people and tools stay below 30. */
const deepestNesting = 200;

const opening = new Set(['[', '{']);
const closing = new Set([']', '}']);

/**
 * Where brackets first stand inside more than 200 others, as an offset; -1 where
 * they never do. Parsers recurse once per level and would run out of stack, which can end the process.
 * With `strings`, brackets in double-quoted strings do not count.
 */
export function tooDeepBracket(text: string, strings: boolean): number {
  let depth = 0;
  let inString = false;
  for (const { 0: mark, index } of text.matchAll(strings ? /\\.|["[\]{}]/gs : /[[\]{}]/g)) {
    if (mark === '"') inString = !inString;
    else if (inString) continue;
    else if (opening.has(mark)) depth += 1;
    else if (closing.has(mark)) depth = Math.max(0, depth - 1);
    if (depth > deepestNesting) return index;
  }
  return -1;
}

/** The same for a value, without recursion. */
export function nestsTooDeeply(value: unknown): boolean {
  let level: readonly unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > deepestNesting) return true;
    level = level.flatMap((each) =>
      typeof each === 'object' && each !== null ? Object.values(each) : [],
    );
  }
  return false;
}

const tooDeepIndent = new RegExp(`^(?:[-?:]?[ \\t]){${deepestNesting}}.*\\S`, 'm');

/** The same for YAML's block style, where indentation and the marks of list items nest. */
export function tooDeepIndentation(text: string): number {
  return text.search(tooDeepIndent);
}

export const tooDeep = {
  what: `is nested more than ${deepestNesting} levels deep`,
  fix: 'give a file that no generator went wrong with',
};

export function nestedTooDeeply(where: SourceLocation): Problem {
  return { ...tooDeep, where };
}
