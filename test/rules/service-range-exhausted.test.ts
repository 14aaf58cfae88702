import { describe, expect, it } from 'vitest';
import { about, count } from './findings.ts';

describe('a Services range', () => {
  it.each([
    [28, 14],
    [27, 30],
    [24, 254],
    [20, 4094],
    [16, 65_534],
  ])('of /%i holds %i Services and not one more', (prefix, services) => {
    const ranges = { services: `10.8.0.0/${prefix}` };
    expect(count('service-range-exhausted', { services, ranges })).toBe(0);
    const [finding] = about('service-range-exhausted', { services: services + 1, ranges });
    expect(finding?.facts).toMatchObject({ needed: services + 1, usable: services, missing: 1 });
    for (const text of [`10.8.0.0/${prefix}`, String(services + 1), '1 missing'])
      expect(finding?.message).toContain(text);
  });

  it.each([
    [14, 28],
    [15, 27],
    [255, 23],
    [4095, 19],
    [65_534, 16],
  ])('for %i Services is a /%i', (services, prefix) => {
    const [finding] = about('service-range-exhausted', {
      services,
      ranges: { services: '10.8.0.0/29' },
    });
    expect(finding?.facts['fittingPrefixLength']).toBe(prefix);
    expect(finding?.message).toContain(`a /${prefix} fits`);
  });

  it('that GKE manages and that of a routes-based cluster hold 4,094', () => {
    for (const given of [
      { ranges: { services: 'google-managed' } },
      { dataPlane: 'kubenet', ranges: { pods: '10.4.0.0/14' } },
    ] as const) {
      expect(count('service-range-exhausted', { ...given, services: 4094 })).toBe(0);
      expect(count('service-range-exhausted', { ...given, services: 4095 })).toBe(1);
    }
  });

  it('holds the growth: 200 Services at 30 % for 1 year are 260', () => {
    const growing = { services: 200, growth: { percent: 30, years: 1 } };
    const ranges = { services: '10.8.0.0/24' };
    expect(count('service-range-exhausted', { services: 200, ranges })).toBe(0);
    expect(count('service-range-exhausted', { ...growing, ranges })).toBe(1);
  });
});
