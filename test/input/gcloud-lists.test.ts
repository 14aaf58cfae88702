import { expect, test } from 'vitest';
import { readInput } from './read-input.ts';

const read = (value: unknown) => readInput({ name: 'gcloud.json', text: JSON.stringify(value) });
const cluster = (name: string) => ({ name, nodePools: [], network: 'v' });

test('clusters of an aggregated list are read, whatever zone they are listed under', () => {
  const { networks, problems } = read({
    items: {
      'zones/europe-west1-b': { clusters: [cluster('a')] },
      'zones/europe-west1-c': { warning: { code: 'NO_RESULTS_ON_PAGE' } },
      'regions/europe-west1': { clusters: [cluster('b')], subnetworks: [] },
    },
  });
  expect(problems).toEqual([]);
  expect(networks.flatMap(({ clusters }) => clusters.map(({ name }) => name))).toEqual(['a', 'b']);
});

test('zones that did not answer are not checked', () => {
  const { networks, notChecked } = read({
    clusters: [cluster('a')],
    missingZones: ['europe-west1-b'],
  });
  expect(networks).toHaveLength(1);
  expect(notChecked).toMatchObject([
    { what: 'clusters in "europe-west1-b"', where: { path: 'missingZones[0]' } },
  ]);
});

test('a list of usable subnets has their names in their paths', () => {
  const { networks } = read([
    {
      subnetwork: 'projects/host/regions/europe-west1/subnetworks/nodes',
      network: 'projects/host/global/networks/v',
      ipCidrRange: '10.0.0.0/24',
      secondaryIpRanges: [
        { rangeName: 'pods', ipCidrRange: '10.4.0.0/14', status: 'IN_USE_SHAREABLE_POD' },
      ],
    },
  ]);
  expect(networks).toMatchObject([
    {
      name: 'v',
      project: 'host',
      ranges: [
        { name: 'nodes', subnet: 'nodes', region: 'europe-west1' },
        { name: 'pods', subnet: 'nodes', secondary: true },
      ],
    },
  ]);
});

const address = (fields: object) => ({
  kind: 'compute#address',
  name: 'google-services',
  selfLink: 'https://www.googleapis.com/compute/v1/projects/p/global/addresses/google-services',
  network: 'https://www.googleapis.com/compute/v1/projects/p/global/networks/v',
  purpose: 'VPC_PEERING',
  address: '10.20.0.0',
  prefixLength: 16,
  ...fields,
});

test('of reserved addresses, ranges for private services access are taken', () => {
  const { networks, problems, notChecked } = read([
    address({}),
    address({ name: 'ingress', purpose: undefined, prefixLength: undefined }),
  ]);
  expect([problems, notChecked]).toEqual([[], []]);
  expect(networks).toMatchObject([
    {
      name: 'v',
      project: 'p',
      ranges: [
        {
          role: 'private-services-access',
          name: 'google-services',
          cidr: { text: '10.20.0.0/16' },
          where: { path: '[0].address' },
        },
      ],
    },
  ]);
});

test('a reserved range without its length, or with host bits, is no block', () => {
  expect(read([address({ prefixLength: undefined })]).networks).toMatchObject([{ ranges: [] }]);
  expect(read([address({ address: '10.20.0.1' })])).toMatchObject({
    networks: [{ ranges: [] }],
    notChecked: [{ what: '[0].address' }],
  });
});

test('a list of peerings says which networks reach each other, and not how subnets are made', () => {
  const { networks } = read([
    {
      name: 'v',
      peerings: [
        { name: 'to-hub', network: 'projects/p/global/networks/hub', state: 'ACTIVE' },
        { name: 'old', network: 'projects/p/global/networks/old', state: 'INACTIVE' },
      ],
    },
  ]);
  expect(networks).toMatchObject([{ name: 'v', connected: ['hub'] }]);
  expect(networks[0]).not.toHaveProperty('mode');
});

test.each([
  { kind: 'compute#addressList' },
  { kind: 'compute#subnetworkAggregatedList', items: {} },
  { clusters: [] },
])('a list of nothing is an answer: %j', (value) => {
  expect(read(value)).toMatchObject({ networks: [], problems: [], notChecked: [{}] });
});
