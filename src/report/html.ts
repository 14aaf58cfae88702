/** The report as one HTML file that loads nothing and runs no script. */
import { defined } from '../defined.ts';
import { spellOutAll } from './escape.ts';
import { summaryText } from './finding-text.ts';
import { clusterTable, networkTable } from './fleet-blocks.ts';
import { blocksOf } from './html-blocks.ts';
import { findingPart, notCheckedPart } from './html-findings.ts';
import { glance } from './html-glance.ts';
import { type Part, contentsOf, drawnPart } from './html-parts.ts';
import { growthPart, networkPart } from './html-pictures.ts';
import { pageRules } from './html-style.ts';
import {
  assumptionPart,
  isDetailed,
  limitPart,
  mostDetailed,
  podAndServicePart,
  poolPart,
  rangePart,
} from './html-tables.ts';
import type { ReportRenderer, Style } from './index.ts';
import { type Markup, el } from './markup.ts';
import type { Report } from './report.ts';
import { clusterBlocks, networkBlocks } from './table-changes.ts';
import { patterns } from './theme.ts';

export const renderHtml: ReportRenderer = (untrusted, { limit, sort }) => {
  const report = spellOutAll(untrusted);
  const page = el('html', { lang: 'en' }, head(report), body(report, defined({ limit, sort })));
  return `<!doctype html>${page.markup}\n`;
};

type PageStyle = Pick<Style, 'limit' | 'sort'>;

/** Nothing may be loaded, whatever stands in the page. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

function head({ clusters, networks }: Report): Markup {
  const names = [...clusters, ...networks].slice(0, 1).map(({ name }) => `: ${name}`);
  return el(
    'head',
    {},
    el('meta', { charset: 'utf-8' }),
    el('meta', { 'http-equiv': 'Content-Security-Policy', content: policy }),
    el('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    el('link', { rel: 'icon', href: 'data:,' }),
    el('title', {}, `GKE IP ranges${clusters.length === 1 ? names.join('') : ''}`),
    el('style', {}, { markup: `\n${pageRules}\n` }),
  );
}

function partsOf(report: Report, style: PageStyle): readonly Part[] {
  const { clusters, networks, findings } = report;
  return [
    ...changePart(report),
    ...glancePart(report, style),
    // Where there are networks alone, nothing was judged.
    ...(clusters.length + findings.length === 0 ? [] : [findingPart(report, style.limit)]),
    ...networks.map((network, index) => networkPart(network, index, report)),
    ...(isDetailed(report.clusters) ? growthPart(clusters) : []),
    ...rangePart(report),
    ...limitPart(report),
    ...poolPart(report),
    ...podAndServicePart(report),
    ...assumptionPart(report),
    ...notCheckedPart(report, style.limit),
  ];
}

function body(report: Report, style: PageStyle): Markup {
  const { tool } = report;
  const parts = partsOf(report, style);
  return el(
    'body',
    {},
    el('svg', { class: 'hidden', 'aria-hidden': 'true' }, patterns()),
    el(
      'header',
      {},
      el('h1', {}, 'GKE IP ranges'),
      isJudged(report) ? verdict(report.summary) : [],
    ),
    el('main', {}, contentsOf(parts), parts.flatMap(drawnPart)),
    el('footer', {}, el('p', { class: 'dim' }, `${tool.name} ${tool.version}`)),
  );
}

const brevity = el(
  'p',
  { class: 'dim' },
  `A page about at most ${mostDetailed} clusters also shows charts of their growth and limits that do not bind.`,
);

/** What each cluster holds: answers for each, behind a table where there are several. */
function glancePart(report: Report, style: PageStyle): readonly Part[] {
  const { clusters, changes } = report;
  if (clusters.length === 0) return [];
  const title = changes === undefined ? 'At a glance' : 'After the change';
  const table = clusters.length === 1 ? [] : blocksOf(clusterTable(report, style));
  const rest = isDetailed(report.clusters)
    ? clusters.map((cluster) => glance(cluster, report))
    : [...blocksOf(networkTable(report, style)), brevity];
  return [{ id: 'glance', title, content: [...table, ...rest] }];
}

/** What `free` shows has no findings, and no verdict either. */
function isJudged({ networks }: Report): boolean {
  return networks.length === 0 || networks.some(({ freeByPrefix }) => freeByPrefix === undefined);
}

function verdict(summary: Report['summary']): Markup {
  const tone = summary.errors > 0 ? 'bad' : summary.warnings > 0 ? 'warn' : 'good';
  return el('p', { class: tone }, el('strong', {}, summaryText(summary)));
}

function changePart({ changes }: Report): readonly Part[] {
  if (changes === undefined) return [];
  const content = [
    ...changes.clusters.flatMap((one) => blocksOf(clusterBlocks(one))),
    ...changes.networks.flatMap((one) => blocksOf(networkBlocks(one))),
  ];
  return [{ id: 'changes', title: 'What changes', content }];
}
