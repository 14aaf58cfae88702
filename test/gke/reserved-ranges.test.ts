import { describe, expect, it } from 'vitest';
import {
  autoModeSubnets,
  dockerBridge,
  googleServiceRanges,
  managedServices,
  prohibitedRanges,
  reservedIn,
} from '../../src/gke/reserved-ranges.ts';
import { parseCidr } from '../../src/net/cidr.ts';

const all = [
  ...prohibitedRanges,
  ...googleServiceRanges,
  dockerBridge,
  managedServices,
  autoModeSubnets,
];
const texts = (list: typeof prohibitedRanges) => list.map(({ cidr }) => cidr.text).toSorted();

describe('reserved ranges', () => {
  it('that VPC refuses are those of its page', () => {
    expect(texts(prohibitedRanges)).toEqual([
      '0.0.0.0/8',
      '127.0.0.0/8',
      '169.254.0.0/16',
      '199.36.153.4/30',
      '199.36.153.8/30',
      '224.0.0.0/4',
      '255.255.255.255/32',
    ]);
  });

  it('that nodes, GKE and auto-mode networks keep are single blocks', () => {
    expect([dockerBridge, managedServices, autoModeSubnets].map(({ cidr }) => cidr.text)).toEqual([
      '172.17.0.0/16',
      '34.118.224.0/20',
      '10.128.0.0/9',
    ]);
  });

  it('that Google itself uses are health checks, DNS and Identity-Aware Proxy', () => {
    expect(texts(googleServiceRanges)).toEqual([
      '130.211.0.0/22',
      '35.191.0.0/16',
      '35.199.192.0/19',
      '35.235.240.0/20',
    ]);
  });

  it.each(all.map((range) => [range.cidr.text, range] as const))(
    '%s has a name, a page and a date',
    (_, { name, source, checkedOn }) => {
      expect(name).not.toBe('');
      expect(new URL(source).protocol).toBe('https:');
      expect(new Date(checkedOn).toISOString().slice(0, 10)).toBe(checkedOn);
    },
  );
});

describe('reservedIn', () => {
  it.each([
    ['127.1.2.0/24', ['127.0.0.0/8']],
    ['0.0.0.0/7', ['0.0.0.0/8']],
    ['199.36.153.0/24', ['199.36.153.4/30', '199.36.153.8/30']],
    ['199.36.153.12/30', []],
    ['240.0.0.0/4', ['255.255.255.255/32']],
    ['192.0.0.0/24', []],
    ['169.253.0.0/16', []],
    ['10.0.0.0/8', []],
    ['100.64.0.0/10', []],
    ['fd00::/8', []],
  ])('%s meets %j', (text, expected) => {
    expect(texts(reservedIn(parseCidr(text), prohibitedRanges))).toEqual(expected);
  });
});
