/**
 * The address map of a network: blocks to scale, in rows that enlarge what is too small to be seen in
 * the row before, from the whole space down to the block of one node. Pure data; nothing is drawn.
 */
import type { AddressSet } from '../net/address-set.ts';
import { type Cidr, blockAt, contains } from '../net/cidr.ts';
import { type MapItem, itemsOf, sharedBlocks } from './address-map-items.ts';
import { type MapRow, blocksIn, inReadingOrder, mapRows } from './address-map-rows.ts';
import type { Report, ReportCluster, ReportNetwork } from './report.ts';

export interface AddressMap {
  readonly network: string;
  readonly space: AddressSet;
  /** Each behind the row that it enlarges. */
  readonly rows: readonly MapRow[];
  /** Rows that there was no room for. */
  readonly left: number;
  /** Blocks that several ranges claim. */
  readonly shared: readonly Cidr[];
}

/** Shapes that the rows of all maps may have together, so that a page stays small. */
const shapeBudget = 3000;

/** However many networks there are, each map may have these. */
const leastBudget = 20;

/** Blocks of single nodes in a row, as bits; and clusters of a network that have such a row. */
const nodeBits = 4;
const nodeRowsAtMost = 4;

export function addressMap(network: ReportNetwork, report: Report): AddressMap {
  const { space, all } = itemsOf(network, report);
  const budget = Math.max(Math.floor(shapeBudget / report.networks.length), leastBudget);
  const { rows, left } = mapRows(space, all, budget);
  const clusters = report.clusters.filter((cluster) => cluster.network === network.name);
  const nodes = clusters.slice(0, nodeRowsAtMost).flatMap((cluster) => nodeRow(cluster, rows));
  return {
    network: network.name,
    space,
    rows: inReadingOrder([...rows, ...nodes]),
    left,
    shared: sharedBlocks(network, report),
  };
}

/** The start of a Pod range, enlarged until the block of one node can be seen. */
function nodeRow(cluster: ReportCluster, rows: readonly MapRow[]): readonly MapRow[] {
  const [pool] = cluster.nodePools;
  const pods = pool === undefined ? undefined : podRangeOf(cluster, pool);
  if (pool === undefined || pods === undefined) return [];
  const each = pool.perNodePrefixLength;
  const showing = rows.toSorted((a, b) => b.block.prefixLength - a.block.prefixLength);
  for (const parent of showing) {
    const cidr = parent.items.find((item) => item.look === 'pod' && item.cidr.text === pods)?.cidr;
    if (cidr === undefined || cidr.prefixLength > each) continue;
    const block = blockAt(cidr.family, cidr.first, Math.max(each - nodeBits, cidr.prefixLength));
    if (parent.block.prefixLength >= block.prefixLength || !contains(parent.block, block)) continue;
    const items = blocksIn(block, each).map((one) => nodeItem(one, pool.maxPodsPerNode));
    const remark = `a block for each node of ${cluster.name}`;
    return [{ block, items, shapes: items, parent, remark }];
  }
  return [];
}

/** The range that a pool takes its blocks from, where the report says which. */
function podRangeOf(
  { ranges }: ReportCluster,
  { podRange }: ReportCluster['nodePools'][number],
): string | undefined {
  const pods = ranges.filter(({ role }) => role === 'pod');
  const named = podRange === null ? pods : pods.filter(({ name }) => name === podRange);
  return named.length === 1 ? named[0]?.cidr : undefined;
}

function nodeItem(cidr: Cidr, pods: number): MapItem {
  const detail = `${cidr.text}: Pods of one node, at most ${pods}`;
  return { cidr, look: 'pod', label: cidr.text, detail };
}
