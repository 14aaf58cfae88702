import { describe, expect, it } from 'vitest';
import { parseCidr } from '../../src/net/cidr.ts';
import {
  isRfc1918,
  publicShare,
  rfc1918Blocks,
  specialRangeOf,
  specialRanges,
} from '../../src/net/special-ranges.ts';

describe('isRfc1918', () => {
  it.each([
    ['10.0.0.0/8', true],
    ['10.255.255.255/32', true],
    ['172.16.0.0/12', true],
    ['172.31.255.0/24', true],
    ['192.168.0.0/16', true],
    ['8.0.0.0/5', false],
    ['11.0.0.0/8', false],
    ['172.0.0.0/8', false],
    ['172.32.0.0/16', false],
    ['192.169.0.0/16', false],
    ['100.64.0.0/10', false],
    ['fc00::/7', false],
    ['::/128', false],
  ])('%s: %s', (text, expected) => {
    expect(isRfc1918(parseCidr(text))).toBe(expected);
  });

  it('knows the three blocks of the RFC', () => {
    expect(rfc1918Blocks.map(({ text }) => text)).toEqual([
      '10.0.0.0/8',
      '172.16.0.0/12',
      '192.168.0.0/16',
    ]);
  });
});

describe('specialRangeOf and publicShare', () => {
  it.each([
    ['100.64.0.0/10', 'shared address space (RFC 6598)', 'none'],
    ['100.127.255.0/24', 'shared address space (RFC 6598)', 'none'],
    ['100.128.0.0/16', undefined, 'whole'],
    ['100.0.0.0/8', undefined, 'part'],
    ['172.20.0.0/14', 'private use (RFC 1918)', 'none'],
    ['192.0.0.0/24', 'IETF protocol assignments', 'none'],
    ['192.0.1.0/24', undefined, 'whole'],
    ['192.0.2.128/25', 'documentation (TEST-NET-1)', 'none'],
    ['198.19.0.0/16', 'benchmarking', 'none'],
    ['198.20.0.0/16', undefined, 'whole'],
    ['203.0.113.0/24', 'documentation (TEST-NET-3)', 'none'],
    ['240.0.0.0/8', 'reserved (class E)', 'none'],
    ['255.255.255.255/32', 'limited broadcast', 'none'],
    ['255.255.255.0/24', 'reserved (class E)', 'none'],
    ['239.255.0.0/16', 'multicast', 'none'],
    ['8.8.8.0/24', undefined, 'whole'],
    ['34.118.224.0/20', undefined, 'whole'],
    ['0.0.0.0/0', undefined, 'part'],
    ['fd20::/20', 'unique local addresses', 'none'],
    ['2600:1900::/28', undefined, 'whole'],
    ['2001:db8::/32', 'documentation', 'none'],
    ['::/0', undefined, 'part'],
    ['::/128', 'unspecified address', 'none'],
  ])('%s: %s, public: %s', (text, name, share) => {
    expect(specialRangeOf(parseCidr(text))?.name).toBe(name);
    expect(publicShare(parseCidr(text))).toBe(share);
  });

  it('takes two special ranges side by side as not public, though neither contains the block', () => {
    const classDAndE = parseCidr('224.0.0.0/3');
    expect(specialRangeOf(classDAndE)).toBeUndefined();
    expect(publicShare(classDAndE)).toBe('none');
  });
});

describe('the special ranges', () => {
  it('stand in ascending order, each once, each with the RFC that says so', () => {
    const all = [...specialRanges(4), ...specialRanges(6)];
    const firsts = all.map(
      ({ cidr }) => `${cidr.family} ${cidr.first.toString(16).padStart(32, '0')}`,
    );
    expect(firsts).toEqual(firsts.toSorted());
    expect(new Set(all.map(({ cidr }) => cidr.text)).size).toBe(all.length);
    for (const range of all) {
      expect(range.source, range.cidr.text).toMatch(
        /^https:\/\/www\.rfc-editor\.org\/rfc\/rfc\d+$/,
      );
    }
  });
});
