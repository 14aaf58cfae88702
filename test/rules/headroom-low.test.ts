import { describe, expect, it } from 'vitest';
import { namedRange, pool, surge, type ClusterGiven } from '../gke/builders.ts';
import { about, count, findingsOf, home } from './findings.ts';

const none = { kind: 'none' } as const;

const onSubnet = (nodes: number, text = '10.0.0.0/24'): ClusterGiven => ({
  controlPlane: none,
  nodePools: [pool({ nodes })],
  ranges: { nodes: text },
});
const onPods = (nodes: number, pods: string, maxPodsPerNode = 110): ClusterGiven => ({
  maxPodsPerNode,
  nodePools: [pool({ nodes })],
  ranges: { pods },
});

describe('a node subnet', () => {
  it('is quiet at exactly 75 %, the four reserved addresses counted as used: 188 nodes of a /24', () => {
    expect(count('headroom-low', onSubnet(188))).toBe(0);
    const [finding, ...more] = about('headroom-low', onSubnet(189));
    expect(more).toEqual([]);
    expect(finding?.severity).toBe('warning');
    expect(finding?.facts).toMatchObject({ needed: 193, addresses: 256, threshold: 75 });
    for (const text of ['10.0.0.0/24', '75.4 %', '193', '256', '75 %'])
      expect(finding?.message).toContain(text);
  });

  it('counts the endpoint and the surge nodes', () => {
    const given = { ...onSubnet(0), nodePools: [pool({ nodes: 186, upgrade: surge(1) })] };
    expect(count('headroom-low', { ...given, controlPlane: { kind: 'psc' } })).toBe(0);
    expect(
      count('headroom-low', {
        ...given,
        controlPlane: { kind: 'psc' },
        internalLoadBalancers: 1,
      }),
    ).toBe(1);
  });
});

const onTwoRanges = (nodes: number): ClusterGiven => ({
  maxPodsPerNode: 32,
  nodePools: [pool({ nodes })],
  ranges: { pods: '10.4.0.0/22', additionalPods: ['10.12.0.0/24'] },
});

describe('a Pod range', () => {
  it('is quiet at 79.7 % and warns at 80.5 %: 102 and 103 nodes of a /17', () => {
    expect(count('headroom-low', onPods(102, '10.4.0.0/17'))).toBe(0);
    const [finding] = about('headroom-low', onPods(103, '10.4.0.0/17'));
    expect(finding?.facts).toMatchObject({ needed: 103 * 256, addresses: 32_768, threshold: 80 });
    expect(finding?.message).toContain('80.5 %');
  });

  it('is quiet at exactly 80 %: 16 of the 20 blocks of a /22 and a /24 together', () => {
    expect(count('headroom-low', onTwoRanges(16))).toBe(0);
    expect(count('headroom-low', onTwoRanges(17))).toBe(1);
  });

  it('of a routes-based cluster counts what its Services leave: 900 nodes take 89.3 % of a /14', () => {
    const [finding] = about('headroom-low', {
      ...onPods(900, '10.4.0.0/14'),
      dataPlane: 'kubenet',
    });
    expect(finding?.facts).toMatchObject({ needed: 230_400, addresses: 258_048 });
    expect(finding?.message).toContain('89.3 %');
  });

  it('that a pool names is judged by itself', () => {
    const findings = about('headroom-low', {
      nodePools: [
        pool({ name: 'web', nodes: 1 }),
        pool({ name: 'batch', nodes: 15, podRange: 'batch' }),
      ],
      ranges: { pods: '10.4.0.0/16', additionalPods: [namedRange('batch', '10.12.0.0/20')] },
    });
    expect(findings.map(({ facts }) => facts['name'])).toEqual(['batch']);
  });
});

describe('a Services range', () => {
  it('is quiet at exactly 75 %: 192 Services of a /24', () => {
    const ranges = { services: '10.8.0.0/24' };
    expect(count('headroom-low', { services: 192, ranges })).toBe(0);
    const [finding] = about('headroom-low', { services: 193, ranges });
    expect(finding?.facts).toMatchObject({ needed: 193, addresses: 256, threshold: 75 });
  });
});

