import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Network } from '../../src/gke/cluster.ts';
import { survey } from '../../src/gke/landscape.ts';
import type { AddressSet } from '../../src/net/address-set.ts';
import { blockAt, type Cidr } from '../../src/net/cidr.ts';
import { blockInSmallUniverse, universeStart } from '../net/arbitrary-block.ts';
import { blocks, cluster, namedRange, network, other } from './builders.ts';

const smallBlock = blockInSmallUniverse().filter(({ family }) => family === 4);
const otherRange = smallBlock.map((block) => other(block.text));
const textsOf = (set: AddressSet) => set.blocks().map(({ text }) => text);
const viewsOf = (...given: Parameters<typeof survey>) => survey(...given).networks;

/** For each of the 256 addresses of 10.0.0.0/24, whether one of the blocks has it. */
function inBlocks(some: readonly Cidr[]): boolean[] {
  return Array.from({ length: 256 }, (_, offset) => {
    const address = universeStart[4] + BigInt(offset);
    return some.some(
      ({ family, first, last }) => family === 4 && first <= address && address <= last,
    );
  });
}

describe('free space', () => {
  it('and what anybody who can reach it has partition the space of a network', () => {
    const someRanges = fc.array(otherRange, { maxLength: 4 });
    fc.assert(
      fc.property(
        fc.array(smallBlock, { minLength: 1, maxLength: 3 }),
        someRanges,
        someRanges,
        someRanges,
        someRanges,
        smallBlock,
        (within, own, ofConnected, ofStranger, keepClear, pods) => {
          const home = network({
            within,
            ranges: own,
            connected: ['connected'],
            clusters: [cluster({ ranges: { pods: pods.text } })],
          });
          const connected = network({ name: 'connected', ranges: ofConnected });
          const stranger = network({ name: 'stranger', ranges: ofStranger });
          const [view] = viewsOf([home, connected, stranger], { keepClear });
          const used = [...own, ...ofConnected, ...keepClear].map(({ cidr }) => cidr);
          const [space, taken, free] = [within, [...used, pods], view!.free.blocks()].map(inBlocks);
          expect(free).toEqual(space!.map((inside, offset) => inside && !taken![offset]));
          expect(inBlocks(view!.within.blocks())).toEqual(space);
        },
      ),
    );
  });

  it('is that of 10.0.0.0/8 where nobody says', () => {
    expect(textsOf(viewsOf([network()])[0]!.free)).toEqual(['10.0.0.0/8']);
  });

  it('is that of all roles together', () => {
    const home = network({
      within: blocks('10.0.0.0/16'),
      podsWithin: blocks('100.64.0.0/10'),
      servicesWithin: blocks('10.0.0.0/20', '10.1.0.0/16'),
    });
    expect(textsOf(viewsOf([home])[0]!.within)).toEqual(['10.0.0.0/15', '100.64.0.0/10']);
  });

  it('is never where VPC, GKE or a node keeps a block for itself', () => {
    const home = network({ within: blocks('172.16.0.0/14', '34.118.224.0/19', '127.0.0.0/8') });
    expect(textsOf(viewsOf([home])[0]!.free)).toEqual([
      '34.118.240.0/20',
      '172.16.0.0/16',
      '172.18.0.0/15',
    ]);
  });

  it('is outside 10.128.0.0/9 for an auto-mode network and all that are connected to it', () => {
    const auto = network({ name: 'auto', mode: 'auto' });
    const peer = network({ name: 'peer', connected: ['auto'] });
    const stranger = network({ name: 'stranger' });
    const views = viewsOf([auto, peer, stranger]);
    expect(views.map(({ free }) => textsOf(free))).toEqual([
      ['10.0.0.0/9'],
      ['10.0.0.0/9'],
      ['10.0.0.0/8'],
    ]);
  });

  it('counts no Services that GKE manages', () => {
    const home = network({ clusters: [cluster({ ranges: { services: 'google-managed' } })] });
    expect(textsOf(viewsOf([home])[0]!.free)).toEqual(['10.0.0.0/8']);
  });
});

