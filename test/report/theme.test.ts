import { describe, expect, test } from 'vitest';
import {
  type Theme,
  dark,
  isLook,
  light,
  looks,
  patterns,
  themeRules,
} from '../../src/report/theme.ts';

/** WCAG 2.2, relative luminance of sRGB. */
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].toSorted((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

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
