/** What each cluster holds, what stops it first and when, in a few sentences. */
import { counted, formatCount } from './count.ts';
import { isMany } from './fleet-blocks.ts';
import { whenText } from './forecast-text.ts';
import { plainWords } from './limiter-words.ts';
import type { Section } from './markdown-fit.ts';
import { code, prose } from './markdown-text.ts';
import type { Report, ReportCluster, ReportGrowthLimit } from './report.ts';

/** Many clusters are compared in tables, without sentences about each. */
export function summarySection({ clusters, changes }: Report): readonly Section[] {
  if (changes !== undefined || clusters.length === 0 || isMany(clusters)) return [];
  return [{ rank: 1, start: [], lines: clusters.map(summaryLine), end: [''] }];
}

/** One cluster, one line, so that none is cut in two. */
function summaryLine(cluster: ReportCluster): string {
  const { name, network } = cluster;
  const sentences = [...holding(cluster), ...planning(cluster), ...stopping(cluster)];
  return `- **${prose(name)}** (network ${prose(network)}): ${sentences.join(' ')}`;
}

function holding({ capacity: { nodes, pods, services } }: ReportCluster): readonly string[] {
  const some = services === null ? [] : [`${counted(services, 'Service')} fit.`];
  if (nodes === null)
    return ['How many nodes fit is not known: no range of nodes or Pods is given.', ...some];
  const held = pods === null ? '' : `, with ${counted(pods, 'Pod')}`;
  const beside = services === null ? '' : `, and ${counted(services, 'Service')}`;
  return [`${counted(nodes, 'node')} fit${held}${beside}.`];
}

function planning(cluster: ReportCluster): readonly string[] {
  const { nodes, peakNodes, services } = cluster.demand;
  if (nodes === null) return ['How many nodes are planned is not known.'];
  const peak =
    peakNodes === null || peakNodes === nodes
      ? ''
      : ` (${formatCount(peakNodes)} while they are upgraded)`;
  const beside = services === null ? '' : ` and ${counted(services, 'Service')}`;
  const room = bindingLimits(cluster).flatMap(roomOf);
  return [`Planned: ${[`${counted(nodes, 'node')}${peak}${beside}`, ...room].join('; ')}.`];
}

/** Of nodes and Services, in this order, as far as they are known. */
function bindingLimits({ growthLimits }: ReportCluster): readonly ReportGrowthLimit[] {
  return growthLimits.filter(({ binding, resource }) => binding && resource !== 'pods');
}

function roomOf({ headroom, resource }: ReportGrowthLimit): readonly string[] {
  const noun = nouns[resource];
  if (headroom === null) return [];
  if (headroom < 0) return [`**${counted(-headroom, noun)} too many**`];
  if (headroom === 0) return [`room for no more ${noun}s`];
  return [`room for ${counted(headroom, `more ${noun}`)}`];
}

const nouns = { nodes: 'node', pods: 'Pod', services: 'Service' } as const;

/** What runs out, the soonest first. Services that do not grow are not said to run out. */
function stopping(cluster: ReportCluster): readonly string[] {
  const limits = bindingLimits(cluster)
    .filter((limit) => limit.resource === 'nodes' || soonness(limit) < Number.POSITIVE_INFINITY)
    .toSorted((a, b) => soonness(a) - soonness(b));
  const still = limits.every(({ fullAfterYears }) => fullAfterYears === undefined);
  const planned = limits.some(({ headroom }) => headroom !== null && headroom >= 0);
  const sentences = limits.map((limit, index) => `${leadOf(limit, index)}: ${stopText(limit)}.`);
  const growth = cluster.growth?.history === undefined ? 'planned' : 'seen in the past counts';
  return [...sentences, ...(still && planned ? [`No growth is ${growth}.`] : [])];
}

const isShort = ({ headroom }: ReportGrowthLimit): boolean => headroom !== null && headroom < 0;

function soonness(limit: ReportGrowthLimit): number {
  return isShort(limit) ? -1 : (limit.fullAfterYears ?? Number.POSITIVE_INFINITY);
}

function leadOf(limit: ReportGrowthLimit, index: number): string {
  const { fullAfterYears } = limit;
  if (isShort(limit)) return 'Missing';
  if (fullAfterYears === 0) return 'Full already';
  if (fullAfterYears === undefined) return 'First to run out';
  const when = `in **${whenText(limit)}**`;
  return index === 0 ? `First to run out, ${when} at the planned growth` : `Then, ${when}`;
}

function stopText({ limiter, resource, next }: ReportGrowthLimit): string {
  const [what, why] = plainWords(limiter);
  const wider =
    next === undefined
      ? ''
      : `; a /${next.prefixLength} in its place holds ${counted(next.limit, nouns[resource])}`;
  return `${prose(what)}, as ${why} (${code(limiter)})${wider}`;
}
