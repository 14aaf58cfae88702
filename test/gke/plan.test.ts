import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/errors.ts';
import type { NamedRange, Network } from '../../src/gke/cluster.ts';
import { survey } from '../../src/gke/landscape.ts';
import { planNetworks, type PlanOptions } from '../../src/gke/plan.ts';
import { runRules } from '../../src/rules/index.ts';
import {
  blocks,
  blueGreen,
  cluster,
  network,
  other,
  pool,
  surge,
  type ClusterGiven,
} from './builders.ts';

/** The planned ranges of one cluster as texts. */
function rangesOf({ clusters }: Network, index = 0) {
  const { nodes, pods, additionalPods, services } = clusters[index]!.ranges;
  return {
    nodes: nodes?.cidr?.text,
    pods: pods?.cidr?.text,
    additionalPods: additionalPods.map(({ name, cidr }) => `${name} ${cidr?.text}`),
    services: services === 'google-managed' ? services : services?.cidr?.text,
  };
}

const planOf = (given: ClusterGiven, home: Partial<Network> = {}, options: PlanOptions = {}) =>
  planNetworks([network({ ...home, clusters: [cluster(given)] })], options);
const planned = (...given: Parameters<typeof planOf>) => rangesOf(planOf(...given).networks[0]!);
const prefixesOf = (...given: Parameters<typeof planOf>) => {
  const { nodes, pods, services } = planned(...given);
  return [nodes, pods, services].map((text) => Number(text?.split('/')[1]));
};
const nodes = (count: number) => [pool({ nodes: count })];
const wholeService = { ranges: { services: 'google-managed' } } as const;

