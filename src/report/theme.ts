/**
 * The colours of pages and maps, for light and dark surroundings. Roles differ by pattern as well, so
 * that nobody needs colours to tell them apart; hues keep apart those that colour-blind people mix up
 * (blue, orange, bluish green and reddish purple of Okabe and Ito,
 * https://jfly.uni-koeln.de/color/).
 */
import { type Markup, el } from './markup.ts';

/** Of words, at least 4.5:1 on both grounds (WCAG 2.2, 1.4.3). */
const words = ['text', 'soft', 'link', 'bad', 'warn', 'good'] as const;

/** What a map shows; each has an ink of at least 3:1 on page and tint (WCAG 2.2, 1.4.11). */
export const looks = [
  'node',
  'pod',
  'service',
  'control-plane',
  'other',
  'taken',
  'several',
] as const;
export type Look = (typeof looks)[number];

export function isLook(text: string): text is Look {
  return looks.some((look) => look === text);
}

type Ink = readonly [ink: string, tint: string];

export interface Theme {
  readonly page: string;
  readonly panel: string;
  readonly line: string;
  readonly words: Readonly<Record<(typeof words)[number], string>>;
  readonly overlap: string;
  readonly inks: Readonly<Record<Look, Ink>>;
}

export const light: Theme = {
  page: '#ffffff',
  panel: '#f3f5f8',
  line: '#7d8894',
  words: {
    text: '#1b2027',
    soft: '#4c5662',
    link: '#0b50b8',
    bad: '#a81c13',
    warn: '#7a4600',
    good: '#12642a',
  },
  overlap: '#c4001a',
  inks: {
    node: ['#0069a8', '#d3e9f8'],
    pod: ['#a85400', '#ffe6c7'],
    service: ['#00745a', '#cdf0e4'],
    'control-plane': ['#98367a', '#f7dcee'],
    other: ['#5c5fa8', '#e4e4f7'],
    taken: ['#5a6570', '#e1e5e9'],
    several: ['#1b2027', '#e1e5e9'],
  },
};

export const dark: Theme = {
  page: '#14181d',
  panel: '#1d232a',
  line: '#76828e',
  words: {
    text: '#e9edf1',
    soft: '#b3bdc7',
    link: '#8fbcff',
    bad: '#ff9086',
    warn: '#ffbe66',
    good: '#7ddc93',
  },
  overlap: '#ff6b74',
  inks: {
    node: ['#6cbcf0', '#12344b'],
    pod: ['#f2a655', '#482f11'],
    service: ['#52d1aa', '#0e3c30'],
    'control-plane': ['#e994cc', '#462140'],
    other: ['#a9abf0', '#2d2e55'],
    taken: ['#a9b4bf', '#323a42'],
    several: ['#e9edf1', '#323a42'],
  },
};

/** Strokes on a square of eight, which repeats: what tells roles apart without colours. */
const strokes: Readonly<Record<Look, string>> = {
  node: 'M0 2H8M0 6H8',
  pod: 'M-2 2L2 -2M0 8L8 0M6 10L10 6',
  service: 'M2 2h1M6 6h1',
  'control-plane': 'M0 4H8M4 0V8',
  other: 'M2 0V8M6 0V8',
  taken: 'M-2 6L2 10M0 0L8 8M6 -2L10 2',
  several: 'M0 0L8 8M8 0L0 8',
};

/** Custom properties of a theme, for a rule of CSS. */
export function variables({ page, panel, line, words: texts, overlap, inks }: Theme): string {
  const named = Object.entries({ page, panel, line, overlap, ...texts });
  const roles = Object.entries(inks).flatMap(([look, [ink, tint]]) => [
    [`${look}-ink`, ink],
    [`${look}-tint`, tint],
  ]);
  return [...named, ...roles].map(([name, color]) => `--${name}:${color}`).join(';');
}

/** Both themes: the dark one on screens that ask for it, the light one elsewhere and on paper. */
export const themeRules = [
  `:root{color-scheme:light dark;${variables(light)}}`,
  `@media screen and (prefers-color-scheme:dark){:root{${variables(dark)}}}`,
].join('\n');

/** The patterns that `fill` names, once in a document. */
export function patterns(): Markup {
  return el('defs', {}, looks.map(pattern));
}

function pattern(look: Look): Markup {
  const tile = { id: `pattern-${look}`, width: 8, height: 8, patternUnits: 'userSpaceOnUse' };
  const stroke = `stroke:var(--${look}-ink);stroke-width:${look === 'service' ? 2.5 : 1.2};opacity:.7`;
  return el(
    'pattern',
    tile,
    el('rect', { width: 8, height: 8, style: `fill:var(--${look}-tint)` }),
    el('path', { d: strokes[look], style: `${stroke};fill:none` }),
  );
}

export const fillOf = (look: Look): string => `url(#pattern-${look})`;
