import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Network } from '../../src/gke/cluster.ts';
import { type ClusterView, survey } from '../../src/gke/landscape.ts';
import { blockAt, parseCidr } from '../../src/net/cidr.ts';
import { blocks, cluster, network, other, pool, viewOf } from './builders.ts';

const block = (text: string) => ({ cidr: parseCidr(text) });
const ranges = { nodes: '10.0.0.0/22', pods: '10.4.0.0/16', services: '10.8.0.0/20' };
const ipv6 = { nodes: block('fd20:0:1::/64'), services: block('fd20:0:2::/112') };
const nodePools = [pool({ nodes: 50 })];

const viewsOf = (...networks: readonly Network[]) => survey(networks).networks;
const overlapsOf = (...networks: readonly Network[]) =>
  survey(networks).overlaps.pairs.map(([a, b]) => [a.cidr.text, b.cidr.text]);

describe('a dual-stack cluster', () => {
  it('holds as much as the same cluster of IPv4 alone', () => {
    const given = { ranges, nodePools, dataPlane: 'netd', services: 100 } as const;
    const [dual, single] = [viewOf([{ ...given, ipv6 }]), viewOf([given])];
    const counted = ({ ranges: own, limits, capacity, expansion }: ClusterView) => ({
      ranges: own.map(({ cidr, usable, needed }) => [cidr.text, usable, needed]),
      limits,
      capacity,
      expansion,
    });
    expect(counted(dual)).toEqual(counted(single));
    expect(single.ipv6Ranges).toEqual([]);
    expect(dual.ipv6Ranges.map(({ role, cidr }) => [role, cidr.text])).toEqual([
      ['node', 'fd20:0:1::/64'],
      ['service', 'fd20:0:2::/112'],
    ]);
  });

  it('has netd where nobody says its data plane, and Dataplane V2 on Autopilot', () => {
    expect(viewOf([{ ipv6: {} }]).cluster.dataPlane).toBe('netd');
    expect(viewOf([{ ipv6: {}, mode: 'autopilot' }]).cluster.dataPlane).toBe('dataplane-v2');
    expect(viewOf([{ ipv6: {}, dataPlane: 'calico' }]).cluster.dataPlane).toBe('calico');
    expect(viewOf([{}]).cluster.dataPlane).toBe('google-cni');
  });
});

describe('overlaps', () => {
  it('of IPv6 are found between clusters, other ranges and connected networks, never with IPv4', () => {
    const home = network({
      connected: ['hub'],
      ranges: [other('fd20:0:2::/48', 'office', 'on-premises'), other('0.0.0.0/1', 'wide')],
      clusters: [cluster({ ipv6 })],
    });
    const hub = network({ name: 'hub', ranges: [other('fd20:0:1:0:8000::/65')] });
    expect(overlapsOf(home, hub)).toEqual([
      ['fd20:0:1::/64', 'fd20:0:1:0:8000::/65'],
      ['fd20:0:2::/48', 'fd20:0:2::/112'],
    ]);
  });

  it('are none where clusters share a subnet', () => {
    const nodes = { name: 'shared', ...block('10.0.0.0/22') };
    const clusters = ['a', 'b'].map((name) =>
      cluster({ name, ranges: { nodes }, ipv6: { nodes: block('fd20:0:1::/64') } }),
    );
    expect(overlapsOf(network({ clusters }))).toEqual([]);
  });

  it('are there where two subnets have the same IPv6 range', () => {
    const clusters = ['a', 'b'].map((name, index) =>
      cluster({
        name,
        ranges: { nodes: { name, ...block(`10.0.${index}.0/24`) } },
        ipv6: { nodes: block('fd20:0:1::/64') },
      }),
    );
    expect(overlapsOf(network({ clusters }))).toEqual([['fd20:0:1::/64', 'fd20:0:1::/64']]);
  });
});

describe('free IPv6 space', () => {
  it('of a /48 with one /64 is a block of each size from /64 to /49', () => {
    const [view] = viewsOf(
      network({
        ipv6Within: blocks('fd20:0:1::/48'),
        clusters: [cluster({ ranges, ipv6 })],
      }),
    );
    const free = view!.ipv6!.free.blocks();
    expect(free.map(({ prefixLength }) => prefixLength)).toEqual(
      Array.from({ length: 16 }, (_, index) => 64 - index),
    );
    expect([free[0]?.text, free.at(-1)?.text]).toEqual(['fd20:0:1:1::/64', 'fd20:0:1:8000::/49']);
  });

  it('and what subnets have partition the space, and change nothing of IPv4', () => {
    const space = parseCidr('fd20:0:1::/48');
    const subnet = fc
      .integer({ min: 0, max: 65_535 })
      .map((index) => blockAt(6, space.first + (BigInt(index) << 64n), 64));
    fc.assert(
      fc.property(fc.array(subnet, { maxLength: 8 }), (taken) => {
        const own = taken.map(({ text }) => other(text));
        const given = { within: blocks('10.0.0.0/16'), ranges: [...own, other('10.0.0.0/24')] };
        const [view] = viewsOf(network({ ...given, ipv6Within: [space] }));
        const used = BigInt(new Set(taken.map(({ text }) => text)).size);
        expect(view!.ipv6!.free.size).toBe((65_536n - used) << 64n);
        expect(taken.filter((one) => view!.ipv6!.free.overlaps(one))).toEqual([]);
        expect(view!.free.size).toBe(65_536n - 256n);
      }),
    );
  });

  it('is not known where nobody says the space', () => {
    expect(viewsOf(network({ clusters: [cluster({ ipv6 })] }))[0]?.ipv6).toBeUndefined();
  });
});

describe('a network of IPv6 alone', () => {
  it('has no IPv4 space that nobody named', () => {
    const only = { ranges: [other('fd20:0:1::/64')] };
    expect(viewsOf(network(only))[0]?.within.size).toBe(0n);
    const named = network({ ...only, within: blocks('10.0.0.0/16') });
    expect(viewsOf(named)[0]?.within.size).toBe(65_536n);
    expect(viewsOf(network())[0]?.within.size).toBe(1n << 24n);
  });
});
