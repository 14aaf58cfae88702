/** Completion for zsh: a file of `fpath`, or a script to source behind `compinit`. */
import {
  type CompletedCommand,
  type CompletedFlag,
  type Expected,
  completedCommands,
  flagsBeforeCommands,
  singleQuoted,
} from './completion.ts';

const beginning = `#compdef gke-ip-planner
# zsh completion of gke-ip-planner, printed by: gke-ip-planner completion zsh

_gke-ip-planner-output() {
  if compset -P '*='; then
    _files
  else
    compadd -- "$@"
  fi
}

`;

/** Works as a file of `fpath`, which is run when it is needed first, and when it is sourced. */
const ending = `if [[ $funcstack[1] == _gke-ip-planner ]]; then
  _gke-ip-planner "$@"
else
  compdef _gke-ip-planner gke-ip-planner
fi
`;

export function zshScript(): string {
  return `${beginning}_gke-ip-planner() {
  if ((CURRENT == 2)); then
    local -a commands
    commands=(
${lines(completedCommands.map(described), '      ')}
    )
    if [[ $PREFIX == -* ]]; then
      _arguments \\
${argumentLines(flagsBeforeCommands.map(flagSpec))}
    else
      _describe -t commands command commands
    fi
    return
  fi
  local command=$words[2]
  shift words
  ((CURRENT -= 1))
  case $command in
${completedCommands.map(branch).join('\n')}
  esac
}

${ending}`;
}

const lines = (texts: readonly string[], indent: string): string =>
  texts.map((text) => indent + text).join('\n');

const argumentLines = (specs: readonly string[]): string =>
  specs.map((spec) => `        ${spec}`).join(' \\\n');

function described({ name, text }: CompletedCommand): string {
  return singleQuoted(`${name}:${text}`);
}

function branch({ name, flags, argument }: CompletedCommand): string {
  const specs = [
    ...flags.map(flagSpec),
    ...(argument === undefined ? [] : [singleQuoted(`*:argument:${actionOf(argument)}`)]),
  ];
  return `    ${name})\n      _arguments \\\n${argumentLines(specs)}\n      ;;`;
}

/** `*--flag=[what it does]:value:what completes it`; the value may be the next word as well. */
function flagSpec({ flag, short, text, value }: CompletedFlag): string {
  const does = `[${text.replaceAll(/[\\\][]/g, '\\$&')}]`;
  const spec = (name: string, end: string) =>
    value === undefined
      ? `*${name}${does}`
      : `*${name}${end}${does}:${value.name.replaceAll(':', '\\:')}:${actionOf(value.expected)}`;
  return [...(short === undefined ? [] : [spec(`-${short}`, '+')]), spec(`--${flag}`, '=')]
    .map(singleQuoted)
    .join(' ');
}

function actionOf(expected: Expected): string {
  if (expected.kind === 'words') return `(${expected.words.join(' ')})`;
  if (expected.kind === 'starts') return ` compadd -S "" -- ${expected.words.join(' ')}`;
  if (expected.kind === 'formats') return ` _gke-ip-planner-output ${expected.words.join(' ')}`;
  if (expected.kind === 'file') return '_files';
  if (expected.kind === 'folder') return '_files -/';
  return ' ';
}
