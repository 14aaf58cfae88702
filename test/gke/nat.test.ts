import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Network } from '../../src/gke/cluster.ts';
import { survey } from '../../src/gke/landscape.ts';
import {
  natAddresses,
  natPorts,
  natVms,
  type NatGateway,
  type NatRange,
} from '../../src/gke/nat.ts';
import { isTranslated, type NatUse } from '../../src/gke/nat-use.ts';
import { planNetworks } from '../../src/gke/plan.ts';
import { parseCidr } from '../../src/net/cidr.ts';
import {
  blueGreen,
  cluster,
  type ClusterGiven,
  namedRange,
  network,
  pool,
  resolved,
  surge,
} from './builders.ts';

const gateway = (given: Partial<NatGateway> = {}): NatGateway => ({
  name: 'nat',
  dynamicPortAllocation: false,
  ranges: 'all',
  ...given,
});

/** Printed examples: VMs that an address serves, and addresses that VMs need. */
describe('addresses and ports of Cloud NAT', () => {
  it.each([
    ['one address at 64 ports', 1, 64, 1008],
    ['two addresses at 64 ports', 2, 64, 2016],
    ['one address at 4,096 ports: 15.75 of them', 1, 4096, 15],
    ['one address at all its ports', 1, 64_512, 1],
    ['one address at more ports than it has', 1, 65_536, 0],
  ])('%s', (_, addresses, ports, vms) => {
    expect(natVms(addresses, ports)).toBe(vms);
  });

  it.each([
    ['no VM', 0, 64, 0],
    ['1,008 VMs of 64 ports fill one address', 1008, 64, 1],
    ['one VM more takes a second one', 1009, 64, 2],
    ['16 VMs of 4,096 ports are 65,536, more than 64,512', 16, 4096, 2],
    ['201 VMs of 128 ports are 25,728', 201, 128, 1],
    ['5,000 VMs of 128 ports are 640,000: 9.92 addresses', 5000, 128, 10],
  ])('%s', (_, vms, ports, addresses) => {
    expect(natAddresses(vms, ports)).toBe(addresses);
  });

  it('are as many as serve the VMs, and no more', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100_000 }),
        fc.integer({ min: 1, max: 65_536 }),
        (vms, ports) => {
          const needed = natAddresses(vms, ports);
          expect(natVms(needed, ports)).toBeGreaterThanOrEqual(vms);
          expect(natVms(needed - 1, ports)).toBeLessThan(vms);
        },
      ),
    );
  });

  it.each([
    ['64 ports where nobody says', {}, 64, 64],
    ['what is said, for static allocation', { minPortsPerVm: 256 }, 256, 256],
    [
      'the next power of two, as 50 in the reference of the API are 64',
      { minPortsPerVm: 50 },
      64,
      64,
    ],
    ['a power of two as it is said', { minPortsPerVm: 64 }, 64, 64],
    ['the power of two behind one', { minPortsPerVm: 65 }, 128, 128],
    ['no more than that, as a most is for dynamic allocation', { maxPortsPerVm: 512 }, 64, 64],
    ['32 to 65,536, for dynamic', { dynamicPortAllocation: true }, 32, 65_536],
    [
      'from the least to the most that are said',
      { dynamicPortAllocation: true, minPortsPerVm: 128, maxPortsPerVm: 1024 },
      128,
      1024,
    ],
  ])('give a VM %s', (_, settings, least, most) => {
    expect(natPorts(gateway(settings))).toEqual({ least, most });
  });
});

const one = (given: ClusterGiven = {}): ClusterGiven => ({
  location: 'europe-west1',
  nodePools: [pool({ nodes: 100 })],
  ...given,
  ranges: {
    nodes: namedRange('gke', '10.0.0.0/24'),
    pods: namedRange('pods', '10.4.0.0/16'),
    ...given.ranges,
  },
});

function usesOf(
  clusters: readonly ClusterGiven[],
  ...nat: readonly NatGateway[]
): readonly NatUse[] {
  const home: Network = network({ clusters: clusters.map((each) => cluster(each)), nat });
  return survey([home]).networks[0]!.nat;
}

