import { describe, expect, it } from 'vitest';
import { anchorsOf, cellsOf, fencesOf, formatTable, linksOf, tableAfter } from './markdown.ts';

const text = [
  '# What it *answers*, in short',
  '```sh',
  '# no heading',
  '[no](link)',
  '```',
  'A [link](#what-it-answers-in-short).',
  '',
  '| a   | b |',
  '| --- | - |',
  '| `1` |   |',
  '',
].join('\n');

describe('reading Markdown', () => {
  it('gives a fence its body and the place of it', () => {
    const [fence, ...more] = fencesOf(text);
    expect(more).toEqual([]);
    expect(fence).toMatchObject({ language: 'sh', body: '# no heading\n[no](link)\n' });
    expect(text.slice(fence?.start, fence?.end)).toBe(fence?.body);
  });

  it('makes anchors as GitHub does, and not of comments in a fence', () => {
    expect(anchorsOf(text)).toEqual(['what-it-answers-in-short']);
  });

  it('finds links outside of fences', () => {
    expect(linksOf(text)).toEqual(['#what-it-answers-in-short']);
  });

  it('reads the cells of a table, whatever its padding', () => {
    const rows = [
      ['a', 'b'],
      ['`1`', ''],
    ];
    expect(tableAfter(text, '# What')).toEqual(rows);
    expect(cellsOf(formatTable(rows))).toEqual(rows);
  });
});
