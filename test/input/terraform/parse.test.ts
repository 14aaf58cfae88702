import { beforeAll, describe, expect, it } from 'vitest';
import { formatLocation } from '../../../src/errors.ts';
import type { Expression, SplatStep, TemplatePart } from '../../../src/input/terraform/ast.ts';
import { parseHcl } from '../../../src/input/terraform/parse.ts';
import { loadGrammarForTests } from './grammar-files.ts';

beforeAll(loadGrammarForTests);

/** With every operation in parentheses, so that it shows what belongs together. */
function shown(expression: Expression): string {
  const all = (list: readonly Expression[]) => list.map(shown).join(', ');
  switch (expression.kind) {
    case 'literal':
      return JSON.stringify(expression.value);
    case 'template':
      return `"${shownParts(expression.parts)}"`;
    case 'list':
      return `[${all(expression.items)}]`;
    case 'object':
      return `{${expression.items.map(({ key, value }) => `${shown(key)}: ${shown(value)}`).join(', ')}}`;
    case 'name':
      return expression.name;
    case 'attribute':
      return `${shown(expression.of)}.${expression.name}`;
    case 'index':
      return `${shown(expression.of)}[${shown(expression.key)}]`;
    case 'splat':
      return `<${shown(expression.of)}[*]${expression.steps.map(shownStep).join('')}>`;
    case 'call':
      return `${expression.name}(${all(expression.args)}${expression.expand ? '...' : ''})`;
    case 'unary':
      return `(${expression.operator}${shown(expression.of)})`;
    case 'binary':
      return `(${shown(expression.left)} ${expression.operator} ${shown(expression.right)})`;
    case 'conditional': {
      const { condition, whenTrue, whenFalse } = expression;
      return `(${shown(condition)} ? ${shown(whenTrue)} : ${shown(whenFalse)})`;
    }
    default: {
      const { key, value, keyName, valueName, of, condition, grouped } = expression;
      const names = keyName === undefined ? valueName : `${keyName}, ${valueName}`;
      const result = key === undefined ? shown(value) : `${shown(key)} => ${shown(value)}`;
      const only = condition === undefined ? '' : ` if ${shown(condition)}`;
      return `for(${names} in ${shown(of)}: ${result}${grouped ? '...' : ''}${only})`;
    }
  }
}

function shownStep(step: SplatStep): string {
  return step.kind === 'attribute' ? `.${step.name}` : `[${shown(step.key)}]`;
}

function shownParts(parts: readonly TemplatePart[]): string {
  return parts.map(shownPart).join('');
}

function shownPart(part: TemplatePart): string {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'interpolation':
      return `\${${shown(part.of)}}`;
    case 'if': {
      const otherwise = shownParts(part.whenFalse);
      return `<if ${shown(part.condition)}: ${shownParts(part.whenTrue)}|${otherwise}>`;
    }
    default: {
      const names = [part.keyName, part.valueName].filter((each) => each !== undefined);
      return `<for ${names.join(', ')} in ${shown(part.of)}: ${shownParts(part.body)}>`;
    }
  }
}

/** The value of `a` in a text that is HCL. */
function valueIn(text: string): string {
  const { body, problems } = parseHcl('a.tf', text);
  expect(problems).toEqual([]);
  const [attribute] = body.attributes;
  return attribute === undefined ? 'nothing' : shown(attribute.value);
}

const problemsIn = (text: string) =>
  parseHcl('a.tf', text).problems.map(({ what, fix, where }) => {
    expect(fix).not.toBe('');
    return `${where === undefined ? '' : formatLocation(where)} ${what}`;
  });

describe('values', () => {
  it.each([
    ['"10.4.0.0/14"', '"10.4.0.0/14"'],
    ['""', '""'],
    ['110', '110'],
    ['1.50', '1.5'],
    ['2.5e-3', '0.0025'],
    ['1E3', '1000'],
    ['1.e3', '1000'],
    ['007', '7'],
    ['true', 'true'],
    ['null', 'null'],
    ['[]', '[]'],
    ['[1, "b",]', '[1, "b"]'],
    ['[\n1 # one\n, // and\n2 /* two */\n]', '[1, 2]'],
    ['{}', '{}'],
    ['{ b = 1, c = 2 }', '{"b": 1, "c": 2}'],
    ['{\n b = 1\n\n c : 2, # two\n "d" = 3\n}', '{"b": 1, "c": 2, "d": 3}'],
    ['{ null = 1, true = 2, if = 3, 4 = 5 }', '{"null": 1, "true": 2, "if": 3, 4: 5}'],
    ['{ (b) = 1, "${c}-d" = 2, e.f = 3 }', '{b: 1, "${c}-d": 2, e.f: 3}'],
    ['{ b = c\n (d) = 1 }', '{"b": c, d: 1}'],
    ['{ b = 1, b = 2 }', '{"b": 1, "b": 2}'],
  ])('reads %s', (text, value) => {
    expect(valueIn(`a = ${text}\n`)).toBe(value);
  });

  it.each([
    ['a line end', '"a\\nb"', 'a\nb'],
    ['signs', '"\\"\\\\\\t\\r"', '"\\\t\r'],
    ['four digits', '"\\u00e9"', 'é'],
    ['eight digits', '"\\U0001F600"', '😀'],
    ['interpolation', '"$${a} %%{b}"', '${a} %{b}'],
    ['marks that mean nothing', '"$ % $$ %% 100%"', '$ % $$ %% 100%'],
    ['a mark before an escaped one', '"$$${a}"', '$${a}'],
    ['characters beyond ASCII', '"ü😀"', 'ü😀'],
    ['spaces at both ends', '"  a  "', '  a  '],
    ['brackets and comment marks', '"{ [ # // /*"', '{ [ # // /*'],
  ])('decodes %s', (_, text, value) => {
    expect(valueIn(`a = ${text}\n`)).toBe(JSON.stringify(value));
  });
});

