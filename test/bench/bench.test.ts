/** The benchmarks run and measure what they say they do; their figures are for `npm run bench`. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { afterAll, describe, expect, it } from 'vitest';
import { reportRenderers } from '../../src/report/index.ts';
import { reportSchema } from '../../src/report/report.ts';

/** Plain JavaScript, which Node.js runs as it is. */
const load = (name: string) => import(new URL(name, import.meta.url).href);
const { savedReport } = await load('reports.mjs');
const { formats } = await load('suites/output.mjs');

const folder = mkdtempSync(join(tmpdir(), 'bench-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the suites', () => {
  it('render saved reports that count what they hold', () => {
    const { findings, summary } = v.parse(reportSchema, JSON.parse([...savedReport(10)].join('')));
    const errors = findings.filter(({ severity }) => severity === 'error').length;
    expect([errors, findings.length]).toEqual([6, 10]);
    expect(summary).toMatchObject({ errors: 6, warnings: 4, infos: 0 });
  });

  it('measure every format of a report', () => {
    expect(formats.toSorted()).toEqual(Object.keys(reportRenderers).toSorted());
  });

  const script = fileURLToPath(new URL('bench.mjs', import.meta.url));
  const bench = (...args: readonly string[]) =>
    spawnSync(process.execPath, [script, ...args], { cwd: folder, encoding: 'utf8' });

  it('run on a smaller scale, and save what they found', () => {
    const only = ['--only', 'check of 1,000 / of 100', '--only', 'plain list / that'];
    const { status, stdout } = bench(
      '--ranges',
      '1000',
      '--rounds',
      '1',
      '--json',
      'b.json',
      ...only,
    );
    expect(status).toBe(0);
    const { results } = JSON.parse(readFileSync(join(folder, 'b.json'), 'utf8'));
    expect(results).toMatchObject([
      { suite: 'inventory', verdict: 'shown', unit: 'ms', ratios: [expect.any(Number)] },
      { suite: 'inventory', verdict: 'shown' },
    ]);
    expect(stdout.split('\n')).toHaveLength(4);
  });

  it('refuse what is not there', () => {
    const { status, stderr } = bench('--only', 'nothing of the kind');
    expect([status, stderr.includes('nothing is called nothing of the kind')]).toEqual([2, true]);
  });
});
