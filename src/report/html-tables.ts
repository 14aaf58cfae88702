/** Ranges, limits, node pools, assumptions and networks of all clusters as tables. */
import { counted, formatCount, formatPercent, unknown } from './count.ts';
import { upperFirst } from './finding-text.ts';
import { foresees, fullText } from './forecast-text.ts';
import { folded, headRow, tableOf } from './html-blocks.ts';
import type { Part } from './html-parts.ts';
import { plainWords } from './limiter-words.ts';
import { masqueradeFacts } from './outside-text.ts';
import { rangeId } from './address-map-items.ts';
import { ipv6Text } from './ipv6-text.ts';
import { expandableOf, laterWords } from './later-text.ts';
import { type Content, type Markup, el, join, pageLink } from './markup.ts';
import type { Report, ReportCluster, ReportGrowthLimit, ReportRange } from './report.ts';
import { podAndServiceFacts } from './table-workloads.ts';

type Heads = Parameters<typeof headRow>[0];

/** More clusters than these are compared in tables, without pictures and answers for each. */
export const mostDetailed = 20;

export const isDetailed = (clusters: readonly ReportCluster[]): boolean =>
  clusters.length <= mostDetailed;

/** A table with a part for each cluster, which names it where there are several; folded where many. */
function clusterTable(
  [id, title]: readonly [id: string, title: string],
  clusters: readonly ReportCluster[],
  heads: Heads,
  rowsOf: (cluster: ReportCluster, index: number) => readonly Markup[],
): readonly Part[] {
  const networks = new Set(clusters.map(({ network }) => network)).size;
  const group = ({ name, network }: ReportCluster) =>
    clusters.length === 1
      ? []
      : [
          el(
            'tr',
            {},
            el(
              'th',
              { class: 'group', scope: 'rowgroup', colspan: heads.length },
              name,
              ' ',
              networks === 1 ? '' : el('span', { class: 'dim' }, network),
            ),
          ),
        ];
  const bodies = clusters.flatMap((cluster, index) => {
    const rows = rowsOf(cluster, index);
    return rows.length === 0 ? [] : [el('tbody', {}, group(cluster), rows)];
  });
  if (bodies.length === 0) return [];
  const table = tableOf(title, el('thead', {}, headRow(heads)), bodies);
  const all = `${title} of all ${formatCount(clusters.length)} clusters`;
  return [{ id, title, content: [isDetailed(clusters) ? table : folded(all, table)] }];
}

const cell = (content: Content): Markup => el('td', {}, content);
const number = (value: number | string | null | undefined, tone = ''): Markup =>
  el('td', { class: `n ${tone}`.trim() }, formatCount(value));

const rangeHeads: Heads = [
  ['Range', false],
  ['CIDR', false],
  ['Addresses', true],
  ['Needed', true],
  ['Usable', true],
  ['Free', true],
  ['Used', false],
  ['Later', false],
];

export function rangePart({ clusters }: Report): readonly Part[] {
  return clusterTable(['ranges', 'Ranges'], clusters, rangeHeads, ({ ranges }, cluster) =>
    ranges.map((range, index) => rangeRow(range, rangeId(cluster, index))),
  );
}

function rangeRow(range: ReportRange, id: string): Markup {
  const { role, name, cidr, addresses, needed, usable, free } = range;
  return el(
    'tr',
    { id },
    el('th', { scope: 'row' }, name === null ? role : `${role} ${name}`),
    cell(cidr),
    number(addresses),
    number(needed),
    number(usable),
    number(free, free !== null && free < 0 ? 'bad' : ''),
    cell(utilizationBar(range)),
    cell(laterWords(range)),
  );
}

function utilizationBar({ utilization, utilizationByGke }: ReportRange): Content {
  if (utilization === null) return unknown;
  const width = Math.min(Math.max(utilization * 100, 0), 100).toFixed(1);
  const gke =
    utilizationByGke === undefined ? '' : ` (GKE reports ${formatPercent(utilizationByGke)})`;
  return join([
    el('i', { class: 'bar', style: `--used:${width}%` }),
    ` ${formatPercent(utilization)}${gke}`,
  ]);
}

const resources = { nodes: 'Nodes', pods: 'Pods', services: 'Services' } as const;

/** All limits, or of many clusters those that bind; and where they are documented. */
export function limitPart(report: Report): readonly Part[] {
  const all = isDetailed(report.clusters);
  const title = all ? 'What stops growth' : 'What stops growth first';
  return limitTable(report, title, all).map((part) => ({
    ...part,
    content: [...part.content, ...sources(report)],
  }));
}

function limitTable({ clusters }: Report, title: string, all: boolean): readonly Part[] {
  const growing = clusters.some(foresees);
  return clusterTable(
    ['limits', title],
    clusters,
    [
      ['Limit', false],
      ['Of', false],
      ['At most', true],
      ['Planned', true],
      ['Headroom', true],
      ['One bit more', false],
      ...(growing ? [['Full in', true] as const] : []),
    ],
    ({ growth, growthLimits }) =>
      growthLimits
        .filter(({ binding }) => binding || all)
        .map((limit) =>
          limitRow(limit, growing ? [el('td', { class: 'n' }, fullText(limit, growth))] : []),
        ),
  );
}

