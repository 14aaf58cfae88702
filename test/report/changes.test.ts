import { describe, expect, it } from 'vitest';
import { diffReports } from '../../src/report/changes.ts';
import { readReport } from '../../src/report/read-report.ts';
import { renderJson } from '../../src/report/json.ts';
import { renderTable } from '../../src/report/table.ts';
import type { Report, ReportCluster } from '../../src/report/report.ts';
import { emptyReport, prodReport } from './samples.ts';

const [prod, network] = [prodReport.clusters[0]!, prodReport.networks[0]!];
const changesOf = (before: Report, after: Report) => diffReports(before, after).changes!;
const withClusters = (...clusters: readonly ReportCluster[]): Report => ({
  ...emptyReport,
  clusters: [...clusters],
});

/** The Pod range halved: 2^(24−17) = 128 nodes, 77 of them beyond the peak of 51. */
const halved: ReportCluster = {
  ...prod,
  capacity: { ...prod.capacity, nodes: 128, pods: 14_080 },
  ranges: prod.ranges.map((range) =>
    range.role === 'pod' ? { ...range, cidr: '10.4.0.0/17', prefixLength: 17 } : range,
  ),
  growthLimits: prod.growthLimits.map((limit) =>
    limit.limiter === 'pod-range' ? { ...limit, limit: 128, headroom: 77 } : limit,
  ),
};

describe('the change of a cluster', () => {
  it('says capacity, what binds, headroom and ranges before and after', () => {
    const [cluster] = changesOf(withClusters(prod), withClusters(halved)).clusters;
    expect(cluster).toMatchObject({
      name: 'prod',
      network: 'prod-vpc',
      change: 'changed',
      demand: { peakNodes: { before: 51, after: 51 } },
      capacity: {
        nodes: { before: 256, after: 128 },
        pods: { before: 28_160, after: 14_080 },
        services: { before: 4094, after: 4094 },
        boundBy: { nodes: { before: 'pod-range', after: 'pod-range' } },
      },
      headroom: { nodes: { before: 205, after: 77 }, services: { before: 3094, after: 3094 } },
    });
    expect(
      cluster?.ranges.map(({ role, name, change, cidr }) => [role, name, change, cidr]),
    ).toEqual([
      ['node', null, 'unchanged', { before: '10.0.0.0/20', after: '10.0.0.0/20' }],
      ['pod', 'pods', 'changed', { before: '10.4.0.0/16', after: '10.4.0.0/17' }],
      ['service', 'services', 'unchanged', { before: '10.8.0.0/20', after: '10.8.0.0/20' }],
    ]);
  });

  it('is none where nothing differs', () => {
    expect(changesOf(prodReport, prodReport)).toMatchObject({
      clusters: [{ change: 'unchanged' }],
      networks: [{ change: 'unchanged' }],
      fixed: [],
    });
  });

  it('is that it came or went, and the other side is not known', () => {
    const dev = { ...prod, name: 'dev' };
    const { clusters } = changesOf(withClusters(prod), withClusters(dev));
    expect(clusters.map(({ name, change, capacity }) => [name, change, capacity.nodes])).toEqual([
      ['dev', 'added', { before: null, after: 256 }],
      ['prod', 'removed', { before: 256, after: null }],
    ]);
  });

  it('is told of the same cluster also where its network goes by another name', () => {
    const { clusters } = changesOf(
      withClusters({ ...prod, network: 'vpc' }, { ...prod, network: 'hub' }),
      withClusters({ ...prod, network: 'hub' }, { ...prod, network: 'prod-vpc' }),
    );
    expect(clusters.map(({ change }) => change)).toEqual(['unchanged', 'unchanged']);
  });

  it('keeps ranges of one role apart by block, name and order', () => {
    const pod = prod.ranges[1]!;
    const cluster = (...ranges: readonly (readonly [string | null, string])[]) =>
      withClusters({ ...prod, ranges: ranges.map(([name, cidr]) => ({ ...pod, name, cidr })) });
    const { clusters } = changesOf(
      cluster(['a', '10.1.0.0/16'], ['b', '10.2.0.0/16'], [null, '10.3.0.0/16']),
      cluster(['c', '10.4.0.0/16'], ['b', '10.5.0.0/16'], ['d', '10.1.0.0/16']),
    );
    expect(clusters[0]?.ranges.map(({ cidr }) => [cidr.before, cidr.after])).toEqual([
      ['10.3.0.0/16', '10.4.0.0/16'],
      ['10.2.0.0/16', '10.5.0.0/16'],
      ['10.1.0.0/16', '10.1.0.0/16'],
    ]);
  });
});

