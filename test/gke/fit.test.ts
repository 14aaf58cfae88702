import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ClusterSpec, Network } from '../../src/gke/cluster.ts';
import { clustersThatFit } from '../../src/gke/fit.ts';
import { planNetworks, type PlanOptions } from '../../src/gke/plan.ts';
import { blocks, cluster, network, other, pool, type ClusterGiven } from './builders.ts';

/** Without an endpoint or surge, so that the node subnet holds nodes alone. */
function shape(nodes: number, given: ClusterGiven = {}): ClusterSpec {
  const own = { controlPlane: { kind: 'none' }, services: 100, maxPodsPerNode: 32 } as const;
  return cluster({ ...own, nodePools: [pool({ nodes })], ...given });
}

function fitIn(home: Partial<Network>, wanted: ClusterSpec, options?: PlanOptions) {
  const [fit] = clustersThatFit([network(home)], wanted, options);
  if (fit === undefined) throw new Error('no network');
  return fit;
}

const countIn = (...args: Parameters<typeof fitIn>) => fitIn(...args).clusters;

describe('clustersThatFit', () => {
  // 20 nodes: 24 addresses, /27; 20 × 64 Pod addresses, /21; 102 Services, /25
  it.each([
    // two /21: one for Pods, the other for the small ranges
    ['10.0.0.0/20', 1],
    // eight /21: 7 for Pods, 7 × 160 = 1,120 addresses in the eighth
    ['10.0.0.0/18', 7],
    // 32 /21: 29 for Pods, 29 × 160 = 4,640 in 3 × 2,048; of 30 the small ones need 4,800 of 4,096
    ['10.0.0.0/16', 29],
    ['10.0.0.0/21', 0],
    ['10.0.0.0/32', 0],
  ])('in %s: %i', (within, clusters) => {
    expect(countIn({ within: blocks(within) }, shape(20))).toBe(clusters);
  });

  it('says what each of them takes', () => {
    expect(fitIn({ within: blocks('10.0.0.0/16') }, shape(20)).ranges).toEqual([
      { role: 'node', name: 'prod-nodes', needed: 20, prefixLength: 27 },
      { role: 'pod', name: 'prod-pods', needed: 1280, prefixLength: 21 },
      { role: 'service', name: 'prod-services', needed: 100, prefixLength: 25 },
    ]);
  });

  it('keeps clear of what is there, in connected networks and elsewhere', () => {
    const within = blocks('10.0.0.0/18');
    const hub = network({ name: 'hub', ranges: [other('10.0.0.0/19')] });
    const connected = network({ within, connected: ['hub'] });
    const fits = clustersThatFit([connected, hub], shape(20));
    // 8,192 addresses: 3 × /21 for Pods and the small ranges in the fourth
    expect(fits.map(({ clusters }) => clusters)[0]).toBe(3);
    const keepClear = [other('10.0.32.0/19')];
    expect(countIn({ within }, shape(20), { keepClear })).toBe(3);
    expect(countIn({ within, ranges: [other('10.0.0.0/18')] }, shape(20))).toBe(0);
  });

  it('leaves free what the headroom asks for', () => {
    // half of each free: 48 addresses are a /26, 2,560 a /20, 200 a /24
    const { clusters, ranges } = fitIn({ within: blocks('10.0.0.0/18') }, shape(20), {
      minHeadroom: 50,
    });
    expect(ranges.map(({ prefixLength }) => prefixLength)).toEqual([26, 20, 24]);
    // four /20: 3 for Pods, 3 × 320 in the fourth
    expect(clusters).toBe(3);
  });

  it('takes each role from its own space, and the scarcest one decides', () => {
    const spaces = { within: blocks('10.0.0.0/24'), podsWithin: blocks('100.64.0.0/10') };
    // 160 addresses each of a /24: one
    expect(countIn(spaces, shape(20))).toBe(1);
    const managed = shape(20, { ranges: { services: 'google-managed' } });
    // eight /27 in a /24
    expect(countIn(spaces, managed)).toBe(8);
  });

  it('puts into shared space only what has no space of its own', () => {
    // Pods may go to both halves, nodes and Services only to the first
    const spaces = { within: blocks('10.0.0.0/20'), podsWithin: blocks('10.0.0.0/19') };
    // three /21 for Pods and the small ranges in the fourth, which must be in the first half
    expect(countIn(spaces, shape(20))).toBe(3);
  });

  it('counts a million without making them', { timeout: 2000 }, () => {
    const tiny = shape(1, { ranges: { services: 'google-managed' } });
    // /29 and /24 each of 2^28 addresses: at most 2^28 / 264
    expect(countIn({ within: blocks('240.0.0.0/4') }, tiny)).toBe(Math.floor(2 ** 28 / 264));
  });

  it('finds no room for what no block is wide enough for, nor for more than GKE accepts', () => {
    expect(countIn({ within: blocks('0.0.0.0/0') }, shape(1_000_000_000))).toBe(0);
    const managed = { ranges: { services: 'google-managed' } };
    // 131,072 nodes × 64 are a /9: 31 are whole, and the 32nd, without the broadcast address, holds
    // 31 /14 of nodes
    expect(countIn({ within: blocks('240.0.0.0/4') }, shape(131_072, managed))).toBe(31);
    expect(countIn({ within: blocks('240.0.0.0/4') }, shape(131_073, managed))).toBe(0);
  });
});