describe('a plan', () => {
  it('places the widest range first, each in the smallest free block, at its lowest address', () => {
    // Pods: 50 x 256 = 12,800, a /18; Services: a /20; nodes: 50 + 1 + 4 = 55, a /26
    expect(planned({ nodePools: nodes(50) })).toEqual({
      pods: '10.0.0.0/18',
      services: '10.0.64.0/20',
      nodes: '10.0.80.0/26',
      additionalPods: [],
    });
  });

  it('places Pods before nodes before Services of one size', () => {
    const given = { services: 1000, internalLoadBalancers: 999, nodePools: nodes(4) };
    expect(planned(given)).toMatchObject({
      pods: '10.0.0.0/22',
      nodes: '10.0.4.0/22',
      services: '10.0.8.0/22',
    });
  });

  it('goes into the narrowest gap that fits', () => {
    const within = blocks('10.0.0.0/16', '10.1.0.0/21', '10.2.0.0/20', '10.3.0.0/27');
    expect(planned({ nodePools: nodes(8), ...wholeService }, { within })).toMatchObject({
      pods: '10.1.0.0/21',
      nodes: '10.3.0.0/28',
    });
  });

  it('takes other space for Pods and Services where the network names it', () => {
    const home = {
      within: blocks('10.0.0.0/24'),
      podsWithin: blocks('100.64.0.0/10'),
      servicesWithin: blocks('10.9.0.0/16'),
    };
    expect(planned({ nodePools: nodes(50) }, home)).toEqual({
      nodes: '10.0.0.0/26',
      pods: '100.64.0.0/18',
      services: '10.9.0.0/20',
      additionalPods: [],
    });
  });

  it('leaves to each role the space that it alone may use', () => {
    // Pods go beside 10.0.0.0/22, which is all that nodes and Services have
    const home = { within: blocks('10.0.0.0/22'), podsWithin: blocks('10.0.0.0/8') };
    expect(planned({ nodePools: nodes(50), services: 200 }, home)).toMatchObject({
      pods: '10.0.64.0/18',
      nodes: '10.0.1.0/26',
      services: '10.0.0.0/24',
    });
    // nodes and Services keep out of 10.0.0.0/17, which is all that Pods have
    const inside = { within: blocks('10.0.0.0/16'), podsWithin: blocks('10.0.0.0/17') };
    expect(planned({ nodePools: nodes(50), services: 200 }, inside)).toMatchObject({
      pods: '10.0.0.0/18',
      nodes: '10.0.129.0/26',
      services: '10.0.128.0/24',
    });
  });

  it('takes space of several roles where the own is full', () => {
    const home = {
      within: blocks('10.0.0.0/22'),
      podsWithin: blocks('10.0.0.0/21'),
      ranges: [other('10.0.4.0/22')],
    };
    expect(planned({ nodePools: nodes(1), services: 200 }, home)).toMatchObject({
      pods: '10.0.0.0/24',
      services: '10.0.1.0/24',
    });
  });

  it('keeps what is given, and keeps clear of it', () => {
    const ranges = { pods: '10.0.0.0/16', nodes: '10.1.0.0/24' };
    expect(planned({ nodePools: nodes(50), ranges })).toMatchObject({
      ...ranges,
      services: '10.1.16.0/20',
    });
  });

  it('leaves Services to GKE when told to, and gives a routes-based cluster none', () => {
    expect(planned({ nodePools: nodes(5), ...wholeService }).services).toBe('google-managed');
    expect(planned({ nodePools: nodes(900), dataPlane: 'kubenet' })).toMatchObject({
      pods: '10.0.0.0/14',
      services: undefined,
    });
  });

  it('names its ranges after the cluster, or as the input does', () => {
    const ranges = { nodes: { name: 'subnet' } };
    const [home] = planOf({ nodePools: nodes(5), ranges }).networks;
    const { nodes: subnet, pods, services } = home!.clusters[0]!.ranges;
    expect([subnet?.name, pods?.name, services !== 'google-managed' && services?.name]).toEqual([
      'subnet',
      'prod-pods',
      'prod-services',
    ]);
  });

  it('marks a Services range of default size', () => {
    const sized = (given: ClusterGiven) =>
      planOf({ nodePools: nodes(5), ...given }).networks[0]!.clusters[0]!.ranges.services;
    expect(sized({})).toMatchObject({ defaultSize: true, cidr: { prefixLength: 20 } });
    expect(sized({ services: 100 })).not.toHaveProperty('defaultSize');
  });

  it('keeps the size that is asked of GKE, and gives the rest what that leaves', () => {
    // 5 nodes, the endpoint and 4 reserved addresses: a /28.
    const sizes = { pods: '/14', services: '/22' };
    expect(planned({ nodePools: nodes(5), ranges: sizes })).toEqual({
      pods: '10.0.0.0/14',
      services: '10.4.0.0/22',
      nodes: '10.4.4.0/28',
      additionalPods: [],
    });
    const [home] = planOf({ nodePools: nodes(5), ranges: sizes }).networks;
    expect(home!.clusters[0]!.ranges.services).not.toHaveProperty('defaultSize');
    // One of 4 blocks of /24 is in the /24: the other three need a /22.
    const further = { pods: '/24', additionalPods: [{ name: 'more' }] };
    expect(planned({ nodePools: nodes(4), ranges: further })).toMatchObject({
      pods: expect.stringMatching(/\/24$/),
      additionalPods: [expect.stringMatching(/^more .*\/22$/)],
    });
    expect(prefixesOf({ nodePools: nodes(5), ranges: { nodes: '/22' } })[0]).toBe(22);
  });

  it('plans for the growth horizon and the peak of an upgrade', () => {
    const growth = { percent: 30, years: 3 };
    // 50 x 1.3^3 = 109.85: 110 nodes; Services: 500 x 2.197 = 1,098.5
    expect(prefixesOf({ nodePools: nodes(50), services: 500, growth })).toEqual([25, 17, 21]);
    const doubled = [pool({ nodes: 100, upgrade: blueGreen })];
    expect(prefixesOf({ nodePools: doubled, services: 14 })).toEqual([24, 16, 28]);
    const surged = [pool({ nodes: 16, upgrade: surge(1) })];
    expect(prefixesOf({ nodePools: surged, services: 15 })).toEqual([27, 19, 27]);
  });

  it('never goes below the sizes that GKE accepts', () => {
    expect(prefixesOf({ nodePools: nodes(1), maxPodsPerNode: 8, services: 1 })).toEqual([
      29, 24, 28,
    ]);
    expect(prefixesOf({ nodePools: nodes(1), dataPlane: 'kubenet' })[1]).toBe(19);
  });
});

