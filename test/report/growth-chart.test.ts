import { expect, test } from 'vitest';
import { growthChart } from '../../src/report/growth-chart.ts';
import { growthOf } from '../../src/report/growth-curve.ts';
import { prodReport } from './samples.ts';

const prod = prodReport.clusters[0]!;

/** 50 nodes and 1 of surge that grow by 30 % a year: ln(255 ÷ 50) ÷ ln 1.3 = 6.2 years to 256. */
test('the curve goes through the limits in the years the report says', () => {
  const growth = growthOf(prod, 'nodes')!;
  expect(growth.horizon).toBe(10);
  expect(growth.crossings).toEqual([
    { limiter: 'pod-range', limit: 256, fullAfterYears: 6.2, binding: true },
  ]);
  expect(growth.later.map(({ limiter }) => limiter)).toEqual(['node-range', 'cluster-node-limit']);
  expect(growth.demandAfter(6.2)).toBeCloseTo(256, 6);
  expect(growth.demandAfter(16.8)).toBeGreaterThan(4091 * 0.98);
  expect(growth.demandAfter(16.8)).toBeLessThan(4091 * 1.02);
  expect(growth.demandAfter(0)).toBeCloseTo(51, 0);
});

/** 1.3^5.4 × 1000 = 4,124, so the years are right to their decimal. */
test('Services grow by the share of the nodes', () => {
  const growth = growthOf(prod, 'services')!;
  expect(growth.demandAfter(0)).toBeGreaterThan(980);
  expect(growth.demandAfter(0)).toBeLessThan(1010);
});

test('there is no growth where the report has none', () => {
  const growthLimits = prod.growthLimits.map(({ fullAfterYears: _years, ...limit }) => limit);
  expect(growthOf({ ...prod, growthLimits }, 'nodes')).toBeUndefined();
});

test('one crossing alone does not tell how fast the demand grows', () => {
  const growthLimits = prod.growthLimits.slice(0, 1);
  expect(growthOf({ ...prod, growthLimits }, 'nodes')).toBeUndefined();
});

test('limits that are reached already are shown, and the next ones decide how far to look', () => {
  const full = prod.growthLimits.map((limit) =>
    limit.limiter === 'pod-range' ? { ...limit, fullAfterYears: 0 } : limit,
  );
  const growth = growthOf({ ...prod, growthLimits: full }, 'nodes')!;
  expect(growth.horizon).toBe(26);
  expect(growth.crossings.map(({ fullAfterYears }) => fullAfterYears)).toEqual([0, 16.8]);
});

test('the chart says in words what it shows, and marks each crossing', () => {
  const { markup } = growthChart('prod', growthOf(prod, 'nodes')!);
  expect(markup).toContain(
    'aria-label="Growth of the nodes of prod: it reaches pod-range at 256 nodes after 6.2 years"',
  );
  expect(markup.match(/<circle/g)).toHaveLength(1);
  expect(markup).toContain('pod-range: 256, in 6.2 years');
});

/** The growth of a report is more exact than years with one decimal, and enough with a single limit. */
test('a report that says its growth is drawn with it, its years as months', () => {
  const [limit] = prod.growthLimits;
  const growing = {
    ...prod,
    growth: { percent: 30, servicesPercent: 10, years: 0, from: '2026-11-21' },
    growthLimits: [{ ...limit!, fullAfter: '2033-01' }],
  };
  const growth = growthOf(growing, 'nodes')!;
  expect(growth.demandAfter(7.2) - 1).toBeCloseTo((growth.demandAfter(6.2) - 1) * 1.3, 6);
  const { markup } = growthChart('prod', growth);
  expect(markup).toContain('after 6.2 years (2033-01)"');
  expect(markup).toContain('pod-range: 256, in 6.2 years (2033-01)');
  for (const tick of ['2026-11', '2029-11', '2035-11']) expect(markup).toContain(`>${tick}<`);
  expect(markup).not.toContain('>today<');
});

test('Services are drawn with a growth of their own', () => {
  const growing = { ...prod, growth: { percent: 30, servicesPercent: 10, years: 0 } };
  const growth = growthOf(growing, 'services')!;
  expect(growth.demandAfter(2)).toBeCloseTo(growth.demandAfter(1) * 1.1, 6);
});

test('limits beyond a hundred years are not drawn', () => {
  const far = prod.growthLimits.map((limit) => ({ ...limit, fullAfterYears: 130 }));
  const growth = { percent: 1, years: 0 };
  expect(growthOf({ ...prod, growth, growthLimits: far }, 'nodes')).toBeUndefined();
});

/** 50 × 1.3^3 = 109.85: 110 nodes and one of surge. */
test('what is planned for is marked on the curve, and in words', () => {
  const growing = {
    ...prod,
    growth: { percent: 30, years: 3 },
    demand: { nodes: 110, peakNodes: 111, services: 2197 },
  };
  const growth = growthOf(growing, 'nodes')!;
  expect(growth.planned).toEqual({ years: 3, count: 111 });
  expect(growth.demandAfter(3)).toBeCloseTo(111, -1);
  const { markup } = growthChart('prod', growth);
  expect(markup).toContain('after 6.2 years; planned are 111 after 3 years"');
  expect(markup).toContain('planned: 111<');
  expect(growthOf(growing, 'services')!.planned).toEqual({ years: 3, count: 2197 });
});

test('the years that are planned for are shown, even when all is full before', () => {
  const growth = { percent: 30, years: 15 };
  expect(growthOf({ ...prod, growth }, 'nodes')!.horizon).toBe(15);
});

test('nothing is marked as planned that is there today', () => {
  const growth = { percent: 30, years: 0 };
  expect(growthOf({ ...prod, growth }, 'nodes')!.planned).toBeUndefined();
});

test('round counts are written beside the curve', () => {
  const { markup } = growthChart('prod', growthOf(prod, 'nodes')!);
  for (const count of ['50', '100', '200', '500']) expect(markup).toContain(`>${count}</text>`);
});
