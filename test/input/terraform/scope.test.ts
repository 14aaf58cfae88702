import { beforeAll, describe, expect, it } from 'vitest';
import type { Problem } from '../../../src/errors.ts';
import { Budget } from '../../../src/input/terraform/budget.ts';
import { evaluate } from '../../../src/input/terraform/evaluate.ts';
import { made } from '../../../src/input/terraform/make.ts';
import { LazyValues, type Path, type Scope } from '../../../src/input/terraform/scope.ts';
import { plainOf } from '../../../src/input/terraform/value.ts';
import { isUnknown } from '../../../src/input/unknown.ts';
import { evaluated, expressionOf, here } from './evaluating.ts';
import { loadGrammarForTests } from './grammar-files.ts';

beforeAll(loadGrammarForTests);

/** A scope with locals, and what was asked of it. */
function scopeOf(locals: Readonly<Record<string, string>>) {
  const problems: Problem[] = [];
  const asked: string[] = [];
  const report = (problem: Problem) => {
    problems.push(problem);
  };
  const expressions = new Map(
    Object.entries(locals).map(([name, text]) => [name, expressionOf(text)]),
  );
  const lazy = new LazyValues(report);
  const resolve = ([root, name]: Path) => {
    const expression = root === 'local' ? expressions.get(String(name)) : undefined;
    if (expression === undefined) return undefined;
    const value = lazy.get(`local.${name}`, here, () => {
      asked.push(String(name));
      return evaluate(expression, scope);
    });
    return { value, steps: 2 };
  };
  const scope: Scope = { resolve, report, budget: new Budget(report) };
  return { asked, problems, of: (text: string) => evaluate(expressionOf(text), scope).content };
}

describe('names', () => {
  it('are resolved with all the steps that are known', () => {
    const paths: Path[] = [];
    const resolve = (path: Path) => {
      paths.push(path);
      return { value: made('a', here), steps: path.length };
    };
    evaluated(
      'google_compute_subnetwork.nodes["eu-${1 + 1}"].secondary_ip_range[0].range_name',
      {},
      { resolve },
    );
    expect(paths).toEqual([
      ['google_compute_subnetwork', 'nodes', 'eu-2', 'secondary_ip_range', 0, 'range_name'],
    ]);
  });

  it('of a `for` hide those around it', () => {
    expect(evaluated('[for x in ["b"] : x]', { x: made('a', here) }).plain).toEqual(['b']);
  });
});

describe('values that are evaluated late', () => {
  it('are evaluated once, and only those that are needed', () => {
    const { asked, of } = scopeOf({ a: '"${local.b}${local.b}"', b: '"x"', c: '"unused"' });
    expect(of('local.a')).toBe('xx');
    expect(of('local.b')).toBe('x');
    expect(asked).toEqual(['a', 'b']);
  });

  it('are not known in a cycle, which is named', () => {
    const { of, problems } = scopeOf({ a: '"${local.b}"', b: '[local.c]', c: 'local.a' });
    expect(isUnknown(of('local.a'))).toBe(true);
    expect(problems.map(({ what }) => what)).toEqual([
      'refers to itself: local.a → local.b → local.c → local.a',
    ]);
  });

  it('report a fault even where a `try` asks for them', () => {
    const { of, problems } = scopeOf({ a: '1 / 0' });
    expect(isUnknown(of('try(local.a, 1)'))).toBe(true);
    expect(problems.map(({ what }) => what)).toEqual(['divides by zero']);
  });
});

describe('the budget', () => {
  it.each([
    ['a product', 'setproduct(range(1000), range(1000), range(1000))'],
    [
      'loops in loops',
      '[for a in range(1000) : [for b in range(1000) : [for c in range(1000) : c]]]',
    ],
    [
      'texts of loops',
      '"%{ for a in range(1000) }%{ for b in range(1000) }${a}%{ endfor }%{ endfor }"',
    ],
    ['a padded text', '[for i in range(1000) : [for j in range(1000) : format("%0900d", i)]]'],
    [
      'regular expressions that look far ahead',
      'regexall("a.*b|a", join("", [for i in range(1000) : "aaaaaaaaaaaaaaaaaaaa"]))',
    ],
    ['flattening', 'flatten([for i in range(1000) : [for j in range(100) : range(1000)]])'],
  ])('ends %s', (_, expression) => {
    const { value, problems } = evaluated(expression);
    expect(isUnknown(value.content)).toBe(true);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.what).toMatch(/more than a million/);
  });

  it('ends values that double with each local, of all kinds', () => {
    const doubling = (first: string, twice: (name: string) => string) =>
      Object.fromEntries(
        Array.from({ length: 60 }, (_, index) => [
          `l${index}`,
          index === 0 ? first : twice(`local.l${index - 1}`),
        ]),
      );
    for (const locals of [
      doubling('[1]', (name) => `concat(${name}, ${name})`),
      doubling('[1]', (name) => `[${name}, ${name}]`),
      doubling('{ a = 1 }', (name) => `{ a = ${name}, b = ${name} }`),
      doubling('"ab"', (name) => `"\${${name}}\${${name}}"`),
      doubling('"ab"', (name) => `replace(${name}, "", "abcd")`),
    ]) {
      const { of, problems } = scopeOf(locals);
      const content = of('local.l59');
      expect(JSON.stringify(plainOf({ content, at: here })).length).toBeLessThan(10_000_000);
      expect(problems).toHaveLength(1);
    }
  });

  it('ends chains of references before the stack does', () => {
    const chain = Array.from({ length: 5000 }, (_, index) => [
      `l${index}`,
      index === 0 ? '"a"' : `try(upper(merge({ a = local.l${index - 1} }, {}).a))`,
    ]);
    const { of, problems } = scopeOf(Object.fromEntries(chain));
    expect(isUnknown(of('local.l4999'))).toBe(true);
    expect(problems.map(({ what }) => what)).toEqual(['leads through more than 500 expressions']);
  });

  it('speaks up even inside a `try`', () => {
    expect(
      evaluated('try(setproduct(range(1000), range(1000), range(9)), "a")').problems,
    ).toHaveLength(1);
  });
});
