/** Commands for a POSIX shell, in which no name can become anything but a word. */
import { spellOut } from './escape.ts';

/** A command or comment as text, ending in a newline. */
export type Command = string;

/** Variables that stand for what nobody said, with what to set them to. */
export interface ShellScope {
  readonly variables: Map<string, string>;
}

/** One word: in single quotes unless every character is harmless. */
export function word(text: string): string {
  const visible = spellOut(text);
  if (/^[\w./:=,@%+-]+$/.test(visible)) return visible;
  return `'${visible.replaceAll("'", `'\\''`)}'`;
}

/** A flag with its value. */
export function flag(name: string, value: string | number): string {
  return word(`--${name}=${value}`);
}

/** A flag where there is a value. */
export function option(name: string, value: string | number | undefined): readonly string[] {
  return value === undefined ? [] : [flag(name, value)];
}

/** A command over several lines; flags are given as words of the shell. */
export function command(words: readonly string[], flags: readonly string[]): Command {
  return `${[words.map(word).join(' '), ...flags].join(' \\\n  ')}\n`;
}

export function comment(text: string): Command {
  return `# ${spellOut(text)}\n`;
}

/** A variable for what nobody said, as a word. */
export function variable(scope: ShellScope, name: string, meaning: string): string {
  scope.variables.set(name, meaning);
  return `"$${name}"`;
}

/** The region of a subnet or location of a cluster: as said, else a variable. */
export function regionWord(place: string | undefined, scope: ShellScope): string {
  if (place !== undefined) return word(place);
  return variable(scope, 'REGION', 'the region of the subnets and clusters, such as europe-west1');
}
