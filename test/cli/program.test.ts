import { describe, expect, it } from 'vitest';
import { commandNames, flagHelp, flagsOf } from '../../src/cli/catalogue.ts';
import { parseArguments } from '../../src/cli/program.ts';
import { InputError } from '../../src/errors.ts';
import { version } from '../../package.json';

function textOf(...argv: string[]): string {
  const parsed = parseArguments(argv, 100);
  return 'text' in parsed ? parsed.text : '';
}

describe('the command line', () => {
  it('collects flags by name, repeated ones in order, and the inputs', () => {
    const argv = ['check', 'a', '--used', 'x', '-o', 'json', 'b', '--used=y', '--no-color'];
    expect(parseArguments(argv)).toEqual({
      command: 'check',
      inputs: ['a', 'b'],
      values: { used: ['x', 'y'], output: ['json'], 'no-color': [] },
      problems: [],
    });
  });

  it('goes on behind an unknown flag, so that the rest is checked in the same run', () => {
    expect(parseArguments(['plan', '--nods', '5', '--mtu', 'x'])).toMatchObject({
      values: { mtu: ['x'] },
      problems: [{ where: { path: '--nods' } }],
    });
  });

  it('names arguments that a command does not take', () => {
    expect(parseArguments(['plan', 'a.yaml', 'b.yaml'])).toMatchObject({
      problems: [{ what: 'is one argument too many', where: { path: 'b.yaml' } }],
    });
  });

  it('names a missing argument', () => {
    expect(() => parseArguments(['report'])).toThrow(InputError);
    expect(() => parseArguments(['report'])).toThrow("missing required argument 'report'");
    expect(() => parseArguments(['diff', 'a'])).toThrow(
      expect.objectContaining({
        problems: [expect.objectContaining({ fix: 'see gke-ip-planner diff --help' })],
      }),
    );
  });

  it('prints the version of package.json', () => {
    for (const flag of ['--version', '-V']) {
      expect(parseArguments([flag])).toEqual({ text: `${version}\n`, asked: true });
    }
  });

  it('prints help with every command when there is none, as an error', () => {
    const parsed = parseArguments([]);
    expect(parsed).toMatchObject({ asked: false });
    for (const command of commandNames) expect(textOf()).toContain(`\n  ${command} `);
  });

  it.each(commandNames)('help of %s names every flag it takes and gives examples', (command) => {
    const text = textOf(command, '--help');
    for (const flag of flagsOf(command)) {
      const { value } = flagHelp[flag];
      expect(text).toContain(value === undefined ? `--${flag} ` : `--${flag} <${value}>`);
    }
    expect(text).toContain(`Examples:\n  $ gke-ip-planner ${command}`);
    expect(textOf('help', command)).toBe(text);
  });

  it.each(commandNames)('help of %s fits the width of the terminal', (command) => {
    const parsed = parseArguments([command, '--help'], 80);
    const lines = 'text' in parsed ? parsed.text.split('\nExamples:')[0]!.split('\n') : [];
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
  });
});