describe('overlaps', () => {
  const withRange = (name: string, text: string, connected: readonly string[] = []): Network =>
    network({ name, connected, ranges: [other(text, `${name}-range`)] });
  const pairsOf = (...given: Parameters<typeof survey>) =>
    survey(...given).overlaps.pairs.map((pair) => pair.map(({ name }) => name));

  it('are found between connected networks once, whichever side says so', () => {
    const expected = [['a-range', 'b-range']];
    const [a, b] = [withRange('a', '10.0.0.0/16'), withRange('b', '10.0.1.0/24')];
    expect(pairsOf([{ ...a, connected: ['b'] }, b])).toEqual(expected);
    expect(pairsOf([a, { ...b, connected: ['a'] }])).toEqual(expected);
    expect(
      pairsOf([
        { ...a, connected: ['b'] },
        { ...b, connected: ['a'] },
      ]),
    ).toEqual(expected);
  });

  it('are none between networks that do not reach each other, also through a third', () => {
    const a = withRange('a', '10.0.0.0/16', ['hub']);
    const b = withRange('b', '10.0.0.0/16', ['hub']);
    expect(pairsOf([a, b, withRange('hub', '10.1.0.0/16')])).toEqual([]);
  });

  it('are found with what is kept clear of, but not among that', () => {
    const keepClear = [other('10.0.0.0/8', 'all'), other('10.0.0.0/16', 'office')];
    expect(pairsOf([withRange('a', '10.0.1.0/24')], { keepClear })).toHaveLength(2);
    expect(pairsOf([withRange('a', '172.16.0.0/24')], { keepClear })).toEqual([]);
  });

  it('are counted exactly and listed up to a hundred', () => {
    const ranges = Array.from({ length: 30 }, (_, index) => other('10.0.0.0/24', `r${index}`));
    const { overlaps } = survey([network({ ranges })]);
    expect([overlaps.count, overlaps.pairs.length]).toEqual([(30 * 29) / 2, 100]);
  });

  it('are not in a range that clusters share', () => {
    const ranges = { nodes: '10.0.0.0/24', pods: namedRange('pods', '10.4.0.0/16') };
    const clusters = [cluster({ name: 'a', ranges }), cluster({ name: 'b', ranges })];
    expect(survey([network({ clusters })]).overlaps.count).toBe(0);
  });

  it('are not between families', () => {
    const ranges = [
      other('10.0.0.0/8'),
      { ...other('10.0.0.0/24', 'v6'), cidr: blockAt(6, 0n, 8) },
    ];
    expect(survey([network({ ranges })]).overlaps.count).toBe(0);
  });
});

describe('survey', () => {
  it('names the connected networks that no input describes as not checked', () => {
    const where = { file: 'net.yaml', line: 3 };
    const home = network({ connected: ['hub', 'other'], where });
    const named = network({ name: 'hub', undescribed: true });
    expect(survey([home, named, network({ name: 'other' })]).notChecked).toHaveLength(1);
    const { notChecked } = survey([home, network({ name: 'other' })]);
    expect(notChecked).toEqual([
      {
        what: 'overlaps of vpc with the connected network hub',
        reason: 'no input describes hub',
        where,
      },
    ]);
  });

  it('keeps networks and clusters in the order given', () => {
    const names = ['z', 'a', 'm'];
    const networks = names.map((name) =>
      network({ name, clusters: names.map((one) => cluster({ name: one })) }),
    );
    const views = viewsOf(networks);
    expect(views.map((view) => view.network.name)).toEqual(names);
    for (const { clusters } of views)
      expect(clusters.map((view) => view.cluster.spec.name)).toEqual(names);
  });

  it('is the same for an input parsed twice', () => {
    const make = () =>
      network({ clusters: [cluster({ ranges: { nodes: '10.0.0.0/24', pods: '10.4.0.0/14' } })] });
    expect(survey([make()])).toEqual(survey([make()]));
  });
});
