/**
 * The addresses of a network as one line of characters, to scale: each stands for blocks of one size,
 * and a range that is smaller than that is seen all the same. Only IPv4: a line of IPv6 would be empty.
 */
import { AddressSet } from '../net/address-set.ts';
import { type Cidr, contains, overlaps } from '../net/cidr.ts';
import { ipv4Of } from './address-map-items.ts';
import { hullOf } from './address-map-rows.ts';
import type { ReportCluster, ReportNetwork } from './report.ts';

export interface MapLine {
  /** "10.16.0.0/19 SSSSSSSSSSSSSSSSNN.............. 100.64.0.0/16 PPPP…", words apart by one blank. */
  readonly line: string;
  /** What its characters mean, and what one stands for. */
  readonly legend: string;
}

export interface MapLineStyle {
  /** Shades in the place of letters. */
  readonly unicode: boolean;
  /** Columns for the line; the legend may be longer. */
  readonly width: number;
}

/** What a character may show, in words, as a letter and as a shade. */
const marks = [
  ['node', 'nodes', 'N', '█'],
  ['pod', 'Pods', 'P', '▓'],
  ['service', 'Services', 'S', '▒'],
  ['control-plane', 'control plane', 'C', '▌'],
  ['several', 'together', '+', '▚'],
  ['taken', 'taken or reserved', '#', '░'],
  ['free', 'free', '.', '·'],
] as const;
type Mark = (typeof marks)[number][0];

/** A line has at most so many characters beside its blocks, and at least so many where that shows more. */
const mostCells = 64;
const leastCells = 8;

/** A network in more pieces than this is drawn in pages and pictures, not in a line. */
const mostPieces = 5000;

const lastIpv4Prefix = 32;

/** Roles that have addresses in a block, and `taken` where anybody has. */
type Cell = ReadonlySet<Mark>;

interface Owned {
  readonly cidr: Cidr;
  readonly mark: Mark;
}

/** Nothing where a line would tell nothing: no space, all of it alike, or no room for it. */
export function mapLine(
  network: Pick<ReportNetwork, 'within' | 'free'>,
  clusters: readonly ReportCluster[],
  { unicode, width }: MapLineStyle,
): MapLine | undefined {
  const { drawn, taken, whole } = usedParts(network);
  const prefixLength = cellPrefix(drawn, width);
  if (prefixLength === undefined) return undefined;
  const owned = ownedBy(clusters);
  const rows = drawn.map((block) => cellsOf(block, prefixLength, owned, taken));
  const cells = rows.flat();
  if (new Set(cells.map(markOf)).size < 2) return undefined;
  const sign = signs(unicode);
  const words = drawn.map(({ text }, at) => {
    const row = rows[at] ?? [];
    return `${text} ${row.map((cell) => sign(markOf(cell))).join('')}`;
  });
  const rest = whole ? '' : ', the rest of the space is free';
  const legend = `${meanings(cells, sign)}; each is a /${prefixLength}${rest}`;
  return { line: words.join(' '), legend };
}

interface Parts {
  /** Blocks to draw. */
  readonly drawn: readonly Cidr[];
  readonly taken: readonly Cidr[];
  /** They are all of the space. */
  readonly whole: boolean;
}

type Space = Pick<ReportNetwork, 'within' | 'free' | 'freeBlocks'>;

/** Of each block of the space the smallest part around all that is used; what lies beyond is free. */
function usedParts({ within, free, freeBlocks = free.length }: Space): Parts {
  const nothing = { drawn: [], taken: [], whole: false };
  if (freeBlocks > free.length || free.length > mostPieces) return nothing;
  const space = AddressSet.of(ipv4Of(within));
  const blocks = space.blocks();
  if (blocks.length > mostCells) return nothing;
  const taken = space.subtract(AddressSet.of(ipv4Of(free))).blocks();
  const drawn = blocks.flatMap((block) => {
    const inside = taken.filter((one) => contains(block, one));
    return inside.length === 0 ? [] : [hullOf(inside)];
  });
  const whole = blocks.every((block) => drawn.some(({ text }) => text === block.text));
  return { drawn, taken, whole };
}

/** The smallest block that a character can stand for in a line of this width. */
function cellPrefix(drawn: readonly Cidr[], width: number): number | undefined {
  const labels = drawn.reduce((sum, { text }) => sum + text.length + 2, -1);
  const room = Math.min(width - labels, mostCells);
  const cells = (prefixLength: number) =>
    drawn.reduce((sum, block) => sum + cellCount(block, prefixLength), 0);
  let prefixLength = lastIpv4Prefix;
  while (prefixLength >= 0 && cells(prefixLength) > room) prefixLength -= 1;
  const tooFew = cells(prefixLength) < leastCells && prefixLength < lastIpv4Prefix;
  return drawn.length === 0 || prefixLength < 0 || tooFew ? undefined : prefixLength;
}

/** A block that is smaller than a character has one of its own. */
function cellCount(block: Cidr, prefixLength: number): number {
  return 2 ** Math.max(prefixLength - block.prefixLength, 0);
}

function ownedBy(clusters: readonly ReportCluster[]): readonly Owned[] {
  return clusters.flatMap(({ ranges }) =>
    ranges.flatMap(({ role, cidr: text }) => {
      const mark = marks.find(([name]) => name === role)?.[0] ?? 'taken';
      return ipv4Of([text]).map((cidr) => ({ cidr, mark }));
    }),
  );
}

function cellsOf(
  block: Cidr,
  prefixLength: number,
  owned: readonly Owned[],
  taken: readonly Cidr[],
): readonly Cell[] {
  const cells = Array.from({ length: cellCount(block, prefixLength) }, () => new Set<Mark>());
  const cut = Math.max(prefixLength, block.prefixLength);
  const all = [...taken.map((cidr): Owned => ({ cidr, mark: 'taken' })), ...owned];
  for (const { cidr, mark } of all) {
    if (!overlaps(cidr, block)) continue;
    const from = contains(block, cidr) ? cellAt(cidr.first, block, cut) : 0;
    const to = contains(block, cidr) ? cellAt(cidr.last, block, cut) : cells.length - 1;
    for (let at = from; at <= to; at += 1) cells[at]?.add(mark);
  }
  return cells;
}

function cellAt(address: bigint, block: Cidr, prefixLength: number): number {
  return Number((address - block.first) >> BigInt(lastIpv4Prefix - prefixLength));
}

/** What is taken by a role is not said to be taken once more. */
const rolesIn = (cell: Cell): readonly Mark[] => [...cell].filter((mark) => mark !== 'taken');

function markOf(cell: Cell): Mark {
  const [role, ...more] = rolesIn(cell);
  if (more.length > 0) return 'several';
  return role ?? (cell.has('taken') ? 'taken' : 'free');
}

function signs(unicode: boolean): (mark: Mark) => string {
  const byMark = new Map(marks.map(([mark, , letter, shade]) => [mark, unicode ? shade : letter]));
  return (mark) => byMark.get(mark) ?? '';
}

function meanings(cells: readonly Cell[], sign: (mark: Mark) => string): string {
  const seen = new Set(cells.map(markOf));
  const crowded = new Set(cells.filter((cell) => markOf(cell) === 'several').flatMap(rolesIn));
  const together = marks.flatMap(([mark, words]) => (crowded.has(mark) ? [words] : []));
  return marks
    .filter(([mark]) => seen.has(mark))
    .map(([mark, words]) => {
      const meaning = mark === 'several' ? `${together.join(' and ')} ${words}` : words;
      return `${sign(mark)} ${meaning}`;
    })
    .join(', ');
}
