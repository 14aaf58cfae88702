/** What a report says of its clusters and networks by their positions. */
import { describe, expect, test } from 'vitest';
import type { Network } from '../../src/gke/cluster.ts';
import { survey } from '../../src/gke/landscape.ts';
import { buildReport } from '../../src/report/build.ts';
import { diffReports } from '../../src/report/changes.ts';
import { runRules } from '../../src/rules/index.ts';
import { cluster, network, other } from '../gke/builders.ts';

function reportOf(...networks: readonly Network[]) {
  const landscape = survey(networks);
  const { findings, overlappingPairs } = runRules(landscape);
  return buildReport({ landscape, findings, notChecked: [], overlappingPairs, version: '0.1.0' });
}

const fine = cluster({ ranges: { nodes: '10.0.0.0/24' } });
const bridged = cluster({ ranges: { nodes: '172.17.0.0/24' } });
const bridge = (report: ReturnType<typeof reportOf>) =>
  report.findings.find(({ rule }) => rule === 'docker-bridge-range');

describe('positions of a finding', () => {
  test('tell clusters and networks of one name apart', () => {
    const report = reportOf(
      network({ name: 'default', project: 'team-a', clusters: [fine] }),
      network({ name: 'default', project: 'example.com:team-b', clusters: [fine, bridged] }),
    );
    expect(bridge(report)).toMatchObject({ clusters: [2], networks: [1] });
    expect(report.networks.map(({ name, project }) => [name, project])).toEqual([
      ['default', 'team-a'],
      ['default', 'example.com:team-b'],
    ]);
    expect(report.clusters.map(({ networkProject }) => networkProject)).toEqual([
      'team-a',
      'example.com:team-b',
      'example.com:team-b',
    ]);
  });

  test.each(['S3cret-of-somebody', 'team a', 'x y', `a${'b'.repeat(30)}`, 'team-'])(
    'and no project that has no form of one: %s',
    (project) => {
      const report = reportOf(network({ project, clusters: [fine] }));
      expect(report.networks[0]).not.toHaveProperty('project');
      expect(report.clusters[0]).not.toHaveProperty('networkProject');
    },
  );

  test('are ascending, each once', () => {
    const overlapping = cluster({ ranges: { pods: '10.4.0.0/16' } });
    const report = reportOf(
      network({ name: 'a', connected: ['b'], clusters: [overlapping] }),
      network({ name: 'b', clusters: [{ ...overlapping, name: 'other' }] }),
    );
    const overlap = report.findings.find(({ rule }) => rule === 'range-overlap');
    expect(overlap).toMatchObject({ clusters: [0, 1], networks: [0, 1] });
  });

  test('are left out where a finding concerns none', () => {
    const landscape = survey([], { keepClear: [other('172.17.0.0/24')] });
    const { findings, overlappingPairs } = runRules(landscape);
    const parts = { landscape, findings, notChecked: [], overlappingPairs, version: '0.1.0' };
    const found = bridge(buildReport(parts));
    expect(found).toBeDefined();
    expect(found).not.toHaveProperty('clusters');
    expect(found).not.toHaveProperty('networks');
  });

  test('are no part of findings that are gone: they were those of the earlier report', () => {
    const before = reportOf(network({ clusters: [bridged] }));
    const { changes } = diffReports(before, reportOf(network({ clusters: [fine] })));
    expect(changes?.fixed.map(({ rule }) => rule)).toContain('docker-bridge-range');
    for (const finding of changes?.fixed ?? []) {
      expect(finding).not.toHaveProperty('clusters');
      expect(finding).not.toHaveProperty('networks');
    }
  });
});
