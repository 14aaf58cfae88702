import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keptClear } from '../../src/gke/occupancy.ts';
import {
  freeSetOf,
  freeSpaceOf,
  oncePer,
  Placing,
  spacesClearOf,
  type Spaces,
} from '../../src/gke/spaces.ts';
import { AddressSet } from '../../src/net/address-set.ts';
import { parseCidr, type Cidr } from '../../src/net/cidr.ts';
import { blockInSmallUniverse } from '../net/arbitrary-block.ts';
import { blocks, cluster, network, other } from './builders.ts';

const setOf = (...texts: string[]): AddressSet => AddressSet.of(texts.map(parseCidr));

type Whole = Spaces['whole'];
type Role = keyof Whole;
interface Request {
  readonly role: Role;
  readonly prefixLength: number;
}

/** The slow twin: all sets made anew for each range, the space of the role alone first. */
function placeSlowly(spaces: Whole, requests: readonly Request[]) {
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

function place(whole: Whole, requests: readonly Request[], taken: Spaces['taken'] = []) {
  const placing = new Placing({ whole, taken });
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
      fc.property(someSpaces, someSet, requests, (whole, taken, wanted) => {
        const occupied = keptClear(taken.blocks().map(({ text }) => other(text)));
        const free = oncePer((set: AddressSet) => set.subtract(taken));
        const left = {
          node: free(whole.node),
          pod: free(whole.pod),
          service: free(whole.service),
        };
        expect(place(whole, wanted, [occupied])).toEqual(placeSlowly(left, wanted));
      }),
      { numRuns: 500 },
    );
  });
});

describe('spacesClearOf', () => {
  const free = ({ whole, taken }: Spaces, role: Role) =>
    freeSetOf(whole[role], taken)
      .blocks()
      .map(({ text }: Cidr) => text);

  it('leaves out what is in the network, what reaches it and what is to be kept clear of', () => {
    const home = network({
      within: blocks('10.0.0.0/21'),
      clusters: [cluster({ ranges: { nodes: '10.0.0.0/23' } })],
    });
    const hub = network({ name: 'hub', ranges: [other('10.0.2.0/23')] });
    const spaces = spacesClearOf(keptClear([other('10.0.4.0/23')]))(home, [hub]);
    expect(free(spaces, 'node')).toEqual(['10.0.6.0/23']);
    expect(freeSpaceOf(spaces.whole.node, spaces.taken).largest()?.text).toBe('10.0.6.0/23');
  });

  it('has one set for roles of one space, and another one where they have another', () => {
    const home = network({
      within: blocks('10.0.0.0/21'),
      podsWithin: blocks('100.64.0.0/24'),
    });
    const spaces = spacesClearOf(keptClear([]))(home, []);
    expect(spaces.whole.service).toBe(spaces.whole.node);
    expect(free(spaces, 'pod')).toEqual(['100.64.0.0/24']);
  });

  it('leaves out what no plan should use: 172.17.0.0/16', () => {
    const home = network({ within: blocks('172.16.0.0/15') });
    expect(free(spacesClearOf(keptClear([]))(home, []), 'node')).toEqual(['172.16.0.0/16']);
  });
});
