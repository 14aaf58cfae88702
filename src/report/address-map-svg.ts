/**
 * An address map as SVG. Places along a row are shares of its width and heights are pixels, so the
 * map fits a telephone and a poster with text of the same size.
 */
import { contains, overlaps, size } from '../net/cidr.ts';
import type { AddressMap } from './address-map.ts';
import type { MapItem } from './address-map-items.ts';
import type { MapRow } from './address-map-rows.ts';
import { type Extent, depths, extentOf, isSeen, placedLabels } from './address-map-shapes.ts';
import { formatCount } from './count.ts';
import { type Markup, el } from './markup.ts';
import { fillOf } from './theme.ts';

/** Heights of the parts of a row, and of the row with the room below it for what it enlarges. */
const captionLine = 13;
const labelLine = 31;
const barTop = 37;
const barHeight = 28;
const usedHeight = 6;
const bracketTop = barTop + barHeight + 3;
const rowHeight = 94;
const lastRowHeight = bracketTop + 12;

/** Signs closer than this share of a row would cover each other. */
const signDistance = 0.05;

/** Widths that labels have to fit: of a telephone, and of a page; the style sheet knows both. */
const widths = { narrow: 320, wide: 880 } as const;

export const mapHeight = ({ rows }: AddressMap): number =>
  rows.length === 0 ? 0 : (rows.length - 1) * rowHeight + lastRowHeight;

/** The rows, for an SVG of {@link mapHeight}; with links to the table of ranges where there is one. */
export function drawMap(map: AddressMap, links = true): readonly Markup[] {
  const linked = links ? new Set<string>() : undefined;
  return map.rows.map((row, index) =>
    el(
      'svg',
      { y: index * rowHeight, width: '100%', height: rowHeight, class: 'row' },
      captionOf(row, index, map),
      ...ground(row, map),
      ...labelsOf(row),
      ...shapesOf(row, linked),
      ...marksOf(row, map),
      ...bracketsOf(row, index, map),
    ),
  );
}

const percent = (share: number): string => `${Number((share * 100).toFixed(4))}%`;

/** "2 10.0.0.0/12 1,048,576 addresses, 16×", short enough for a telephone. */
function captionOf({ block, parent, remark }: MapRow, index: number, map: AddressMap): Markup {
  const bits = parent === undefined ? 0 : block.prefixLength - parent.block.prefixLength;
  const zoom = bits === 0 ? '' : `, ${formatCount(2 ** bits)}×`;
  const what = remark ?? `${formatCount(size(block).toString())} addresses`;
  const number = map.rows.length === 1 ? '' : `${index + 1} `;
  return el(
    'text',
    { class: 'caption', y: captionLine },
    el('tspan', { class: 'number' }, number),
    el('tspan', { class: 'block' }, block.text),
    ` ${what}${zoom}`,
  );
}

/** What is behind the ranges: free where the network has the addresses, dashed where it has not. */
function ground({ block }: MapRow, { space }: AddressMap): readonly Markup[] {
  const inside = space.contains(block);
  const bar = { y: barTop, width: '100%', height: barHeight };
  return [el('rect', { ...bar, class: inside ? 'free' : 'outside' })];
}

/**
 * Each range is a link where it can be seen first, or can have the focus where there is nothing to link
 * to; `linked` has those that are one already, or is absent.
 */
function shapesOf(row: MapRow, linked: Set<string> | undefined): readonly Markup[] {
  const inset = depths(row.shapes.map(({ cidr }) => cidr));
  return row.shapes.map((item, index) => {
    const drawn = shape(item, extentOf(item.cidr, row.block), inset[index] ?? 0);
    const { target, look, detail } = item;
    const key = target ?? (look === 'other' ? detail : undefined);
    if (key === undefined || linked?.has(key) !== false || !isSeen(item, row.block))
      return el('g', { 'aria-hidden': 'true' }, ...drawn);
    linked.add(key);
    return target === undefined
      ? el(
          'g',
          { class: 'spot', tabindex: 0, role: 'img', 'aria-label': detail },
          ...drawn,
          ...tip(item),
        )
      : el('a', { href: `#${target}`, 'aria-label': detail }, ...drawn, ...tip(item));
  });
}

/** A block that lies in another one is lower than that, so that both can be seen. */
function shape(item: MapItem, extent: Extent, depth: number): readonly Markup[] {
  const { look, detail, filled = 1 } = item;
  const inset = Math.min(depth, 3) * 4;
  const height = Math.max(Math.round((barHeight - 2 * inset) * filled), 3);
  const bottom = barTop + barHeight - inset;
  const x = percent(extent.start);
  const box = { x, y: bottom - height, width: percent(extent.width), height };
  const fill = look === 'free' ? {} : { fill: fillOf(look) };
  return [
    el('title', {}, detail),
    el('rect', { class: look, ...box, ...fill }),
    ...usedPart(item, extent, bottom),
  ];
}

