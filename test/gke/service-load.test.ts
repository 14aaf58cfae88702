import { describe, expect, it } from 'vitest';
import { saysMoreOfServices, serviceLoad } from '../../src/gke/service-load.ts';
import { resolved, version, type ClusterGiven } from './builders.ts';

const loadOf = (given: ClusterGiven) => serviceLoad(resolved(given));

describe('serviceLoad', () => {
  it.each([
    ['1.34', true],
    ['1.34.1', true],
    ['1.34.0', false],
    ['1.33', false],
  ])('knows that Standard %s runs NodeLocal DNSCache by default: %s', (text, on) => {
    const load = loadOf({ version: version(text) });
    expect(load).toMatchObject({ nodeLocalDns: on, nodeLocalDnsStated: false });
    expect(load.system).toBe(on ? 5 : 4);
  });

  it('knows that Autopilot always does', () => {
    expect(loadOf({ mode: 'autopilot', version: version('1.27') }).nodeLocalDns).toBe(true);
  });

  it('takes the word of who says it', () => {
    expect(loadOf({ nodeLocalDns: false })).toMatchObject({
      nodeLocalDns: false,
      nodeLocalDnsStated: true,
      system: 4,
    });
  });

  it('grows Services as Services do, and the Pods behind them as nodes do', () => {
    const load = loadOf({
      growth: { percent: 50, servicesPercent: 10, years: 2 },
      serviceDetails: { pinned: 100, imports: 10, loadBalancers: 0, largest: 100, backends: 1000 },
    });
    // 100 x 1.21, 10 x 1.21 rounded up, 100 x 2.25, 1,000 x 2.25
    expect(load).toMatchObject({
      pinned: 121,
      imports: 13,
      loadBalancers: 0,
      largest: 225,
      backends: 2250,
    });
  });
});

describe('saysMoreOfServices', () => {
  it('is false where there is only a number', () => {
    expect(saysMoreOfServices(resolved({ services: 100 }))).toBe(false);
    expect(saysMoreOfServices(resolved({ nodeLocalDns: true }))).toBe(true);
    expect(saysMoreOfServices(resolved({ serviceDetails: { imports: 1 } }))).toBe(true);
  });
});

describe('ServiceImports', () => {
  it('take addresses beside the Services, and grow with them', () => {
    const given = { services: 80, serviceDetails: { imports: 20 } };
    expect(resolved(given).demand.services).toBe(100);
    expect(resolved({ ...given, growth: { percent: 10, years: 2 } }).demand.services).toBe(121);
  });
});
