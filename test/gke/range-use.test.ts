import { describe, expect, it } from 'vitest';
import {
  isManagedServices,
  rangesOf,
  utilization,
  type RangeUse,
} from '../../src/gke/range-use.ts';
import { othersOf } from '../../src/gke/sharers.ts';
import { parseCidr } from '../../src/net/cidr.ts';
import { namedRange, pool, range, surge, useOf, usesOf, type ClusterGiven } from './builders.ts';

const rangesIn = (...given: readonly ClusterGiven[]) => rangesOf(useOf(...given));
const summary = ({ role, cidr, usable, needed, outsideVpc }: RangeUse) => [
  role,
  cidr.text,
  usable,
  needed,
  outsideVpc,
];
const controlPlane = { kind: 'range', cidr: parseCidr('172.16.0.0/28') } as const;

describe('rangesOf', () => {
  it('lists node, Pod, Services and control-plane range with what they hold and need', () => {
    const given = {
      controlPlane,
      services: 500,
      internalLoadBalancers: 3,
      nodePools: [pool({ nodes: 50, upgrade: surge(2) })],
      ranges: {
        nodes: '10.0.0.0/24',
        pods: '10.4.0.0/16',
        additionalPods: ['10.5.0.0/16'],
        services: '10.8.0.0/20',
      },
    };
    expect(rangesIn(given).map(summary)).toEqual([
      ['node', '10.0.0.0/24', 252, 55, false],
      ['pod', '10.4.0.0/16', 65_536, 13_312, false],
      ['pod', '10.5.0.0/16', 65_536, 0, false],
      ['service', '10.8.0.0/20', 4094, 500, false],
      ['control-plane', '172.16.0.0/28', undefined, undefined, false],
    ]);
  });

  it('knows no need where no count is given', () => {
    const given = {
      ranges: { nodes: '10.0.0.0/24', pods: '10.4.0.0/16', services: '10.8.0.0/20' },
    };
    expect(rangesIn(given).map(({ needed }) => needed)).toEqual([undefined, undefined, undefined]);
  });

  it('leaves out what has no block yet', () => {
    expect(
      rangesIn({ ranges: { nodes: { name: 'nodes' }, pods: '/14', services: '/20' } }),
    ).toEqual([]);
  });

  it('keeps the order of the Pod ranges, also where a pool names one of them', () => {
    const given = {
      nodePools: [pool({ nodes: 1 }), pool({ name: 'b', nodes: 2, podRange: 'first' })],
      ranges: {
        pods: namedRange('pods', '10.4.0.0/16'),
        additionalPods: [namedRange('first', '10.5.0.0/16'), namedRange('last', '10.6.0.0/16')],
      },
    };
    expect(rangesIn(given).map(({ name, needed }) => [name, needed])).toEqual([
      ['pods', 256],
      ['first', 512],
      ['last', 0],
    ]);
  });

  it('adds up the needs of all clusters of a range, in the view of each', () => {
    const one = (name: string, nodes: number): ClusterGiven => ({
      name,
      controlPlane: { kind: 'none' },
      nodePools: [pool({ nodes })],
      ranges: { nodes: '10.0.0.0/24', pods: namedRange('pods', '10.4.0.0/16') },
    });
    for (const use of usesOf(one('a', 10), one('b', 20), one('c', 30))) {
      expect(rangesOf(use).map(({ needed }) => needed)).toEqual([60, 60 * 256]);
      const others = ['a', 'b', 'c'].filter((name) => name !== use.cluster.spec.name);
      expect(rangesOf(use).map(({ sharers }) => othersOf(use.cluster, sharers))).toEqual([
        others,
        others,
      ]);
    }
  });

  it('places Services that GKE manages outside the VPC network, however they are given', () => {
    for (const services of ['google-managed', '34.118.224.0/20', '34.118.228.0/22']) {
      const [found] = rangesIn({ services: 9, ranges: { services } });
      expect(found).toMatchObject({ role: 'service', outsideVpc: true, createdByGke: true });
      expect(found?.needed).toBe(9);
    }
  });

  it('finds the Services of a routes-based cluster in the last /20 of its Pod range', () => {
    const given: ClusterGiven = {
      dataPlane: 'kubenet',
      services: 7,
      nodePools: [pool({ nodes: 10 })],
      ranges: { pods: '10.4.0.0/14' },
    };
    expect(rangesIn(given).map(summary)).toEqual([
      ['pod', '10.4.0.0/14', 262_144 - 4096, 2560, false],
      ['service', '10.7.240.0/20', 4094, 7, true],
    ]);
  });

  it('finds no Services where the Pod range of a routes-based cluster is below a /20', () => {
    const given: ClusterGiven = { dataPlane: 'kubenet', ranges: { pods: '10.4.0.0/21' } };
    expect(rangesIn(given).map(summary)).toEqual([['pod', '10.4.0.0/21', 0, undefined, false]]);
  });
});

describe('isManagedServices', () => {
  it.each([
    ['34.118.224.0/20', true],
    ['34.118.239.0/24', true],
    ['34.118.240.0/20', false],
    ['34.118.192.0/18', false],
    ['10.8.0.0/20', false],
  ])('%s: %s', (text, expected) => {
    expect(isManagedServices(parseCidr(text))).toBe(expected);
  });
});

describe('utilization', () => {
  const of = (given: ClusterGiven) => rangesIn(given).map((use) => utilization(use));
  const none = { controlPlane: { kind: 'none' } } as const;

  it('counts the four reserved addresses of a node range as needed, and no others', () => {
    const given = {
      ...none,
      services: 128,
      nodePools: [pool({ nodes: 60 })],
      ranges: { nodes: '10.0.0.0/24', pods: '10.4.0.0/16', services: '10.8.0.0/24' },
    };
    expect(of(given)).toEqual([64 / 256, 60 / 256, 128 / 256]);
  });

  it('is above one where the need does not fit', () => {
    const given = { nodePools: [pool({ nodes: 32 })], ranges: { pods: '10.4.0.0/20' } };
    expect(of(given)).toEqual([2]);
  });

  it('is of all addresses in a routes-based cluster, those of its Services included', () => {
    const given: ClusterGiven = {
      dataPlane: 'kubenet',
      nodePools: [pool({ nodes: 512 })],
      ranges: { pods: '10.4.0.0/14' },
    };
    expect(of(given)[0]).toBe(0.5);
  });

  it('is not known without a need, nor for IPv6', () => {
    expect(of({ ranges: { pods: '10.4.0.0/20' } })).toEqual([undefined]);
    const [use] = rangesIn({
      nodePools: [pool({ nodes: 1 })],
      ranges: { pods: range('10.4.0.0/20') },
    });
    expect(utilization({ ...use!, cidr: parseCidr('fd00::/112') })).toBeUndefined();
  });
});
