import { describe, expect, it } from 'vitest';
import { pool, version } from '../gke/builders.ts';
import { about, count } from './findings.ts';

describe('maximum Pods per node that GKE refuses', () => {
  it.each([
    [1, 1],
    [7, 1],
    [8, 0],
    [110, 0],
    [111, 0],
    [256, 0],
    [257, 1],
    [512, 1],
  ])('%i fires %i times, on a cluster and on a pool', (maxPodsPerNode, times) => {
    expect(count('max-pods-per-node', { maxPodsPerNode })).toBe(times);
    expect(count('max-pods-per-node', { nodePools: [pool({ maxPodsPerNode })] })).toBe(times);
  });

  it.each([
    ['1.23.4', 110, 0],
    ['1.23.4', 111, 1],
    ['1.23.4', 256, 1],
    ['1.23.5', 256, 0],
    ['1.23.5-gke.1300', 256, 0],
    ['1.23', 256, 0],
    ['1.22', 111, 1],
    ['1.24', 257, 1],
  ])('GKE %s: %i fires %i times', (text, maxPodsPerNode, times) => {
    expect(count('max-pods-per-node', { version: version(text), maxPodsPerNode })).toBe(times);
  });

  it('names the bounds, and the version that brought more', () => {
    const [finding] = about('max-pods-per-node', {
      version: version('1.22'),
      maxPodsPerNode: 200,
    });
    for (const text of ['200', '1.22', '8 to 110', '1.23.5'])
      expect(finding?.message).toContain(text);
    expect(finding?.facts).toMatchObject({ minimum: 8, maximum: 110 });
  });

  it('is found on each pool that sets it', () => {
    const nodePools = ['a', 'b', 'c'].map((name, index) =>
      pool({ name, maxPodsPerNode: [4, 32, 300][index] ?? 0 }),
    );
    const findings = about('max-pods-per-node', { nodePools });
    expect(findings.map(({ facts }) => facts['maxPodsPerNode'])).toEqual([4, 300]);
  });

  it('on Autopilot is any that is set, unless the cluster runs already', () => {
    const mode = 'autopilot';
    expect(count('max-pods-per-node', { mode })).toBe(0);
    expect(count('max-pods-per-node', { mode, maxPodsPerNode: 32 })).toBe(1);
    expect(count('max-pods-per-node', { mode, nodePools: [pool({ maxPodsPerNode: 64 })] })).toBe(1);
    expect(count('max-pods-per-node', { mode, maxPodsPerNode: 32, exists: true })).toBe(0);
  });
});

describe('few Pods per node', () => {
  it.each([
    [7, 0],
    [8, 1],
    [15, 1],
    [16, 0],
  ])('%i fires %i times', (maxPodsPerNode, times) => {
    const findings = about('low-max-pods-per-node', { maxPodsPerNode });
    expect(findings).toHaveLength(times);
    for (const { severity, message } of findings) {
      expect(severity).toBe('warning');
      expect(message).toContain(String(maxPodsPerNode));
    }
  });

  it('are found on a pool of a cluster that has enough', () => {
    const nodePools = [pool({ name: 'gpu', maxPodsPerNode: 8 }), pool({ name: 'web' })];
    const findings = about('low-max-pods-per-node', { maxPodsPerNode: 110, nodePools });
    expect(findings).toHaveLength(1);
    expect(findings[0]?.message).toContain('gpu');
  });

  it('of a cluster whose pools all set enough do not matter unless somebody set them', () => {
    const nodePools = [pool({ maxPodsPerNode: 32 })];
    expect(count('low-max-pods-per-node', { nodePools })).toBe(0);
    expect(count('low-max-pods-per-node', { maxPodsPerNode: 10, nodePools })).toBe(1);
  });
});
