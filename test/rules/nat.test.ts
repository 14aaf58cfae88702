import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NatGateway } from '../../src/gke/nat.ts';
import { survey } from '../../src/gke/landscape.ts';
import { planNetworks } from '../../src/gke/plan.ts';
import { runRules } from '../../src/rules/index.ts';
import { cluster, type ClusterGiven, namedRange, network, pool } from '../gke/builders.ts';

const gateway = (given: Partial<NatGateway> = {}): NatGateway => ({
  name: 'egress',
  dynamicPortAllocation: false,
  ranges: 'all',
  ...given,
});

const prod: ClusterGiven = {
  location: 'europe-west1',
  privateNodes: true,
  nodePools: [pool({ nodes: 100 })],
  ranges: {
    nodes: namedRange('gke', '10.0.0.0/20'),
    pods: namedRange('pods', '10.4.0.0/14'),
    services: '10.8.0.0/20',
  },
};

function findingsOf(rule: string, nat: readonly NatGateway[], ...given: readonly ClusterGiven[]) {
  const clusters = (given.length === 0 ? [prod] : given).map((one) => cluster(one));
  const { findings } = runRules(survey([network({ clusters, nat })]));
  return findings.filter((finding) => finding.rule === rule);
}

describe('nat-ports-low', () => {
  const found = (given: Partial<NatGateway>, ...clusters: readonly ClusterGiven[]) =>
    findingsOf('nat-ports-low', [gateway(given)], ...clusters);

  it('compares the default of 64 ports with the default of 110 Pods', () => {
    expect(found({})).toMatchObject([
      {
        message:
          'a node of cluster prod has 64 ports of NAT gateway egress for up to 110 Pods: less than one each',
        fix: 'set minPortsPerVm to 128 or more, allocate ports dynamically, or lower maximum Pods per node',
        facts: { gateway: 'egress', cluster: 'prod', portsPerNode: 64, maxPodsPerNode: 110 },
      },
    ]);
  });

  it('is silent about 64 Pods on 64 ports', () => {
    expect(found({}, { ...prod, maxPodsPerNode: 64 })).toEqual([]);
  });

  it('looks at the pool with the most Pods per node', () => {
    const pools = [pool({ maxPodsPerNode: 32 }), pool({ name: 'dense', maxPodsPerNode: 65 })];
    expect(found({}, { ...prod, nodePools: pools })).toHaveLength(1);
  });

  it('counts what dynamic allocation can give a node', () => {
    const dynamic = { dynamicPortAllocation: true, minPortsPerVm: 32 };
    expect(found(dynamic)).toEqual([]);
    expect(found({ ...dynamic, maxPortsPerVm: 64 })).toMatchObject([
      { fix: 'raise maxPortsPerVm to 128 or more, or lower maximum Pods per node' },
    ]);
  });

  it('is silent about nodes with external addresses', () => {
    expect(found({}, { ...prod, privateNodes: false })).toEqual([]);
  });
});

describe('nat-ranges-uncovered', () => {
  const found = (given: Partial<NatGateway>) =>
    findingsOf('nat-ranges-uncovered', [gateway(given)]);

  it('names Pods that a gateway for primary ranges leaves out', () => {
    expect(found({ ranges: 'primary' })).toMatchObject([
      {
        message: 'NAT gateway egress translates nodes gke of cluster prod and not Pods pods',
        facts: { translated: ['nodes gke'], untranslated: ['Pods pods'] },
        ranges: ['egress', 'pods', '10.4.0.0/14'],
      },
    ]);
  });

  it('names nodes that a list of Pod ranges leaves out', () => {
    const [finding] = found({ ranges: [{ kind: 'named', name: 'pods' }] });
    expect(finding?.message).toBe(
      'NAT gateway egress translates Pods pods of cluster prod and not nodes gke',
    );
    expect(finding?.fix).toMatch(/^let it translate the primary range/);
  });

  it.each([
    ['everything is translated', { ranges: 'all' }],
    [
      'nothing of the cluster is: the gateway is for others',
      { ranges: [{ kind: 'named', name: 'vm' }] },
    ],
  ] as const)('is silent where %s', (_, given) => {
    expect(found(given)).toEqual([]);
  });
});

