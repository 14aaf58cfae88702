import { beforeAll, describe, expect, it } from 'vitest';
import { functions, whyNotEvaluated } from '../../../src/input/terraform/functions.ts';
import { isUnknown } from '../../../src/input/unknown.ts';
import { evaluated } from './evaluating.ts';
import { loadGrammarForTests } from './grammar-files.ts';

beforeAll(loadGrammarForTests);

type Rows = readonly (readonly [string, unknown])[];

/** Each worked out by hand from Terraform's documentation. */
const rows: Readonly<Record<string, Rows>> = {
  cidrsubnet: [
    ['cidrsubnet("10.0.0.0/8", 8, 2)', '10.2.0.0/16'],
    ['cidrsubnet("10.0.0.5/8", 8, 2)', '10.2.0.0/16'],
    ['cidrsubnet("10.4.0.0/14", 6, 63)', '10.7.240.0/20'],
    ['cidrsubnet("10.0.0.0/32", 0, 0)', '10.0.0.0/32'],
    ['cidrsubnet("010.0.0.0/08", "1", "1")', '10.128.0.0/9'],
    ['cidrsubnet("fd00::/48", 16, 65535)', 'fd00:0:0:ffff::/64'],
    ['cidrsubnet("fd00::/48", 70, 1)', 'fd00::400/118'],
  ],
  cidrsubnets: [
    [
      'cidrsubnets("10.0.0.0/8", 4, 4, 8, 4)',
      ['10.0.0.0/12', '10.16.0.0/12', '10.32.0.0/16', '10.48.0.0/12'],
    ],
    [
      'cidrsubnets("fd00::/48", [16, 16, 8]...)',
      ['fd00::/64', 'fd00:0:0:1::/64', 'fd00:0:0:100::/56'],
    ],
    ['cidrsubnets("10.0.0.0/8")', []],
  ],
  cidrhost: [
    ['cidrhost("10.0.0.77/24", 1)', '10.0.0.1'],
    ['cidrhost("10.0.0.0/24", -1)', '10.0.0.255'],
    ['cidrhost("fd00::/64", -1)', 'fd00::ffff:ffff:ffff:ffff'],
  ],
  cidrnetmask: [
    ['cidrnetmask("10.0.0.0/12")', '255.240.0.0'],
    ['cidrnetmask("0.0.0.0/0")', '0.0.0.0'],
  ],
  abs: [['abs("-5")', 5]],
  ceil: [['ceil(-0.5)', 0]],
  floor: [['floor(-1.5)', -2]],
  log: [['log(16, 2)', 4]],
  max: [['max(1, "3", 2)', 3]],
  min: [['min([2, 1]...)', 1]],
  parseint: [
    ['parseint("ff", 16)', 255],
    ['parseint("-Z", 36)', -35],
    ['parseint("Z", 62)', 61],
  ],
  pow: [['pow(2, 32 - 20)', 4096]],
  range: [
    ['range(3)', [0, 1, 2]],
    ['range(3, 0)', [3, 2, 1]],
    ['range(0, 10, 4)', [0, 4, 8]],
    ['range(1, 1)', []],
  ],
  signum: [['signum(-3)', -1]],
  sum: [['sum([0.1, 0.2, "1"])', 1.3]],
  alltrue: [
    ['alltrue([])', true],
    ['alltrue([true, null])', false],
  ],
  anytrue: [['anytrue([false, "true"])', true]],
  chunklist: [['chunklist([1, 2, 3], 2)', [[1, 2], [3]]]],
  coalescelist: [['coalescelist([], ["a"])', ['a']]],
  compact: [['compact(["a", "", null, 1])', ['a', '1']]],
  concat: [['concat([1], ["a"], [])', [1, 'a']]],
  contains: [
    ['contains(["a"], "b")', false],
    ['contains([1], "1")', false],
  ],
  distinct: [['distinct(["b", "a", "b"])', ['b', 'a']]],
  element: [
    ['element(["a", "b", "c"], 4)', 'b'],
    ['element(tolist(["a", "b", "c"]), -4)', 'c'],
  ],
  flatten: [['flatten([[1, [2]], toset([3]), { a = [4] }])', [1, 2, 3, { a: [4] }]]],
  index: [['index(["a", "b"], "b")', 1]],
  length: [
    ['length({ a = 1 })', 1],
    ['length("e\\u0301a")', 2],
  ],
  matchkeys: [['matchkeys(["i1", "i2"], ["a", "b"], ["b"])', ['i2']]],
  one: [
    ['one([])', null],
    ['one(toset(["a"]))', 'a'],
  ],
  reverse: [['reverse([1, 2])', [2, 1]]],
  slice: [['slice(["a", "b", "c"], 1, 2)', ['b']]],
  sort: [['sort(["b", "a", 10, 9])', ['10', '9', 'a', 'b']]],
  keys: [['keys({ b = 1, a = 2 })', ['a', 'b']]],
  lookup: [
    ['lookup({ a = 1 }, "a", 2)', 1],
    ['lookup({ a = 1 }, "b", 2)', 2],
    ['lookup(tomap({ a = "1" }), "b", 5)', '5'],
    ['lookup({ a = null }, "a", 2)', null],
  ],
  merge: [
    ['merge({ a = 1, b = 1 }, null, { a = { c = 2 } })', { a: { c: 2 }, b: 1 }],
    ['merge([{ a = 1 }, { b = 2 }]...)', { a: 1, b: 2 }],
    ['merge()', {}],
  ],
  setintersection: [['setintersection(["b", "a"], ["a", "b"], ["b"])', ['b']]],
  setproduct: [
    [
      'setproduct(["a", "b"], [1])',
      [
        ['a', 1],
        ['b', 1],
      ],
    ],
    ['setproduct(["a"], [])', []],
  ],
  setsubtract: [['setsubtract([1, 2], ["1"])', ['2']]],
  setunion: [['setunion(["b"], ["a"], [1])', ['1', 'a', 'b']]],
  transpose: [['transpose({ a = ["x", "y"], b = ["x"] })', { x: ['a', 'b'], y: ['a'] }]],
  values: [['values({ b = 1, a = 2 })', [2, 1]]],
  zipmap: [['zipmap(["b", "a"], [1, 2])', { a: 2, b: 1 }]],
  chomp: [['chomp("a\\r\\n\\n")', 'a']],
  endswith: [['endswith("10.0.0.0/8", "/8")', true]],
  indent: [['indent(2, "a\\nb")', 'a\n  b']],
  join: [['join("-", ["a", 1], [true])', 'a-1-true']],
  lower: [['lower("ÀB")', 'àb']],
  replace: [
    ['replace("a.b.c", ".", "-")', 'a-b-c'],
    ['replace("10.0.0.0/8", "/\\\\/\\\\d+$/", "/16")', '10.0.0.0/16'],
    ['replace("a1b22", "/([a-z])(?P<d>[0-9]+)/", "$d-$1")', '1-a22-b'],
    ['replace("hello", "/l+$/", "$$")', 'hello'],
    ['replace("ab", "", "-")', '-a-b-'],
  ],
  split: [
    ['split(",", "a,,b")', ['a', '', 'b']],
    ['split("", "ab")', ['a', 'b']],
  ],
  startswith: [['startswith("abc", "b")', false]],
  strcontains: [['strcontains("abc", "b")', true]],
  strrev: [['strrev("abc")', 'cba']],
  substr: [
    ['substr("hello", -3, 2)', 'll'],
    ['substr("hello", 1, -1)', 'ello'],
    ['substr("hello", 10, 2)', ''],
    ['substr("hello", 1, 0)', ''],
    ['substr("hello", -2, 0)', 'lo'],
  ],
  title: [['title("hello wOrld-foo d\'a_b 2d")', "Hello WOrld-Foo D'A_b 2d"]],
  trim: [['trim("?!a?b!", "!?")', 'a?b']],
  trimprefix: [['trimprefix("aab", "a")', 'ab']],
  trimspace: [['trimspace("\\t a \\n")', 'a']],
  trimsuffix: [['trimsuffix("abb", "b")', 'ab']],
  upper: [['upper("straße é")', 'STRAßE É']],
  regex: [
    ['regex("[0-9]+", "ab12")', '12'],
    ['regex("^([^/]+)/(.*)$", "10.0.0.0/8")', ['10.0.0.0', '8']],
    ['regex("(?P<net>[^/]+)/(?P<bits>.*)", "10.0.0.0/8")', { net: '10.0.0.0', bits: '8' }],
    ['regex("(a)(b)?", "a")', ['a', null]],
  ],
  regexall: [
    ['regexall("[0-9]", "a1b2")', ['1', '2']],
    ['regexall("z", "a1b2")', []],
    ['regexall("x*", "axb")', ['', 'x', '']],
  ],
  format: [
    ['format("%s-%03d", "a", 7)', 'a-007'],
    [
      'format("%5.2f|%-5s|%q|%x|%t|%%", 3.14159, "ab", "q", 255, true)',
      ' 3.14|ab   |"q"|ff|true|%',
    ],
    ['format("%[2]s %[1]s", "a", "b")', 'b a'],
    ['format("%v %v %v", [1, "a"], null, 1.5)', '[1,"a"] null 1.5'],
    [
      'format("%e %g %b %o %X %+d", 1234.5, 0.00001, 5, 8, 255, 3)',
      '1.234500e+03 1e-05 101 10 FF +3',
    ],
    ['format("%05d|%+05d|% d", -42, 42, 4)', '-0042|+0042| 4'],
  ],
  formatlist: [
    ['formatlist("%s/%s", ["a", "b"], "c")', ['a/c', 'b/c']],
    ['formatlist("x")', ['x']],
  ],
  base64decode: [['base64decode("w6k=")', 'é']],
  base64encode: [['base64encode("é")', 'w6k=']],
  csvdecode: [
    ['csvdecode("a,b\\n1,\\"x,\\"\\"y\\"\\n")', [{ a: '1', b: 'x,"y' }]],
    ['csvdecode("a\\n")', []],
  ],
  jsondecode: [['jsondecode("{\\"a\\":[1,null,true]}")', { a: [1, null, true] }]],
  jsonencode: [
    ['jsonencode({ b = "<a>", a = [1.10, null] })', '{"a":[1.1,null],"b":"\\u003ca\\u003e"}'],
  ],
  urlencode: [['urlencode("a b/é~!")', 'a+b%2F%C3%A9~%21']],
  yamldecode: [
    ['yamldecode("a: &x {b: 1}\\nc: *x\\n")', { a: { b: 1 }, c: { b: 1 } }],
    ['yamldecode("a: yes\\nb: \'yes\'\\nc: 1.30\\n")', { a: true, b: 'yes', c: 1.3 }],
  ],
  basename: [
    ['basename("a/b.yaml")', 'b.yaml'],
    ['basename("")', '.'],
  ],
  coalesce: [
    ['coalesce(null, "", "a")', 'a'],
    ['coalesce(null, 1, "b")', '1'],
    ['coalesce([], ["a"])', []],
  ],
  dirname: [
    ['dirname("a/b.yaml")', 'a'],
    ['dirname("b.yaml")', '.'],
  ],
  issensitive: [['issensitive("a")', false]],
  nonsensitive: [['nonsensitive("a")', 'a']],
  sensitive: [['sensitive(["a"])', ['a']]],
  tobool: [
    ['tobool("1")', true],
    ['tobool(null)', null],
  ],
  list: [['list("a", 1)', ['a', '1']]],
  map: [['map("b", 1, "a", "x")', { a: 'x', b: '1' }]],
  tolist: [['tolist([1, "a", true])', ['1', 'a', 'true']]],
  tomap: [['tomap({ a = 1, b = "x" })', { a: '1', b: 'x' }]],
  tonumber: [
    ['tonumber("1e3")', 1000],
    ['tonumber("-0.5")', -0.5],
  ],
  toset: [
    ['toset([3, 10, 1, 3])', [1, 3, 10]],
    ['toset(["b", "a", "b"])', ['a', 'b']],
  ],
  tostring: [
    ['tostring(0.000001)', '0.000001'],
    ['tostring(-1.5e-7)', '-0.00000015'],
    ['tostring(true)', 'true'],
  ],
};