describe('heredocs', () => {
  it.each([
    ['keep their spaces', '<<EOF\n  a\n b\nEOF\n', '  a\n b\n'],
    ['are empty', '<<EOF\nEOF\n', ''],
    ['end with a marker that is indented', '<<EOF\na\n  EOF\n', 'a\n'],
    ['know no escapes but two', '<<EOF\n\\n "b" $${c} %%{d}\nEOF\n', '\\n "b" ${c} %{d}\n'],
    ['lose the least indentation', '<<-EOF\n    a\n      b\n\n    c\n  EOF\n', 'a\n  b\n\nc\n'],
    ['keep blank lines as they are', '<<-EOF\n      \n    a\n\tb\n  EOF\n', '      \n   a\nb\n'],
    ['have any marker', '<<-E_O-F\n a\nE_O-F\n', 'a\n'],
    ['keep line ends of Windows', '<<EOF\r\na\r\nEOF\r\n', 'a\r\n'],
  ])('%s', (_, text, value) => {
    expect(valueIn(`a = ${text}`)).toBe(JSON.stringify(value));
  });

  it('may stand in calls and lists', () => {
    expect(valueIn('a = f(<<EOF\nb\nEOF\n, [<<EOF\nc\nEOF\n])\n')).toBe('f("b\\n", ["c\\n"])');
  });

  it.each([
    ['<<-EOF\n    a\n   ${b} c\n  EOF\n', '" a\n${b} c\n"'],
    ['<<-EOF\n    a\n${b} c\n  EOF\n', '"    a\n${b} c\n"'],
    ['<<EOF\n a\n  ${~ b ~}\n  \n c\nEOF\n', '" a\n${b}  \n c\n"'],
    [
      '<<-EOF\n    %{ if b ~}\n      c\n    %{ endif ~}\n    d\n  EOF\n',
      '"<if b:       c\n|>    d\n"',
    ],
  ])('take spaces away around interpolations: %j', (text, value) => {
    expect(valueIn(`a = ${text}`)).toBe(value);
  });
});

describe('templates', () => {
  it.each([
    ['"${b}"', '"${b}"'],
    ['"x ${b} y ${c}"', '"x ${b} y ${c}"'],
    ['"${"${b}-c"}"', '"${"${b}-c"}"'],
    ['"${\nb\n}"', '"${b}"'],
    ['"x  ${~ b ~}  y"', '"x${b}y"'],
    ['"%{ if b }c%{ endif }d"', '"<if b: c|>d"'],
    ['"%{ if b }c%{ else }d%{ endif }"', '"<if b: c|d>"'],
    ['"%{ for b in c }${b},%{ endfor }"', '"<for b in c: ${b},>"'],
    ['"%{ for k, v in c ~} ${v} %{~ endfor }"', '"<for k, v in c: ${v}>"'],
  ])('reads %s', (text, value) => {
    expect(valueIn(`a = ${text}\n`)).toBe(value);
  });
});

