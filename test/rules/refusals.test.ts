import { describe, expect, it } from 'vitest';
import { refusals } from '../../src/rules/refusals.ts';
import { cluster, network, type ClusterGiven } from '../gke/builders.ts';

const refusing = (given: ClusterGiven) =>
  refusals(network({ clusters: [cluster(given)] })).map(({ rule }) => rule);

describe('what GKE refuses', () => {
  it.each<[string, ClusterGiven]>([
    ['max-pods-per-node', { maxPodsPerNode: 257 }],
    ['pod-range-size', { ranges: { pods: '/25' } }],
    ['service-range-size', { ranges: { services: '/15' } }],
    ['node-range-size', { ranges: { nodes: '/30' } }],
    ['prohibited-range', { ranges: { nodes: '127.0.0.0/24' } }],
    ['cni-conflict', { mode: 'autopilot', dataPlane: 'calico' }],
    ['range-overlap', { ranges: { nodes: '10.0.0.0/24', pods: '10.0.0.0/16' } }],
  ])('is %s', (rule, given) => {
    expect(refusing(given)).toEqual([rule]);
  });

  it('is neither what does not fit nor what is only advised against', () => {
    const tight = {
      ranges: { nodes: '10.0.0.0/29', pods: '10.1.0.0/24', services: '10.2.0.0/28' },
    };
    expect(refusing({ ...tight, zones: 3, services: 100, nodePools: [] })).toEqual([]);
    expect(refusing({ maxPodsPerNode: 15, ranges: { pods: '172.17.0.0/16' } })).toEqual([]);
  });
});
