import { describe, expect, it, test } from 'vitest';
import { readReport } from '../../src/report/read-report.ts';
import type { ReportCluster } from '../../src/report/report.ts';
import { runOn } from './fake-io.ts';

/** 121 nodes after 10 % a year; a /24 holds 252 − 1 of them, and one is there while upgraded. */
const csv = 'date,nodes\n2024-11-21,100\n2025-11-21,110\n2026-11-21,121\n';
const files = { 'usage.csv': csv };
const ranges = ['--node-range', '10.0.0.0/24', '--pod-range', '10.64.0.0/16'];

const check = (...argv: readonly string[]) => runOn({ files }, 'check', ...ranges, ...argv);

async function reportOf(...argv: readonly string[]) {
  const { stdout, stderr } = await check('-o', 'json', ...argv);
  expect(stderr).toBe('');
  return readReport(stdout, 'report.json').clusters[0]!;
}

const limitIn = ({ growthLimits }: ReportCluster, name: string) =>
  growthLimits.find(({ limiter }) => limiter === name)!;

describe('--from', () => {
  it('gives every limit the month in which it is reached', async () => {
    const grown = ['--nodes', '100', '--growth', '10', '--from', '2026-11-21'];
    const cluster = await reportOf(...grown);
    // ln(250 ÷ 100) ÷ ln 1.1 = 9.6138: 2035-11-21 and 0.6138 of 366 days, 224: 2 July 2036
    expect(limitIn(cluster, 'node-range')).toMatchObject({
      fullAfterYears: 9.6,
      fullAfter: '2036-07',
    });
    expect((await check(...grown)).stdout).toContain('9.6 years (2036-07)');
  });

  it('gives none to limits that are full, or not within a hundred years', async () => {
    const cluster = await reportOf('--nodes', '251', '--growth', '1', '--from', '2026-11-21');
    expect(limitIn(cluster, 'node-range')).toMatchObject({ fullAfterYears: 0 });
    expect(limitIn(cluster, 'node-range')).not.toHaveProperty('fullAfter');
    // ln(64,999 ÷ 251) ÷ ln 1.01 = 558.4
    expect(limitIn(cluster, 'cluster-node-limit')).toMatchObject({ fullAfterYears: 558.4 });
    expect(limitIn(cluster, 'cluster-node-limit')).not.toHaveProperty('fullAfter');
  });

  it('has to be a date', async () => {
    const { code, stderr } = await check('--from', '2026-11');
    expect(code).toBe(2);
    expect(stderr).toBe('--from: "2026-11" is no date\n  fix: write it as 2027-06-30\n');
  });

  it('dates the growth of a spec, too', async () => {
    const spec = `networks:
  - name: vpc
    clusters:
      - {name: prod, nodes: 100, growth: {percent: 10}, ranges: {nodes: 10.0.0.0/24}}
`;
    const machine = { files: { 'spec.yaml': spec } };
    const dated = await runOn(machine, 'check', 'spec.yaml', '--from', '2026-11-21');
    expect(dated.stdout).toContain('9.6 years (2036-07)');
  });
});

