/**
 * Matches regular expressions in time that grows with the text alone, as RE2 does: all ways to match
 * are followed at once, character by character, and none is tried twice.
 * https://swtch.com/~rsc/regexp/regexp2.html
 */
import { Unknown } from '../unknown.ts';
import { isWord, type Matches } from './pattern-class.ts';
import { type Assertion, parsePattern, type Pattern } from './pattern-syntax.ts';
import { stopAt } from './stop.ts';

type Instruction =
  | { readonly kind: 'character'; readonly matches: Matches }
  | { readonly kind: 'assertion'; readonly assertion: Assertion }
  /** Ways to go on, the preferred one first. */
  | { readonly kind: 'split'; readonly ways: number[] }
  /** Remembers the place: slot 2n is where group n begins, 2n + 1 where it ends. */
  | { readonly kind: 'save'; readonly slot: number }
  | { readonly kind: 'match' };

export interface Program {
  readonly instructions: readonly Instruction[];
  readonly groups: readonly (string | undefined)[];
}

/** Where the match and its groups begin and end, in code points; `undefined` for a group without a part in it. */
export type Slots = readonly (number | undefined)[];

const longestProgram = 20_000;

/** Ways to match that one step of an evaluation follows by a character. */
const threadsPerStep = 4;

export function compile(text: string): Program {
  const { pattern, groups } = parsePattern(text);
  const instructions: Instruction[] = [];
  emit({ kind: 'group', index: 0, of: pattern }, instructions);
  add(instructions, { kind: 'match' });
  return { instructions, groups };
}

function add(program: Instruction[], instruction: Instruction): number {
  if (program.length >= longestProgram)
    stopAt(new Unknown('a regular expression that is too long'));
  return program.push(instruction);
}

function emit(pattern: Pattern, program: Instruction[]): void {
  switch (pattern.kind) {
    case 'sequence':
      for (const item of pattern.items) emit(item, program);
      break;
    case 'choice':
      emitChoice(pattern.options, program);
      break;
    case 'group':
      add(program, { kind: 'save', slot: 2 * pattern.index });
      emit(pattern.of, program);
      add(program, { kind: 'save', slot: 2 * pattern.index + 1 });
      break;
    case 'repeat':
      emitRepeat(pattern, program);
      break;
    default:
      add(program, pattern);
  }
}

/** A split to each option, each with a jump behind the last one. */
function emitChoice(options: readonly Pattern[], program: Instruction[]): void {
  const ways: number[] = [];
  add(program, { kind: 'split', ways });
  const jumps = options.map((option) => {
    ways.push(program.length);
    emit(option, program);
    const jump: number[] = [];
    add(program, { kind: 'split', ways: jump });
    return jump;
  });
  for (const jump of jumps) jump.push(program.length);
}

function emitRepeat(
  { of, least, most, greedy }: Extract<Pattern, { readonly kind: 'repeat' }>,
  program: Instruction[],
): void {
  const endless = most === Number.POSITIVE_INFINITY;
  for (let count = endless ? 1 : 0; count < least; count += 1) emit(of, program);
  const exits = endless
    ? emitLoop(of, least === 0, program)
    : emitOptions(of, most - least, program);
  for (const ways of exits) {
    if (greedy) ways.push(program.length);
    else ways.unshift(program.length);
  }
}

/** Once and then again and again; with `optional`, perhaps not once. Gives the splits that lead out. */
function emitLoop(of: Pattern, optional: boolean, program: Instruction[]): readonly number[][] {
  const skips = optional ? [addSplit(program)] : [];
  const start = program.length;
  emit(of, program);
  return [...skips, addSplit(program, start)];
}

/** Copies each of which can be skipped together with those behind it. */
function emitOptions(of: Pattern, count: number, program: Instruction[]): readonly number[][] {
  return Array.from({ length: count }, () => {
    const skip = addSplit(program);
    emit(of, program);
    return skip;
  });
}

/** A split to an instruction, by default the next one; where else it leads is said later. */
function addSplit(program: Instruction[], way = program.length + 1): number[] {
  const ways = [way];
  add(program, { kind: 'split', ways });
  return ways;
}

interface Thread {
  readonly at: number;
  readonly slots: Slots;
}

/**
 * The leftmost match from `start` on, of those that begin there the one that comes first in the expression.
 * `spend` hears of the work, and may end it.
 */
export function matchFrom(
  { instructions }: Program,
  codes: readonly number[],
  start: number,
  spend: (steps: number) => void,
): Slots | undefined {
  let threads: readonly Thread[] = [];
  let found: Slots | undefined;
  for (let place = start; place <= codes.length; place += 1) {
    const begun = found === undefined ? [...threads, { at: 0, slots: [] }] : threads;
    const { ready, match } = follow(instructions, begun, codes, place);
    spend((1 + ready.length) / threadsPerStep);
    if (match !== undefined) found = match;
    if (ready.length === 0 && found !== undefined) return found;
    const code = codes[place];
    threads = ready.flatMap(({ at, slots }) => {
      const instruction = instructions[at];
      const takes = instruction?.kind === 'character' && code !== undefined;
      return takes && instruction.matches(code) ? [{ at: at + 1, slots }] : [];
    });
  }
  return found;
}

/** Goes on to where each thread needs a character. A match ends all threads that are less preferred. */
function follow(
  instructions: readonly Instruction[],
  threads: readonly Thread[],
  codes: readonly number[],
  place: number,
): { readonly ready: readonly Thread[]; readonly match?: Slots } {
  const ready: Thread[] = [];
  const seen = new Set<number>();
  const pending = threads.toReversed();
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { at, slots } = next;
    const instruction = instructions[at];
    if (seen.has(at) || instruction === undefined) continue;
    seen.add(at);
    if (instruction.kind === 'match') return { ready, match: slots };
    if (instruction.kind === 'character') ready.push(next);
    else pending.push(...waysOf(instruction, next, codes, place));
  }
  return { ready };
}

/** The preferred one last, where it is taken from. */
function waysOf(
  instruction: Exclude<Instruction, { readonly kind: 'match' | 'character' }>,
  { at, slots }: Thread,
  codes: readonly number[],
  place: number,
): readonly Thread[] {
  switch (instruction.kind) {
    case 'split':
      return instruction.ways.map((way) => ({ at: way, slots })).toReversed();
    case 'save': {
      const saved = [...slots];
      saved[instruction.slot] = place;
      return [{ at: at + 1, slots: saved }];
    }
    default:
      return holds[instruction.assertion](codes, place) ? [{ at: at + 1, slots }] : [];
  }
}

const lineBreak = 10;

function isBoundary(codes: readonly number[], place: number): boolean {
  const [before, after] = [codes[place - 1], codes[place]];
  return (before !== undefined && isWord(before)) !== (after !== undefined && isWord(after));
}

const holds: Readonly<Record<Assertion, (codes: readonly number[], place: number) => boolean>> = {
  start: (_, place) => place === 0,
  end: (codes, place) => place === codes.length,
  'line start': (codes, place) => place === 0 || codes[place - 1] === lineBreak,
  'line end': (codes, place) => place === codes.length || codes[place] === lineBreak,
  boundary: isBoundary,
  'no boundary': (codes, place) => !isBoundary(codes, place),
};
