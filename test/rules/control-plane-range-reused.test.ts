import { describe, expect, it } from 'vitest';
import { parseCidr } from '../../src/net/cidr.ts';
import { cluster, network, other } from '../gke/builders.ts';
import { about, count, findingsOf } from './findings.ts';

const planeOf = (name: string, text: string, location = 'europe-west1') => ({
  name,
  location,
  controlPlane: {
    kind: 'range' as const,
    cidr: parseCidr(text),
    where: { file: 'spec.yaml', path: name },
  },
});

describe('the /28 of a control plane', () => {
  it('twice in one network is an error in whatever region, and no overlap beside it', () => {
    const clusters = [
      planeOf('eu', '172.16.0.0/28'),
      planeOf('us', '172.16.0.0/28', 'us-central1-a'),
    ];
    const [finding, ...more] = about('control-plane-range-reused', ...clusters);
    expect(more).toEqual([]);
    expect(finding?.severity).toBe('error');
    for (const text of ['eu', 'us', 'vpc', '172.16.0.0/28'])
      expect(finding?.message).toContain(text);
    expect(finding?.where?.path).toBe('us');
    expect(finding?.related[0]?.where?.path).toBe('eu');
    expect(about('range-overlap', ...clusters)).toEqual([]);
  });

  it('three times are two errors', () => {
    const clusters = ['a', 'b', 'c'].map((name) => planeOf(name, '172.16.0.0/28'));
    expect(count('control-plane-range-reused', ...clusters)).toBe(2);
  });

  it('beside another is none', () => {
    const clusters = [planeOf('a', '172.16.0.0/28'), planeOf('b', '172.16.0.16/28')];
    expect(count('control-plane-range-reused', ...clusters)).toBe(0);
    expect(count('range-overlap', ...clusters)).toBe(0);
  });

  it('in two networks is none', () => {
    const networks = ['a', 'b'].map((name) =>
      network({ name, clusters: [cluster(planeOf(name, '172.16.0.0/28'))] }),
    );
    expect(findingsOf('control-plane-range-reused', networks)).toEqual([]);
  });

  it('inside another range is an overlap: 172.16.0.0/28 lies in a Pod range of 172.16.0.0/14', () => {
    const clusters = [
      cluster({ ...planeOf('a', '172.16.0.0/28'), ranges: { pods: '172.16.0.0/14' } }),
    ];
    expect(findingsOf('range-overlap', [network({ clusters })])).toHaveLength(1);
  });

  it('equal to a range of something else is an overlap', () => {
    const clusters = [cluster(planeOf('a', '172.16.0.0/28'))];
    const ranges = [other('172.16.0.0/28', 'vpn')];
    expect(findingsOf('range-overlap', [network({ clusters, ranges })])).toHaveLength(1);
  });
});
