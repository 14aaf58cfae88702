import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import { serviceBands, systemAddresses } from '../../src/gke/service-addresses.ts';
import { parseCidr } from '../../src/net/cidr.ts';

const bands = (text: string) => serviceBands(parseCidr(text));

describe('serviceBands', () => {
  /** The first three are examples of the page on allocation, the others follow its formula by hand. */
  it.each([
    ['10.96.0.0/20', '10.96.0.1', '10.96.1.0', 256, '10.96.1.1', '10.96.15.254', 3838],
    ['10.96.0.0/24', '10.96.0.1', '10.96.0.16', 16, '10.96.0.17', '10.96.0.254', 238],
    ['10.96.0.0/16', '10.96.0.1', '10.96.1.0', 256, '10.96.1.1', '10.96.255.254', 65_278],
    ['10.8.0.0/23', '10.8.0.1', '10.8.0.32', 32, '10.8.0.33', '10.8.1.254', 478],
    [
      '34.118.224.32/27',
      '34.118.224.33',
      '34.118.224.48',
      16,
      '34.118.224.49',
      '34.118.224.62',
      14,
    ],
  ])('of %s are %s to %s, and behind it %s', (text, first, last, fixed, next, end, dynamic) => {
    expect(bands(text)).toEqual({
      static: { first, last, addresses: fixed },
      dynamic: { first: next, last: end, addresses: dynamic },
    });
  });

  it('are one in 16 addresses, where nothing is kept for addresses chosen by hand', () => {
    expect(bands('10.8.0.16/28')).toEqual({
      dynamic: { first: '10.8.0.17', last: '10.8.0.30', addresses: 14 },
    });
  });

  it('are none in two addresses or one', () => {
    expect(bands('10.8.0.16/31')).toEqual({});
    expect(bands('10.8.0.16/32')).toEqual({});
  });

  it('hold all addresses but the first and the last, each once', () => {
    fc.assert(
      fc.property(fc.integer({ min: 12, max: 30 }), (prefixLength) => {
        const { static: fixed, dynamic } = bands(`10.0.0.0/${prefixLength}`);
        const all = (fixed?.addresses ?? 0) + (dynamic?.addresses ?? 0);
        expect(all).toBe(2 ** (32 - prefixLength) - 2);
      }),
    );
  });
});

describe('systemAddresses', () => {
  const of = (text: string) =>
    systemAddresses(parseCidr(text)).map(({ service, address }) => [service, address]);

  it('are the first and the tenth of the range', () => {
    expect(of('34.118.224.0/20')).toEqual([
      ['kubernetes', '34.118.224.1'],
      ['kube-dns', '34.118.224.10'],
    ]);
  });

  it('are none of a range without a static band', () => {
    expect(of('10.8.0.0/28')).toEqual([]);
  });
});
