import { describe, expect, it } from 'vitest';
import { bestOf, leastMaxPodsPerNode } from '../../src/gke/sweep-best.ts';
import type { Combination } from '../../src/gke/sweep-combination.ts';
import { version } from './builders.ts';
import { sizes, swept } from './sweeps.ts';

const marked = (rows: readonly Combination[], target: 'addresses' | 'headroom') => {
  const best = bestOf(rows, target);
  return rows.map((row) => (row === best ? 'best' : '')).join();
};

describe('the best combination', () => {
  it('takes the fewest addresses, or leaves the most headroom', () => {
    // 50 nodes do not fit the 16 blocks of a /20; 64, 128 and 256 are there from a /18 on.
    const rows = swept({ nodes: [50], podRange: sizes('/20', '/16', '/17', '/18') });
    expect(marked(rows, 'addresses')).toBe(',,,best');
    // The /26 of nodes binds with 59 for all of them: the fewest addresses decide.
    expect(marked(rows, 'headroom')).toBe(',,,best');
    const wide = swept({
      nodes: [50],
      nodeRange: sizes('/24'),
      podRange: sizes('/17', '/16', '/18'),
    });
    // 128, 251 (of the /24) and 64 nodes.
    expect(marked(wide, 'headroom')).toBe(',best,');
    expect(marked(wide, 'addresses')).toBe(',,best');
  });

  it('is the first of equals', () => {
    expect(marked(swept({ nodes: [10], maxPodsPerNode: [17, 32, 16, 9] }), 'addresses')).toBe(
      ',,best,',
    );
  });

  it('is none where nothing is demanded or nothing fits', () => {
    expect(marked(swept({ podRange: sizes('/16', '/17') }), 'addresses')).toBe(',');
    expect(marked(swept({ nodes: [500], podRange: sizes('/16') }), 'headroom')).toBe('');
  });
});

describe('the smallest maximum Pods per node', () => {
  it.each([
    [5000, 100, 50],
    [5001, 100, 51],
    [25_600, 100, 256],
    [25_601, 100, undefined],
    [1, 100, 8],
    [200_000, 1000, 200],
    // GKE runs no more than 200,000 Pods in a cluster, on however many nodes.
    [200_001, 1000, undefined],
  ])('for %i Pods on %i nodes is %s', (pods, nodes, least) => {
    expect(leastMaxPodsPerNode(pods, nodes, undefined)).toBe(least);
  });

  it('is what the version allows', () => {
    expect(leastMaxPodsPerNode(11_000, 100, version('1.22'))).toBe(110);
    expect(leastMaxPodsPerNode(11_001, 100, version('1.22'))).toBeUndefined();
  });
});