describe('several Pod ranges', () => {
  it('give a range to each name that pools use, for those pools alone', () => {
    const nodePools = [
      pool({ nodes: 4 }),
      pool({ name: 'batch', nodes: 16, maxPodsPerNode: 32, podRange: 'batch' }),
      pool({ name: 'more', nodes: 16, maxPodsPerNode: 32, podRange: 'batch' }),
    ];
    const { pods, additionalPods } = planned({ nodePools, ...wholeService });
    // 32 x 64 = 2,048: a /21, which is wider than 4 x 256
    expect([pods, additionalPods]).toEqual(['10.0.8.0/22', ['batch 10.0.0.0/21']]);
  });

  it('place in the first free one what the given ones leave', () => {
    const ranges = {
      pods: '10.4.0.0/20',
      additionalPods: [{ name: 'more' }],
      services: 'google-managed',
    };
    // 16 of the 20 nodes are in the /20
    expect(planned({ nodePools: nodes(20), ranges })).toMatchObject({
      pods: '10.4.0.0/20',
      additionalPods: ['more 10.4.16.0/22'],
    });
  });

  it('are as small as GKE accepts where the given ones leave nothing', () => {
    const ranges = { pods: '10.4.0.0/16', additionalPods: [{ name: 'more' }] };
    // The narrowest gap is 10.5.0.0/16, whose first /20 is for Services.
    expect(planned({ nodePools: nodes(20), ranges }).additionalPods).toEqual(['more 10.5.16.0/24']);
  });

  it('are no wider for a temporary default pool that fits the given ones', () => {
    const given = {
      location: 'europe-west1',
      nodePools: nodes(20),
      ranges: { pods: '10.4.0.0/16', additionalPods: [{ name: 'more' }] },
    };
    expect(planned(given).additionalPods[0]).toMatch(/\/24$/);
  });

  it('have different names, also where a pool names a range as the plan would', () => {
    const nodePools = [pool({ nodes: 4 }), pool({ name: 'b', nodes: 4, podRange: 'prod-pods' })];
    const { ranges } = planOf({ nodePools }).networks[0]!.clusters[0]!;
    const all = [ranges.pods!, ...ranges.additionalPods];
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
    expect(new Set(all.map(({ cidr }) => cidr?.text)).size).toBe(all.length);
  });
});

describe('the temporary default pool', () => {
  const creation = (given: ClusterGiven) =>
    prefixesOf({
      maxPodsPerNode: 110,
      nodePools: [pool({ nodes: 1, maxPodsPerNode: 8 })],
      ...given,
    }).slice(0, 2);
  const atLocation = (location: string, given: ClusterGiven = {}) =>
    creation({ location, ...given });

  it('fits the plan of a cluster whose zones are known', () => {
    // Three zones: 3 x 256 Pod addresses, 3 + 1 node addresses
    expect(atLocation('europe-west1')).toEqual([29, 22]);
    expect(atLocation('europe-west1', { zones: 4 })).toEqual([28, 22]);
    expect(atLocation('europe-west1', { zones: 5 })).toEqual([28, 21]);
    expect(atLocation('europe-west1-b')).toEqual([29, 24]);
  });

  it('widens nothing where zones are a guess', () => {
    const { location: _, ...unknown } = cluster({
      maxPodsPerNode: 110,
      nodePools: [pool({ nodes: 1, maxPodsPerNode: 8 })],
    });
    const [home] = planNetworks([network({ clusters: [unknown] })]).networks;
    expect(rangesOf(home!).pods).toMatch(/\/24$/);
  });

  it('does not exist on Autopilot, nor for a cluster that runs already', () => {
    expect(atLocation('europe-west1', { mode: 'autopilot' })).toEqual([29, 24]);
    expect(atLocation('europe-west1', { exists: true })).toEqual([29, 24]);
  });
});

