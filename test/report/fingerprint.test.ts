import { describe, expect, it } from 'vitest';
import { fingerprintOf } from '../../src/report/fingerprint.ts';
import type { ReportFinding } from '../../src/report/report.ts';

type Facts = ReportFinding['facts'];

const exhausted = (facts: Facts = {}) =>
  fingerprintOf({
    rule: 'pod-range-exhausted',
    facts: { cluster: 'prod', range: '10.4.0.0/20', name: 'pods', needed: 25_728, ...facts },
  });

const overlap = (facts: Facts) => fingerprintOf({ rule: 'range-overlap', facts });

describe('the fingerprint of a finding', () => {
  it('is the FNV-1a hash of rule and things, worked by hand for a finding about nothing', () => {
    // FNV-1a of the five characters `["a"]`, with the published offset and prime.
    const offset = 0xcbf29ce484222325n;
    const expected = [0x5b, 0x22, 0x61, 0x22, 0x5d].reduce(
      (state, unit) => BigInt.asUintN(64, (state ^ BigInt(unit)) * 0x100000001b3n),
      offset,
    );
    expect(fingerprintOf({ rule: 'a', facts: {} })).toBe(expected.toString(16).padStart(16, '0'));
  });

  it('has 16 hexadecimal digits', () => {
    expect(exhausted()).toMatch(/^[0-9a-f]{16}$/);
  });

  it.each<[string, Facts]>([
    ['counts', { needed: 30_000, missing: 17 }],
    ['truth values', { zonesKnown: true }],
    ['what is not known', { other: null }],
    ['who shares the range', { sharedWith: ['dev'] }],
    ['what binds', { boundBy: 'node-range' }],
    ['what is free', { largestFree: '10.128.0.0/9' }],
    ['the page of a limit', { source: 'https://cloud.google.com/' }],
  ])('does not depend on %s', (_, facts) => {
    expect(exhausted(facts)).toBe(exhausted());
  });

  it.each<[string, Facts]>([
    ['the cluster', { cluster: 'dev' }],
    ['the range', { range: '10.4.0.0/21' }],
    ['its name', { name: 'pods-2' }],
    ['a pool', { pool: 'batch' }],
    ['the clusters of a list', { clusters: ['prod', 'dev'] }],
  ])('depends on %s', (_, facts) => {
    expect(exhausted(facts)).not.toBe(exhausted());
  });

  it('depends on the rule', () => {
    expect(fingerprintOf({ rule: 'vpc-mtu', facts: {} })).not.toBe(
      fingerprintOf({ rule: 'mtu-mismatch', facts: {} }),
    );
  });

  it('is the same from both sides of an overlap', () => {
    const ranges = { first: '10.4.0.0/16', firstName: 'pods', second: '10.0.0.0/8', shared: 'a' };
    const turned = { first: '10.0.0.0/8', second: '10.4.0.0/16', secondName: 'pods', shared: 'b' };
    expect(overlap({ ...ranges, relation: 'inside' })).toBe(
      overlap({ ...turned, relation: 'contains' }),
    );
  });

  it('keeps names apart that would be one text when joined', () => {
    expect(overlap({ first: 'a', second: 'b c' })).not.toBe(overlap({ first: 'a b', second: 'c' }));
  });
});
