/** What `free` shows, as Markdown. */
import { spellOutAll } from './escape.ts';
import { freeBlocks } from './free.ts';
import type { ReportRenderer } from './index.ts';
import { linesOf } from './markdown-blocks.ts';
import { notCheckedLines } from './markdown-findings.ts';
import { fitSections, folded, longestComment } from './markdown-fit.ts';

export const renderFreeMarkdown: ReportRenderer = (untrusted, { limit }) => {
  const { networks, notChecked } = spellOutAll(untrusted);
  const sections = [
    { rank: 0, start: ['## Free addresses', ''], lines: [], end: [] },
    {
      rank: 1,
      start: [],
      lines: linesOf(networks.flatMap((network) => freeBlocks(network, { limit }))),
      end: [],
    },
    ...folded(2, `Not checked (${notChecked.length})`, notCheckedLines(notChecked, limit)),
  ];
  return fitSections(sections, longestComment);
};
