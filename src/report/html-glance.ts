/** What a cluster holds, what stops it first, when, and what to change, in words for everybody. */
import { roleWords } from './address-map-items.ts';
import { counted, formatCount } from './count.ts';
import { upperFirst } from './finding-text.ts';
import { neverReached, whenText } from './forecast-text.ts';
import { remedies } from './html-remedy.ts';
import { plainWords } from './limiter-words.ts';
import { type Content, type Markup, el } from './markup.ts';
import type { Report, ReportCluster, ReportGrowthLimit, ReportRange } from './report.ts';

export function glance(cluster: ReportCluster, report: Report): Markup {
  const limit = bindingOf(cluster, 'nodes');
  const about = [
    cluster.mode,
    `network ${cluster.network}`,
    ...(cluster.location === undefined ? [] : [cluster.location]),
  ];
  return el(
    'article',
    {},
    el('h3', {}, cluster.name, ' ', el('span', { class: 'dim' }, about.join(', '))),
    el(
      'dl',
      { class: 'glance' },
      answer('How many nodes fit?', ...fitting(cluster, limit)),
      answer('What runs out first?', ...stopping(cluster, limit)),
      answer('When?', ...moment(cluster, limit)),
      answer('What to change?', ...remedies(cluster, limit, report)),
    ),
    services(cluster),
  );
}

function answer(question: string, ...content: readonly Content[]): readonly Markup[] {
  return [el('div', {}, el('dt', {}, question), el('dd', {}, ...content))];
}

function bindingOf(cluster: ReportCluster, resource: ReportGrowthLimit['resource']) {
  return cluster.growthLimits.find((limit) => limit.binding && limit.resource === resource);
}

function fitting(
  { capacity, demand, growth }: ReportCluster,
  limit: ReportGrowthLimit | undefined,
): readonly Content[] {
  if (capacity.nodes === null || limit === undefined)
    return ['Not known: no range of nodes or Pods is given.'];
  const pods = capacity.pods === null ? '' : `, with ${counted(capacity.pods, 'Pod')}`;
  const held = [el('strong', { class: 'big' }, counted(capacity.nodes, 'node')), `${pods}. `];
  const { planned, headroom } = limit;
  if (planned === null || headroom === null) return [...held, 'How many are planned is not known.'];
  const peak = planned === demand.nodes ? '' : `, ${formatCount(planned)} while they are upgraded`;
  const nodes = counted(demand.nodes ?? planned, 'node');
  const plan = `Planned${horizonText(growth)}: ${nodes}${peak}. `;
  const left =
    headroom < 0
      ? el('strong', { class: 'bad' }, `${formatCount(-headroom)} too many.`)
      : el(
          'span',
          { class: headroom === 0 ? 'warn' : 'good' },
          headroom === 0 ? 'No room for more.' : `Room for ${formatCount(headroom)} more.`,
        );
  return [...held, plan, left];
}

/** When as many are there as are planned, where that is not now. */
function horizonText(growth: ReportCluster['growth']): string {
  return growth === undefined || growth.years === 0 ? '' : ` in ${counted(growth.years, 'year')}`;
}

function stopping(
  { ranges }: ReportCluster,
  limit: ReportGrowthLimit | undefined,
): readonly Content[] {
  const short = ranges.filter(({ free }) => free !== null && free < 0).map(shortText);
  if (limit === undefined) return short.length === 0 ? ['Not known.'] : short;
  const [what, why] = plainWords(limit.limiter);
  return [el('strong', {}, upperFirst(what)), `: ${why} (${limit.limiter}).`, ...short];
}

/** A range that does not hold what is planned; several may, of which one binds. */
function shortText({ role, name, cidr, free }: ReportRange): Content {
  const missing = counted(-(free ?? 0), 'address').replace(/addresss$/, 'addresses');
  return el(
    'p',
    { class: 'bad' },
    `${roleWords[role] ?? role} ${cidr}${name === null ? '' : ` (${name})`}: ${missing} too few.`,
  );
}

function moment(cluster: ReportCluster, limit: ReportGrowthLimit | undefined): readonly Content[] {
  if (limit === undefined) return ['Not known.'];
  const { fullAfterYears, headroom } = limit;
  if (fullAfterYears === 0) return [el('strong', { class: 'bad' }, 'It is full already.')];
  const { growth } = cluster;
  if (fullAfterYears !== undefined) {
    const rate = growth?.history === undefined ? 'the planned growth' : 'the growth of its history';
    return ['In ', el('strong', {}, whenText(limit)), ` at ${rate}.`];
  }
  if (neverReached(limit, growth)) return ['Not at all: its history shows no growth.'];
  if (headroom !== null && headroom < 0)
    return [el('strong', { class: 'bad' }, 'Now: the planned nodes do not fit.')];
  return cluster.demand.nodes === null
    ? ['Not known: neither the nodes nor their growth are given.']
    : ['With what is planned, not at all. No growth is given.'];
}

function services(cluster: ReportCluster): Content {
  const limit = bindingOf(cluster, 'services');
  if (limit === undefined) return '';
  const { planned, headroom, fullAfterYears } = limit;
  const plan =
    planned === null || headroom === null
      ? ''
      : headroom < 0
        ? `, ${formatCount(-headroom)} fewer than the ${formatCount(planned)} planned`
        : `, ${formatCount(planned)} are planned`;
  const when =
    fullAfterYears === undefined || fullAfterYears === 0 ? '' : `; full in ${whenText(limit)}`;
  return el('p', {}, `Services: ${formatCount(limit.limit)} fit${plan}${when}.`);
}
