/** The scripts are run by the shells they are for, where these are installed. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandHelp, commandNames, flagHelp, flagsOf } from '../../src/cli/catalogue.ts';
import {
  type CompletedFlag,
  type Expected,
  completedCommands,
  flagsBeforeCommands,
  shells,
} from '../../src/cli/completion.ts';
import { isInstalled } from '../report/tools.ts';
import { runOn } from './fake-io.ts';

let folder: string;
const scripts: Record<string, string> = {};
const scriptOf = (shell: string) => join(folder, `completion.${shell}`);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'completion-'));
  const printed = await Promise.all(shells.map((shell) => runOn({}, 'completion', shell)));
  for (const [index, shell] of shells.entries()) {
    expect(printed[index]).toMatchObject({ code: 0, stderr: '' });
    scripts[shell] = printed[index]?.stdout ?? '';
    writeFileSync(scriptOf(shell), scripts[shell]);
  }
  writeFileSync(join(folder, 'network.yaml'), '');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function output(program: string, ...args: readonly string[]): string {
  const { stdout, stderr } = spawnSync(program, args, {
    cwd: folder,
    encoding: 'utf8',
    timeout: 20_000,
  });
  expect(stderr).toBe('');
  return stdout;
}

/** Words that `=` cuts apart, as readline does. */
function inBash(line: string): readonly string[] {
  const words = line.split(' ').flatMap((word) => word.split(/(?<==)|(?==)/));
  const script =
    'source "$0"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _gke_ip_planner;' +
    '[[ ${#COMPREPLY[@]} -eq 0 ]] || printf "%s\\n" "${COMPREPLY[@]}"';
  const printed = output('bash', '-c', script, scriptOf('bash'), 'gke-ip-planner', ...words);
  return printed.split('\n').slice(0, -1);
}

function inFish(line: string): readonly string[] {
  const script = 'source $argv[1]; complete -C "gke-ip-planner $argv[2]"';
  const printed = output('fish', '--no-config', '-c', script, scriptOf('fish'), line);
  return printed
    .split('\n')
    .slice(0, -1)
    .map((row) => row.split('\t')[0] ?? '');
}

/** What stands behind the last word, and what completes it; files are left to bash itself. */
const completions: readonly (readonly [line: string, words: string])[] = [
  ['pl', 'plan'],
  ['rep', 'report'],
  ['completion ', 'bash zsh fish'],
  ['help e', 'exit-codes'],
  ['help sw', 'sweep'],
  ['rules range', 'range-overlap range-role-conflict'],
  ['plan --mode ', 'standard autopilot'],
  ['plan --cni k', 'kubenet'],
  ['check --fail-on w', 'warning'],
  ['check --ignore vpc', 'vpc-mtu'],
  ['check -o j', 'json junit'],
  ['check -o t', 'table'],
  ['plan -o t', 'table tfvars terraform'],
  ['sweep --output c', 'csv'],
  ['sweep --target ', 'addresses headroom'],
  ['check --map node', 'nodes= node-count= nodes-per-zone='],
  ['check --control-plane p', 'psc'],
  ['free --service-range ', 'google-managed'],
  ['plan --blu', '--blue-green'],
  ['report --f', '--fail-on'],
  ['sweep --today', ''],
  ['sweep n', ''],
  ['plan --nodes ', ''],
];

describe.each([
  ['bash', inBash],
  ['fish', inFish],
] as const)('in %s', (shell, complete) => {
  it.skipIf(!isInstalled(shell, '--version')).each(completions)('%j becomes %j', (line, words) => {
    const expected = words.split(' ').filter((word) => word !== '');
    expect(complete(line).toSorted()).toEqual(expected.toSorted());
  });
});

describe('in bash', () => {
  it('completes the value behind an equals sign, which cuts words or not', () => {
    expect(inBash('plan --mode=a')).toEqual(['autopilot']);
    const script =
      'source "$0"; COMP_WORDBREAKS=" "; COMP_WORDS=(gke-ip-planner plan --mode=a);' +
      'COMP_CWORD=2; _gke_ip_planner; echo "${COMPREPLY[@]}"';
    expect(output('bash', '-c', script, scriptOf('bash'))).toBe('--mode=autopilot\n');
  });

  it.each(['check -o json=net', 'check net', 'plan --existing net', 'plan --config='])(
    'leaves %j to readline, which knows the files',
    (line) => expect(inBash(line)).toEqual([]),
  );

  it('takes every word as it is: none has a blank or a pattern in it', () => {
    const choices = [...(scripts['bash'] ?? '').matchAll(/choices='([^']*)'/g)];
    expect(choices.length).toBeGreaterThan(10);
    for (const [, words] of choices) expect(words).toMatch(/^[\w= .-]*$/);
  });
});

describe.skipIf(!isInstalled('fish', '--version'))('in fish', () => {
  it.each([
    ['check net', 'network.yaml'],
    ['check -o json=net', 'json=network.yaml'],
    ['check --output=json=net', '--output=json=network.yaml'],
    ['plan --existing net', 'network.yaml'],
  ])('completes the file in %j', (line, word) => {
    expect(inFish(line)).toEqual([word]);
  });
});

