import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readTexts, readYaml } from './read.ts';

const fixture = (name: string) =>
  readFileSync(new URL(`../../../fixtures/inputs/${name}`, import.meta.url), 'utf8');

test('subnets of a folder are in one network, named by their files where they have no name', () => {
  const files = ['subnets/orchard/apple-nodes.yaml', 'subnets/orchard/pear.yaml'];
  const { networks, problems } = readTexts(
    Object.fromEntries(files.map((name) => [name, fixture(name)])),
  );
  expect(problems).toEqual([]);
  expect(networks).toHaveLength(1);
  expect(networks[0]).toMatchObject({
    name: 'orchard',
    clusters: [
      {
        name: 'apple-nodes',
        ranges: {
          nodes: { name: 'apple-nodes', cidr: { text: '10.1.0.0/24' } },
          pods: { name: 'apple-pods', cidr: { text: '10.64.0.0/18' } },
          services: { name: 'apple-services', cidr: { text: '10.1.16.0/22' } },
        },
      },
      { name: 'pear-nodes', ranges: { pods: { cidr: { text: '10.66.0.0/20' } } } },
    ],
    ranges: [{ name: 'apple-batch', cidr: { text: '10.65.0.0/20' }, region: 'europe-west1' }],
  });
});

const secondary = (yaml: string) =>
  readYaml(`region: europe-west1\nip_cidr_range: 10.0.0.0/24\n${yaml}`).networks[0]?.clusters[0]
    ?.ranges;

test.each([
  ['the first', 'secondary_ip_range:\n  pods: 10.4.0.0/16\n', 'secondary_ip_range.pods'],
  ['the second', 'secondary_ip_ranges:\n  pods: 10.4.0.0/16\n', 'secondary_ip_ranges.pods'],
  [
    'the third',
    'secondary_ip_ranges:\n  pods: {ip_cidr_range: 10.4.0.0/16}\n',
    'secondary_ip_ranges.pods.ip_cidr_range',
  ],
  [
    "the provider's",
    'secondary_ip_range:\n  - {range_name: pods, ip_cidr_range: 10.4.0.0/16}\n',
    'secondary_ip_range[0].ip_cidr_range',
  ],
])('%s generation of the key is read', (_, yaml, path) => {
  expect(secondary(yaml)?.pods).toMatchObject({
    name: 'pods',
    cidr: { text: '10.4.0.0/16' },
    where: { path },
  });
});

test.each([
  ['data/subnets/dev/a.yaml', 'dev'],
  ['data/vpcs/prod/subnets/a.yaml', 'prod'],
  ['./subnets/a.yaml', 'default'],
  ['a.yaml', 'default'],
])('the network of %s is %s', (name, network) => {
  const text = 'region: europe-west1\nip_cidr_range: 10.0.0.0/24\n';
  expect(readTexts({ [name]: text }).networks).toMatchObject([{ name: network }]);
});

test('a region that is looked up elsewhere is not known', () => {
  const regionOf = (region: string) =>
    readYaml(`name: a\nregion: ${region}\nip_cidr_range: 10.0.0.0/24\n`).networks[0]?.ranges[0]
      ?.region;
  expect(regionOf('$regions:primary')).toBeUndefined();
  expect(regionOf('northamerica-northeast1')).toBe('northamerica-northeast1');
});

test('proxy-only subnets and those of Private Service Connect are what they are', () => {
  const { networks } = readYaml(
    'subnets:\n- {name: a, ip_cidr_range: 10.0.0.0/24, proxy_only: true}\n- {name: b, ip_cidr_range: 10.0.1.0/24, psc: true}\n- {name: c, ip_cidr_range: 10.0.2.0/24, region: europe-west1}\n',
  );
  expect(networks[0]?.ranges.map(({ name, role }) => [name, role])).toEqual([
    ['a', 'proxy-only'],
    ['b', 'private-service-connect'],
    ['c', 'other'],
  ]);
});

test('proxy-only subnets say their kind, and whether they wait as a backup', () => {
  const { networks } = readYaml(
    'subnets:\n- {name: a, ip_cidr_range: 10.0.0.0/24, proxy_only: true, global: true}\n- {name: b, ip_cidr_range: 10.0.1.0/24, proxy_only: true, active: false}\n- {name: c, ip_cidr_range: 10.0.2.0/24, proxy_only: true, active: true}\n',
  );
  expect(networks[0]?.ranges.map(({ name, neighbour }) => [name, neighbour])).toEqual([
    ['a', { kind: 'cross-region' }],
    ['b', { backup: true }],
    ['c', undefined],
  ]);
});

test('a block that is none is a problem, null leaves the choice to someone else', () => {
  const range = (text: string) => readYaml(`region: europe-west1\nip_cidr_range: ${text}\n`);
  expect(range('10.0.0.1/24').problems).toMatchObject([{ where: { line: 2, column: 16 } }]);
  expect(range('null')).toMatchObject({ problems: [], networks: [{ ranges: [] }] });
});