const useOf = (clusters: readonly ClusterGiven[], given: Partial<NatGateway> = {}) =>
  usesOf(clusters, gateway(given))[0]!;
const namesOf = ({ members }: NatUse) => members.map((member) => member.cluster.spec.name);

describe('what a gateway serves', () => {
  it('is nothing in a network without one', () => {
    expect(usesOf([one()])).toEqual([]);
  });

  it('adds up the nodes of its clusters at the peak of an upgrade', () => {
    const use = useOf([
      one({ name: 'a', nodePools: [pool({ nodes: 600, upgrade: blueGreen })] }),
      one({ name: 'b', nodePools: [pool({ nodes: 100, upgrade: surge(5) })] }),
    ]);
    expect(namesOf(use)).toEqual(['a', 'b']);
    expect(use.peakNodes).toBe(1305);
    expect(use.atPeak).toBe(2);
  });

  it('counts addresses at the size that the ranges of the clusters allow', () => {
    // A /16 holds 256 blocks of a /24; the node range has 256 - 4 - 1 = 251 left; × 512 = 128,512 ports.
    const use = useOf([one()], { minPortsPerVm: 512 });
    expect(use.atPeak).toBe(1);
    expect(use.atLimit).toBe(2);
  });

  it('is not known where nobody says how many nodes there are', () => {
    const use = useOf([one({ nodePools: [pool()] })]);
    expect(use.members).toHaveLength(1);
    expect(use.peakNodes).toBeUndefined();
    expect(use.atPeak).toBeUndefined();
    expect(use.atLimit).toBe(1);
  });

  it('are clusters of its region, and those whose region nobody says', () => {
    const { location: _, ...nowhere } = one({ name: 'nowhere' });
    const home = network({
      nat: [gateway({ region: 'europe-west1' })],
      clusters: [
        cluster(one({ name: 'here' })),
        cluster(one({ name: 'zone', location: 'europe-west1-b' })),
        cluster(one({ name: 'away', location: 'us-central1' })),
      ],
    });
    const { location: __, ...unsaid } = cluster(nowhere);
    const use = survey([{ ...home, clusters: [...home.clusters, unsaid] }]).networks[0]!.nat[0]!;
    expect(namesOf(use)).toEqual(['here', 'zone', 'nowhere']);
  });

  it('are no clusters whose nodes have external addresses', () => {
    const open = one({ name: 'open', privateNodes: false });
    expect(namesOf(useOf([open, one({ name: 'closed', privateNodes: true })]))).toEqual(['closed']);
  });

  it('knows the most Pods per node of any pool', () => {
    const pools = [pool({ nodes: 1, maxPodsPerNode: 32 }), pool({ name: 'b', maxPodsPerNode: 64 })];
    expect(useOf([one({ nodePools: pools })]).members[0]!.maxPodsPerNode).toBe(64);
  });
});

const node = { role: 'node', range: namedRange('gke', '10.0.0.0/24') } as const;
const pods = { role: 'pod', range: namedRange('pods', '10.4.0.0/16') } as const;
const named = (name: string, subnet?: string): NatRange => ({
  kind: 'named',
  name,
  ...(subnet === undefined ? {} : { subnet }),
});

