import { expect, test } from 'vitest';
import { glance } from '../../src/report/html-glance.ts';
import { parseFragment } from 'parse5';
import type { Report } from '../../src/report/report.ts';
import { textOf } from './page.ts';
import { prodReport } from './samples.ts';

const prod = prodReport.clusters[0]!;

/** What the page answers about a cluster alone in a report. */
function said(cluster: typeof prod, findings: Report['findings'] = []): string {
  const report = { ...prodReport, clusters: [cluster], findings };
  return textOf(parseFragment(glance(cluster, report).markup));
}

test('a cluster that is too small for what is planned says by how much, and which range', () => {
  const [, pods] = prod.ranges;
  const growthLimits = prod.growthLimits.map((limit) =>
    limit.limiter === 'pod-range'
      ? { ...limit, planned: 300, headroom: -44, fullAfterYears: 0 }
      : limit,
  );
  const ranges = [{ ...pods!, free: -11_264 }];
  const text = said({ ...prod, growthLimits, ranges });
  expect(text).toContain('44 too many.');
  expect(text).toContain('Pods pods: 11,264 addresses too few.');
  expect(text).toContain('When? It is full already.');
  expect(text).toContain(
    'What to change? Fewer nodes, or wider ranges. For more nodes: a range one',
  );
});

test('a cluster of which little is known says so', () => {
  const demand = { nodes: null, peakNodes: null, services: null };
  const growthLimits = prod.growthLimits.map(({ fullAfterYears: _years, ...limit }) => ({
    ...limit,
    planned: null,
    headroom: null,
  }));
  const text = said({ ...prod, demand, growthLimits });
  expect(text).toContain('How many are planned is not known.');
  expect(text).toContain('When? Not known: neither the nodes nor their growth are given.');
  expect(text).toContain('What to change? Give the number of nodes, so that it can be checked.');
  expect(text).not.toContain('null');
});

test('a cluster without ranges has no capacity', () => {
  const nothing = { nodes: null, pods: null, services: null };
  const text = said({
    ...prod,
    ranges: [],
    growthLimits: [],
    capacity: { ...nothing, boundBy: nothing },
  });
  expect(text).toContain('How many nodes fit? Not known: no range of nodes or Pods is given.');
});

test('a cluster with room and no finding has nothing to change', () => {
  expect(said(prod)).toContain(
    'What to change? Nothing for what is planned. For more nodes: a range',
  );
});

test('findings tell what to change, those of other clusters and infos do not', () => {
  const [overlap] = prodReport.findings;
  const finding = (cluster: string, fix: string) => ({ ...overlap!, fix, facts: { cluster } });
  const text = said(prod, [
    finding('prod', 'first'),
    finding('other', 'second'),
    { ...finding('prod', 'third'), severity: 'info' },
    ...['fourth', 'fifth', 'sixth'].map((fix) => finding('prod', fix)),
  ]);
  expect(text).toContain(
    'What to change? error First. error Fourth. error Fifth. and 1 more finding',
  );
  expect(text).not.toMatch(/second|third/i);
});

test('a limit of GKE itself is passed by no range', () => {
  const growthLimits = prod.growthLimits
    .filter(({ limiter }) => limiter === 'cluster-node-limit')
    .map((limit) => ({ ...limit, binding: true }));
  expect(said({ ...prod, growthLimits })).toContain('More nodes than that need another cluster.');
});
