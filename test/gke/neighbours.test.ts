import { describe, expect, it, test } from 'vitest';
import {
  namedWishes,
  narrowest,
  prefixHolding,
  suggestedSize,
  usableAddresses,
  wantedPrefix,
  type NeighbourRole,
  type WantedRange,
} from '../../src/gke/neighbours.ts';
import { planNetworks } from '../../src/gke/plan.ts';
import { survey } from '../../src/gke/landscape.ts';
import { blocks, network, other } from './builders.ts';

const wish = (role: NeighbourRole, given: Partial<WantedRange> = {}): WantedRange => ({
  role,
  neighbour: {},
  ...given,
});

describe('the size of a range that is wanted', () => {
  it.each([
    ['proxy-only', 23],
    ['private-services-access', 16],
    ['load-balancer', undefined],
    ['private-service-connect', undefined],
  ] as const)('is for %s what Google suggests', (role, prefixLength) => {
    expect(wantedPrefix(wish(role))).toBe(prefixLength);
    expect(suggestedSize(role)?.value).toBe(prefixLength);
  });

  it.each([
    // 4 of 8 addresses can be used, 12 of 16, 28 of 32, 60 of 64.
    ['load-balancer', 1, 29],
    ['load-balancer', 4, 29],
    ['load-balancer', 5, 28],
    ['load-balancer', 12, 28],
    ['load-balancer', 13, 27],
    ['private-service-connect', 28, 27],
    ['private-service-connect', 29, 26],
    // Private services access has no subnet, so VPC keeps nothing of it.
    ['private-services-access', 1, 24],
    ['private-services-access', 256, 24],
    ['private-services-access', 257, 23],
  ] as const)('of %s for %i addresses is a /%i', (role, needed, prefixLength) => {
    expect(prefixHolding(role, needed)).toBe(prefixLength);
    expect(usableAddresses(role, prefixLength)).toBeGreaterThanOrEqual(needed);
  });

  it('is a /24 for each service behind private services access', () => {
    const sizes = [1, 2, 3, 4, 5].map((count) =>
      wantedPrefix(
        wish('private-services-access', {
          neighbour: { producers: Array.from({ length: count }, () => 'cloud-sql' as const) },
        }),
      ),
    );
    expect(sizes).toEqual([24, 23, 22, 22, 21]);
  });

  it('is the one asked for, whatever else is said', () => {
    const asked = wish('load-balancer', { prefixLength: 20, neighbour: { addresses: 4 } });
    expect(wantedPrefix(asked)).toBe(20);
  });

  it('leaves the headroom that is asked for', () => {
    // 28 and the 4 that VPC keeps are half of 64.
    expect(wantedPrefix(wish('load-balancer', { neighbour: { addresses: 28 } }), 50)).toBe(26);
    expect(wantedPrefix(wish('load-balancer', { neighbour: { addresses: 29 } }), 50)).toBe(25);
  });

  it.each([
    ['proxy-only', 26],
    ['private-services-access', 24],
    ['load-balancer', 29],
    ['private-service-connect', 29],
  ] as const)('of %s is never below a /%i', (role, prefixLength) => {
    expect(narrowest(role).value).toBe(prefixLength);
  });
});

test('ranges without a name get the next one of their role that is free', () => {
  const named = namedWishes(
    network({
      name: 'v',
      ranges: [{ ...other('10.0.0.0/24'), name: 'v-proxy-only' }],
      wanted: [wish('proxy-only'), wish('proxy-only', { name: 'mine' }), wish('proxy-only')],
    }),
  );
  expect(named.map(({ name }) => name)).toEqual(['v-proxy-only-2', 'mine', 'v-proxy-only-3']);
});

describe('a plan', () => {
  const within = blocks('10.0.0.0/22');

  it('says what is wider than the space there is, and keeps it wanted', () => {
    const home = network({ within, wanted: [wish('private-services-access', { name: 'psa' })] });
    const plan = planNetworks([home]);
    expect(plan.unplacedNeighbours).toMatchObject([
      { wanted: { name: 'psa' }, prefixLength: 16, largestFree: { text: '10.0.0.0/22' } },
    ]);
    expect(plan.networks[0]).toMatchObject({ ranges: [], wanted: [{ name: 'psa' }] });
    expect(survey(plan.networks, plan).notChecked).toEqual([]);
  });

  it('remembers which sizes are only suggested', () => {
    const wanted = [wish('proxy-only'), wish('load-balancer', { prefixLength: 26 })];
    const [home] = planNetworks([network({ within, wanted })]).networks;
    expect(home?.ranges.map(({ cidr, neighbour }) => [cidr.text, neighbour])).toEqual([
      ['10.0.0.0/23', { suggestedSize: true }],
      ['10.0.2.0/26', {}],
    ]);
    expect(home?.wanted).toEqual([]);
  });
});

describe('what is left open', () => {
  const open = (given: Parameters<typeof network>[0]) =>
    survey([network(given)]).notChecked.map(({ what, reason }) => `${what}: ${reason}`);

  it('is a range without a block that nobody has planned', () => {
    expect(open({ name: 'v', wanted: [wish('proxy-only', { name: 'p' })] })).toEqual([
      'the proxy-only range p of v: it has no block: plan finds one',
    ]);
  });

  it('is where two proxy-only subnets of a kind are, when one has no region', () => {
    const proxies = (block: string, given: object) => ({
      ...other(block),
      role: 'proxy-only' as const,
      ...given,
    });
    const known = proxies('10.0.0.0/24', { region: 'us-east1' });
    const unknown = proxies('10.0.1.0/24', { name: 'p' });
    expect(open({ name: 'v', ranges: [known, unknown] })).toEqual([
      'whether two regional proxy-only subnets of v are active in one region: nobody says the region of p',
    ]);
    expect(open({ ranges: [unknown] })).toEqual([]);
    expect(open({ ranges: [known, { ...unknown, neighbour: { backup: true } }] })).toEqual([]);
    expect(open({ ranges: [known, { ...unknown, neighbour: { kind: 'cross-region' } }] })).toEqual(
      [],
    );
  });
});
