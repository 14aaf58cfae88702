import { describe, expect, test } from 'vitest';
import type { ClusterSpec, Network, NodePool } from '../../src/gke/cluster.ts';
import { readInput } from '../input/read-input.ts';
import { parseCidr } from '../../src/net/cidr.ts';
import { renderSpec } from '../../src/report/spec.ts';
import { bareCluster, devNetwork, prodNetwork } from './samples.ts';

function withCluster(changes: Partial<ClusterSpec>): Network {
  return { ...devNetwork, clusters: [{ ...bareCluster, ...changes }] };
}

test('everything that was said is in the spec, ranges included', () => {
  const risk = {
    rule: 'docker-bridge-range',
    range: 'lab',
    reason: 'isolated',
    until: '2027-06-30',
  };
  expect(renderSpec([{ ...prodNetwork, room: 2 }], [risk])).toBe(`networks:
  - name: prod-vpc
    mtu: 1500
    mode: custom
    within: [ 10.0.0.0/8 ]
    podsWithin: [ 100.64.0.0/10 ]
    servicesWithin: [ 10.0.0.0/8 ]
    room: 2
    connected: [ hub-vpc ]
    ranges:
      - { name: office, cidr: 10.200.0.0/16, role: on-premises }
    clusters:
      - name: prod
        location: europe-west1
        zones: 2
        version: "1.30"
        cni: dataplane-v2
        controlPlane: 172.16.0.0/28
        services: 1000
        maxPodsPerNode: 64
        internalLoadBalancers: 10
        podCidrOverprovision: false
        growth: { percent: 30, years: 3 }
        nodePools:
          - { name: default, nodes: 50 }
          - { name: batch, nodes: 40, maxPodsPerNode: 32, upgrade: blue-green, podRange: pods-batch }
          - { name: spot, nodes: 9, maxSurge: 5 }
        ranges:
          nodes: { name: prod-nodes, cidr: 10.0.0.0/20 }
          pods: { name: pods, cidr: 10.4.0.0/14 }
          additionalPods:
            - { name: pods-batch, cidr: 10.12.0.0/16 }
            - { name: pods-more, cidr: 10.13.0.0/16 }
          services: { name: services, cidr: 10.8.0.0/20 }
      - name: dev
        nodes: 3
        ranges: { nodes: 10.64.0.0/28, pods: 10.65.0.0/21, services: google-managed }
suppress:
  - { rule: docker-bridge-range, range: lab, reason: isolated, until: "2027-06-30" }
`);
});

test('what nobody said is not in the spec', () => {
  expect(renderSpec([devNetwork], [])).toBe(`networks:
  - name: dev-vpc
    clusters:
      - name: dev
        nodes: 3
        ranges: { nodes: 10.64.0.0/28, pods: 10.65.0.0/21, services: google-managed }
`);
});

function withPool(changes: Partial<NodePool>): Network {
  const upgrade = { kind: 'surge', maxSurge: 1, assumed: true } as const;
  return withCluster({ nodePools: [{ name: 'default', upgrade, ...changes }] });
}

describe('a single pool', () => {
  test.each<[string, Partial<NodePool>, string]>([
    ['with a name', { name: 'main' }, '        nodePools:\n          - { name: main }\n'],
    ['with a maximum of Pods', { maxPodsPerNode: 32 }, '{ name: default, maxPodsPerNode: 32 }'],
    ['without surge', { upgrade: { kind: 'surge', maxSurge: 0 } }, '        maxSurge: 0\n'],
    ['of one surge node', { upgrade: { kind: 'surge', maxSurge: 1 } }, '        maxSurge: 1\n'],
    ['blue-green', { upgrade: { kind: 'blue-green' } }, '        upgrade: blue-green\n'],
  ])('%s says so', (_, changes, lines) => {
    expect(renderSpec([withPool(changes)], [])).toContain(lines);
  });
});

const places = new Set(['where', 'places', 'assumed']);

/** Without places, which differ, as plain data. */
function plain(value: unknown): unknown {
  const text = JSON.stringify(value, (key, each: unknown) => {
    if (places.has(key)) return undefined;
    return typeof each === 'bigint' ? String(each) : each;
  });
  return JSON.parse(text);
}

describe('reading the spec again gives the same', () => {
  test.each<[string, Network]>([
    ['everything said', prodNetwork],
    ['little said', devNetwork],
    ['a cluster that runs', withCluster({ exists: true, controlPlane: { kind: 'none' } })],
    ['Autopilot', withCluster({ mode: 'autopilot', growth: { percent: 20, years: 2 } })],
    [
      'growth from a day on, of the Services at a rate of their own',
      withCluster({
        growth: { percent: 12.5, servicesPercent: 0.5, years: 2, from: '2026-11-21' },
      }),
    ],
    [
      'Pods of workloads and more of Services',
      withCluster({
        systemPods: { total: 9, hostNetwork: 5 },
        services: 100,
        serviceDetails: { pinned: 4, imports: 3, loadBalancers: 2, largest: 70, backends: 900 },
        nodeLocalDns: false,
      }),
    ],
    ['a pool that says Pods alone', withPool({ pods: 5000 })],
    ['a pool with system Pods of its own', withPool({ pods: 5000, systemPods: { total: 9 } })],
    ['a name that YAML would take for a number', { ...devNetwork, name: '010' }],
  ])('network: %s', (_, network) => {
    const result = readInput({ name: 'spec.yaml', text: renderSpec([network], []) });
    expect(result.problems).toEqual([]);
    expect(plain(result.networks)).toEqual(plain([network]));
  });

  test('suppression', () => {
    const risks = [
      { rule: 'docker-bridge-range', range: 'lab', reason: 'isolated: "lab"', until: '2027-06-30' },
      { rule: 'public-range', reason: 'ours' },
    ];
    const text = renderSpec([devNetwork], risks);
    expect(plain(readInput({ name: 'spec.yaml', text }).suppressions)).toEqual(risks);
  });
});

test.each([
  [{ kind: 'psc' } as const, 'controlPlane: psc'],
  [{ kind: 'none' } as const, 'controlPlane: none'],
])('a control plane without a range is named by its kind', (controlPlane, line) => {
  expect(renderSpec([withCluster({ controlPlane })], [])).toContain(`        ${line}\n`);
});

test('a range that another input knows as the node range of a cluster is kept clear of', () => {
  const ranges = [{ role: 'node', name: 'legacy', cidr: parseCidr('10.9.0.0/24') } as const];
  expect(renderSpec([{ ...devNetwork, ranges }], [])).toContain(
    '{ name: legacy, cidr: 10.9.0.0/24, role: other }',
  );
});
