import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { displayWidth } from '../../src/report/layout.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import { renderTable } from '../../src/report/table.ts';
import { finding, fleetReport, member, net, used } from './fleets.ts';
import { prodReport } from './samples.ts';

const pipe = { colorLevel: 0 } as const;

/** The one at position n has n nodes of 100. */
const many = (count: number) =>
  Array.from({ length: count }, (_, index) => member(`cluster-${index}`, { nodes: index }));

const rowsOf = (text: string) => text.match(/^ +cluster-\d+ .*$/gm) ?? [];

describe('a report about', () => {
  test('five clusters has a page for each', () => {
    const text = renderTable(fleetReport(many(5)), pipe);
    expect(text.match(/^Cluster cluster-\d /gm)).toHaveLength(5);
    expect(text).not.toContain('headroom first');
  });

  test('six clusters has one table', () => {
    const text = renderTable(fleetReport(many(6)), pipe);
    expect(text).not.toMatch(/^Cluster cluster/m);
    expect(text).toContain('6 clusters in 1 network (least headroom first)\n');
    expect(rowsOf(text)).toHaveLength(6);
  });
});

describe('a report about many networks', () => {
  const networks = (count: number) =>
    fleetReport([member('only')], {
      networks: ['vpc', ...Array.from({ length: count - 1 }, (_, n) => `vpc-${n}`)].map((name) =>
        net(name),
      ),
    });

  test('and few clusters has a page for each cluster and one table of networks', () => {
    const text = renderTable(networks(6), pipe);
    expect(text).toContain('Cluster only (network vpc, standard)\n');
    expect(text).toMatch(/^Networks\n {2}Network +Clusters +Nodes .*\n.*\n {2}vpc +1 +10 /m);
    expect(text).toContain('\n  vpc-4           0      0 ');
    const comment = renderMarkdown(networks(6), pipe);
    expect(comment).toContain('<details><summary>Networks</summary>\n\n| Network | Clusters |');
  });

  test('has a part for each of five', () => {
    expect(renderTable(networks(5), pipe).match(/^Network vpc/gm)).toHaveLength(5);
  });
});

describe('the table of many clusters', () => {
  const [first, second, ...rest] = many(6);
  const clusters = [
    { ...first!, ranges: [used('pod', '10.4.0.0/20', 0.8)] },
    { ...second!, capacity: member('x', { limit: 0 }).capacity },
    ...rest,
    member('dark', { nodes: null, limit: null }),
  ];
  const report = fleetReport(clusters, {
    findings: [finding('error', [1]), finding('warning', [1, 0]), finding('info', [0])],
  });
  const text = renderTable(report, pipe);

  test('has nodes, limit, what stops it, headroom, its fullest range and its findings', () => {
    expect(text.split('\n').slice(0, 5)).toEqual([
      '7 clusters in 1 network (least headroom first)',
      '  Cluster    Network  Nodes  Limit  Stopped by  Headroom     Left  Fullest range    Errors  Warnings  Infos',
      '  ─────────  ───────  ─────  ─────  ──────────  ────────  ───────  ───────────────  ──────  ────────  ─────',
      '  cluster-1  vpc          1      0  pod-range         -1        –  –                     1         1      0',
      '  cluster-5  vpc          5    100  pod-range         95   95.0 %  –                     0         0      0',
    ]);
    expect(text).toContain(
      '  cluster-0  vpc          0    100  pod-range        100  100.0 %  pod      80.0 %       0         1      1\n',
    );
  });

  test('has a dash for what nobody knows', () => {
    expect(text).toContain(
      '  dark       vpc          –      –  –                  –        –  –                     0         0      0\n',
    );
  });

  test('has the sums of each network below', () => {
    // 0 + 1 + 2 + 3 + 4 + 5 nodes, five limits of 100 and one of 0; one cluster says neither.
    expect(text).toMatch(/^ {2}vpc +7 +≥ 15 +≥ 500 +7,700 .* 10\.128\.0\.0\/9 +1 +1 +1$/m);
    expect(text).toContain('  ≥: more, as some clusters do not say theirs\n');
  });

  test('says that sums of shared ranges are too high', () => {
    const ranges = [used('pod', '10.4.0.0/20', 0.5)];
    const shared = many(6).map((cluster) => ({ ...cluster, ranges }));
    const page = renderTable(fleetReport(shared), pipe);
    expect(page).toMatch(/^ {2}vpc +6 +15 +≤ 600 +≤ 6,600 /m);
    expect(page).toContain('  ≤: less, as clusters share a range that each is counted with\n');
  });

  test('says that not all overlapping pairs are among the errors', () => {
    const pairs = (overlappingPairs: number) => {
      const { summary } = report;
      return renderTable({ ...report, summary: { ...summary, overlappingPairs } }, pipe);
    };
    // All three findings are overlaps.
    expect(pairs(5000)).toContain(
      '  of 5,000 overlapping pairs the worst 3 are among the errors\n',
    );
    expect(pairs(3)).not.toContain('among the errors');
  });

  test('says when each is full where growth is planned', () => {
    const [limit] = prodReport.clusters[0]!.growthLimits;
    const growing = many(6).map((cluster, index) =>
      index === 5 ? { ...cluster, growthLimits: [{ ...limit!, fullAfterYears: 0.5 }] } : cluster,
    );
    const page = renderTable(fleetReport(growing), pipe);
    expect(page).toMatch(/ Left +Full in +Fullest range /);
    expect(page).toMatch(/^ {2}cluster-5 .* 95\.0 % +0\.5 years /m);
    expect(page).toMatch(/^ {2}cluster-4 .* 96\.0 % +– /m);
    const lines = renderTable(fleetReport(growing), { ...pipe, width: 126 }).split('\n');
    expect(lines[1]).toMatch(/ Left {2}E\/W\/I$/);
  });

  test('is sorted as asked', () => {
    const page = renderTable(fleetReport(many(6)), { ...pipe, sort: 'nodes' });
    expect(page).toContain('(most nodes first)');
    expect(rowsOf(page).map((row) => row.trim().split(' ')[0])).toEqual(
      [5, 4, 3, 2, 1, 0].map((index) => `cluster-${index}`),
    );
  });

  test('says in red what does not fit and nothing of what is fine', () => {
    const colored = renderTable(report, { colorLevel: 1 });
    expect(colored).toContain('\u001b[31m-1\u001b[39m');
    expect(colored).not.toContain('\u001b[31m95');
  });

  test('spells out what would act on a terminal', () => {
    const page = renderTable(fleetReport([...many(6), member('\u001b[2J')]), pipe);
    expect(page).toContain(String.raw`\u001b[2J`);
    expect(page).not.toContain('\u001b');
  });
});

