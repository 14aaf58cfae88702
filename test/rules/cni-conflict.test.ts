import { describe, expect, it } from 'vitest';
import { parseCidr } from '../../src/net/cidr.ts';
import { pool, version, type ClusterGiven } from '../gke/builders.ts';
import { about, count } from './findings.ts';

const kubenet = { dataPlane: 'kubenet' } as const;
const controlPlane = { kind: 'range', cidr: parseCidr('172.16.0.0/28') } as const;

describe('what GKE refuses together', () => {
  const refused: readonly (readonly [string, ClusterGiven])[] = [
    ['Calico on Autopilot', { mode: 'autopilot', dataPlane: 'calico' }],
    ['the Google CNI on Autopilot', { mode: 'autopilot', dataPlane: 'google-cni' }],
    ['netd on Autopilot', { mode: 'autopilot', dataPlane: 'netd' }],
    ['routes on Autopilot', { mode: 'autopilot', ...kubenet }],
    ['Dataplane V2 before 1.20.6', { dataPlane: 'dataplane-v2', version: version('1.20.5') }],
    ['Dataplane V2 on 1.19', { dataPlane: 'dataplane-v2', version: version('1.19') }],
    ['routes and a second Pod range', { ...kubenet, ranges: { additionalPods: ['10.4.0.0/16'] } }],
    ['routes and 32 Pods per node', { ...kubenet, maxPodsPerNode: 32 }],
    [
      'routes and 64 Pods per node of a pool',
      { ...kubenet, nodePools: [pool({ maxPodsPerNode: 64 })] },
    ],
    ['routes and a control plane in a /28', { ...kubenet, controlPlane }],
    ['routes and IPv6', { ...kubenet, ipv6: {} }],
    ['dual-stack on 1.23', { dataPlane: 'netd', ipv6: {}, version: version('1.23.9') }],
    [
      'dual-stack on Autopilot 1.24',
      { mode: 'autopilot', dataPlane: 'dataplane-v2', ipv6: {}, version: version('1.24') },
    ],
    ['routes and a Services range', { ...kubenet, ranges: { services: '10.8.0.0/20' } }],
  ];
  it.each(refused)('%s', (_name, given) => {
    const [finding, ...more] = about('cni-conflict', given);
    expect(more).toEqual([]);
    expect(finding?.severity).toBe('error');
    expect(finding?.message).toContain(String(given.dataPlane));
    expect(count('cni-conflict', { ...given, exists: true })).toBe(0);
  });
});

describe('what GKE accepts', () => {
  const accepted: readonly (readonly [string, ClusterGiven])[] = [
    ['Autopilot with nothing said', { mode: 'autopilot' }],
    ['Autopilot with Dataplane V2', { mode: 'autopilot', dataPlane: 'dataplane-v2' }],
    ['dual-stack on 1.24', { ipv6: {}, version: version('1.24') }],
    ['dual-stack on Autopilot 1.25', { mode: 'autopilot', ipv6: {}, version: version('1.25') }],
    ['Calico on Standard', { dataPlane: 'calico' }],
    ['Dataplane V2 from 1.20.6 on', { dataPlane: 'dataplane-v2', version: version('1.20.6') }],
    ['the Google CNI on 1.19', { version: version('1.19') }],
    ['routes with one Pod range', { ...kubenet, ranges: { pods: '10.4.0.0/14' } }],
    ['routes with 110 Pods per node', { ...kubenet, maxPodsPerNode: 110 }],
    [
      'everything of the kind with the Google CNI',
      {
        maxPodsPerNode: 32,
        controlPlane,
        ranges: { additionalPods: ['10.4.0.0/16'], services: '10.8.0.0/20' },
      },
    ],
  ];
  it.each(accepted)('%s', (_name, given) => {
    expect(count('cni-conflict', given)).toBe(0);
  });
});

it('names each conflict of one cluster', () => {
  const findings = about('cni-conflict', {
    ...kubenet,
    maxPodsPerNode: 32,
    controlPlane,
    ranges: { services: '10.8.0.0/20' },
  });
  expect(findings).toHaveLength(3);
  expect(new Set(findings.map(({ message }) => message)).size).toBe(3);
});
