/** What a sweep found, for people: at a terminal, and as a comment. */
import { defined } from '../defined.ts';
import { linesOf } from './markdown-blocks.ts';
import { fitSections, longestComment } from './markdown-fit.ts';
import { sweepBlocks } from './sweep-blocks.ts';
import type { SweepRenderer } from './sweep-texts.ts';
import { drawSections } from './table.ts';

export const renderSweepTable: SweepRenderer = (report, style) =>
  drawSections(sweepBlocks(report, style), style);

/** What is said of all combinations is kept when the table has to be cut. */
export const renderSweepMarkdown: SweepRenderer = (report, { limit }) => {
  const sections = sweepBlocks(report, defined({ limit })).map((blocks) => ({
    rank: blocks.some(({ kind }) => kind === 'grid') ? 1 : 0,
    start: [],
    lines: linesOf(blocks),
    end: [],
  }));
  return fitSections(sections, longestComment);
};
