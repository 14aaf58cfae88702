import { describe, expect, it } from 'vitest';
import { readReport } from '../../src/report/read-report.ts';
import { runOn } from './fake-io.ts';

/** 61 blocks of /24 at the peak do not fit a /19, and 70 Services no /26, which has 62. */
const small = ['check', '--nodes', '60', '--pod-range', '10.64.0.0/19', '--name', 'a'];
const smaller = [...small, '--services', '70', '--service-range', '10.1.8.0/26'];
const baseline = ['--baseline', 'baseline.json'];

async function save(argv: readonly string[]) {
  const { stdout } = await runOn({}, ...argv, '-o', 'json');
  return { files: { 'baseline.json': stdout } };
}

describe('--baseline', () => {
  it('lets findings pass that are in it, and shows them', async () => {
    const { code, stdout, stderr } = await runOn(await save(small), ...small, ...baseline);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/error +pod-range-exhausted.*\n +was there before: it does not count/);
    expect(stdout).toMatch(/^new: 0 errors, 0 warnings, .*; 1 unchanged, 0 fixed/m);
  });

  it('fails on a finding that is not in it', async () => {
    const machine = await save(small);
    const { code, stdout } = await runOn(machine, ...smaller, ...baseline, '-o', 'json');
    expect(code).toBe(1);
    const { findings, summary } = readReport(stdout);
    const states = findings.map(({ rule, baseline: state }) => [rule, state]);
    expect(states).toContainEqual(['service-range-exhausted', 'new']);
    expect(states).toContainEqual(['pod-range-exhausted', 'unchanged']);
    expect(summary).toMatchObject({ errors: 1, unchanged: 1, fixed: 0 });
  });

  it('counts what is fixed, so that a baseline that is out of date shows', async () => {
    const { code, stdout } = await runOn(await save(smaller), ...small, ...baseline);
    expect(code).toBe(0);
    expect(stdout).toMatch(/; 1 unchanged, [1-9]\d* fixed/);
  });

  it('is read as YAML, too, and from the standard input', async () => {
    const yaml = (await runOn({}, ...small, '-o', 'yaml')).stdout;
    const machine = { files: { 'baseline.yaml': yaml } };
    expect((await runOn(machine, ...small, '--baseline', 'baseline.yaml')).code).toBe(0);
    const stdin = (await runOn({}, ...small, '-o', 'json')).stdout;
    expect((await runOn({ stdin }, ...small, '--baseline', '-')).code).toBe(0);
  });

  it('serves a plan as well', async () => {
    const plan = ['plan', '--nodes', '200', '--within', '10.0.0.0/22'];
    expect((await runOn({}, ...plan)).code).toBe(1);
    expect((await runOn(await save(plan), ...plan, ...baseline)).code).toBe(0);
  });

  it('does not take back what its own run suppressed', async () => {
    const machine = await save([...small, '--ignore', 'pod-range-exhausted']);
    expect((await runOn(machine, ...small, ...baseline)).code).toBe(1);
  });

  it('may itself be a report against a baseline', async () => {
    const machine = await save(small);
    const { stdout } = await runOn(machine, ...small, ...baseline, '-o', 'json');
    const again = { files: { 'baseline.json': stdout } };
    expect((await runOn(again, ...small, ...baseline)).code).toBe(0);
  });

  it('keeps its verdict when the report is rendered again', async () => {
    const machine = await save(small);
    const { stdout } = await runOn(machine, ...small, ...baseline, '-o', 'json');
    expect((await runOn({ files: { r: stdout } }, 'report', 'r')).code).toBe(0);
  });
});

describe('a baseline that cannot be read', () => {
  it.each([
    ['', /^baseline\.json:1:1: this is not JSON$/m],
    ['{"schemaVersion": 1', /^baseline\.json:1:20: this is not JSON$/m],
    ['{"clusters": []}', /^baseline\.json:1:1: this is not a report of gke-ip-planner/m],
    ['networks: []\n', /^baseline\.json:1:1: this is not JSON$/m],
    ['{"schemaVersion": 7}', /^baseline\.json:1:19: schemaVersion is 7; this planner reads 1$/m],
    [
      '{"schemaVersion": 1,\n "tool": {"name": "x", "version": 3},\n "clusters": []}',
      /^baseline\.json:2:35: tool\.version is 3$/m,
    ],
  ])('%j is named with its place, and nothing is printed', async (text, message) => {
    const machine = { files: { 'baseline.json': text } };
    const { code, stdout, stderr } = await runOn(machine, ...small, ...baseline);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
  });

  it('is named together with all other problems', async () => {
    const { code, stderr } = await runOn({}, 'check', 'spec.yaml', '--mtu', 'x', ...baseline);
    expect(code).toBe(2);
    for (const place of ['--mtu', 'baseline.json', 'spec.yaml'])
      expect(stderr).toMatch(new RegExp(`^${place}: `, 'm'));
  });

  it('is the standard input where an input is it already', async () => {
    const { code, stderr } = await runOn({ stdin: '{}' }, 'check', '-', '--baseline', '-');
    expect(code).toBe(2);
    expect(stderr).toContain('stdin (-): is given more than once');
  });
});
