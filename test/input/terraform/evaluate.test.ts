import { beforeAll, describe, expect, it } from 'vitest';
import { made, mapOf } from '../../../src/input/terraform/make.ts';
import type { Value } from '../../../src/input/terraform/value.ts';
import { Unknown } from '../../../src/input/unknown.ts';
import { evaluated, here } from './evaluating.ts';
import { loadGrammarForTests } from './grammar-files.ts';

beforeAll(loadGrammarForTests);

const later = made(new Unknown('known after apply'), here);
const text = (content: string, line = 1) => made(content, { file: 'terraform.tfvars', line });
const map = (entries: Readonly<Record<string, Value>>) =>
  made(mapOf(Object.entries(entries)), here);

const names = {
  later,
  network: { ...map({ name: text('prod') }), rest: new Unknown('known after apply') },
  var: map({
    pods: text('10.4.0.0/14', 7),
    subnets: made(
      [
        map({ name: text('a'), cidr: text('10.0.0.0/20', 3) }),
        map({ name: text('b'), cidr: later }),
      ],
      here,
    ),
    nothing: made(null, here),
  }),
};

describe('what an expression comes to', () => {
  it.each<readonly [string, unknown]>([
    // Literals and templates
    ['"a"', 'a'],
    ['null', null],
    ['-1.5', -1.5],
    ['"${var.pods}"', '10.4.0.0/14'],
    ['"${5}"', 5],
    ['"pods ${5} ${true}"', 'pods 5 true'],
    ['"%{ if 1 < 2 }yes%{ else }no%{ endif }"', 'yes'],
    ['"%{ for i, x in ["a", "b"] }${i}${x} %{ endfor }"', '0a 1b '],
    // References
    ['var.subnets[0].name', 'a'],
    ['var["pods"]', '10.4.0.0/14'],
    ['var.subnets.1.name', 'b'],
    ['network.name', 'prod'],
    // Splats
    ['var.subnets[*].name', ['a', 'b']],
    ['var.subnets.*.name', ['a', 'b']],
    ['var.nothing[*]', []],
    ['var.pods[*]', ['10.4.0.0/14']],
    ['[{ a = [{ b = 1 }, { b = 2 }] }, { a = [] }][*].a[*].b', [[1, 2], []]],
    // Operators
    ['1 + 2 * 3', 7],
    ['"5" + 1', 6],
    ['0.1 + 0.2', 0.3],
    ['-7 % 3', -1],
    ['7 / 2', 3.5],
    ['10 < "9"', false],
    ['!("true" && false)', true],
    ['1 == "1"', false],
    ['[1, "a"] == [1, "a"]', true],
    ['tolist([]) == []', false],
    ['var.nothing == null', true],
    ['{ a = 1 } == { a = 1, b = 2 }', false],
    // What is settled by one side does not need the other
    ['false && later', false],
    ['later || true', true],
    ['var.nothing != null && var.nothing.name == "a"', false],
    // Conditionals give both branches one type
    ['true ? 1 : "a"', '1'],
    ['false ? [1] : ["a", "b"]', ['a', 'b']],
    ['true ? { a = 1 } : { b = "x" }', { a: '1' }],
    ['true ? null : "a"', null],
    ['true ? var.pods : var.missing', '10.4.0.0/14'],
    ['later ? "a" : "a"', 'a'],
    // For
    ['[for s in var.subnets : s.name]', ['a', 'b']],
    ['[for i, s in ["x", "y"] : "${i}${s}" if i > 0]', ['1y']],
    ['{ for k, v in { b = 1, a = 2 } : k => v * 10 }', { a: 20, b: 10 }],
    ['{ for w in ["ab", "ac", "b"] : substr(w, 0, 1) => w... }', { a: ['ab', 'ac'], b: ['b'] }],
    ['[for k, v in toset(["x"]) : "${k}${v}"]', ['xx']],
    ['[for x in ["a"] : [for y in [1, 2] : "${x}${y}"]]', [['a1', 'a2']]],
    // Objects
    ['{ (var.pods) = 1, "b-${2}" = 2 }', { '10.4.0.0/14': 1, 'b-2': 2 }],
    // Calls
    ['max([1, 5, 3]...)', 5],
    ['try(var.missing, null.a, "c")', 'c'],
    ['can(var.missing)', false],
    ['can(var.pods)', true],
  ])('%s', (expression, expected) => {
    const { plain, problems } = evaluated(expression, names);
    expect(problems).toEqual([]);
    expect(plain).toEqual(expected);
  });
});

