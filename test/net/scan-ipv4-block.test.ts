import { IPv4CidrRange, Validator } from 'ip-num';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { scanIpv4Block } from '../../src/net/address.ts';
import { Ipv4Scanner } from '../../src/net/ipv4-scanner.ts';

/** What ip-num reads, with its guards: no leading zero in the prefix length, no host bits. */
function blockByIpNum(text: string) {
  if (/\/0\d/.test(text) || !Validator.isValidIPv4CidrRange(text)[0]) return undefined;
  const range = IPv4CidrRange.fromCidr(text);
  const first = range.getFirst().toString();
  if (first !== text.split('/')[0]) return undefined;
  return { first: Number(range.getFirst().getValue()), prefixLength: Number(text.split('/')[1]) };
}

const octet = fc.oneof(fc.nat(255), fc.constantFrom(0, 10, 128, 192));
const usual = fc
  .tuple(octet, octet, octet, octet, fc.nat(33))
  .map(([a, b, c, d, length]) => `${a}.${b}.${c}.${d}/${length}`);
const aligned = fc.tuple(fc.nat(2 ** 32 - 1), fc.nat(32)).map(([address, length]) => {
  const first = address - (address % 2 ** (32 - length));
  const octets = [24, 16, 8, 0].map((shift) => (first >>> shift) & 255);
  return `${octets.join('.')}/${length}`;
});
/** One character put in, taken out, or put in the place of another. */
const mutated = fc
  .tuple(
    fc.oneof(usual, aligned),
    fc.nat(20),
    fc.nat(1),
    fc.constantFrom(...'0123456789./ -:a'.split(''), ''),
  )
  .map(([text, at, taken, put]) => text.slice(0, at) + put + text.slice(at + taken));
const anyText = fc.oneof(aligned, usual, mutated, fc.string());

it('takes what ip-num takes, canonical blocks, and nothing else', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(scanIpv4Block(text)).toEqual(blockByIpNum(text));
    }),
    { numRuns: 3000 },
  );
});

it('reads a part of a text as it reads the part alone', () => {
  const scanner = new Ipv4Scanner();
  fc.assert(
    fc.property(fc.string(), anyText, fc.string(), (before, text, after) => {
      const from = before.length;
      const to = from + text.length;
      const isWhole = scanner.scan(`${before}${text}${after}`, from, to) && scanner.end === to;
      const { address: first, prefixLength } = scanner;
      const block = isWhole && scanner.isBlock ? { first, prefixLength } : undefined;
      expect(block).toEqual(scanIpv4Block(text));
    }),
  );
});

it('reads no number, null or list', () => {
  for (const value of [10, null, undefined, ['10.0.0.0/8'], {}])
    expect(scanIpv4Block(value)).toBeUndefined();
});
