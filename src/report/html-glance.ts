/** What a cluster holds, what stops it first, when, and what to change, in words for everybody. */
import { roleWords } from './address-map-items.ts';
import { counted, formatCount } from './count.ts';
import { counts, sentence, worstFirst } from './finding-text.ts';
import { neverReached, whenText } from './forecast-text.ts';
import { plainWords } from './limiter-words.ts';
import { type Content, type Markup, el } from './markup.ts';
import type {
  Report,
  ReportCluster,
  ReportFinding,
  ReportGrowthLimit,
  ReportRange,
} from './report.ts';

/** More of a cluster's fixes than these stand among the findings only. */
const fixesShown = 3;

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
      answer('What to change?', ...changing(cluster, limit, report)),
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
  { capacity, demand }: ReportCluster,
  limit: ReportGrowthLimit | undefined,
): readonly Content[] {
  if (capacity.nodes === null || limit === undefined)
    return ['Not known: no range of nodes or Pods is given.'];
  const pods = capacity.pods === null ? '' : `, with ${counted(capacity.pods, 'Pod')}`;
  const held = [el('strong', { class: 'big' }, counted(capacity.nodes, 'node')), `${pods}. `];
  const { planned, headroom } = limit;
  if (planned === null || headroom === null) return [...held, 'How many are planned is not known.'];
  const peak = planned === demand.nodes ? '' : `, ${formatCount(planned)} while they are upgraded`;
  const plan = `Planned: ${counted(demand.nodes ?? planned, 'node')}${peak}. `;
  const left =
    headroom < 0
      ? el('strong', { class: 'bad' }, `${formatCount(-headroom)} too many.`)
      : el(
          'span',
          { class: headroom === 0 ? 'warn' : 'good' },
          `Room for ${formatCount(headroom)} more.`,
        );
  return [...held, plan, left];
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
    `${roleWords[role] ?? role} ${name ?? cidr}: ${missing} too few.`,
  );
}

const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

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
    return [el('strong', { class: 'bad' }, 'With the planned nodes.')];
  return cluster.demand.nodes === null
    ? ['Not known: neither the nodes nor their growth are given.']
    : ['With what is planned, not at all. No growth is given.'];
}

function changing(
  cluster: ReportCluster,
  limit: ReportGrowthLimit | undefined,
  report: Report,
): readonly Content[] {
  const fixes = fixesOf(cluster, report);
  const more = fixes.length - fixesShown;
  const list = fixes
    .slice(0, fixesShown)
    .map(({ severity, fix }) =>
      el(
        'li',
        {},
        el('span', { class: severity === 'error' ? 'bad' : 'warn' }, severity),
        ` ${upperFirst(sentence(fix))}`,
      ),
    );
  const rest =
    more > 0
      ? [el('li', {}, el('a', { href: '#findings' }, `and ${counted(more, 'more finding')}`))]
      : [];
  const growth = growing(limit);
  if (list.length === 0) return [`${verdictOf(limit)}${growth}`];
  return [el('ul', {}, list, rest), ...(growth === '' ? [] : [growth])];
}

/** Where no finding tells what to change: it may be suppressed, or nothing is planned. */
function verdictOf(limit: ReportGrowthLimit | undefined): string {
  if (limit === undefined) return 'Give the ranges of the cluster, so that they can be checked.';
  const { headroom } = limit;
  if (headroom === null) return 'Give the number of nodes, so that it can be checked. ';
  return headroom < 0 ? 'Fewer nodes, or wider ranges. ' : 'Nothing for what is planned. ';
}

function growing(limit: ReportGrowthLimit | undefined): string {
  if (limit === undefined) return '';
  const { limiter, next, expandable } = limit;
  const wider =
    next === undefined
      ? ''
      : `a range one bit wider (/${next.prefixLength}) raises this limit from ${formatCount(limit.limit)} to ${formatCount(next.limit)} nodes.`;
  const inPlace =
    expandable === undefined
      ? ''
      : ` It can be expanded in place to ${expandable.cidr} (${formatCount(expandable.limit)} nodes).`;
  if (wider !== '') return `For more nodes: ${wider}${inPlace}`;
  if (inPlace !== '') return `For more nodes:${inPlace.replace(' It', ' it')}`;
  return limiter.endsWith('-range') ? '' : 'More nodes than that need another cluster.';
}

/** What findings that count tell to do; only where the name says which cluster is meant. */
function fixesOf(
  { name }: ReportCluster,
  { clusters, findings }: Report,
): readonly ReportFinding[] {
  if (clusters.filter((one) => one.name === name).length > 1) return [];
  return worstFirst(findings).filter(
    (finding) =>
      counts(finding) &&
      finding.severity !== 'info' &&
      concerns(finding, name, clusters.length === 1),
  );
}

function concerns({ facts }: ReportFinding, name: string, alone: boolean): boolean {
  const { cluster } = facts;
  return cluster === undefined ? alone : cluster === name;
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
