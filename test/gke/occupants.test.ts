import { describe, expect, it } from 'vitest';
import type { NamedRange, Network } from '../../src/gke/cluster.ts';
import { connectionsOf, labelOf, occupantsOf } from '../../src/gke/occupants.ts';
import { rangesOf } from '../../src/gke/range-use.ts';
import { resolveCluster } from '../../src/gke/resolve.ts';
import { useOfRanges } from '../../src/gke/use.ts';
import { parseCidr } from '../../src/net/cidr.ts';
import { cluster, namedRange, network, other, type ClusterGiven } from './builders.ts';

function occupants(clusters: readonly ClusterGiven[], ranges: readonly NamedRange[] = []) {
  return occupantsIn(network({ clusters: clusters.map((given) => cluster(given)), ranges }));
}

function occupantsIn(home: Network) {
  const uses = useOfRanges(home.clusters.map((spec) => resolveCluster(spec, home)));
  return occupantsOf(
    home,
    uses.map((use) => ({ cluster: use.cluster, ranges: rangesOf(use) })),
  );
}

/** Each occupant as its role, its block and its clusters. */
const summaryOf = (all: ReturnType<typeof occupantsIn>) =>
  all.map(({ role, cidr, clusters }) => [
    role,
    cidr.text,
    clusters.map(({ spec }) => spec.name).join(' '),
  ]);
const summary = (...given: Parameters<typeof occupants>) => summaryOf(occupants(...given));

const controlPlane = { kind: 'range', cidr: parseCidr('172.16.0.0/28') } as const;

describe('occupantsOf', () => {
  it('are the ranges of clusters, then what else is in the network', () => {
    const ranges = { nodes: '10.0.0.0/24', pods: '10.4.0.0/16', services: '10.8.0.0/20' };
    expect(
      summary([{ controlPlane, ranges }], [other('10.200.0.0/16', 'office', 'on-premises')]),
    ).toEqual([
      ['node', '10.0.0.0/24', 'prod'],
      ['pod', '10.4.0.0/16', 'prod'],
      ['service', '10.8.0.0/20', 'prod'],
      ['control-plane', '172.16.0.0/28', 'prod'],
      ['on-premises', '10.200.0.0/16', ''],
    ]);
  });

  it('are not the Services that take no address of the network', () => {
    expect(summary([{ ranges: { services: 'google-managed' } }])).toEqual([]);
    const ranges = { pods: '10.4.0.0/14' };
    expect(summary([{ dataPlane: 'kubenet', ranges }])).toEqual([['pod', '10.4.0.0/14', 'prod']]);
  });

  it('share a range with those of one region where their own is not known, in any order', () => {
    const one = (name: string, location: string) =>
      cluster({ name, location, ranges: { pods: namedRange('pods', '10.4.0.0/16') } });
    const { location: _, ...somewhere } = one('c', '');
    const clusters = [one('a', 'europe-west1'), one('b', 'us-central1'), somewhere];
    const expected = [
      ['pod', '10.4.0.0/16', 'a c'],
      ['pod', '10.4.0.0/16', 'b'],
    ];
    expect(summaryOf(occupantsIn(network({ clusters })))).toEqual(expected);
    expect(summaryOf(occupantsIn(network({ clusters: clusters.toReversed() })))).toEqual(expected);
  });

  it('count a subnet, a named Pod range and a control-plane block of two clusters once', () => {
    const one = (name: string): ClusterGiven => ({
      name,
      controlPlane,
      ranges: { nodes: '10.0.0.0/24', pods: namedRange('pods', '10.4.0.0/16') },
    });
    expect(summary([one('a'), one('b')])).toEqual([
      ['node', '10.0.0.0/24', 'a b'],
      ['pod', '10.4.0.0/16', 'a b'],
      ['control-plane', '172.16.0.0/28', 'a b'],
    ]);
  });

  it('count equal Pod ranges without a common name twice: they collide', () => {
    const ranges = { pods: '10.4.0.0/16' };
    expect(
      summary([
        { name: 'a', ranges },
        { name: 'b', ranges },
      ]),
    ).toEqual([
      ['pod', '10.4.0.0/16', 'a'],
      ['pod', '10.4.0.0/16', 'b'],
    ]);
  });

  it('count a subnet and a named Pod range of two regions twice', () => {
    const ranges = { nodes: namedRange('n', '10.0.0.0/24'), pods: namedRange('p', '10.4.0.0/16') };
    const found = (location: string) => occupants([{ ranges }, { name: 'b', location, ranges }]);
    expect(found('europe-west1-d')).toHaveLength(2);
    expect(found('us-east1')).toHaveLength(4);
  });

  it('count equal Services ranges of two clusters twice', () => {
    const ranges = { services: '10.8.0.0/20' };
    expect(
      summary([
        { name: 'a', ranges },
        { name: 'b', ranges },
      ]),
    ).toHaveLength(2);
  });

  it('count subnets of one block and two names twice', () => {
    const one = (name: string): ClusterGiven => ({
      name,
      ranges: { nodes: namedRange(`${name}-nodes`, '10.0.0.0/24') },
    });
    expect(summary([one('a'), one('b')])).toHaveLength(2);
  });

  it('count one range in two roles of a cluster once: another rule speaks of it', () => {
    expect(summary([{ ranges: { pods: '10.4.0.0/16', services: '10.4.0.0/16' } }])).toEqual([
      ['pod', '10.4.0.0/16', 'prod'],
    ]);
  });

  it('count a range that the network lists too once where names agree', () => {
    const clusters = [{ ranges: { nodes: namedRange('nodes', '10.0.0.0/24') } }];
    expect(summary(clusters, [other('10.0.0.0/24', 'nodes', 'node')])).toHaveLength(1);
    expect(summary(clusters, [other('10.0.0.0/24', 'legacy')])).toHaveLength(2);
    expect(summary([], [other('10.0.0.0/24', 'a'), other('10.0.0.0/24', 'a')])).toHaveLength(1);
    expect(summary([], [other('10.0.0.0/24', 'a'), other('10.0.0.0/24', 'b')])).toHaveLength(2);
  });
});