describe('expressions', () => {
  it.each([
    ['var.b.c', 'var.b.c'],
    ['b[0]["c"]', 'b[0]["c"]'],
    ['b.0.c', 'b[0].c'],
    ['b[*].c[0].d', '<b[*].c[0].d>'],
    ['b[ * ].c', '<b[*].c>'],
    ['b.*.c', '<b[*].c>'],
    ['b.*.c[0].d', '<b[*].c>[0].d'],
    ['(b)[0]', 'b[0]'],
    ['f()', 'f()'],
    ['f(b, c)', 'f(b, c)'],
    ['f(b, c...)', 'f(b, c...)'],
    ['f(\n b,\n)', 'f(b)'],
    ['provider::x::y(1)', 'provider::x::y(1)'],
    ['f(b).c', 'f(b).c'],
    ['-b.c', '(-b.c)'],
    ['!b == c', '((!b) == c)'],
    ['1 + 2 * 3', '(1 + (2 * 3))'],
    ['1 - 2 - 3', '((1 - 2) - 3)'],
    ['(1 + 2) * 3', '((1 + 2) * 3)'],
    ['b || c && d == e', '(b || (c && (d == e)))'],
    ['b < c == d >= e', '((b < c) == (d >= e))'],
    ['b ? c : d', '(b ? c : d)'],
    ['b ? c : d ? e : f', '(b ? c : (d ? e : f))'],
    ['b ? c : d ? e : f ? g : h', '(b ? c : (d ? e : (f ? g : h)))'],
    ['b ? c ? d : e : f', '(b ? (c ? d : e) : f)'],
    ['(b ? c : d) ? e : f', '((b ? c : d) ? e : f)'],
    ['b == c ? d + 1 : e', '((b == c) ? (d + 1) : e)'],
    ['(\nb\n?\nc\n:\nd\n)', '(b ? c : d)'],
    ['[for b in c : d]', 'for(b in c: d)'],
    ['[for b, c in d : e if f]', 'for(b, c in d: e if f)'],
    ['{for b in c : d => e}', 'for(b in c: d => e)'],
    ['{\nfor b, c in d :\n e => f...\n if g\n}', 'for(b, c in d: e => f... if g)'],
    ['{ for b in c : b => { d = b\n (b) = 1 } }', 'for(b in c: b => {"d": b, b: 1})'],
  ])('reads %s', (text, value) => {
    expect(valueIn(`a = ${text}\n`)).toBe(value);
  });
});

describe('bodies', () => {
  const blocks = [
    '\uFEFF# a network',
    'resource "google_compute_subnetwork" nodes {',
    '  ip_cidr_range = "10.0.0.0/20" // nodes',
    '  secondary_ip_range { range_name = "pods" }',
    '  /* none',
    '     yet */ timeouts {}',
    '}',
  ].join('\r\n');

  it('gives blocks, labels and attributes with their places', () => {
    const { body, problems } = parseHcl('main.tf', blocks);
    expect(problems).toEqual([]);
    const [resource] = body.blocks;
    expect(resource).toMatchObject({
      type: 'resource',
      labels: ['google_compute_subnetwork', 'nodes'],
      at: { file: 'main.tf', line: 2, column: 1 },
    });
    expect(resource?.body.attributes).toEqual([
      {
        name: 'ip_cidr_range',
        at: { file: 'main.tf', line: 3, column: 3 },
        value: {
          kind: 'literal',
          value: '10.0.0.0/20',
          at: { file: 'main.tf', line: 3, column: 19 },
        },
      },
    ]);
    expect(resource?.body.blocks.map(({ type, at }) => [type, at.line, at.column])).toEqual([
      ['secondary_ip_range', 4, 3],
      ['timeouts', 6, 13],
    ]);
  });

  it('gives comments, and whether something stands before them', () => {
    expect(parseHcl('main.tf', blocks).comments).toEqual([
      { text: 'a network', at: { file: 'main.tf', line: 1, column: 1 }, trailing: false },
      { text: 'nodes', at: { file: 'main.tf', line: 3, column: 33 }, trailing: true },
      { text: 'none\r\n     yet', at: { file: 'main.tf', line: 5, column: 3 }, trailing: false },
    ]);
  });

  it('takes every word for the name of an attribute', () => {
    const names = ['if', 'for', 'in', 'true', 'null', 'endif', 'a-b', '_', 'é'];
    const { body, problems } = parseHcl('a.tf', names.map((name) => `${name} = b\n`).join(''));
    expect(problems).toEqual([]);
    expect(body.attributes.map(({ name }) => name)).toEqual(names);
  });

  it('counts columns in units of UTF-16', () => {
    expect(valueIn('a = ["😀", b]')).toBe('["😀", b]');
    expect(problemsIn('a = ["😀", ;]')).toEqual(['a.tf:1:12 ; has no meaning here']);
  });

  it.each(['', '\n\n', '# nothing', '\uFEFF'])('has nothing in %j', (text) => {
    const { body, problems } = parseHcl('a.tf', text);
    expect([body.attributes, body.blocks, problems]).toEqual([[], [], []]);
  });
});

