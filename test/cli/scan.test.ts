import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scanArguments } from '../../src/cli/scan.ts';

const problemsOf = (...argv: string[]) =>
  scanArguments(argv).problems.map(({ what, fix, where }) => [where?.path, what, fix]);

describe('scanning a command line', () => {
  it('writes every flag with its value, so that a value is never taken for a flag', () => {
    const { argv, problems } = scanArguments([
      'check',
      'a.yaml',
      '-ojson',
      '-o=yaml=x.yaml',
      '-o',
      'table',
      '--nodes',
      '-5',
      '--used==',
      '--no-color',
      '--existing',
      '-',
      '-',
    ]);
    expect(problems).toEqual([]);
    expect(argv).toEqual([
      'check',
      'a.yaml',
      '--output=json',
      '--output=yaml=x.yaml',
      '--output=table',
      '--nodes=-5',
      '--used==',
      '--no-color',
      '--existing=-',
      '-',
    ]);
  });

  it('leaves what stands behind -- alone', () => {
    expect(scanArguments(['check', '--', '--odd.yaml']).argv).toEqual([
      'check',
      '--',
      '--odd.yaml',
    ]);
  });

  it('names every unknown flag with the nearest one', () => {
    expect(problemsOf('check', '--pod-rnge', '10.4.0.0/16', '--nods=5', '-x')).toEqual([
      ['--pod-rnge', 'is no flag of this command', 'write --pod-range'],
      ['--nods', 'is no flag of this command', 'write --nodes'],
      ['-x', 'is no flag of this command', 'gke-ip-planner check --help lists the flags'],
    ]);
  });

  it('takes the word behind an unknown flag for its value, and no flag for it', () => {
    expect(scanArguments(['check', '--nods', '5', 'a.yaml']).argv).toEqual(['check', 'a.yaml']);
    expect(scanArguments(['check', '--nods', '--mtu', '5']).argv).toEqual(['check', '--mtu=5']);
  });

  it('names a flag without its value', () => {
    expect(problemsOf('plan', '--nodes')).toEqual([
      ['--nodes', 'has no value', 'write --nodes <n>'],
    ]);
    expect(problemsOf('plan', '--nodes', '--services', '5')).toEqual([
      ['--nodes', 'has no value', 'write --nodes <n>'],
    ]);
  });

  it('names a value behind a switch', () => {
    expect(problemsOf('plan', '--blue-green=yes')).toEqual([
      ['--blue-green', 'takes no value', 'write --blue-green'],
    ]);
  });

  it('knows only the flags of the command', () => {
    expect(problemsOf('report', 'r.json', '--nodes', '5')[0]?.[0]).toBe('--nodes');
  });

  it('suggests the command that was meant', () => {
    expect(problemsOf('chekc', 'a.yaml')).toEqual([
      [
        '"chekc"',
        'is no command',
        'write check (the commands are plan, check, sweep, free, diff, report, rules, completion)',
      ],
    ]);
    expect(problemsOf('prod.yaml')[0]?.[2]).toBe(
      'the commands are plan, check, sweep, free, diff, report, rules, completion',
    );
  });

  it('explains only commands and topics that there are', () => {
    expect(problemsOf('help', 'chek')).toEqual([
      [
        '"chek"',
        'is no command and no topic',
        'write check (the commands are plan, check, sweep, free, diff, report, rules, completion; the topics spec, config, inputs, formats, rules, exit-codes)',
      ],
    ]);
  });

  it('says that flags follow the command', () => {
    expect(problemsOf('--nodes', '5', 'plan')[0]?.[1]).toBe('stands before the command');
  });

  it.each([[['plan', '--nodez', '--help']], [['-V']], [['help', 'plan']], [['help']], [[]]])(
    'lets %j through: help and version come first',
    (argv) => {
      expect(scanArguments(argv)).toEqual({ argv, problems: [] });
    },
  );

  it('accepts what it has written: a second scan changes nothing', () => {
    const word = fc.oneof(
      fc.constantFrom('--nodes', '-o', '--no-color', '--', '-', '--used=a', '-ox', '--bad'),
      fc.string({ maxLength: 6 }),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 8 }), (words) => {
        const { argv } = scanArguments(['check', ...words]);
        expect(scanArguments(argv)).toEqual({ argv, problems: [] });
      }),
    );
  });
});
