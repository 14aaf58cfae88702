import { describe, expect, it } from 'vitest';
import { namedRange, type ClusterGiven } from '../gke/builders.ts';
import { about, count } from './findings.ts';

const none = { kind: 'none' } as const;

const fourNodes = (pods: string): ClusterGiven => ({
  controlPlane: none,
  ranges: { nodes: '10.0.0.0/29', pods },
});

const nodes252 = (pods: string): ClusterGiven => ({
  controlPlane: none,
  ranges: { nodes: '10.0.0.0/24', pods: namedRange('pods', pods) },
});

describe('a range that can never fill', () => {
  it('holds at least twice what another limit allows: 2 blocks of Pods beside 4 nodes', () => {
    expect(count('stranded-capacity', fourNodes('10.4.0.0/22'))).toBe(0);
    const [finding, ...more] = about('stranded-capacity', fourNodes('10.4.0.0/23'));
    expect(more).toEqual([]);
    expect(finding?.severity).toBe('info');
    expect(finding?.facts).toMatchObject({
      range: '10.0.0.0/29',
      limit: 4,
      capacity: 2,
      boundBy: 'pod-range',
    });
    for (const text of ['10.0.0.0/29', '4 nodes', 'pod-range', 'stops at 2'])
      expect(finding?.message).toContain(text);
  });

  it('is not one at one node less than twice: 3 nodes beside 2 blocks', () => {
    const ranges = { nodes: '10.0.0.0/29', pods: '10.4.0.0/23' };
    expect(count('stranded-capacity', { ranges })).toBe(0);
  });

  it('is the Pod range where the node subnet binds: 512 nodes beside 252', () => {
    expect(count('stranded-capacity', nodes252('10.4.0.0/16'))).toBe(0);
    const [finding] = about('stranded-capacity', nodes252('10.4.0.0/15'));
    expect(finding?.facts).toMatchObject({ name: 'pods', limit: 512, boundBy: 'node-range' });
  });

  it('may be both where a documented limit binds: a pool has 1,000 nodes in a zone', () => {
    const findings = about('stranded-capacity', {
      ranges: { nodes: '10.0.0.0/20', pods: '10.8.0.0/13' },
    });
    expect(findings.map(({ facts }) => [facts['range'], facts['boundBy']])).toEqual([
      ['10.0.0.0/20', 'node-pool-limit'],
      ['10.8.0.0/13', 'node-pool-limit'],
    ]);
  });

  it('needs two limits to compare', () => {
    expect(count('stranded-capacity', {})).toBe(0);
    expect(count('stranded-capacity', { ranges: { nodes: '10.0.0.0/24' } })).toBe(0);
    expect(count('stranded-capacity', { ranges: { pods: '10.4.0.0/24' } })).toBe(0);
  });

  it('is none of several clusters that fill it together: four of 252 nodes on one /14', () => {
    const clusters = ['a', 'b', 'c', 'd'].map((name, index) => ({
      name,
      controlPlane: none,
      ranges: { nodes: `10.0.${index}.0/24`, pods: namedRange('pods', '10.4.0.0/14') },
    }));
    expect(count('stranded-capacity', ...clusters)).toBe(0);
  });
});
