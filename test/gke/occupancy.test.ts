import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Occupancy } from '../../src/gke/occupancy.ts';
import { RangeColumns, RangeTable } from '../../src/gke/range-table.ts';
import { survey } from '../../src/gke/landscape.ts';
import { AddressSet } from '../../src/net/address-set.ts';
import { overlaps, parseCidr, type Cidr } from '../../src/net/cidr.ts';
import { blockInSmallUniverse } from '../net/arbitrary-block.ts';
import { network, other } from './builders.ts';

interface Row {
  readonly cidr: Cidr;
  readonly name: string;
}

function tableOf(rows: readonly Row[]): RangeTable {
  const columns = new RangeColumns('a.json', ({ record }) => ({ file: 'a.json', line: record }));
  rows.forEach(({ cidr, name }, index) =>
    columns.add(Number(cidr.first), cidr.prefixLength, index + 1, 'other', name),
  );
  return new RangeTable(columns, Uint32Array.from(rows.keys()));
}

const block = blockInSmallUniverse(6).filter(({ family }) => family === 4);
const row = fc.record({ cidr: block, name: fc.constantFrom('a', 'b', 'c', '') });
const rows = fc.array(row, { maxLength: 20 });

const labels = (ranges: readonly { readonly cidr: Cidr; readonly name?: string }[]) =>
  ranges.map(({ cidr, name = '' }) => `${cidr.text} ${name}`).toSorted();

describe('ranges in tables', () => {
  it('count like the same ranges listed as objects', () => {
    fc.assert(
      fc.property(rows, rows, (listed, tabled) => {
        const objects = (some: readonly Row[]) =>
          some.map(({ cidr, name }) => other(cidr.text, name === '' ? undefined : name));
        // without a name only equal rows of tables are one
        const named = (some: readonly Row[]) => some.filter(({ name }) => name !== '');
        const all = network({ ranges: objects([...named(listed), ...named(tabled)]) });
        const mixed = {
          ...network({ ranges: objects(named(listed)) }),
          tables: [tableOf(named(tabled))],
        };
        const [a, b] = [survey([all]), survey([mixed])];
        expect(b.overlaps.count).toBe(a.overlaps.count);
        expect(b.networks[0]?.free.blocks()).toEqual(a.networks[0]?.free.blocks());
        const pairsIn = ({ overlaps: { pairs } }: typeof a) =>
          pairs.map((pair) => labels(pair).join(' | ')).toSorted();
        expect(pairsIn(b)).toEqual(pairsIn(a));
      }),
    );
  });

  it('are found by the addresses they have', () => {
    fc.assert(
      fc.property(rows, fc.array(block, { maxLength: 4 }), (some, blocks) => {
        const once = [
          ...new Map(some.map((one) => [`${one.cidr.text} ${one.name}`, one])).values(),
        ];
        const occupancy = new Occupancy([], [tableOf(some)]);
        const expected = once.filter(({ cidr }) => blocks.some((each) => overlaps(each, cidr)));
        expect(labels(occupancy.overlapping(AddressSet.of(blocks)))).toEqual(labels(expected));
      }),
    );
  });

  it('say where they stand when one is asked for', () => {
    const occupancy = new Occupancy([], [tableOf([{ cidr: parseCidr('10.0.0.0/24'), name: 'ü' }])]);
    expect(occupancy.at(0)).toMatchObject({
      name: 'ü',
      role: 'other',
      where: { file: 'a.json', line: 1 },
    });
  });
});
