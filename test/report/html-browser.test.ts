import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renderHtml } from '../../src/report/html.ts';
import type { Report } from '../../src/report/report.ts';
import { dark, light } from '../../src/report/theme.ts';
import * as v from 'valibot';
import { contrast } from './contrast.ts';
import { Browser, chromium } from './browser.ts';
import { prodReport } from './samples.ts';

const text = v.optional(v.object({ value: v.optional(v.unknown()) }));
const treeSchema = v.object({
  nodes: v.array(v.object({ ignored: v.boolean(), role: text, name: text })),
});

const prod = prodReport.clusters[0]!;

/** 5,000 ranges of 1,667 clusters. */
function largeReport(): Report {
  const clusters = Array.from({ length: 1667 }, (_, at) => {
    const [a, b] = [Math.floor(at / 256), at % 256];
    const cidrs = [`10.${a}.${b}.0/24`, `100.${64 + a}.${b}.0/24`, `10.${100 + a}.${b}.0/26`];
    const ranges = prod.ranges.map((range, index) => ({ ...range, cidr: cidrs[index]! }));
    return { ...prod, name: `cluster-${at}`, ranges };
  });
  return { ...prodReport, clusters };
}

/** Two clusters that grow and overlap, one of them full: all tones and marks of a page. */
function busyReport(): Report {
  const overlap = { ...prodReport.findings[0]!, clusters: [0, 1] };
  const [pods] = prod.growthLimits;
  const full = { ...pods!, planned: 300, headroom: -44, fullAfterYears: 0 };
  const clusters = [
    { ...prod, growth: { percent: 30, years: 3, from: '2026-11-21' } },
    { ...prod, name: 'full', growthLimits: [full, ...prod.growthLimits.slice(1)] },
  ];
  return { ...prodReport, clusters, findings: [overlap, ...prodReport.findings] };
}

/** Every text that is shown, with its colour and the one behind it, as rgb(…). */
const shownTexts = `(() => {
  const behind = (element) => {
    for (let at = element; at !== null; at = at.parentElement) {
      const color = getComputedStyle(at).backgroundColor;
      if (color !== 'rgba(0, 0, 0, 0)') return color;
    }
    return 'rgb(255, 255, 255)';
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    const text = walker.currentNode.data.trim();
    if (text === '' || !element.checkVisibility() || element.tagName === 'title') continue;
    const style = getComputedStyle(element);
    found.push([text, element instanceof SVGElement ? style.fill : style.color, behind(element)]);
  }
  return found;
})()`;

/** As browsers write a colour, #rrggbb. */
function hex(color: string): string {
  const parts = [...color.matchAll(/\d+/g)].map(([part]) => Number(part).toString(16));
  return `#${parts.map((part) => part.padStart(2, '0')).join('')}`;
}

/** #rrggbb as browsers write a computed colour. */
function computed(color: string): string {
  const parts = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
  return `rgb(${parts.join(', ')})`;
}