describe('what cannot be known', () => {
  it.each([
    'later',
    'later.id',
    'later[0]',
    'later[*].id',
    'network.id',
    'network["id"]',
    '[network][*].id',
    '"net-${later}"',
    'later + 1',
    '-later',
    'later == "a"',
    '[later] == ["a"]',
    'true && later',
    'later ? "a" : "b"',
    '[for x in later : x]',
    '[for x in ["a"] : x if later == x]',
    '{ (later) = 1 }',
    'cidrsubnet(later, 4, 1)',
    'cidrsubnet("10.0.0.0/8", later, 1)',
    'join("-", ["a", later])',
    'lookup({ a = 1 }, later)',
    'try(later, "a")',
    'can(later.id)',
    'max([1, later]...)',
    'toset(["a", later])',
    'jsonencode({ a = later })',
    'lookup(network, "id", "none")',
    'merge(network, { zone = "a" }).id',
  ])('%s is known after apply', (expression) => {
    const { plain, problems } = evaluated(
      expression.replace('[network][*].id', 'one([network][*].id)'),
      names,
    );
    expect(problems).toEqual([]);
    expect(plain).toEqual(new Unknown('known after apply'));
  });

  it.each<readonly [string, unknown]>([
    ['[later, "a"]', [later.content, 'a']],
    ['{ a = later, b = 1 }', { a: later.content, b: 1 }],
    ['[later, "a"][1]', 'a'],
    ['{ a = later, b = 1 }.b', 1],
    ['length([later, "a"])', 2],
    ['keys({ a = later })', ['a']],
    ['contains([later, "a"], "a")', true],
    ['[later, 1] == [later, 2]', false],
    ['merge({ a = later }, { a = 1 })', { a: 1 }],
    ['[for x in [later, "a"] : { cidr = x }][1].cidr', 'a'],
    ['concat([later], ["a"])', [later.content, 'a']],
    ['coalesce("a", "b")', 'a'],
    ['true ? "a" : later', 'a'],
  ])('leaves the rest of %s known', (expression, expected) => {
    expect(evaluated(expression, names).plain).toEqual(expected);
  });

  it.each([
    ['timestamp()', 'timestamp(): read at apply time'],
    ['file("a.txt")', 'file(): a file that is not given'],
    [
      'provider::google::zone_from_id("a")',
      'provider::google::zone_from_id(): a function of a provider',
    ],
    ['12345678901234567890', 'a number with more than 15 digits'],
    ['9007199254740991 + 2', 'a number with more than 15 digits'],
  ])('%s: %s', (expression, why) => {
    const { plain, problems } = evaluated(expression);
    expect(problems).toEqual([]);
    expect(plain).toEqual(new Unknown(why));
  });

  it('reads files that the scope has', () => {
    const readText = (path: string) => (path === 'nets.yaml' ? 'pods: 10.4.0.0/14\n' : undefined);
    const { plain } = evaluated('yamldecode(file("nets.yaml")).pods', {}, { readText });
    expect(plain).toBe('10.4.0.0/14');
  });
});

describe('places', () => {
  const written = { file: 'terraform.tfvars', line: 7 };

  it.each([
    'var.pods',
    '"${var.pods}"',
    'try(var.missing, var.pods)',
    'lookup({ a = var.pods }, "a")',
    'merge({ a = "x" }, { a = var.pods }).a',
    'coalesce("", var.pods)',
    'false ? 1 : var.pods',
    'tostring(var.pods)',
    '[for x in [var.pods] : x][0]',
    'element(tolist([var.pods]), 3)',
    'flatten([[var.pods]])[0]',
    'values({ a = var.pods })[0]',
    'one(distinct([var.pods, var.pods]))',
  ])('%s keeps the place where the range was written', (expression) => {
    const { value } = evaluated(expression, names);
    expect(value).toEqual({ content: '10.4.0.0/14', at: written });
  });

  it.each(['"${var.pods} "', 'cidrsubnet(var.pods, 2, 1)', 'join("", [var.pods, "a"])', '1 + 1'])(
    '%s has the place of its expression',
    (expression) => {
      const { value } = evaluated(expression, names);
      expect(value.at).toEqual({ file: 'main.tf', line: 1, column: 5 });
    },
  );
});

describe('faults', () => {
  it.each([
    ['nothing.a', 'nothing has the name that stands here'],
    ['{ a = 1 }.b', 'there is no attribute b'],
    ['var.nothing.a', 'null has no attribute a'],
    ['var.subnets.name', 'a list has no attribute name'],
    ['"x".name', 'a text has no attribute name'],
    ['[1][2]', 'the list has 1 items, not this one'],
    ['[1][-1]', 'the list has 1 items, not this one'],
    ['[1][0.5]', 'a fraction stands where a whole number is due'],
    ['{ a = 1 }["secret"]', 'the map has no such key'],
    ['toset(["a"])[0]', 'a set has no index'],
    ['1 + "secret"', 'a text that is no number stands where a number is due'],
    ['1 + null', 'null stands where a number is due'],
    ['1 / 0', 'divides by zero'],
    ['!"secret"', 'a text stands where true or false is due'],
    ['"a${[1]}"', 'a list stands where a text is due'],
    ['"a${null}"', 'null stands where a text is due'],
    ['[for x in "secret" : x]', 'a text stands where a list or a map is due'],
    ['{ for x in ["a", "a"] : x => 1 }', 'two items have the same key'],
    ['{ (null) = 1 }', 'null stands where a text is due'],
    ['cidrsubnets("10.0.0.0/8", 4...)', 'a number stands where a list is due'],
    ['try(1 / 0)', 'try: none of its arguments can be evaluated'],
    ['cidrsubnt("10.0.0.0/8", 1, 1)', 'there is no function cidrsubnt'],
    ['max()', 'max: takes 1 or more arguments and is given 0'],
    ['lower("a", "b")', 'lower: takes 1 arguments and is given 2'],
  ])('%s: %s', (expression, what) => {
    const { value, problems } = evaluated(expression, names);
    expect(problems.map((problem) => problem.what)).toEqual([what]);
    expect(problems[0]?.where).toMatchObject({ file: 'main.tf', line: 1 });
    expect(value.content).toEqual(new Unknown(what));
  });

  it('suggests the function that was probably meant', () => {
    const { problems } = evaluated('cidrsubnt("10.0.0.0/8", 1, 1)');
    expect(problems[0]?.fix).toBe('write cidrsubnet');
  });

  it('names each fault once, and what hangs on it not at all', () => {
    const { problems } = evaluated('"${1 / 0}-${nothing.a}" == "a" ? [nothing.b] : []');
    expect(problems.map(({ what }) => what)).toEqual([
      'divides by zero',
      'nothing has the name that stands here',
      'nothing has the name that stands here',
    ]);
  });

  it('keeps the faults of a branch that is not taken to itself', () => {
    expect(evaluated('true ? "a" : nothing.b').problems).toEqual([]);
  });
});