describe('headroom', () => {
  const at = (minHeadroom: number, count: number, services = 10) =>
    prefixesOf({ nodePools: nodes(count), services }, {}, { minHeadroom });

  it('that is asked for stays free in every range', () => {
    // Nodes: 27 + 1 + 4 = 32 of 32 or of 64. Pods: 27 of 32 blocks are 84.4 %.
    expect(at(0, 27)).toEqual([27, 19, 28]);
    expect(at(50, 27)).toEqual([26, 18, 27]);
    expect(at(51, 27)).toEqual([25, 18, 27]);
  });

  it('counts the exact share as free enough', () => {
    // Pods: 16 of 32 blocks
    expect(at(50, 16)[1]).toBe(19);
    expect(at(51, 16)[1]).toBe(18);
    // Services: 8 of 16, and 12 of 16
    expect(at(50, 1, 8)[2]).toBe(28);
    expect(at(25, 1, 12)[2]).toBe(28);
    expect(at(26, 1, 12)[2]).toBe(27);
  });
});

describe('a plan keeps clear of', () => {
  const place = (home: Partial<Network>, keepClear: readonly NamedRange[] = []) =>
    planned({ nodePools: nodes(1), ...wholeService }, home, { keepClear });

  it('what the network has and what it is told', () => {
    const home = { within: blocks('10.0.0.0/22'), ranges: [other('10.0.0.0/24')] };
    expect(place(home, [other('10.0.2.0/23')])).toMatchObject({
      pods: '10.0.1.0/24',
      nodes: undefined,
    });
  });

  it.each([
    ['the Docker bridge', '172.16.0.0/14', '172.16.0.0/24', '172.16.0.0/16'],
    ['Services that GKE manages', '34.118.224.0/19', '34.118.240.0/24', undefined],
    ['what VPC refuses', '169.254.0.0/15', '169.255.0.0/24', undefined],
    ['Google health checks', '35.190.0.0/15', '35.190.0.0/24', undefined],
  ])('%s', (_, space, pods, used) => {
    expect(place({ within: blocks(space) }).pods).toBe(pods);
    if (used === undefined) return;
    const home = { within: blocks(space), ranges: [other(used)] };
    expect(place(home).pods).toBe('172.18.0.0/24');
  });

  it('the subnets of an auto-mode network, its own or a connected one', () => {
    const within = blocks('10.127.0.0/16', '10.128.0.0/16');
    const ranges = [other('10.127.0.0/17')];
    expect(place({ within, ranges }).pods).toBe('10.127.128.0/24');
    expect(place({ within: blocks('10.128.0.0/16') }).pods).toBe('10.128.0.0/24');
    const auto = planOf(
      { nodePools: nodes(1), ...wholeService },
      { mode: 'auto', within: blocks('10.128.0.0/9') },
    );
    expect(auto.unplaced.map(({ role }) => role)).toEqual(['pod', 'node']);
    const peer = network({
      name: 'peer',
      within: blocks('10.128.0.0/9'),
      connected: ['auto'],
      clusters: [cluster({ nodePools: nodes(1), ...wholeService })],
    });
    expect(planNetworks([peer, network({ name: 'auto', mode: 'auto' })]).unplaced).toHaveLength(2);
  });

  it('a connected network, also one that is planned in the same run, and of no other', () => {
    const one = (name: string, connected: readonly string[] = []) =>
      network({
        name,
        connected,
        clusters: [cluster({ name, nodePools: nodes(1), ...wholeService })],
      });
    const podsOf = (...networks: readonly Network[]) =>
      planNetworks(networks).networks.map((home) => rangesOf(home).pods);
    expect(podsOf(one('a'), one('b'))).toEqual(['10.0.0.0/24', '10.0.0.0/24']);
    expect(podsOf(one('a', ['b']), one('b'))).toEqual(['10.0.0.0/24', '10.0.2.0/24']);
    // b keeps clear of both; a and c do not reach each other
    expect(podsOf(one('a'), one('b', ['a', 'c']), one('c'))).toEqual([
      '10.0.0.0/24',
      '10.0.2.0/24',
      '10.0.0.0/24',
    ]);
  });
});

