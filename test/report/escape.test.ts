import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { spellOut, spellOutAll } from '../../src/report/escape.ts';

describe('spellOut', () => {
  test.each([
    ['a control character of C0', 'a\u001b[31mb', 'a\\u001b[31mb'],
    ['a control character of C1', 'a\u009b31mb', 'a\\u009b31mb'],
    ['DEL', 'a\u007fb', 'a\\u007fb'],
    ['an override of the reading direction', 'a\u202eb', 'a\\u202eb'],
    ['an isolate', 'a\u2066b', 'a\\u2066b'],
    ['the end of a line', 'a\nb\r\nc\u2028d', 'a\\u000ab\\u000d\\u000ac\\u2028d'],
  ])('shows %s', (_, text, visible) => {
    expect(spellOut(text)).toBe(visible);
  });

  test('leaves letters of every script alone', () => {
    expect(spellOut('prod-α-東京-שלום 🚀')).toBe('prod-α-東京-שלום 🚀');
  });

  test('what it gives has nothing more to show', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(spellOut(spellOut(text))).toBe(spellOut(text));
      }),
    );
  });
});

test('every value of a document is shown and nothing else changes', () => {
  expect(spellOutAll({ k: ['x\u001b', 1, null, true, { y: '\u202e' }] })).toEqual({
    k: ['x\\u001b', 1, null, true, { y: '\\u202e' }],
  });
});

test('a document is left as it was, and what needs no change is not copied', () => {
  const document = { plain: [{ name: 'a' }], other: [{ name: 'b' }, { name: 'c\n' }] };
  const shown = spellOutAll(document);
  expect(document.other[1]?.name).toBe('c\n');
  expect(shown.other[1]?.name).toBe(String.raw`c\u000a`);
  expect(shown.plain).toBe(document.plain);
  expect(shown.other[0]).toBe(document.other[0]);
});

test('a key that objects have a meaning for is a key like any other', () => {
  const document: unknown = JSON.parse(String.raw`{"__proto__": "a\n"}`);
  expect(JSON.stringify(spellOutAll(document))).toBe(String.raw`{"__proto__":"a\\u000a"}`);
});
