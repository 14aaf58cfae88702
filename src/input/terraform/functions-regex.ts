/** https://developer.hashicorp.com/terraform/language/functions/regex and its neighbours */
import { type Call, of2, text } from './function.ts';
import { made, mapOf } from './make.ts';
import { compile, matchFrom, type Program, type Slots } from './pattern.ts';
import { fail } from './stop.ts';
import type { Value } from './value.ts';

type Spend = (steps: number) => void;

interface Search {
  readonly program: Program;
  readonly written: string;
  readonly spend: Spend;
}

const codesOf = (written: string) =>
  Array.from(written, (character) => character.codePointAt(0) ?? 0);

/** All matches, one after the other; an empty one does not follow a match directly. */
function* matchesOf({ program, written, spend }: Search): Generator<Slots> {
  const codes = codesOf(written);
  let [place, last] = [0, -1];
  while (place <= codes.length) {
    const slots = matchFrom(program, codes, place, spend);
    const [start = 0, end = codes.length] = slots ?? [];
    if (slots === undefined) return;
    if (end > start || start > last) yield slots;
    last = end;
    place = end > start ? end : end + 1;
  }
}

/** The text of a group; `undefined` where it has no part in the match. */
function groupOf(characters: readonly string[], slots: Slots, group: number): string | undefined {
  const [start, end] = [slots[2 * group], slots[2 * group + 1]];
  return start === undefined || end === undefined
    ? undefined
    : characters.slice(start, end).join('');
}

/** Without groups the text that matches, with names an object, else a list. */
function valueOf({ program, written }: Search, slots: Slots, { at }: Call): Value {
  const characters = Array.from(written);
  const { groups } = program;
  const part = (group: number) => made(groupOf(characters, slots, group) ?? null, at);
  if (groups.length === 0) return part(0);
  if (groups.every((name) => name === undefined)) {
    return made(
      groups.map((_, index) => part(index + 1)),
      at,
    );
  }
  return made(mapOf(groups.map((name = '', index) => [name, part(index + 1)] as const)), at);
}

function searchOf(pattern: string, written: string, { at, budget }: Call): Search {
  const program = compile(pattern);
  const names = program.groups.filter((name) => name !== undefined);
  if (names.length > 0 && names.length < program.groups.length) {
    fail('the regular expression has groups with and without names', 'name all of them, or none');
  }
  return { program, written, spend: (steps) => budget.spend(steps, at) };
}

function firstMatch(pattern: string, written: string, call: Call): Value {
  const search = searchOf(pattern, written, call);
  const [slots] = matchesOf(search);
  return slots === undefined
    ? fail('the regular expression matches nothing', 'use regexall(), or try()')
    : valueOf(search, slots, call);
}

function allMatches(pattern: string, written: string, call: Call): Value {
  const search = searchOf(pattern, written, call);
  const values = [...matchesOf(search)].map((slots) => valueOf(search, slots, call));
  return made(values, call.at, 'list');
}

/** Replaces every match; `$1`, `$name` and `${name}` in the replacement are groups, `$$` is a dollar sign. */
export function replacePattern(
  pattern: string,
  written: string,
  replacement: string,
  spend: Spend,
): string {
  const program = compile(pattern);
  const characters = Array.from(written);
  const parts: string[] = [];
  let end = 0;
  for (const slots of matchesOf({ program, written, spend })) {
    const between = characters.slice(end, slots[0]).join('');
    parts.push(between, expand(replacement, program, characters, slots));
    end = slots[1] ?? end;
    spend(1 + replacement.length / 64);
  }
  return [...parts, ...characters.slice(end)].join('');
}

function expand(
  replacement: string,
  { groups }: Program,
  characters: readonly string[],
  slots: Slots,
) {
  return replacement.replaceAll(
    /\$(?:(\$)|(\w+)|\{(\w+)\})/g,
    (_, dollar: string | undefined, bare: string | undefined, braced: string | undefined) => {
      if (dollar !== undefined) return dollar;
      const name = bare ?? braced ?? '';
      const group = /^\d+$/.test(name) ? Number(name) : groups.indexOf(name) + 1 || Number.NaN;
      return groupOf(characters, slots, group) ?? '';
    },
  );
}

export const regexFunctions = {
  regex: of2(text, text, firstMatch),
  regexall: of2(text, text, allMatches),
};
