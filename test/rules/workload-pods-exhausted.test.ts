import { describe, expect, it } from 'vitest';
import { pool } from '../gke/builders.ts';
import { about, count } from './findings.ts';

const id = 'workload-pods-exhausted';

describe('Pods of workloads', () => {
  it.each([
    [50, 64, 9, 2750],
    [1, 110, 0, 110],
    [10, 8, 7, 10],
  ])(
    'on %i nodes with %i Pods each, %i of the system, are %i and not one more',
    (nodes, maxPodsPerNode, total, most) => {
      const given = (pods: number) => ({
        maxPodsPerNode,
        systemPods: { total },
        nodePools: [pool({ nodes, pods })],
      });
      expect(count(id, given(most))).toBe(0);
      const [finding] = about(id, given(most + 1));
      expect(finding?.severity).toBe('error');
      expect(finding?.facts).toMatchObject({ needed: most + 1, room: most, nodes });
    },
  );

  it('fit once there are as many nodes, or Pods per node, as the fix says', () => {
    const short = { systemPods: { total: 5 }, maxPodsPerNode: 30 };
    const [finding] = about(id, { ...short, nodePools: [pool({ nodes: 3, pods: 101 })] });
    expect(finding?.fix).toBe('give it 5 nodes, or 39 Pods per node');
    expect(count(id, { ...short, nodePools: [pool({ nodes: 5, pods: 101 })] })).toBe(0);
    const wider = { ...short, maxPodsPerNode: 39 };
    expect(count(id, { ...wider, nodePools: [pool({ nodes: 3, pods: 101 })] })).toBe(0);
  });

  it('grow as nodes do', () => {
    const growth = { percent: 100, years: 1 };
    const nodePools = [pool({ nodes: 10, pods: 1100 })];
    expect(count(id, { growth, nodePools })).toBe(0);
    expect(count(id, { growth, nodePools: [pool({ nodes: 10, pods: 1101 })] })).toBe(1);
  });

  it('are judged for each pool by itself', () => {
    const nodePools = [
      pool({ name: 'a', nodes: 1, pods: 111 }),
      pool({ name: 'b', nodes: 9, pods: 1 }),
    ];
    expect(about(id, { nodePools }).map(({ facts }) => facts['pool'])).toEqual(['a']);
  });
});

describe('system Pods', () => {
  it.each([
    [7, 0],
    [8, 1],
    [9, 1],
  ])('%i on a node of 8 leave none to workloads: %i', (total, findings) => {
    expect(count(id, { maxPodsPerNode: 8, systemPods: { total } })).toBe(findings);
  });
});
