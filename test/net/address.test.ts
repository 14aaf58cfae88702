import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatAddress, isIpv4, parseIpv6, scanIpv4Cidr } from '../../src/net/address.ts';

const anyIpv6 = fc
  .array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 0xffff })), {
    minLength: 8,
    maxLength: 8,
  })
  .map((groups) => groups.reduce((value, group) => (value << 16n) | BigInt(group), 0n));

describe('formatAddress', () => {
  it.each([
    [0n, '0.0.0.0'],
    [0x0a04_0005n, '10.4.0.5'],
    [0x8000_0000n, '128.0.0.0'],
    [0xffff_ffffn, '255.255.255.255'],
  ])('writes IPv4 %s in dotted decimal', (value, text) => {
    expect(formatAddress(4, value)).toBe(text);
  });

  it.each([
    [0n, '::'],
    [1n, '::1'],
    [0x2001_0db8n << 96n, '2001:db8::'],
    [0x0001_0000_0000_0004_0000_0000_0000_0008n, '1:0:0:4::8'],
    [0x0000_0000_0001_0000_0000_0001_0000_0000n, '::1:0:0:1:0:0'],
    [0x0001_0000_0003_0004_0005_0006_0007_0008n, '1:0:3:4:5:6:7:8'],
    [0x0001_0002_0003_0004_0005_0006_0007_0000n, '1:2:3:4:5:6:7:0'],
    [2n ** 128n - 1n, 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ])('writes IPv6 %s as RFC 5952 does', (value, text) => {
    expect(formatAddress(6, value)).toBe(text);
  });

  it('writes IPv6 as a URL does (WHATWG), and parseIpv6 reads it back', () => {
    fc.assert(
      fc.property(anyIpv6, (value) => {
        const plain = value
          .toString(16)
          .padStart(32, '0')
          .replaceAll(/.{4}(?!$)/g, '$&:');
        const text = formatAddress(6, value);
        expect(`[${text}]`).toBe(new URL(`http://[${plain}]/`).hostname);
        expect(parseIpv6(text)).toBe(value);
        expect(parseIpv6(plain.toUpperCase())).toBe(value);
      }),
    );
  });
});

describe('parseIpv6', () => {
  it.each([
    '',
    ':',
    ':::',
    '1',
    '1:2:3:4:5:6:7',
    '::1%eth0',
    '::1.2.3.4',
    'g::',
    ' ::',
    '1::2::3',
    '0'.repeat(40),
  ])('does not read %j', (text) => {
    expect(parseIpv6(text)).toBeUndefined();
  });
});

describe('isIpv4', () => {
  it('accepts four decimal numbers and nothing else', () => {
    expect(['0.0.0.0', '255.255.255.255'].map(isIpv4)).toEqual([true, true]);
    for (const text of [
      '',
      '1.2.3',
      '1.2.3.4.5',
      '256.0.0.0',
      '01.2.3.4',
      '1.2.3.4 ',
      '1.2.3.-4',
      '1.2.3.',
    ]) {
      expect(isIpv4(text), text).toBe(false);
    }
  });
});

describe('scanIpv4Cidr', () => {
  it('reads address and prefix length, host bits included', () => {
    expect(scanIpv4Cidr('10.4.0.5/14')).toEqual({ address: 168_034_309, prefixLength: 14 });
    expect(scanIpv4Cidr('255.255.255.255/0')).toEqual({ address: 4_294_967_295, prefixLength: 0 });
  });

  it.each([
    '',
    '/',
    '10.0.0.0',
    '10.0.0.0/',
    '10.0.0/8',
    '10.0.0.0/33',
    '10.0.0.0/08',
    '00.0.0.0/0',
    '10.0.0.0/8 ',
    '10.0.0.0.0/8',
    '10.0.0.0/8/',
    '10..0.0/8',
    '10/8',
    '::/0',
  ])('leaves %j to others', (text) => {
    expect(scanIpv4Cidr(text)).toBeUndefined();
  });
});
