import { describe, expect, it } from 'vitest';
import { hybridOf } from '../../src/gke/hybrid.ts';
import { survey } from '../../src/gke/landscape.ts';
import type { Network } from '../../src/gke/cluster.ts';
import { blocks, cluster, type ClusterGiven, network, other } from './builders.ts';

const office = other('10.200.0.0/16', 'office', 'on-premises');

function hybrid(home: Partial<Network>, ...others: readonly Network[]) {
  const landscape = survey([network(home), ...others]);
  const [view] = landscape.networks;
  return view && hybridOf(view, landscape);
}

/** `cidr advertise` of each range of clusters that reach an office. */
function advertised(...clusters: readonly ClusterGiven[]) {
  const found = hybrid({ ranges: [office], clusters: clusters.map((one) => cluster(one)) });
  return found?.advertised.map(({ cidr, advertise }) => `${cidr.text} ${advertise}`);
}

const ranges = { nodes: '10.0.0.0/20', pods: '10.4.0.0/16', services: '10.8.0.0/20' };
const masqueraded = { nonMasqueradeCidrs: blocks('10.0.0.0/20', '10.4.0.0/16') };

describe('to a network on-premises', () => {
  it('nodes and Pods are advertised, Services never', () => {
    expect(advertised({ ranges })).toEqual([
      '10.0.0.0/20 always',
      '10.4.0.0/16 always',
      '10.8.0.0/20 never',
    ]);
  });

  it('Services are not that GKE manages', () => {
    expect(advertised({ ranges: { ...ranges, services: 'google-managed' } })).toContain(
      '34.118.224.0/20 never',
    );
  });

  it('Pods have to be only if they are reached from there, where it sees their nodes', () => {
    expect(advertised({ ranges, masquerade: masqueraded })).toContain('10.4.0.0/16 when-reached');
  });

  it('a shared Pod range has to be where one of its clusters is not masqueraded', () => {
    const pods = { name: 'pods', cidr: other('10.4.0.0/16').cidr };
    const shared = { nodes: '10.0.0.0/20', pods };
    for (const [first, second] of [
      [{ masquerade: masqueraded }, {}],
      [{}, { masquerade: masqueraded }],
    ]) {
      const found = advertised(
        { name: 'a', ranges: shared, ...first },
        { name: 'b', ranges: shared, ...second },
      );
      expect(found).toEqual(['10.0.0.0/20 always', '10.4.0.0/16 always']);
    }
  });

  it('a control plane in a /28 of its own has to be where it is reached from there', () => {
    const [cidr] = blocks('172.16.0.0/28');
    const controlPlane = cidr && { kind: 'range' as const, cidr };
    expect(advertised({ ranges, ...(controlPlane && { controlPlane }) })).toContain(
      '172.16.0.0/28 when-reached',
    );
  });

  it('class E addresses cannot be', () => {
    expect(advertised({ ranges: { ...ranges, pods: '240.0.0.0/16' } })).toContain(
      '240.0.0.0/16 never',
    );
  });
});

describe('a network', () => {
  const clusters = [cluster({ ranges })];

  it('advertises nothing where nobody is on-premises', () => {
    expect(hybrid({ clusters })).toBeUndefined();
    expect(hybrid({ clusters, ranges: [other('10.200.0.0/16', 'lab', 'peer')] })).toBeUndefined();
  });

  it('advertises nothing without a cluster', () => {
    expect(hybrid({ ranges: [office] })).toBeUndefined();
  });

  it('reaches an office that every network keeps clear of', () => {
    const landscape = survey([network({ clusters })], { keepClear: [office] });
    const [view] = landscape.networks;
    const found = view && hybridOf(view, landscape);
    expect(found?.onPremises.map(({ network: by }) => by)).toEqual(['vpc']);
  });

  it('reaches an office over the network that it is connected with', () => {
    const hub = network({ name: 'hub', ranges: [office] });
    const found = hybrid({ clusters, connected: ['hub'] }, hub);
    expect(found?.onPremises.map(({ network: by, range }) => [by, range.name])).toEqual([
      ['hub', 'office'],
    ]);
    expect(hybrid({ clusters }, hub)).toBeUndefined();
  });
});