function limitRow(limit: ReportGrowthLimit, fullIn: readonly Markup[]): Markup {
  const { resource, limiter, binding, next, headroom } = limit;
  const expandable = expandableOf(limit);
  const wider = next === undefined ? unknown : `/${next.prefixLength}: ${formatCount(next.limit)}`;
  const inPlace =
    expandable === undefined
      ? ''
      : `; in place up to ${expandable.cidr}: ${formatCount(expandable.limit)}${expandable.stoppedBy === null ? '' : `, stopped by ${expandable.stoppedBy}`}`;
  return el(
    'tr',
    { class: binding ? 'binding' : '' },
    el(
      'th',
      { scope: 'row' },
      limiter,
      binding ? ' ' : '',
      binding ? el('span', { class: 'tag' }, 'first') : '',
    ),
    cell(resources[resource]),
    number(limit.limit),
    number(limit.planned),
    number(headroom, headroom !== null && headroom < 0 ? 'bad' : ''),
    el('td', { class: 'wide' }, `${wider}${inPlace}`),
    fullIn,
  );
}

/** The page behind each limiter, once; it may have another page for what it means for Pods. */
function sources({ clusters }: Report): readonly Markup[] {
  const pages = new Map<string, string>();
  for (const { limiter, resource, source } of clusters.flatMap((one) => one.growthLimits)) {
    const words = `${upperFirst(plainWords(limiter)[0])} (${limiter})`;
    const isOther = (pages.get(words) ?? source) !== source;
    pages.set(isOther ? `${words}: ${resources[resource]}` : words, source);
  }
  const links = [...pages].map(([words, page]) => el('li', {}, pageLink(words, page)));
  return [el('h3', {}, 'Where these limits are documented'), el('ul', {}, links)];
}

export function poolPart({ clusters }: Report): readonly Part[] {
  return clusterTable(
    ['pools', 'Node pools'],
    clusters,
    [
      ['Node pool', false],
      ['Pod range', false],
      ['Pods per node', true],
      ['Block per node', false],
      ['Nodes', true],
      ['While upgraded', true],
      ['At most', true],
    ],
    ({ nodePools }) =>
      nodePools.map((pool) =>
        el(
          'tr',
          {},
          el('th', { scope: 'row' }, pool.name),
          cell(pool.podRange ?? unknown),
          number(pool.maxPodsPerNode),
          cell(`/${pool.perNodePrefixLength}`),
          number(pool.nodes),
          number(pool.peakNodes),
          number(pool.maxNodes),
        ),
      ),
  );
}

/** What anybody says of Pods and Services beside their numbers, as the table on a terminal puts it. */
export function podAndServicePart({ clusters }: Report): readonly Part[] {
  return clusterTable(
    ['pods-and-services', 'Pods and Services'],
    clusters,
    [
      ['About', false],
      ['What there is', false],
    ],
    (cluster) =>
      podAndServiceFacts(cluster).map(([about, text]) =>
        el('tr', {}, el('th', { scope: 'row' }, about), cell(text)),
      ),
  );
}

/** What is alike for all clusters, data plane and MTU, and every assumption with whom it is about. */
export function assumptionPart({ clusters }: Report): readonly Part[] {
  const about = new Map<string, string[]>();
  for (const { name, assumptions } of clusters)
    for (const { what, value, why } of assumptions) add(about, `${what}: ${value} (${why})`, name);
  for (const { name, mtu } of clusters)
    add(
      about,
      `${mtu.cni}: MTU ${mtu.vpcMtu} in the network, ${mtu.podMtu} in Pods (${mtu.inherited ? 'inherited' : 'fixed'})`,
      name,
    );
  for (const cluster of clusters) {
    const text = ipv6Text(cluster);
    if (text !== undefined) add(about, text, cluster.name);
  }
  for (const { name, masquerade } of clusters)
    for (const [, text] of masqueradeFacts(masquerade)) add(about, `Masquerading: ${text}`, name);
  if (about.size === 0) return [];
  const all = clusters.length;
  const lines = [...about].map(([text, names]) =>
    el('li', {}, text, all === 1 ? '' : el('span', { class: 'dim' }, ` – ${whoText(names, all)}`)),
  );
  const title = 'Data plane and assumptions';
  return [{ id: 'assumptions', title, content: [el('ul', {}, lines)] }];
}

/** More clusters than these are counted. */
const mostNamed = 10;

function whoText(names: readonly string[], all: number): string {
  if (names.length === all) return 'all clusters';
  return names.length > mostNamed ? counted(names.length, 'cluster') : names.join(', ');
}

function add(lists: Map<string, string[]>, key: string, value: string): void {
  const list = lists.get(key) ?? [];
  list.push(value);
  lists.set(key, list);
}