describe('what is not listed', () => {
  const report = fleetReport(many(150), {
    findings: [finding('error', [3]), finding('error', [5])],
  });

  test('are all but the worst hundred where nobody says how many', () => {
    const text = renderTable(report, pipe);
    expect(rowsOf(text)).toHaveLength(100);
    expect(text).toContain(
      '  and 50 more clusters, 2 with errors (--sort findings begins with them); -o json lists all, --limit shows more\n',
    );
  });

  test('is as much as the limit leaves', () => {
    const text = renderTable(report, { ...pipe, limit: 149 });
    expect(rowsOf(text)).toHaveLength(149);
    expect(text).toContain('  and 1 more cluster; -o json lists all, --limit shows more\n');
    expect(renderTable(report, { ...pipe, limit: 150 })).not.toContain('more cluster');
  });

  test('has no hint at an order that there is already', () => {
    expect(renderTable(report, { ...pipe, limit: 1, sort: 'findings' })).toContain(
      '  and 149 more clusters, 1 with errors; -o json lists all, --limit shows more\n',
    );
  });
});

describe('on a terminal', () => {
  const long = many(6).map((cluster) => ({
    ...cluster,
    name: `${cluster.name}-europe-west1-shop`,
  }));

  test.each([80, 100, 114, 115, 120, 200])('of %i columns it is a table that fits', (width) => {
    const lines = renderTable(fleetReport(long), { ...pipe, width }).split('\n');
    expect(lines[1]).toMatch(/^ {2}Cluster +Network +Nodes +Limit /);
    expect(lines[1]).toMatch(width < 115 ? / E\/W\/I$/ : / Errors +Warnings +Infos$/);
    for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(width);
  });

  test('of 40 columns each cluster is a paragraph', () => {
    const text = renderTable(fleetReport(long), { ...pipe, width: 40 });
    expect(text).toContain('  cluster-5-europe-west1-shop\n    Network vpc, Nodes 5, Limit 100,\n');
  });
});

describe('assumptions of many clusters', () => {
  const zones = { what: 'zones', value: 3, why: 'not said' };
  const mtu = { what: 'VPC MTU', value: 1460, why: "VPC's default" };

  test('stand there once, with how many clusters rest on them, the most first', () => {
    const clusters = many(7).map((cluster, index) => ({
      ...cluster,
      assumptions: index === 0 ? [zones, mtu] : index === 1 ? [] : [mtu],
    }));
    expect(renderTable(fleetReport(clusters), pipe)).toContain(
      [
        'Assumed, as nothing says otherwise',
        "  VPC MTU: 1460 (VPC's default) in 6 clusters",
        '  zones: 3 (not said) in 1 cluster',
        '',
      ].join('\n'),
    );
  });

  test('of all are called so', () => {
    const clusters = many(6).map((cluster) => ({ ...cluster, assumptions: [zones] }));
    expect(renderTable(fleetReport(clusters), pipe)).toContain('(not said) in all clusters\n');
  });
});

describe('a comment about many clusters', () => {
  const report = fleetReport(many(6), { findings: [finding('error', [1])] });

  test('has the same tables, whatever the width of a terminal', () => {
    const text = renderMarkdown(report, pipe);
    expect(text).toContain('### 6 clusters in 1 network (least headroom first)\n');
    expect(text).toContain(
      '| cluster-1 | vpc | 1 | 100 | pod-range | 99 | 99.0 % | – | **1** | 0 | 0 |\n',
    );
    expect(text).toContain('### Networks\n');
    expect(text).not.toContain('What stops growth');
    expect(renderMarkdown(report, { ...pipe, width: 80 })).toBe(text);
  });

  test('is sorted and cut as asked', () => {
    const text = renderMarkdown(report, { ...pipe, sort: 'name', limit: 2 });
    expect(text.match(/^\| cluster-\d/gm)).toEqual(['| cluster-0', '| cluster-1']);
    expect(text).toContain('- and 4 more clusters; -o json lists all, --limit shows more\n');
  });

  test('about five clusters is as it was', () => {
    const text = renderMarkdown(fleetReport(many(5)), pipe);
    expect(text.match(/^### Cluster cluster-\d /gm)).toHaveLength(5);
  });
});

test('the same clusters in any order give the same bytes', () => {
  const all = many(8);
  const shuffled = fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length });
  const expected = renderTable(fleetReport(all), pipe);
  fc.assert(
    fc.property(shuffled, (clusters) => {
      expect(renderTable(fleetReport(clusters), pipe)).toBe(expected);
    }),
  );
});
