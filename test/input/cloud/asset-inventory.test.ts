import { expect, test } from 'vitest';
import { readTexts } from './read.ts';

const clusterName = '//container.googleapis.com/projects/p/locations/europe-west1/clusters/c';
const asset = (type: string, name: string, data: unknown, more: object = {}) => ({
  name,
  asset_type: type,
  resource: { version: 'v1', ...(data === undefined ? {} : { data }) },
  ...more,
});
const cluster = (data: object = {}, name = clusterName) =>
  asset('container.googleapis.com/Cluster', name, {
    name: 'c',
    location: 'europe-west1',
    clusterIpv4Cidr: '10.4.0.0/14',
    ipAllocationPolicy: { useIpAliases: true },
    nodePools: [{ name: 'own', initialNodeCount: 2 }],
    ...data,
  });
const pool = (name: string, data: object) =>
  asset('container.googleapis.com/NodePool', `${clusterName}/nodePools/${name}`, {
    name,
    ...data,
  });

const read = (value: unknown) => readTexts({ 'assets.json': JSON.stringify(value, null, 2) });
const readLines = (...values: readonly unknown[]) =>
  readTexts({ 'assets.json': `${values.map((value) => JSON.stringify(value)).join('\n')}\n` });

test.each([
  ['a list', (value: unknown) => read([value])],
  ['an answer of the API', (value: unknown) => read({ readTime: 't', assets: [value] })],
  ['a history', (value: unknown) => read({ assets: [{ asset: value, window: {} }] })],
  ['one asset', read],
  ['lines', (value: unknown) => readLines({ name: 'x', asset_type: 'other' }, value)],
])('%s of assets is read', (_, readIt) => {
  const { networks, problems } = readIt(cluster());
  expect(problems).toEqual([]);
  expect(networks).toMatchObject([
    { name: 'default', project: 'p', clusters: [{ name: 'c', exists: true }] },
  ]);
});

test('the type may be written as the API and as gcloud write it', () => {
  const { asset_type: assetType, ...rest } = cluster();
  expect(read([{ ...rest, assetType }]).networks).toHaveLength(1);
});

test('the project of the asset is that of its network, unless the data says another', () => {
  const shared = cluster({ networkConfig: { network: 'projects/host/global/networks/shared' } });
  expect(read([shared]).networks).toMatchObject([{ name: 'shared', project: 'host' }]);
});

test('node pools that are assets of their own belong to the cluster of their name', () => {
  const { networks } = readLines(
    cluster({ nodePools: undefined }),
    pool('a', { initialNodeCount: 3 }),
    pool('b', { initialNodeCount: 4 }),
    cluster({ name: 'd', nodePools: undefined }, clusterName.replace(/c$/, 'd')),
  );
  const pools = networks[0]?.clusters.map(({ name, nodePools }) => [
    name,
    nodePools.map((each) => [each.name, each.where?.line, each.where?.path]),
  ]);
  expect(pools).toEqual([
    [
      'c',
      [
        ['a', 2, 'resource.data'],
        ['b', 3, 'resource.data'],
      ],
    ],
    ['d', [['default', 4, 'resource.data']]],
  ]);
});

test('a cluster that lists its pools does not get them twice', () => {
  const { networks } = readLines(cluster(), pool('own', { initialNodeCount: 2 }));
  expect(networks[0]?.clusters[0]?.nodePools.map(({ name }) => name)).toEqual(['own']);
});

test('assets of other types are passed over, whatever they hold', () => {
  const { networks, notChecked, problems } = read([
    cluster(),
    asset('compute.googleapis.com/Instance', '//compute/vm', { ipCidrRange: 'secret' }),
    asset('constructor', '//x', {}),
  ]);
  expect([networks.length, notChecked, problems]).toEqual([1, [], []]);
});

test('an export without clusters, subnets and networks says so', () => {
  const { networks, notChecked } = read([asset('storage.googleapis.com/Bucket', '//b', {})]);
  expect(networks).toEqual([]);
  expect(notChecked).toMatchObject([
    {
      what: 'assets.json',
      reason: 'the export lists no cluster, no subnet and no network',
      where: { file: 'assets.json' },
    },
  ]);
});

test('an export without the data of its resources is not checked', () => {
  const { notChecked } = read([asset('container.googleapis.com/Cluster', clusterName, undefined)]);
  expect(notChecked).toMatchObject([
    { what: clusterName, reason: expect.stringContaining('--content-type=resource') },
  ]);
});

test('assets that are gone are gone', () => {
  expect(read({ assets: [{ asset: cluster(), deleted: true }] }).networks).toEqual([]);
});

test('a range for private services access is taken', () => {
  const address = (fields: object) =>
    asset('compute.googleapis.com/GlobalAddress', '//compute.googleapis.com/projects/p/x', {
      name: 'google-services',
      purpose: 'VPC_PEERING',
      address: '10.20.0.0',
      prefixLength: 16,
      network: 'https://www.googleapis.com/compute/v1/projects/p/global/networks/v',
      ...fields,
    });
  expect(read([address({})]).networks).toMatchObject([
    {
      name: 'v',
      project: 'p',
      ranges: [
        {
          role: 'private-services-access',
          name: 'google-services',
          cidr: { text: '10.20.0.0/16' },
          where: { path: '[0].resource.data.address' },
        },
      ],
    },
  ]);
  expect(read([address({ purpose: 'GCE_ENDPOINT' })]).networks).toEqual([]);
  expect(read([address({ address: '10.20.0.1' })])).toMatchObject({
    networks: [{ ranges: [] }],
    notChecked: [{ reason: 'address and prefix length are no block' }],
  });
});

test('problems have the line of their asset', () => {
  const { problems } = readLines(cluster(), cluster({ clusterIpv4Cidr: '10.0.0.1/8' }));
  expect(problems).toMatchObject([
    { what: '"10.0.0.1/8" has host bits set (resource.data.clusterIpv4Cidr)', where: { line: 2 } },
  ]);
});
