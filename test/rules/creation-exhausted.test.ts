import { describe, expect, it } from 'vitest';
import type { ClusterSpec } from '../../src/gke/cluster.ts';
import { cluster, namedRange, network, pool, type ClusterGiven } from '../gke/builders.ts';
import { about, count, findingsOf } from './findings.ts';

/** Two blocks of /24 where three zones need three. */
const regional: ClusterGiven = {
  location: 'europe-west1',
  nodePools: [pool({ nodes: 4, maxPodsPerNode: 32 })],
  ranges: { nodes: '10.0.0.0/24', pods: '10.4.0.0/23' },
};
const pods = (text: string) => ({ ranges: { nodes: '10.0.0.0/24', pods: text } });

const withLoadBalancers = (internalLoadBalancers: number) =>
  about('creation-exhausted', {
    ...regional,
    internalLoadBalancers,
    ranges: { nodes: '10.0.0.0/29', pods: '10.4.0.0/20' },
  });

const found = (spec: ClusterSpec) =>
  findingsOf('creation-exhausted', [network({ clusters: [spec] })]);

describe('the temporary default node pool', () => {
  it('needs a block of 110 Pods in each of three zones, whatever the real pools have', () => {
    const [finding, ...more] = about('creation-exhausted', regional);
    expect(more).toEqual([]);
    expect(finding?.severity).toBe('error');
    expect(finding?.facts).toMatchObject({ nodes: 3, needed: 768, have: 512, zonesKnown: true });
    for (const text of ['110 Pods', '3 zones', '2 blocks of /24'])
      expect(finding?.message).toContain(text);
    expect(finding?.ranges).toContain('10.4.0.0/23');
    expect(count('pod-range-exhausted', regional)).toBe(0);
  });

  it('fits one bit more', () => {
    expect(count('creation-exhausted', { ...regional, ...pods('10.4.0.0/22') })).toBe(0);
  });

  it("has the cluster's own maximum Pods per node", () => {
    const maxPodsPerNode = 64;
    expect(count('creation-exhausted', { ...regional, maxPodsPerNode })).toBe(0);
    expect(
      count('creation-exhausted', { ...regional, maxPodsPerNode, ...pods('10.4.0.0/24') }),
    ).toBe(1);
  });

  it('has one node where the cluster has one zone, and two in two', () => {
    const zone = { ...regional, location: 'europe-west1-b', ...pods('10.4.0.0/24') };
    expect(count('creation-exhausted', zone)).toBe(0);
    expect(count('creation-exhausted', { ...regional, zones: 2 })).toBe(0);
    expect(count('creation-exhausted', { ...regional, zones: 2, ...pods('10.4.0.0/24') })).toBe(1);
  });

  it('is a guess, and a warning, where nobody says where the cluster is', () => {
    const { location: _location, ...nowhere } = cluster(regional);
    expect(found({ ...nowhere, zones: 3 })[0]?.severity).toBe('error');
    const [guess] = found(nowhere);
    expect(guess?.severity).toBe('warning');
    expect(guess?.facts['zonesKnown']).toBe(false);
    expect(guess?.message).toContain('if it is regional');
  });

  it('is none on Autopilot, in a routes-based cluster and in one that runs already', () => {
    for (const given of [
      { mode: 'autopilot' },
      { dataPlane: 'kubenet' },
      { exists: true },
    ] as const) {
      expect(count('creation-exhausted', { ...regional, ...given })).toBe(0);
    }
  });

  it('also needs node addresses: three zones and the endpoint fill a /29', () => {
    expect(withLoadBalancers(0)).toEqual([]);
    const [finding] = withLoadBalancers(1);
    expect(finding?.facts).toMatchObject({ needed: 5, have: 4 });
  });

  it('finds only the blocks that clusters sharing the range leave', () => {
    const shared = namedRange('pods', '10.4.0.0/22');
    const beside = (nodes: number): ClusterGiven => ({
      name: 'other',
      exists: true,
      nodePools: [pool({ nodes })],
      ranges: { nodes: '10.1.0.0/24', pods: shared },
    });
    const own = { ...regional, ranges: { nodes: '10.0.0.0/24', pods: shared } };
    expect(count('creation-exhausted', own, beside(1))).toBe(0);
    const [finding] = about('creation-exhausted', own, beside(2));
    expect(finding?.facts).toMatchObject({ needed: 768, have: 512 });
  });

  it('takes blocks of every range that serves it, and none of a range that a pool names', () => {
    const ranges = {
      nodes: '10.0.0.0/24',
      pods: '10.4.0.0/23',
      additionalPods: [namedRange('more', '10.8.0.0/24')],
    };
    expect(count('creation-exhausted', { ...regional, ranges })).toBe(0);
    const nodePools = [pool({ nodes: 1, podRange: 'more' })];
    expect(count('creation-exhausted', { ...regional, nodePools, ranges })).toBe(1);
  });

  it('is not judged without ranges', () => {
    expect(count('creation-exhausted', { location: 'europe-west1' })).toBe(0);
  });
});
