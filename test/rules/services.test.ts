import { describe, expect, it } from 'vitest';
import { version, type ClusterGiven } from '../gke/builders.ts';
import { about, count } from './findings.ts';

const v2 = { dataPlane: 'dataplane-v2' } as const;

describe('Services of Dataplane V2', () => {
  it.each<[string, number, (many: number) => ClusterGiven]>([
    [
      'of type LoadBalancer',
      750,
      (loadBalancers) => ({ ...v2, serviceDetails: { loadBalancers } }),
    ],
    ['with Pods behind one', 10_000, (largest) => ({ ...v2, serviceDetails: { largest } })],
    ['with Pods behind all', 260_000, (backends) => ({ ...v2, serviceDetails: { backends } })],
    [
      'with Pods behind one before 1.24',
      1000,
      (largest) => ({ ...v2, version: version('1.23'), serviceDetails: { largest } }),
    ],
  ])('%s are %i and not one more', (_, most, given) => {
    expect(count('service-scale', given(most))).toBe(0);
    const [finding] = about('service-scale', given(most + 1));
    expect(finding).toMatchObject({
      severity: 'error',
      facts: { limit: most, planned: most + 1 },
    });
  });

  it('are limited in number by another rule', () => {
    expect(count('service-scale', { ...v2, services: 20_000 })).toBe(0);
    expect(count('limit-exceeded', { ...v2, services: 20_000 })).toBe(1);
  });
});

describe('Services of kube-proxy', () => {
  it('are more than advised from 10,001 on, which is only a warning', () => {
    expect(count('service-scale', { services: 10_000 })).toBe(0);
    expect(about('service-scale', { services: 10_001 })).toMatchObject([{ severity: 'warning' }]);
  });

  it('have 10,000 Pods behind one, 1,000 before 1.22', () => {
    const many = (largest: number, text: string): ClusterGiven => ({
      version: version(text),
      serviceDetails: { largest },
    });
    expect(count('service-scale', many(10_000, '1.22'))).toBe(0);
    expect(count('service-scale', many(10_001, '1.22'))).toBe(1);
    expect(count('service-scale', many(1000, '1.21'))).toBe(0);
    expect(count('service-scale', many(1001, '1.21'))).toBe(1);
  });

  it('may be of type LoadBalancer as many as they are', () => {
    expect(count('service-scale', { serviceDetails: { loadBalancers: 9999 } })).toBe(0);
  });
});

describe('pinned ClusterIPs', () => {
  const pinned = (many: number, range: string, services = 100): ClusterGiven => ({
    services,
    serviceDetails: { pinned: many },
    ranges: { services: range },
  });

  it.each([
    ['10.8.0.0/20', 254],
    ['10.8.0.0/23', 30],
    ['10.8.0.0/24', 14],
    ['10.8.0.0/27', 14],
  ])("in %s are safe up to %i: the static band without GKE's own two", (range, most) => {
    expect(count('pinned-services', pinned(most, range, 20))).toBe(0);
    expect(count('pinned-services', pinned(most + 1, range, 20))).toBe(1);
  });

  it('are never safe in a /28, which has no static band', () => {
    const [finding] = about('pinned-services', pinned(1, '10.8.0.0/28', 5));
    expect(finding?.message).toContain('no static band');
  });

  /** A /24 has 238 addresses behind its band: 238 + 10 pinned + 2 of GKE are 250. */
  it('are unsafe where the others reach into the band', () => {
    expect(count('pinned-services', pinned(10, '10.8.0.0/24', 250))).toBe(0);
    const [finding] = about('pinned-services', pinned(10, '10.8.0.0/24', 251));
    expect(finding).toMatchObject({ severity: 'warning', facts: { others: 239, dynamic: 238 } });
  });

  it('are no matter where nobody pins any, or no range is known', () => {
    expect(count('pinned-services', pinned(0, '10.8.0.0/24', 254))).toBe(0);
    expect(count('pinned-services', { serviceDetails: { pinned: 99 } })).toBe(0);
  });
});

describe("Services of GKE's own", () => {
  it.each([
    ['1.33', 4],
    ['1.34', 5],
  ])('on %s are at least %i', (text, least) => {
    const given = (services: number) => ({ version: version(text), services });
    expect(count('system-services', given(least))).toBe(0);
    const [finding] = about('system-services', given(least - 1));
    expect(finding).toMatchObject({ severity: 'info', facts: { system: least, verified: false } });
    expect(finding?.message).toContain("no page of Google's states the number");
  });

  it('are no matter where nobody says how many there are', () => {
    expect(count('system-services', {})).toBe(0);
  });
});
