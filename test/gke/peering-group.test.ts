import { describe, expect, it } from 'vitest';
import { survey } from '../../src/gke/landscape.ts';
import { effectiveLimit, peeringGroups } from '../../src/gke/peering-group.ts';
import { RangeColumns, RangeTable } from '../../src/gke/range-table.ts';
import { cluster, network, other, range } from './builders.ts';

describe('the effective limit of a peering group', () => {
  const high = { peeringGroup: 500, network: 600 };
  const low = { peeringGroup: 350, network: 300 };

  it('is the own one without a peer, or where a peer says nothing', () => {
    expect(effectiveLimit(low, [])).toBe(350);
    expect(effectiveLimit(low, [high, {}])).toBe(350);
  });

  it('is not known where nobody says the own one', () => {
    expect(effectiveLimit({}, [high])).toBeUndefined();
  });

  it('is one of the two where only that is said', () => {
    expect(effectiveLimit({ network: 200 }, [{ peeringGroup: 250 }])).toBe(250);
  });
});

const prod = cluster({
  ranges: {
    nodes: '10.0.0.0/20',
    pods: '10.4.0.0/16',
    additionalPods: ['10.5.0.0/16'],
    services: '10.8.0.0/20',
  },
});

const of = (...networks: Parameters<typeof survey>[0]) => peeringGroups(survey(networks));

const asked = { network: 10, peeringGroup: 20 };

describe('subnet ranges', () => {
  it('are primary and secondary ones of clusters, one that is shared once', () => {
    const twin = {
      ...prod,
      name: 'twin',
      ranges: { ...prod.ranges, services: 'google-managed' as const },
    };
    // nodes, two of Pods, Services
    expect(of(network({ clusters: [prod, twin] }))[0]?.ranges).toBe(4);
  });

  it('are not the /28 of a control plane, managed Services or Pods of a routes-based cluster', () => {
    const old = cluster({
      dataPlane: 'kubenet',
      ranges: { nodes: '10.0.0.0/20', pods: '10.4.0.0/14' },
    });
    const [plane] = [{ kind: 'range' as const, cidr: other('172.16.0.0/28').cidr }];
    const peered = cluster({
      controlPlane: plane,
      ranges: { nodes: '10.1.0.0/20', pods: '10.64.0.0/16', services: 'google-managed' },
    });
    expect(of(network({ clusters: [old] }))[0]?.ranges).toBe(1);
    expect(of(network({ clusters: [peered] }))[0]?.ranges).toBe(2);
  });

  it('are the IPv6 range of a dual-stack subnet, but not its Services', () => {
    const ipv6 = { nodes: range('fd20::/64'), services: range('fd20:0:0:1::/112') };
    const ranges = { nodes: '10.0.0.0/20', pods: '10.4.0.0/16' };
    expect(of(network({ clusters: [cluster({ ipv6, ranges })] }))[0]?.ranges).toBe(3);
  });

  it('are plain ranges only where somebody asks about the quotas', () => {
    const ranges = [
      other('10.9.0.0/24', 'vms'),
      other('10.9.2.0/23', 'proxies', 'proxy-only'),
      other('10.200.0.0/16', 'office', 'on-premises'),
      { ...other('10.10.0.0/24', 'extra'), subnet: 'extra' },
    ];
    expect(of(network({ ranges }))[0]?.ranges).toBe(1);
    expect(of(network({ ranges, subnetRangeLimits: asked }))[0]?.ranges).toBe(3);
    const hub = network({ name: 'hub', subnetRangeLimits: asked });
    expect(of(network({ ranges }), hub)[0]?.ranges).toBe(3);
  });

  it('are counted in columns, those of subnets alone and each block once', () => {
    const table = (file: string, count: number) => {
      const columns = new RangeColumns(file, ({ record }) => ({ file, line: record }));
      for (let row = 0; row < count; row += 1) {
        columns.add(0x0a000000 + row * 256, 24, row, 'other', `s${row}`);
        columns.inSubnet(row, 0, 'europe-west1');
      }
      columns.add(0x0b000000, 24, count, 'other', 'loose');
      return new RangeTable(
        columns,
        Uint32Array.from({ length: count + 1 }, (_, row) => row),
      );
    };
    const [one] = of(network({ tables: [table('a.json', 400)] }));
    expect(one).toMatchObject({ ranges: 400, networkLimit: 300, assumed: true });
    const [two] = of(network({ tables: [table('a.json', 400), table('b.json', 500)] }));
    expect(two?.ranges).toBe(500);
  });
});

it('sums the ranges of a group up and leaves networks further away out', () => {
  const ranges = (...texts: readonly string[]) => texts.map((text) => other(text));
  const hub = network({ name: 'hub', connected: ['vpc', 'far'], ranges: ranges('10.9.0.0/24') });
  const far = network({ name: 'far', ranges: ranges('10.10.0.0/24', '10.11.0.0/24') });
  const groups = of(network({ clusters: [prod], subnetRangeLimits: asked }), hub, far);
  expect(groups.map(({ ranges: own, groupRanges }) => [own, groupRanges])).toEqual([
    [4, 5],
    [1, 7],
    [2, 3],
  ]);
  expect(groups[0]).toMatchObject({
    networkLimit: 10,
    groupLimit: 20,
    assumed: false,
    peers: [{ name: 'hub', ranges: 1 }],
  });
});