describe('connectionsOf', () => {
  const hub = network({ name: 'hub', connected: ['prod'] });
  const prod = network({ name: 'prod', connected: ['dev'] });
  const dev = network({ name: 'dev' });
  const alone = network({ name: 'alone', connected: ['unknown'] });
  const all = [hub, prod, dev, alone];
  const names = (of: Network) =>
    connectionsOf(all)
      .get(of)
      ?.map(({ name }) => name) ?? [];

  it('is symmetric, whichever side says so', () => {
    expect(names(prod)).toEqual(['hub', 'dev']);
    expect(names(dev)).toEqual(['prod']);
    for (const a of all)
      for (const b of all) expect(names(a).includes(b.name)).toBe(names(b).includes(a.name));
  });

  it('is not transitive, as peering is not', () => {
    expect(names(hub)).toEqual(['prod']);
  });

  it('keeps the order given, for networks of one name too', () => {
    const twin = network({ name: 'dev' });
    const given = [twin, prod, dev, hub];
    expect(
      connectionsOf(given)
        .get(prod)
        ?.map((one) => given.indexOf(one)),
    ).toEqual([0, 2, 3]);
  });

  it('connects nobody to itself or to what nobody describes', () => {
    expect(names(alone)).toEqual([]);
    const self = network({ name: 'self', connected: ['self'] });
    expect(connectionsOf([self]).get(self)).toEqual([]);
  });
});

describe('labelOf', () => {
  it('says role, owners, name and block, as far as there are any', () => {
    const ranges = { nodes: '10.0.0.0/24', pods: namedRange('pods', '10.4.0.0/16') };
    const labels = occupants(
      [
        { name: 'a', ranges },
        { name: 'b', ranges },
      ],
      [
        other('10.200.0.0/16', 'office', 'on-premises'),
        { role: 'proxy-only', cidr: parseCidr('10.9.0.0/23') },
      ],
    ).map((occupant) => labelOf(occupant));
    expect(labels).toEqual([
      'nodes of a, b (10.0.0.0/24)',
      'Pods of a, b (pods, 10.4.0.0/16)',
      'office (10.200.0.0/16)',
      'proxy-only subnet (10.9.0.0/23)',
    ]);
  });
});