describe.skipIf(chromium === undefined)('in Chromium (skipped where none is installed)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'page-'));
  let browser: Browser;

  const open = async (report: Report) => {
    const file = join(folder, 'page.html');
    writeFileSync(file, renderHtml(report, { colorLevel: 0 }));
    await browser.goTo(pathToFileURL(file).href);
  };

  beforeAll(async () => {
    browser = await Browser.open(chromium ?? '');
  });

  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  test('a page opens without a complaint', async () => {
    await open(prodReport);
    expect(await browser.evaluate('document.title')).toBe('GKE IP ranges: prod');
    expect(browser.complaints).toEqual([]);
  });

  test('what can be reached with the keyboard or is a picture has a name', async () => {
    await open(prodReport);
    const { nodes } = v.parse(treeSchema, await browser.send('Accessibility.getFullAXTree'));
    const seen = nodes
      .filter(({ ignored }) => !ignored)
      .map(({ role, name }) => [role?.value, name?.value]);
    const nameless = seen.filter(([, name]) => name === undefined || name === '');
    const named = /^(link|region|img|image|heading|DisclosureTriangle)$/;
    expect(nameless.filter(([role]) => named.test(String(role)))).toEqual([]);
    expect(seen).toContainEqual(['region', 'Ranges']);
    expect(seen).toContainEqual(['group', 'Address map of prod-vpc']);
    expect(seen).toContainEqual([
      'link',
      'Pods of prod (pods): 10.4.0.0/16, 65,536 addresses, 19.9 % used',
    ]);
  });

  test('a range that has the focus says what it is', async () => {
    await open(prodReport);
    const shown = (place: string) =>
      browser.evaluate(`getComputedStyle(document.querySelector('svg a .tip')).display ${place}`);
    expect(await shown('')).toBe('none');
    await browser.evaluate("document.querySelector('svg a').focus()");
    expect(await shown('')).not.toBe('none');
  });

  test('all that a range says of itself fits on a telephone', async () => {
    await browser.resize(360);
    await open(prodReport);
    await browser.evaluate("document.querySelector('svg a').focus()");
    const lines = `[...document.querySelectorAll('svg a:focus .tip text')]`;
    expect(await browser.evaluate(`${lines}.map((line) => line.textContent)`)).toEqual([
      'Pods of prod (pods)',
      '10.4.0.0/16, 65,536 addresses, 19.9 % used',
    ]);
    const right = `Math.max(...${lines}.map((line) => line.getBoundingClientRect().right))`;
    expect(await browser.evaluate(`${right} <= innerWidth - 16`)).toBe(true);
  });

  test.each([360, 760, 1280])('a page %i pixels wide does not scroll sideways', async (width) => {
    await browser.resize(width);
    await open(prodReport);
    expect(await browser.evaluate('document.documentElement.scrollWidth')).toBe(width);
  });

  test.each([
    ['light', light],
    ['dark', dark],
  ] as const)('a page is %s where that is preferred', async (scheme, { page, words }) => {
    await browser.prefer(scheme);
    await open(prodReport);
    const style = 'getComputedStyle(document.body)';
    expect(await browser.evaluate(`${style}.backgroundColor`)).toBe(computed(page));
    expect(await browser.evaluate(`${style}.color`)).toBe(computed(words.text));
    expect((await browser.picture()).length).toBeGreaterThan(20_000);
  });

  test.each(['light', 'dark'] as const)('all texts of a %s page are readable', async (scheme) => {
    await browser.prefer(scheme);
    await browser.resize(1280);
    await open(busyReport());
    const texts = v.parse(
      v.array(v.tuple([v.string(), v.string(), v.string()])),
      await browser.evaluate(shownTexts),
    );
    expect(texts.length).toBeGreaterThan(200);
    const faint = texts.filter(([, color, behind]) => contrast(hex(color), hex(behind)) < 4.5);
    expect(faint).toEqual([]);
  });

  test('a page of which tables are folded opens them for a link to a range', async () => {
    const clusters = Array.from({ length: 30 }, (_, at) => ({ ...prod, name: `prod-${at}` }));
    await open({ ...prodReport, clusters });
    const row = "document.querySelector('#range-30-1')";
    expect(await browser.evaluate(`${row}.checkVisibility()`)).toBe(false);
    await browser.evaluate("location.hash = '#range-30-1'");
    expect(await browser.evaluate(`${row}.checkVisibility()`)).toBe(true);
  });

  test('a page on A4 paper is as wide as that', async () => {
    await browser.resize(718);
    await browser.send('Emulation.setEmulatedMedia', { media: 'print' });
    await open(busyReport());
    const width = await browser.evaluate('document.documentElement.scrollWidth');
    await browser.send('Emulation.setEmulatedMedia', { media: '' });
    expect(width).toBe(718);
  });

  test('5,000 ranges open within two seconds', async () => {
    await open(largeReport());
    const timing = "performance.getEntriesByType('navigation')[0].duration";
    expect(await browser.evaluate(timing)).toBeLessThan(2000);
    expect(browser.complaints).toEqual([]);
  });
});