describe('what has no place', () => {
  it('says what it needs and the largest free block', () => {
    const { unplaced, networks } = planOf(
      { nodePools: nodes(16), services: 10 },
      { within: blocks('10.0.0.0/22', '10.1.0.0/24') },
    );
    expect(unplaced).toMatchObject([
      {
        role: 'pod',
        name: 'prod-pods',
        needed: 4096,
        prefixLength: 20,
        largestFree: { text: '10.0.0.0/22' },
        tooWide: false,
      },
    ]);
    // 16 + 1 + 4 = 21: a /27, and a /28 for Services, both in the narrower block
    expect(rangesOf(networks[0]!)).toMatchObject({
      pods: undefined,
      nodes: '10.1.0.0/27',
      services: '10.1.0.32/28',
    });
  });

  it('has no largest free block where nothing is free', () => {
    const home = { within: blocks('10.0.0.0/24'), ranges: [other('10.0.0.0/16')] };
    const { unplaced } = planOf({ nodePools: nodes(1) }, home);
    expect(unplaced.map(({ role }) => role)).toEqual(['service', 'pod', 'node']);
    for (const one of unplaced) expect(one).not.toHaveProperty('largestFree');
  });

  it('may be wider than GKE accepts, whatever is free', () => {
    const tooWide = (given: ClusterGiven) =>
      planOf({ nodePools: nodes(1), ...given }, { within: blocks('0.0.0.0/0') }).unplaced.map(
        ({ role, prefixLength, tooWide: wide }) => [role, prefixLength, wide],
      );
    expect(tooWide({ services: 65_534 })).toEqual([]);
    expect(tooWide({ services: 65_535 })).toEqual([['service', 15, true]]);
    expect(tooWide({ nodePools: nodes(32_768) })).toEqual([]);
    expect(tooWide({ nodePools: nodes(32_769) })).toEqual([['pod', 8, true]]);
    expect(tooWide({ nodePools: nodes(2 ** 32) }).map(([role]) => role)).toEqual(['pod', 'node']);
  });

  it('belongs to its cluster as planned, so that a survey finds it there', () => {
    const plan = planOf({ nodePools: nodes(16) }, { within: blocks('10.0.0.0/22') });
    const landscape = survey(plan.networks, { unplaced: plan.unplaced });
    expect(landscape.networks[0]!.clusters[0]!.unplaced.map(({ role }) => role)).toEqual([
      'pod',
      'service',
    ]);
    const fired = runRules(landscape).findings.map(({ rule }) => rule);
    expect(fired).toEqual(
      expect.arrayContaining(['pod-range-exhausted', 'service-range-exhausted']),
    );
  });
});

describe('unknown node counts', () => {
  const refusal = (...clusters: readonly ClusterGiven[]) => {
    try {
      planNetworks([network({ clusters: clusters.map((given) => cluster(given)) })]);
      return [];
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      return error.problems;
    }
  };

  it('are refused, every cluster named with its place', () => {
    const where = { file: 'net.yaml', line: 4 };
    const problems = refusal(
      { name: 'a', where },
      { name: 'b', nodePools: nodes(1) },
      { name: 'c' },
    );
    expect(problems.map(({ what }) => what.split(' ').slice(0, 2).join(' '))).toEqual([
      'cluster a',
      'cluster c',
    ]);
    expect(problems[0]).toMatchObject({ where, fix: expect.stringContaining('nodes') });
  });

  it('are refused where one of the two ranges is missing', () => {
    expect(refusal({ ranges: { nodes: '10.0.0.0/24' } })).toHaveLength(1);
    expect(refusal({ ranges: { pods: '10.4.0.0/16' } })).toHaveLength(1);
  });

  it('do not matter where node and Pod range are given', () => {
    expect(refusal({ ranges: { nodes: '10.0.0.0/24', pods: '10.4.0.0/16' } })).toEqual([]);
  });
});
