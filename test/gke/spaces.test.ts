import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Placing, spacesClearOf, type Spaces } from '../../src/gke/spaces.ts';
import { AddressSet } from '../../src/net/address-set.ts';
import { parseCidr, type Cidr } from '../../src/net/cidr.ts';
import { blockInSmallUniverse } from '../net/arbitrary-block.ts';
import { blocks, cluster, network, other } from './builders.ts';

const setOf = (...texts: string[]): AddressSet => AddressSet.of(texts.map(parseCidr));

type Role = keyof Spaces;
interface Request {
  readonly role: Role;
  readonly prefixLength: number;
}

/** The slow twin: all sets made anew for each range, the space of the role alone first. */
function placeSlowly(spaces: Spaces, requests: readonly Request[]) {
  const own = (space: AddressSet) =>
    Object.values(spaces)
      .filter((one) => one !== space)
      .reduce((left, one) => left.subtract(one), space);
  let taken = AddressSet.empty;
  return requests.map(({ role, prefixLength }) => {
    const free = spaces[role].subtract(taken);
    const found =
      own(spaces[role]).subtract(taken).take(4, prefixLength) ?? free.take(4, prefixLength);
    if (found === undefined) return `largest ${free.largestBlock(4)?.text}`;
    taken = taken.add(found.block);
    return found.block.text;
  });
}

function place(spaces: Spaces, requests: readonly Request[]) {
  const placing = new Placing(spaces);
  return requests.map(
    ({ role, prefixLength }) =>
      placing.take(role, prefixLength)?.text ?? `largest ${placing.largest(role)?.text}`,
  );
}

const roles = ['node', 'pod', 'service'] as const;

describe('Placing', () => {
  it('takes what no other role may use first, then what they share', () => {
    const node = setOf('10.0.0.0/22');
    const spaces = { node, service: node, pod: setOf('10.0.2.0/23', '10.4.0.0/24') };
    const pods = (count: number) =>
      Array.from({ length: count }, () => ({ role: 'pod' as const, prefixLength: 24 }));
    expect(place(spaces, pods(4))).toEqual([
      '10.4.0.0/24',
      '10.0.2.0/24',
      '10.0.3.0/24',
      'largest undefined',
    ]);
    expect(place(spaces, [...pods(2), { role: 'service', prefixLength: 23 }])[2]).toBe(
      '10.0.0.0/23',
    );
  });

  it('finds a block that is partly its own and partly shared', () => {
    const spaces = {
      node: setOf('10.0.0.0/22'),
      pod: setOf('10.0.2.0/23'),
      service: setOf('10.9.0.0/24'),
    };
    expect(place(spaces, [{ role: 'node', prefixLength: 22 }])).toEqual(['10.0.0.0/22']);
  });

  it('places as the slow twin does, roles with one space, apart or overlapping', () => {
    const someSet = fc
      .array(blockInSmallUniverse(4), { maxLength: 6 })
      .map((given) => AddressSet.of(given));
    const someSpaces = fc
      .tuple(someSet, someSet, someSet, fc.boolean(), fc.boolean())
      .map(([node, pod, service, podsInNodes, servicesInNodes]) => ({
        node,
        pod: podsInNodes ? node : pod,
        service: servicesInNodes ? node : service,
      }));
    const requests = fc.array(
      fc.record({
        role: fc.constantFrom(...roles),
        prefixLength: fc.integer({ min: 24, max: 30 }),
      }),
      { maxLength: 25 },
    );
    fc.assert(
      fc.property(someSpaces, requests, (spaces, wanted) => {
        expect(place(spaces, wanted)).toEqual(placeSlowly(spaces, wanted));
      }),
      { numRuns: 500 },
    );
  });
});

describe('spacesClearOf', () => {
  const texts = (set: AddressSet) => set.blocks().map(({ text }: Cidr) => text);

  it('leaves out what is in the network, what reaches it and what is to be kept clear of', () => {
    const home = network({
      within: blocks('10.0.0.0/21'),
      clusters: [cluster({ ranges: { nodes: '10.0.0.0/23' } })],
    });
    const hub = network({ name: 'hub', ranges: [other('10.0.2.0/23')] });
    const spaces = spacesClearOf(setOf('10.0.4.0/23'))(home, [hub]);
    expect(texts(spaces.node)).toEqual(['10.0.6.0/23']);
  });

  it('has one set for roles of one space, and another one where they have another', () => {
    const home = network({
      within: blocks('10.0.0.0/21'),
      podsWithin: blocks('100.64.0.0/24'),
    });
    const spaces = spacesClearOf(AddressSet.empty)(home, []);
    expect(spaces.service).toBe(spaces.node);
    expect(texts(spaces.pod)).toEqual(['100.64.0.0/24']);
  });
});
