/** What is left at each prefix length: blocks that are free as a whole, and room for more in wider ones. */
import { blocksThatFit, countBlocks } from '../net/block-counts.ts';
import type { AddressSet } from '../net/address-set.ts';
import { limitOf } from '../gke/limits.ts';
import { formatCount } from './count.ts';
import { plain, type Block } from './layout.ts';
import type { ReportNetwork } from './report.ts';

type Prefixes = NonNullable<ReportNetwork['freeByPrefix']>;

/**
 * From the widest free IPv4 block to the narrowest, or to the narrowest range that GKE accepts, where
 * that is narrower; nothing where nothing is free.
 */
export function freeByPrefix(free: AddressSet): Prefixes {
  const counts = countBlocks(free);
  const widest = counts.findIndex((blocks) => blocks > 0);
  if (widest === -1) return [];
  const narrowest = Math.max(
    counts.findLastIndex((blocks) => blocks > 0),
    limitOf('node-range-longest-prefix').value,
  );
  return counts.slice(widest, narrowest + 1).map((blocks, index) => ({
    prefixLength: widest + index,
    blocks,
    fits: blocksThatFit(counts, widest + index),
  }));
}

export function prefixGrid(prefixes: Prefixes): Block {
  return {
    kind: 'grid',
    columns: [
      { head: 'Prefix', align: 'left' },
      { head: 'Free blocks', align: 'right' },
      { head: 'Room for', align: 'right' },
    ],
    rows: prefixes.map(({ prefixLength, blocks, fits }) => [
      plain(`/${prefixLength}`),
      plain(formatCount(blocks)),
      plain(formatCount(fits)),
    ]),
  };
}
