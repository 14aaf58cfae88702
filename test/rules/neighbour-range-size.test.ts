import { expect, test } from 'vitest';
import type { NeighbourTerms } from '../../src/gke/neighbours.ts';
import { survey } from '../../src/gke/landscape.ts';
import { runRules } from '../../src/rules/index.ts';
import { network, other } from '../gke/builders.ts';

type Role = Parameters<typeof other>[2];

const found = (role: Role, block: string, neighbour?: NeighbourTerms) => {
  const range = { ...other(block, 'x', role), ...(neighbour === undefined ? {} : { neighbour }) };
  const { findings } = runRules(survey([network({ ranges: [range] })]));
  return findings.map(({ rule, severity }) => `${severity} ${rule}`);
};

test('an allocated range that is there already is a warning, since services may do with it', () => {
  const block = '10.0.0.0/28';
  expect(found('private-services-access', block)).toEqual(['warning private-services-access-size']);
  expect(found('private-services-access', block, { isNew: true })).toEqual([
    'error private-services-access-size',
  ]);
});

test('a single address is no subnet, unless it is to be created as one', () => {
  const block = '10.0.0.8/32';
  expect(found('load-balancer', block)).toEqual([]);
  expect(found('private-service-connect', block)).toEqual([]);
  expect(found('load-balancer', block, { isNew: true })).toEqual([
    'error load-balancer-range-size',
  ]);
});

test('a range of IPv6 has no size to speak of', () => {
  expect(found('proxy-only', 'fd00::/64')).toEqual([]);
});