describe('ranges that a gateway translates', () => {
  it.each([
    ['all', 'all', true, true],
    ['primary ranges alone', 'primary', true, false],
    ['none of a list that has others', [named('vm')], false, false],
    ['those that it names', [named('gke')], true, false],
    ['the secondary range that it names', [named('gke'), named('pods')], true, true],
    ['the secondary range of this subnet', [named('pods', 'gke')], false, true],
    ['not the one of that name in another subnet', [named('pods', 'other')], false, false],
    ['every range of a subnet', [{ kind: 'subnet', name: 'gke' }], true, true],
    ['no range of another subnet', [{ kind: 'subnet', name: 'other' }], false, false],
    ['a block', [{ kind: 'block', cidr: parseCidr('10.4.0.0/16') }], false, true],
    ['nobody knows which', undefined, undefined, undefined],
  ] as const)('%s', (_, listed, ofNodes, ofPods) => {
    const given = listed === undefined ? {} : { ranges: listed };
    expect(isTranslated(given, node, 'gke')).toBe(ofNodes);
    expect(isTranslated(given, pods, 'gke')).toBe(ofPods);
  });

  it.each([
    ['a range without a name', [named('pods')], { role: 'pod', range: {} }, 'gke'],
    ['a range of a subnet without a name', [named('pods', 'gke')], pods, undefined],
    ['any range of a subnet without a name', [{ kind: 'subnet', name: 'gke' }], pods, undefined],
    [
      'a range without a block',
      [{ kind: 'block', cidr: parseCidr('10.4.0.0/16') }],
      { role: 'pod', range: { name: 'pods' } },
      'gke',
    ],
  ] as const)('are not known for %s', (_, ranges, range, subnet) => {
    expect(isTranslated({ ranges }, range, subnet)).toBeUndefined();
  });

  it('surely leave out a name of another range, whatever its subnet is called', () => {
    expect(isTranslated({ ranges: [named('other', 'gke')] }, pods, undefined)).toBe(false);
  });

  it('are told apart from those left out, for each cluster', () => {
    const [member] = useOf([one()], { ranges: 'primary' }).members;
    expect(member?.translated.map(({ range }) => range.name)).toEqual(['gke']);
    expect(member?.left.map(({ range }) => range.name)).toEqual(['pods']);
  });

  it('have no Pods of a routes-based cluster among them', () => {
    const [member] = useOf([one({ dataPlane: 'kubenet' })], { ranges: 'primary' }).members;
    expect(member?.left).toEqual([]);
  });
});

describe('private nodes', () => {
  const assumptions = (given: ClusterGiven, nat: readonly NatGateway[]) => {
    const home = network({ clusters: [cluster(one(given))], nat });
    const [view] = survey([home]).networks[0]!.clusters;
    return view!.cluster.assumptions.map(({ what }) => what);
  };

  it('are assumed where a gateway serves a cluster that says nothing', () => {
    expect(assumptions({}, [gateway()])).toContain('private nodes');
  });

  it.each([
    ['without a gateway', {}, []],
    ['beside a gateway of another region', {}, [gateway({ region: 'us-central1' })]],
    ['where they are said', { privateNodes: true }, [gateway()]],
    [
      'where the control plane has a /28 of its own',
      { controlPlane: { kind: 'range', cidr: parseCidr('172.16.0.0/28') } },
      [gateway()],
    ],
  ] as const)('are no assumption %s', (_, given, nat) => {
    expect(assumptions(given, nat)).not.toContain('private nodes');
  });

  it('are no matter where nobody asks for NAT', () => {
    expect(resolved().assumptions.map(({ what }) => what)).not.toContain('private nodes');
  });
});

describe('a plan of a gateway', () => {
  const planned = (given: Partial<NatGateway>, clusters = [one()]) => {
    const home = network({
      clusters: clusters.map((each) => cluster(each)),
      nat: [gateway(given)],
    });
    return planNetworks([home]).networks[0]!.nat![0]!.addresses;
  };

  it('has the addresses that the nodes need at the peak', () => {
    // 100 nodes × 1,024 ports = 102,400: two addresses of 64,512.
    expect(planned({ minPortsPerVm: 1024 })).toBe(2);
  });

  it.each([
    ['keeps a number that is given', { addresses: 7 }, 7],
    ['leaves it to Cloud NAT', { addresses: 'auto' }, 'auto'],
    ['leaves a gateway alone that is there', { exists: true }, undefined],
  ] as const)('%s', (_, given, addresses) => {
    expect(planned(given)).toBe(addresses);
  });

  it('knows no number where nobody says how many nodes there are', () => {
    const full = one({ nodePools: [pool()], ranges: { services: '10.8.0.0/20' } });
    expect(planned({}, [full])).toBeUndefined();
  });

  it('changes nothing when it is planned again', () => {
    const home = network({ clusters: [cluster(one())], nat: [gateway({ minPortsPerVm: 1024 })] });
    const { networks } = planNetworks([home]);
    expect(planNetworks(networks).networks).toEqual(networks);
  });
});
