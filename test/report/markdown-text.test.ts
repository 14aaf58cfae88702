import { describe, expect, test } from 'vitest';
import { code, link, prose } from '../../src/report/markdown-text.ts';

describe('prose', () => {
  test.each([
    ['a plain text, with /16 and (brackets)!', 'a plain text, with /16 and (brackets)!'],
    ['pods_of_prod', String.raw`pods\_of\_prod`],
    ['a\\b', String.raw`a\\b`],
    ['&#64;x', '&amp;#&#8203;64;x'],
    ['WWW.example.com', 'WWW&#8203;.example.com'],
    ['<!-- a -->', '&lt;!-- a --&gt;'],
  ])('shows %s as it is', (text, expected) => {
    expect(prose(text)).toBe(expected);
  });

  test('leaves pages of Google and Kubernetes links, and no other', () => {
    expect(prose('(https://cloud.google.com/vpc/docs/mtu)')).toBe(
      '(<https://cloud.google.com/vpc/docs/mtu>)',
    );
    expect(prose('HTTPS://kubernetes.io/docs')).toBe('<HTTPS://kubernetes.io/docs>');
    expect(prose('https://cloud.google.com.example/')).not.toContain('://');
  });
});

describe('a code span', () => {
  test.each([
    ['a', '`a`'],
    ['a`b', '``a`b``'],
    ['`', '`` ` ``'],
    ['', ''],
  ])('holds %j', (text, expected) => {
    expect(code(text)).toBe(expected);
  });

  test('holds more runs of backticks than a call has arguments', () => {
    const text = 'a`'.repeat(1_000_000);
    expect(code(text)).toBe(`\`\` ${text} \`\``);
  });
});

describe('a link', () => {
  test('leads to a page', () => {
    expect(link('page', 'https://cloud.google.com/a#b')).toBe(
      '[page](https://cloud.google.com/a#b)',
    );
  });

  test.each(['javascript:alert(1)', 'http://a', 'https://a) [b](https://c', '', 'https://a b'])(
    'leads not to %j',
    (address) => {
      expect(link('page', address)).toBeUndefined();
    },
  );
});
