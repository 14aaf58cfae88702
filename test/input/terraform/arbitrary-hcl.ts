/** HCL as people write it, in any layout, and with a fault now and then. */
import * as fc from 'fast-check';

const space = fc.constantFrom('', ' ', ' ', '\t', ' /* c */ ');
/** In brackets a line may end anywhere. */
const wideSpace = fc.oneof(
  { weight: 4, arbitrary: space },
  fc.constantFrom('\n', ' # c\n', '\r\n// c\n'),
);
const itemEnd = fc.constantFrom(',', ', ', '\n', ',\n', ' # c\n', '\r\n');
const names = fc.constantFrom('a', 'b-c', '_d', 'if', 'for', 'in', 'null', 'true', 'é');
const plainNames = fc.constantFrom('a', 'b-c', '_d', 'é');

const textPart = fc.constantFrom(
  'a',
  ' ',
  '10.0.0.0/8',
  '\\n',
  '\\"',
  '\\\\',
  '\\u00e9',
  '\\U0001F600',
  '$${',
  '%%{',
  '$',
  '%',
  'é',
  '😀',
  '#',
  '//',
  ' {',
  '}',
  "'",
);
const plainText = fc.array(textPart, { maxLength: 5 }).map((parts) => `"${parts.join('')}"`);
const number = fc.constantFrom('0', '12', '007', '1.50', '1e3', '2.5E-3', '-7', '- 1');
const word = fc.constantFrom('true', 'false', 'null');

const line = fc.constantFrom('', 'a', '  a', '    b', '\tc', '   ', 'EOF a', '\\n', '$${', '"');
const heredoc = fc
  .tuple(fc.constantFrom('<<', '<<-'), fc.array(line, { maxLength: 4 }), fc.constantFrom('', '  '))
  .map(([mark, lines, indent]) => [`${mark}EOF`, ...lines, `${indent}EOF`].join('\n'));

interface Values {
  readonly value: string;
  readonly list: string;
  readonly object: string;
}

const listOf = (item: fc.Arbitrary<string>) =>
  fc
    .tuple(wideSpace, fc.array(fc.tuple(item, wideSpace), { maxLength: 3 }), fc.boolean())
    .map(([start, items, comma]) => {
      const texts = items.map(([text, end]) => text + end);
      return `[${start}${texts.join(',')}${comma && texts.length > 0 ? ',' : ''}]`;
    });

const objectOf = (key: fc.Arbitrary<string>, item: fc.Arbitrary<string>) =>
  fc
    .array(fc.tuple(key, space, fc.constantFrom('=', ':'), space, item, itemEnd), { maxLength: 3 })
    .map((items) => `{${items.map((parts) => parts.join('')).join('')}}`)
    .filter((text) => !/^\{\s*for\b/.test(text));

/** Values that hold nothing to evaluate. */
export const literals = fc.letrec<Values>((tie: fc.LetrecTypedTie<Values>) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    plainText,
    number,
    word,
    tie('list'),
    tie('object'),
  ),
  list: listOf(tie('value')),
  object: objectOf(fc.oneof(names, plainText, fc.constant('5')), tie('value')),
})).value;

const operator = fc.constantFrom('+', '-', '*', '/', '%', '==', '!=', '<', '<=', '&&', '||');

/** Values of every kind. */
export const expressions = fc.letrec<Values>((tie: fc.LetrecTypedTie<Values>) => {
  const value = tie('value');
  const pair = fc.tuple(value, value);
  return {
    value: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      plainText,
      number,
      word,
      plainNames,
      tie('list'),
      tie('object'),
      fc
        .tuple(plainNames, fc.constantFrom('.a', '[0]', '.0', '.*.a', '[*].a[0]', '["a"]'))
        .map((parts) => parts.join('')),
      fc
        .tuple(value, operator, wideSpace, value)
        .map(([a, sign, gap, b]) => `(${a} ${sign} ${gap}${b})`),
      fc.tuple(value, value, value).map(([a, b, c]) => `${a} ? ${b} : ${c}`),
      fc.tuple(wideSpace, value, wideSpace).map((parts) => `(${parts.join('')})`),
      pair.map(([a, b]) => `f(${a}, ${b})`),
      value.map((a) => `f(${a}...)`),
      value.map((a) => `!(${a})`),
      pair.map(([a, b]) => `[for x in ${a} : ${b}]`),
      pair.map(([a, b]) => `{ for k, v in ${a} : k => ${b} if v }`),
      fc.tuple(value, value).map(([a, b]) => `"a \${${a}}%{ if ${b} }c%{ else }d%{ endif }"`),
      value.map((a) => `"\${~ ${a} ~}"`),
    ),
    list: listOf(value),
    object: objectOf(
      fc.oneof(
        names,
        plainText,
        value.map((a) => `(${a})`),
      ),
      value,
    ),
  };
}).value;

const comment = fc.constantFrom('', ' # c', ' // "', ' /* { */');

/** Attributes with names of their own, some of them in blocks. */
export const bodiesOf = (value: fc.Arbitrary<string>) =>
  fc
    .array(
      fc.tuple(fc.oneof({ weight: 5, arbitrary: value }, heredoc), space, comment, fc.boolean()),
      {
        maxLength: 4,
      },
    )
    .map((items) =>
      items
        .map(([text, gap, note, nested], index) => {
          const end = text.endsWith('EOF') ? '' : note;
          const attribute = `a${index}${gap}=${gap}${text}${end}\n`;
          return nested ? `b "c" d {${note}\n${attribute}}\n` : attribute;
        })
        .join(''),
    );

const piece = fc.constantFrom(
  'a',
  '1',
  '"x"',
  '"${a}"',
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
  '=',
  ':',
  '\n',
  ',',
  '+',
  '?',
  '.',
  '...',
  '=>',
  '!',
  '<<E\nq\nE\n',
  '# c\n',
  '/*',
  '*/',
  ' ',
  '"',
  '${',
  '%{if a}',
  '%{endif}',
  '$',
  '.*',
  '[*]',
  '.0',
  'for',
  'in',
  '\\',
  '\r',
  '~',
  ';',
);

/** A text in which something is missing, or stands where it should not. */
export const withFault = (text: fc.Arbitrary<string>) =>
  fc
    .tuple(text, fc.nat(), fc.integer({ min: 0, max: 3 }), fc.option(piece, { nil: '' }))
    .map(([whole, seed, cut, added]) => {
      const at = seed % (whole.length + 1);
      return whole.slice(0, at) + added + whole.slice(at + cut);
    });