/** How much of a range is used, along its lower edge; where in it nobody knows. */
function usedPart(
  { look, utilization = 0 }: MapItem,
  { start, width }: Extent,
  bottom: number,
): readonly Markup[] {
  if (utilization <= 0) return [];
  const used = { x: percent(start), width: percent(Math.min(utilization, 1) * width) };
  return [
    el('rect', { class: `used ${look}`, ...used, y: bottom - usedHeight, height: usedHeight }),
  ];
}

/**
 * What a shape is, in the place of caption and labels, while it has the focus or the pointer: whose it
 * is, and below that its block and numbers, so that a telephone shows all of it.
 */
function tip({ detail, cidr }: MapItem): readonly Markup[] {
  const end = detail.lastIndexOf(`: ${cidr.text}`);
  const lines = end < 0 ? [detail] : [detail.slice(0, end), detail.slice(end + 2)];
  return [
    el(
      'g',
      { class: 'tip', 'aria-hidden': 'true' },
      el('rect', { width: '100%', height: barTop - 3 }),
      lines.map((line, index) => el('text', { y: index === 0 ? captionLine : labelLine }, line)),
    ),
  ];
}

/** A frame around addresses that several ranges claim, and a sign where it is apart from others. */
function marksOf({ block }: MapRow, { shared }: AddressMap): readonly Markup[] {
  let lastSign = Number.NEGATIVE_INFINITY;
  return shared
    .filter((one) => overlaps(one, block))
    .map((one) => {
      const extent = extentOf(contains(one, block) ? block : one, block);
      const center = extent.start + extent.width / 2;
      const isApart = center - lastSign >= signDistance;
      if (isApart) lastSign = center;
      const frame = { x: percent(extent.start), width: percent(extent.width) };
      return el(
        'g',
        { class: 'overlap', 'aria-hidden': 'true' },
        el('title', {}, `${one.text}: claimed by several ranges`),
        el('rect', { ...frame, y: barTop - 2, height: barHeight + 4 }),
        isApart ? sign(center) : [],
      );
    });
}

const sign = (center: number): Markup =>
  el(
    'svg',
    { x: percent(center), y: barTop + barHeight / 2, class: 'sign' },
    el('path', { d: 'M0 -9L9 7H-9Z' }),
    el('path', { d: 'M0 -4V2M0 4V5.5', class: 'bang' }),
  );

/** Names of what can be seen, ranges before free blocks and wide ones before narrow ones. */
function labelsOf({ block, shapes }: MapRow): readonly Markup[] {
  const candidates = shapes
    .filter((item) => item.look !== 'taken' || isSeen(item, block))
    .map((item) => ({ item, text: item.label, extent: extentOf(item.cidr, block) }))
    .toSorted((a, b) => rank(a.item) - rank(b.item) || b.extent.width - a.extent.width);
  const wide = placedLabels(candidates, widths.wide);
  const kept = new Set(wide.map(({ text }) => text));
  const narrow = placedLabels(
    candidates.filter(({ text }) => kept.has(text)),
    widths.narrow,
  );
  return [
    ...narrow.map((label) => ({ ...label, className: 'label narrow' })),
    ...wide.map((label) => ({ ...label, className: 'label wide' })),
  ].map(({ text, at, anchor, className }) =>
    el(
      'text',
      {
        class: className,
        x: percent(at),
        y: labelLine,
        'text-anchor': anchor === 'end' ? 'end' : '',
        'aria-hidden': 'true',
      },
      text,
    ),
  );
}

function rank({ target, look }: MapItem): number {
  if (target !== undefined) return 0;
  return look === 'free' ? 2 : 1;
}

/** Which parts the rows below enlarge, with their numbers; lines lead to the next row. */
function bracketsOf(row: MapRow, index: number, { rows }: AddressMap): readonly Markup[] {
  const children = rows.flatMap((child, at) =>
    child.parent === row ? [{ at, extent: extentOf(child.block, row.block) }] : [],
  );
  const numbers = placedLabels(
    children.map(({ at, extent }) => ({ text: `${at + 1}`, extent })),
    widths.narrow,
  );
  return [
    ...children.flatMap(({ at, extent }) => bracket(extent, at === index + 1)),
    ...numbers.map(({ text, at, anchor }) =>
      el(
        'text',
        {
          class: 'number',
          x: percent(at),
          dx: anchor === 'end' ? -4 : 4,
          y: bracketTop + 13,
          'text-anchor': anchor === 'end' ? 'end' : '',
        },
        text,
      ),
    ),
  ];
}

function bracket({ start, width }: Extent, leads: boolean): readonly Markup[] {
  const [from, to] = [percent(start), percent(start + width)] as const;
  const line = (kind: string, x1: string, x2: string, y2: number) =>
    el('line', { class: kind, x1, y1: bracketTop, x2, y2 });
  return [
    line('bracket', from, to, bracketTop),
    ...(leads
      ? [line('zoom', from, '0%', rowHeight - 2), line('zoom', to, '100%', rowHeight - 2)]
      : []),
  ];
}
