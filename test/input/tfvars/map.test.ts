import { expect, test } from 'vitest';
import { unknownRoles } from '../../../src/input/tfvars/map-roles.ts';
import { readVariableTexts } from '../../../src/input/tfvars/read.ts';
import { clustersIn, clustersOf, openNames, readJson } from './reading.ts';

const two = {
  region: 'us-east4',
  private_subnet_cidr: '10.15.0.0/24',
  public_subnet_cidr: '10.15.1.0/24',
  pods_cidr: '10.64.0.0/17',
};

test.each(['nodes', 'node'])('%s settles which of two subnets is that of the nodes', (role) => {
  expect(clustersIn(two, { [role]: 'private_subnet_cidr' })).toEqual([
    { nodes: '10.15.0.0/24', pods: '10.64.0.0/17' },
  ]);
  const result = readJson(two, { [role]: 'private_subnet_cidr' });
  expect(result.notChecked).toEqual([]);
  expect(result.networks[0]?.ranges.map(({ cidr }) => cidr.text)).toEqual(['10.15.1.0/24']);
});

test('names that say nothing, or something else', () => {
  const variables = {
    region: 'us-east4',
    a: '10.0.0.0/24',
    b: '10.4.0.0/16',
    admin_range: '10.8.0.0/20',
    d: '172.16.0.0/28',
    x: '20',
    y: 40,
    z: '500',
  };
  const map = {
    nodes: 'a',
    pod: 'b',
    service: 'admin_range',
    'control-plane': 'd',
    'max-pods-per-node': 'x',
    'node-count': 'y',
    'services-count': 'z',
  };
  expect(clustersIn(variables, map)).toEqual([
    { nodes: '10.0.0.0/24', pods: '10.4.0.0/16', services: '10.8.0.0/20', master: '172.16.0.0/28' },
  ]);
  expect(clustersOf(readJson(variables, map))).toMatchObject([
    { maxPodsPerNode: 20, services: 500, nodePools: [{ nodes: 40 }] },
  ]);
});

test('a value inside a list is named by its route', () => {
  const subnet = (name: string, ip: string) => ({ subnet_name: name, subnet_ip: ip });
  const variables = {
    cluster_name: 'c',
    region: 'us-east4',
    subnets: [subnet('a', '10.0.0.0/24'), subnet('b', '10.0.1.0/24')],
  };
  expect(openNames(readJson(variables))).toEqual(['subnets[0].subnet_ip', 'subnets[1].subnet_ip']);
  expect(clustersIn(variables, { nodes: 'subnets[1].subnet_ip' })).toEqual([
    { nodes: '10.0.1.0/24' },
  ]);
});

test('other: a range of the network that no cluster uses', () => {
  const variables = { region: 'us-east4', pods_cidr: '10.64.0.0/17', legacy_block: '10.9.0.0/24' };
  const result = readJson(variables, { other: 'legacy_block' });
  expect(result.notChecked).toEqual([]);
  expect(result.networks[0]?.ranges).toMatchObject([{ role: 'other', name: 'legacy_block' }]);
});

test('a name of a range in the place of a block', () => {
  const variables = { region: 'us-east4', cluster_name: 'c', alpha: 'pods-range' };
  expect(clustersIn(variables, { pods: 'alpha' })).toEqual([{ pods: 'pods-range' }]);
});

test('what is mapped to a range has to be one', () => {
  const { problems } = readJson({ ...two, mtu: 1460 }, { nodes: 'mtu' });
  expect(problems).toMatchObject([
    { what: 'has no block, though the map says that it is a range (mtu)', where: { path: 'mtu' } },
  ]);
});

test('a name that no file has is a slip, and the nearest one is named', () => {
  const { problems } = readJson(two, { nodes: 'privat_subnet_cidr' });
  expect(problems).toEqual([
    {
      what: 'no input has a variable "privat_subnet_cidr"',
      fix: 'write private_subnet_cidr',
      where: { file: 'command line', path: '--map' },
    },
  ]);
});

test('a role that there is not is a slip, and the nearest one is named', () => {
  const where = { file: 'command line', path: '--map' };
  expect(unknownRoles([{ role: 'nodess', name: 'a', where }])).toMatchObject([
    {
      what: '"nodess" is no role',
      fix: expect.stringMatching(/^write nodes \(one of nodes, pods, /),
    },
  ]);
  expect(unknownRoles([{ role: 'toString', name: 'a', where }])).toHaveLength(1);
});

test('a flag without any variables is a slip, a configuration for other runs is none', () => {
  const map = (path: string) => [{ role: 'nodes', name: 'a', where: { file: 'x', path } }];
  expect(readVariableTexts([], map('--map')).problems).toHaveLength(1);
  expect(readVariableTexts([], map('map.nodes')).problems).toEqual([]);
});
