import { Command, CommanderError, Option } from 'commander';
import { defined } from '../defined.ts';
import { InputError, type Problem } from '../errors.ts';
import type { FlagValues } from '../input/flag-values.ts';
import { description, name, version } from '../../package.json';
import { type CommandName, type Flag, commandHelp, commandNames, flagHelp } from './catalogue.ts';
import { formatsOf } from './formats.ts';
import { usageProblem } from './problems.ts';
import { type ScannedArguments, scanArguments } from './scan.ts';
import { type TopicName, topicNames } from './topic-names.ts';

/** What a command line asks for. */
export interface Invocation {
  readonly command: CommandName;
  readonly inputs: readonly string[];
  readonly values: FlagValues<Flag>;
  /** What is wrong with it so far; the command adds what is wrong with values and inputs. */
  readonly problems: readonly Problem[];
}

/** Help or the version: the whole answer. */
export interface Answer {
  readonly text: string;
  /** Somebody asked for it; otherwise it is help for a command line without a command. */
  readonly asked: boolean;
  /** What else is to be explained, behind the text. */
  readonly topic?: TopicName;
}

/**
 * Reads a command line. `columns` is the width that help is wrapped to.
 * @throws InputError for what leaves no command to run.
 */
export function parseArguments(argv: readonly string[], columns = 80): Invocation | Answer {
  const scanned = scanArguments(argv);
  if (scanned.argv.length === 0 && scanned.problems.length > 0) {
    throw new InputError(scanned.problems);
  }
  const topic = topicOf(scanned.argv);
  if (topic !== undefined && !isCommand(topic)) return { text: '', asked: true, topic };
  let invocation: Invocation | undefined;
  const printed: string[] = [];
  const program = buildProgram(columns, printed, (command, values, inputs, problems) => {
    invocation = { command, values, inputs, problems: [...scanned.problems, ...problems] };
  });
  try {
    program.parse(scanned.argv, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (printed.length === 0) throw asInputError(error, scanned);
    return { text: printed.join(''), asked: error.exitCode === 0, ...defined({ topic }) };
  }
  if (invocation === undefined) throw new Error('commander ran no command');
  return invocation;
}

function topicOf([word, named]: readonly string[]): TopicName | undefined {
  return word === 'help' ? topicNames.find((topic) => topic === named) : undefined;
}

const isCommand = (word: string): boolean => commandNames.some((command) => command === word);

type Run = (
  command: CommandName,
  values: FlagValues<Flag>,
  inputs: readonly string[],
  problems: readonly Problem[],
) => void;

function buildProgram(columns: number, printed: string[], run: Run): Command {
  const program = new Command(name)
    .description(`${description}.`)
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand('help [command]', 'print help for a command or about a topic')
    .addHelpText('after', `\nTopics of help:\n  ${topicNames.join(', ')}`)
    .addHelpText('after', `\nExamples:\n${examples(commandNames.map(firstExample))}`)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => printed.push(text),
      writeErr: (text) => printed.push(text),
      outputError: () => undefined,
      getOutHelpWidth: () => columns,
      getErrHelpWidth: () => columns,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    });
  for (const command of commandNames) addCommand(program, command, run);
  return program;
}

function addCommand(program: Command, command: CommandName, run: Run): void {
  const help = commandHelp[command];
  const added = program
    .command(command)
    .description(help.text)
    .allowExcessArguments()
    .addHelpText('after', `\nExamples:\n${examples(help.examples)}`)
    .action(() => run(command, valuesOf(added), added.args, excess(added)));
  for (const [argument, text] of help.arguments) added.argument(argument, text);
  for (const [heading, flags] of help.groups) {
    for (const flag of flags) added.addOption(optionOf(flag, command).helpGroup(`${heading}:`));
  }
}

function optionOf(flag: Flag, command: CommandName): Option {
  const { short, value, text: does } = flagHelp[flag];
  const text = flag === 'output' ? `${formatsOf[command].join(', ')}; ${does}` : does;
  const names = `${short === undefined ? '' : `-${short}, `}--${flag}`;
  if (value === undefined) return new Option(names, text);
  return new Option(`${names} <${value}>`, text).argParser(
    (given: string, before: readonly string[] | undefined) => [...(before ?? []), given],
  );
}

function valuesOf(command: Command): FlagValues<Flag> {
  const given = command.options.filter(
    (option) => command.getOptionValueSource(option.attributeName()) === 'cli',
  );
  return Object.fromEntries(
    given.map((option) => {
      const value: unknown = command.getOptionValue(option.attributeName());
      return [option.long?.slice(2), Array.isArray(value) ? value : []];
    }),
  );
}

/** Arguments that a command does not take. */
function excess({ args, registeredArguments }: Command): readonly Problem[] {
  if (registeredArguments.some((argument) => argument.variadic)) return [];
  return args.slice(registeredArguments.length).map((word) => {
    const most = ['leave it out', 'name one at most', 'name two at most'];
    const fix = most[registeredArguments.length] ?? '';
    return usageProblem(word, 'is one argument too many', fix);
  });
}

function asInputError(error: CommanderError, { argv, problems }: ScannedArguments): InputError {
  const what = error.message.replace(/^error: /, '');
  const fix = `see ${name} ${argv.slice(0, 1).join('')} --help`;
  return new InputError([...problems, { what, fix, where: { file: 'command line' } }]);
}

function firstExample(command: CommandName): string {
  return commandHelp[command].examples[0] ?? command;
}

function examples(lines: readonly string[]): string {
  return lines
    .map((line) => `  $ ${line.startsWith('gcloud') ? line : `${name} ${line}`}\n`)
    .join('');
}
