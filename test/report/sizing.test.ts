/**
 * The sizing report in fixtures/reports is what `plan` makes of the spec beside it. UPDATE_CASES=1
 * writes it; read the difference before you keep it. By hand: 60 and 40 nodes that grow by 25 % for two
 * years are 94 and 63, and 94 + 3 + 2 × 63 = 223 at the peak; 1,200 Services are 1,875. A /24 holds
 * 256 − 4 − 1 = 251 nodes: (60 + 2 × 40) × 1.25^2.6 + 3 is 251. A /21 holds 2,046 Services: 1,200 × 1.25^2.4.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { runOn } from '../cli/fake-io.ts';

const file = (name: string) => new URL(`../../fixtures/reports/${name}`, import.meta.url);
const read = (name: string) => readFileSync(file(name), 'utf8');
const files = { 'sizing.yaml': read('sizing.yaml') };

test('the sizing report kept in fixtures is what plan writes', async () => {
  const { stdout, written } = await runOn(
    { files },
    'plan',
    'sizing.yaml',
    '-o',
    'markdown=sizing.md',
  );
  expect(stdout).toBe('');
  const text = written['sizing.md'] ?? '';
  if (process.env['UPDATE_CASES'] === '1') writeFileSync(file('sizing.md'), text);
  expect(text).toBe(read('sizing.md'));
});

/** Findings name places, which are others in the spec with its ranges filled in. */
function withoutFindings(text: string): readonly [string, string] {
  const after = text.indexOf('<details><summary>What stops growth');
  return [text.slice(0, text.indexOf('<details')), text.slice(after)];
}

test('check of the planned spec writes the same report', async () => {
  const planned = await runOn({ files }, 'plan', 'sizing.yaml', '-o', 'spec=sizing.yaml');
  const checked = await runOn({ files: planned.written }, 'check', 'sizing.yaml', '-o', 'markdown');
  expect(withoutFindings(checked.stdout)).toEqual(withoutFindings(read('sizing.md')));
});

test('a report has every part that a reader asks for', () => {
  const text = read('sizing.md');
  for (const part of [
    'First to run out',
    'Needed',
    'Usable',
    'Headroom',
    'Networks',
    'Assumptions',
  ])
    expect(text).toContain(part);
  for (const part of ['Errors (', 'Suppressed (', 'Where the limits come from'])
    expect(text).toContain(`<summary>${part}`);
});
