import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ClusterSpec, Network } from '../../src/gke/cluster.ts';
import { survey } from '../../src/gke/landscape.ts';
import { parseCidr } from '../../src/net/cidr.ts';
import { rules, runRules } from '../../src/rules/index.ts';
import type { Finding } from '../../src/rules/rule.ts';
import { blueGreen, cluster, namedRange, network, other, pool, surge } from '../gke/builders.ts';

const place = (line: number) => ({ file: 'spec.yaml', line, column: 1 });

describe('the findings of a run', () => {
  const findings = runRules(
    survey([
      network({
        ranges: [
          { ...other('127.0.0.0/24', 'late'), where: place(9) },
          { ...other('127.1.0.0/24', 'early'), where: place(2) },
          { ...other('172.17.0.0/24', 'bridge'), where: place(1) },
        ],
        clusters: [cluster({ ranges: { pods: '100.64.0.0/25' } })],
      }),
    ]),
  ).findings;

  it('begin with the worst, then follow the catalogue, then the file', () => {
    expect(findings.map(({ rule, where }) => [rule, where?.line])).toEqual([
      ['prohibited-range', 2],
      ['prohibited-range', 9],
      ['pod-range-size', undefined],
      ['creation-exhausted', undefined],
      ['docker-bridge-range', 1],
      ['non-rfc1918-range', undefined],
    ]);
  });

  it('carry the severity, fix and page of their rule', () => {
    const bridge = findings.find(({ rule }) => rule === 'docker-bridge-range');
    const rule = rules.find(({ id }) => id === 'docker-bridge-range');
    expect(bridge).toMatchObject({ severity: 'warning', fix: rule?.fix, docs: rule?.docs });
  });

  it('are none where there is nothing to check', () => {
    expect(runRules(survey([]))).toEqual({ findings: [], overlappingPairs: 0 });
  });
});

const subnets = ['10.0.0.0/29', '10.0.0.0/24', '10.0.1.0/24', '10.4.0.0/20'];
const podRanges = ['10.4.0.0/24', '10.4.0.0/20', '10.4.0.0/16', '100.64.0.0/22', '172.16.0.0/14'];
const serviceRanges = ['10.8.0.0/28', '10.8.0.0/24', '10.4.0.0/20', '34.118.224.0/20'];
const planes = ['172.16.0.0/28', '172.17.0.0/28', '10.0.0.0/28'];

const maybe = <T>(values: readonly T[]) =>
  fc.option(fc.constantFrom(...values), { nil: undefined });

/** A cluster that shares, overlaps and overflows often enough. */
const anyCluster = fc
  .record({
    nodes: maybe([1, 3, 8, 60, 250, 1001]),
    maxPodsPerNode: maybe([7, 8, 15, 32, 110, 256]),
    upgrade: fc.constantFrom(surge(0), surge(1), blueGreen),
    location: maybe(['europe-west1', 'europe-west1-b', 'us-central1']),
    subnet: maybe(subnets),
    pods: maybe(podRanges),
    podsNamed: fc.boolean(),
    services: maybe(serviceRanges),
    serviceCount: maybe([10, 200, 5000, 10_001]),
    plane: maybe(planes),
    dataPlane: maybe(['calico', 'dataplane-v2', 'kubenet'] as const),
  })
  .map((given) => (name: string): ClusterSpec => {
    const { nodes, maxPodsPerNode, upgrade, location, subnet, pods, services, plane } = given;
    /* A routes-based cluster has no secondary range that another could name. */
    const named = given.podsNamed && given.dataPlane !== 'kubenet';
    const { location: _zone, ...spec } = cluster({
      name,
      nodePools: [pool({ upgrade, ...(nodes === undefined ? {} : { nodes }) })],
      ...(maxPodsPerNode === undefined ? {} : { maxPodsPerNode }),
      ...(given.serviceCount === undefined ? {} : { services: given.serviceCount }),
      ...(given.dataPlane === undefined ? {} : { dataPlane: given.dataPlane }),
      ...(plane === undefined ? {} : { controlPlane: { kind: 'range', cidr: parseCidr(plane) } }),
      ranges: {
        ...(subnet === undefined ? {} : { nodes: subnet }),
        ...(pods === undefined ? {} : { pods: named ? namedRange('pods', pods) : pods }),
        ...(services === undefined ? {} : { services }),
      },
    });
    return location === undefined ? spec : { ...spec, location };
  });

const anyNetworks: fc.Arbitrary<readonly Network[]> = fc
  .tuple(
    fc.array(anyCluster, { maxLength: 4 }),
    fc.array(anyCluster, { maxLength: 3 }),
    fc.boolean(),
    fc.constantFrom('auto', 'custom'),
  )
  .map(([first, second, connected, mode]) => [
    network({
      name: 'n0',
      mode,
      connected: connected ? ['n1'] : [],
      clusters: first.map((named, index) => named(`a${index}`)),
    }),
    network({
      name: 'n1',
      mtu: 1400,
      ranges: [other('10.4.8.0/24', 'office', 'on-premises')],
      clusters: second.map((named, index) => named(`b${index}`)),
    }),
  ]);

/** What a finding says, whichever of two equals it names first. */
function gist({ rule, severity, ranges, facts }: Finding): string {
  const counts = Object.entries(facts).filter(([, value]) => typeof value === 'number');
  const mtus = rule === 'mtu-mismatch' ? [] : counts.toSorted(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([rule, severity, ranges.toSorted(), mtus]);
}

const gists = (networks: readonly Network[]) =>
  runRules(survey(networks)).findings.map(gist).toSorted();

it('says the same of clusters and networks in whatever order', () => {
  fc.assert(
    fc.property(anyNetworks, (networks) => {
      const reversed = networks
        .map((one) => ({ ...one, clusters: one.clusters.toReversed() }))
        .toReversed();
      expect(gists(reversed)).toEqual(gists(networks));
    }),
    { numRuns: 300 },
  );
});

it('says the same twice of the same networks', () => {
  fc.assert(
    fc.property(anyNetworks, (networks) => {
      expect(runRules(survey(networks))).toEqual(runRules(survey(networks)));
    }),
    { numRuns: 30 },
  );
});
