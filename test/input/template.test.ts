import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readTemplate } from '../../src/input/template.ts';

const read = (text: string) => readTemplate({ name: 'cluster.yaml', text });

test.each([
  ['a: {{ .Values.cidr }}\n', 'a: <__.Values.cidr__>\n'],
  ['- {{x}}\n', '- <_x_>\n'],
  ['name: {{ .a }}-nodes\n', 'name: <__.a__>-nodes\n'],
  ['{{- if .zonal }}\nb: 1\n{{- end }}\n', '                \nb: 1\n          \n'],
  ['{% if a %}{# why #}\nb: 1\n', '                   \nb: 1\n'],
  ['a: {{ x }} {# why #}\n', 'a: <__x__>          \n'],
  ['{{/* two\nlines */}}\nb: 1\n', '        \n          \nb: 1\n'],
  [
    '  {{ toYaml .a | nindent 2 }}\nb: {{ "x" }}\n',
    '                             \nb: <___x___>\n',
  ],
])('in %j every place stays what it is', (text, filled) => {
  const { input, notChecked } = read(text);
  expect(input.text).toBe(filled);
  expect(notChecked).toMatchObject([{ what: 'cluster.yaml', where: { line: 1, column: 1 } }]);
});

test('the first action says where the template starts', () => {
  expect(read('a: 1\nb:\n  c: {{ x }}\n').notChecked).toMatchObject([{ where: { line: 3 } }]);
});

test.each(['a: "{{ x }}"\n', '{"a": "{{x}}"}', '[{{', 'a: b{{\n', '', '{a: {b: 1}}\n'])(
  '%j is no template',
  (text) => {
    expect(read(text)).toEqual({ input: { name: 'cluster.yaml', text }, notChecked: [] });
  },
);

test('no text gets longer or shorter, and lines stay lines', () => {
  const unit = fc.constantFrom('{{', '}}', '{%', '%}', '{#', '#}', '\n', ' ', 'a', ': ', '- ');
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 40 }), (text) => {
      const { input } = read(text);
      expect(input.text.replaceAll(/[^\n]/g, 'x')).toBe(text.replaceAll(/[^\n]/g, 'x'));
    }),
    { numRuns: 500 },
  );
});

test.each([
  ['openings that nothing closes', 'a: ' + '{{ '.repeat(500_000)],
  ['a line of actions', 'a: ' + '{{ x }} '.repeat(100_000)],
  ['lines of actions', 'a: {{ x }}\n'.repeat(100_000)],
])('%s are read in a moment', (_, text) => {
  const started = performance.now();
  read(text);
  expect(performance.now() - started).toBeLessThan(1500);
});
