/** The report as one HTML file that loads nothing and runs no script. */
import { defined } from '../defined.ts';
import { spellOutAll } from './escape.ts';
import { summaryText } from './finding-text.ts';
import { clusterTable, networkTable } from './fleet-blocks.ts';
import { blocksOf } from './html-blocks.ts';
import { findingSections, notCheckedSection } from './html-findings.ts';
import { glance } from './html-glance.ts';
import { growthSection, networkSection } from './html-pictures.ts';
import { pageRules } from './html-style.ts';
import { assumptionList, limitTable, poolTable, rangeTable, sources } from './html-tables.ts';
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

function body(report: Report, style: PageStyle): Markup {
  const { clusters, networks, tool } = report;
  const detailed = isDetailed(report);
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
    el(
      'main',
      {},
      changeSection(report),
      glanceSection(report, style),
      // Where there are networks alone, nothing was judged.
      clusters.length + report.findings.length === 0 ? [] : findingSections(report, style.limit),
      networks.flatMap((network) => networkSection(network, report)),
      detailed ? clusters.flatMap(growthSection) : [],
      rangeTable(report),
      limitTable(report, detailed),
      sources(report),
      poolTable(report),
      assumptionList(report),
      notCheckedSection(report, style.limit),
    ),
    el('footer', {}, el('p', { class: 'dim' }, `${tool.name} ${tool.version}`)),
  );
}

/** More clusters than these are compared in tables, without pictures and answers for each. */
const mostDetailed = 20;

const isDetailed = ({ clusters }: Report): boolean => clusters.length <= mostDetailed;

const brevity = el(
  'p',
  { class: 'dim' },
  `A page about at most ${mostDetailed} clusters also shows charts of their growth and limits that do not bind.`,
);

function glanceSection(report: Report, style: PageStyle): readonly Markup[] {
  const { clusters, changes } = report;
  if (clusters.length === 0) return [];
  const heading = changes === undefined ? 'At a glance' : 'After the change';
  if (!isDetailed(report)) {
    const tables = [...clusterTable(report, style), ...networkTable(report, style)];
    return [el('h2', {}, heading), ...blocksOf(tables), brevity];
  }
  return [el('h2', {}, heading), ...clusters.map((cluster) => glance(cluster, report))];
}

/** What `free` shows has no findings, and no verdict either. */
function isJudged({ networks }: Report): boolean {
  return networks.length === 0 || networks.some(({ freeByPrefix }) => freeByPrefix === undefined);
}

function verdict(summary: Report['summary']): Markup {
  const tone = summary.errors > 0 ? 'bad' : summary.warnings > 0 ? 'warn' : 'good';
  return el('p', { class: tone }, el('strong', {}, summaryText(summary)));
}

function changeSection({ changes }: Report): readonly Markup[] {
  if (changes === undefined) return [];
  return [
    el('h2', {}, 'What changes'),
    ...changes.clusters.flatMap((one) => blocksOf(clusterBlocks(one))),
    ...changes.networks.flatMap((one) => blocksOf(networkBlocks(one))),
  ];
}