const sharePods = (name: string, nodes: number): ClusterGiven => ({
  name,
  nodePools: [pool({ nodes })],
  ranges: { pods: namedRange('pods', '10.4.0.0/20') },
});

const shareSubnet = (name: string, nodes: number) => ({ ...onSubnet(nodes), name });

describe('a range that clusters share', () => {
  it('is judged by their sum, once: Pods', () => {
    expect(count('headroom-low', sharePods('a', 6), sharePods('b', 6))).toBe(0);
    expect(count('headroom-low', sharePods('a', 7), sharePods('b', 7))).toBe(1);
  });

  it('is judged by their sum, once: nodes', () => {
    expect(count('headroom-low', shareSubnet('a', 94), shareSubnet('b', 94))).toBe(0);
    expect(count('headroom-low', shareSubnet('a', 94), shareSubnet('b', 95))).toBe(1);
  });

  it('is another one in another region, even of one name and block', () => {
    const there = (name: string, nodes: number, location: string) => ({
      ...sharePods(name, nodes),
      location,
    });
    const full = (ofFirst: number) =>
      about(
        'headroom-low',
        there('a', ofFirst, 'europe-west1'),
        there('b', 7, 'europe-west1'),
        there('c', 7, 'us-east1'),
        there('d', 7, 'us-east1'),
      ).map(({ facts }) => facts['needed']);
    // 7 and 7 of the 16 blocks of a /20; 17 and 7 do not fit, which is another finding
    expect(full(7)).toEqual([14 * 256, 14 * 256]);
    expect(full(17)).toEqual([14 * 256]);
  });

  it('names the first ten clusters and says how many more', () => {
    const clusters = Array.from({ length: 14 }, (_, index) => `c${index + 10}`);
    const text = `${clusters.slice(0, 10).join(', ')} and 4 more is`;
    // 14 × 14 nodes and 4 reserved addresses are 200 of 256
    const [onNodes] = about('headroom-low', ...clusters.map((name) => shareSubnet(name, 14)));
    expect(onNodes?.message).toContain(`the node subnet 10.0.0.0/24 of cluster ${text}`);
    // 14 of 16 blocks
    const [inPods] = about('headroom-low', ...clusters.map((name) => sharePods(name, 1)));
    expect(inPods?.message).toContain(`the Pod range 10.4.0.0/20 of cluster ${text}`);
  });
});

const low = (minHeadroom: number, given: ClusterGiven) =>
  findingsOf('headroom-low', home(given), { minHeadroom });

describe('the headroom that the user asks for', () => {
  it('counts where it is more than what Google warns of', () => {
    const half = { services: 128, ranges: { services: '10.8.0.0/24' } };
    expect(low(50, half)).toEqual([]);
    expect(low(51, half)).toHaveLength(1);
    expect(low(51, half)[0]?.facts['threshold']).toBe(49);
  });

  it('does not soften what Google warns of', () => {
    const given = { services: 193, ranges: { services: '10.8.0.0/24' } };
    expect(low(10, given)).toHaveLength(1);
  });

  it('lies between the two thresholds for 24 % and less: a Pod range may be fuller', () => {
    expect(low(20, onPods(102, '10.4.0.0/17'))).toEqual([]);
    expect(low(21, onPods(102, '10.4.0.0/17'))).toHaveLength(1);
  });
});

it('leaves a range that is exhausted to the error', () => {
  const given = onPods(257, '10.4.0.0/16');
  expect(count('headroom-low', given)).toBe(0);
  expect(count('pod-range-exhausted', given)).toBe(1);
});

it('is not judged while nobody says how many there are', () => {
  const ranges = { nodes: '10.0.0.0/29', pods: '10.4.0.0/24', services: '10.8.0.0/28' };
  expect(count('headroom-low', { ranges })).toBe(0);
});
