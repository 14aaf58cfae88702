import { parse as parseCsv } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { renderSweepCsv, renderSweepJson, renderSweepYaml } from '../../src/report/sweep-texts.ts';
import { sizes } from '../gke/sweeps.ts';
import { sweepReport } from './sweeps.ts';

const style = { colorLevel: 3, width: 20 } as const;
const hostile = 'a"b,\u009b31m\u202e\n"combinations": []\ncombinations: []';
const report = sweepReport({
  nodes: [10, 60],
  maxPodsPerNode: [300, 64],
  podRange: sizes('10.4.0.0/19'),
  spec: { name: hostile },
});

describe('a sweep as JSON and YAML', () => {
  it.each([
    ['JSON', renderSweepJson(report, style), (read: string): unknown => JSON.parse(read)],
    ['YAML', renderSweepYaml(report, style), (read: string): unknown => parse(read)],
  ])('is the document again when %s is read, whatever the cluster is called', (_, text, read) => {
    expect(read(text)).toEqual(report);
    expect(text).not.toMatch(/[\u007f-\u009f\u202e]/);
    expect(text).toMatch(/[^\n]\n$/);
  });

  it('has a line for every combination', () => {
    expect(renderSweepJson(report, style).match(/^ {4}\{"nodes":.*\}{1},?$/gm)).toHaveLength(4);
    expect(renderSweepYaml(report, style).match(/^ {2}- \{"nodes":/gm)).toHaveLength(4);
  });
});

describe('a sweep as CSV', () => {
  const text = renderSweepCsv(report, style);
  const rows: readonly Readonly<Record<string, string>>[] = parseCsv(text, { columns: true });

  it('has a header and a line for every combination', () => {
    expect(rows).toHaveLength(4);
    // 32 blocks of a /25 fit the /19; 300 Pods per node take a /22 each.
    expect(rows[1]).toEqual({
      nodes: '10',
      services: '',
      growth: '',
      max_pods_per_node: '64',
      per_node_prefix: '25',
      planned_nodes: '10',
      peak_nodes: '10',
      planned_services: '',
      node_range: '',
      node_prefix: '28',
      node_addresses: '16',
      node_needed: '11',
      pod_range: '10.4.0.0/19',
      pod_prefix: '19',
      pod_addresses: '8192',
      pod_needed: '1280',
      service_range: '',
      service_prefix: '20',
      service_addresses: '4096',
      service_needed: '',
      addresses: '12304',
      capacity_nodes: '11',
      capacity_pods: '704',
      capacity_services: '4094',
      nodes_bound_by: 'node-range',
      pods_bound_by: 'node-range',
      services_bound_by: 'service-range',
      headroom_nodes: '1',
      headroom_services: '',
      waste: '6784',
      fits: 'true',
      best: 'true',
      refused: '',
      short: '',
    });
  });

  it('quotes what needs it, and spells out what acts on a terminal', () => {
    expect(rows[0]?.['refused']).toContain('cluster a"b,\\u009b31m\\u202e\\u000a"combinations"');
    expect(rows[2]?.['short']).toBe('pod-range: 52 nodes');
    expect(text.split('\n')).toHaveLength(6);
  });
});
