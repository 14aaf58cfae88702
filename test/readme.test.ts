/**
 * The README is executed: `UPDATE_README=1 npx vitest run test/readme.test.ts` writes what its
 * commands print now, and the tables that are made of data.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { toJsonSchema } from '@valibot/to-json-schema';
import { describe, expect, it } from 'vitest';
import { commandNames } from '../src/cli/catalogue.ts';
import { failLevels } from '../src/cli/exit-code.ts';
import { parseArguments } from '../src/cli/program.ts';
import { otherRoles } from '../src/gke/cluster.ts';
import { specSchema } from '../src/input/spec-schema.ts';
import { fieldRoles, rangeRoles } from '../src/input/tfvars/map-roles.ts';
import { planRenderers, reportRenderers } from '../src/report/index.ts';
import { cellsOf, codeSpansOf, fencesOf, tableAfter } from './docs/markdown.ts';
import { refreshed } from './docs/refresh.ts';
import { playDocument } from './docs/session.ts';
import { madeTables } from './docs/tables.ts';

const file = fileURLToPath(new URL('../README.md', import.meta.url));
if (process.env['UPDATE_README'] === '1') {
  writeFileSync(file, await refreshed(readFileSync(file, 'utf8'), file));
}
const readme = readFileSync(file, 'utf8');
const fences = await playDocument(readme);
const commands = fences.flatMap(({ played }) => played);

/** What `--help` of a command prints, not wrapped. */
function helpOf(command: string | undefined): string {
  const parsed = parseArguments([command ?? '', '--help'], 200);
  return 'text' in parsed ? parsed.text : '';
}

/** The words that the rows of the table under a heading start with. */
function firstColumn(heading: string): readonly string[] {
  const [, ...rows] = tableAfter(readme, heading);
  return rows.map(([cell = '']) => /^`?([\w-]+)/.exec(cell)?.[1] ?? '');
}

/** The keys of all objects of a JSON Schema. */
function keysOf(schema: unknown): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const properties = 'properties' in schema ? (schema.properties ?? {}) : {};
  return [...Object.keys(properties), ...Object.values(schema).flatMap(keysOf)];
}

describe('commands of the README', () => {
  const blocks = fences
    .filter(({ language }) => language === 'console')
    .map(({ body, expected }) => ({ command: body.split('\n')[0], body, expected }));

  it.each(blocks)('$command prints what stands below it', ({ body, expected }) => {
    expect(body).toBe(expected);
  });

  it('show no output that is not compared', () => {
    const mentions = readme.match(
      /^(?:\$ | *- (?:run: )?)?(?:\w.* \| )?(?:npx )?gke-ip-planner (?!<).*$/gm,
    );
    expect(commands.length).toBe(mentions?.length);
    expect(blocks.length).toBeGreaterThan(3);
  });

  it('can all be run, and the exit code of those that cannot check is shown', () => {
    const failing = fences
      .filter(({ played }) => played.some(({ code }) => code > 1))
      .map(({ expected }) => expected.split('\n').slice(-3).join('\n'));
    expect(failing).toEqual(['$ echo $?\n2\n']);
  });

  it('of every kind are shown', () => {
    expect(new Set(commands.map(({ argv }) => argv[0]))).toEqual(
      new Set([...commandNames, 'help']),
    );
  });
});

describe('flags in the README', () => {
  it.each(commands)('of $line stand in the help of the command', ({ argv }) => {
    const text = helpOf(argv[0]);
    const given = argv.filter((word) => word.startsWith('-') && word !== '-');
    for (const word of given) expect(text).toMatch(new RegExp(`^ .*${word}[ ,]`, 'm'));
  });

  it('that the text mentions stand in the help of plan and check', () => {
    const mentioned = codeSpansOf(readme).flatMap((code) => /^--[a-z-]+/.exec(code)?.[0] ?? []);
    expect(mentioned.length).toBeGreaterThan(5);
    for (const flag of new Set(mentioned)) {
      expect(helpOf('plan')).toContain(`${flag} `);
      expect(helpOf('check')).toContain(`${flag} `);
    }
  });
});

describe('tables of the README', () => {
  it.each(Object.entries(madeTables))('%s are those of the program', (name, rows) => {
    const [, table = ''] = readme.split(`<!-- table: ${name} -->`);
    expect(cellsOf(table.split('<!-- end -->')[0] ?? '')).toEqual(rows());
  });

  it('list every command', () => {
    expect(firstColumn('## What it answers')).toEqual(commandNames);
  });

  it('list every format', () => {
    const formats = [...Object.keys(reportRenderers), ...Object.keys(planRenderers), 'csv'];
    expect(firstColumn('## Formats').toSorted()).toEqual(formats.toSorted());
  });

  it('list every exit code', () => {
    expect(firstColumn('## In CI')).toEqual(['0', '1', '2', '3']);
  });
});

describe('the spec in the README', () => {
  it('shows every key there is', () => {
    const yaml = fencesOf(readme).filter(({ language }) => language === 'yaml');
    const shown = yaml.map(({ body }) => body).join('');
    const keys = keysOf(toJsonSchema(specSchema).properties).filter((key) => key !== '$schema');
    expect(keys.length).toBeGreaterThan(20);
    for (const key of keys) expect(shown).toMatch(new RegExp(`\\b${key}:`));
  });

  it('names every role of a range and every severity that can fail a run', () => {
    const named = codeSpansOf(readme);
    for (const word of [...otherRoles, ...failLevels]) expect(named).toContain(word);
  });

  it('names every role that a Terraform variable can be given, by its full name', () => {
    const named = codeSpansOf(readme);
    const short = new Set(['node', 'pod', 'service']);
    const roles = Object.keys({ ...rangeRoles, ...fieldRoles }).filter((role) => !short.has(role));
    for (const role of roles) expect(named).toContain(role);
  });
});
