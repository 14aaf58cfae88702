/** Completion for fish. */
import {
  type CompletedCommand,
  type CompletedFlag,
  type Expected,
  completedCommands,
  flagsBeforeCommands,
} from './completion.ts';

/** What the lines behind it ask: which command stands there, and what follows a format. */
const beginning = `# fish completion of gke-ip-planner, printed by: gke-ip-planner completion fish

function __gke_ip_planner_has
    set -l words (commandline -opc)
    test (count $words) -ge 2; and contains -- $words[2] $argv
end

function __gke_ip_planner_has_none
    test (count (commandline -opc)) -eq 1
end

function __gke_ip_planner_output
    set -l parts (commandline -ct | string replace -r '^(-o|--output=)' '' | string split -m 1 =)
    if test (count $parts) -eq 2
        printf "$parts[1]=%s\\n" (__fish_complete_path $parts[2] | string replace -r '\\t.*' '')
    else
        printf '%s\\n' $argv
    end
end

`;

export function fishScript(): string {
  return `${beginning}complete -c gke-ip-planner -f
${[...commandLines(), ...flagsBeforeCommands.map((flag) => flagLine(flag, []))].join('\n')}
${flagLines().join('\n')}
${completedCommands.flatMap(argumentLine).join('\n')}
`;
}

const quoted = (text: string): string => `'${text.replaceAll(/['\\]/g, '\\$&')}'`;

function commandLines(): readonly string[] {
  return completedCommands.map(
    ({ name, text }) =>
      `complete -c gke-ip-planner -n __gke_ip_planner_has_none -a ${name} -d ${quoted(text)}`,
  );
}

/** One line for a flag that is the same in several commands. */
function flagLines(): readonly string[] {
  const commands = new Map<string, { flag: CompletedFlag; names: string[] }>();
  for (const { name, flags } of completedCommands)
    for (const flag of flags) {
      const key = JSON.stringify(flag);
      const known = commands.get(key) ?? { flag, names: [] };
      known.names.push(name);
      commands.set(key, known);
    }
  return [...commands.values()].map(({ flag, names }) => flagLine(flag, names));
}

/** Without commands, where none stands yet. */
function flagLine(
  { flag, short, text, value }: CompletedFlag,
  commands: readonly string[],
): string {
  const where = commands.length === 0 ? '__gke_ip_planner_has_none' : quoted(has(commands));
  const names = `${short === undefined ? '' : `-s ${short} `}-l ${flag}`;
  const takes = value === undefined ? '' : ` ${valueOf(value.expected)}`;
  return `complete -c gke-ip-planner -n ${where} ${names}${takes} -d ${quoted(text)}`;
}

function argumentLine({ name, argument }: CompletedCommand): readonly string[] {
  if (argument === undefined) return [];
  const what = 'words' in argument ? `-a ${quoted(argument.words.join(' '))}` : '-F';
  return [`complete -c gke-ip-planner -n ${quoted(has([name]))} ${what}`];
}

const has = (commands: readonly string[]): string => `__gke_ip_planner_has ${commands.join(' ')}`;

function valueOf(expected: Expected): string {
  if (expected.kind === 'formats')
    return `-x -a ${quoted(`(__gke_ip_planner_output ${expected.words.join(' ')})`)}`;
  if ('words' in expected) return `-x -a ${quoted(expected.words.join(' '))}`;
  if (expected.kind === 'file') return '-r -F';
  if (expected.kind === 'folder') return `-x -a '(__fish_complete_directories)'`;
  return '-x';
}
