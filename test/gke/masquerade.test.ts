import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { Masquerade, Network } from '../../src/gke/cluster.ts';
import { survey, type SurveyOptions } from '../../src/gke/landscape.ts';
import { keptTowards, masqueradeIn, seenBy } from '../../src/gke/masquerade.ts';
import { AddressSet } from '../../src/net/address-set.ts';
import { type Cidr, size } from '../../src/net/cidr.ts';
import { anyBlock } from '../net/arbitrary-block.ts';
import { blocks, cluster, network, other } from './builders.ts';

const listed = (...texts: readonly string[]): Masquerade => ({
  nonMasqueradeCidrs: blocks(...texts),
});

/** What a cluster's Pods look like to each destination: `name: pod`. */
function sights(home: Partial<Network>, others: readonly Network[] = [], options?: SurveyOptions) {
  const networks = [network({ clusters: [cluster()], ...home }), ...others];
  const landscape = survey(networks, options);
  const [view] = landscape.networks;
  const [found] = view === undefined ? [] : masqueradeIn(view, landscape);
  return found?.seen.map(({ destination, source }) => `${destination.name}: ${source}`);
}

const asking = (masquerade: Masquerade) => [cluster({ masquerade })];

describe('towards a range on-premises Pods', () => {
  const towards = (text: string, masquerade?: Masquerade) =>
    sights({
      ranges: [other(text, 'office', 'on-premises')],
      clusters: [cluster(masquerade === undefined ? {} : { masquerade })],
    });

  it.each([
    ['10.200.0.0/16', 'pod'],
    ['172.16.0.0/12', 'pod'],
    ['172.32.0.0/16', 'node'],
    ['192.168.7.0/24', 'pod'],
    ['100.64.0.0/10', 'pod'],
    ['240.0.0.0/4', 'pod'],
    ['8.8.8.0/24', 'node'],
    ['203.0.113.0/24', 'pod'],
    // half of it is 203.0.112.0/24, which is public
    ['203.0.112.0/23', 'both'],
  ])('of %s are seen as %s by the default list', (text, source) => {
    expect(towards(text)).toEqual([`office: ${source}`]);
  });

  it('keep their address where a list of their own has all of it', () => {
    expect(towards('10.200.0.0/16', listed('10.200.0.0/17', '10.200.128.0/17'))).toEqual([
      'office: pod',
    ]);
    expect(towards('10.200.0.0/16', listed('10.200.0.0/17'))).toEqual(['office: both']);
    expect(towards('10.200.0.0/16', listed('10.0.0.0/20'))).toEqual(['office: node']);
  });

  it('never keep it with an empty list', () => {
    expect(towards('10.200.0.0/16', listed())).toEqual(['office: node']);
  });

  it('keep it everywhere where GKE does no source NAT', () => {
    expect(towards('8.8.8.0/24', { disableDefaultSnat: true })).toEqual(['office: pod']);
  });

  it('follow the list although GKE does no source NAT', () => {
    const both = { ...listed('10.0.0.0/20'), disableDefaultSnat: true };
    expect(towards('10.200.0.0/16', both)).toEqual(['office: node']);
  });
});

