import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type FleetOrder, fleetOf, fleetOrders } from '../../src/report/fleet.ts';
import type { Report } from '../../src/report/report.ts';
import { finding, fleetReport, member, net, used } from './fleets.ts';
import { prodReport } from './samples.ts';

const names = (report: Report, order?: FleetOrder) =>
  fleetOf(report, order).clusters.map(({ name }) => name);

describe('the order of clusters', () => {
  const clusters = [
    member('roomy', { nodes: 10, limit: 100 }),
    member('unknown', { nodes: null }),
    member('tight', { nodes: 980, limit: 1000 }),
    member('over', { nodes: 12, limit: 10 }),
    member('small', { nodes: 5, limit: 10, network: 'dev' }),
    member('none', { nodes: 1, limit: 0 }),
  ];
  const findings = [finding('error', [0]), finding('warning', [0, 2]), finding('info', [4])];
  const report = fleetReport(clusters, { findings });

  test('is that of headroom as a share of the limit, the least first', () => {
    // 1 node and room for none; −2 of 10; 20 of 1000 = 2 %; 5 of 10 = 50 %; 90 of 100 = 90 %.
    const worstFirst = ['none', 'over', 'tight', 'small', 'roomy', 'unknown'];
    expect(names(report)).toEqual(worstFirst);
    expect(names(report, 'headroom')).toEqual(worstFirst);
  });

  test.each([
    ['nodes', ['tight', 'over', 'roomy', 'small', 'none', 'unknown']],
    ['findings', ['roomy', 'tight', 'small', 'none', 'over', 'unknown']],
    ['name', ['none', 'over', 'roomy', 'small', 'tight', 'unknown']],
    ['network', ['small', 'none', 'over', 'tight', 'roomy', 'unknown']],
  ] as const)('by %s', (order, expected) => {
    expect(names(report, order)).toEqual(expected);
  });

  test('begins with more errors, then with the name, where headroom is the same', () => {
    const alike = fleetReport(
      ['c', 'b', 'a'].map((name) => member(name)),
      {
        findings: [finding('error', [0])],
      },
    );
    expect(names(alike)).toEqual(['c', 'a', 'b']);
  });

  test('begins with errors also among those whose headroom is unknown', () => {
    const unknown = fleetReport(
      ['a', 'b'].map((name) => member(name, { limit: null })),
      {
        findings: [finding('error', [1])],
      },
    );
    expect(names(unknown)).toEqual(['b', 'a']);
  });

  test('holds every cluster once, whatever the order of the input', () => {
    const some = fc.option(fc.integer({ min: 0, max: 4 }), { nil: null });
    const anyClusters = fc
      .array(fc.tuple(some, some, fc.constantFrom('a', 'b')), { maxLength: 12 })
      .map((all) =>
        all.map(([nodes, limit, network], index) =>
          member(`cluster-${index}`, { nodes, limit, network }),
        ),
      );
    fc.assert(
      fc.property(anyClusters, fc.constantFrom(...fleetOrders), (all, order) => {
        const sorted = names(fleetReport(all), order);
        expect(sorted.toSorted()).toEqual(all.map(({ name }) => name).toSorted());
        expect(names(fleetReport(all.toReversed()), order)).toEqual(sorted);
      }),
    );
  });
});

describe('a cluster of a fleet', () => {
  const [only] = fleetOf(
    fleetReport([
      member('prod', {
        nodes: 51,
        limit: 256,
        ranges: [
          used('node', '10.0.0.0/20', 0.1),
          used('service', '10.8.0.0/20', 0.75),
          used('control-plane', '172.16.0.0/28', null),
        ],
      }),
    ]),
  ).clusters;

  test('has its headroom in nodes and as a share of the limit', () => {
    expect(only).toMatchObject({ nodes: 51, limit: 256, headroom: 205, left: 205 / 256 });
  });

  test('names the range that is used most, of whatever role', () => {
    expect(only?.fullest).toEqual({ role: 'service', utilization: 0.75 });
  });

  test('without nodes and without room has no headroom left', () => {
    const [row] = fleetOf(fleetReport([member('empty', { nodes: 0, limit: 0 })])).clusters;
    expect(row).toMatchObject({ headroom: 0, left: 0 });
  });

  test.each([
    ['nodes', { nodes: null }],
    ['limit', { limit: null }],
  ])('of unknown %s has an unknown headroom', (_, given) => {
    const [row] = fleetOf(fleetReport([member('prod', given)])).clusters;
    expect(row).toMatchObject({ headroom: null, left: null, fullest: null });
  });

  test('counts the findings that concern it, as far as they count', () => {
    const accepted = { reason: 'lab', expired: false };
    const report = fleetReport([member('a'), member('b')], {
      findings: [
        finding('error', [0, 1]),
        finding('error', [1]),
        finding('warning', [0], { suppression: accepted }),
        finding('warning', [0], { suppression: { ...accepted, expired: true } }),
        finding('info', [0], { baseline: 'unchanged' }),
        finding('info', [0], { baseline: 'new' }),
        finding('error', []),
        finding('error', [7]),
      ],
    });
    expect(fleetOf(report, 'name').clusters.map(({ findings }) => findings)).toEqual([
      { errors: 1, warnings: 1, infos: 1 },
      { errors: 2, warnings: 0, infos: 0 },
    ]);
  });
});

