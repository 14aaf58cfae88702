/**
 * Whole runs, byte for byte. A case is a folder: `command` (one line, `< file` at its end for the
 * standard input), the files it reads, and what came of it: `stdout`, `stderr`, `exit`, and `written/`
 * where files were. UPDATE_CASES=1 writes what comes now; read the difference before you keep it.
 */
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type Run, runOn } from './cli/fake-io.ts';

const root = fileURLToPath(new URL('../fixtures/cases', import.meta.url));
const names = readdirSync(root).toSorted();
const update = process.env['UPDATE_CASES'] === '1';

/** The text of every file of a folder, with those of `written/` by that path; sorted by name. */
function readFolder(folder: string): Readonly<Record<string, string>> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  return Object.fromEntries(
    files.toSorted().map((file) => [file, readFileSync(join(folder, file), 'utf8')]),
  );
}

/** Words are separated by single spaces, without quotes. */
function readCommand(line: string) {
  const [command = '', stdin] = line.trim().split(' < ');
  const [program, ...argv] = command.split(' ');
  return { program, argv, stdin };
}

/** What came of a run, as the files that a case keeps. */
function outcomeOf({ code, stdout, stderr, written }: Run): Readonly<Record<string, string>> {
  const files = Object.entries(written).map(([name, text]) => [join('written', name), text]);
  return { exit: `${code}\n`, stdout, stderr, ...Object.fromEntries(files) };
}

function keep(folder: string, outcome: Readonly<Record<string, string>>): void {
  rmSync(join(folder, 'written'), { recursive: true, force: true });
  for (const [name, text] of Object.entries(outcome)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

describe('a whole run', () => {
  it.each(names)('%s', async (name) => {
    const folder = join(root, name);
    const files = readFolder(folder);
    const { program, argv, stdin } = readCommand(files['command'] ?? '');
    expect(program).toBe('gke-ip-planner');
    const machine = { files, ...(stdin === undefined ? {} : { stdin: files[stdin] ?? '' }) };
    const outcome = outcomeOf(await runOn(machine, ...argv));
    if (update) keep(folder, outcome);
    const kept = Object.entries(readFolder(folder));
    const expected = kept.filter(([file]) => file in outcome || file.startsWith('written'));
    expect(outcome).toEqual(Object.fromEntries(expected));
    expect(outcomeOf(await runOn(machine, ...argv))).toEqual(outcome);
  });
});
