/** Whatever comes in, a run ends with a verdict or with problems, and its report keeps to its schema. */
import { readFileSync } from 'node:fs';
import { Ajv, type AnySchemaObject } from 'ajv';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readReport } from '../src/report/read-report.ts';
import type { Report } from '../src/report/report.ts';
import { type Run, runOn } from './cli/fake-io.ts';
import { anyCommandLine, anySpec, brokenSpec } from './hostile-specs.ts';

const published = new URL('../dist/report.schema.json', import.meta.url);
const schema: AnySchemaObject = JSON.parse(readFileSync(published, 'utf8'));
const validate = new Ajv({ strict: false }).compile(schema);

const problem = /^.+\n {2}fix: .+\n/;

/** What holds of every run, whatever it was given. */
function expectSound({ code, stdout, stderr }: Run): void {
  if (code === 2) {
    expect(stdout).toBe('');
    expect(stderr).toMatch(problem);
    return;
  }
  expect([0, 1], stderr).toContain(code);
  expect(validate(JSON.parse(stdout)), JSON.stringify(validate.errors)).toBe(true);
}

const planSpec = (spec: unknown, ...argv: readonly string[]) =>
  runOn({ files: { 's.json': JSON.stringify(spec) } }, 'plan', 's.json', ...argv);

const errorsIn = ({ findings }: Report) =>
  findings.filter(({ severity }) => severity === 'error').map(({ message }) => message);

describe('any command line', () => {
  it('is answered or refused', async () => {
    await fc.assert(
      fc.asyncProperty(anyCommandLine, async (argv) => {
        expectSound(await runOn({}, ...argv, '-o', 'json'));
      }),
      { numRuns: 200 },
    );
  });
});

describe('any spec', () => {
  it('is checked and planned', async () => {
    await fc.assert(
      fc.asyncProperty(anySpec, async (spec) => {
        const files = { 's.json': JSON.stringify(spec) };
        expectSound(await runOn({ files }, 'check', 's.json', '-o', 'json'));
        expectSound(await planSpec(spec, '-o', 'json'));
      }),
      { numRuns: 100 },
    );
  });

  it('planned again stays as it is, and a check of the plan finds what the plan found', async () => {
    await fc.assert(
      fc.asyncProperty(anySpec, async (spec) => {
        const first = await planSpec(spec, '-o', 'json', '-o', 'spec=p.yaml');
        if (first.code === 2) return;
        const planned = readReport(first.stdout);
        // What found no place the first time may find one beside what did.
        if (errorsIn(planned).some((message) => message.startsWith('no space'))) return;
        const files = { 'p.yaml': first.written['p.yaml'] ?? '' };
        const again = await runOn({ files }, 'plan', 'p.yaml', '-o', 'spec');
        expect(again.stdout).toBe(files['p.yaml']);
        const { stdout } = await runOn({ files }, 'check', 'p.yaml', '-o', 'json');
        const checked = readReport(stdout);
        expect(errorsIn(planned)).toEqual(expect.arrayContaining(errorsIn(checked)));
        const capacities = ({ clusters }: Report) =>
          clusters.map((one) => [one.demand, one.capacity]);
        expect(capacities(checked)).toEqual(capacities(planned));
      }),
      { numRuns: 100 },
    );
  });
});

describe('a broken spec', () => {
  it('is refused at the place that is broken, or read for what it says', async () => {
    await fc.assert(
      fc.asyncProperty(brokenSpec, async (spec) => {
        const run = await planSpec(spec, '-o', 'json');
        expectSound(run);
        if (run.code === 2) expect(run.stderr).toMatch(/^s\.json:\d+:\d+: /);
      }),
      { numRuns: 200 },
    );
  });
});