describe('--history', () => {
  it('tells nodes and growth, and what both rest on', async () => {
    const cluster = await reportOf('--history', 'usage.csv');
    expect(cluster.demand).toMatchObject({ nodes: 121 });
    expect(cluster.growth).toEqual({
      percent: 10,
      years: 0,
      from: '2026-11-21',
      history: {
        nodes: {
          counts: 3,
          first: { date: '2024-11-21', count: 100 },
          last: { date: '2026-11-21', count: 121 },
          fit: 1,
        },
      },
    });
    // ln(250 ÷ 121) ÷ ln 1.1 = 7.6138: 2033-11-21 and 0.6138 of 365 days, 224: 3 July 2034
    expect(limitIn(cluster, 'node-range')).toMatchObject({
      fullAfterYears: 7.6,
      fullAfter: '2034-07',
    });
    expect(cluster.assumptions).toContainEqual(
      expect.objectContaining({
        what: 'growth of the nodes',
        value: '10 % a year',
        why: 'line of least squares through the logarithms of 3 counts, 2024-11-21 to 2026-11-21; R² 1.00',
      }),
    );
    expect(cluster.assumptions.map(({ what }) => what).slice(-3)).toEqual([
      'growth of the nodes',
      'nodes',
      'years count from',
    ]);
  });

  it('excludes --growth', async () => {
    const { code, stdout, stderr } = await check('--history', 'usage.csv', '--growth', '5');
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toBe(
      '--history: excludes --growth: both say how fast the demand grows\n  fix: give one of the two\n',
    );
  });

  it('that shrinks reaches no limit, and what is there today is planned for', async () => {
    const shrinking = 'date,nodes\n2025-11-21,200\n2026-11-21,100\n';
    const machine = { files: { 'usage.csv': shrinking } };
    const argv = ['check', ...ranges, '--history', 'usage.csv', '--years', '3'];
    const { stdout } = await runOn(machine, ...argv);
    expect(stdout).toContain('Needs       100 nodes');
    expect(stdout).toContain('not reached');
    expect(stdout).toContain('growth of the nodes: -50 % a year');
    const html = await runOn(machine, ...argv, '-o', 'html');
    expect(html.stdout).toContain('Not at all: its history shows no growth.');
  });

  it('shows its months in every document', async () => {
    const html = await check('--history', 'usage.csv', '-o', 'html');
    expect(html.stdout).toContain('7.6 years (2034-07)</strong> at the growth of its history.');
    expect(html.stdout).toMatch(/<text[^>]*>2026-11<\/text>.*<text[^>]*>2029-11<\/text>/s);
    const markdown = await check('--history', 'usage.csv', '-o', 'markdown');
    expect(markdown.stdout).toContain('7.6 years (2034-07)');
  });

  it('may be saved reports, each with its day', async () => {
    const saved = async (nodes: string) =>
      (await check('--nodes', nodes, '--services', '500', '-o', 'json')).stdout;
    const machine = { files: { 'old.json': await saved('100'), 'new.json': await saved('121') } };
    const history = ['--history', '2024-11-21=old.json', '--history', '2026-11-21=new.json'];
    const argv = ['check', ...ranges, '--nodes', '121', ...history];
    const { code, stdout } = await runOn(machine, ...argv);
    expect(code).toBe(0);
    expect(stdout).toContain('7.6 years (2034-07)');
    expect(stdout).toContain(
      'growth of the nodes: 10 % a year (compound growth from 100 on 2024-11-21 to 121 on 2026-11-21)',
    );
  });

  it('names everything that is wrong with it', async () => {
    const planned = (await check('--nodes', '9', '--growth', '10', '--years', '2', '-o', 'json'))
      .stdout;
    const machine = { files: { 'planned.json': planned, 'bad.csv': 'date,nodes\n2026-01-01,x\n' } };
    const { code, stderr } = await runOn(
      machine,
      'check',
      ...ranges,
      '--history=bad.csv',
      '--history=planned.json',
      '--history=missing.csv',
      '--history=2026-02-30=planned.json',
      '--history=2026-03-01=planned.json',
    );
    expect(code).toBe(2);
    expect(stderr.split('\n').filter((line) => !line.startsWith('  fix'))).toEqual([
      'bad.csv:2:12: "x" is no number of nodes',
      'planned.json: is no table: a saved report does not say of which day it is',
      'missing.csv: there is no such file',
      '--history: "2026-02-30" is no date',
      'planned.json: plans cluster for 2 years ahead, it does not say what was there',
      '',
    ]);
  });
});

test('a plan needs no number of nodes where a history has one', async () => {
  const plan = (...argv: readonly string[]) =>
    runOn({ files }, 'plan', '--history', 'usage.csv', ...argv);
  const { code, stdout } = await plan('--name', 'prod', '--years', '3');
  expect(code).toBe(0);
  // 121 × 1.1^3 = 161.05
  expect(stdout).toContain('Needs       162 nodes (163 while upgraded)');
  expect((await plan()).stderr).toContain('describe the cluster, at least with --name <text>');
});

test('a plan with a history is a spec that plans the same again', async () => {
  const csvOfServices = 'date,nodes,services\n2024-11-21,100,1000\n2026-11-21,121,1440\n';
  const machine = { files: { 'usage.csv': csvOfServices } };
  const argv = ['--nodes', '121', '--history', 'usage.csv', '--years', '2'];
  const { stdout: spec } = await runOn(machine, 'plan', ...argv, '-o', 'spec');
  expect(spec).toContain('servicesPercent: 20');
  const again = await runOn({ files: { 'spec.yaml': spec } }, 'plan', 'spec.yaml', '-o', 'spec');
  expect(again.stdout).toBe(spec);
});

test('a fault of an input hides no cluster from its history', async () => {
  const machine = { files: { ...files, 'spec.yaml': 'networks: 5\n' } };
  const { stderr } = await runOn(machine, 'check', 'spec.yaml', '--history', 'usage.csv');
  expect(stderr).toContain('spec.yaml:1:11');
  expect(stderr).not.toContain('none of its clusters');
});

test('stdin is read once', async () => {
  const { code, stderr } = await runOn({ stdin: csv }, 'check', '-', '--history=-', ...ranges);
  expect(code).toBe(2);
  expect(stderr).toContain('stdin (-): is given more than once');
});
