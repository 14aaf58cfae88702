import { describe, expect, it } from 'vitest';
import { parseCidr } from '../../src/net/cidr.ts';
import { about, count } from './findings.ts';

/** Prefix lengths at and beyond the bounds, with how often the rule fires. */
type Rows = readonly (readonly [number, number])[];

const userPods: Rows = [
  [8, 1],
  [9, 0],
  [24, 0],
  [25, 1],
];
const gkePods: Rows = [
  [8, 1],
  [9, 0],
  [21, 0],
  [22, 1],
];
const userServices: Rows = [
  [15, 1],
  [16, 0],
  [28, 0],
  [29, 1],
];
const gkeServices: Rows = [
  [15, 1],
  [16, 0],
  [27, 0],
  [28, 1],
];
const nodes: Rows = [
  [7, 1],
  [8, 0],
  [29, 0],
  [30, 1],
];

describe('a range that the user creates', () => {
  it.each(nodes)('for nodes: /%i fires %i times', (prefix, times) => {
    expect(count('node-range-size', { ranges: { nodes: `10.0.0.0/${prefix}` } })).toBe(times);
  });

  it.each(userPods)('for Pods: /%i fires %i times', (prefix, times) => {
    expect(count('pod-range-size', { ranges: { pods: `16.0.0.0/${prefix}` } })).toBe(times);
    const additionalPods = [`16.0.0.0/${prefix}`];
    expect(count('pod-range-size', { ranges: { additionalPods } })).toBe(times);
  });

  it.each(userServices)('for Services: /%i fires %i times', (prefix, times) => {
    expect(count('service-range-size', { ranges: { services: `10.8.0.0/${prefix}` } })).toBe(times);
  });
});

describe('a range that GKE creates', () => {
  it.each(gkePods)('for Pods, as a block or a size: /%i fires %i times', (prefix, times) => {
    const cidr = parseCidr(`16.0.0.0/${prefix}`);
    for (const size of [{ cidr }, { prefixLength: prefix }])
      expect(count('pod-range-size', { ranges: { pods: { ...size, createdByGke: true } } })).toBe(
        times,
      );
  });

  it.each(gkeServices)(
    'for Services, as a block or a size: /%i fires %i times',
    (prefix, times) => {
      const cidr = parseCidr(`10.8.0.0/${prefix}`);
      for (const size of [{ cidr }, { prefixLength: prefix }])
        expect(
          count('service-range-size', { ranges: { services: { ...size, createdByGke: true } } }),
        ).toBe(times);
    },
  );

  it('for Services inside the block that it manages has the bound of what GKE creates', () => {
    expect(count('service-range-size', { ranges: { services: '34.118.224.0/27' } })).toBe(0);
    expect(count('service-range-size', { ranges: { services: '34.118.224.0/28' } })).toBe(1);
    expect(count('service-range-size', { ranges: { services: 'google-managed' } })).toBe(0);
  });
});

describe('a routes-based cluster', () => {
  it.each([
    [19, 0],
    [20, 1],
  ])('has a Pod range of at least /19: /%i fires %i times', (prefix, times) => {
    const ranges = { pods: `10.4.0.0/${prefix}` };
    expect(count('pod-range-size', { dataPlane: 'kubenet', ranges })).toBe(times);
  });
});

describe('a control-plane range', () => {
  it.each([
    [27, 1],
    [28, 0],
    [29, 1],
  ])('is a /28 exactly: /%i fires %i times', (prefix, times) => {
    const cidr = parseCidr(`172.16.0.0/${prefix}`);
    const findings = about('control-plane-range-size', { controlPlane: { kind: 'range', cidr } });
    expect(findings).toHaveLength(times);
    for (const { message, severity } of findings) {
      expect(severity).toBe('error');
      expect(message).toContain(`172.16.0.0/${prefix}`);
      expect(message).toContain('/28');
    }
  });

  it.each(['psc', 'none'] as const)('is no matter with %s', (kind) => {
    expect(count('control-plane-range-size', { controlPlane: { kind } })).toBe(0);
  });
});

it('says both bounds and which one is missed', () => {
  const [small] = about('pod-range-size', { ranges: { pods: '10.4.0.0/25' } });
  expect(small?.message).toMatch(/too small.*\/24.*\/9/);
  expect(small?.facts).toMatchObject({ widest: 9, narrowest: 24 });
  const [wide] = about('service-range-size', { ranges: { services: '10.8.0.0/15' } });
  expect(wide?.message).toMatch(/too wide.*\/28.*\/16/);
});

it('leaves a cluster that runs already alone', () => {
  const ranges = { nodes: '10.0.0.0/30', pods: '10.4.0.0/28', services: '10.8.0.0/29' };
  for (const rule of ['node-range-size', 'pod-range-size', 'service-range-size']) {
    expect(count(rule, { ranges })).toBe(1);
    expect(count(rule, { ranges, exists: true })).toBe(0);
  }
});

describe('the IPv6 range of a subnet', () => {
  it.each([
    [63, 1],
    [64, 0],
    [65, 1],
  ])('is a /64 exactly: /%i fires %i times', (prefix, times) => {
    const range = { cidr: parseCidr(`fd20:0:1::/${prefix}`) };
    const findings = about('node-range-size', { ipv6: { nodes: range } });
    expect(findings).toHaveLength(times);
    for (const { message } of findings) expect(message).toContain(`is a /${prefix}: `);
    expect(count('node-range-size', { ipv6: { services: range } })).toBe(0);
  });
});
