import { describe, expect, test } from 'vitest';
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
  expect(text).toContain('Pods 10.4.0.0/16 (pods): 11,264 addresses too few.');
  expect(text).toContain('When? It is full already.');
  expect(text).toContain(
    'What to change? Fewer nodes, or wider ranges. For more nodes: a Pod range',
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
    'What to change? Nothing for what is planned. For more nodes: a Pod range',
  );
});

const [overlap] = prodReport.findings;

test('findings tell what to change, those of other clusters and infos do not', () => {
  const finding = (clusters: number[], fix: string) => ({ ...overlap!, fix, facts: {}, clusters });
  const text = said(prod, [
    finding([0], 'first'),
    finding([1], 'second'),
    { ...finding([0], 'third'), severity: 'info' },
    ...['fourth', 'fifth', 'sixth'].map((fix) => finding([0, 1], fix)),
  ]);
  expect(text).toContain(
    'What to change? error First. error Fourth. error Fifth. and 1 more finding',
  );
  expect(text).not.toMatch(/second|third/i);
});

test('an overlap is told to both of its clusters, with the ranges of which one has to move', () => {
  const facts = {
    first: '10.4.0.0/16',
    firstName: 'pods',
    second: '10.4.16.0/20',
    secondName: null,
  };
  const text = said(prod, [{ ...overlap!, facts, clusters: [0] }]);
  expect(text).toContain(
    'What to change? error 10.4.0.0/16 (pods) and 10.4.16.0/20: give one of them another range.',
  );
});

test('what stops the nodes is to be changed first, among what is equally bad', () => {
  const finding = (fix: string, range: string) => ({
    ...overlap!,
    severity: 'warning' as const,
    fix,
    facts: { range },
    clusters: [0],
  });
  const text = said(prod, [finding('second', '10.8.0.0/20'), finding('first', '10.4.0.0/16')]);
  expect(text).toContain(
    'What to change? warning Pods 10.4.0.0/16: first. warning Services 10.8.0.0/20: second.',
  );
});

test.each([
  ['cluster-node-limit', 'More nodes than that need another cluster.'],
  ['node-pool-limit', 'More nodes than that need another node pool.'],
])('%s is passed by no range', (limiter, words) => {
  const growthLimits = prod.growthLimits
    .filter((limit) => limit.limiter === 'cluster-node-limit')
    .map((limit) => ({ ...limit, limiter, binding: true }));
  expect(said({ ...prod, growthLimits })).toContain(words);
});

/** Of the limits of prod the Pod range holds 256 nodes, or 512 with one bit more. */
describe('a wider range', () => {
  const withNodeRange = (nodes: number) =>
    said({
      ...prod,
      growthLimits: prod.growthLimits.map((limit) =>
        limit.limiter === 'node-range' ? { ...limit, limit: nodes } : limit,
      ),
    });

  test('helps by as much as it holds where the next limit is far', () => {
    expect(withNodeRange(512)).toContain(
      'For more nodes: a Pod range twice as wide (/15) raises this limit from 256 to 512 nodes.',
    );
  });

  test('helps as far as the next limit', () => {
    expect(withNodeRange(300)).toContain(
      'from 256 to 512 nodes; the next limit, addresses for nodes (node-range), is 300.',
    );
  });

  test('does not help alone where two limits are equal', () => {
    expect(withNodeRange(256)).toContain(
      '(/15) alone does not help: the next limit, addresses for nodes (node-range), is 256 as well.',
    );
  });
});

describe('a node subnet that stops the nodes', () => {
  const expandable = { prefixLength: 18, cidr: '10.0.0.0/18', limit: 16_379, stoppedBy: 'office' };
  const withRoom = (limit: number) =>
    said({
      ...prod,
      growthLimits: prod.growthLimits.flatMap(({ next: _next, ...one }) =>
        one.limiter === 'node-range'
          ? [{ ...one, binding: true, expandable: { ...expandable, limit } }]
          : [],
      ),
    });

  test('can be expanded as far as its neighbours leave room', () => {
    expect(withRoom(16_379)).toContain(
      'The node subnet can be expanded in place up to 10.0.0.0/18.',
    );
  });

  test('cannot be expanded where a neighbour follows at once', () => {
    expect(withRoom(4091)).toContain(
      'The node subnet cannot be expanded in place, because of office.',
    );
  });
});

test('a cluster that holds what is planned, and no node more, says so', () => {
  const growthLimits = prod.growthLimits.map((limit) => ({ ...limit, headroom: 0 }));
  expect(said({ ...prod, growthLimits })).toContain('No room for more.');
});

test('what is planned is for the end of the growth', () => {
  expect(said({ ...prod, growth: { percent: 30, years: 3 } })).toContain(
    'Planned in 3 years: 50 nodes, 51 while they are upgraded.',
  );
});