describe('laws of clustersThatFit', () => {
  const within = fc.constantFrom('10.0.0.0/18', '10.0.0.0/19', '10.0.0.0/20', '10.0.0.0/21');
  const used = fc
    .array(fc.integer({ min: 0, max: 63 }), { maxLength: 6 })
    .map((places) => [...new Set(places)].map((place) => other(`10.0.${place}.0/24`)));

  it('a plan of as many clusters has a place for each, and of one more it has not', () => {
    fc.assert(
      fc.property(within, used, fc.integer({ min: 1, max: 60 }), (space, ranges, nodes) => {
        const home = { within: blocks(space), ranges };
        const wanted = shape(nodes);
        const fits = countIn(home, wanted);
        expect(unplacedOf(home, wanted, fits)).toBe(0);
        expect(unplacedOf(home, wanted, fits + 1)).toBeGreaterThan(0);
      }),
      { numRuns: 60 },
    );
  });

  it('holds too where Pods have a space of their own that others lie in', () => {
    const wide = fc.constantFrom('10.0.0.0/17', '10.0.32.0/19', '10.0.8.0/21');
    fc.assert(
      fc.property(
        within,
        wide,
        used,
        fc.integer({ min: 1, max: 40 }),
        (space, pods, ranges, nodes) => {
          const home = { within: blocks(space), podsWithin: blocks(pods), ranges };
          const wanted = shape(nodes);
          expect(unplacedOf(home, wanted, countIn(home, wanted))).toBe(0);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('less space or a larger shape never holds more', () => {
    fc.assert(
      fc.property(used, used, fc.integer({ min: 1, max: 60 }), (ranges, more, nodes) => {
        const home = { within: blocks('10.0.0.0/18'), ranges };
        const fits = countIn(home, shape(nodes));
        expect(
          countIn({ ...home, ranges: [...ranges, ...more] }, shape(nodes)),
        ).toBeLessThanOrEqual(fits);
        expect(countIn(home, shape(2 * nodes))).toBeLessThanOrEqual(fits);
      }),
      { numRuns: 60 },
    );
  });
});

function unplacedOf(home: Partial<Network>, wanted: ClusterSpec, copies: number): number {
  const clusters = Array.from({ length: copies }, (_, index) => ({
    ...wanted,
    name: `c${String(index).padStart(3, '0')}`,
  }));
  return planNetworks([network({ ...home, clusters })]).unplaced.length;
}
