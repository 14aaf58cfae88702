import { describe, expect, it } from 'vitest';
import { pool, surge, version, type ClusterGiven } from '../gke/builders.ts';
import { about } from './findings.ts';

const region = 'europe-west1';

/** Pools of 3,000 nodes in three zones each, the most that a pool can have there. */
function pools(nodes: number): ClusterGiven['nodePools'] & object {
  const full = Math.floor(nodes / 3000);
  const sizes = [...Array.from({ length: full }, () => 3000), nodes % 3000];
  return sizes.map((size, index) => pool({ name: `p${index}`, nodes: size, zones: 3 }));
}

const limitersOf = (given: ClusterGiven) =>
  about('limit-exceeded', given).map(({ facts }) => [facts['limiter'], facts['limit']]);

describe('a node pool', () => {
  it.each([
    [1, 1000],
    [2, 2000],
    [3, 3000],
  ])('in %i zones has %i nodes at the peak and not one more', (zones, most) => {
    const given = (nodes: number) => ({ location: region, nodePools: [pool({ nodes, zones })] });
    expect(limitersOf(given(most))).toEqual([]);
    expect(limitersOf(given(most + 1))).toEqual([['node-pool-limit', most]]);
  });

  it('counts its surge nodes', () => {
    const nodePools = [pool({ nodes: 999, upgrade: surge(2) })];
    const [finding] = about('limit-exceeded', { nodePools });
    expect(finding?.severity).toBe('error');
    for (const text of ['default', '1001', '1 zone', '1000'])
      expect(finding?.message).toContain(text);
  });

  it('is judged by itself: one of two is too large', () => {
    const nodePools = [pool({ name: 'a', nodes: 1001 }), pool({ name: 'b', nodes: 10 })];
    expect(about('limit-exceeded', { nodePools }).map(({ facts }) => facts['pool'])).toEqual(['a']);
  });

  it('is no matter on Autopilot, which makes its own', () => {
    expect(
      limitersOf({ mode: 'autopilot', nodePools: [pool({ nodes: 1001 })] }),
    ).not.toContainEqual(['node-pool-limit', 1000]);
  });
});

const autopilot = (nodes: number): ClusterGiven => ({
  mode: 'autopilot',
  location: region,
  nodePools: [pool({ nodes })],
});

describe('a cluster', () => {
  it.each([
    ['1.17', 5000],
    ['1.18', 15_000],
    ['1.30', 15_000],
    ['1.31', 65_000],
  ])('on GKE %s has %i nodes and not one more', (text, most) => {
    const given = (nodes: number) => ({
      location: region,
      version: version(text),
      nodePools: pools(nodes),
    });
    expect(limitersOf(given(most))).toEqual([]);
    expect(limitersOf(given(most + 1))).toEqual([['cluster-node-limit', most]]);
  });

  it('on Autopilot has 5,000', () => {
    expect(limitersOf(autopilot(5000))).toEqual([]);
    expect(limitersOf(autopilot(5001))).toEqual([['cluster-node-limit', 5000]]);
  });
});

const withServices = (services: number): ClusterGiven => ({ dataPlane: 'dataplane-v2', services });

describe('Dataplane V2', () => {
  const onV2 = (nodes: number, text: string, location: string): ClusterGiven => ({
    dataPlane: 'dataplane-v2',
    location,
    version: version(text),
    nodePools:
      location === region
        ? pools(nodes)
        : [pool({ nodes: nodes - 1 }), pool({ name: 'b', nodes: 1 })],
  });

  it.each([
    ['1.22', region, 500],
    ['1.23', region, 5000],
    ['1.30', region, 5000],
    ['1.31', region, 7500],
    ['1.34', region, 7500],
    ['1.30', 'europe-west1-b', 1000],
    ['1.34', 'europe-west1-b', 1000],
  ])('on GKE %s in %s has %i nodes and not one more', (text, location, most) => {
    expect(limitersOf(onV2(most, text, location))).toEqual([]);
    expect(limitersOf(onV2(most + 1, text, location))).toEqual([['cni-node-limit', most]]);
  });

  it('has 10,000 Services and not one more; other data planes have no such limit', () => {
    expect(limitersOf(withServices(10_000))).toEqual([]);
    const [finding] = about('limit-exceeded', withServices(10_001));
    expect(finding?.facts).toMatchObject({ limiter: 'cni-service-limit', limit: 10_000 });
    for (const text of ['10001', '10000', 'Services', 'https://'])
      expect(finding?.message).toContain(text);
    expect(limitersOf({ services: 10_001 })).toEqual([]);
  });
});

describe('Pods of a cluster', () => {
  it('are 200,000 with those of the system, and not one more', () => {
    const given = (pods: number): ClusterGiven => ({
      location: region,
      systemPods: { total: 10 },
      nodePools: [pool({ nodes: 2000, pods, zones: 3 })],
      ranges: { pods: '10.0.0.0/12' },
    });
    expect(limitersOf(given(180_000))).toEqual([]);
    expect(limitersOf(given(180_001))).toEqual([['cluster-pod-limit', 200_000]]);
  });
});
