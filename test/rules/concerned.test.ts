/** Which clusters and networks findings concern: told by the things themselves, as names repeat. */
import { describe, expect, it } from 'vitest';
import { survey } from '../../src/gke/landscape.ts';
import { rules, runRules } from '../../src/rules/index.ts';
import type { Finding } from '../../src/rules/rule.ts';
import { cluster, namedRange, network, other, pool } from '../gke/builders.ts';
import { about, findingsOf } from './findings.ts';
import { checkFile } from './fixtures.ts';

const clusterNames = ({ clusters }: Finding) => clusters.map(({ spec }) => spec.name).toSorted();
const networkNames = ({ networks }: Finding) => networks.map(({ name }) => name).toSorted();

describe.each(rules.map(({ id }) => id))('findings of %s', (rule) => {
  const findings = checkFile(`fixtures/rules/${rule}/fires.yaml`).filter(
    (finding) => finding.rule === rule,
  );

  it('concern a cluster or a network', () => {
    expect(findings.length).toBeGreaterThan(0);
    for (const { clusters, networks } of findings)
      expect(clusters.length + networks.length).toBeGreaterThan(0);
  });

  it('concern the clusters that their facts name', () => {
    for (const finding of findings) {
      const { cluster: one = [], clusters: several = [] } = finding.facts;
      expect(clusterNames(finding)).toEqual(expect.arrayContaining([one, several].flat()));
    }
  });
});

describe('a finding', () => {
  it('of an overlap concerns both clusters, also across connected networks', () => {
    const [overlap] = findingsOf('range-overlap', [
      network({
        name: 'a',
        connected: ['b'],
        clusters: [cluster({ name: 'first', ranges: { pods: '10.4.0.0/16' } })],
      }),
      network({
        name: 'b',
        clusters: [cluster({ name: 'second', ranges: { pods: '10.4.0.0/20' } })],
      }),
    ]);
    expect(overlap && clusterNames(overlap)).toEqual(['first', 'second']);
    expect(overlap && networkNames(overlap)).toEqual(['a', 'b']);
  });

  it('of an overlap with what is no cluster concerns that network, too', () => {
    const [overlap] = findingsOf('range-overlap', [
      network({
        ranges: [other('10.4.8.0/24', 'office', 'on-premises')],
        clusters: [cluster({ ranges: { pods: '10.4.0.0/16' } })],
      }),
    ]);
    expect(overlap && [clusterNames(overlap), networkNames(overlap)]).toEqual([['prod'], ['vpc']]);
  });

  it.each(['pod-range-exhausted', 'headroom-low'])(
    'of a Pod range that several clusters share concerns those, and no other: %s',
    (rule) => {
      const nodes = rule === 'headroom-low' ? 7 : 12;
      const shared = { pods: namedRange('pods', '10.4.0.0/20') };
      const [found, ...more] = about(
        rule,
        { name: 'a', nodePools: [pool({ nodes })], ranges: shared },
        { name: 'b', nodePools: [pool({ nodes })], ranges: shared },
        { name: 'c', nodePools: [pool({ nodes: 1 })], ranges: { pods: '10.5.0.0/20' } },
      );
      expect(found && clusterNames(found)).toEqual(['a', 'b']);
      expect(more).toEqual([]);
    },
  );

  it('concerns the one of two clusters of a name that has the range', () => {
    const bridged = cluster({ ranges: { nodes: '172.17.0.0/24' } });
    const findings = runRules(
      survey([
        network({ name: 'a', clusters: [cluster({ ranges: { nodes: '10.0.0.0/24' } })] }),
        network({ name: 'b', clusters: [bridged] }),
      ]),
    ).findings.filter(({ rule }) => rule === 'docker-bridge-range');
    expect(findings.map(({ clusters }) => clusters.map(({ spec }) => spec))).toEqual([[bridged]]);
  });

  it('of networks alone concerns no cluster', () => {
    const [found] = findingsOf('mtu-mismatch', [
      network({ name: 'a', mtu: 1460, connected: ['b'], clusters: [cluster()] }),
      network({ name: 'b', mtu: 1500 }),
    ]);
    expect(found && [clusterNames(found), networkNames(found)]).toEqual([[], ['a', 'b']]);
  });

  it('of a subnet with too many ranges concerns every cluster of the subnet', () => {
    const ranges = Array.from({ length: 171 }, (_, index) => ({
      ...other(`10.20.${index}.0/24`),
      subnet: 'nodes',
      secondary: true,
      region: 'europe-west1',
    }));
    const nodes = namedRange('nodes', '10.0.0.0/24');
    const [found] = findingsOf('secondary-range-count', [
      network({
        ranges,
        clusters: [
          cluster({ name: 'a', ranges: { nodes } }),
          cluster({ name: 'b', ranges: { nodes } }),
          cluster({ name: 'c', ranges: { nodes: '10.1.0.0/24' } }),
        ],
      }),
    ]);
    expect(found && [clusterNames(found), networkNames(found)]).toEqual([['a', 'b'], ['vpc']]);
  });
});
