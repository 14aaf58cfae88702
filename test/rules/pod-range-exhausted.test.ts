import { describe, expect, it } from 'vitest';
import { blueGreen, namedRange, pool, surge, type ClusterGiven } from '../gke/builders.ts';
import { about, count } from './findings.ts';

const nodes = (n: number) => [pool({ nodes: n })];

const onPods = (n: number, pods: string, maxPodsPerNode = 110): ClusterGiven => ({
  maxPodsPerNode,
  nodePools: nodes(n),
  ranges: { pods },
});

const blueGreenOn = (pods: string): ClusterGiven => ({
  nodePools: [pool({ nodes: 100, upgrade: blueGreen })],
  ranges: { pods },
});

const surgingOn = (pods: string): ClusterGiven => ({
  maxPodsPerNode: 256,
  nodePools: [pool({ nodes: 5, upgrade: surge(2) })],
  ranges: { pods },
});

const growingOn = (pods: string): ClusterGiven => ({
  ...onPods(100, pods),
  growth: { percent: 10, years: 2 },
});

const mixed = (small: number): ClusterGiven => ({
  nodePools: [
    pool({ name: 'large', nodes: 1 }),
    pool({ name: 'small', nodes: small, maxPodsPerNode: 16 }),
  ],
  ranges: { pods: '10.4.0.0/23' },
});

const split = (batch: number): ClusterGiven => ({
  nodePools: [
    pool({ name: 'web', nodes: 1 }),
    pool({ name: 'batch', nodes: batch, podRange: 'batch' }),
  ],
  ranges: { pods: '10.4.0.0/16', additionalPods: [namedRange('batch', '10.12.0.0/24')] },
});

const together = (n: number): ClusterGiven => ({
  nodePools: nodes(n),
  ranges: { pods: '10.4.0.0/24', additionalPods: ['10.12.0.0/24'] },
});

const routes = (n: number): ClusterGiven => ({
  ...onPods(n, '10.4.0.0/14'),
  dataPlane: 'kubenet',
});

describe('a Pod range', () => {
  it.each([
    ['10.4.0.0/24', 110, 1],
    ['10.4.0.0/21', 110, 8],
    ['10.4.0.0/20', 110, 16],
    ['10.4.0.0/17', 110, 128],
    ['10.4.0.0/16', 110, 256],
    ['10.4.0.0/14', 110, 1024],
    ['10.4.0.0/24', 8, 16],
    ['10.4.0.0/24', 16, 8],
    ['10.4.0.0/24', 30, 4],
    ['10.4.0.0/24', 64, 2],
    ['10.4.0.0/24', 128, 1],
    ['10.4.0.0/21', 55, 16],
    ['10.4.0.0/17', 55, 256],
    ['10.8.0.0/13', 256, 1024],
  ])('%s at %i Pods per node holds %i nodes and not one more', (pods, maxPods, n) => {
    expect(count('pod-range-exhausted', onPods(n, pods, maxPods))).toBe(0);
    expect(count('pod-range-exhausted', onPods(n + 1, pods, maxPods))).toBe(1);
  });

  it('says need, have, missing and the prefix that fits: 257 nodes on a /16', () => {
    const [finding] = about('pod-range-exhausted', onPods(257, '10.4.0.0/16'));
    expect(finding?.facts).toMatchObject({
      needed: 65_792,
      usable: 65_536,
      missing: 256,
      fittingPrefixLength: 15,
    });
    for (const text of ['10.4.0.0/16', '65792', '65536', '256 missing', '/15'])
      expect(finding?.message).toContain(text);
  });

  it('holds the whole pool twice for a blue-green upgrade: 100 nodes take 51,200 addresses', () => {
    expect(count('pod-range-exhausted', blueGreenOn('10.4.0.0/16'))).toBe(0);
    const [finding] = about('pod-range-exhausted', blueGreenOn('10.4.0.0/17'));
    expect(finding?.facts).toMatchObject({ needed: 51_200, missing: 18_432 });
  });

  it('holds surge nodes of every pool: 5 nodes with a surge of 2 are 7', () => {
    expect(count('pod-range-exhausted', surgingOn('10.4.0.0/20'))).toBe(0);
    const [finding] = about('pod-range-exhausted', surgingOn('10.4.0.0/21'));
    expect(finding?.facts['needed']).toBe(7 * 512);
  });

  it('holds the growth: 100 nodes at 10 % for 2 years are 121', () => {
    expect(count('pod-range-exhausted', growingOn('10.4.0.0/17'))).toBe(0);
    const [finding] = about('pod-range-exhausted', growingOn('10.4.0.0/18'));
    expect(finding?.facts['needed']).toBe(121 * 256);
  });

  it('without over-provisioning holds twice the nodes: 8 blocks of /27 at 30 Pods per node', () => {
    const single = { ...onPods(9, '10.4.0.0/24', 30), podCidrOverprovision: false };
    expect(count('pod-range-exhausted', { ...single, nodePools: nodes(8) })).toBe(0);
    expect(count('pod-range-exhausted', single)).toBe(1);
  });

  it('adds up blocks of several sizes: a /24 and eight of /27 fill a /23', () => {
    expect(count('pod-range-exhausted', mixed(8))).toBe(0);
    expect(count('pod-range-exhausted', mixed(9))).toBe(1);
  });

  it('that a pool names serves only that pool', () => {
    expect(count('pod-range-exhausted', split(1))).toBe(0);
    const [finding, ...more] = about('pod-range-exhausted', split(2));
    expect(more).toEqual([]);
    expect(finding?.facts).toMatchObject({ range: '10.12.0.0/24', missing: 256 });
  });

  it('and the additional ones that nobody names serve the rest together', () => {
    expect(count('pod-range-exhausted', together(2))).toBe(0);
    const [finding, ...more] = about('pod-range-exhausted', together(4));
    expect(more).toEqual([]);
    expect(finding?.facts['missing']).toBe(512);
    expect(finding?.fix).toContain('/23');
  });

  it('that clusters share is checked with the sum and reported once', () => {
    const pods = namedRange('pods', '10.4.0.0/20');
    const shared = (name: string, n: number): ClusterGiven => ({
      name,
      nodePools: nodes(n),
      ranges: { pods },
    });
    expect(count('pod-range-exhausted', shared('a', 8), shared('b', 8))).toBe(0);
    const [finding, ...more] = about('pod-range-exhausted', shared('a', 8), shared('b', 9));
    expect(more).toEqual([]);
    expect(finding?.facts).toMatchObject({ needed: 17 * 256, usable: 4096, missing: 256 });
    expect(finding?.message).toMatch(/\ba\b.*\bb\b/);
  });

  it('is reported whichever of its clusters says how many nodes it has', () => {
    const ranges = { pods: namedRange('pods', '10.4.0.0/24') };
    const unknown: ClusterGiven = { name: 'a', ranges };
    const known: ClusterGiven = { name: 'b', nodePools: nodes(2), ranges };
    expect(count('pod-range-exhausted', known, unknown)).toBe(1);
    expect(count('pod-range-exhausted', unknown, known)).toBe(1);
  });

  it('of a routes-based cluster holds 1,008 nodes beside its Services on a /14', () => {
    expect(count('pod-range-exhausted', routes(900))).toBe(0);
    expect(count('pod-range-exhausted', routes(1008))).toBe(0);
    const [finding] = about('pod-range-exhausted', routes(1009));
    expect(finding?.facts).toMatchObject({
      usable: 258_048,
      missing: 256,
      fittingPrefixLength: 13,
    });
  });
});
