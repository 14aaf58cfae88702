import { describe, expect, it } from 'vitest';
import { othersOf } from '../../src/gke/sharers.ts';
import type { ClusterUse } from '../../src/gke/use.ts';
import { namedRange, pool, range, surge, useOf, usesOf, type ClusterGiven } from './builders.ts';

/** For each Pod range of a cluster: its name or text, what it and what others take of it. */
function podUses({ cluster, groups }: ClusterUse) {
  return groups
    .flatMap(({ uses }) => uses)
    .map(({ range: { name, cidr }, taken, takenByOthers, sharers }) => [
      name ?? cidr?.text,
      taken,
      takenByOthers,
      othersOf(cluster, sharers),
    ]);
}

const nodeSharers = ({ cluster, nodeSharers: sharers }: ClusterUse) => othersOf(cluster, sharers);

const nodes = (count: number, maxPodsPerNode = 110) => [pool({ nodes: count, maxPodsPerNode })];

describe('node subnets', () => {
  const one = (name: string, given: ClusterGiven = {}): ClusterGiven => ({
    name,
    nodePools: nodes(10),
    ranges: { nodes: '10.0.0.0/24' },
    ...given,
  });

  it('of one block are one: needs of the others add up, endpoint and load balancers included', () => {
    const [a, b, c] = usesOf(
      one('a'),
      one('b', { nodePools: [pool({ nodes: 20, upgrade: surge(2) })] }),
      one('c', { controlPlane: { kind: 'none' }, internalLoadBalancers: 5 }),
    );
    // a: 10 + 1; b: 22 + 1; c: 10 + 5
    expect([a, b, c].map((use) => use?.otherNodeAddresses)).toEqual([38, 26, 34]);
    expect(a?.nodeSharers).toEqual([a?.cluster, b?.cluster, c?.cluster]);
    expect(b?.nodeSharers).toBe(a?.nodeSharers);
  });

  it('of one block and two names are two', () => {
    const use = useOf(
      one('a', { ranges: { nodes: namedRange('first', '10.0.0.0/24') } }),
      one('b', { ranges: { nodes: namedRange('second', '10.0.0.0/24') } }),
    );
    expect([nodeSharers(use), use.otherNodeAddresses]).toEqual([[], 0]);
  });

  it('of one block, one named and one not, are one', () => {
    const use = useOf(
      one('a', { ranges: { nodes: namedRange('first', '10.0.0.0/24') } }),
      one('b'),
    );
    expect([nodeSharers(use), use.otherNodeAddresses]).toEqual([['b'], 11]);
  });

  it.each([
    ['europe-west1-c', ['b']],
    ['europe-west1', ['b']],
    ['us-east1', []],
    ['europe-west12-a', []],
  ])('of one block are one in one region only: europe-west1-b and %s', (location, sharers) => {
    expect(nodeSharers(useOf(one('a'), one('b', { location })))).toEqual(sharers);
  });

  it('count only what is known of the others', () => {
    expect(useOf(one('a'), one('b', { nodePools: [pool()] })).otherNodeAddresses).toBe(1);
  });
});

describe('Pod ranges', () => {
  const shared = namedRange('pods', '10.4.0.0/16');
  const again = namedRange('pods', '10.4.0.0/16');

  it('of one name and block are one: the blocks of the others count', () => {
    const [a, b] = usesOf(
      { name: 'a', nodePools: nodes(10), ranges: { pods: shared } },
      { name: 'b', nodePools: nodes(20, 32), ranges: { pods: again } },
    );
    expect(podUses(a!)).toEqual([['pods', 2560, 1280, ['b']]]);
    expect(podUses(b!)).toEqual([['pods', 1280, 2560, ['a']]]);
  });

  it('of one name and block in two regions are two', () => {
    const given = { nodePools: nodes(8), ranges: { pods: shared } };
    const use = useOf({ name: 'a', ...given }, { name: 'b', ...given, location: 'us-east1' });
    expect(podUses(use)).toEqual([['pods', 8 * 256, 0, []]]);
  });

  it.each([
    ['of one block without a name', range('10.4.0.0/16'), range('10.4.0.0/16')],
    ['of one block, one named and one not', shared, range('10.4.0.0/16')],
    ['of one block and two names', shared, namedRange('other', '10.4.0.0/16')],
    ['of one name and two blocks', shared, namedRange('pods', '10.5.0.0/16')],
    ['of one name without a block', { name: 'pods' }, { name: 'pods' }],
  ])('%s are not shared', (_, first, second) => {
    const use = useOf(
      { name: 'a', nodePools: nodes(8), ranges: { pods: first } },
      { name: 'b', nodePools: nodes(8), ranges: { pods: second } },
    );
    expect(podUses(use).map(([, , ...others]) => others)).toEqual([[0, []]]);
  });

  it('are not taken, rather than empty, where no node count is known', () => {
    expect(podUses(useOf({ ranges: { pods: shared } }))).toEqual([['pods', undefined, 0, []]]);
  });

  it("fill the cluster's own first, then the additional ones", () => {
    const use = useOf({
      nodePools: nodes(20),
      ranges: {
        pods: namedRange('pods', '10.4.0.0/20'),
        additionalPods: [namedRange('more', '10.5.0.0/23'), namedRange('last', '10.6.0.0/20')],
      },
    });
    expect(podUses(use).map(([name, taken]) => [name, taken])).toEqual([
      ['pods', 4096],
      ['more', 512],
      ['last', 512],
    ]);
  });

  it('show in the last range what fits in none', () => {
    const use = useOf({
      nodePools: nodes(20),
      ranges: {
        pods: namedRange('pods', '10.4.0.0/21'),
        additionalPods: [namedRange('more', '10.5.0.0/21')],
      },
    });
    expect(podUses(use).map(([name, taken]) => [name, taken])).toEqual([
      ['pods', 2048],
      ['more', 3072],
    ]);
  });

  it('leave a shared range to a cluster that has no other', () => {
    const [a, b] = usesOf(
      {
        name: 'a',
        nodePools: nodes(16),
        ranges: {
          pods: namedRange('shared', '10.4.0.0/20'),
          additionalPods: [namedRange('own', '10.5.0.0/20')],
        },
      },
      { name: 'b', nodePools: nodes(8), ranges: { pods: namedRange('shared', '10.4.0.0/20') } },
    );
    expect(podUses(a!)).toEqual([
      ['shared', 2048, 2048, ['b']],
      ['own', 2048, 0, []],
    ]);
    expect(podUses(b!)).toEqual([['shared', 2048, 2048, ['a']]]);
  });

  it('that pools name are filled by those pools alone', () => {
    const use = useOf({
      nodePools: [pool({ nodes: 3 }), pool({ name: 'batch', nodes: 7, podRange: 'batch' })],
      ranges: { pods: shared, additionalPods: [namedRange('batch', '10.5.0.0/16')] },
    });
    expect(podUses(use)).toEqual([
      ['pods', 768, 0, []],
      ['batch', 1792, 0, []],
    ]);
  });
});