describe('nat-addresses-exhausted', () => {
  const found = (given: Partial<NatGateway>, ...clusters: readonly ClusterGiven[]) =>
    findingsOf('nat-addresses-exhausted', [gateway(given)], ...clusters);

  it('adds up the nodes of all clusters of the gateway', () => {
    // 2 × 100 nodes × 1,024 ports = 204,800: 3.17 addresses; two serve 126 nodes.
    const given = { addresses: 2, minPortsPerVm: 1024 };
    expect(found(given, prod, { ...prod, name: 'dev' })).toMatchObject([
      {
        severity: 'error',
        message:
          'NAT gateway egress has 2 external addresses for 200 nodes of prod, dev at the peak: at 1024 ports each they take 4, and it serves 126',
        facts: { addresses: 2, needed: 4, peakNodes: 200, portsPerNode: 1024, servedNodes: 126 },
      },
    ]);
  });

  it('counts ports as Cloud NAT rounds them up', () => {
    expect(found({ addresses: 1, minPortsPerVm: 600 }, prod)).toMatchObject([
      { facts: { portsPerNode: 1024, needed: 2, servedNodes: 63 } },
    ]);
  });

  it('is a warning where private nodes are only assumed', () => {
    const { privateNodes: _, ...unsaid } = prod;
    const [finding] = found({ addresses: 1, minPortsPerVm: 1024 }, unsaid);
    expect(finding?.severity).toBe('warning');
  });

  it.each([
    ['allocates its own', { addresses: 'auto', minPortsPerVm: 4096 }],
    ['may have any number', { minPortsPerVm: 4096 }],
    ['has enough of them', { addresses: 2, minPortsPerVm: 1024 }],
    // 100 nodes × 1,024 ports are 1.6 addresses; of 600 each, as written, they would be 0.93.
    ['has enough for ports rounded up', { addresses: 2, minPortsPerVm: 600 }],
  ] as const)('is silent about a gateway that %s', (_, given) => {
    expect(found(given)).toEqual([]);
  });
});

describe('nat-port-allocation', () => {
  const found = (given: Partial<NatGateway>) =>
    findingsOf('nat-port-allocation', [gateway(given)]).map(({ message, fix }) => [message, fix]);
  const dynamic = { dynamicPortAllocation: true };

  it.each([
    [
      { ...dynamic, minPortsPerVm: 16 },
      'allocates ports dynamically from 16 on: that takes a power of two from 32 on',
      'set minPortsPerVm to 32',
    ],
    [
      { ...dynamic, minPortsPerVm: 100 },
      'allocates ports dynamically from 100 on: that takes a power of two from 32 on',
      'set minPortsPerVm to 128',
    ],
    [
      { ...dynamic, minPortsPerVm: 128, maxPortsPerVm: 64 },
      'gives a node 128 ports at least and 64 at most: the most has to be a larger power of two',
      'set maxPortsPerVm to 256 or more',
    ],
    [
      { ...dynamic, minPortsPerVm: 128, maxPortsPerVm: 128 },
      'gives a node 128 ports at least and 128 at most: the most has to be a larger power of two',
      'set maxPortsPerVm to 256 or more',
    ],
    [
      { ...dynamic, maxPortsPerVm: 1000 },
      'gives a node 32 ports at least and 1000 at most: the most has to be a larger power of two',
      'set maxPortsPerVm to 1024 or more',
    ],
    [
      { minPortsPerVm: 100, maxPortsPerVm: 256 },
      'has a maximum of 256 ports and no dynamic allocation: a node gets 128 and never more',
      'allocate ports dynamically, or leave the maximum out',
    ],
  ])('names what is wrong: %o', (given, message, fix) => {
    expect(found(given)).toEqual([[`NAT gateway egress ${message}`, fix]]);
  });

  it.each([
    {},
    dynamic,
    { minPortsPerVm: 100 },
    { ...dynamic, minPortsPerVm: 64 },
    { ...dynamic, minPortsPerVm: 64, maxPortsPerVm: 128 },
    { ...dynamic, minPortsPerVm: 65_536 },
  ])('is silent about %o', (given) => {
    expect(found(given)).toEqual([]);
  });
});

it('a plan has as many addresses as its nodes take at the peak, and not one more', () => {
  const anyNodes = fc.array(fc.integer({ min: 1, max: 3000 }), { minLength: 1, maxLength: 3 });
  const anyPorts = fc.constantFrom(32, 64, 100, 1024, 4096);
  fc.assert(
    fc.property(anyNodes, anyPorts, (nodes, minPortsPerVm) => {
      const clusters = nodes.map((count, index) =>
        cluster({ name: `c${index}`, privateNodes: true, nodePools: [pool({ nodes: count })] }),
      );
      const { networks } = planNetworks([network({ clusters, nat: [gateway({ minPortsPerVm })] })]);
      const [planned] = networks;
      const [made] = planned?.nat ?? [];
      const addresses = Number(made?.addresses);
      const exhausted = (count: number) =>
        runRules(survey([{ ...planned!, nat: [{ ...made!, addresses: count }] }])).findings.some(
          ({ rule }) => rule === 'nat-addresses-exhausted',
        );
      expect(exhausted(addresses)).toBe(false);
      expect(addresses === 1 || exhausted(addresses - 1)).toBe(true);
    }),
    { numRuns: 30 },
  );
});
