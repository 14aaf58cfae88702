/** Completion for bash, from 3.2 on, without the package bash-completion. */
import {
  type CompletedCommand,
  type CompletedFlag,
  type Expected,
  completedCommands,
  flagsBeforeCommands,
  singleQuoted,
} from './completion.ts';

/** Puts words together again that "=" has cut in three, so that the last is what is completed. */
const beginning = `# bash completion of gke-ip-planner, printed by: gke-ip-planner completion bash
_gke_ip_planner() {
  local i word cur prev='' command flag='' choices='' files='' prefix=''
  local -a words
  words=()
  for ((i = 1; i <= COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    if [[ \${#words[@]} -gt 1 && ($word == =* || \${words[\${#words[@]} - 1]} == *=) ]]; then
      words[\${#words[@]} - 1]+=$word
    else
      words+=("$word")
    fi
  done
  local last=$((\${#words[@]} - 1))
  cur=\${words[last]}
  command=\${words[0]}
  ((last > 0)) && prev=\${words[last - 1]}
`;

/** Where nothing is chosen, readline completes the names of files: `complete -o default`. */
const ending = `  [[ -n $files ]] && return
  compopt +o default 2> /dev/null
  COMPREPLY=($(compgen -P "$prefix" -W "$choices" -- "$cur"))
  [[ \${COMPREPLY[0]-} == *= ]] && compopt -o nospace 2> /dev/null
}
complete -o default -F _gke_ip_planner gke-ip-planner
`;

export function bashScript(): string {
  return `${beginning}
  if ((last == 0)); then
    choices=${singleQuoted(firstWords())}
  elif [[ $cur == -* && $cur != *=* ]]; then
    case $command in
${branches(completedCommands.map(flagsBranch))}
    esac
  else
    if [[ $cur == --*=* ]]; then
      flag=\${cur%%=*}
      cur=\${cur#*=}
      [[ $COMP_WORDBREAKS == *=* ]] || prefix=$flag=
    elif [[ $prev == -* && $prev != *=* ]]; then
      flag=$prev
    fi
    case $flag in
${branches(valueBranches())}
      *)
        case $command in
${branches(completedCommands.flatMap(argumentBranch), '          ')}
        esac
        ;;
    esac
  fi

${ending}`;
}

interface Branch {
  readonly patterns: readonly string[];
  readonly body: string;
}

/** Branches of one body are one. */
function branches(all: readonly Branch[], indent = '      '): string {
  const patterns = new Map<string, string[]>();
  for (const branch of all) {
    const known = patterns.get(branch.body) ?? [];
    known.push(...branch.patterns);
    patterns.set(branch.body, known);
  }
  return [...patterns]
    .map(([body, of]) => `${indent}${[...new Set(of)].join(' | ')})${body} ;;`)
    .join('\n');
}

function firstWords(): string {
  const names = completedCommands.map(({ name }) => name);
  return [...names, ...flagsBeforeCommands.flatMap(spellings)].join(' ');
}

function flagsBranch({ name, flags }: CompletedCommand): Branch {
  const words = flags.flatMap(spellings).join(' ');
  return { patterns: [name], body: ` choices=${singleQuoted(words)}` };
}

function argumentBranch({ name, argument }: CompletedCommand): readonly Branch[] {
  return argument === undefined ? [] : [{ patterns: [name], body: bodyOf(argument) }];
}

/** Formats differ between commands, all other values do not. */
function valueBranches(): readonly Branch[] {
  const flags = completedCommands.flatMap((command) => command.flags);
  const values = flags.flatMap((flag) =>
    flag.value === undefined || flag.value.expected.kind === 'formats'
      ? []
      : [{ patterns: spellings(flag), body: bodyOf(flag.value.expected) }],
  );
  return [...values, ...formatBranch()];
}

function formatBranch(): readonly Branch[] {
  const taking = completedCommands.flatMap(({ name, flags }) =>
    flags.flatMap((flag) =>
      flag.value?.expected.kind === 'formats'
        ? [{ name, flag, body: bodyOf(flag.value.expected) }]
        : [],
    ),
  );
  const formats = branches(
    taking.map(({ name, body }) => ({ patterns: [name], body })),
    '          ',
  );
  const patterns = [...new Set(taking.flatMap(({ flag }) => spellings(flag)))];
  const body = `
        case $command in
${formats}
        esac
        [[ $cur == *=* ]] && files=1
       `;
  return [{ patterns, body }];
}

function bodyOf(expected: Expected): string {
  if (expected.kind === 'anything') return ' :';
  return 'words' in expected ? ` choices=${singleQuoted(expected.words.join(' '))}` : ' files=1';
}

function spellings({ flag, short }: CompletedFlag): readonly string[] {
  return [`--${flag}`, ...(short === undefined ? [] : [`-${short}`])];
}
