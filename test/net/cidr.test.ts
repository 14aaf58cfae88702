import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addressBits,
  blockAt,
  compare,
  contains,
  lastBlock,
  overlaps,
  parseCidr,
  size,
  widen,
  type Cidr,
  type Family,
} from '../../src/net/cidr.ts';
import { anyBlock } from './arbitrary-block.ts';

/** Every block of a small universe: the addresses 10.0.0.0 to 10.0.0.7 in all their blocks. */
const smallUniverse = [29, 30, 31, 32].flatMap((prefixLength) => {
  const step = 2 ** (32 - prefixLength);
  return Array.from({ length: 8 / step }, (_, index) =>
    parseCidr(`10.0.0.${index * step}/${prefixLength}`),
  );
});

const addressesOf = (block: Cidr): Set<bigint> => {
  const addresses = new Set<bigint>();
  for (let address = block.first; address <= block.last; address += 1n) addresses.add(address);
  return addresses;
};

describe('parseCidr', () => {
  it.each([
    ['10.4.0.0/14', 4, 14, 168_034_304n, 168_296_447n, '10.4.0.0/14'],
    ['0.0.0.0/0', 4, 0, 0n, 4_294_967_295n, '0.0.0.0/0'],
    ['255.255.255.255/32', 4, 32, 4_294_967_295n, 4_294_967_295n, '255.255.255.255/32'],
    ['128.0.0.0/1', 4, 1, 2_147_483_648n, 4_294_967_295n, '128.0.0.0/1'],
    ['::/0', 6, 0, 0n, 2n ** 128n - 1n, '::/0'],
    ['::/80', 6, 80, 0n, 2n ** 48n - 1n, '::/80'],
    ['fd00::/8', 6, 8, 253n << 120n, (254n << 120n) - 1n, 'fd00::/8'],
    [
      'FD00:0010:0:0::/64',
      6,
      64,
      0xfd00_0010n << 96n,
      (0xfd00_0010n << 96n) + 2n ** 64n - 1n,
      'fd00:10::/64',
    ],
    [
      '1:2:3:4:5:6:7:8/128',
      6,
      128,
      0x1_0002_0003_0004_0005_0006_0007_0008n,
      0x1_0002_0003_0004_0005_0006_0007_0008n,
      '1:2:3:4:5:6:7:8/128',
    ],
  ] as const)('reads %s', (text, family, prefixLength, first, last, canonical) => {
    expect(parseCidr(text)).toEqual({ text: canonical, family, prefixLength, first, last });
  });

  it('reads the text of every block back as the same block', () => {
    fc.assert(
      fc.property(anyBlock(), (block) => {
        expect(parseCidr(block.text)).toEqual(block);
      }),
    );
  });

  it('makes blocks that nobody can change', () => {
    expect(Object.isFrozen(parseCidr('10.0.0.0/8'))).toBe(true);
    expect(Object.isFrozen(parseCidr('fd00::/8'))).toBe(true);
  });
});

describe('blockAt', () => {
  it('makes the block that starts at an address', () => {
    expect(blockAt(4, 0x0a04_0000n, 14).text).toBe('10.4.0.0/14');
    expect(blockAt(6, 1n, 128).text).toBe('::1/128');
    expect(blockAt(4, 0n, 0)).toEqual(parseCidr('0.0.0.0/0'));
  });

  it.each([
    [4, 5n, 30, 'no /30 starts at 0.0.0.5'],
    [6, 1n, 64, 'no /64 starts at ::1'],
    [4, 2n ** 32n, 32, 'no IPv4 address: 4294967296'],
    [6, 2n ** 128n, 128, `no IPv6 address: ${2n ** 128n}`],
    [4, -1n, 32, 'no IPv4 address: -1'],
    [4, 0n, 33, 'no IPv4 prefix length: 33'],
    [6, 0n, 129, 'no IPv6 prefix length: 129'],
    [4, 0n, -1, 'no IPv4 prefix length: -1'],
    [4, 0n, 1.5, 'no IPv4 prefix length: 1.5'],
  ] as const)('refuses IPv%i %s /%s', (family: Family, first, prefixLength, message) => {
    expect(() => blockAt(family, first, prefixLength)).toThrow(new RangeError(message));
  });
});

describe('size', () => {
  it('counts every address of a block', () => {
    expect(size(parseCidr('10.0.0.0/8'))).toBe(16_777_216n);
    expect(size(parseCidr('10.0.0.1/32'))).toBe(1n);
    expect(size(parseCidr('::/0'))).toBe(2n ** 128n);
  });
});

