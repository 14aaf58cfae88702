import { describe, expect, it } from 'vitest';
import { reportRenderers } from '../../src/report/index.ts';
import { commandNames, flagsOf } from '../../src/cli/catalogue.ts';
import { formatsOf } from '../../src/cli/formats.ts';
import { runOn } from './fake-io.ts';

const formats = Object.keys(reportRenderers);

const networkWith = (branch: string) =>
  [
    'networks:',
    '  - name: v',
    '    ranges:',
    `      - {name: branch, cidr: ${branch}, role: on-premises}`,
    '    clusters:',
    '      - {name: a, nodes: 10, ranges: {nodes: 10.1.0.0/24, pods: 10.64.0.0/18}}',
    '',
  ].join('\n');

const files = { 'bad.yaml': networkWith('10.64.16.0/20'), 'good.yaml': networkWith('10.9.0.0/20') };

describe.each(formats)('the format %s', (format) => {
  it.each([
    ['bad.yaml', [], 1],
    ['bad.yaml', ['--fail-on', 'never'], 0],
    ['good.yaml', [], 0],
    ['good.yaml', ['--fail-on', 'info'], 1],
  ])('leaves the exit code of %s with %j at %i', async (file, flags, code) => {
    const run = await runOn({ files }, 'check', file, ...flags, '-o', format);
    expect(run).toMatchObject({ code, stderr: '' });
    expect(run.stdout).toMatch(/[^\n]\n$/);
  });

  it('shows a saved report as the run itself does', async () => {
    const run = await runOn({ files }, 'check', 'bad.yaml', '-o', 'json=saved.json', '-o', format);
    const saved = { files: { 'saved.json': run.written['saved.json'] ?? '' } };
    const again = await runOn(saved, 'report', 'saved.json', '-o', format);
    expect(again).toMatchObject({ code: 1, stdout: run.stdout });
  });
});

it.each([
  [['check', 'good.yaml']],
  [['diff', 'empty.yaml', 'good.yaml']],
  [['report', 'saved.json']],
])('a test report of %j has a failure where --fail-on fails the run', async (argv) => {
  const { written } = await runOn({ files }, 'check', 'good.yaml', '-o', 'json=saved.json');
  const saved = written['saved.json'] ?? '';
  const machine = { files: { ...files, 'empty.yaml': 'networks: []', 'saved.json': saved } };
  const passing = await runOn(machine, ...argv, '-o', 'junit');
  expect([passing.code, passing.stdout.includes('<failure ')]).toEqual([0, false]);
  const failing = await runOn(machine, ...argv, '-o', 'junit', '--fail-on', 'info');
  expect([failing.code, failing.stdout.includes('<failure ')]).toEqual([1, true]);
});

const formatted = commandNames.filter((command) => flagsOf(command).includes('output'));

it.each(formatted)('the help of %s lists the formats that it takes', async (command) => {
  const inputs = { diff: ['good.yaml', 'bad.yaml'], report: ['saved.json'] };
  const given = command === 'diff' || command === 'report' ? inputs[command] : [];
  const { stderr } = await runOn({ files }, command, ...given, '-o', 'nope');
  const formatsTaken = /"nope" is no format here\n {2}fix: write one of (.*)\n/.exec(stderr)?.[1];
  expect(formatsTaken).toBe(formatsOf[command].join(', '));
  const { stdout } = await runOn({}, command, '--help');
  expect(stdout.replaceAll(/\n +/g, ' ')).toContain(`${formatsTaken}; repeatable`);
});

describe('free, which judges nothing', () => {
  const space = ['free', '--within', '10.0.0.0/16'];

  it.each(['table', 'yaml', 'json', 'markdown'])('has the format %s', async (format) => {
    const { code, stdout } = await runOn({}, ...space, '-o', format);
    expect(code).toBe(0);
    expect(stdout).toContain('10.0.0.0/16');
  });

  it.each(['github', 'sarif', 'junit'])('refuses the format %s', async (format) => {
    const { code, stderr } = await runOn({}, ...space, '-o', format);
    expect(code).toBe(2);
    expect(stderr).toContain('table, yaml, json, markdown');
  });
});
