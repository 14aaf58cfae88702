import { Ajv, type AnySchemaObject } from 'ajv';
import { toJsonSchema } from '@valibot/to-json-schema';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { sweepSchema } from '../../src/report/sweep.ts';
import { runOn } from './fake-io.ts';

const json = async (...argv: readonly string[]) => {
  const { stdout } = await runOn({}, 'sweep', ...argv, '-o', 'json');
  return v.parse(sweepSchema, JSON.parse(stdout));
};

describe('sweep', () => {
  it('shows what each maximum of Pods per node does to a Pod range', async () => {
    const argv = ['--pod-range', '10.4.0.0/16', '--max-pods-per-node', '32,64,110'];
    const { combinations } = await json(...argv);
    expect(combinations.map(({ capacity }) => capacity.nodes)).toEqual([1024, 512, 256]);
    const { code, stdout, stderr } = await runOn({}, 'sweep', ...argv);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/1,024.*\n.* 512 .*\n.* 256 /);
  });

  it('answers how many Pods per node are enough', async () => {
    const { combinations, leastMaxPodsPerNode } = await json('--nodes', '100', '--pods', '5000');
    expect(leastMaxPodsPerNode).toEqual([{ nodes: 100, maxPodsPerNode: 50 }]);
    expect(combinations).toMatchObject([{ maxPodsPerNode: 50, fits: true, best: true }]);
  });

  it('answers the same beside system Pods, which plan finds, too', async () => {
    const argv = ['--nodes', '100', '--pods', '5000', '--system-pods-per-node', '7'];
    const { combinations, leastMaxPodsPerNode } = await json(...argv);
    expect(leastMaxPodsPerNode).toEqual([{ nodes: 100, maxPodsPerNode: 57 }]);
    expect(combinations).toMatchObject([{ maxPodsPerNode: 57, fits: true, best: true }]);
    const { stdout } = await runOn({}, 'plan', ...argv, '-o', 'spec');
    expect(stdout).toContain('maxPodsPerNode: 57\n');
  });

  it('fits nothing where system Pods take all there is, which GKE does not refuse', async () => {
    const argv = ['--nodes', '100', '--pods', '5', '--system-pods-per-node', '300'];
    const { combinations } = await json(...argv);
    expect(combinations).toMatchObject([{ fits: false, refused: [] }]);
  });

  it('says the numbers of plan', async () => {
    const argv = ['--nodes', '200', '--max-pods-per-node', '64', '--services', '1500'];
    const [row] = (await json(...argv)).combinations;
    const { stdout } = await runOn({}, 'plan', ...argv, '-o', 'json');
    const plan: unknown = JSON.parse(stdout);
    expect(plan).toMatchObject({ clusters: [{ demand: row?.demand, capacity: row?.capacity }] });
  });

  it.each([
    ['--pod-range', '/25'],
    ['--nodes', '10..50:20', '--pod-range', '/20'],
    ['--nodes', '20', '--max-pods-per-node', '300,110'],
  ])('passes %j %j %j %j: something fits, or nothing is demanded', async (...argv) => {
    expect((await runOn({}, 'sweep', ...argv)).code).toBe(0);
  });

  it.each([
    [['--nodes', '20..50:10', '--pod-range', '/20']],
    [['--nodes', '10', '--max-pods-per-node', '7,300']],
    [['--services', '300', '--service-range', '/24,/25']],
    [['--nodes', '10', '--pods', '5000']],
  ])('fails %j: nothing fits, in whatever format', async (argv) => {
    const formats = ['table', 'yaml', 'json', 'csv', 'markdown'];
    const runs = formats.map((format) => runOn({}, 'sweep', ...argv, '-o', format));
    for (const { code, stdout } of await Promise.all(runs)) {
      expect(code).toBe(1);
      expect(stdout).toMatch(/[^\n]\n$/);
    }
  });

  it('writes several formats in one run', async () => {
    const outputs = ['-o', 'table', '-o', 'csv=sweep.csv', '-o', 'yaml=sweep.yaml'];
    const { stdout, written } = await runOn({}, 'sweep', '--nodes', '10,20', ...outputs);
    expect(stdout).toContain('2 combinations, 2 fit');
    expect(Object.keys(written)).toEqual(['sweep.csv', 'sweep.yaml']);
  });

  it('keeps to the published schema', async () => {
    const text = JSON.stringify(toJsonSchema(sweepSchema, { errorMode: 'throw' }));
    const schema: AnySchemaObject = JSON.parse(text);
    const validate = new Ajv({ strict: false }).compile(schema);
    const argv = ['--nodes', '5,70000', '--max-pods-per-node', '7,110', '--pods', '900'];
    const { stdout } = await runOn({}, 'sweep', ...argv, '-o', 'json');
    expect(validate(JSON.parse(stdout)), JSON.stringify(validate.errors)).toBe(true);
  });

  it('marks what overlaps, blocks in pairs', async () => {
    const nodes = ['--node-range', '10.4.0.0/24,10.6.0.0/24'];
    const { combinations } = await json('--pod-range', '10.4.0.0/16,10.5.0.0/16', ...nodes);
    expect(combinations.map(({ refused }) => refused.map(({ rule }) => rule))).toEqual([
      ['range-overlap'],
      [],
      [],
      [],
    ]);
  });

  it('lists as many combinations as asked for, and all of them for programs', async () => {
    const argv = ['--nodes', '10..50:10', '--limit', '2'];
    const { stdout } = await runOn({}, 'sweep', ...argv);
    expect(stdout).toContain('and 3 more combinations, of which 3 fit; -o json lists all');
    expect((await json(...argv)).combinations).toHaveLength(5);
    const csv = await runOn({}, 'sweep', ...argv, '-o', 'csv');
    expect(csv.stdout.split('\n')).toHaveLength(1 + 5 + 1);
  });

  it.each([
    [[], 'sweep: has nothing to compare\n'],
    [['--nodes', ''], '--nodes: has an empty value\n'],
    [['--nodes', '5..1'], '--nodes: "5..1" goes down\n'],
    [['--nodes', '1..9:0'], '--nodes: "1..9:0" has a step of 0\n'],
    [['--nodes', '1..1000000000'], '--nodes: "1..1000000000" has 1000000000 values\n'],
    [['--nodes', '5', '--pod-range', '/33'], '--pod-range: "33" is out of range\n'],
    [['--nodes', '5', '-o', 'sarif'], '--output: "sarif" is no format here\n'],
    [['--nodes', '5', '--within', '10.0.0.0/8'], '--within: is no flag of this command\n'],
    [['--nodes', '5', 'spec.yaml'], 'spec.yaml: is one argument too many\n'],
  ])('refuses %j with one problem', async (argv, problem) => {
    const { code, stdout, stderr } = await runOn({}, 'sweep', ...argv);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.startsWith(problem), stderr).toBe(true);
    expect(stderr.match(/ {2}fix: /g)).toHaveLength(1);
  });

  it('bounds what a list can ask for in every axis', async () => {
    const wide = ['nodes', 'services', 'max-pods-per-node'].flatMap((flag) => [
      `--${flag}`,
      Array.from({ length: 3 }, (_, part) => `${part * 9000 + 1}..${part * 9000 + 9000}`).join(),
    ]);
    const { code, stderr } = await runOn({}, 'sweep', ...wide);
    expect(code).toBe(2);
    expect(stderr).toContain('--nodes: makes 19683000000000 combinations with the other lists\n');
  });
});