describe('contains and overlaps', () => {
  it('agree with sets of single addresses', () => {
    for (const a of smallUniverse) {
      for (const b of smallUniverse) {
        const [inA, inB] = [addressesOf(a), addressesOf(b)];
        const all = [...inB].every((address) => inA.has(address));
        const any = [...inB].some((address) => inA.has(address));
        expect([contains(a, b), overlaps(a, b)], `${a.text} ${b.text}`).toEqual([all, any]);
      }
    }
  });

  it('are false across families, even of the same numbers', () => {
    const ipv4 = parseCidr('0.0.0.0/0');
    const ipv6 = parseCidr('::/0');
    expect([contains(ipv6, ipv4), contains(ipv4, ipv6)]).toEqual([false, false]);
    expect([overlaps(ipv6, ipv4), overlaps(ipv4, ipv6)]).toEqual([false, false]);
  });

  it('overlap is symmetric, and blocks that overlap contain one another', () => {
    fc.assert(
      fc.property(anyBlock(), anyBlock(), (a, b) => {
        expect(overlaps(a, b)).toBe(overlaps(b, a));
        expect(overlaps(a, b)).toBe(contains(a, b) || contains(b, a));
      }),
    );
  });
});

describe('compare', () => {
  it('puts IPv4 before IPv6, then the lower address, then the wider block', () => {
    const ascending = [
      '9.0.0.0/8',
      '10.0.0.0/8',
      '10.0.0.0/9',
      '10.0.0.1/32',
      '::/0',
      '::/1',
      '::1/128',
    ];
    const shuffled = [4, 1, 6, 0, 3, 5, 2].map((index) => parseCidr(ascending[index]!));
    expect(shuffled.toSorted(compare).map(({ text }) => text)).toEqual(ascending);
  });

  it('is a total order', () => {
    fc.assert(
      fc.property(anyBlock(), anyBlock(), anyBlock(), (a, b, c) => {
        expect(Math.sign(compare(a, b)) + Math.sign(compare(b, a))).toBe(0);
        expect(compare(a, b) === 0).toBe(a.text === b.text);
        if (compare(a, b) < 0 && compare(b, c) < 0) expect(compare(a, c)).toBeLessThan(0);
      }),
    );
  });
});

describe('widen', () => {
  it('finds the wider block around a block', () => {
    expect(widen(parseCidr('10.5.0.0/16'), 14).text).toBe('10.4.0.0/14');
    expect(widen(parseCidr('10.5.0.0/16'), 16).text).toBe('10.5.0.0/16');
    expect(widen(parseCidr('fd00:0:0:ff::/64'), 56).text).toBe('fd00::/56');
    expect(widen(parseCidr('255.0.0.0/8'), 0).text).toBe('0.0.0.0/0');
  });

  it('refuses a longer prefix', () => {
    expect(() => widen(parseCidr('10.5.0.0/16'), 17)).toThrow(
      new RangeError('no /17 contains 10.5.0.0/16'),
    );
    expect(() => widen(parseCidr('10.5.0.0/16'), -1)).toThrow(RangeError);
  });
});

describe('lastBlock', () => {
  it('finds the last part of a block', () => {
    expect(lastBlock(parseCidr('10.4.0.0/14'), 20).text).toBe('10.7.240.0/20');
    expect(lastBlock(parseCidr('10.4.0.0/14'), 14).text).toBe('10.4.0.0/14');
    expect(lastBlock(parseCidr('fd00::/64'), 128).text).toBe('fd00::ffff:ffff:ffff:ffff/128');
  });

  it('refuses a shorter prefix and one that the family does not have', () => {
    const block = parseCidr('10.4.0.0/14');
    expect(() => lastBlock(block, 13)).toThrow(new RangeError('10.4.0.0/14 has no /13'));
    expect(() => lastBlock(block, 33)).toThrow(new RangeError('10.4.0.0/14 has no /33'));
  });

  it('ends where the block ends, and widens back to it', () => {
    const blockAndLength = anyBlock().chain((block) =>
      fc.tuple(
        fc.constant(block),
        fc.integer({ min: block.prefixLength, max: addressBits[block.family] }),
      ),
    );
    fc.assert(
      fc.property(blockAndLength, ([block, prefixLength]) => {
        const last = lastBlock(block, prefixLength);
        expect(last.last).toBe(block.last);
        expect(widen(last, block.prefixLength)).toEqual(block);
      }),
    );
  });
});