const hasTerminals = isInstalled('zsh', '-f', '-c', 'zmodload zsh/zpty');

describe.skipIf(!hasTerminals)('in zsh', () => {
  it('completes what is unique, and files where they belong', () => {
    const completed = [
      ['pl', 'plan '],
      ['plan --mode a', 'plan --mode autopilot '],
      ['plan --mode=a', 'plan --mode=autopilot '],
      ['plan --blu', 'plan --blue-green '],
      ['check --map nodes-', 'check --map nodes-per-zone='],
      ['check -o js', 'check -o json '],
      ['check -o json=net', 'check -o json=network.yaml '],
      ['check --output=json=net', 'check --output=json=network.yaml '],
      ['check net', 'check network.yaml '],
      ['plan --existing net', 'plan --existing network.yaml '],
      ['sweep net', 'sweep net'],
      ['rules range-ov', 'rules range-overlap '],
      ['completion f', 'completion fish '],
      ['help exi', 'help exit-codes '],
      ['--ver', '--version '],
    ];
    const session = fileURLToPath(new URL('complete.zsh', import.meta.url));
    const lines = completed.map(([line]) => `gke-ip-planner ${line}`);
    const printed = output('zsh', '-f', session, scriptOf('zsh'), ...lines);
    expect(printed).toBe(completed.map(([, words]) => `gke-ip-planner ${words}\n`).join(''));
  });
});

describe.each(shells)('%s', (shell) => {
  it.skipIf(!isInstalled(shell, '--version'))('takes the script for well formed', () => {
    expect(output(shell, '-n', scriptOf(shell))).toBe('');
  });
});

/** A text of zsh or fish without its quotes. */
const unquoted = (text: string) => text.replaceAll(/'\\''|\\'/g, "'");

it.each(['zsh', 'fish'])('the script for %s has every command, flag and text', (shell) => {
  const text = unquoted(scripts[shell] ?? '').replaceAll(/\\([[\]])/g, '$1');
  const flags = completedCommands.flatMap((command) => command.flags);
  for (const command of completedCommands) expect(text).toContain(command.text);
  for (const { flag, text: does } of [...flags, ...flagsBeforeCommands]) {
    expect(text).toMatch(new RegExp(`(--|-l )${flag}\\b`));
    expect(text).toContain(does);
  }
});

describe('what is completed', () => {
  it('are the flags of every command, and its help', () => {
    for (const command of commandNames) {
      const known = completedCommands.find(({ name }) => name === command);
      expect(known?.flags.map(({ flag }) => flag)).toEqual([...flagsOf(command), 'help']);
      expect(known?.argument === undefined).toBe(commandHelp[command].arguments.length === 0);
    }
  });

  /** The words that a message lists: `write one of a, b` or `write psc, none, or a block …`. */
  async function wordsInMessage(command: string, { flag }: CompletedFlag) {
    const inputs = { report: ['r.json'], diff: ['a.yaml', 'b.yaml'] }[command] ?? [];
    const { stderr } = await runOn({}, command, ...inputs, `--${flag}=?=x`);
    const [, , list] =
      new RegExp(`^--${flag}: .*\n +fix: .*?(write one) of ([\\w, -]+)`, 'm').exec(stderr) ?? [];
    return list?.split(', ').toSorted();
  }

  /** Flags of `check` that take certain words only. */
  const closed = ['mode', 'cni', 'map', 'output', 'fail-on'];

  const wordsOf = (expected: Expected | undefined) =>
    expected !== undefined && 'words' in expected
      ? expected.words.map((word) => word.replace('=', '')).toSorted()
      : undefined;

  it.each(commandNames)('are the words that %s names where it refuses others', async (name) => {
    const flags = completedCommands.find((command) => command.name === name)?.flags ?? [];
    const valued = flags.filter(({ value }) => value !== undefined);
    const messages = await Promise.all(valued.map((flag) => wordsInMessage(name, flag)));
    const named = valued.flatMap(({ flag, value }, index) =>
      messages[index] === undefined ? [] : [{ flag, value, words: messages[index] }],
    );
    if (name === 'check')
      expect(named.map(({ flag }) => flag)).toEqual(expect.arrayContaining(closed));
    for (const { flag, value, words } of named)
      expect([flag, wordsOf(value?.expected)]).toEqual([flag, words]);
  });

  it('are files where the help names a file', () => {
    const flags = completedCommands.flatMap((command) => command.flags);
    for (const { flag, value } of flags) {
      if (value !== undefined && /(^|\])file$/.test(value.name))
        expect([flag, value.expected.kind]).toEqual([flag, 'file']);
    }
    expect(flagHelp['modules-within'].value).toBe('folder');
  });
});

it.each([
  [['completion'], "missing required argument 'shell'"],
  [['completion', 'tcsh'], 'fix: write one of bash, zsh, fish'],
  [['completion', 'bash', 'zsh'], 'zsh: is one argument too many'],
])('%j is refused', async (argv, message) => {
  const { code, stdout, stderr } = await runOn({}, ...argv);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain(message);
});
