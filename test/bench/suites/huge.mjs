/** An inventory of a gigabyte, longer than a string can be, in a heap of half a gigabyte: it completes. */
import { subnetsJson } from '../inventories.mjs';
import { check } from '../measure.mjs';
import { ratio } from '../measures.mjs';
import { normalRanges } from '../ranges.mjs';

const heap = '--max-old-space-size=512';

function inSmallHeap(pairs, file) {
  const run = check(pairs, file);
  return { ...run, args: [heap, ...run.args] };
}

/** @param {{ranges: number}} sizes */
export function huge({ ranges }) {
  const [all, tenth] = [3.1 * ranges, 0.31 * ranges].map((n) => normalRanges(Math.round(n)));
  const [n, fewer] = [all, tenth].map(({ count }) => count.toLocaleString('en-US'));
  return [
    {
      suite: 'huge',
      sized: true,
      rounds: 1,
      files: { 'huge.json': () => subnetsJson(all), 'tenth.json': () => subnetsJson(tenth) },
      runs: {
        huge: inSmallHeap(all.pairs, 'huge.json'),
        tenth: inSmallHeap(tenth.pairs, 'tenth.json'),
      },
      measures: [
        { name: `check of ${n} ranges in a 512 MB heap / of ${fewer}`, ...ratio('huge', 'tenth') },
        { name: 'its peak memory / that of a tenth', ...ratio('huge', 'tenth', 'kb') },
      ],
    },
  ];
}
