import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { blockYaml } from '../../src/report/yaml-block.ts';
import { yamlDocument, yamlText } from '../../src/report/yaml.ts';

const byLibrary = (data: unknown) => yamlText(yamlDocument(data));

/** What YAML writes in many ways: marks, blanks, line breaks, words that are values. */
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom(
      '\n',
      ' ',
      'a',
      ':',
      '#',
      '-',
      '"',
      "'",
      '\t',
      '?',
      '|',
      '%',
      '.',
      '\r',
      '\\',
    ),
  }),
  fc.constantFrom('on', 'null', '1.30', '2027-06-30', '---', '...', '? a', 'a\n---\nb', '<<'),
  fc.string({ minLength: 60, maxLength: 1100 }),
);

const { data } = fc.letrec<{ data: unknown; list: unknown; map: unknown }>((tie) => ({
  data: fc.oneof(
    { depthSize: 'small' },
    text,
    fc.integer(),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    tie('list'),
    tie('map'),
  ),
  list: fc.array(tie('data'), { maxLength: 4 }),
  map: fc.dictionary(text, tie('data'), { maxKeys: 4 }),
}));

test('a document is byte for byte what the library writes', () => {
  fc.assert(
    fc.property(data, data, text, (list, other, scalar) => {
      const document = { list, other, scalar };
      expect(blockYaml(document)).toBe(byLibrary(document));
    }),
    { numRuns: 500 },
  );
});
