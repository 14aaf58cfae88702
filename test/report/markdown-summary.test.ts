import { describe, expect, test } from 'vitest';
import { diffReports } from '../../src/report/changes.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import type { Report, ReportCluster, ReportGrowthLimit } from '../../src/report/report.ts';
import { prodReport } from './samples.ts';

const render = (report: Report) => renderMarkdown(report, { colorLevel: 0 });
const prod = prodReport.clusters[0]!;
const [podRange, nodeRange, , serviceRange] = prod.growthLimits;

/** What the summary says of a cluster, without its name. */
function summaryOf(cluster: ReportCluster): string {
  const line = render({ ...prodReport, clusters: [cluster] }).split('\n')[2] ?? '';
  expect(line).toMatch(/^- \*\*prod\*\* \(network prod-vpc\): /);
  return line.replace(/^.*?: /, '');
}

/** The cluster with other limits of its nodes, and nothing said of Services. */
function limitedBy(limit: Partial<ReportGrowthLimit>, demand = prod.demand): ReportCluster {
  const { fullAfterYears: _, ...binding } = podRange!;
  return {
    ...prod,
    demand: { ...demand, services: null },
    capacity: { ...prod.capacity, services: null },
    growthLimits: [{ ...binding, ...limit }],
  };
}

const pods =
  'addresses for Pods, as every node takes a whole block of the Pod range (`pod-range`); ' +
  'a /15 in its place holds 512 nodes.';
const services =
  'addresses for Services, as every Service takes one address of the range (`service-range`); ' +
  'a /19 in its place holds 8,190 Services.';

describe('the summary', () => {
  test('says what a cluster holds, what is planned, and what stops it when, the soonest first', () => {
    expect(summaryOf(prod)).toBe(
      '256 nodes fit, with 28,160 Pods, and 4,094 Services. ' +
        'Planned: 50 nodes (51 while they are upgraded) and 1,000 Services; ' +
        'room for 205 more nodes; room for 3,094 more Services. ' +
        `First to run out, in **5.4 years** at the planned growth: ${services} ` +
        `Then, in **6.2 years**: ${pods}`,
    );
  });

  test.each([
    [
      { headroom: 205 },
      'room for 205 more nodes.',
      `First to run out: ${pods} No growth is planned.`,
    ],
    [{ headroom: 1 }, 'room for 1 more node.', `First to run out: ${pods} No growth is planned.`],
    [{ headroom: 0 }, 'room for no more nodes.', `First to run out: ${pods} No growth is planned.`],
    [{ headroom: -35 }, '**35 nodes too many**.', `Missing: ${pods}`],
    [{ headroom: -1, fullAfterYears: 0 }, '**1 node too many**.', `Missing: ${pods}`],
    [{ headroom: 0, fullAfterYears: 0 }, 'room for no more nodes.', `Full already: ${pods}`],
  ])('of a limit with %j says "%s"', (limit, room, stop) => {
    expect(summaryOf(limitedBy(limit))).toBe(
      '256 nodes fit, with 28,160 Pods. ' +
        `Planned: 50 nodes (51 while they are upgraded); ${room} ${stop}`,
    );
  });

  test('says what is not known', () => {
    const nothing = { nodes: null, peakNodes: null, services: null };
    expect(summaryOf(limitedBy({ planned: null, headroom: null }, nothing))).toBe(
      '256 nodes fit, with 28,160 Pods. How many nodes are planned is not known. ' +
        `First to run out: ${pods}`,
    );
    const capacity = { ...prod.capacity, nodes: null, pods: null };
    expect(summaryOf({ ...prod, capacity, demand: nothing, growthLimits: [] })).toBe(
      'How many nodes fit is not known: no range of nodes or Pods is given. 4,094 Services fit. ' +
        'How many nodes are planned is not known.',
    );
  });

  test('puts what is missing first', () => {
    const short = { ...serviceRange!, headroom: -6 };
    const text = summaryOf({ ...prod, growthLimits: [podRange!, short] });
    expect(text).toContain('; room for 205 more nodes; **6 Services too many**. ');
    expect(text).toContain(` Missing: ${services} Then, in **6.2 years**: ${pods}`);
  });

  test('does not say that Services run out which do not grow', () => {
    const { fullAfterYears: _, ...still } = serviceRange!;
    expect(summaryOf({ ...prod, growthLimits: [podRange!, still] })).not.toContain('one address');
  });

  test('has a line for each of five clusters, and leaves more to the tables', () => {
    const named = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ ...prod, name: `c${index}` }));
    const lines = (count: number) =>
      render({ ...prodReport, clusters: named(count) }).match(/^- \*\*c\d\*\* \(network /gm) ?? [];
    expect(lines(5)).toHaveLength(5);
    expect(lines(6)).toHaveLength(0);
  });

  test('is not there for a change, which has its own tables', () => {
    expect(render(diffReports(prodReport, prodReport))).not.toContain('to run out');
  });

  test('lets no text of an input act', () => {
    const text = render({ ...prodReport, clusters: [{ ...prod, name: '*a*', network: '<b>' }] });
    expect(text).toContain(String.raw`- **\*a\*** (network &lt;b&gt;): `);
  });
});

