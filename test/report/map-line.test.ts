import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { AddressSet } from '../../src/net/address-set.ts';
import { type Cidr, blockAt, parseCidr } from '../../src/net/cidr.ts';
import { mapLine } from '../../src/report/map-line.ts';
import type { ReportCluster } from '../../src/report/report.ts';
import { prodReport } from './samples.ts';

const [prod] = prodReport.clusters;

const clusterOf = (
  ...ranges: readonly (readonly [role: string, cidr: string])[]
): ReportCluster => ({
  ...prod!,
  ranges: ranges.map(([role, cidr]) => ({ ...prod!.ranges[0]!, role, cidr })),
});

const blocksOf = (texts: readonly string[]) => AddressSet.of(texts.map((text) => parseCidr(text)));

/** What is left of a space beside the ranges of a cluster and others. */
function networkOf(within: readonly string[], used: readonly string[]) {
  const free = blocksOf(within).subtract(blocksOf(used));
  return { within: [...within], free: free.blocks().map(({ text }) => text) };
}

const plain = { unicode: false, width: Number.POSITIVE_INFINITY };

function drawn(
  within: readonly string[],
  ranges: readonly (readonly [role: string, cidr: string])[],
  others: readonly string[] = [],
  style = plain,
) {
  const used = [...ranges.map(([, cidr]) => cidr), ...others];
  return mapLine(networkOf(within, used), [clusterOf(...ranges)], style);
}

describe('a line', () => {
  /** A /18 in 64 characters of a /24: nodes 2, Services 16, Pods 32; 14 are free. */
  it('has a character for each block of one size', () => {
    const map = drawn(
      ['10.0.0.0/8'],
      [
        ['node', '10.0.0.0/23'],
        ['service', '10.0.16.0/20'],
        ['pod', '10.0.32.0/19'],
      ],
    );
    expect(map).toEqual({
      line: `10.0.0.0/18 NN${'.'.repeat(14)}${'S'.repeat(16)}${'P'.repeat(32)}`,
      legend: 'N nodes, P Pods, S Services, . free; each is a /24, the rest of the space is free',
    });
  });

  it('shows the smallest range, and which roles share a character', () => {
    const map = drawn(
      ['10.0.0.0/16'],
      [
        ['node', '10.0.0.0/26'],
        ['control-plane', '10.0.0.64/28'],
        ['service', '10.0.8.16/28'],
      ],
      ['10.0.255.255/32'],
    );
    expect(map).toEqual({
      line: `10.0.0.0/16 +.S${'.'.repeat(60)}#`,
      legend:
        'S Services, + nodes and control plane together, # taken or reserved, . free; each is a /22',
    });
  });

  it('draws what is used of each block of the space to the same scale', () => {
    const map = drawn(
      ['10.0.0.0/9', '100.64.0.0/10', '192.168.0.0/16'],
      [
        ['node', '10.16.16.0/23'],
        ['service', '10.16.0.0/20'],
        ['pod', '100.64.0.0/16'],
      ],
    );
    // A /22 would take 8 + 64 characters, more than 64.
    expect(map?.line).toBe(`10.16.0.0/19 SSN. 100.64.0.0/16 ${'P'.repeat(32)}`);
    expect(map?.legend).toContain('each is a /21, the rest of the space is free');
  });

  it('fits the width that there is', () => {
    const ranges = [
      ['node', '10.0.0.0/20'],
      ['pod', '10.4.0.0/14'],
    ] as const;
    const within = (width: number) => drawn(['10.0.0.0/8'], ranges, [], { ...plain, width })?.line;
    expect(within(76)).toBe(`10.0.0.0/13 N${'.'.repeat(31)}${'P'.repeat(32)}`);
    expect(within(75)).toBe(`10.0.0.0/13 N${'.'.repeat(15)}${'P'.repeat(16)}`);
    expect(within(20)).toBe('10.0.0.0/13 N...PPPP');
    expect(within(19)).toBeUndefined();
  });

  it('has shades in the place of letters', () => {
    const map = drawn(['10.0.0.0/8'], [['node', '10.0.0.0/25']], ['10.0.0.128/26'], {
      ...plain,
      unicode: true,
    });
    expect(map).toEqual({
      line: `10.0.0.0/24 ${'█'.repeat(32)}${'░'.repeat(16)}${'·'.repeat(16)}`,
      legend: '█ nodes, ░ taken or reserved, · free; each is a /30, the rest of the space is free',
    });
  });

  it('cuts a range that is wider than the space', () => {
    const map = drawn(['10.4.0.0/16'], [['pod', '10.4.0.0/14']], []);
    expect(map).toBeUndefined();
    const beside = mapLine(
      { within: ['10.4.0.0/16'], free: ['10.4.128.0/17'] },
      [clusterOf(['pod', '10.4.0.0/14'], ['node', '10.4.0.0/24'])],
      plain,
    );
    expect(beside?.line).toMatch(/^10\.4\.0\.0\/17 \+P+$/);
  });
});

