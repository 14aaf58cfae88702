import { parse } from '@cdktn/hcl2json';
import * as fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Body, Expression } from '../../../src/input/terraform/ast.ts';
import { parseHcl } from '../../../src/input/terraform/parse.ts';
import { bodiesOf, expressions, literals, withFault } from './arbitrary-hcl.ts';
import { loadGrammarForTests } from './grammar-files.ts';

/*
 * The oracle is HashiCorp's own parser. It folds what is constant, and may fail at that (`-true`): a text
 * that it has parsed is accepted all the same. It knows no places.
 */

beforeAll(loadGrammarForTests);

type Oracle = { readonly value: unknown } | 'refused' | 'accepted';

async function oracleOf(text: string): Promise<Oracle> {
  try {
    return { value: await parse('a.tf', text) };
  } catch (error) {
    return String(error).includes('parse config') ? 'refused' : 'accepted';
  }
}

/** As the oracle writes values that hold nothing to evaluate: it leaves the escapes of marks in texts. */
function plain(expression: Expression): unknown {
  switch (expression.kind) {
    case 'literal':
      return typeof expression.value === 'string' ? escaped(expression.value) : expression.value;
    case 'list':
      return expression.items.map(plain);
    case 'object':
      return Object.fromEntries(
        expression.items.map(({ key, value }) => [String(plain(key)), plain(value)]),
      );
    case 'unary': {
      const of = plain(expression.of);
      return typeof of === 'number' ? 0 - of : 'no number';
    }
    default:
      return expression.kind;
  }
}

const escaped = (text: string) => text.replaceAll(/[$%](?=\{)/g, '$&$&');

/** As the oracle writes bodies: blocks of equal labels are a list in maps of their labels. */
function plainBody({ attributes, blocks }: Body): object {
  const values = attributes.map(({ name, value }) => [name, plain(value)] as const);
  const paths = blocks.map(({ type, labels, body }) => ({ path: [type, ...labels], body }));
  return { ...Object.fromEntries(values), ...nested(paths) };
}

function nested(
  blocks: readonly { readonly path: readonly string[]; readonly body: Body }[],
): object {
  const steps = [...new Set(blocks.map(({ path: [step = ''] }) => step))];
  const entries = steps.map((step) => {
    const inStep = blocks.filter(({ path }) => path[0] === step);
    const deeper = inStep.map(({ path, body }) => ({ path: path.slice(1), body }));
    const last = deeper.every(({ path }) => path.length === 0);
    return [step, last ? deeper.map(({ body }) => plainBody(body)) : nested(deeper)] as const;
  });
  return Object.fromEntries(entries);
}

async function expectAgreement(text: string): Promise<void> {
  const oracle = await oracleOf(text);
  const { problems } = parseHcl('a.tf', text);
  expect(problems.length === 0 ? 'accepted' : 'refused').toBe(
    oracle === 'refused' ? 'refused' : 'accepted',
  );
  for (const { where } of problems) {
    expect(where?.line).toBeGreaterThan(0);
    expect(where?.column).toBeGreaterThan(0);
  }
}

function hclFilesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:tf|tfvars)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

describe("agreement with HashiCorp's parser", () => {
  it('over values', async () => {
    await fc.assert(
      fc.asyncProperty(bodiesOf(literals), async (text) => {
        const { body, problems } = parseHcl('a.tf', text);
        expect(problems).toEqual([]);
        expect({ value: plainBody(body) }).toEqual(await oracleOf(text));
      }),
      { numRuns: 500, seed: 1 },
    );
  });

  it('over expressions', async () => {
    await fc.assert(
      fc.asyncProperty(bodiesOf(expressions), async (text) => {
        expect(parseHcl('a.tf', text).problems).toEqual([]);
        await expectAgreement(text);
      }),
      { numRuns: 500, seed: 1 },
    );
  });

  it('over texts with a fault', async () => {
    await fc.assert(fc.asyncProperty(withFault(bodiesOf(expressions)), expectAgreement), {
      numRuns: 1500,
      seed: 1,
    });
  });

  it('over the fixtures', async () => {
    const files = hclFilesIn(fileURLToPath(new URL('../../../fixtures', import.meta.url)));
    expect(files).not.toEqual([]);
    await Promise.all(files.map((file) => expectAgreement(readFileSync(file, 'utf8'))));
  });
});