describe('destinations', () => {
  const ranges = [
    other('10.9.0.0/24', 'vms'),
    other('10.9.1.0/24', 'proxies', 'proxy-only'),
    other('10.9.2.0/24', 'databases', 'private-services-access'),
    other('34.40.0.0/16', 'partner', 'peer'),
    other('fd00::/64', 'office-6', 'on-premises'),
    { ...other('10.9.3.0/24', 'pods-of-others'), subnet: 'nodes', secondary: true },
  ];

  it('are ranges of others where nobody asks about masquerading, IPv4 alone', () => {
    expect(sights({ ranges })).toEqual(['databases: pod', 'partner: node']);
  });

  it('are all that Pods can talk to where somebody asks', () => {
    expect(sights({ ranges, clusters: asking(listed('10.9.0.0/24')) })).toEqual([
      'vms: pod',
      'databases: node',
      'partner: node',
    ]);
  });

  it('are ranges to keep clear of, too, where somebody asks', () => {
    const keepClear = [other('10.50.0.0/16', 'lab')];
    expect(sights({}, [], { keepClear })).toBeUndefined();
    expect(sights({ clusters: asking(listed()) }, [], { keepClear })).toEqual(['lab: node']);
  });

  it('are connected networks with all that has addresses there', () => {
    const hub = network({ name: 'hub', ranges: [other('10.3.0.0/22'), other('34.3.0.0/22')] });
    const dmz = network({ name: 'dmz', ranges: [other('34.4.0.0/22')] });
    const empty = network({ name: 'empty' });
    expect(sights({ connected: ['hub', 'empty'] }, [hub, dmz, empty])).toEqual(['hub: both']);
    expect(sights({}, [{ ...hub, connected: ['vpc'] }])).toEqual(['hub: both']);
  });

  it('are nothing to speak of for a network by itself', () => {
    expect(sights({ ranges: [other('10.9.0.0/24', 'vms')] })).toBeUndefined();
    expect(sights({ clusters: asking({ disableDefaultSnat: true }) })).toEqual([]);
  });
});

test('the reason names class E and public addresses', () => {
  const why = (text: string, masquerade: Masquerade = {}) =>
    seenBy({ masquerade }, [
      { name: 'x', role: 'peer', addresses: AddressSet.of(blocks(text)) },
    ]).map((seen) => seen.why);
  expect(why('240.8.0.0/16')).toEqual(['in 240.0.0.0/4 (class E) of the default list']);
  expect(why('34.40.0.0/16')).toEqual(['public addresses, which the default list leaves out']);
  expect(why('203.0.112.0/23')).toEqual([
    'partly in 203.0.113.0/24 (documentation) of the default list; the rest are public addresses, which the default list leaves out',
  ]);
  expect(why('10.0.0.0/24', listed('10.0.0.0/25'))).toEqual(['partly in nonMasqueradeCIDRs']);
});

/** First and last address of the blocks of the default list, worked out by hand; link-local with them. */
const kept: readonly (readonly [number, number])[] = [
  [0x0a000000, 0x0affffff],
  [0x64400000, 0x647fffff],
  [0xa9fe0000, 0xa9feffff],
  [0xac100000, 0xac1fffff],
  [0xc0000000, 0xc00000ff],
  [0xc0000200, 0xc00002ff],
  [0xc0586300, 0xc05863ff],
  [0xc0a80000, 0xc0a8ffff],
  [0xc6120000, 0xc613ffff],
  [0xc6336400, 0xc63364ff],
  [0xcb007100, 0xcb0071ff],
  [0xf0000000, 0xffffffff],
];

/** Addresses of an IPv4 block in these intervals. */
function shared({ first, last }: Cidr): number {
  return kept.reduce(
    (sum, [from, to]) =>
      sum + Math.max(0, Math.min(to, Number(last)) - Math.max(from, Number(first)) + 1),
    0,
  );
}

const ipv4 = anyBlock().filter(({ family }) => family === 4);

test('of any block as many addresses see the Pod as the default list has', () => {
  fc.assert(
    fc.property(ipv4, (block) => {
      const addresses = AddressSet.of([block]);
      const [seen] = seenBy({}, [{ name: 'x', role: 'peer', addresses }]);
      const masked = Number(size(block)) - shared(block);
      expect(Number(seen?.nodeAddresses)).toBe(masked);
      expect(seen?.source).toBe(masked === 0 ? 'pod' : shared(block) === 0 ? 'node' : 'both');
    }),
  );
});

test('a longer list never masquerades more', () => {
  const lists = fc.array(ipv4, { maxLength: 5 });
  fc.assert(
    fc.property(lists, lists, (few, more) => {
      const short = keptTowards({ masquerade: { nonMasqueradeCidrs: few } });
      const long = keptTowards({ masquerade: { nonMasqueradeCidrs: [...few, ...more] } });
      expect(short.subtract(long).size).toBe(0n);
    }),
  );
});