describe('there is no line', () => {
  it.each([
    ['where nothing is taken', [], []],
    ['where all of it is alike', [['node', '10.0.0.0/8']], []],
    ['of IPv6', [['node', 'fd00::/64']], ['fd01::/64']],
  ] as const)('%s', (_, ranges, others) => {
    const within = ranges[0]?.[1].startsWith('fd') === true ? ['fd00::/48'] : ['10.0.0.0/8'];
    expect(drawn(within, ranges, others)).toBeUndefined();
  });

  it('of a network in very many pieces', () => {
    const pieces = Array.from({ length: 5000 }, (_, at) => `10.${at >> 8}.${at & 255}.0/25`);
    const half = [...pieces.slice(1), '10.64.0.0/10'];
    expect(mapLine({ within: ['10.0.0.0/8'], free: half }, [], plain)).toBeDefined();
    const free = [...pieces, '10.64.0.0/10'];
    expect(mapLine({ within: ['10.0.0.0/8'], free }, [], plain)).toBeUndefined();
  });

  it('of what is no block in a saved report', () => {
    expect(mapLine({ within: ['<cidr>'], free: ['x'] }, [], plain)).toBeUndefined();
  });
});

const letters: Readonly<Record<string, string>> = { node: 'N', pod: 'P', service: 'S' };

/** Character by character, address by address. */
function naiveLine(
  block: Cidr,
  ranges: readonly (readonly [role: string, cidr: Cidr])[],
  free: Cidr[],
) {
  const addresses = Number(block.last - block.first) + 1;
  const each = Math.max(addresses / 64, 1);
  const inAny = (cidrs: readonly Cidr[], address: bigint) =>
    cidrs.some(({ first, last }) => first <= address && address <= last);
  return Array.from({ length: addresses / each }, (_, cell) => {
    const here = Array.from({ length: each }, (__, at) => block.first + BigInt(cell * each + at));
    const roles = new Set(
      here.flatMap((address) =>
        ranges.flatMap(([role, cidr]) => (inAny([cidr], address) ? role : [])),
      ),
    );
    if (roles.size > 1) return '+';
    const [role] = roles;
    if (role !== undefined) return letters[role];
    return here.every((address) => inAny(free, address)) ? '.' : '#';
  }).join('');
}

test('a line shows what counting addresses shows', () => {
  const block = fc
    .tuple(fc.integer({ min: 22, max: 32 }), fc.nat({ max: 1023 }))
    .map(([prefixLength, offset]) => {
      const step = 2 ** (32 - prefixLength);
      return blockAt(4, BigInt(0x0a000000 + Math.floor(offset / step) * step), prefixLength);
    });
  const range = fc.tuple(fc.constantFrom('node', 'pod', 'service'), block);
  fc.assert(
    fc.property(
      fc.array(range, { maxLength: 5 }),
      fc.array(block, { maxLength: 5 }),
      (own, others) => {
        const used = [...own.map(([, cidr]) => cidr), ...others].map(({ text }) => text);
        const map = drawn(
          ['10.0.0.0/22'],
          own.map(([role, cidr]) => [role, cidr.text] as const),
          others.map(({ text }) => text),
        );
        const free = blocksOf(networkOf(['10.0.0.0/22'], used).free).blocks();
        const [shown = '10.0.0.0/22', cells = ''] = map?.line.split(' ') ?? [];
        const part = parseCidr(shown);
        if (map !== undefined) expect(cells).toBe(naiveLine(part, own, [...free]));
        for (const { first, last } of blocksOf(used).blocks())
          expect(part.first <= first && last <= part.last).toBe(true);
      },
    ),
  );
});
