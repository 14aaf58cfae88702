import { describe, expect, it } from 'vitest';
import { changes, changesOf, laterChanges } from '../../src/gke/changes-later.ts';
import { survey } from '../../src/gke/landscape.ts';
import { parseVersion } from '../../src/gke/version.ts';
import { cluster, network, other, version, type ClusterGiven } from './builders.ts';

/** What can be done about each range of a cluster, beside other ranges of its network. */
function laterOf(given: ClusterGiven, neighbours: readonly string[] = []) {
  const ranges = neighbours.map((text) => other(text));
  const view = survey([network({ clusters: [cluster(given)], ranges })]).networks[0]!.clusters[0]!;
  return Object.fromEntries(
    view.ranges.map((range) => [
      range.role,
      changesOf(range, view.cluster, view.expansion).map(({ change: { can }, to, limit }) =>
        to === undefined ? can : `${can} ${to.text} ${limit}`,
      ),
    ]),
  );
}

const ranges = { nodes: '10.0.0.0/24', pods: '10.4.0.0/16', services: '10.8.0.0/20' };

describe('changesOf', () => {
  it('a cluster of today: its subnet grows, Pods get further ranges, Services stay', () => {
    // 4 addresses are reserved and one is the endpoint's
    expect(laterOf({ ranges }, ['10.0.4.0/24'])).toEqual({
      node: ['expand 10.0.0.0/22 1019', 'add-subnet'],
      pod: ['add-range', 'add-subnet'],
      service: ['recreate'],
    });
  });

  it('a subnet with a direct neighbour does not grow', () => {
    expect(laterOf({ ranges }, ['10.0.1.0/24'])['node']).toEqual(['add-subnet']);
  });

  it('a cluster before 1.30.3 takes no further subnet', () => {
    const before = { ranges, version: version('1.30.2') };
    expect(laterOf(before, ['10.0.4.0/24'])).toEqual({
      node: ['expand 10.0.0.0/22 1019'],
      pod: ['add-range'],
      service: ['recreate'],
    });
    expect(laterOf(before, ['10.0.1.0/24'])['node']).toEqual(['recreate']);
    expect(laterOf({ ranges, version: version('1.30.3') })['pod']).toContain('add-subnet');
    // any patch of 1.30 may be meant, so the newest
    expect(laterOf({ ranges, version: version('1.30') })['pod']).toContain('add-subnet');
  });

  it('a routes-based cluster has one Pod range for ever', () => {
    const routesBased = { ranges: { nodes: ranges.nodes, pods: ranges.pods } };
    expect(laterOf({ ...routesBased, dataPlane: 'kubenet' }, ['10.0.1.0/24'])).toEqual({
      node: ['recreate'],
      pod: ['recreate'],
      service: ['recreate'],
    });
  });

  it('the /28 of a control plane and Services that GKE manages stay', () => {
    const { cidr } = other('172.16.0.0/28');
    const controlPlane = { kind: 'range', cidr } as const;
    expect(laterOf({ controlPlane, ranges: { services: 'google-managed' } })).toEqual({
      service: ['recreate'],
      'control-plane': ['recreate'],
    });
  });
});

describe('what can be changed later', () => {
  it.each(laterChanges.map((change) => [`${change.role} ${change.can}`, change] as const))(
    '%s has words, a page and a date',
    (_, { how, source, checkedOn, since, verified, note }) => {
      expect(how).toMatch(/^[a-z][^\n]*[^.\n]$/);
      expect(new URL(source).hostname).toMatch(/(^|\.)google\.com$/);
      expect(new Date(checkedOn).toISOString().slice(0, 10)).toBe(checkedOn);
      expect(since === undefined || parseVersion(since) !== undefined).toBe(true);
      expect(verified || note !== undefined).toBe(true);
    },
  );

  it('is listed from the least that it takes to the most, another cluster last', () => {
    for (const role of new Set(laterChanges.map((change) => change.role))) {
      const order = laterChanges
        .filter((change) => change.role === role)
        .map(({ can }) => changes.indexOf(can));
      expect(order).toEqual(order.toSorted((a, b) => a - b));
      expect(order.at(-1)).toBe(changes.indexOf('recreate'));
    }
  });
});
