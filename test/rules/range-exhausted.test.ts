import { describe, expect, it, test } from 'vitest';
import { planNetworks } from '../../src/gke/plan.ts';
import { blocks, cluster, namedRange, network, pool, type ClusterGiven } from '../gke/builders.ts';
import { about, findingsOf } from './findings.ts';

const none = { kind: 'none' } as const;
const nodes = (n: number) => [pool({ nodes: n })];

/** What a plan in this space says. */
const planned = (rule: string, given: ClusterGiven, within: string) => {
  const home = network({
    within: blocks(within),
    clusters: [cluster({ controlPlane: none, ...given })],
  });
  const { networks, unplaced } = planNetworks([home]);
  return findingsOf(rule, networks, { unplaced });
};

describe('a plan without space', () => {
  it('for nodes says need, the largest free block and what it would hold', () => {
    const [finding, ...more] = planned(
      'node-range-exhausted',
      {
        nodePools: nodes(300),
        ranges: { pods: '10.64.0.0/15', services: 'google-managed' },
      },
      '10.0.0.0/24',
    );
    expect(more).toEqual([]);
    expect(finding?.severity).toBe('error');
    expect(finding?.facts).toMatchObject({
      needed: 300,
      prefixLength: 23,
      largestFree: '10.0.0.0/24',
    });
    for (const text of ['/23', '300', '10.0.0.0/24', '252 nodes'])
      expect(finding?.message).toContain(text);
  });

  it('for Pods says how many nodes the largest free block would hold', () => {
    const [finding, ...more] = planned(
      'pod-range-exhausted',
      { nodePools: nodes(100), ranges: { nodes: '192.168.0.0/24', services: 'google-managed' } },
      '10.0.0.0/18',
    );
    expect(more).toEqual([]);
    for (const text of ['/17', '25600', '10.0.0.0/18', '64 nodes'])
      expect(finding?.message).toContain(text);
  });

  it('for Services says how many the largest free block would hold', () => {
    const [finding, ...more] = planned(
      'service-range-exhausted',
      {
        services: 1000,
        nodePools: nodes(10),
        ranges: { nodes: '192.168.0.0/24', pods: '10.64.0.0/16' },
      },
      '10.0.0.0/24',
    );
    expect(more).toEqual([]);
    for (const text of ['/22', '1000', '10.0.0.0/24', '254 Services'])
      expect(finding?.message).toContain(text);
  });

  it('says so where nothing is free', () => {
    const [finding] = planned(
      'node-range-exhausted',
      { nodePools: nodes(1), ranges: { pods: '10.0.0.0/16', services: 'google-managed' } },
      '10.0.0.0/16',
    );
    expect(finding?.message).toContain('nothing is free');
    expect(finding?.facts['largestFree']).toBeNull();
  });
});

describe('what no range of GKE holds', () => {
  it('gets no prefix that GKE refuses', () => {
    // 40,000 blocks of 256 addresses are 10,240,000: more than the 8,388,608 of the widest, a /9.
    const pods = { nodePools: nodes(40_000), ranges: { pods: '10.0.0.0/9' } };
    // A /8 has 16,777,212 addresses for nodes, a /16 has 65,534 for Services.
    const subnet = { nodePools: nodes(16_777_213), ranges: { nodes: '10.0.0.0/8' } };
    const services = { services: 65_535, ranges: { services: '10.0.0.0/16' } };
    for (const [rule, given, fix] of [
      ['pod-range-exhausted', pods, 'fewer Pods per node'],
      ['node-range-exhausted', { ...subnet, controlPlane: none }, 'fewer nodes'],
      ['service-range-exhausted', services, 'fewer Services'],
    ] as const) {
      const [finding] = about(rule, given);
      expect(finding?.message).toContain('GKE accepts no range that holds them');
      expect(finding?.message).not.toMatch(/a \/\d+ fits/);
      expect(finding?.fix).toContain(fix);
      expect(finding?.facts['fittingPrefixLength']).toBeNull();
    }
  });

  it('gets no more of the free space than the widest range', () => {
    const ranges = { nodes: '192.168.0.0/24', pods: '172.16.0.0/16' };
    const given = { services: 70_000, nodePools: nodes(10), ranges };
    const [finding] = planned('service-range-exhausted', given, '10.0.0.0/8');
    expect(finding?.message).toContain('would fit 65534 Services');
    expect(finding?.fix).toBe('plan several clusters, or fewer Services');
  });
});

test('nobody lowers the Pods per node of a routes-based cluster, or adds a range', () => {
  // A /19 without the /20 of its Services holds 16 blocks of /24; 17 of them and 4,096 need a /18.
  const given = (count: number): ClusterGiven => ({
    dataPlane: 'kubenet',
    nodePools: nodes(count),
    ranges: { nodes: '10.0.0.0/24', pods: '10.4.0.0/19' },
  });
  const [exhausted] = about('pod-range-exhausted', given(17));
  expect(exhausted?.facts['fittingPrefixLength']).toBe(18);
  const fixes = [
    exhausted,
    ...about('headroom-low', given(16)),
    ...about('stranded-capacity', given(16)),
  ].map((finding) => finding?.fix);
  expect(fixes).toHaveLength(3);
  for (const fix of fixes) expect(fix).not.toMatch(/Pods per node|add a Pod range/);
});

test('a range that many clusters share names ten of them, and all others in the facts', () => {
  const clusters = Array.from({ length: 17 }, (_, index) => ({
    name: `c${index + 10}`,
    nodePools: nodes(1),
    ranges: { pods: namedRange('pods', '10.4.0.0/20') },
  }));
  const [finding, ...more] = about('pod-range-exhausted', ...clusters);
  expect(more).toEqual([]);
  expect(finding?.message).toContain(
    'c10, c11, c12, c13, c14, c15, c16, c17, c18, c19 and 7 more: ',
  );
  expect(finding?.facts['sharedWith']).toEqual(clusters.slice(1).map(({ name }) => name));
});
