/** The parts of the page that are drawn: networks with their address maps, and growth. */
import { type AddressMap, addressMap } from './address-map.ts';
import { drawMap, mapHeight } from './address-map-svg.ts';
import { counted, formatCount } from './count.ts';
import { whenText } from './forecast-text.ts';
import { prefixGrid } from './free-prefixes.ts';
import { growthChart } from './growth-chart.ts';
import { growthOf } from './growth-curve.ts';
import { blocksOf, factsOf, folded } from './html-blocks.ts';
import type { Part } from './html-parts.ts';
import { ipv6SpaceFacts } from './ipv6-text.ts';
import { type Markup, el } from './markup.ts';
import type { Report, ReportCluster, ReportNetwork } from './report.ts';
import { natFacts } from './table-nat.ts';
import { outsideFacts } from './outside-text.ts';
import { networkFacts } from './table-network.ts';
import { type Look, fillOf } from './theme.ts';

/** Its space, what is left of it, and where everything is. */
export function networkPart(network: ReportNetwork, index: number, report: Report): Part {
  const map = addressMap(network, report);
  const drawn = map.rows.length > 0;
  const title = drawn ? `Address map of ${network.name}` : `Network ${network.name}`;
  return {
    id: `map-${index + 1}`,
    title,
    ...(report.networks.length === 1 ? {} : { link: 'Address maps' }),
    content: [
      ...networkSummary(network),
      ...(drawn ? [legend(map), picture(map, title)] : []),
      ...(map.left === 0 ? [] : [el('p', { class: 'dim' }, leftText(map.left))]),
    ],
  };
}

function picture(map: AddressMap, name: string): Markup {
  const frame = { class: 'map', width: '100%', height: mapHeight(map) };
  return el('svg', { ...frame, role: 'group', 'aria-label': name }, drawMap(map));
}

const leftText = (left: number): string =>
  `${formatCount(left)} more parts with small ranges are not enlarged here; the table of ranges and the list of free blocks have all.`;

const legendWords: readonly (readonly [Look | 'free', string])[] = [
  ['node', 'nodes'],
  ['pod', 'Pods'],
  ['service', 'Services'],
  ['control-plane', 'control plane'],
  ['other', 'other ranges'],
  ['taken', 'taken or reserved'],
  ['several', 'several small ranges'],
  ['free', 'free'],
];

const sample = (content: Markup, words: string): Markup =>
  el('li', {}, el('svg', { 'aria-hidden': 'true' }, content), words);

/** What there is on the map. */
function legend({ rows, shared }: AddressMap): Markup {
  const size = { width: 28, height: 14 };
  const shapes = rows.flatMap((row) => row.shapes);
  const present = new Set(shapes.map(({ look }) => look));
  const isUsed = shapes.some(({ utilization = 0 }) => utilization > 0);
  return el(
    'ul',
    { class: 'legend' },
    legendWords
      .filter(([look]) => present.has(look))
      .map(([look, words]) =>
        sample(
          el('rect', { ...size, class: look, fill: look === 'free' ? '' : fillOf(look) }),
          words,
        ),
      ),
    isUsed
      ? [sample(el('rect', { class: 'used node', y: 8, width: 28, height: 6 }), 'share in use')]
      : [],
    shared.length > 0 ? [sample(el('g', { class: 'overlap' }, el('rect', size)), 'overlap')] : [],
  );
}

const resources = [
  ['nodes', 'Nodes'],
  ['services', 'Services'],
] as const;

/** How its nodes and Services grow towards their limits; nothing where no growth is planned. */
export function growthPart(clusters: readonly ReportCluster[]): readonly Part[] {
  const content = clusters.flatMap(growthCharts);
  return content.length === 0 ? [] : [{ id: 'growth', title: 'Growth', content }];
}

function growthCharts(cluster: ReportCluster): readonly Markup[] {
  return resources.flatMap(([resource, words]) => {
    const growth = growthOf(cluster, resource);
    if (growth === undefined) return [];
    const later = growth.later.map(
      ({ limiter, limit, ...when }) => `${limiter} (${formatCount(limit)}) in ${whenText(when)}`,
    );
    return [
      el('h3', {}, `${words} of ${cluster.name} over the years`),
      growthChart(cluster.name, growth),
      ...(later.length === 0 ? [] : [el('p', { class: 'dim' }, `Later: ${later.join(', ')}.`)]),
    ];
  });
}

/** What a network has left, every free block of it. */
function networkSummary(network: ReportNetwork): readonly Markup[] {
  const { free, ipv6, freeByPrefix = [], fits } = network;
  const shape = fits?.ranges.map(({ role, prefixLength }) => `${role} /${prefixLength}`).join(', ');
  return [
    factsOf([
      ...networkFacts(network),
      ...ipv6SpaceFacts(network),
      ...natFacts(network),
      ...outsideFacts(network),
      ...(fits === undefined
        ? []
        : [
            ['Fits', `${counted(fits.clusters, 'more cluster')} of this shape (${shape})`] as const,
          ]),
    ]),
    ...(freeByPrefix.length === 0 ? [] : blocksOf([prefixGrid(freeByPrefix)])),
    ...freeBlocks('Free blocks', free),
    ...freeBlocks('Free IPv6 blocks', ipv6?.free ?? []),
  ];
}

function freeBlocks(words: string, free: readonly string[]): readonly Markup[] {
  if (free.length === 0) return [];
  const blocks = el('p', { class: 'blocks' }, free.join(', '));
  return [folded(`${words} (${formatCount(free.length)})`, blocks)];
}
