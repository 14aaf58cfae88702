import { describe, expect, it } from 'vitest';
import { blocks, cluster, type ClusterGiven, namedRange, network, other } from '../gke/builders.ts';
import { findingsOf } from './findings.ts';

const rule = 'class-e-on-premises';
const office = other('10.200.0.0/16', 'office', 'on-premises');
const lab = other('10.201.0.0/16', 'lab', 'on-premises');
const ranges = { nodes: '10.0.0.0/20', pods: namedRange('pods', '240.0.0.0/16') };
const leavingOut = { nonMasqueradeCidrs: blocks('240.0.0.0/4', '10.0.0.0/20') };

const found = (...given: readonly ClusterGiven[]) =>
  findingsOf(rule, [
    network({ ranges: [office, lab], clusters: given.map((one) => cluster(one)) }),
  ]);

describe('Pods in class E', () => {
  it('show their addresses to everybody on-premises by the default list', () => {
    const [finding, ...more] = found({ ranges });
    expect(more).toEqual([]);
    expect(finding?.message).toBe(
      'Pods of prod (pods, 240.0.0.0/16) show class E addresses to office (10.200.0.0/16) and 1 more on-premises, where no route leads back',
    );
    expect(finding?.facts).toMatchObject({ onPremises: ['10.200.0.0/16', '10.201.0.0/16'] });
  });

  it('show them to some with a list that has these', () => {
    const some = {
      nonMasqueradeCidrs: [...leavingOut.nonMasqueradeCidrs, ...blocks('10.201.0.0/17')],
    };
    const [finding] = found({ ranges, masquerade: some });
    expect(finding?.facts).toMatchObject({ onPremises: ['10.201.0.0/16'] });
  });

  it('hide them with a list without them', () => {
    expect(found({ ranges, masquerade: leavingOut })).toEqual([]);
  });

  it('show them over a connected network', () => {
    const hub = network({ name: 'hub', ranges: [office] });
    const home = network({ clusters: [cluster({ ranges })], connected: ['hub'] });
    expect(findingsOf(rule, [home, hub])).toHaveLength(1);
    expect(findingsOf(rule, [home, network({ name: 'hub' })])).toEqual([]);
  });

  it('are told of once where clusters share their range', () => {
    expect(found({ name: 'a', ranges }, { name: 'b', ranges })).toHaveLength(1);
  });
});

it('finds nodes in class E whatever the list', () => {
  const [finding, ...more] = found({
    ranges: { nodes: '240.1.0.0/20', pods: '10.4.0.0/16' },
    masquerade: leavingOut,
  });
  expect(more).toEqual([]);
  expect(finding?.fix).toBe('choose a node range outside 240.0.0.0/4');
});