describe('what is no HCL', () => {
  it.each([
    // Brackets and texts, where they open.
    ['a {\n  b {\n    c = 1\n}\n', '2:5 the "{" that begins here is never closed'],
    ['a = [\n  1,\n\nb = 2\n', '1:5 the "[" that begins here is never closed'],
    ['a = f(1\n', '1:6 the "(" that begins here is never closed'],
    ['a = [1}\n', '1:7 "}" stands where "]" has to close what line 1 opens'],
    ['a = 1\n}\n', '2:1 "}" closes nothing'],
    ['a = "b\nc = 1\n', '1:5 the text that begins here does not end on its line'],
    ['a = "${b\n', '1:6 the "${" that begins here is never closed'],
    ['a = <<EOF\nb\n', '1:5 the heredoc that begins here is never closed'],
    ['a = <<EOF\nb\nEOF', '1:5 the heredoc that begins here is never closed'],
    ['a = <<EOF \nb\nEOF\n', '1:5 < has no meaning here'],
    ['a = 1 /* b', '1:7 the comment that begins here is never closed'],
    ['a = "%{ if b }c"\n', '1:6 the directive that begins here is never closed'],
    ['a = "\\d"\n', '1:6 has an unknown escape'],
    ['a = "\\u12"\n', '1:6 has an unknown escape'],
    ['a = "\\ud83d\\ude00"\n', '1:6 has an unknown escape'],
    ['a = "\\U00110000"\n', '1:6 has an unknown escape'],
    // Lines.
    ['a =\nb = 1\n', '1:3 has no value behind "="'],
    ['a = 1 +\n2\n', '1:7 the line ends behind "+"'],
    ['a = 1 b = 2\n', '1:7 an attribute does not end its line'],
    ['a {\n} b {\n}\n', '2:3 a block does not end its line'],
    ['a\n{\n}\n', '2:1 a block begins on a line without its name'],
    ['a = f\n(b)\n', '2:1 neither an attribute nor a block begins here'],
    ['a { b {} }\n', '1:5 a block on one line holds something else than one attribute'],
    ['a {\n b = 1 }\n', '2:8 an attribute shares its line with only one brace of its block'],
    // Values.
    ['a = 1 2\n', '1:7 a number stands where none is expected'],
    ['a = b c\nd = 1\n', '1:7 a name stands where none is expected'],
    ['a = [1 2]\n', '1:8 a number stands where none is expected'],
    ['a = {b}\n', '1:7 "}" stands where a value is expected'],
    ['a = [,1]\n', '1:6 "," stands where a value is expected'],
    ['a = { b = 1 c = 2 }\n', '1:13 an item of an object does not end before the next one'],
    ['a = { b\n= 1 }\n', '1:8 the line ends within an item of an object'],
    ['a "b" = {}\n', '1:7 "=" stands where none is expected'],
    ['"a" = 1\n', '1:1 a text stands where none is expected'],
    ['{"a": 1}\n', '1:1 "{" stands where none is expected'],
    ["a = 'b'\n", "1:5 ' has no meaning here"],
    ['a = 1;\n', '1:6 ; has no meaning here'],
    ['a =\u00a01\n', '1:4 the character U+00A0 has no meaning here'],
    ['a = b.*.c.*.d\n', '1:10 one ".*" behind another'],
    ['a = [for b in c : d ife]\n', '1:21 a name stands where none is expected'],
    ['a = 10.0.0.0\n', '1:5 a number with a point or an exponent too many'],
    ['a = "${ ~b }"\n', '1:9 ~ has no meaning here'],
    ['a = b.0.1\n', '1:7 two indexes with dots behind one another'],
    ['a = "${}"\n', '1:6 an empty "${}"'],
    ['a = b::c\n', '1:5 "::" has no meaning here'],
    ['a "${b}" {}\n', '1:3 the name of a block cannot be computed'],
  ])('%j', (text, problem) => {
    expect(problemsIn(text)).toEqual([`a.tf:${problem}`]);
  });

  it('names an attribute that is set twice, with both places', () => {
    expect(problemsIn('a = 1\nb {\n  a = 2\n  a = 3\n}\na = 4\na = 5\n')).toEqual([
      'a.tf:4:3 a is set twice, first on line 3',
      'a.tf:6:1 a is set twice, first on line 1',
      'a.tf:7:1 a is set twice, first on line 1',
    ]);
  });

  it('names every line that is wrong', () => {
    expect(problemsIn('a = 1 2\nb = 3\nc {\n  d = [4 5]\n}\n')).toEqual([
      'a.tf:1:7 a number stands where none is expected',
      'a.tf:4:10 a number stands where none is expected',
    ]);
  });

  it('never repeats a text of the file', () => {
    const secret = 'hunter2';
    for (const text of [
      `a = ["${secret}" "b"]\n`,
      `a = ${secret} ${secret}\n`,
      `a = "${secret}\n`,
      `a "${secret}" = 1\n`,
    ]) {
      expect(JSON.stringify(parseHcl('a.tf', text).problems)).not.toContain(secret);
    }
  });
});
