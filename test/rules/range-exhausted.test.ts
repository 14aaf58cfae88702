import { describe, expect, it } from 'vitest';
import { planNetworks } from '../../src/gke/plan.ts';
import { blocks, cluster, network, pool, type ClusterGiven } from '../gke/builders.ts';
import { findingsOf } from './findings.ts';

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
