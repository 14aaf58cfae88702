import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addressesOf,
  blocksIn,
  nodePrefixFor,
  perNodePrefixLength,
  prefixFor,
  prefixWithRoom,
  routesBasedNodes,
  routesBasedServiceAddresses,
  servicePrefixFor,
  staticServiceBand,
  usableNodeAddresses,
  usableServiceAddresses,
} from '../../src/gke/sizing.ts';

const prefixes = Array.from({ length: 33 }, (_, prefixLength) => prefixLength);
const anyCount = fc.oneof(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 2 ** 31 }));

describe('addressesOf', () => {
  it('halves with every bit, from 2^32 to 1', () => {
    expect(prefixes.map((prefix) => addressesOf(prefix))).toEqual(
      prefixes.map((prefix) => Number(1n << BigInt(32 - prefix))),
    );
  });
});

const inverses = [
  ['any block', prefixFor, addressesOf],
  ['node subnet', nodePrefixFor, usableNodeAddresses],
  ['Services range', servicePrefixFor, usableServiceAddresses],
] as const;

describe.each(inverses)('the prefix of a %s for n', (_, prefixOf, holds) => {
  it('holds n, and one bit less does not', () => {
    fc.assert(
      fc.property(anyCount, (n) => {
        const prefix = prefixOf(n);
        expect(holds(prefix)).toBeGreaterThanOrEqual(n);
        expect(prefix === 32 || holds(prefix + 1) < n).toBe(true);
      }),
    );
  });

  it('never gets longer as n grows', () => {
    fc.assert(
      fc.property(anyCount, anyCount, (a, b) => {
        expect(prefixOf(Math.max(a, b))).toBeLessThanOrEqual(prefixOf(Math.min(a, b)));
      }),
    );
  });
});

describe('prefixFor', () => {
  it.each([
    [0, 32],
    [1, 32],
    [2, 31],
    [3, 30],
    [256, 24],
    [257, 23],
    [2 ** 32, 0],
    [2 ** 32 + 1, -1],
    [2 ** 52 + 1, -21],
  ])('%i addresses need a /%i', (addresses, prefix) => {
    expect(prefixFor(addresses)).toBe(prefix);
  });
});

describe('perNodePrefixLength', () => {
  it('is the smallest block of at least twice the Pods, for every setting of GKE', () => {
    for (let pods = 8; pods <= 256; pods += 1) {
      const addresses = addressesOf(perNodePrefixLength(pods));
      expect(addresses).toBeGreaterThanOrEqual(2 * pods);
      expect(addresses / 2).toBeLessThan(2 * pods);
    }
  });

  it('is one bit longer without over-provisioning', () => {
    for (let pods = 8; pods <= 256; pods += 1) {
      expect(perNodePrefixLength(pods, false)).toBe(perNodePrefixLength(pods) + 1);
    }
  });

  it('stays at that of 8 Pods below', () => {
    expect([1, 7, 8].map((pods) => perNodePrefixLength(pods))).toEqual([28, 28, 28]);
    expect([1, 7, 8].map((pods) => perNodePrefixLength(pods, false))).toEqual([29, 29, 29]);
  });
});

describe('usable addresses', () => {
  it('are none where the reserved ones are all there is', () => {
    expect([30, 31, 32].map((prefix) => usableNodeAddresses(prefix))).toEqual([0, 0, 0]);
    expect([30, 31, 32].map((prefix) => usableServiceAddresses(prefix))).toEqual([2, 0, 0]);
  });
});

describe('blocksIn', () => {
  it('is how often the addresses of a block go into those of the range', () => {
    for (const podRange of prefixes)
      for (const block of prefixes)
        expect(blocksIn(podRange, block)).toBe(
          Math.floor(addressesOf(podRange) / addressesOf(block)),
        );
  });
});

describe('routes-based clusters', () => {
  it('leave the last /20 to Services', () => {
    expect(routesBasedServiceAddresses()).toBe(4096);
  });

  it.each([
    [14, 1008],
    [16, 240],
    [19, 16],
    [20, 0],
    [24, 0],
  ])('have in a /%i room for %i nodes', (prefix, nodes) => {
    expect(routesBasedNodes(prefix)).toBe(nodes);
  });
});

describe('staticServiceBand', () => {
  it.each([
    [29, 0],
    [28, 0],
    [27, 16],
    [26, 16],
    [25, 16],
    [24, 16],
    [23, 32],
    [22, 64],
    [21, 128],
    [20, 256],
    [19, 256],
    [16, 256],
  ])('of a /%i has %i addresses', (prefix, band) => {
    expect(staticServiceBand(prefix)).toBe(band);
  });
});

describe('prefixWithRoom', () => {
  it.each([
    [24, 0, 24],
    [24, 2, 22],
    // no subnet is wider than a /8
    [10, 5, 8],
    [29, 21, 8],
    [7, 1, 7],
  ])('of a /%i with %i bits is /%i', (prefixLength, room, expected) => {
    expect(prefixWithRoom(prefixLength, room)).toBe(expected);
  });
});
