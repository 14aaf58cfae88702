/** States, plans and variables hold secrets: whatever happens, none of them is printed. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planRenderers, reportRenderers } from '../src/report/index.ts';
import { type Run, runOn } from './cli/fake-io.ts';
import { type Case, fixture, mark } from './secrets/laden.ts';
import { malformed } from './secrets/malformed.ts';
import {
  anyDamage,
  anyPlanting,
  anySecret,
  damaged,
  planted,
  type Planting,
  secretCore,
  texts,
} from './secrets/planting.ts';
import { readable } from './secrets/readable.ts';

const into = (formats: readonly string[]) =>
  formats.flatMap((format) => ['-o', `${format}=out.${format}`]);
const reportFormats = Object.keys(reportRenderers);
const outputs: Readonly<Record<string, readonly string[]>> = {
  check: into(reportFormats),
  plan: into([...reportFormats, ...Object.keys(planRenderers)]),
  free: into(['table', 'yaml', 'json', 'markdown']),
  diff: into(reportFormats),
};

const numRuns = 120;

const clean = { 'clean.yaml': fixture('spec.yaml') };

/** One command with every format of its own, and with as many inputs as it takes. */
function runAll(command: string, { files, inputs, flags = [], env = {} }: Case): Promise<Run> {
  const [first = ''] = inputs;
  const given = { plan: [first], diff: [first, first] }[command] ?? inputs;
  const formats = outputs[command] ?? [];
  return runOn({ files: { ...clean, ...files }, env }, command, ...given, ...flags, ...formats);
}

/** The lines of all that a run prints and writes that would give a text away. */
function linesWith({ stdout, stderr, written }: Run, text: string): readonly string[] {
  const lines = [stdout, stderr, ...Object.values(written)].flatMap((each) => each.split('\n'));
  return lines.filter((line) => line.includes(text));
}

describe.each(Object.keys(outputs))('%s', (command) => {
  it.each(readable)('prints no secret of $title', async (each) => {
    const run = await runAll(command, each);
    expect(linesWith(run, mark)).toEqual([]);
    expect([0, 1], run.stderr).toContain(run.code);
    expect(Object.keys(run.written)).toHaveLength((outputs[command] ?? []).length / 2);
  });

  it.each(malformed)('names what is wrong with $title, not by its text', async (each) => {
    const run = await runAll(command, each);
    expect(linesWith(run, mark)).toEqual([]);
    expect(run).toMatchObject({ code: 2, stdout: '', written: {} });
    expect(run.stderr).toMatch(/^.+\n {2}fix: .+\n/);
  });
});

it('a spec is written for the planner, so what is wrong in it is repeated', async () => {
  const text = fixture('spec.yaml').replace('10.64.0.0/18', 'pods-of-apple');
  const { stderr } = await runOn({ files: { 'a.yaml': text } }, 'check', 'a.yaml');
  expect(stderr).toContain('"pods-of-apple" is not a CIDR block');
});

it('a saved report keeps what it says, and nothing that was added to it', async () => {
  const { written } = await runOn({ files: clean }, 'check', '-o', 'json=r.json');
  const report = (written['r.json'] ?? '').replace(/\{/, `{"token": ${JSON.stringify(mark)},`);
  const run = await runOn(
    { files: { 'r.json': report } },
    'report',
    'r.json',
    ...into(reportFormats),
  );
  expect(linesWith(run, mark)).toEqual([]);
});

/** Checks a fixture with another text in its place; that of a folder with the rest of the folder. */
function checkWith({ name }: Planting, text: string): Promise<Run> {
  const folder = name.endsWith('.tf') || name.startsWith('infra/') ? name.split('/')[0] : undefined;
  const files =
    folder === undefined ? { [name]: text } : { ...Object.fromEntries(texts), [name]: text };
  return runAll('check', { title: name, files, inputs: [folder ?? name] });
}

describe('any secret in any place where no name stands', () => {
  it('is not printed', async () => {
    await fc.assert(
      fc.asyncProperty(anyPlanting, anySecret, async (planting, secret) => {
        const run = await checkWith(planting, planted(planting, secret));
        expect(linesWith(run, secretCore)).toEqual([]);
        expect(run.code).not.toBe(3);
      }),
      { numRuns },
    );
  });

  it('is not printed where the text is broken near it', async () => {
    await fc.assert(
      fc.asyncProperty(anyPlanting, anySecret, anyDamage, async (planting, secret, damage) => {
        const text = damaged(planted(planting, secret), planting.spot, damage);
        const run = await checkWith(planting, text);
        expect(linesWith(run, secretCore)).toEqual([]);
        expect(run.code).not.toBe(3);
      }),
      { numRuns },
    );
  });
});