describe('the change of a network', () => {
  const withNetworks = (...names: readonly string[]): Report => ({
    ...emptyReport,
    networks: names.map((name) => ({ ...network, name })),
  });

  it('says what is free before and after', () => {
    const after = {
      ...withNetworks('prod-vpc'),
      networks: [{ ...network, freeAddresses: '18446744073709551616', largestFree: null }],
    };
    expect(changesOf(withNetworks('prod-vpc'), after).networks).toEqual([
      {
        name: 'prod-vpc',
        change: 'changed',
        freeAddresses: { before: 16_703_488, after: '18446744073709551616' },
        largestFree: { before: '10.128.0.0/9', after: null },
      },
    ]);
  });

  it.each([
    [['vpc'], ['prod-vpc'], [['prod-vpc', 'unchanged']]],
    [
      ['vpc'],
      ['prod-vpc', 'hub'],
      [
        ['prod-vpc', 'added'],
        ['hub', 'added'],
        ['vpc', 'removed'],
      ],
    ],
  ])('of %j and %j pairs by name, or as the only ones', (before, after, expected) => {
    const { networks } = changesOf(withNetworks(...before), withNetworks(...after));
    expect(networks.map(({ name, change }) => [name, change])).toEqual(expected);
  });
});

describe('a report with changes', () => {
  const report = diffReports(prodReport, withClusters(halved));

  it('is a report that can be saved and read again', () => {
    expect(readReport(renderJson(report, { colorLevel: 0 }))).toEqual(report);
  });

  it('compares again as if nobody had compared it', () => {
    expect(diffReports(report, report).changes).toMatchObject({
      clusters: [{ change: 'unchanged' }],
      fixed: [],
    });
  });

  it('keeps what only the earlier side could not check', () => {
    expect(report.notChecked.map(({ what }) => what)).toEqual([
      'before the change: google_container_cluster.dev',
    ]);
    expect(report.summary.notChecked).toBe(1);
    expect(diffReports(prodReport, prodReport).notChecked).toEqual(prodReport.notChecked);
  });

  it('shows as a table what was gained and lost', () => {
    const table = renderTable(report, { colorLevel: 0 });
    expect(table).toMatch(/^ {2}nodes +256 +128 +-128$/m);
    expect(table).toMatch(/^ {2}Pods +28,160 +14,080 +-14,080$/m);
    expect(table).toMatch(/^ {2}pod +pods +10\.4\.0\.0\/16 +10\.4\.0\.0\/17 +changed$/m);
    expect(table).toMatch(/^Network prod-vpc removed$/m);
    expect(table).toMatch(/^Fixed\n {2}error +range-overlap prod\.yaml:21:17/m);
    expect(table).toMatch(/\nnew: 0 errors, 0 warnings, 0 infos; 0 unchanged, 1 fixed/);
  });

  it('marks gains and losses in colour', () => {
    const table = renderTable(report, { colorLevel: 1 });
    expect(table).toContain('[31m-128');
    const back = renderTable(diffReports(withClusters(halved), withClusters(prod)), {
      colorLevel: 1,
    });
    expect(back).toContain('[32m+128');
  });
});
