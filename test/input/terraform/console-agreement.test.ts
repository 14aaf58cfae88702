import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Problem } from '../../../src/errors.ts';
import { Budget } from '../../../src/input/terraform/budget.ts';
import { evaluate } from '../../../src/input/terraform/evaluate.ts';
import { jsonOf } from '../../../src/input/terraform/functions-encoding.ts';
import { parseHcl } from '../../../src/input/terraform/parse.ts';
import { LazyValues, type Path, type Scope } from '../../../src/input/terraform/scope.ts';
import { Stop } from '../../../src/input/terraform/stop.ts';
import { expressionOf } from './evaluating.ts';
import { anyExpression } from './generated-expressions.ts';
import { loadGrammarForTests } from './grammar-files.ts';
import { consoleOf, refused, terraformVersion } from './terraform-console.ts';
import { deviations, writtenExpressions } from './written-expressions.ts';

beforeAll(loadGrammarForTests);

const configuration = `locals {
  zones   = ["a", "b", "c"]
  base    = "10.0.0.0/8"
  empty   = {}
  nothing = null
  pools   = { batch = { nodes = 20, pods = "32" }, web = { nodes = 5, pods = "110" } }
  subnets = [for i, z in local.zones : { name = "net-\${z}", cidr = cidrsubnet(local.base, 8, i) }]
  byName  = { for s in local.subnets : s.name => s.cidr }
}
`;

const notComputed = 'not computed';

/** The same locals in a scope of ours. */
function scopeOf(problems: Problem[]): Scope {
  const report = (problem: Problem) => {
    problems.push(problem);
  };
  const [block] = parseHcl('main.tf', configuration).body.blocks;
  const locals = new Map(block?.body.attributes.map(({ name, value }) => [name, value]));
  const lazy = new LazyValues(report);
  const resolve = ([root, name]: Path) => {
    const expression = root === 'local' ? locals.get(String(name)) : undefined;
    if (expression === undefined) return undefined;
    return {
      value: lazy.get(`local.${name}`, expression.at, () => evaluate(expression, scope)),
      steps: 2,
    };
  };
  const scope: Scope = { resolve, report, budget: new Budget(report) };
  return scope;
}

function ours(text: string): string {
  const problems: Problem[] = [];
  const value = evaluate(expressionOf(text), scopeOf(problems));
  if (problems.length > 0) return refused;
  try {
    return jsonOf(value);
  } catch (error) {
    if (error instanceof Stop) return notComputed;
    throw error;
  }
}

const version = terraformVersion();
const title = `agreement with terraform console ${version ?? '(not on the PATH: skipped)'}`;

/** What differs; where ours is not computed, it is not wrong. */
function differences(expressions: readonly string[]) {
  const theirs = consoleOf(configuration, expressions);
  return expressions
    .map((text, index) => ({ text, ours: ours(text), theirs: theirs[index] }))
    .filter((each) => each.ours !== notComputed && each.ours !== each.theirs);
}

describe.skipIf(version === undefined)(title, () => {
  it('holds for expressions that people write, and for the edges of every function', () => {
    expect(differences(writtenExpressions)).toEqual([]);
  });

  it('fails only where it is meant to', () => {
    const texts = Object.values(deviations).flat();
    expect(differences(texts).map(({ text }) => text)).toEqual(texts);
  });

  it('holds for generated expressions, most of which have a value', () => {
    const expressions = fc.sample(anyExpression, { numRuns: 1000, seed: 42 });
    expect(differences(expressions)).toEqual([]);
    const values = expressions.map(ours).filter((each) => each !== refused && each !== notComputed);
    expect(values.length).toBeGreaterThan(600);
  });
});
