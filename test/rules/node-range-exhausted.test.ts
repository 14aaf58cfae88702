import { describe, expect, it } from 'vitest';
import { cluster, namedRange, network, pool, surge, type ClusterGiven } from '../gke/builders.ts';
import { about, count, findingsOf } from './findings.ts';

const none = { kind: 'none' } as const;
const nodes = (n: number) => [pool({ nodes: n })];

const withEndpoint = (n: number): ClusterGiven => ({
  nodePools: nodes(n),
  ranges: { nodes: '10.0.0.0/26' },
});

const withLoadBalancers = (text: string): ClusterGiven => ({
  nodePools: nodes(50),
  internalLoadBalancers: 100,
  ranges: { nodes: text },
});

const shareSubnet = (name: string, n: number): ClusterGiven => ({
  name,
  controlPlane: none,
  nodePools: nodes(n),
  ranges: { nodes: '10.0.0.0/24' },
});

describe('a node subnet', () => {
  it.each([
    [4, 29],
    [5, 28],
    [12, 28],
    [13, 27],
    [28, 27],
    [29, 26],
    [60, 26],
    [61, 25],
    [124, 25],
    [125, 24],
    [252, 24],
    [253, 23],
    [508, 23],
    [509, 22],
    [1020, 22],
    [1021, 21],
    [2044, 21],
    [2045, 20],
    [4092, 20],
    [4093, 19],
    [8188, 19],
  ])('holds %i nodes from /%i on, as in the table of the planning guide', (n, prefix) => {
    const given = (length: number): ClusterGiven => ({
      controlPlane: none,
      nodePools: nodes(n),
      ranges: { nodes: `10.0.0.0/${length}` },
    });
    expect(count('node-range-exhausted', given(prefix))).toBe(0);
    const [finding] = about('node-range-exhausted', given(prefix + 1));
    expect(finding?.facts['fittingPrefixLength']).toBe(prefix);
  });

  it('also holds the control-plane endpoint: /26 is full at 59 nodes', () => {
    expect(count('node-range-exhausted', withEndpoint(59))).toBe(0);
    expect(count('node-range-exhausted', withEndpoint(60))).toBe(1);
  });

  it('also holds internal load balancers: 50 nodes, 100 of them and the endpoint need a /24', () => {
    expect(count('node-range-exhausted', withLoadBalancers('10.0.0.0/24'))).toBe(0);
    const [finding] = about('node-range-exhausted', withLoadBalancers('10.0.0.0/25'));
    expect(finding?.facts).toMatchObject({
      needed: 151,
      usable: 124,
      missing: 27,
      fittingPrefixLength: 24,
    });
  });

  it('says need, have, missing and the prefix that fits', () => {
    const [finding] = about('node-range-exhausted', {
      name: 'prod',
      controlPlane: none,
      nodePools: [pool({ nodes: 250, upgrade: surge(5) })],
      ranges: { nodes: namedRange('prod-subnet', '10.0.0.0/24') },
    });
    expect(finding?.severity).toBe('error');
    for (const text of ['10.0.0.0/24', 'prod', '255', '252', '3 missing', '/23'])
      expect(finding?.message).toContain(text);
    expect(finding?.ranges).toEqual(['prod-subnet', '10.0.0.0/24']);
  });

  it('that clusters share is checked with the sum and reported once', () => {
    expect(count('node-range-exhausted', shareSubnet('a', 126), shareSubnet('b', 126))).toBe(0);
    const [finding, ...more] = about(
      'node-range-exhausted',
      shareSubnet('a', 126),
      shareSubnet('b', 127),
    );
    expect(more).toEqual([]);
    expect(finding?.facts).toMatchObject({ needed: 253, usable: 252, missing: 1 });
    expect(finding?.message).toMatch(/\ba\b.*\bb\b/);
  });

  it('is reported whichever of its clusters says how many nodes it has', () => {
    const ranges = { nodes: '10.0.0.0/29' };
    const unknown: ClusterGiven = { name: 'a', ranges };
    const known: ClusterGiven = { name: 'b', nodePools: nodes(100), ranges };
    expect(count('node-range-exhausted', known, unknown)).toBe(1);
    expect(count('node-range-exhausted', unknown, known)).toBe(1);
  });

  it('of the same block and clusters of the same names in another network is another one', () => {
    const clusters = ['a', 'b'].map((name) =>
      cluster({ name, nodePools: nodes(10), ranges: { nodes: '10.0.0.0/28' } }),
    );
    const networks = ['dev', 'prod'].map((name) => network({ name, clusters }));
    expect(findingsOf('node-range-exhausted', networks)).toHaveLength(2);
  });

  it('is not judged while nobody says how many nodes there are', () => {
    expect(count('node-range-exhausted', { ranges: { nodes: '10.0.0.0/29' } })).toBe(0);
  });
});
