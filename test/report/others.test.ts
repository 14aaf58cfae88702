import { expect, test } from 'vitest';
import { survey } from '../../src/gke/landscape.ts';
import { RangeColumns, RangeTable } from '../../src/gke/range-table.ts';
import { othersIn } from '../../src/report/others.ts';
import { blocks, cluster, network, other } from '../gke/builders.ts';

const nodes = cluster({ ranges: { nodes: '10.0.0.0/24' } });

function others(cidrs: readonly string[], used: readonly string[] = []) {
  const ranges = cidrs.map((cidr) => other(cidr, `of ${cidr}`));
  const vpc = network({ within: blocks('10.0.0.0/16'), ranges, clusters: [nodes] });
  const landscape = survey([vpc], { keepClear: used.map((cidr) => other(cidr)) });
  return othersIn(landscape)(landscape.networks[0]!).others;
}

test('ranges of no cluster are named, those of clusters are not', () => {
  expect(others(['10.0.4.0/24'])).toEqual([
    { role: 'other', name: 'of 10.0.4.0/24', cidr: '10.0.4.0/24' },
  ]);
});

test('what is kept clear of comes behind them; a block is no name', () => {
  expect(others(['10.0.4.0/24'], ['10.0.8.0/24'])).toEqual([
    { role: 'other', name: 'of 10.0.4.0/24', cidr: '10.0.4.0/24' },
    { role: 'other', name: null, cidr: '10.0.8.0/24' },
  ]);
});

test('ranges beyond the space are left out', () => {
  expect(others(['192.168.0.0/24'], ['172.16.0.0/28'])).toBeUndefined();
});

test('what tables say twice is named once', () => {
  const columns = new RangeColumns('a.csv', () => ({ file: 'a.csv' }));
  for (const line of [1, 2]) columns.add(10 * 2 ** 24, 24, line, 'other', 'office');
  const tables = [new RangeTable(columns, Uint32Array.of(0, 1))];
  const landscape = survey([network({ within: blocks('10.0.0.0/16'), tables })]);
  expect(othersIn(landscape)(landscape.networks[0]!).others).toEqual([
    { role: 'other', name: 'office', cidr: '10.0.0.0/24' },
  ]);
});

/** With the one of the cluster, 1,000 and 1,001 in all. */
test('more than a thousand ranges in all networks are none', () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, at) => `10.0.${64 + (at >> 4)}.${(at & 15) * 16}/28`);
  expect(others(many(999))).toHaveLength(999);
  expect(others(many(1000))).toBeUndefined();
});

/** 500 and 1 in each: 501 and 1,002. */
test('what is kept clear of counts in each network', () => {
  const keepClear = Array.from({ length: 500 }, (_, at) =>
    other(`10.1.${at >> 4}.${(at & 15) * 16}/28`),
  );
  const vpc = (name: string) => network({ name, within: blocks('10.0.0.0/8'), clusters: [nodes] });
  const listed = (...names: string[]) => {
    const landscape = survey(names.map(vpc), { keepClear });
    return othersIn(landscape)(landscape.networks[0]!).others?.length;
  };
  expect(listed('a')).toBe(500);
  expect(listed('a', 'b')).toBeUndefined();
});
