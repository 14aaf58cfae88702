import { describe, expect, it } from 'vitest';
import { newestVersion } from '../../src/gke/limits.ts';
import { creationNeed } from '../../src/gke/creation.ts';
import { assumedUpgrade } from '../../src/gke/demand.ts';
import { isZone, resolveCluster } from '../../src/gke/resolve.ts';
import { parseCidr } from '../../src/net/cidr.ts';
import { cluster, network, pool, resolved, surge, version, type ClusterGiven } from './builders.ts';

/** A plain cluster without a location. */
function nowhere(given: ClusterGiven = {}) {
  const { location: _, ...spec } = cluster(given);
  return resolveCluster(spec, network());
}

describe('isZone', () => {
  it.each([
    ['europe-west1', false],
    ['europe-west1-b', true],
    ['northamerica-northeast2', false],
    ['northamerica-northeast2-a', true],
    ['us-east4', false],
    ['us-east4-c', true],
    ['', false],
  ])('%j: %s', (location, expected) => {
    expect(isZone(location)).toBe(expected);
  });
});

describe('location and zones', () => {
  it.each([
    ['europe-west1', undefined, 'regional', 3],
    ['europe-west1', 2, 'regional', 2],
    ['europe-west1', 1, 'regional', 1],
    ['europe-west1-b', undefined, 'zonal', 1],
    ['europe-west1-b', 1, 'zonal', 1],
  ] as const)('%s with %s zones: %s, %i', (location, zones, kind, count) => {
    const { location: found, zones: known } = resolved({
      location,
      ...(zones === undefined ? {} : { zones }),
    });
    expect([found, known]).toEqual([kind, count]);
  });

  // https://cloud.google.com/kubernetes-engine/docs/concepts/types-of-clusters: a multi-zonal
  // cluster has one control plane in one zone, so what is documented for zonal clusters holds.
  it('of a multi-zonal cluster are those of a zonal cluster with nodes in several zones', () => {
    const { location, zones } = resolved({ location: 'europe-west1-b', zones: 3 });
    expect([location, zones]).toEqual(['zonal', 3]);
  });

  it('are a guess of three where nobody says, and regional or zonal by their number', () => {
    expect(nowhere()).toMatchObject({ location: 'unknown', zones: 3 });
    expect(nowhere({ zones: 3 })).toMatchObject({ location: 'regional', zones: 3 });
    expect(nowhere({ zones: 1 })).toMatchObject({ location: 'zonal', zones: 1 });
  });
});

describe('defaults', () => {
  it('of Standard are 110 Pods per node, Google CNI and the newest version', () => {
    expect(resolved()).toMatchObject({
      maxPodsPerNode: 110,
      blockPrefixLength: 24,
      dataPlane: 'google-cni',
      routesBased: false,
      version: newestVersion,
      otherNodeAddresses: 1,
      vpcMtu: 1460,
    });
  });

  it('of Autopilot are 32 Pods per node and Dataplane V2', () => {
    expect(resolved({ mode: 'autopilot' })).toMatchObject({
      maxPodsPerNode: 32,
      blockPrefixLength: 26,
      dataPlane: 'dataplane-v2',
    });
  });

  it('give way to what is said, for a pool before its cluster', () => {
    const { pools, blockPrefixLength } = resolved({
      maxPodsPerNode: 64,
      nodePools: [pool(), pool({ name: 'small', maxPodsPerNode: 16 })],
    });
    expect(pools.map((one) => [one.maxPodsPerNode, one.blockPrefixLength])).toEqual([
      [64, 25],
      [16, 27],
    ]);
    expect(blockPrefixLength).toBe(25);
  });

  it('are all named as assumptions, and only those', () => {
    const whats = (given: ReturnType<typeof nowhere>) => given.assumptions.map(({ what }) => what);
    expect(whats(nowhere())).toEqual([
      'maximum Pods per node',
      'zones',
      'control plane',
      'GKE version',
      'data plane',
      'VPC MTU',
    ]);
    const spec = cluster({
      location: 'europe-west1',
      zones: 3,
      maxPodsPerNode: 110,
      controlPlane: { kind: 'psc' },
      version: version('1.33'),
      dataPlane: 'calico',
    });
    expect(whats(resolveCluster(spec, network({ mtu: 1500 })))).toEqual([]);
  });

  it('name an assumed surge and a Services range of default size', () => {
    const { assumptions } = resolved({
      nodePools: [pool({ nodes: 3, upgrade: assumedUpgrade }), pool({ upgrade: assumedUpgrade })],
      ranges: { services: { prefixLength: 20, defaultSize: true } },
    });
    expect(assumptions).toContainEqual(
      expect.objectContaining({
        what: 'max surge',
        value: 1,
        why: "GKE's default upgrade strategy, unverified",
      }),
    );
    expect(assumptions).toContainEqual(
      expect.objectContaining({ what: 'Services range', value: '/20' }),
    );
    expect(assumptions.filter(({ what }) => what === 'max surge')).toHaveLength(1);
  });

  it("say that no page was seen to state Autopilot's default", () => {
    expect(resolved({ mode: 'autopilot' }).assumptions).toContainEqual(
      expect.objectContaining({ value: 32, why: "Autopilot's default, unverified" }),
    );
  });

  it.each([undefined, 0])('leave out a surge that no number rests on: %s nodes', (nodes) => {
    const { assumptions } = resolved({
      nodePools: [pool({ ...(nodes === undefined ? {} : { nodes }), upgrade: assumedUpgrade })],
    });
    expect(assumptions.map(({ what }) => what)).not.toContain('max surge');
  });
});

describe('demand', () => {
  it('sums pools at the horizon, surge after growth, and leaves out what is unknown', () => {
    const { demand, pools } = resolved({
      growth: { percent: 10, years: 2 },
      services: 50,
      nodePools: [pool({ nodes: 100, upgrade: surge(3) }), pool({ nodes: 1 }), pool()],
    });
    // 121 and 2 nodes; 60.5 Services
    expect(demand).toEqual({ nodes: 123, peakNodes: 126, services: 61 });
    expect(pools.map(({ peakNodes }) => peakNodes)).toEqual([124, 2, undefined]);
  });

  it('is not known where nobody says', () => {
    expect(resolved().demand).toEqual({});
  });

  it.each([
    ['psc', { kind: 'psc' }, 8],
    ['none', { kind: 'none' }, 7],
    ['a range', { kind: 'range', cidr: parseCidr('172.16.0.0/28') }, 7],
  ] as const)('of the node subnet beside the nodes, control plane %s', (_, controlPlane, taken) => {
    expect(resolved({ controlPlane, internalLoadBalancers: 7 }).otherNodeAddresses).toBe(taken);
  });
});

describe('creationNeed', () => {
  it('is a node in every zone at the maximum Pods of the cluster, beside what else is there', () => {
    const given = { location: 'europe-west1', internalLoadBalancers: 2 } as const;
    expect(creationNeed(resolved({ ...given, maxPodsPerNode: 64 }))).toEqual({
      nodes: 3,
      nodeAddresses: 6,
      podAddresses: 3 * 128,
      zonesKnown: true,
    });
    expect(creationNeed(nowhere())).toMatchObject({ nodes: 3, zonesKnown: false });
  });

  it('is nothing on Autopilot, for a routes-based and for an existing cluster', () => {
    for (const given of [
      { mode: 'autopilot' },
      { dataPlane: 'kubenet' },
      { exists: true },
    ] as const)
      expect(creationNeed(resolved(given))).toBeUndefined();
  });
});
