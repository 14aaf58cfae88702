import { describe, expect, it, test } from 'vitest';
import type { Network } from '../../src/gke/cluster.ts';
import { growByHistory, startingOn } from '../../src/input/history-growth.ts';
import type { HistoryEntry } from '../../src/input/history.ts';
import { cluster, network, pool } from '../gke/builders.ts';

type Row = readonly [date: string, nodes: number, rest?: Partial<HistoryEntry>];

const entries = (...rows: readonly Row[]): readonly HistoryEntry[] =>
  rows.map(([date, nodes, rest], index) => ({
    date,
    nodes,
    where: { file: 'usage.csv', line: index + 2, column: 1 },
    ...rest,
  }));

/** 100 and 121 two years apart: 10 % a year. */
const tenPercent = (rest: Partial<HistoryEntry> = {}) =>
  entries(['2024-11-21', 100, rest], ['2026-11-21', 121, rest]);

const vpc = (...names: readonly string[]) =>
  network({
    clusters: names.map((name) => cluster({ name, nodePools: [pool({ nodes: 50 })] })),
  });

const clustersOf = (networks: readonly Network[]) => networks.flatMap(({ clusters }) => clusters);

const growthOf = (...given: Parameters<typeof growByHistory>) =>
  clustersOf(growByHistory(...given).networks).map(({ growth }) => growth);

const textsOf = (...given: Parameters<typeof growByHistory>) =>
  growByHistory(...given).problems.map(({ what, fix }) => `${what} → ${fix}`);

describe('a cluster with a history', () => {
  it('grows as its counts did, from the last day of them on', () => {
    expect(growthOf([vpc('prod')], tenPercent(), undefined)).toEqual([
      {
        percent: 10,
        years: 0,
        from: '2026-11-21',
        history: {
          nodes: {
            percent: 10,
            first: { date: '2024-11-21', count: 100 },
            last: { date: '2026-11-21', count: 121 },
            counts: 2,
          },
          fromLastDay: true,
          today: {},
        },
      },
    ]);
  });

  it('keeps how far to plan, not the growth that it was given', () => {
    const given = network({ clusters: [cluster({ growth: { percent: 99, years: 3 } })] });
    expect(growthOf([given], tenPercent(), undefined)).toMatchObject([{ percent: 10, years: 3 }]);
  });

  it('has Services that grow at their own rate where they are counted twice', () => {
    const counted = entries(
      ['2024-11-21', 100, { services: 1000 }],
      ['2026-11-21', 121, { services: 1440 }],
    );
    expect(growthOf([vpc('prod')], counted, undefined)).toMatchObject([
      { percent: 10, servicesPercent: 20 },
    ]);
    const once = entries(['2024-11-21', 100], ['2026-11-21', 121, { services: 1440 }]);
    expect(growthOf([vpc('prod')], once, undefined)[0]).not.toHaveProperty('servicesPercent');
  });

  it('has the last counts today where nobody says what it has', () => {
    const silent = network({ clusters: [cluster({ nodePools: [pool()] })] });
    const counted = entries(
      ['2024-11-21', 100, { services: 1000 }],
      ['2026-11-21', 121, { services: 1440 }],
    );
    const [grown] = clustersOf(growByHistory([silent], counted, undefined).networks);
    expect(grown).toMatchObject({ services: 1440, nodePools: [{ nodes: 121 }] });
    expect(grown?.growth?.history?.today).toEqual({ nodes: 121, services: 1440 });
  });

  it('has grown since where its years count from a later day', () => {
    const silent = network({ clusters: [cluster({ nodePools: [pool()] })] });
    // 121 × 1.1 ^ (365 ÷ 365.2425) = 133.09
    const [grown] = clustersOf(growByHistory([silent], tenPercent(), '2027-11-21').networks);
    expect(grown).toMatchObject({
      nodePools: [{ nodes: 134 }],
      growth: { from: '2027-11-21', history: { fromLastDay: false } },
    });
  });

  it('is the one that a line names, whatever the network is called there', () => {
    const networks = [vpc('prod', 'lab')];
    const told = tenPercent({ cluster: 'lab', network: 'former-name' });
    expect(growthOf(networks, told, undefined)).toMatchObject([undefined, { percent: 10 }]);
  });

  it('is told from others of its name by the network', () => {
    const networks = [vpc('prod'), { ...vpc('prod'), name: 'other' }];
    const told = tenPercent({ cluster: 'prod', network: 'other' });
    expect(growthOf(networks, told, undefined)).toMatchObject([undefined, { percent: 10 }]);
  });
});

test('lines of clusters that are not there are not checked', () => {
  const told = [
    ...tenPercent({ cluster: 'prod' }),
    ...entries(['2026-01-01', 3, { cluster: 'x' }]),
  ];
  const { notChecked, problems } = growByHistory([vpc('prod')], told, undefined);
  expect(problems).toEqual([]);
  expect(notChecked).toMatchObject([
    { what: 'history of x', reason: 'the input has no such cluster' },
  ]);
});

describe('what a history cannot tell is refused:', () => {
  it.each([
    [
      'of which cluster it is',
      [vpc('prod', 'lab')],
      tenPercent(),
      'is the history of one cluster, the input has 2: prod, lab → add a column called cluster',
    ],
    [
      'which of two clusters of one name',
      [vpc('prod'), { ...vpc('prod'), name: 'other' }],
      tenPercent({ cluster: 'prod' }),
      'the input has 2 clusters called prod → add a column called network with vpc, other',
    ],
    [
      'anything of the clusters of the input',
      [vpc('prod')],
      tenPercent({ cluster: 'lab' }),
      'none of its clusters is in the input → the input has prod',
    ],
    [
      'a growth from one day',
      [vpc('prod')],
      entries(['2026-11-21', 121]),
      'a growth shows in two days at least, the history of prod has one → add a count of another day, or give --growth <percent>',
    ],
    [
      'which of two counts of one day',
      [vpc('prod')],
      [...tenPercent(), ...entries(['2026-11-21', 122])],
      '2026-11-21 is counted a second time → keep one count for each day, such as the highest',
    ],
    [
      'how long a leap of some days lasts',
      [vpc('prod')],
      entries(['2026-11-01', 10], ['2026-11-21', 20]),
      'the counts from 2026-11-01 to 2026-11-21 grow by more than 1000 % a year → give a longer history, or --growth <percent>',
    ],
  ])('%s', (_, networks, told, problem) => {
    expect(textsOf(networks, told, undefined)).toEqual([problem]);
  });

  it('what there is on a day before its last', () => {
    expect(textsOf([vpc('prod')], tenPercent(), '2026-11-20')).toEqual([
      '2026-11-20 is before 2026-11-21, the last day of the history → give that day or a later one',
    ]);
  });
});

test('years count from a day in every cluster that grows', () => {
  const growing = network({
    clusters: [cluster({ growth: { percent: 5, years: 1 } }), cluster({ name: 'still' })],
  });
  expect(clustersOf(startingOn([growing], '2026-11-21')).map(({ growth }) => growth)).toEqual([
    { percent: 5, years: 1, from: '2026-11-21' },
    undefined,
  ]);
});
