import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAtLeast, parseVersion } from '../../src/gke/version.ts';
import { version } from './builders.ts';

describe('parseVersion', () => {
  it.each([
    ['1.33', { major: 1, minor: 33 }],
    ['1.33.4', { major: 1, minor: 33, patch: 4 }],
    ['1.33.4-gke.1172000', { major: 1, minor: 33, patch: 4 }],
    ['1.5', { major: 1, minor: 5 }],
    ['2.0', { major: 2, minor: 0 }],
  ])('reads %s', (text, parts) => {
    expect(parseVersion(text)).toEqual({ text, ...parts });
  });

  it.each([
    '',
    '1',
    '1.',
    '.33',
    'v1.33',
    '1.33 ',
    ' 1.33',
    '1.33.',
    '1.33.4.5',
    '1.33-gke.1',
    '1.33.4-gke',
    '1.33.4-eks.1',
    '-1.33',
    '1.x',
    '1,33',
    'latest',
  ])('refuses %j', (text) => {
    expect(parseVersion(text)).toBeUndefined();
  });
});

describe('isAtLeast', () => {
  it.each([
    ['1.26.1', '1.26.1', true],
    ['1.26.0', '1.26.1', false],
    ['1.26.2', '1.26.1', true],
    ['1.9', '1.10', false],
    ['1.10', '1.9', true],
    ['2.0', '1.99', true],
    ['1.99', '2.0', false],
    ['1.30.10', '1.30.9', true],
    ['1.25.99', '1.26.1', false],
    ['1.27.0', '1.26.1', true],
  ])('%s at least %s: %s', (one, since, expected) => {
    expect(isAtLeast(version(one), version(since))).toBe(expected);
  });

  it('takes a minor version without a patch for its newest patch', () => {
    expect(isAtLeast(version('1.26'), version('1.26.99'))).toBe(true);
    expect(isAtLeast(version('1.25'), version('1.26.0'))).toBe(false);
  });

  it('takes a feature without a patch for one that came with the first', () => {
    expect(isAtLeast(version('1.31.0'), version('1.31'))).toBe(true);
  });

  it('agrees with a comparison of the parts as digits of one number', () => {
    const part = fc.nat({ max: 99 });
    const asNumber = ([major, minor, patch]: readonly number[]) =>
      major! * 10_000 + minor! * 100 + patch!;
    fc.assert(
      fc.property(fc.tuple(part, part, part), fc.tuple(part, part, part), (a, b) => {
        const expected = asNumber(a) >= asNumber(b);
        expect(isAtLeast(version(a.join('.')), version(b.join('.')))).toBe(expected);
      }),
    );
  });
});
