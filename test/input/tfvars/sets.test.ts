import { expect, test } from 'vitest';
import { clustersOf, openNames, readFiles } from './reading.ts';

const google = { region: 'europe-west1' };
const environment = (n: number) => ({
  ...google,
  subnet_cidr: `10.0.${n}.0/24`,
  pods_cidr: `10.${n}.0.0/16`,
});

const inShort = (files: Readonly<Record<string, unknown>>) =>
  readFiles(files).networks.map(({ name, clusters }) => [
    name,
    ...clusters.map((cluster) => [cluster.name, cluster.ranges.pods?.cidr?.text]),
  ]);

test('files that set different names are one picture', () => {
  const files = {
    'vpc.auto.tfvars.json': { ...google, network_name: 'v', subnet_cidr: '10.0.0.0/24' },
    'gke.auto.tfvars.json': { cluster_name: 'c', pods_cidr: '10.4.0.0/16' },
  };
  expect(inShort(files)).toEqual([['v', ['c', '10.4.0.0/16']]]);
  expect(clustersOf(readFiles(files))[0]?.ranges.nodes?.where?.file).toBe('vpc.auto.tfvars.json');
});

test('files that set the same names are environments, also where Terraform would read both', () => {
  expect(
    inShort({ 'dev.auto.tfvars.json': environment(1), 'prod.auto.tfvars.json': environment(2) }),
  ).toEqual([
    ['vpc (dev)', ['dev', '10.1.0.0/16']],
    ['vpc (prod)', ['prod', '10.2.0.0/16']],
  ]);
  expect(
    inShort({
      'dev.tfvars.json': { pods_cidr: '10.1.0.0/16' },
      'prod.tfvars.json': { pods_cidr: '10.2.0.0/16' },
    }),
  ).toEqual([
    ['vpc (dev)', ['dev', '10.1.0.0/16']],
    ['vpc (prod)', ['prod', '10.2.0.0/16']],
  ]);
});

test('environments in folders of their own', () => {
  expect(
    inShort({
      'dev/terraform.tfvars.json': environment(1),
      'prod/terraform.tfvars.json': environment(2),
    }),
  ).toEqual([
    ['vpc (dev)', ['dev', '10.1.0.0/16']],
    ['vpc (prod)', ['prod', '10.2.0.0/16']],
  ]);
});

test('what all environments share is in each of them', () => {
  const result = readFiles({
    'common.tfvars.json': { ...google, network_name: 'v', max_pods_per_node: 32 },
    'dev.tfvars.json': { subnet_cidr: '10.0.1.0/24', pods_cidr: '10.1.0.0/16' },
    'prod.tfvars.json': { subnet_cidr: '10.0.2.0/24', pods_cidr: '10.2.0.0/16' },
  });
  expect(result.networks).toMatchObject([
    {
      name: 'v',
      clusters: [
        { name: 'dev', maxPodsPerNode: 32 },
        { name: 'prod', maxPodsPerNode: 32 },
      ],
    },
  ]);
});

test('two files of each environment belong together by a word of their names', () => {
  expect(
    inShort({
      'gke-dev.tfvars.json': { pods_cidr: '10.1.0.0/16' },
      'gke-prod.tfvars.json': { pods_cidr: '10.2.0.0/16' },
      'vpc-dev.tfvars.json': { network_name: 'd' },
      'vpc-prod.tfvars.json': { network_name: 'p' },
    }),
  ).toEqual([
    ['d', ['gke-dev', '10.1.0.0/16']],
    ['p', ['gke-prod', '10.2.0.0/16']],
  ]);
});

test('later files win as they do for Terraform: terraform.tfvars, then automatic ones, then others', () => {
  expect(
    inShort({
      'prod.tfvars.json': { cluster_name: 'last' },
      'terraform.tfvars.json': { ...environment(1), cluster_name: 'first' },
      'a.auto.tfvars.json': { pods_cidr: '10.9.0.0/16' },
    }),
  ).toEqual([['vpc', ['last', '10.9.0.0/16']]]);
  expect(
    inShort({
      'b.auto.tfvars.json': { pods_cidr: '10.8.0.0/16' },
      'a.auto.tfvars.json': { ...environment(1) },
    }),
  ).toEqual([['vpc', ['cluster', '10.8.0.0/16']]]);
});

test('layers in folders of their own share the network that one of them names', () => {
  const result = readFiles({
    'network/terraform.tfvars.json': {
      network_name: 'shared',
      subnets: [{ subnet_name: 'gke', subnet_ip: '10.0.0.0/24', subnet_region: 'europe-west1' }],
      secondary_ranges: { gke: [{ range_name: 'pods', ip_cidr_range: '10.4.0.0/16' }] },
    },
    'cluster/terraform.tfvars.json': {
      ...google,
      cluster_name: 'c',
      subnetwork: 'gke',
      ip_range_pods: 'pods',
    },
  });
  const { networks } = result;
  expect(networks).toMatchObject([{ name: 'shared', ranges: [] }]);
  expect(clustersOf(result)).toMatchObject([
    {
      name: 'c',
      ranges: { nodes: { cidr: { text: '10.0.0.0/24' } }, pods: { cidr: { text: '10.4.0.0/16' } } },
    },
  ]);
  expect(openNames(result)).toEqual([]);
});

test('the order of the files changes nothing', () => {
  const files = {
    'a.tfvars.json': environment(1),
    'b.tfvars.json': environment(2),
    'c.tfvars.json': { max_count: 3 },
  };
  const reversed = Object.fromEntries(Object.entries(files).toReversed());
  expect(inShort(reversed)).toEqual(inShort(files));
});

test('the problems of all files are named', () => {
  const result = readFiles({
    'a.tfvars.json': '{"pods_cidr": }',
    'b.tfvars.json': { pods_cidr: '10.4.0.1/16' },
    'c.tfvars.json': '{"a": 1, "a": 2}',
    'd.tfvars.json': '',
    'e.tfvars.json': '[]',
  });
  expect(result.problems.map(({ where }) => where?.file)).toEqual([
    'a.tfvars.json',
    'b.tfvars.json',
    'c.tfvars.json',
    'd.tfvars.json',
    'e.tfvars.json',
  ]);
});
