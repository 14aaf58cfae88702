import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { sweepSchema } from '../../src/report/sweep.ts';
import { serviceSizes, sizes } from '../gke/sweeps.ts';
import { sweepDocument, sweepReport } from './sweeps.ts';

describe('the document of a sweep', () => {
  it('has every number of a combination', () => {
    // 100 nodes without surge: 100 + 1 + 4 of a /25; 100 × 64 of a /19; 500 + 2 of a /23.
    const report = sweepReport({ nodes: [100], services: [500], maxPodsPerNode: [32] });
    expect(report.combinations).toEqual([
      {
        nodes: 100,
        services: 500,
        growth: null,
        maxPodsPerNode: 32,
        perNodePrefixLength: 26,
        demand: { nodes: 100, peakNodes: 100, services: 500 },
        ranges: {
          node: { cidr: null, prefixLength: 25, addresses: 128, needed: 101, given: false },
          pod: { cidr: null, prefixLength: 19, addresses: 8192, needed: 6400, given: false },
          service: { cidr: null, prefixLength: 23, addresses: 512, needed: 500, given: false },
        },
        addresses: 8832,
        capacity: {
          nodes: 123,
          pods: 3936,
          services: 510,
          boundBy: { nodes: 'node-range', pods: 'node-range', services: 'service-range' },
        },
        headroom: { nodes: 23, services: 10 },
        waste: 320,
        fits: true,
        best: true,
        refused: [],
        short: [],
      },
    ]);
    expect(report.summary).toEqual({ combinations: 1, fitting: 1, refused: 0 });
  });

  it('says null of what is not known', () => {
    const [row] = sweepReport({ maxPodsPerNode: [32] }).combinations;
    expect(row).toMatchObject({
      nodes: null,
      ranges: { node: null, pod: null, service: null },
      addresses: null,
      capacity: { nodes: null, boundBy: { nodes: null } },
      headroom: { nodes: null },
      waste: null,
      fits: null,
    });
    expect(sweepReport({ podRange: sizes('/16') }).summary.fitting).toBeNull();
  });

  it('keeps what GKE refuses, with the reason', () => {
    const report = sweepReport({ nodes: [10], maxPodsPerNode: [300, 110] });
    expect(report.combinations.map(({ fits, refused }) => [fits, refused])).toEqual([
      [
        false,
        [
          {
            rule: 'max-pods-per-node',
            message: 'cluster prod has 300 Pods per node: GKE 1.34 accepts 8 to 256',
          },
        ],
      ],
      [true, []],
    ]);
    expect(report.summary).toEqual({ combinations: 2, fitting: 1, refused: 1 });
  });

  it('answers how many Pods per node are enough for each number of nodes', () => {
    expect(sweepReport({ nodes: [100, 10], pods: 5000 }).leastMaxPodsPerNode).toEqual([
      { nodes: 100, maxPodsPerNode: 50 },
      { nodes: 10, maxPodsPerNode: null },
    ]);
  });

  it('names the defaults that the numbers rest on, and none for what is swept', () => {
    const named = (report: ReturnType<typeof sweepReport>) =>
      report.assumptions.map(({ what }) => what);
    expect(named(sweepReport({ nodes: [10] }))).toEqual([
      'maximum Pods per node',
      'control plane',
      'Services range',
      'GKE version',
      'data plane',
      'VPC MTU',
    ]);
    const said = { nodes: [10], maxPodsPerNode: [32], serviceRange: serviceSizes('/20') };
    expect(named(sweepReport(said))).not.toContain('Services range');
    const routed = sweepReport({ nodes: [10], spec: { dataPlane: 'kubenet' } });
    expect(named(routed)).not.toContain('Services range');
    expect(named(sweepReport(said))).not.toContain('maximum Pods per node');
  });

  it('marks one combination for each demand', () => {
    const rows = sweepReport({ nodes: [10, 100], maxPodsPerNode: [64, 32] }).combinations;
    expect(rows.map(({ nodes, best }) => [nodes, best])).toEqual([
      [10, false],
      [10, true],
      [100, false],
      [100, true],
    ]);
  });

  it('is the same however often and in whatever order somebody asks', () => {
    const given = { nodes: [10, 20_000], maxPodsPerNode: [64, 256] };
    const summaryFirst = sweepDocument(given);
    const { summary } = summaryFirst;
    const rows = [...summaryFirst.combinations];
    const rowsFirst = sweepDocument(given);
    expect([...rowsFirst.combinations]).toEqual(rows);
    expect([...rowsFirst.combinations]).toEqual(rows);
    expect(rowsFirst.summary).toEqual(summary);
    // Who stops halfway has not counted.
    const halfway = sweepDocument(given);
    for (const _ of halfway.combinations) break;
    expect(halfway.summary).toEqual(summary);
    expect(summary.combinations).toBe(4);
  });

  it('keeps to its schema', () => {
    const reports = [
      sweepReport({ nodes: [10, 50_000], maxPodsPerNode: [7, 256], pods: 900 }),
      sweepReport({ podRange: sizes('10.4.0.0/16', '/9', '/32'), target: 'headroom' }),
    ];
    for (const report of reports)
      expect(v.parse(v.strictObject(sweepSchema.entries), report)).toEqual(report);
  });
});
