import { describe, expect, it } from 'vitest';
import type { NamedRange, Network } from '../../src/gke/cluster.ts';
import { cluster, namedRange, network, other, type ClusterGiven } from '../gke/builders.ts';
import { count, findingsOf, home } from './findings.ts';

const blocks = (n: number, second = 64) =>
  Array.from({ length: n }, (_, index) => `10.${second}.${index}.0/24`);
const nodes = namedRange('prod-subnet', '10.0.0.0/20');
const withPods = (n: number, given: ClusterGiven = {}): ClusterGiven => ({
  ...given,
  ranges: { nodes, additionalPods: blocks(n), ...given.ranges },
});
const found = (networks: readonly Network[]) => findingsOf('secondary-range-count', networks);

const withServices = (text: string) => withPods(170, { ranges: { services: text } });

const secondary = (text: string): NamedRange => ({
  ...other(text),
  subnet: 'prod-subnet',
  secondary: true,
  region: 'europe-west1',
});

const half = (n: number, second: number, location: string) =>
  cluster({
    name: location,
    location,
    ranges: { nodes, additionalPods: blocks(n, second) },
  });

const withUnused = (n: number) => [
  network({
    ranges: blocks(n, 65).map(secondary),
    clusters: [cluster({ ranges: { nodes, pods: '10.4.0.0/16' } })],
  }),
];

describe('a subnet', () => {
  it('has 170 secondary ranges and not one more', () => {
    expect(count('secondary-range-count', withPods(170))).toBe(0);
    const [finding, ...more] = found(home(withPods(171)));
    expect(more).toEqual([]);
    expect(finding?.severity).toBe('error');
    for (const text of ['prod-subnet', 'vpc', '171', '170'])
      expect(finding?.message).toContain(text);
    expect(finding?.ranges).toContain('prod-subnet');
  });

  it('counts Services, but not those that GKE manages', () => {
    expect(count('secondary-range-count', withServices('10.8.0.0/20'))).toBe(1);
    expect(count('secondary-range-count', withServices('google-managed'))).toBe(0);
    expect(count('secondary-range-count', withServices('34.118.224.0/22'))).toBe(0);
  });

  it('counts the ranges of all its clusters, a shared one once', () => {
    const pods = (name: string, ...texts: readonly string[]) => ({
      name,
      ranges: { nodes, additionalPods: texts },
    });
    const shared = namedRange('shared', '10.64.0.0/24');
    const first = { name: 'a', ranges: { nodes, pods: shared, additionalPods: blocks(169, 65) } };
    expect(
      count('secondary-range-count', first, { name: 'b', ranges: { nodes, pods: shared } }),
    ).toBe(0);
    expect(count('secondary-range-count', first, pods('b', '10.66.0.0/24'))).toBe(1);
  });

  it('counts the ranges that are only there', () => {
    expect(found(withUnused(169))).toEqual([]);
    expect(found(withUnused(170))).toHaveLength(1);
  });

  it('is another one in another region or network, whatever its name', () => {
    const [eu, us] = [half(100, 64, 'europe-west1'), half(100, 65, 'us-central1')];
    expect(found([network({ clusters: [eu, us] })])).toEqual([]);
    expect(
      found([network({ clusters: [eu] }), network({ name: 'other', clusters: [us] })]),
    ).toEqual([]);
    const zone = half(100, 65, 'europe-west1-b');
    expect(found([network({ clusters: [eu, zone] })])).toHaveLength(1);
  });
});
