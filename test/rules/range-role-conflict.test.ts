import { describe, expect, it } from 'vitest';
import { parseCidr } from '../../src/net/cidr.ts';
import { namedRange } from '../gke/builders.ts';
import { about, count } from './findings.ts';

describe('one range in two roles', () => {
  it.each([
    [{ nodes: '10.0.0.0/20', pods: '10.0.0.0/20' }, ['node', 'pod']],
    [{ nodes: '10.0.0.0/20', services: '10.0.0.0/20' }, ['node', 'service']],
    [{ pods: '10.0.0.0/20', services: '10.0.0.0/20' }, ['pod', 'service']],
  ])('is a conflict of its roles and no overlap: %j', (ranges, roles) => {
    const [finding, ...more] = about('range-role-conflict', { ranges });
    expect(more).toEqual([]);
    expect(finding?.severity).toBe('error');
    expect(finding?.facts).toMatchObject({ cidr: '10.0.0.0/20', roles });
    expect(finding?.message).toContain('10.0.0.0/20');
    expect(about('range-overlap', { ranges })).toEqual([]);
  });

  it('counts IPv6 as well', () => {
    const both = { cidr: parseCidr('fd20:0:1::/64') };
    const [finding] = about('range-role-conflict', { ipv6: { nodes: both, services: both } });
    expect(finding?.facts).toMatchObject({ cidr: 'fd20:0:1::/64', roles: ['node', 'service'] });
  });

  it('an additional Pod range counts as Pods', () => {
    const ranges = { services: '10.8.0.0/20', additionalPods: ['10.8.0.0/20'] };
    expect(count('range-role-conflict', { ranges })).toBe(1);
  });

  it('in three roles is three conflicts', () => {
    const text = '10.0.0.0/20';
    expect(
      count('range-role-conflict', { ranges: { nodes: text, pods: text, services: text } }),
    ).toBe(3);
  });

  it('is none for two blocks that only overlap', () => {
    const ranges = { pods: '10.0.0.0/16', services: '10.0.0.0/20' };
    expect(count('range-role-conflict', { ranges })).toBe(0);
    expect(count('range-overlap', { ranges })).toBe(1);
  });

  it('is none for the Services that a routes-based cluster keeps in its Pod range', () => {
    const ranges = { pods: '10.4.0.0/20' };
    expect(count('range-role-conflict', { dataPlane: 'kubenet', ranges })).toBe(0);
  });
});

const countNamed = (pods: string, services: string) =>
  count('range-role-conflict', {
    ranges: {
      pods: namedRange(pods, '10.4.0.0/16'),
      services: namedRange(services, '10.8.0.0/20'),
    },
  });

describe('swapped Pods and Services', () => {
  it.each([
    ['services', 'pods'],
    ['prod-svc', 'prod-pod-range'],
    ['gke-services', 'gke-cluster-range'],
    ['SERVICES', 'PODS'],
    ['services', 'secondary-2'],
    ['secondary-1', 'pods'],
    ['cluster-services', 'cluster-pods'],
  ])('show in their names: Pods in %s, Services in %s', (pods, services) => {
    expect(countNamed(pods, services)).toBe(1);
  });

  it.each([
    ['pods', 'services'],
    ['gke-cluster-range', 'gke-svc-range'],
    ['secondary-1', 'secondary-2'],
    ['pods', 'pods-2'],
  ])(
    'are not claimed where the names do not say so: Pods in %s, Services in %s',
    (pods, services) => {
      expect(countNamed(pods, services)).toBe(0);
    },
  );

  it('names both ranges and both blocks', () => {
    const [finding] = about('range-role-conflict', {
      ranges: {
        pods: namedRange('services', '10.8.0.0/20'),
        services: namedRange('pods', '10.4.0.0/16'),
      },
    });
    for (const text of ['services', '10.8.0.0/20', 'pods', '10.4.0.0/16'])
      expect(finding?.message).toContain(text);
    expect(finding?.ranges).toEqual(['services', '10.8.0.0/20', 'pods', '10.4.0.0/16']);
  });

  it('are not claimed of ranges without names', () => {
    const ranges = { pods: '10.8.0.0/20', services: '10.4.0.0/16' };
    expect(count('range-role-conflict', { ranges })).toBe(0);
  });
});
