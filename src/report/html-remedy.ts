/** What to change about a cluster: what its findings tell to do, and what more nodes need. */
import { roleWords } from './address-map-items.ts';
import { counted, formatCount } from './count.ts';
import { counts, sentence, upperFirst, worstFirst } from './finding-text.ts';
import { podRangeLater } from './later-text.ts';
import { plainWords } from './limiter-words.ts';
import { type Content, type Markup, el } from './markup.ts';
import type { Report, ReportCluster, ReportFinding, ReportGrowthLimit } from './report.ts';

/** More of a cluster's fixes than these stand among the findings only. */
const fixesShown = 3;

/** `limit` is the one that binds the nodes, where one is known. */
export function remedies(
  cluster: ReportCluster,
  limit: ReportGrowthLimit | undefined,
  report: Report,
): readonly Content[] {
  const fixes = fixesOf(cluster, limit, report);
  const more = fixes.length - fixesShown;
  const list = fixes.slice(0, fixesShown).map((finding) => fixItem(finding, cluster));
  const rest =
    more > 0
      ? [el('li', {}, el('a', { href: '#findings' }, `and ${counted(more, 'more finding')}`))]
      : [];
  const growth = limit === undefined ? '' : growing(cluster, limit);
  if (list.length === 0) return [`${verdictOf(limit)}${growth}`];
  return [el('ul', {}, list, rest), ...(growth === '' ? [] : [growth])];
}

/** What findings tell to do that count: errors first, and first what stops the nodes. */
function fixesOf(
  cluster: ReportCluster,
  limit: ReportGrowthLimit | undefined,
  { clusters, findings }: Report,
): readonly ReportFinding[] {
  const at = clusters.indexOf(cluster);
  const own = findings.filter(
    (finding) =>
      counts(finding) &&
      finding.severity !== 'info' &&
      (finding.clusters?.includes(at) ?? clusters.length === 1),
  );
  const binding = new Set(
    cluster.ranges.filter(({ role }) => `${role}-range` === limit?.limiter).map(({ cidr }) => cidr),
  );
  const isBinding = ({ facts: { range } }: ReportFinding) =>
    typeof range === 'string' && binding.has(range);
  return worstFirst([...own.filter(isBinding), ...own.filter((one) => !isBinding(one))]);
}

function fixItem(finding: ReportFinding, cluster: ReportCluster): Markup {
  const { severity, fix } = finding;
  const subject = subjectOf(finding, cluster);
  return el(
    'li',
    {},
    el('span', { class: severity === 'error' ? 'bad' : 'warn' }, severity),
    ` ${subject === undefined ? upperFirst(sentence(fix)) : `${subject}: ${sentence(fix)}`}`,
  );
}

/** The range that has to change, or the two of which one has to; "10.4.0.0/16 (pods)". */
function subjectOf({ facts }: ReportFinding, { ranges }: ReportCluster): string | undefined {
  const { range, first, second } = facts;
  if (typeof first === 'string' && typeof second === 'string')
    return `${first}${nameText(facts['firstName'])} and ${second}${nameText(facts['secondName'])}`;
  if (typeof range !== 'string') return undefined;
  const role = ranges.find(({ cidr }) => cidr === range)?.role;
  return role === undefined ? range : `${roleWords[role] ?? role} ${range}`;
}

const nameText = (name: ReportFinding['facts'][string] | undefined): string =>
  typeof name === 'string' ? ` (${name})` : '';

/** Where no finding tells what to change: it may be suppressed, or nothing is planned. */
function verdictOf(limit: ReportGrowthLimit | undefined): string {
  if (limit === undefined) return 'Give the ranges of the cluster, so that they can be checked.';
  const { headroom } = limit;
  if (headroom === null) return 'Give the number of nodes, so that it can be checked. ';
  return headroom < 0 ? 'Fewer nodes, or wider ranges. ' : 'Nothing for what is planned. ';
}

const ranges: Readonly<Record<string, string>> = {
  'node-range': 'node subnet',
  'pod-range': 'Pod range',
};

function growing(cluster: ReportCluster, limit: ReportGrowthLimit): string {
  const { limiter, next } = limit;
  const range = ranges[limiter];
  if (range === undefined)
    return `More nodes than that need another ${limiter === 'node-pool-limit' ? 'node pool' : 'cluster'}.`;
  const wider =
    next === undefined
      ? ''
      : `For more nodes: a ${range} twice as wide (/${next.prefixLength}) ${effectOf(next.limit, cluster, limit)}. `;
  return wider + expansionOf(limit) + onceThere(cluster, limit);
}

/** A wider range helps as far as the next limit of the nodes. */
function effectOf(
  widened: number,
  { growthLimits }: ReportCluster,
  { limiter, limit }: ReportGrowthLimit,
): string {
  const [second] = growthLimits
    .filter((other) => other.resource === 'nodes' && other.limiter !== limiter)
    .toSorted((a, b) => a.limit - b.limit);
  const raises = `raises this limit from ${formatCount(limit)} to ${formatCount(widened)} nodes`;
  if (second === undefined || second.limit >= widened) return raises;
  const [what] = plainWords(second.limiter);
  const next = `the next limit, ${what} (${second.limiter}), is ${formatCount(second.limit)}`;
  return second.limit > limit ? `${raises}; ${next}` : `alone does not help: ${next} as well`;
}

/** Google Cloud widens a node subnet as it is, as far as its neighbours leave room. */
function expansionOf({ expandable, limit }: ReportGrowthLimit): string {
  if (expandable === undefined) return '';
  const { cidr, stoppedBy } = expandable;
  if (expandable.limit > limit) return `The node subnet can be expanded in place up to ${cidr}.`;
  return `The node subnet cannot be expanded in place${stoppedBy === null ? '' : `, because of ${stoppedBy}`}.`;
}

/** What is left where the range that binds can never be widened. */
function onceThere(cluster: ReportCluster, limit: ReportGrowthLimit): string {
  const later = podRangeLater(cluster, limit);
  return later === undefined ? '' : `Once the cluster is there, ${later}.`;
}
