import { spawnSync } from 'node:child_process';

/** Whether a program is on the PATH, for tests that have it judge a text. */
export function isInstalled(program: string, ...args: readonly string[]): boolean {
  return spawnSync(program, args, { stdio: 'ignore' }).status === 0;
}

/** What a program says of a text on its standard input. */
export function judge(
  program: string,
  args: readonly string[],
  input: string,
): { readonly status: number | null; readonly output: string } {
  const { status, stdout, stderr } = spawnSync(program, args, { input, encoding: 'utf8' });
  return { status, output: stdout + stderr };
}