/** The rows of the table of sources. */
function sourcesOf(report: Report): readonly string[] {
  const [, after = ''] = render(report).split('<summary>Where the limits come from');
  return after.split('\n').filter((line) => /^\| [^:L]/.test(line));
}

describe('the sources', () => {
  const alias =
    '[alias-ips](https://cloud.google.com/kubernetes-engine/docs/concepts/alias-ips) | 2026-11-01 |';

  test('are the page of each limit, the number that it states, and when it was read', () => {
    expect(sourcesOf(prodReport)).toEqual([
      `| pod-range | nodes | – | ${alias}`,
      `| node-range | nodes | – | ${alias}`,
      '| cluster-node-limit | nodes | `cluster-node-limit`: 65,000 nodes from GKE 1.31 on | [planning-large-clusters](https://cloud.google.com/kubernetes-engine/docs/concepts/planning-large-clusters) | 2026-11-01 |',
      `| service-range | Services | – | ${alias}`,
    ]);
  });

  test('are named once for several clusters', () => {
    const clusters = [prod, { ...prod, name: 'dev' }];
    expect(sourcesOf({ ...prodReport, clusters })).toEqual(sourcesOf(prodReport));
  });

  test.each([
    [
      {
        limiter: 'node-range',
        limit: 251,
        source: 'https://docs.cloud.google.com/vpc/docs/subnets',
      },
      '`node-range-reserved-addresses`: 4 addresses',
    ],
    [
      {
        limiter: 'cluster-node-limit',
        limit: 5000,
        source: 'https://cloud.google.com/kubernetes-engine/quotas',
      },
      '`cluster-node-limit`: 5,000 nodes',
    ],
    [
      {
        limiter: 'node-pool-limit',
        limit: 3000,
        source: 'https://cloud.google.com/kubernetes-engine/quotas',
      },
      '`node-pool-limit`: 1,000 nodes per zone',
    ],
    [{ limiter: 'node-range', limit: 251, source: 'https://example.com/a' }, '–'],
  ])('of %j are "%s"', (limit, number) => {
    const growthLimits = [{ ...nodeRange!, ...limit }];
    const [row] = sourcesOf({ ...prodReport, clusters: [{ ...prod, growthLimits }] });
    expect(row?.split(' | ')[2]).toBe(number);
  });

  test('that the planner does not know have no day, and act as no link where they are none', () => {
    const growthLimits = [{ ...nodeRange!, source: 'javascript:alert(1)|' }];
    const rows = sourcesOf({ ...prodReport, clusters: [{ ...prod, growthLimits }] });
    expect(rows).toEqual([String.raw`| node-range | nodes | – | javascript:alert(1)\| | – |`]);
  });

  test('end with the version that wrote them', () => {
    expect(render(prodReport)).toMatch(/<\/details>\n\n_gke-ip-planner 0\.1\.0_\n$/);
  });
});
