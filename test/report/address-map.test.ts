import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contains, overlaps, parseCidr } from '../../src/net/cidr.ts';
import { addressMap } from '../../src/report/address-map.ts';
import {
  depths,
  extentOf,
  isSeen,
  placedLabels,
  shapesOf,
} from '../../src/report/address-map-shapes.ts';
import { drawMap, mapHeight } from '../../src/report/address-map-svg.ts';
import { join } from '../../src/report/markup.ts';
import type { Report, ReportRange } from '../../src/report/report.ts';
import { prodReport } from './samples.ts';

const prod = prodReport.clusters[0]!;
const vpc = prodReport.networks[0]!;
const mapOf = (report: Report) => addressMap(report.networks[0]!, report);
const texts = (report: Report) => mapOf(report).rows.map(({ block }) => block.text);
const withRanges = (ranges: ReportRange[]): Report => ({
  ...prodReport,
  clusters: [{ ...prod, ranges }],
  findings: [],
});
const range = (role: string, cidr: string): ReportRange => ({
  role,
  name: null,
  cidr,
  prefixLength: parseCidr(cidr).prefixLength,
  addresses: 1,
  usable: null,
  needed: null,
  free: null,
  utilization: null,
});

describe('the rows of a map', () => {
  /**
   * In the /8, the smallest block around all three ranges is 10.0.0.0/12. There the /16 is 1/16 and
   * seen, the two /20 are 1/256 and alone, so that each is shown in the /17 around it.
   */
  test('enlarge small ranges, down to the block of a node', () => {
    expect(texts({ ...prodReport, findings: [] })).toEqual([
      '10.0.0.0/8',
      '10.0.0.0/12',
      '10.0.0.0/17',
      '10.4.0.0/20',
      '10.8.0.0/17',
    ]);
    const node = mapOf(prodReport).rows.find(({ remark }) => remark !== undefined)!;
    expect(node.remark).toBe('a block for each node of prod');
    expect(node.shapes).toHaveLength(16);
    expect(node.shapes[1]!.cidr.text).toBe('10.4.1.0/24');
  });

  test('have ranges outside the space, those of the same first eight bits together', () => {
    const report = withRanges([
      range('control-plane', '172.16.0.0/28'),
      range('control-plane', '172.16.0.16/28'),
      range('service', '34.118.224.0/20'),
    ]);
    const outside = texts(report).filter((text) => !text.startsWith('10.'));
    expect(outside).toEqual(['34.118.224.0/20', '172.16.0.0/27']);
  });

  test('follow the row that they enlarge', () => {
    const { rows } = mapOf(prodReport);
    rows.forEach((row, index) => {
      if (row.parent === undefined) return;
      expect(rows.indexOf(row.parent)).toBeLessThan(index);
      expect(contains(row.parent.block, row.block)).toBe(true);
    });
  });

  const cidrs = fc
    .record({ length: fc.integer({ min: 9, max: 30 }), bits: fc.nat(2 ** 24 - 1) })
    .map(({ length, bits }) => {
      const first = (0x0a000000 + bits) >>> 0;
      const address = Math.floor(first / 2 ** (32 - length)) * 2 ** (32 - length);
      const bytes = [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256);
      return `${bytes.join('.')}/${length}`;
    });

  test('show every range of a cluster large enough in one of them', () => {
    fc.assert(
      fc.property(fc.array(cidrs, { minLength: 1, maxLength: 12 }), (list) => {
        const { rows, left } = mapOf(withRanges(list.map((cidr) => range('other', cidr))));
        expect(left).toBe(0);
        for (const cidr of list) {
          const seen = rows.some(({ block, items }) =>
            items.some((item) => item.cidr.text === cidr && isSeen(item, block)),
          );
          expect(seen).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('end where there is no room for more, and say how many are left', () => {
    const list = Array.from({ length: 5000 }, (_, at) => {
      const block = at * 3200;
      return `10.${Math.floor(block / 65_536)}.${Math.floor(block / 256) % 256}.${(block % 256) & 240}/28`;
    });
    const map = mapOf(withRanges(list.map((cidr) => range('other', cidr))));
    expect(map.left).toBeGreaterThan(0);
    expect(map.rows.reduce((sum, { shapes }) => sum + shapes.length, 0)).toBeLessThan(4000);
  });
});

describe('what a map shows', () => {
  const items = (report: Report) => mapOf(report).rows[0]!.items;

  test('of a range is its role, cluster, name, addresses and utilization', () => {
    expect(items(prodReport).find(({ look }) => look === 'pod')).toMatchObject({
      detail: 'Pods of prod (pods): 10.4.0.0/16, 65,536 addresses, 19.9 % used',
      label: 'Pods 10.4.0.0/16',
      target: 'range-1-2',
    });
  });

  test('is what is taken by something else, and what is free', () => {
    const taken = items(prodReport).filter(({ look }) => look === 'taken');
    expect(taken.map(({ cidr }) => cidr.text)).toContain('10.64.0.0/10');
    const free = items(prodReport).filter(({ look }) => look === 'free');
    expect(free.map(({ cidr }) => cidr.text)).toEqual(vpc.free);
  });

  test('of a range that clusters share is one block that names them', () => {
    const shared = { ...prodReport, clusters: [prod, { ...prod, name: 'dev' }] };
    const pods = items(shared).filter(({ look }) => look === 'pod');
    expect(pods.map(({ label }) => label)).toEqual(['prod and 1 more Pods 10.4.0.0/16']);
  });

  const overlap: Report['findings'][number] = {
    ...prodReport.findings[0]!,
    where: null,
    related: [],
    facts: {
      first: '10.4.0.0/16',
      firstName: 'pods',
      second: '10.4.16.0/20',
      secondName: 'office',
      relation: 'contains',
      shared: '10.4.16.0/20',
    },
  };

  test('of an overlap is the other range by name, and a mark on what they share', () => {
    const map = mapOf({ ...prodReport, findings: [overlap] });
    expect(map.shared.map(({ text }) => text)).toEqual(['10.4.16.0/20']);
    expect(map.rows[0]!.items.find(({ look }) => look === 'other')?.detail).toBe(
      'office: 10.4.16.0/20, 4,096 addresses',
    );
    expect(join(drawMap(map)).markup).toContain('10.4.16.0/20: claimed by several ranges');
  });

  test('of an overlap with a cluster of another network is its range, with the network', () => {
    const [, pods] = prod.ranges;
    const other = { ...pods!, name: null, cidr: '10.4.16.0/20' };
    const ci = { ...prod, name: 'ci', network: 'hub', ranges: [other] };
    const facts = { ...overlap.facts, secondName: null };
    const map = mapOf({
      ...prodReport,
      clusters: [prod, ci],
      findings: [{ ...overlap, facts, clusters: [0, 1] }],
    });
    expect(map.rows[0]!.items.find(({ look }) => look === 'other')?.detail).toBe(
      'Pods of ci (hub): 10.4.16.0/20, 4,096 addresses',
    );
  });

  const office = { role: 'on-premises', name: 'office', cidr: '10.200.0.0/16' };
  const withOthers = (...others: { role: string; name: string | null; cidr: string }[]) => ({
    ...prodReport,
    networks: [{ ...vpc, others }],
  });

  test('of a range of no cluster is one with its name, instead of taken', () => {
    const all = items(withOthers(office, office));
    expect(all.filter(({ look }) => look === 'other')).toMatchObject([
      {
        label: 'office 10.200.0.0/16',
        detail: 'office (on-premises): 10.200.0.0/16, 65,536 addresses',
      },
    ]);
    const taken = all.filter(({ look }) => look === 'taken').map(({ cidr }) => cidr.text);
    expect(taken).not.toContain('10.200.0.0/16');
  });

  test('of a range of no cluster without a name is one with its role', () => {
    const nameless = items(withOthers({ ...office, name: null }));
    expect(nameless.find(({ look }) => look === 'other')?.label).toBe('on-premises 10.200.0.0/16');
  });

  test('of a range of no cluster can have the focus, once, where it leads nowhere', () => {
    const spots = (links: boolean) =>
      join(drawMap(mapOf(withOthers(office)), links)).markup.match(/tabindex="0"[^>]*/g);
    expect(spots(true)).toEqual([
      'tabindex="0" role="img" aria-label="office (on-premises): 10.200.0.0/16, 65,536 addresses"',
    ]);
    expect(spots(false)).toBeNull();
  });

  test('of an overlap elsewhere is nothing: networks apart may use equal addresses', () => {
    const where = { file: 'other.yaml', line: 1 };
    const map = mapOf({ ...prodReport, findings: [{ ...overlap, where }] });
    expect(map.shared).toEqual([]);
  });

  test('of what is no block is nothing', () => {
    const map = mapOf(withRanges([{ ...range('pod', '10.4.0.0/16'), cidr: 'none' }]));
    expect(map.rows[0]!.items.every(({ target }) => target === undefined)).toBe(true);
  });
});

describe('shapes', () => {
  const row = parseCidr('10.0.0.0/8');

  test('stand where their addresses are', () => {
    expect(extentOf(parseCidr('10.64.0.0/10'), row)).toEqual({ start: 0.25, width: 0.25 });
    expect(extentOf(parseCidr('10.255.255.255/32'), row).start).toBeCloseTo(1, 6);
  });

  test('are as deep as there are blocks around them', () => {
    const blocks = ['10.0.0.0/8', '10.0.0.0/16', '10.0.1.0/24', '10.1.0.0/16', '11.0.0.0/8'];
    expect(depths(blocks.map(parseCidr))).toEqual([0, 1, 2, 1, 0]);
  });

  test('of the finest items are one, with the share that they take', () => {
    const items = ['10.0.0.0/20', '10.0.64.0/20'].map((text) => ({
      cidr: parseCidr(text),
      look: 'taken' as const,
      label: text,
      detail: text,
    }));
    const shapes = shapesOf(items, row);
    expect(shapes).toMatchObject([{ cidr: { text: '10.0.0.0/17' }, look: 'taken', filled: 0.25 }]);
    expect(shapes[0]!.detail).toBe('10.0.0.0/17: 2 ranges, too small to be drawn here');
  });

  test('have labels that do not touch, whatever their places', () => {
    const candidates = fc.array(
      fc.record({
        text: fc.string({ minLength: 1, maxLength: 30 }),
        extent: fc
          .tuple(
            fc.double({ min: 0, max: 1, noNaN: true }),
            fc.double({ min: 0, max: 1, noNaN: true }),
          )
          .map(([start, width]) => ({ start, width: width * (1 - start) })),
      }),
    );
    fc.assert(
      fc.property(candidates, (list) => {
        const labels = placedLabels(list, 300);
        const spans = labels.map(({ text, at, anchor }) => {
          const width = text.length * 5;
          return anchor === 'start' ? [at * 300, at * 300 + width] : [at * 300 - width, at * 300];
        });
        for (const [index, [from = 0, to = 0]] of spans.entries()) {
          expect(from).toBeGreaterThanOrEqual(-1e-6);
          expect(to).toBeLessThanOrEqual(300 + 1e-6);
          const others = spans.toSpliced(index, 1);
          expect(others.some(([start = 0, stop = 0]) => from < stop && start < to)).toBe(false);
        }
      }),
    );
  });
});

test('a drawn map is as high as its rows', () => {
  const map = mapOf(prodReport);
  const { markup } = join(drawMap(map));
  expect(markup.match(/class="row"/g)).toHaveLength(5);
  expect(mapHeight(map)).toBe(4 * 94 + 80);
  expect(markup).toContain('href="#range-1-2"');
  expect(join(drawMap(map, false)).markup).not.toContain('href');
});

test('nothing of a row lies outside of it', () => {
  for (const { block, items, shapes } of mapOf(prodReport).rows) {
    expect(items.every(({ cidr }) => overlaps(cidr, block))).toBe(true);
    expect(shapes.every(({ cidr }) => contains(block, cidr))).toBe(true);
  }
});
