import type { Problem } from '../errors.ts';
import { nearest } from '../input/nearest.ts';
import { quote } from '../net/cidr-error.ts';
import { type CommandName, commandNames, flagHelp, flagsOf } from './catalogue.ts';
import { usageProblem } from './problems.ts';
import { topicNames } from './topic-names.ts';

/** A command line without what nobody knows, and what is wrong with the rest of it. */
export interface ScannedArguments {
  /** Flags are written out, `--flag=value`, so that a value is never taken for a flag. */
  readonly argv: readonly string[];
  readonly problems: readonly Problem[];
}

const helpFlags = new Set(['-h', '--help', '-V', '--version']);

/**
 * Finds every unknown flag and missing value of a command line; a parser stops at the first. An unknown
 * flag goes together with the word behind it, which may be its value.
 */
export function scanArguments(argv: readonly string[]): ScannedArguments {
  const end = argv.indexOf('--');
  if (argv.slice(0, end < 0 ? argv.length : end).some((word) => helpFlags.has(word))) {
    return { argv, problems: [] };
  }
  const [word, ...rest] = argv;
  if (word === undefined) return { argv, problems: [] };
  if (word === 'help') return scanTopic(argv);
  const command = commandNames.find((name) => name === word);
  if (command === undefined) return { argv: [], problems: [unknownCommand(word)] };
  const { words, problems } = scanFlags(rest, command);
  return { argv: [command, ...words], problems };
}

/** `help` alone, `help <command>` or `help <topic>`. */
function scanTopic(argv: readonly string[]): ScannedArguments {
  const [, topic = 'help'] = argv;
  const known: readonly string[] = [...commandNames, ...topicNames];
  if (topic === 'help' || known.includes(topic)) return { argv, problems: [] };
  const meant = nearest(topic, known);
  const all = `the commands are ${commandNames.join(', ')}; the topics ${topicNames.join(', ')}`;
  const fix = meant === undefined ? all : `write ${meant} (${all})`;
  return { argv: [], problems: [usageProblem(quote(topic), 'is no command and no topic', fix)] };
}

function unknownCommand(word: string): Problem {
  const known = `the commands are ${commandNames.join(', ')}`;
  if (word.startsWith('-')) {
    return usageProblem(quote(word), 'stands before the command', `${known}; flags follow them`);
  }
  const meant = nearest(word, commandNames);
  const fix = meant === undefined ? known : `write ${meant} (${known})`;
  return usageProblem(quote(word), 'is no command', fix);
}

function scanFlags(argv: readonly string[], command: CommandName) {
  const words: string[] = [];
  const problems: Problem[] = [];
  for (let index = 0; index < argv.length; index += 1) {
    const word = argv[index] ?? '';
    if (word === '--') return { words: [...words, ...argv.slice(index)], problems };
    if (!word.startsWith('-') || word === '-') {
      words.push(word);
      continue;
    }
    const next = argv[index + 1];
    const found = scanFlag(word, next, command);
    if ('flag' in found) words.push(found.flag);
    else problems.push(found.problem);
    if (found.takesNext) index += 1;
  }
  return { words, problems };
}

type ScannedFlag = ({ readonly flag: string } | { readonly problem: Problem }) & {
  readonly takesNext: boolean;
};

function scanFlag(word: string, next: string | undefined, command: CommandName): ScannedFlag {
  const { name, inline } = splitFlag(word, command);
  const flag = flagsOf(command).find((known) => known === name);
  const isValue = next !== undefined && (next === '-' || !next.startsWith('-'));
  if (flag === undefined) {
    const takesNext = inline === undefined && isValue;
    return { problem: unknownFlag(name, command), takesNext };
  }
  const { value } = flagHelp[flag];
  if (value === undefined) {
    if (inline === undefined) return { flag: `--${flag}`, takesNext: false };
    // What stands there may have been meant for --var, whose values are never repeated.
    const problem = usageProblem(`--${flag}`, 'takes no value', `write --${flag}`);
    return { problem, takesNext: false };
  }
  if (inline !== undefined) return { flag: `--${flag}=${inline}`, takesNext: false };
  if (next === undefined || isFlagOf(next, command)) {
    const problem = usageProblem(`--${flag}`, 'has no value', `write --${flag} <${value}>`);
    return { problem, takesNext: false };
  }
  return { flag: `--${flag}=${next}`, takesNext: true };
}

/** `--flag`, `--flag=value`, `-f`, `-fvalue` or `-f=value`. */
function splitFlag(word: string, command: CommandName) {
  if (word.startsWith('--')) {
    const [, name = '', inline] = /^--([^=]*)(?:=(.*))?$/s.exec(word) ?? [];
    return { name, inline };
  }
  const flag = flagsOf(command).find((known) => flagHelp[known].short === word[1]);
  if (flag === undefined) return { name: word, inline: undefined };
  const inline = word.slice(2).replace(/^=/, '');
  return { name: flag as string, inline: word.length === 2 ? undefined : inline };
}

function isFlagOf(word: string, command: CommandName): boolean {
  if (word === '-') return false;
  const { name } = splitFlag(word, command);
  return word.startsWith('-') && flagsOf(command).some((flag) => flag === name);
}

function unknownFlag(name: string, command: CommandName): Problem {
  const shown = name.startsWith('-') ? name : `--${name}`;
  const meant = nearest(name, flagsOf(command));
  const help = `gke-ip-planner ${command} --help lists the flags`;
  return usageProblem(shown, 'is no flag of this command', meant ? `write --${meant}` : help);
}