/** Without `file`, which has a test of its own. */
const tested = [...functions.keys()].filter((name) => name !== 'file');

describe.each(tested)('%s', (name) => {
  it.each(rows[name] ?? [['', `no row tests ${name}`]])('%s', (expression, expected) => {
    const { plain, problems } = evaluated(expression);
    expect(problems).toEqual([]);
    expect(plain).toEqual(expected);
  });
});

describe('faults of functions', () => {
  it.each([
    ['cidrsubnet("10.0.0.0", 8, 0)', 'cidrsubnet: "10.0.0.0" is no CIDR block'],
    ['cidrsubnet("10.0.0.0/16", 17, 0)', 'cidrsubnet: 10.0.0.0/16 cannot be extended by 17 bits'],
    ['cidrsubnet("10.0.0.0/16", -2, 0)', 'cidrsubnet: 10.0.0.0/16 cannot be extended by -2 bits'],
    ['cidrsubnet("10.0.0.0/16", 4, 16)', 'cidrsubnet: 10.0.0.0/16 has no /20 number 16'],
    ['cidrsubnet("10.0.0.0/16", 4, -1)', 'cidrsubnet: 10.0.0.0/16 has no /20 number -1'],
    [
      'cidrsubnet("10.0.0.0/16", 4, 1e15)',
      'cidrsubnet: 10.0.0.0/16 has no /20 number 1000000000000000',
    ],
    ['cidrsubnet("::/0", 129, 1)', 'cidrsubnet: ::/0 cannot be extended by 129 bits'],
    [
      'cidrsubnet("10.0.0.0/16", 0.5, 1)',
      'cidrsubnet: a fraction stands where a whole number is due',
    ],
    ['cidrsubnets("10.0.0.0/8", 1, 1, 1)', 'cidrsubnets: 10.0.0.0/8 has no room for another /9'],
    ['cidrsubnets("10.0.0.0/8", 0)', 'cidrsubnets: 10.0.0.0/8 cannot be extended by 0 bits'],
    ['cidrhost("10.0.0.0/24", 256)', 'cidrhost: 10.0.0.0/24 has no address number 256'],
    ['cidrnetmask("fd00::/48")', 'cidrnetmask: fd00::/48 is IPv6, which has no netmasks'],
    ['pow(10, 400)', 'pow: the result is no finite number'],
    ['log(-1, 2)', 'log: the result is no finite number'],
    ['range(2000)', 'range: makes more than 1024 numbers'],
    ['range(0, 5, -1)', 'range: steps away from where it ends'],
    ['sum([])', 'sum: an empty list has no sum'],
    ['parseint("12", 2)', 'parseint: the text is no whole number of base 2'],
    ['element([], 0)', 'element: an empty list has no items'],
    ['one(["a", "b"])', 'one: the list has more than one item'],
    ['slice(["a"], 0, 2)', 'slice: the list has 1 items, not 0 to 2'],
    ['lookup({ a = 1 }, "b")', 'lookup: the map has no such key'],
    ['merge({ a = 1 }, ["a"])', 'merge: a list stands where a map is due'],
    ['concat(toset(["a"]), ["b"])', 'concat: a set has no order'],
    ['tolist("secret")', 'tolist: a text stands where a list is due'],
    ['tolist([1, true])', 'tolist: values of different types stand where one type is due'],
    ['tonumber("secret")', 'tonumber: a text that is no number stands where a number is due'],
    ['coalesce(null, "")', 'coalesce: all arguments are null or empty'],
    ['format("%d", "secret")', 'format: a text that is no number stands where a number is due'],
    ['format("%s")', 'format: has fewer values than places for them'],
    ['format("a", "b")', 'format: has more values than places for them'],
    ['format("%z", 1)', 'format: has a % that formats nothing'],
    ['format("%99999999d", 1)', 'format: is wider than 1000 characters'],
    ['formatlist("%s%s", ["a"], ["b", "c"])', 'formatlist: its lists are of different lengths'],
    ['regex("z", "secret")', 'regex: the regular expression matches nothing'],
    [
      'regex("a(?=b)", "ab")',
      'regex: the regular expression has a group of a kind that Terraform does not know',
    ],
    ['jsondecode("{secret")', 'jsondecode: the text is not one JSON document'],
    ['yamldecode("{secret")', 'yamldecode: the text is not one YAML document'],
    ['csvdecode("a,b\\nsecret\\n")', 'csvdecode: a row is not as long as the header'],
    ['base64decode("secret!")', 'base64decode: the text is not Base64'],
    ['indent(1e9, "a")', 'indent: indents by no such number'],
    ['zipmap(["a"], [])', 'zipmap: has not as many values as keys'],
  ])('%s: %s', (expression, what) => {
    const { value, problems } = evaluated(expression);
    expect(problems.map((problem) => problem.what)).toEqual([what]);
    expect(isUnknown(value.content)).toBe(true);
    expect(JSON.stringify(problems)).not.toContain('secret');
  });
});

describe('the list of functions', () => {
  it('has none that is evaluated and not', () => {
    expect([...whyNotEvaluated.keys()].filter((name) => functions.has(name))).toEqual([]);
  });
});
