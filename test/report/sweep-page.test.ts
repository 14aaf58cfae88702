import { describe, expect, it } from 'vitest';
import { renderSweepMarkdown, renderSweepTable } from '../../src/report/sweep-page.ts';
import { sizes } from '../gke/sweeps.ts';
import { sweepReport } from './sweeps.ts';

const plain = { colorLevel: 0 } as const;
const lines = (text: string) => text.split('\n');
const step = (count: number) => Array.from({ length: count }, (_, index) => 100 + index * 100);

describe('the table of a sweep', () => {
  it('says above it what all combinations share, and marks the best', () => {
    const text = renderSweepTable(
      sweepReport({ nodes: [50], podRange: sizes('/20', '/18', '/16') }),
      plain,
    );
    expect(lines(text).slice(0, 16)).toEqual([
      'Sweep of cluster prod (standard, 3 combinations)',
      '  Nodes           50',
      '  Pods per node   110 (/24)',
      '  Node range      /26',
      '  Services range  /20',
      '  Holds Services  4,094',
      '',
      '    Pod  Addresses  Holds   Pods  Stopped by  Room   Waste',
      '  ─────  ─────────  ─────  ─────  ──────────  ────  ──────',
      '  × /20      8,256     16  1,760  pod-range    -34      43',
      '  ► /18     20,544     59  6,490  node-range     9   1,280',
      '    /16     69,696     59  6,490  node-range     9  50,432',
      '',
      '  ► the fewest addresses of all that fit',
      '  × does not fit: pod-range (1)',
      '',
    ]);
    expect(text).toMatch(/\n3 combinations, 2 fit, 0 refused\n$/);
  });

  it('says what GKE refuses, once for each reason', () => {
    const text = renderSweepTable(
      sweepReport({ nodes: [10, 20], maxPodsPerNode: [64, 300] }),
      plain,
    );
    expect(text).toContain('\n  !    10  300 (/22)  ');
    expect(text).toContain('  max-pods-per-node  ');
    expect(text).toContain(
      '\n  ! GKE refuses 2 combinations: max-pods-per-node: cluster prod has 300 Pods per node: GKE 1.34 accepts 8 to 256\n',
    );
    expect(text).toContain('\n  ► the fewest addresses of all that fit, for each demand\n');
    const many = { maxPodsPerNode: Array.from({ length: 12 }, (_, index) => 300 + index) };
    expect(renderSweepTable(sweepReport(many), plain)).toContain(
      '\n  ! and 2 more reasons, which -o csv lists\n',
    );
  });

  it('answers how many Pods per node are enough', () => {
    const text = renderSweepTable(
      sweepReport({ nodes: [100, 10], pods: 5000, maxPodsPerNode: [50, 256] }),
      plain,
    );
    expect(text).toContain('\n  Has to run       5,000 Pods\n');
    expect(text).toContain(
      '\n  Least Pods/node  50 on 100 nodes, none that GKE allows on 10 nodes\n',
    );
  });

  it('is text alone where there is one combination', () => {
    const text = renderSweepTable(sweepReport({ podRange: sizes('/16') }), plain);
    expect(text).toContain('\n  Holds nodes       256\n');
    expect(text).not.toContain('───');
  });

  it('fits 80 columns, its marks without colour', () => {
    const report = sweepReport({ nodes: step(10), maxPodsPerNode: [16, 32, 64, 110, 300] });
    const text = renderSweepTable(report, { colorLevel: 0, width: 80 });
    expect(Math.max(...lines(text).map(({ length }) => length))).toBeLessThanOrEqual(80);
    expect(text).toMatch(/^ {2}► {3}100 {3}16 \(\/27\) {2}/m);
    expect(text).toContain('\n  left out, as the terminal is narrow: Holds Pods\n');
  });

  it.each([40, 60, 80, 100, 120])('fits %i columns with every axis', (width) => {
    const report = sweepReport({
      nodes: [10, 1000],
      services: [10, 1000],
      growth: [0, 20],
      maxPodsPerNode: [8, 300],
      nodeRange: sizes('10.100.100.0/24', '/20'),
      podRange: sizes('10.4.0.0/16', '/14'),
      serviceRange: sizes('10.101.100.0/24', '/20'),
    });
    const long = lines(renderSweepTable(report, { colorLevel: 0, width })).filter(
      (line) => line.length > width && !line.trim().includes(' '),
    );
    expect(long).toEqual([]);
  });

  it('spells out what acts on a terminal', () => {
    const report = sweepReport({ maxPodsPerNode: [300], spec: { name: 'a\u001b[31m' } });
    const text = renderSweepTable(report, plain);
    expect(text).not.toContain('\u001b');
    expect(text).toContain('cluster a\\u001b[31m has 300 Pods per node');
  });

  it('draws every row that is asked for', () => {
    const text = renderSweepTable(sweepReport({ nodes: step(5000) }), { ...plain, limit: 5000 });
    expect(text).toContain('5,000 combinations');
    expect(lines(text).length).toBeGreaterThan(5000);
    expect(text).not.toContain('more combinations');
  });
});

describe('a table of more combinations than are listed', () => {
  const listed = (text: string) =>
    lines(text).filter((line) => /^ {2}[►×! ] +\d/.test(line)).length;

  it('says how many more there are, and how many of them fit', () => {
    const report = sweepReport({ nodes: [50], podRange: sizes('/20', '/19', '/18', '/17', '/16') });
    const text = renderSweepTable(report, { ...plain, limit: 2 });
    expect(text).toContain(
      '\n  and 3 more combinations, of which 1 fit; -o json lists all, --limit shows more\n',
    );
    // What is counted is counted of all, listed or not.
    expect(text).toContain('\n  × does not fit: pod-range (2)\n');
    expect(text).toMatch(/\n5 combinations, 3 fit, 0 refused\n$/);
  });

  it('lists a hundred where nothing else is said', () => {
    const report = sweepReport({ nodes: step(101) });
    expect(listed(renderSweepTable(report, plain))).toBe(100);
    expect(renderSweepTable(report, plain)).toContain('\n  and 1 more combination; -o json');
    expect(renderSweepMarkdown(report, plain)).toContain('and 1 more combination; -o json');
  });
});

describe('a sweep as Markdown', () => {
  it('is a table with the best in bold', () => {
    const text = renderSweepMarkdown(sweepReport({ nodes: [10], maxPodsPerNode: [64, 32] }), plain);
    expect(text).toContain('### Sweep of cluster prod (standard, 2 combinations)');
    expect(text).toMatch(/^\| \*\*► 32 \(\\?\/26\)\*\* \|/m);
    expect(text).toMatch(/[^\n]\n$/);
  });

  it('says where a long table was cut, and keeps what is said of all', () => {
    const text = renderSweepMarkdown(sweepReport({ nodes: step(3000) }), { ...plain, limit: 3000 });
    expect(text.length).toBeLessThanOrEqual(65_536);
    expect(text).toMatch(/_and [\d,]+ more lines, for which there is no room here_/);
    expect(text).toContain('3,000 combinations');
  });
});
