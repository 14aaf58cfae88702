import { describe, expect, it, test } from 'vitest';
import { foresees, fullText, whenText, yearsText } from '../../src/report/forecast-text.ts';
import type { ReportCluster } from '../../src/report/report.ts';
import { prodReport } from './samples.ts';

const prod = prodReport.clusters[0]!;
const [limit] = prod.growthLimits;
const counted = { counts: 2, first: { date: '2025-01-01', count: 9 } };
const last = { date: '2026-01-01', count: 9 };

const growth = (percent: number, servicesPercent = percent): ReportCluster['growth'] => ({
  percent,
  servicesPercent,
  years: 0,
  history: { nodes: { ...counted, last } },
});

test('years have one decimal as far as anybody plans', () => {
  expect(yearsText(2.5)).toBe('2.5 years');
  expect(yearsText(100)).toBe('100.0 years');
  expect(yearsText(882.4)).toBe('over 100 years');
});

test('a month stands beside the years where it is known', () => {
  expect(whenText({ fullAfterYears: 2.5, fullAfter: '2029-05' })).toBe('2.5 years (2029-05)');
  expect(whenText({ fullAfterYears: 2.5 })).toBe('2.5 years');
});

describe('a limit', () => {
  const { fullAfterYears: _, ...never } = limit!;

  it('that is passed is full now', () => {
    expect(fullText({ ...limit!, fullAfterYears: 0 }, undefined)).toBe('full now');
  });

  it('is not reached where a history shows no growth', () => {
    expect(fullText(never, growth(0))).toBe('not reached');
    expect(fullText(never, growth(-3))).toBe('not reached');
    expect(foresees({ ...prod, growth: growth(-3), growthLimits: [never] })).toBe(true);
  });

  it('of the Services is judged by their growth', () => {
    const services = { ...never, resource: 'services' } as const;
    expect(fullText(services, growth(5, 0))).toBe('not reached');
    expect(fullText(services, growth(-5, 3))).toBe('–');
  });

  it('without a history, a demand or a growth is full nobody knows when', () => {
    expect(fullText(never, undefined)).toBe('–');
    expect(fullText(never, { percent: 0, years: 3 })).toBe('–');
    expect(fullText({ ...never, planned: null, headroom: null }, growth(0))).toBe('–');
    expect(foresees({ ...prod, growthLimits: [never] })).toBe(false);
  });

  it('that is exceeded is not one that is never reached', () => {
    expect(fullText({ ...never, headroom: -1 }, growth(0))).toBe('–');
  });
});
