/** What `free` shows, as Markdown. */
import { spellOutAll } from './escape.ts';
import { notCheckedText } from './finding-text.ts';
import { freeBlocks } from './free.ts';
import type { ReportRenderer } from './index.ts';
import { linesOf } from './markdown-blocks.ts';
import { fitSections, folded, longestComment } from './markdown-fit.ts';
import { prose } from './markdown-text.ts';

export const renderFreeMarkdown: ReportRenderer = (untrusted) => {
  const { networks, notChecked } = spellOutAll(untrusted);
  const sections = [
    { rank: 0, start: ['## Free addresses', ''], lines: [], end: [] },
    { rank: 1, start: [], lines: linesOf(networks.flatMap((one) => freeBlocks(one))), end: [] },
    ...folded(
      2,
      `Not checked (${notChecked.length})`,
      notChecked.map((one) => `- ${prose(notCheckedText(one))}`),
    ),
  ];
  return fitSections(sections, longestComment);
};
