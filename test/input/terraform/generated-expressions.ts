/** Generates expressions of Terraform, each of a type that is known, most of them without a fault. */
import * as fc from 'fast-check';

interface Kinds {
  readonly number: string;
  readonly text: string;
  readonly bool: string;
  readonly range: string;
  readonly list: string;
  readonly map: string;
}

type Tie = fc.LetrecTypedTie<Kinds>;

/** `f(a, b)` of arguments that are generated. */
function call(name: string, ...args: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> {
  return fc.tuple(...args).map((texts) => `${name}(${texts.join(', ')})`);
}

/** The texts of arbitraries put into `$0`, `$1` … of a shape. */
function shape(template: string, ...parts: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> {
  return fc
    .tuple(...parts)
    .map((texts) =>
      template.replaceAll(/\$(\d)/g, (_, place: string) => texts[Number(place)] ?? ''),
    );
}

const small = fc.integer({ min: -2, max: 9 }).map(String);
const word = fc.constantFrom('a', 'b', 'net', '', '10', 'x-1').map((text) => `"${text}"`);
const settled = fc.constantFrom('true', 'false', '1 < 2', '"a" == "b"', 'contains(["a"], "a")');

const numbers = (tie: Tie) =>
  fc.oneof(
    { maxDepth: 4 },
    small,
    fc.constantFrom('0.5', '"7"', 'local.pools.web.nodes', 'local.pools["batch"].pods'),
    shape('($0 $1 $2)', tie('number'), fc.constantFrom('+', '-', '*', '%'), tie('number')),
    shape('-$0', fc.constantFrom('1', '2.5', '"3"')),
    call('max', tie('number'), tie('number')),
    call('floor', shape('$0 / $1', tie('number'), fc.constantFrom('2', '4', '0.5'))),
    call('length', tie('list')),
    call('length', tie('map')),
    call('abs', tie('number')),
    call('pow', fc.constant('2'), small),
    call('parseint', word, fc.constantFrom('10', '16', '36')),
    call('index', tie('list'), tie('text')),
    shape('[$0, $1][$2]', tie('number'), tie('number'), fc.constantFrom('0', '1', '2', '"1"')),
    shape('try($0, $1)', tie('number'), small),
    shape('($0 ? $1 : $2)', tie('bool'), tie('number'), tie('number')),
    shape('sum([for x in [$0, $1] : x * 2])', tie('number'), tie('number')),
  );

const texts = (tie: Tie) =>
  fc.oneof(
    { maxDepth: 4 },
    word,
    tie('range'),
    shape('"x${$0}-${$1}"', tie('number'), tie('text')),
    shape('"%{ if $0 }${$1}%{ else }none%{ endif }"', tie('bool'), tie('text')),
    shape('"%{ for v in $0 }[${v}]%{ endfor }"', tie('list')),
    call('upper', tie('text')),
    call('join', word, tie('list')),
    call(
      'format',
      fc.constantFrom('"%s/%d"', '"%v-%03d"', '"%-5s|%5d"'),
      tie('text'),
      tie('number'),
    ),
    call('replace', tie('text'), word, word),
    call(
      'replace',
      tie('text'),
      fc.constantFrom('"/[a-z]+/"', '"/(\\\\d)/"', '"/^/"'),
      fc.constantFrom('"<$1>"', '"_"'),
    ),
    call('substr', tie('text'), small, small),
    call('coalesce', tie('text'), tie('text'), word),
    call('trimprefix', tie('text'), word),
    call('element', tie('list'), fc.constantFrom('0', '1', '7')),
    call('lookup', tie('map'), word, tie('text')),
    call('jsonencode', tie('map')),
    call('tostring', tie('number')),
    shape('($0 ? $1 : $2)', tie('bool'), tie('text'), tie('text')),
    shape('try($0, "fallback")', tie('text')),
  );

const bools = (tie: Tie) =>
  fc.oneof(
    { maxDepth: 4 },
    settled,
    shape(
      '($0 $1 $2)',
      tie('number'),
      fc.constantFrom('<', '<=', '>', '>=', '==', '!='),
      tie('number'),
    ),
    shape('($0 $1 $2)', tie('text'), fc.constantFrom('==', '!='), tie('text')),
    shape('($0 $1 $2)', settled, fc.constantFrom('&&', '||'), settled),
    shape('!($0)', tie('bool')),
    call('contains', tie('list'), tie('text')),
    call('startswith', tie('text'), word),
    call('can', tie('number')),
    call('alltrue', shape('[$0, $1]', tie('bool'), tie('bool'))),
  );

const ranges = (tie: Tie) =>
  fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(
      '"10.0.0.0/8"',
      '"192.168.4.7/20"',
      '"fd00:1::/48"',
      'local.base',
      'local.subnets[1].cidr',
    ),
    call(
      'cidrsubnet',
      tie('range'),
      fc.constantFrom('0', '2', '8', '"4"'),
      fc.integer({ min: 0, max: 3 }).map(String),
    ),
    shape('cidrsubnets($0, 4, 8, 4)[$1]', tie('range'), fc.constantFrom('0', '1', '2')),
    shape('[for s in local.subnets : s.cidr][$0]', fc.constantFrom('0', '2')),
    shape('local.byName["net-$0"]', fc.constantFrom('a', 'b', 'z')),
    shape('"${cidrhost($0, $1)}/32"', tie('range'), small),
    shape('lookup(local.byName, $0, $1)', word, tie('range')),
  );

const lists = (tie: Tie) =>
  fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(
      'local.zones',
      '[]',
      'tolist(["a"])',
      'toset(["b", "a"])',
      'keys(local.pools)',
      'local.subnets[*].name',
    ),
    shape('[$0, $1]', tie('text'), tie('text')),
    call('concat', shape('[$0]', tie('text')), shape('[$0]', word)),
    call('distinct', tie('list')),
    call('sort', tie('list')),
    call('reverse', tie('list')),
    call('compact', tie('list')),
    call('slice', tie('list'), small, small),
    call('flatten', shape('[[$0], [$1]]', tie('text'), tie('list'))),
    call('split', word, tie('text')),
    call('setunion', tie('list'), tie('list')),
    call('setintersection', tie('list'), tie('list')),
    call('setsubtract', tie('list'), tie('list')),
    call('formatlist', fc.constant('"%s-%s"'), tie('list'), word),
    call('regexall', fc.constantFrom('"[a-z]"', '"\\\\d+"', '"(?:a|b)*"'), tie('text')),
    fc.constant('values(local.byName)'),
    shape('[for i, v in $0 : "${i}${v}" if $1]', tie('list'), settled),
    shape('[for k, v in $0 : "${k}=${v}"]', tie('map')),
    shape('tolist($0)', tie('list')),
  );

const maps = (tie: Tie) =>
  fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom('local.byName', 'local.empty', '{ for k, v in local.pools : k => v.nodes }'),
    shape('{ a = $0, ($1) = $2 }', tie('text'), word, tie('number')),
    call('merge', tie('map'), tie('map')),
    call('zipmap', tie('list'), tie('list')),
    shape('{ for v in $0 : v => upper(v) }', call('toset', tie('list'))),
    shape('{ for i, v in $0 : v => i... }', tie('list')),
    shape('tomap({ a = $0, b = $1 })', tie('text'), tie('number')),
  );

const kinds = fc.letrec<Kinds>((tie: Tie) => ({
  number: numbers(tie),
  text: texts(tie),
  bool: bools(tie),
  range: ranges(tie),
  list: lists(tie),
  map: maps(tie),
}));

export const anyExpression: fc.Arbitrary<string> = fc.oneof(
  kinds.number,
  kinds.text,
  kinds.bool,
  kinds.range,
  kinds.list,
  kinds.map,
);