test('a cluster is full when the limit on nodes that binds says so', () => {
  const [prod] = prodReport.clusters;
  const report = { ...prodReport, clusters: [prod!, member('other')] };
  expect(
    fleetOf(report, 'name').clusters.map(({ name, fullAfterYears }) => [name, fullAfterYears]),
  ).toEqual([
    ['other', null],
    ['prod', 6.2],
  ]);
});

describe('names', () => {
  test('say the location where a network has several clusters of one name', () => {
    const report = fleetReport([
      member('prod', { location: 'us-central1' }),
      member('prod', { location: 'europe-west1' }),
      member('prod', { location: 'europe-west1', network: 'other' }),
    ]);
    expect(names(report, 'name')).toEqual(['prod', 'prod (europe-west1)', 'prod (us-central1)']);
  });

  test('of networks say the project where two have the same', () => {
    const report = fleetReport(
      [
        member('a', { network: 'default', networkProject: 'one' }),
        member('b', { network: 'default', networkProject: 'two' }),
        member('c', { network: 'shared', networkProject: 'two' }),
      ],
      {
        networks: [
          net('default', { project: 'one' }),
          net('default', { project: 'two' }),
          net('shared', { project: 'two' }),
        ],
      },
    );
    const { clusters, networks } = fleetOf(report, 'name');
    const expected = ['one/default', 'two/default', 'shared'];
    expect(clusters.map(({ network }) => network)).toEqual(expected);
    expect(networks.map(({ name, clusters: count }) => [name, count])).toEqual(
      expected.map((name) => [name, 1]),
    );
  });

  test('of a network that the report does not list are those that clusters say', () => {
    const { clusters, networks } = fleetOf(fleetReport([member('a', { network: 'gone' })]));
    expect(clusters.map(({ network }) => network)).toEqual(['gone']);
    expect(networks.map(({ name, clusters: count }) => [name, count])).toEqual([['vpc', 0]]);
  });
});

describe('the sums of a network', () => {
  const sums = (...clusters: Parameters<typeof fleetReport>[0]) =>
    fleetOf(fleetReport(clusters)).networks[0];

  test('add up nodes, limits and Pods of its clusters', () => {
    const both = sums(
      member('a', { nodes: 10, limit: 100, pods: 1100 }),
      member('b', { nodes: 7, limit: 16, pods: 1760 }),
    );
    expect(both).toMatchObject({
      clusters: 2,
      nodes: { value: 17, bound: 'exact' },
      limit: { value: 116, bound: 'exact' },
      pods: { value: 2860, bound: 'exact' },
    });
  });

  test('are at least what is known where something is unknown', () => {
    const some = sums(member('a', { nodes: 10 }), member('b', { nodes: null }));
    expect(some?.nodes).toEqual({ value: 10, bound: 'least' });
  });

  test('are unknown where nothing is known', () => {
    expect(sums(member('a', { limit: null }))?.limit).toBeNull();
  });

  test.each([
    ['one node subnet', 'node'],
    ['one Pod range', 'pod'],
  ])('are at most that where clusters share %s', (_, role) => {
    const ranges = [used(role, '10.4.0.0/20', 0.5)];
    const shared = sums(member('a', { ranges }), member('b', { ranges }));
    expect(shared?.nodes).toEqual({ value: 20, bound: 'exact' });
    expect(shared?.limit).toEqual({ value: 200, bound: 'most' });
    expect(shared?.pods).toEqual({ value: 2200, bound: 'most' });
  });

  test('are not known where clusters share a range and one is unknown', () => {
    const ranges = [used('pod', '10.4.0.0/20', 0.5)];
    expect(sums(member('a', { ranges }), member('b', { ranges, limit: null }))?.limit).toBeNull();
  });

  test('take Services of one block for those of each, as GKE manages them', () => {
    const ranges = [used('service', '34.118.224.0/20', 0.1)];
    expect(sums(member('a', { ranges }), member('b', { ranges }))?.limit?.bound).toBe('exact');
  });

  test('count a finding once that concerns several of its clusters', () => {
    const findings = [finding('error', [0, 1]), finding('warning', [], { networks: [0, 1] })];
    const report = fleetReport([member('a'), member('b')], {
      findings,
      networks: [net('vpc'), net('hub')],
    });
    expect(fleetOf(report).networks.map(({ name, findings: found }) => [name, found])).toEqual([
      ['vpc', { errors: 1, warnings: 1, infos: 0 }],
      ['hub', { errors: 0, warnings: 1, infos: 0 }],
    ]);
  });
});

test('networks stand in the order of their first clusters, those without any at the end', () => {
  const report = fleetReport(
    [member('roomy', { network: 'a' }), member('full', { network: 'c', nodes: 100 })],
    { networks: ['a', 'b', 'c'].map((name) => net(name)) },
  );
  expect(fleetOf(report).networks.map(({ name }) => name)).toEqual(['c', 'a', 'b']);
});
