import { readFileSync } from 'node:fs';
import { toJsonSchema } from '@valibot/to-json-schema';
import { describe, expect, it } from 'vitest';
import { parseArguments } from '../../src/cli/program.ts';
import { topicNames } from '../../src/cli/topic-names.ts';
import { exitCodeTexts, formatTexts } from '../../src/cli/topics.ts';
import { configSchema, specSchema } from '../../src/input/spec-schema.ts';
import { planRenderers, reportRenderers } from '../../src/report/index.ts';
import { rules } from '../../src/rules/index.ts';
import { tableAfter } from '../docs/markdown.ts';
import { runOn } from './fake-io.ts';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

async function help(topic: string, columns?: number): Promise<string> {
  const stdout = { isTerminal: columns !== undefined, ...(columns && { columns }) };
  const { code, stdout: text, stderr } = await runOn({ stdout }, 'help', topic);
  expect([code, stderr]).toEqual([0, '']);
  return text;
}

/** The words that lines start with, up to two blanks. */
const terms = (text: string) =>
  [...text.matchAll(/^ +(\S.*?)(?: {2,}|$)/gm)].map(([, term = '']) => term);

/** The keys of all objects of a JSON Schema, in their order. */
function keysOf(schema: unknown): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const properties = 'properties' in schema ? Object.entries(schema.properties ?? {}) : [];
  const rest = Object.entries(schema).filter(([key]) => key !== 'properties');
  return [
    ...properties.flatMap(([key, value]) => [key, ...keysOf(value)]),
    ...rest.flatMap(([, value]) => keysOf(value)),
  ].filter((key) => key !== '$schema');
}

describe.each(topicNames)('the topic %s', (topic) => {
  it('fits the width of the terminal, and ends in one newline', async () => {
    const wide = await help(topic, 100);
    const explained = wide.slice(wide.lastIndexOf('\n\n\n') + 1);
    expect(explained.split('\n').filter((line) => line.length > 100)).toEqual([]);
    expect(wide).toMatch(/[^\n]\n$/);
    expect(await help(topic)).toBe(await help(topic, 80));
  });

  it('is named by the help of the program, and takes no more than three screens of 50 lines', async () => {
    const { stdout } = await runOn({}, 'help');
    expect(stdout).toMatch(new RegExp(`^ +.*\\b${topic}\\b`, 'm'));
    expect((await help(topic)).split('\n').length).toBeLessThan(150);
  });
});

describe('help', () => {
  it.each([
    ['spec', specSchema],
    ['config', configSchema],
  ])('about %s names every key of its schema', async (topic, schema) => {
    const named = terms(await help(topic));
    const keys = new Set(keysOf(toJsonSchema(schema)));
    expect(keys.size).toBeGreaterThan(10);
    // What a range may be, a block or a name with a block, is said in a sentence.
    for (const key of keys) expect(named).toContain(key);
  });

  it('about the spec shows what is required and what stands below what', async () => {
    const text = await help('spec', 200);
    expect(text).toContain('\n  networks                   VPC networks (required, a list)\n');
    expect(text).toContain(
      '\n      nodePools              node pools, in the place of nodes (a list)\n',
    );
    expect(text).toContain('\n        name                 a name for the node pool (required)\n');
    expect(text).toContain(
      '\n    mode                     how the network makes its subnets: custom, auto\n',
    );
  });

  it('about formats names every format, as the README does', async () => {
    const all = [...Object.keys(reportRenderers), ...Object.keys(planRenderers), 'csv'];
    expect(Object.keys(formatTexts).toSorted()).toEqual(all.toSorted());
    const [, ...rows] = tableAfter(readme, '## Formats');
    expect(rows.map((row) => row.map((cell) => cell.replaceAll('`', '')))).toEqual(
      Object.entries(formatTexts),
    );
    expect(await help('formats')).toContain('\n  rules   table, yaml, json\n');
  });

  it('about exit codes says what the README says', async () => {
    const [, ...rows] = tableAfter(readme, '## In CI');
    expect(rows.map((row) => row.map((cell) => cell.replaceAll('`', '')))).toEqual(
      Object.entries(exitCodeTexts),
    );
    expect(await help('exit-codes')).toContain('\n  3  a bug in the planner\n');
  });

  it('about inputs lists what is read, as the message about an unknown one does', async () => {
    const text = await help('inputs', 200);
    const { stderr } = await runOn({ files: { 'a.bin': 'no such thing' } }, 'check', 'a.bin');
    const [, kinds = ''] = /fix: give (.*)\n/.exec(stderr) ?? [];
    expect(kinds.split('; ').length).toBeGreaterThan(10);
    for (const kind of kinds.split('; ')) expect(text).toContain(`  - ${kind}\n`);
  });

  it('about rules is that of the command, and the catalogue', async () => {
    const text = await help('rules', 100);
    const parsed = parseArguments(['rules', '--help'], 100);
    expect(text.startsWith('text' in parsed ? parsed.text.trimEnd() : '?')).toBe(true);
    for (const { id } of rules) expect(terms(text)).toContain(id);
    expect((await runOn({}, 'rules', '--help')).stdout).not.toContain('What is looked for');
  });

  it('about nothing that is known names what there is', async () => {
    const { code, stdout, stderr } = await runOn({}, 'help', 'exit-code');
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('"exit-code": is no command and no topic\n  fix: write exit-codes (');
    expect(stderr).toContain('the topics spec, config, inputs, formats, rules, exit-codes)');
  });
});
