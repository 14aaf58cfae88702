import { describe, expect, it } from 'vitest';
import { laterWords } from '../../src/report/later-text.ts';
import { renderHtml } from '../../src/report/html.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import type { Report, ReportRange } from '../../src/report/report.ts';
import { renderTable } from '../../src/report/table.ts';
import { prodReport } from './samples.ts';

type Later = NonNullable<ReportRange['later']>;

const source = 'https://cloud.google.com/kubernetes-engine/docs/concepts/alias-ips';
const of = (...all: readonly Later[number]['can'][]): Later =>
  all.map((can) => ({ can, how: 'somehow', source }));

const [prod] = prodReport.clusters;

/** The cluster of the samples, whose Pod range binds, with what can be done about its ranges later. */
function reportOf(
  { node, pod }: { readonly node?: Later; readonly pod?: Later },
  expandable?: { readonly prefixLength: number; readonly stoppedBy: string | null },
): Report {
  const ranges = prod!.ranges.map((range) => {
    const later = range.role === 'node' ? node : range.role === 'pod' ? pod : undefined;
    return later === undefined ? range : { ...range, later };
  });
  const growthLimits = prod!.growthLimits.map((limit) =>
    limit.limiter === 'node-range' && expandable !== undefined
      ? { ...limit, expandable: { ...expandable, cidr: '10.0.0.0/20', limit: 4091 } }
      : limit,
  );
  return { ...prodReport, clusters: [{ ...prod!, ranges, growthLimits }] };
}

const table = (report: Report) => renderTable(report, { colorLevel: 0 });
const alone = { prefixLength: 20, stoppedBy: 'office (10.0.16.0/20)' };

describe('what the table says of later', () => {
  it('a subnet with a direct neighbour cannot be expanded, and the neighbour is named', () => {
    expect(table(reportOf({}, alone))).toContain(
      '  node-range cannot be expanded in place: office (10.0.16.0/20) stops it\n',
    );
    expect(table(reportOf({}, alone))).not.toContain('can be expanded in place');
  });

  it('such a cluster can have further subnets', () => {
    expect(table(reportOf({ node: of('add-subnet') }, alone))).toContain(
      'office (10.0.16.0/20) stops it; new node pools can have further subnets\n',
    );
  });

  it('without a neighbour it is VPC that accepts no wider one', () => {
    expect(table(reportOf({}, { prefixLength: 20, stoppedBy: null }))).toContain(
      'node-range cannot be expanded in place: VPC accepts no wider subnet\n',
    );
  });

  it('a Pod range that binds keeps its size', () => {
    expect(table(reportOf({ pod: of('add-range', 'add-subnet') }))).toContain(
      '  pod-range keeps its size: new node pools can have further Pod ranges\n',
    );
    expect(table(reportOf({ pod: of('recreate') }))).toContain(
      '  pod-range keeps its size: more nodes need another cluster\n',
    );
  });

  it('a saved report that does not say it yet is shown without', () => {
    expect(table(prodReport)).not.toContain('keeps its size');
  });
});

describe('laterWords', () => {
  const range = (later: Later): ReportRange => ({ ...prod!.ranges[0]!, later });

  it('names the widest block first, then what can be added', () => {
    const [expand, ...rest] = of('expand', 'add-subnet');
    expect(laterWords(range([{ ...expand!, to: '10.0.0.0/18', limit: 16_379 }, ...rest]))).toBe(
      'expand to 10.0.0.0/18, add subnets',
    );
    expect(laterWords(range(of('add-range', 'add-subnet')))).toBe('add Pod ranges, add subnets');
  });

  it('says of what nothing can be done about that it is fixed, and what is not verified', () => {
    expect(laterWords(range(of('recreate')))).toBe('fixed');
    const [recreate] = of('recreate');
    expect(laterWords(range([{ ...recreate!, verified: false }]))).toBe('fixed (unverified)');
  });

  it('is empty where the report does not say', () => {
    expect(laterWords(prod!.ranges[0]!)).toBe('');
  });
});

it('the page has it in the table of ranges', () => {
  const page = renderHtml(reportOf({ pod: of('add-range') }), { colorLevel: 0 });
  expect(page).toMatch(/<th[^>]*>Later<\/th>/);
  expect(page).toContain('<td>add Pod ranges</td>');
  expect(page).toContain(
    'Once the cluster is there, pod-range keeps its size: new node pools can have further Pod ranges.',
  );
});

it('a page and a comment do not promise what cannot be expanded', () => {
  const report = reportOf({}, alone);
  expect(renderHtml(report, { colorLevel: 0 })).not.toContain('in place up to');
  expect(renderMarkdown(report, { colorLevel: 0 })).toContain('cannot be expanded in place');
});
