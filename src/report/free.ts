/** What `free` shows: what is free of each network by size and block, and how many clusters of a shape fit. */
import type { Fit } from '../gke/fit.ts';
import type { NotChecked } from '../gke/cluster.ts';
import type { Landscape } from '../gke/landscape.ts';
import { type Cidr, parseCidr, size } from '../net/cidr.ts';
import { networkOf } from './build-space.ts';
import { buildReport } from './build.ts';
import { counted, formatCount } from './count.ts';
import { spellOutAll } from './escape.ts';
import { freeByPrefix, prefixGrid } from './free-prefixes.ts';
import type { ReportRenderer } from './index.ts';
import { ipv6SpaceFacts } from './ipv6-text.ts';
import { emptyLine, plain, toned, type Block } from './layout.ts';
import { type Cut, firstOf, leftText } from './limit.ts';
import type { MapLine } from './map-line.ts';
import { othersIn } from './others.ts';
import type { Report, ReportNetwork } from './report.ts';
import { notCheckedBlocks, footnote } from './table-findings.ts';
import { networkMaps } from './table-map.ts';
import { mapFacts, networkFacts } from './table-network.ts';
import { drawSections } from './table.ts';

/** A report of networks alone: nothing is judged. */
export function freeReport(parts: {
  readonly landscape: Landscape;
  readonly fits: readonly Fit[];
  readonly notChecked: readonly NotChecked[];
  readonly version: string;
}): Report {
  const { landscape } = parts;
  const others = othersIn(landscape);
  const fits = new Map(parts.fits.map((fit) => [fit.network, fit]));
  const report = buildReport({
    ...parts,
    landscape: { ...landscape, networks: [] },
    findings: [],
    overlappingPairs: landscape.overlaps.count,
  });
  return {
    ...report,
    networks: landscape.networks.map((view) => {
      const fit = fits.get(view.network);
      return {
        ...networkOf(view),
        ...others(view),
        freeByPrefix: freeByPrefix(view.free),
        ...(fit === undefined ? {} : { fits: fitOf(fit) }),
      };
    }),
  };
}

function fitOf({ clusters, ranges }: Fit): ReportNetwork['fits'] {
  return { clusters, ranges: ranges.map(({ role, prefixLength }) => ({ role, prefixLength })) };
}

export const renderFreeTable: ReportRenderer = (untrusted, style) => {
  const { networks, notChecked } = spellOutAll(untrusted);
  const { limit } = style;
  const mapOf = networkMaps({ clusters: [] }, style);
  const sections = networks.map((network) => freeBlocks(network, { limit, map: mapOf(network) }));
  return drawSections([...sections, notCheckedBlocks(notChecked, limit)], style);
};

export function freeBlocks(
  network: ReportNetwork,
  { limit, map }: { readonly limit?: number | undefined; readonly map?: MapLine | undefined },
): readonly Block[] {
  const { name, free, ipv6, freeByPrefix: prefixes = [], fits } = network;
  return [
    { kind: 'heading', segments: [toned(`Network ${name}`, 'strong')] },
    {
      kind: 'facts',
      rows: [
        ...networkFacts(network),
        ...ipv6SpaceFacts(network),
        ...(fits === undefined ? [] : [['Fits', fitText(fits)] as const]),
        ...mapFacts(map),
      ],
    },
    ...(prefixes.length === 0 ? [] : [emptyLine, prefixGrid(prefixes)]),
    ...(free.length === 0 ? [] : [emptyLine, ...freeGrid(free.map(parseCidr), limit)]),
    ...(ipv6 === undefined || ipv6.free.length === 0 ? [] : [emptyLine, ...ipv6Grid(ipv6, limit)]),
  ];
}

function fitText({ clusters, ranges }: NonNullable<ReportNetwork['fits']>): string {
  const each = ranges.map(({ role, prefixLength }) => `${role} /${prefixLength}`).join(', ');
  return `${counted(clusters, 'more cluster')} of this shape (${each})`;
}

function freeGrid(free: readonly Cidr[], limit: number | undefined): readonly Block[] {
  const { shown, left } = largestOf(free, limit);
  const addresses = left.reduce((sum, cidr) => sum + size(cidr), 0n);
  const grid: Block = {
    kind: 'grid',
    columns: [
      { head: 'Free', align: 'left' },
      { head: 'Addresses', align: 'right' },
    ],
    rows: shown.map((cidr) => [plain(cidr.text), plain(formatCount(size(cidr).toString()))]),
  };
  const what = `smaller ones with ${formatCount(addresses.toString())} addresses`;
  return [grid, ...footnote(leftText(left.length, what))];
}

/** The largest blocks in their order, and all others. */
function largestOf(free: readonly Cidr[], limit: number | undefined): Cut<Cidr> {
  const bySize = free.toSorted((a, b) => (size(a) === size(b) ? 0 : size(a) > size(b) ? -1 : 1));
  const { shown, left } = firstOf(bySize, limit);
  const chosen = new Set(shown);
  return { shown: free.filter((cidr) => chosen.has(cidr)), left };
}

/** In subnets, as nobody counts IPv6 addresses; what is left of one that is used in part is no subnet. */
function ipv6Grid(
  { free, subnets }: NonNullable<ReportNetwork['ipv6']>,
  limit: number | undefined,
): readonly Block[] {
  const { shown, left } = largestOf(free.map(parseCidr), limit);
  const grid: Block = {
    kind: 'grid',
    columns: [
      { head: 'IPv6 free', align: 'left' },
      { head: `Subnets (/${subnets.prefixLength})`, align: 'right' },
    ],
    rows: shown.map(({ text, prefixLength }) => {
      const spare = subnets.prefixLength - prefixLength;
      const held = spare < 0 ? 0n : 1n << BigInt(spare);
      return [plain(text), plain(formatCount(held.toString()))];
    }),
  };
  return [grid, ...footnote(leftText(left.length, 'smaller ones'))];
}
