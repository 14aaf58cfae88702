import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contains, parseCidr } from '../../src/net/cidr.ts';
import { blockAround, hostAddress, netmask, nextBlock, subnet } from '../../src/net/subnets.ts';
import { anyBlock } from './arbitrary-block.ts';

const ten = parseCidr('10.0.0.0/16');
const six = parseCidr('fd00::/48');

describe('blockAround', () => {
  it.each([
    ['10.4.0.5/14', '10.4.0.0/14'],
    ['10.4.0.0/14', '10.4.0.0/14'],
    ['fd00::5/64', 'fd00::/64'],
    ['10.4.0.5', undefined],
    ['10.4.0.5/33', undefined],
    ['fd00::/129', undefined],
    ['fd00::/64/1', undefined],
    ['pods', undefined],
    ['', undefined],
  ])('%s is in %s', (text, block) => {
    expect(blockAround(text)?.text).toBe(block);
  });
});

describe('subnet', () => {
  it.each([
    [ten, 4, 3, '10.0.48.0/20'],
    [ten, 0, 0, '10.0.0.0/16'],
    [ten, 16, 65_535, '10.0.255.255/32'],
    [ten, 4, 16, undefined],
    [ten, 17, 0, undefined],
    [ten, -1, 0, undefined],
    [ten, 4, -1, undefined],
    [six, 16, 255, 'fd00:0:0:ff::/64'],
    [six, 80, 1, 'fd00::1/128'],
  ] as const)('%o, %i bits longer, number %i: %s', (block, newBits, index, text) => {
    expect(subnet(block, newBits, index)?.text).toBe(text);
  });

  it('numbers blocks that lie one behind the other inside the block', () => {
    fc.assert(
      fc.property(anyBlock(), fc.nat(8), fc.nat(255), (block, newBits, index) => {
        const part = subnet(block, newBits, index);
        const next = subnet(block, newBits, index + 1);
        if (part !== undefined) expect(contains(block, part)).toBe(true);
        if (part !== undefined && next !== undefined) expect(next.first).toBe(part.last + 1n);
      }),
    );
  });
});

describe('nextBlock', () => {
  it('begins at the next multiple of its size', () => {
    expect(nextBlock(ten, ten.first, 20)?.text).toBe('10.0.0.0/20');
    expect(nextBlock(ten, ten.first + 1n, 20)?.text).toBe('10.0.16.0/20');
    expect(nextBlock(ten, ten.last, 20)).toBeUndefined();
  });
});

describe('hostAddress', () => {
  it.each([
    [ten, 0, '10.0.0.0'],
    [ten, -1, '10.0.255.255'],
    [ten, -65_536, '10.0.0.0'],
    [ten, 65_536, undefined],
    [ten, -65_537, undefined],
    [six, 5, 'fd00::5'],
  ] as const)('%o number %i is %s', (block, index, text) => {
    expect(hostAddress(block, index)).toBe(text);
  });
});

describe('netmask', () => {
  it.each([
    ['0.0.0.0/0', '0.0.0.0'],
    ['10.0.0.0/12', '255.240.0.0'],
    ['10.0.0.1/32', '255.255.255.255'],
    ['fd00::/48', undefined],
  ])('of %s is %s', (text, mask) => {
    expect(netmask(parseCidr(text))).toBe(mask);
  });
});
