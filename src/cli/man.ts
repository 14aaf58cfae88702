/** The manual page, from what the help says; the build puts it into the package. */
import { description, name, version } from '../../package.json';
import { type CommandName, type Flag, commandHelp, commandNames, flagHelp } from './catalogue.ts';
import { type TopicName, topicNames } from './topic-names.ts';
import { type Part, type Row, topics } from './topics.ts';

const environment: readonly Row[] = [
  { term: 'NO_COLOR', text: 'Plain text, as with --no-color.' },
  { term: 'FORCE_COLOR', text: 'Colours also where there is no terminal.' },
  { term: 'TF_VAR_name', text: 'Values of Terraform variables, with --var-env.' },
];

const headings: Readonly<Record<TopicName, string>> = {
  spec: 'SPEC',
  config: 'CONFIGURATION',
  inputs: 'INPUTS',
  formats: 'FORMATS',
  rules: 'RULES',
  'exit-codes': 'EXIT STATUS',
};

/** Section 1, in the macros of man(7). Without a date: the same version gives the same bytes. */
export function manPage(): string {
  const lines = [
    `.TH ${name.toUpperCase().replaceAll('-', String.raw`\-`)} 1 "" "${name} ${version}" "User Commands"`,
    '.nh',
    '.ad l',
    ...section('NAME', [String.raw`${escaped(name)} \- ${escaped(description)}`]),
    ...section('SYNOPSIS', commandNames.flatMap(synopsis)),
    ...section('COMMANDS', commandNames.flatMap(command)),
    ...section('OPTIONS', options()),
    ...topicNames.flatMap((topic) => {
      const { title, parts } = topics[topic];
      return section(headings[topic], ['.PP', escaped(`${title}.`), ...parts.flatMap(partLines)]);
    }),
    ...section('ENVIRONMENT', rowLines(environment)),
    ...section('EXAMPLES', codeLines(commandNames.flatMap(examples))),
  ];
  return `${lines.join('\n')}\n`;
}

const section = (heading: string, lines: readonly string[]) => [`.SH ${heading}`, ...lines];

function synopsis(of: CommandName): readonly string[] {
  const { arguments: taken, groups } = commandHelp[of];
  const words = [...(groups.length === 0 ? [] : ['[options]']), ...taken.map(([word]) => word)];
  return [`.B ${escaped(`${name} ${of}`)}`, ...words.map(escaped), '.br'];
}

function command(of: CommandName): readonly string[] {
  const { arguments: taken, text } = commandHelp[of];
  const beside = taken.map(([word, meaning]) => `${word}: ${meaning}.`);
  return tagged(of, [text, ...beside].join(' '));
}

/** Every flag once, under the first heading that it has, with the commands that take it. */
function options(): readonly string[] {
  const commands = new Map<Flag, CommandName[]>();
  const flags = new Map<string, Flag[]>();
  for (const of of commandNames)
    for (const [heading, group] of commandHelp[of].groups)
      for (const flag of group) {
        if (!commands.has(flag)) flags.set(heading, [...(flags.get(heading) ?? []), flag]);
        commands.set(flag, [...(commands.get(flag) ?? []), of]);
      }
  return [...flags].flatMap(([heading, group]) => [
    `.SS ${escaped(heading)}`,
    ...group.flatMap((flag) => option(flag, commands.get(flag) ?? [])),
  ]);
}

function option(flag: Flag, of: readonly CommandName[]): readonly string[] {
  const { short, value, text } = flagHelp[flag];
  const names = `${short === undefined ? '' : `-${short}, `}--${flag}`;
  return tagged(
    value === undefined ? names : `${names} <${value}>`,
    `${text}. For ${of.join(', ')}.`,
  );
}

function tagged(term: string, text: string): readonly string[] {
  return ['.TP', `.B ${escaped(term)}`, escaped(text)];
}

function partLines(part: Part): readonly string[] {
  if (part.kind === 'text') return ['.PP', escaped(part.text)];
  if (part.kind === 'code') return codeLines(part.lines);
  if (part.kind === 'list')
    return part.items.flatMap((item) => [String.raw`.IP \(bu 2`, escaped(item)]);
  return rowLines(part.rows);
}

/** Terms below others stand further to the right. */
function rowLines(rows: readonly Row[]): readonly string[] {
  return rows.flatMap(({ term, text, depth = 0 }, index) => {
    const deeper = depth - (rows[index - 1]?.depth ?? 0);
    const moves = Array.from({ length: Math.abs(deeper) }, () => (deeper > 0 ? '.RS 2' : '.RE'));
    const ends = index === rows.length - 1 ? Array.from({ length: depth }, () => '.RE') : [];
    return [...moves, ...tagged(term, text), ...ends];
  });
}

function codeLines(lines: readonly string[]): readonly string[] {
  return ['.PP', '.RS 4', '.nf', ...lines.map(escaped), '.fi', '.RE'];
}

function examples(of: CommandName): readonly string[] {
  return commandHelp[of].examples.map((line) =>
    line.startsWith('gcloud') ? line : `${name} ${line}`,
  );
}

/** A text that roff prints as it is, its hyphens such that they can be copied. */
function escaped(text: string): string {
  return text
    .replaceAll('\\', String.raw`\e`)
    .replaceAll('-', String.raw`\-`)
    .replaceAll(/[^\x20-\x7e]/gu, (character) => {
      const point = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
      return String.raw`\[u${point}]`;
    })
    .replace(/^([.'])/, String.raw`\&$1`);
}
