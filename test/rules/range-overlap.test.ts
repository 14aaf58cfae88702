import { describe, expect, it } from 'vitest';
import type { NamedRange, Network } from '../../src/gke/cluster.ts';
import { survey } from '../../src/gke/landscape.ts';
import { runRules } from '../../src/rules/index.ts';
import { cluster, namedRange, network, other } from '../gke/builders.ts';
import { about, findingsOf, home } from './findings.ts';

const overlaps = (networks: readonly Network[], keepClear: readonly NamedRange[] = []) =>
  findingsOf('range-overlap', networks, { keepClear });

const placeAt = (line: number) => ({ file: 'spec.yaml', line });

describe('two ranges of one network', () => {
  it.each([
    ['10.4.0.0/16', '10.4.0.0/16', 'equal', '10.4.0.0/16'],
    ['10.4.0.0/14', '10.6.0.0/16', 'contains', '10.6.0.0/16'],
    ['10.6.0.0/16', '10.4.0.0/14', 'inside', '10.6.0.0/16'],
    ['10.4.0.0/14', '10.7.255.255/32', 'contains', '10.7.255.255/32'],
  ])('%s and %s: the Pod range is %s, and they share %s', (pods, office, relation, shared) => {
    const networks = [
      network({
        clusters: [cluster({ ranges: { pods: namedRange('pods', pods) } })],
        ranges: [other(office, 'office', 'on-premises')],
      }),
    ];
    const [finding, ...more] = overlaps(networks);
    expect(more).toEqual([]);
    expect(finding?.severity).toBe('error');
    expect(finding?.facts).toEqual({
      first: pods,
      firstName: 'pods',
      second: office,
      secondName: 'office',
      relation,
      shared,
    });
    expect(finding?.message).toContain('pods');
    expect(finding?.message).toContain('office');
    expect(finding?.message).toContain(`share ${shared}`);
    expect(finding?.ranges).toEqual(['pods', pods, 'office', office]);
    expect(finding?.related).toHaveLength(1);
  });

  it.each([
    ['10.4.0.0/14', '10.3.255.255/32'],
    ['10.4.0.0/14', '10.8.0.0/32'],
    ['10.4.0.0/14', 'fd00::/8'],
  ])('%s and %s share nothing', (pods, office) => {
    const networks = [
      network({ clusters: [cluster({ ranges: { pods } })], ranges: [other(office)] }),
    ];
    expect(overlaps(networks)).toEqual([]);
  });

  it('name both places', () => {
    const pods = { ...namedRange('pods', '10.4.0.0/14'), where: placeAt(7) };
    const office = { ...other('10.6.0.0/16', 'office'), where: placeAt(3) };
    const [finding] = overlaps([
      network({ clusters: [cluster({ ranges: { pods } })], ranges: [office] }),
    ]);
    expect(finding?.where).toEqual(placeAt(7));
    expect(finding?.related[0]?.where).toEqual(placeAt(3));
  });

  it('are one pair, however they are nested: three nested blocks are three pairs', () => {
    const ranges = ['10.0.0.0/8', '10.4.0.0/14', '10.4.0.0/16'].map((text) => other(text));
    expect(overlaps([network({ ranges })])).toHaveLength(3);
  });
});

const bothHave = (ranges: object) =>
  about('range-overlap', { name: 'a', ranges }, { name: 'b', ranges });

describe('ranges of clusters', () => {
  it('Pods, nodes and Services of one cluster inside each other overlap', () => {
    const ranges = { nodes: '10.0.0.0/20', pods: '10.0.0.0/14', services: '10.3.0.0/20' };
    expect(about('range-overlap', { ranges })).toHaveLength(2);
  });

  it('a subnet that clusters share is one range', () => {
    const ranges = { nodes: '10.0.0.0/20' };
    expect(about('range-overlap', { name: 'a', ranges }, { name: 'b', ranges })).toEqual([]);
  });

  it('a Pod range that clusters share by name is one range, equal blocks without a name are two', () => {
    const named = { pods: namedRange('pods', '10.4.0.0/14') };
    const unnamed = { pods: '10.4.0.0/14' };
    expect(bothHave(named)).toEqual([]);
    expect(bothHave(unnamed)).toHaveLength(1);
  });

  it('a Services range belongs to one cluster: sharing it by name is an overlap', () => {
    const ranges = { services: namedRange('services', '10.8.0.0/20') };
    expect(about('range-overlap', { name: 'a', ranges }, { name: 'b', ranges })).toHaveLength(1);
  });

  it('Services that GKE manages are the same block in every cluster and overlap with nothing', () => {
    const ranges = { services: 'google-managed' } as const;
    const clusters = ['a', 'b'].map((name) => cluster({ name, ranges }));
    expect(
      overlaps([network({ clusters, ranges: [other('34.118.224.0/20', 'partner')] })]),
    ).toEqual([]);
  });

  it('a part of the managed block that a cluster asks for is exempt as well', () => {
    const ranges = { services: '34.118.224.0/22' };
    expect(about('range-overlap', { name: 'a', ranges }, { name: 'b', ranges })).toEqual([]);
  });

  it('the Services at the end of the Pod range of a routes-based cluster do not overlap with it', () => {
    expect(
      about('range-overlap', { dataPlane: 'kubenet', ranges: { pods: '10.4.0.0/14' } }),
    ).toEqual([]);
  });
});

const side = (name: string, connected: readonly string[]) =>
  network({ name, connected, ranges: [other('10.0.0.0/16', `range-of-${name}`)] });

describe('networks', () => {
  it('that are not connected may reuse addresses', () => {
    expect(overlaps([side('a', []), side('b', [])])).toEqual([]);
  });

  it.each([
    [['b'], []],
    [[], ['a']],
    [['b'], ['a']],
  ])('that are connected (%j, %j) have the pair once, with the other network named', (a, b) => {
    const findings = overlaps([side('a', a), side('b', b)]);
    expect(findings).toHaveLength(1);
    expect(findings[0]?.message).toContain('range-of-a');
    expect(findings[0]?.message).toContain('range-of-b');
    expect(findings[0]?.message).toMatch(/connected network [ab]:/);
  });

  it('are not connected through a third', () => {
    expect(overlaps([side('a', ['hub']), network({ name: 'hub' }), side('b', ['hub'])])).toEqual(
      [],
    );
  });

  it('all keep clear of the ranges that concern every network, which may overlap each other', () => {
    const keepClear = [other('10.0.0.0/8', 'corp'), other('10.0.0.0/16', 'office')];
    expect(overlaps([side('a', []), side('b', [])], keepClear)).toHaveLength(4);
    expect(overlaps([network()], keepClear)).toEqual([]);
  });
});

it('lists the first hundred pairs and counts all of them: 15 equal ranges are 105 pairs', () => {
  const ranges = Array.from({ length: 15 }, (_, index) => other('10.0.0.0/24', `range-${index}`));
  const { findings, overlappingPairs } = runRules(survey([network({ ranges })]));
  expect(findings.filter(({ rule }) => rule === 'range-overlap')).toHaveLength(100);
  expect(overlappingPairs).toBe(105);
});

it('has nothing to say of a network without ranges', () => {
  expect(overlaps(home({}))).toEqual([]);
});
