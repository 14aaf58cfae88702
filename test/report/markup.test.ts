import * as fc from 'fast-check';
import { parseFragment, serialize } from 'parse5';
import { describe, expect, test } from 'vitest';
import { el, join, pageLink } from '../../src/report/markup.ts';

test('an element escapes texts and attributes and takes markup as it is', () => {
  expect(el('b', { title: '"x" & <y>' }, 'a < b', el('i', {}, '&')).markup).toBe(
    '<b title="&quot;x&quot; &amp; &lt;y&gt;">a &lt; b<i>&amp;</i></b>',
  );
});

test('an attribute without a value is left out, 0 is a value', () => {
  expect(el('b', { class: '', tabindex: 0 }).markup).toBe('<b tabindex="0"></b>');
});

test('elements without an end tag are closed in themselves', () => {
  expect(join([el('meta', { name: 'a' }), el('rect', {})]).markup).toBe(
    '\n<meta name="a"/>\n<rect/>',
  );
});

test('whatever a text is, a parser reads back that text and nothing else', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      fc.pre(!/[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}]/u.test(text));
      const fragment = parseFragment(el('b', { title: text }, text).markup);
      const [element] = fragment.childNodes;
      expect(fragment.childNodes).toHaveLength(1);
      expect(element).toMatchObject({ nodeName: 'b' });
      if (element === undefined || !('attrs' in element)) throw new Error('no element');
      expect(element.attrs.map(({ value }) => value)).toEqual(text === '' ? [] : [text]);
      expect(
        element.childNodes.map((node) => ('value' in node ? node.value : serialize(fragment))),
      ).toEqual(text === '' ? [] : [text]);
    }),
  );
});

test('characters that no page may have are replaced', () => {
  expect(el('b', {}, 'a\ud800\ufffe\u{1ffff}\ufdd0').markup).toBe(
    '<b>a\ufffd\ufffd\ufffd\ufffd</b>',
  );
});

describe('a link', () => {
  test('goes to a page over https', () => {
    const link = join([pageLink('words', 'https://docs.cloud.google.com/a/b?c=d#e')]).markup;
    expect(link).toContain(
      '<a href="https://docs.cloud.google.com/a/b?c=d#e" rel="noreferrer">words</a>',
    );
  });

  test.each([
    'http://example.com/',
    'javascript:alert(1)',
    'https://example.com/" onclick="x',
    'https://user:pass@example.com/',
    'https://example.com/<b>',
    '//example.com/',
    '',
  ])('to %s is none', (address) => {
    expect(pageLink('words', address)).toBe('words');
  });
});
