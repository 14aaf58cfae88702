/**
 * Plays a document as one session: files are there from where the text shows them, what a command
 * writes the next one reads. A file is a fenced block whose first line is `# name.ext`. A workflow that
 * checks the repository out a second time, `path: name`, has the same files there.
 */
import { readFileSync } from 'node:fs';
import { runOn } from '../cli/fake-io.ts';
import { type Fence, fencesOf } from './markdown.ts';

/** One command line of the planner and what came of it. */
export interface Played {
  readonly line: string;
  readonly argv: readonly string[];
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Names of the files that it wrote. */
  readonly wrote: readonly string[];
}

export interface PlayedFence extends Fence {
  readonly played: readonly Played[];
  /** The block as it has to be: its commands, each with what it prints. */
  readonly expected: string;
}

/** What one command leaves to the next. */
interface Shell {
  readonly files: Record<string, string>;
  exitCode: number;
}

const fixture = (name: string) =>
  readFileSync(new URL(`../../fixtures/inputs/${name}`, import.meta.url), 'utf8');

/** What commands of other programs print, as far as the documents use them. */
const others: Readonly<Record<string, string>> = {
  'gcloud container clusters list --format=json': fixture('gcloud-clusters.json'),
  'gcloud compute networks subnets list --format=json': fixture('gcloud-subnets.json'),
  'gcloud asset list --organization=123456789012 --content-type=resource --format=json': `[${fixture('assets.jsonl').trim().split('\n').join(',')}]`,
  'terraform show -json tfplan': fixture('plan.json'),
};

/** Files that are there by another program, which names them in a variable of the shell. */
const machineFiles: Readonly<Record<string, string>> = { $SHOWFILE: fixture('plan.json') };

function outputOf(command: string): string {
  const output = others[command];
  if (output === undefined) throw new Error(`nothing stands for the output of: ${command}`);
  return output;
}

export function playDocument(text: string): Promise<readonly PlayedFence[]> {
  const shell: Shell = { files: { ...machineFiles }, exitCode: 0 };
  return inTurn(fencesOf(text), (fence) => playFence(fence, shell));
}

async function playFence(fence: Fence, shell: Shell): Promise<PlayedFence> {
  const [, file] = /^# (\S+\.\w+)\n/.exec(fence.body) ?? [];
  if (file !== undefined) shell.files[file] = fence.body;
  const [, checkout] = /\bpath: ([\w-]+)/.exec(fence.language === 'yaml' ? fence.body : '') ?? [];
  if (checkout !== undefined) {
    for (const [path, text] of Object.entries(shell.files))
      shell.files[`${checkout}/${path}`] = text;
  }
  const steps = await inTurn(commandsOf(fence), async (line) => {
    const played = await playLine(line, shell);
    const printed = line === 'echo $?' ? `${shell.exitCode}\n` : printedBy(played);
    return { played, text: `$ ${line}\n${printed}` };
  });
  const played = steps.flatMap((step) => step.played ?? []);
  return { ...fence, played, expected: steps.map(({ text }) => text).join('') };
}

/** Lines behind a prompt, those of a shell script, or the steps of a workflow: `run:` and list items. */
function commandsOf({ language, body }: Fence): readonly string[] {
  const pattern = {
    console: /^\$ (.+)$/gm,
    sh: /^(?!#)(.+)$/gm,
    yaml: /(?:\brun:|^ *-) (?!run:)(.+)$/gm,
  }[language];
  return pattern === undefined ? [] : [...body.matchAll(pattern)].map(([, line = '']) => line);
}

async function playLine(line: string, shell: Shell): Promise<Played | undefined> {
  const [, command = line, target] = /^(.+) > (\S+)$/.exec(line) ?? [];
  const [, before, words] = /^(?:(.+?) \| )?(?:npx )?gke-ip-planner (.+)$/.exec(command) ?? [];
  if (words === undefined) {
    if (target !== undefined) shell.files[target] = outputOf(command);
    return undefined;
  }
  const stdin = before === undefined ? '' : outputOf(before);
  const argv = words.split(' ');
  const { written, ...result } = await runOn({ files: { ...shell.files }, stdin }, ...argv);
  Object.assign(shell.files, written, target === undefined ? {} : { [target]: result.stdout });
  shell.exitCode = result.code;
  return { line, argv, ...result, wrote: Object.keys(written) };
}

/** As on a terminal, where both streams go. */
function printedBy(played: Played | undefined): string {
  return played === undefined ? '' : played.stdout + played.stderr;
}

/** Each item is done with before the next one is begun. */
async function inTurn<Item, Result>(
  items: readonly Item[],
  act: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const [first, ...rest] = items;
  if (first === undefined) return [];
  const result = await act(first);
  return [result, ...(await inTurn(rest, act))];
}
