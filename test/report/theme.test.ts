import { describe, expect, test } from 'vitest';
import { contrast } from './contrast.ts';
import {
  type Theme,
  dark,
  isLook,
  light,
  looks,
  patterns,
  themeRules,
} from '../../src/report/theme.ts';

test('contrast is that of WCAG: 21 for black on white, 4.48 for #777 on it', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
});

describe.each<[string, Theme]>([
  ['light', light],
  ['dark', dark],
])('the %s theme', (_, theme) => {
  test.each(Object.entries(theme.words))('shows %s readably on page and panel', (_name, color) => {
    expect(contrast(color, theme.page)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(color, theme.panel)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(looks)('shows %s apart from the page and its tint', (look) => {
    const [ink, tint] = theme.inks[look];
    expect(contrast(ink, theme.page)).toBeGreaterThanOrEqual(3);
    expect(contrast(ink, tint)).toBeGreaterThanOrEqual(3);
  });

  test('shows overlaps apart from the page and every tint, and lines apart from the page', () => {
    expect(contrast(theme.line, theme.page)).toBeGreaterThanOrEqual(3);
    for (const tint of [theme.page, ...looks.map((look) => theme.inks[look][1])])
      expect(contrast(theme.overlap, tint)).toBeGreaterThanOrEqual(3);
  });
});

test('every role has a pattern of its own', () => {
  const { markup } = patterns();
  const strokes = [...markup.matchAll(/<path d="([^"]*)"/g)].map(([, stroke]) => stroke);
  expect(new Set(strokes).size).toBe(looks.length);
  for (const look of looks) expect(markup).toContain(`id="pattern-${look}"`);
});

test('paper is light', () => {
  expect(themeRules).toContain('@media screen and (prefers-color-scheme:dark)');
});

test('a role is a look only where it is known', () => {
  expect(isLook('pod')).toBe(true);
  expect(isLook('free')).toBe(false);
});
