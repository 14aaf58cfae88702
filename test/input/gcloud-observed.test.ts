import { expect, test } from 'vitest';
import type { NotChecked } from '../../src/gke/cluster.ts';
import { readInput } from './read-input.ts';

const pool = (fields: object = {}, network: object = {}) => ({
  name: 'p',
  initialNodeCount: 1,
  maxPodsConstraint: { maxPodsPerNode: '110' },
  podIpv4CidrSize: 24,
  networkConfig: { podRange: 'pods', ...network },
  ...fields,
});

/** A cluster whose /18 of Pods has 64 blocks of /24. */
function read(fields: object) {
  const text = JSON.stringify({
    name: 'c',
    location: 'europe-west1-b',
    clusterIpv4Cidr: '192.168.0.0/18',
    ipAllocationPolicy: { useIpAliases: true, clusterSecondaryRangeName: 'pods' },
    nodePools: [pool()],
    ...fields,
  });
  const { networks, notChecked, problems } = readInput({ name: 'c.json', text });
  expect(problems).toEqual([]);
  return { ranges: networks[0]?.clusters[0]?.ranges, notChecked };
}

const whats = (notChecked: readonly NotChecked[]) => notChecked.map(({ what }) => what);

test("GKE's own utilization stands beside the range it is of", () => {
  const { ranges } = read({
    ipAllocationPolicy: {
      useIpAliases: true,
      clusterSecondaryRangeName: 'pods',
      defaultPodIpv4RangeUtilization: 0.0469,
      additionalPodRangesConfig: {
        podRangeInfo: [
          { rangeName: 'more', utilization: 0.25 },
          { rangeName: 'third', utilization: 0.5 },
        ],
      },
    },
    nodePools: [
      pool({}, { podIpv4RangeUtilization: 0.0469 }),
      pool({ name: 'q' }, { podRange: 'more', podIpv4RangeUtilization: 0.26 }),
    ],
  });
  expect(ranges?.pods?.observedUtilization).toBe(0.0469);
  expect(
    ranges?.additionalPods.map(({ name, observedUtilization }) => [name, observedUtilization]),
  ).toEqual([
    ['more', 0.26],
    ['third', 0.5],
  ]);
});

test('a description without figures has none', () => {
  expect(read({}).ranges?.pods).not.toHaveProperty('observedUtilization');
});

test.each([
  ['3 of 64 blocks are 0.046875, rounded to 0.0469', 0.0469, 3, false],
  ['4 of 64 blocks are no 0.0469', 0.0469, 4, true],
  ['what nobody counts is not compared', 0.0469, undefined, false],
  ['nothing in use with nodes there is stale', 0, 2, true],
])('%s', (_, utilization, currentNodeCount, stale) => {
  const { notChecked } = read({
    currentNodeCount,
    nodePools: [pool({}, { podIpv4RangeUtilization: utilization })],
  });
  expect(whats(notChecked)).toEqual(stale ? ['GKE\'s own utilization of the Pods of "c"'] : []);
});

test('the figure of a large range is rounded to several nodes, which is no contradiction', () => {
  /* A /10 has 16,384 blocks of /24: one node is 0.00006, and GKE says 0.0001. */
  const { notChecked } = read({
    clusterIpv4Cidr: '10.64.0.0/10',
    currentNodeCount: 1,
    nodePools: [pool({}, { podIpv4RangeUtilization: 0.0001 })],
  });
  expect(notChecked).toEqual([]);
});

test('pools with blocks of their own sizes or ranges are not counted together', () => {
  const figure = { podIpv4RangeUtilization: 0.5 };
  const other = { maxPodsConstraint: { maxPodsPerNode: '32' }, podIpv4CidrSize: 26, name: 'q' };
  const own = pool({ name: 'q' }, { podRange: 'more', podIpv4CidrBlock: '10.65.0.0/18' });
  const clusters = [
    [pool({}, figure), pool(other, figure)],
    [pool({}, figure), own],
  ];
  for (const nodePools of clusters) {
    expect(read({ currentNodeCount: 1, nodePools }).notChecked).toEqual([]);
  }
});

test.each([
  ['110', 24, false],
  ['64', 25, false],
  ['8', 28, false],
  ['110', 25, true],
  ['32', 24, true],
])('%s Pods per node in a /%i contradict each other: %j', (maxPodsPerNode, size, stale) => {
  const { notChecked } = read({
    nodePools: [pool({ maxPodsConstraint: { maxPodsPerNode }, podIpv4CidrSize: size })],
  });
  expect(whats(notChecked)).toEqual(stale ? ['the block of each node of pool "p"'] : []);
});

test('blocks that are not doubled are half as large', () => {
  const podCidrOverprovisionConfig = { disable: true };
  const { notChecked } = read({
    ipAllocationPolicy: { useIpAliases: true, podCidrOverprovisionConfig },
    nodePools: [pool({ maxPodsConstraint: { maxPodsPerNode: '64' }, podIpv4CidrSize: 26 })],
  });
  expect(notChecked).toEqual([]);
});

test('a routes-based cluster has no such figures', () => {
  const { notChecked } = read({
    ipAllocationPolicy: { useRoutes: true },
    currentNodeCount: 9,
    nodePools: [pool({ podIpv4CidrSize: 26 }, { podIpv4RangeUtilization: 0.9 })],
  });
  expect(notChecked).toEqual([]);
});
