import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Network } from '../../src/gke/cluster.ts';
import { planNetworks } from '../../src/gke/plan.ts';
import { overlaps, widen } from '../../src/net/cidr.ts';
import { blocks, cluster, network, other, pool, type ClusterGiven } from './builders.ts';

/** 50 nodes, 4 reserved addresses and the endpoint: a /26. Services are not placed. */
const small = (name: string, given: ClusterGiven = {}) =>
  cluster({
    name,
    nodePools: [pool({ nodes: 50 })],
    ...given,
    ranges: { services: 'google-managed', ...given.ranges },
  });

/** Nodes and Services in a /24, Pods where they are in nobody's way. */
const narrow = (given: Partial<Network>) =>
  network({ within: blocks('10.0.0.0/24'), podsWithin: blocks('10.64.0.0/10'), ...given });

const nodesOf = (networks: readonly Network[]) =>
  planNetworks(networks).networks.map(({ clusters }) =>
    clusters.map(({ ranges }) => ranges.nodes?.cidr?.text),
  );
const nodesIn = (given: Partial<Network>) => nodesOf([narrow(given)])[0];

describe('room', () => {
  it('is left beside every node range where there is space', () => {
    const clusters = [small('a'), small('b')];
    const home = network({ clusters });
    // two /18 for Pods stand before them
    expect(nodesOf([home])).toEqual([['10.0.128.0/26', '10.0.128.64/26']]);
    expect(nodesOf([{ ...home, room: 2 }])).toEqual([['10.0.128.0/26', '10.0.129.0/26']]);
  });

  it('is as wide as space allows, for every cluster alike', () => {
    const names = ['a', 'b', 'c', 'd'];
    const nodes = (count: number, room: number) =>
      nodesIn({ room, clusters: names.slice(0, count).map((name) => small(name)) });
    expect(nodes(1, 20)).toEqual(['10.0.0.0/26']);
    // a /25 for each, not a /24 for the first
    expect(nodes(2, 2)).toEqual(['10.0.0.0/26', '10.0.0.128/26']);
    // the third is in the room of the first, and the fourth in that of the second
    expect(nodes(3, 2)).toEqual(['10.0.0.0/26', '10.0.0.128/26', '10.0.0.64/26']);
    expect(nodes(4, 2)).toEqual(['10.0.0.0/26', '10.0.0.128/26', '10.0.0.64/26', '10.0.0.192/26']);
  });

  it('is not taken by Services while anything else is free', () => {
    // 50 Services and 2 addresses: a /26, placed after the nodes
    const services = (room: number, given: Partial<Network> = {}) => {
      const clusters = [cluster({ nodePools: [pool({ nodes: 50 })], services: 50 })];
      const { ranges } = planNetworks([narrow({ clusters, room, ...given })]).networks[0]!
        .clusters[0]!;
      return ranges.services === 'google-managed' ? undefined : ranges.services?.cidr?.text;
    };
    expect(services(0)).toBe('10.0.0.64/26');
    expect(services(1)).toBe('10.0.0.128/26');
    // of a /24, the upper half is given up first
    expect(services(2)).toBe('10.0.0.128/26');
    expect(services(1, { ranges: [other('10.0.0.128/25')] })).toBe('10.0.0.64/26');
  });

  it('is not taken by neighbours while anything else is free, and they get none', () => {
    const wanted = (room: number) => {
      const wish = { role: 'proxy-only', name: 'proxies', prefixLength: 26 } as const;
      const home = narrow({ room, clusters: [small('a')], wanted: [{ ...wish, neighbour: {} }] });
      return planNetworks([home]).networks[0]?.ranges.map(({ cidr }) => cidr.text);
    };
    expect(wanted(0)).toEqual(['10.0.0.64/26']);
    expect(wanted(1)).toEqual(['10.0.0.128/26']);
  });

  it('is kept beside node ranges that are given, and those of connected networks', () => {
    const given = small('a', { ranges: { nodes: '10.0.0.0/26' } });
    expect(nodesIn({ clusters: [given, small('b')] })?.[1]).toBe('10.0.0.64/26');
    expect(nodesIn({ room: 1, clusters: [given, small('b')] })?.[1]).toBe('10.0.0.128/26');
    const home = narrow({ name: 'home', connected: ['hub'], clusters: [small('b')] });
    const hub = (room: number) => network({ name: 'hub', room, clusters: [given] });
    expect(nodesOf([home, hub(0)])[0]).toEqual(['10.0.0.64/26']);
    expect(nodesOf([home, hub(1)])[0]).toEqual(['10.0.0.128/26']);
  });

  it('is not given up for a range that fits nowhere', () => {
    const given = small('a', { ranges: { nodes: '10.0.0.0/26' } });
    const podsWithin = blocks('10.64.0.0/24');
    const home = narrow({ room: 1, podsWithin, clusters: [given, small('b')] });
    expect(planNetworks([home]).unplaced.map(({ role }) => role)).toEqual(['pod', 'pod']);
    expect(nodesOf([home])[0]?.[1]).toBe('10.0.0.128/26');
  });

  it('ends at the widest subnet of VPC', () => {
    const within = blocks('0.0.0.0/0');
    const home = network({
      room: 21,
      within,
      podsWithin: blocks('10.0.0.0/8'),
      clusters: [small('a')],
    });
    // the lowest /8 that nobody reserves and in which no Pods are
    expect(nodesOf([home])).toEqual([['1.0.0.0/26']]);
  });

  const anyCluster = fc.record({
    nodes: fc.integer({ min: 1, max: 120 }),
    services: fc.integer({ min: 1, max: 250 }),
    given: fc.option(fc.nat({ max: 63 }), { nil: undefined }),
  });
  const anyNetwork = (name: string) =>
    fc
      .record({
        clusters: fc.array(anyCluster, { maxLength: 4 }),
        used: fc.array(fc.nat({ max: 63 }), { maxLength: 4 }),
        room: fc.nat({ max: 4 }),
        within: fc.constantFrom(['10.0.0.0/22'], ['10.0.0.0/20'], ['10.0.0.0/23', '10.0.4.0/22']),
        servicesWithin: fc.constantFrom([], ['10.0.1.0/24', '10.9.0.0/24']),
      })
      .map(({ clusters, used, room, within, servicesWithin }) =>
        network({
          name,
          room,
          connected: ['hub'].filter((one) => one !== name),
          within: blocks(...within),
          podsWithin: blocks('10.64.0.0/16'),
          servicesWithin: blocks(...servicesWithin),
          ranges: used.map((at) => other(`10.0.${at >> 2}.${(at & 3) * 64}/27`)),
          clusters: clusters.map(({ nodes, services, given }, index) =>
            cluster({
              name: `${name}-${index}`,
              services,
              nodePools: [pool({ nodes })],
              ranges:
                given === undefined ? {} : { nodes: `10.0.${given >> 2}.${(given & 3) * 64}/26` },
            }),
          ),
        }),
      );
  const anyNetworks = fc.tuple(anyNetwork('home'), anyNetwork('hub'));
  const without = (networks: readonly Network[]) => networks.map((home) => ({ ...home, room: 0 }));

  it('costs no range its place', () => {
    fc.assert(
      fc.property(anyNetworks, (networks) => {
        const failed = planNetworks(networks).unplaced.length;
        expect(failed).toBeLessThanOrEqual(planNetworks(without(networks)).unplaced.length);
      }),
    );
  });

  it('of no bits is the plan without it', () => {
    fc.assert(
      fc.property(anyNetworks, (networks) => {
        const bare = networks.map(({ room, ...home }) => (room === 0 ? { ...home, room } : home));
        const placed = planNetworks(without(networks)).networks.map(({ clusters }) => clusters);
        expect(placed).toEqual(planNetworks(bare).networks.map(({ clusters }) => clusters));
      }),
    );
  });

  it('of one cluster alone stays free of its own Services and Pods', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500 }),
        fc.integer({ min: 1, max: 12 }),
        (nodes, room) => {
          const clusters = [cluster({ nodePools: [pool({ nodes })], services: 1000 })];
          const [home] = planNetworks([network({ room, clusters })]).networks;
          const { nodes: placed, pods, services } = home!.clusters[0]!.ranges;
          const own = placed!.cidr!;
          const around = widen(own, Math.max(8, own.prefixLength - room));
          for (const range of [pods, services === 'google-managed' ? undefined : services])
            expect(overlaps(around, range!.cidr!)).toBe(false);
        },
      ),
    );
  });
});
