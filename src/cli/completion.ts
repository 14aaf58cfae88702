/** What can stand where on a command line, for the scripts that complete it; from the catalogue. */
import { dataPlanes, modes } from '../gke/cluster.ts';
import { neighbourRoles } from '../gke/neighbours.ts';
import { targets } from '../gke/sweep-best.ts';
import { mapRoles } from '../input/tfvars/map-roles.ts';
import { fleetOrders } from '../report/fleet.ts';
import { rules } from '../rules/index.ts';
import {
  type CommandName,
  type Flag,
  commandHelp,
  commandNames,
  flagHelp,
  flagsOf,
} from './catalogue.ts';
import { failLevels } from './exit-code.ts';
import { formatsOf } from './formats.ts';
import { topicNames } from './topic-names.ts';

/** Shells that a script can be made for. */
export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

/**
 * What stands for a value: one of some words, words that may go on with `=<file>`, words that go on
 * behind their `=`, a file, a folder, or what nobody can list.
 */
export type Expected =
  | { readonly kind: 'words' | 'formats' | 'starts'; readonly words: readonly string[] }
  | { readonly kind: 'file' | 'folder' | 'anything' };

export interface CompletedFlag {
  readonly flag: string;
  readonly short?: string;
  readonly text: string;
  /** Absent for a switch. */
  readonly value?: { readonly name: string; readonly expected: Expected };
}

export interface CompletedCommand {
  readonly name: string;
  /** One sentence. */
  readonly text: string;
  readonly flags: readonly CompletedFlag[];
  /** Its arguments are of one kind; absent where it takes none. */
  readonly argument?: Expected;
}

/** In the order of their ids, as `rules` lists them. */
const ruleIds = rules.map(({ id }) => id).toSorted();

const wordsOfFlags: Readonly<Partial<Record<Flag, readonly string[]>>> = {
  mode: modes,
  cni: dataPlanes,
  'control-plane': ['psc', 'none'],
  'service-range': ['google-managed'],
  'nat-addresses': ['auto'],
  target: targets,
  'fail-on': failLevels,
  sort: fleetOrders,
  ignore: ruleIds,
};

/** What the name of a value, as the help writes it, says of it, whatever may stand before it in brackets. */
const kindsOfValues: Readonly<Record<string, 'file' | 'folder'>> = {
  file: 'file',
  report: 'file',
  folder: 'folder',
};

const file = { kind: 'file' } as const;

const argumentsOf: Readonly<Record<CommandName, Expected | undefined>> = {
  plan: file,
  check: file,
  sweep: undefined,
  free: file,
  diff: file,
  report: file,
  rules: { kind: 'words', words: ruleIds },
  completion: { kind: 'words', words: shells },
};

const helpFlag: CompletedFlag = { flag: 'help', short: 'h', text: 'print help' };

/** Every command with what may follow it, `help` among them. */
export const completedCommands: readonly CompletedCommand[] = [
  ...commandNames.map((name) => completedCommand(name)),
  {
    name: 'help',
    text: 'Prints help for a command or about a topic.',
    flags: [],
    argument: { kind: 'words', words: [...new Set([...commandNames, ...topicNames])] },
  },
];

/** Flags that stand in the place of a command. */
export const flagsBeforeCommands: readonly CompletedFlag[] = [
  helpFlag,
  { flag: 'version', short: 'V', text: 'print the version' },
];

function completedCommand(name: CommandName): CompletedCommand {
  const argument = argumentsOf[name];
  return {
    name,
    text: /^.+?[.](?= |$)/.exec(commandHelp[name].text)?.[0] ?? '',
    flags: [...flagsOf(name).map((flag) => completedFlag(flag, name)), helpFlag],
    ...(argument === undefined ? {} : { argument }),
  };
}

function completedFlag(flag: Flag, command: CommandName): CompletedFlag {
  const { short, text, value } = flagHelp[flag];
  return {
    flag,
    ...(short === undefined ? {} : { short }),
    text,
    ...(value === undefined ? {} : { value: { name: value, expected: expectedOf(flag, command) } }),
  };
}

function expectedOf(flag: Flag, command: CommandName): Expected {
  if (flag === 'output') return { kind: 'formats', words: formatsOf[command] };
  if (flag === 'other-range')
    return { kind: 'starts', words: neighbourRoles.map((role) => `${role}=`) };
  if (flag === 'map') return { kind: 'starts', words: mapRoles.map((role) => `${role}=`) };
  const words = wordsOfFlags[flag];
  if (words !== undefined) return { kind: 'words', words };
  const value = (flagHelp[flag].value ?? '').replace(/^\[.*\]/, '');
  return { kind: kindsOfValues[value] ?? 'anything' };
}

/** A text between single quotes of bash and zsh. */
export function singleQuoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
