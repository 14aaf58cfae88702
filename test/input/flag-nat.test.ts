import { describe, expect, it } from 'vitest';
import type { Network } from '../../src/gke/cluster.ts';
import type { NatGateway } from '../../src/gke/nat.ts';
import { applyFlags } from '../../src/input/flag-cluster.ts';
import type { PlannerFlag } from '../../src/input/flag-names.ts';
import type { FlagValues } from '../../src/input/flag-values.ts';
import { readFlags } from '../../src/input/flags.ts';
import { emptyResult } from '../../src/input/input.ts';
import { cluster, network } from '../gke/builders.ts';

const apply = (values: FlagValues<PlannerFlag>, ...networks: readonly Network[]) =>
  applyFlags({ ...emptyResult, networks }, readFlags(values));
const gateway = (name: string): NatGateway => ({
  name,
  region: 'europe-west1',
  addresses: 1,
  dynamicPortAllocation: true,
  ranges: 'primary',
});
const home = (name: string, ...nat: readonly NatGateway[]) =>
  network({ name, clusters: [cluster({ name })], nat });

describe('flags about Cloud NAT', () => {
  it('are no gateway where none is given', () => {
    expect(apply({ nodes: ['50'] }).networks[0]).not.toHaveProperty('nat');
  });

  it.each([
    ['a number of addresses', { 'nat-addresses': ['2'] }, { addresses: 2 }],
    ['addresses that Cloud NAT takes itself', { 'nat-addresses': ['auto'] }, { addresses: 'auto' }],
    ['ports alone', { 'min-ports-per-vm': ['256'] }, { minPortsPerVm: 256 }],
  ])('ask for a gateway for everything: %s', (_, values, said) => {
    const [gateway_] = apply({ nodes: ['50'], ...values }).networks[0]?.nat ?? [];
    expect(gateway_).toMatchObject({ name: 'nat', ranges: 'all', ...said });
    expect(Object.keys(gateway_?.places ?? {})).toEqual(Object.keys(said));
  });

  it('count in the place of what the only gateway says', () => {
    const { networks, problems } = apply({ 'nat-addresses': ['3'] }, home('a', gateway('egress')));
    expect(problems).toEqual([]);
    expect(networks[0]?.nat).toMatchObject([{ ...gateway('egress'), addresses: 3 }]);
  });

  it('are of the network that has clusters', () => {
    const { networks } = apply({ 'nat-addresses': ['3'] }, network({ name: 'hub' }), home('a'));
    expect(networks.map(({ nat = [] }) => nat.length)).toEqual([0, 1]);
  });

  it.each([
    ['two gateways', [home('a', gateway('x'), gateway('y'))], 'NAT gateway, the input has 2: x, y'],
    ['two networks', [home('a'), home('b')], 'network, the input has 2: a, b'],
  ])('do not say which of %s is meant', (_, networks, what) => {
    const { problems } = apply({ 'nat-addresses': ['3'] }, ...networks);
    expect(problems).toMatchObject([
      { what: `is meant for one ${what}`, where: { path: '--nat-addresses' } },
    ]);
  });

  it.each([
    ['nat-addresses', 'many', '"many" is no number of addresses', 'write a whole number, or auto'],
    ['nat-addresses', '0', '"0" is out of range', 'write a number from 1 to 1000000000'],
    ['min-ports-per-vm', '65537', '"65537" is out of range', 'write a number from 1 to 65536'],
  ])('are refused: --%s %s', (flag, value, what, fix) => {
    expect(apply({ [flag]: [value] }).problems).toMatchObject([{ what, fix }]);
  });
});
