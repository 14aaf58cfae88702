import { expect, test } from 'vitest';
import { valueAt } from '../../../../src/input/route.ts';
import { isUnknown, Unknown } from '../../../../src/input/unknown.ts';
import { outputsOf, pictureOf } from './calls.ts';

const official = 'terraform-google-modules/network/google';
const fabric = 'github.com/GoogleCloudPlatform/cloud-foundation-fabric//modules/net-vpc';

const twoSubnets = {
  network_name: 'net',
  subnets: [
    { subnet_name: 'b', subnet_ip: '10.0.1.0/24', subnet_region: 'us-west1' },
    { subnet_name: 'a', subnet_ip: '10.0.0.0/24', subnet_region: 'us-west1' },
  ],
  secondary_ranges: { b: [{ range_name: 'b-pods', ip_cidr_range: '10.4.0.0/16' }], a: [] },
};

const reference = (value: unknown) => (isUnknown(value) ? value.reference : value);

test('the network module puts out its subnets in the order of region and name', () => {
  expect(outputsOf(official, twoSubnets)).toMatchObject({
    network_name: 'net',
    subnets_names: ['a', 'b'],
    subnets_ips: ['10.0.0.0/24', '10.0.1.0/24'],
    subnets_regions: ['us-west1', 'us-west1'],
    subnets_secondary_ranges: [[], [{ range_name: 'b-pods', ip_cidr_range: '10.4.0.0/16' }]],
    subnets: {
      'us-west1/a': { name: 'a', ip_cidr_range: '10.0.0.0/24', region: 'us-west1' },
      'us-west1/b': { name: 'b' },
    },
  });
});

test('a network and its subnets may be dual-stack', () => {
  const [first, ...subnets] = twoSubnets.subnets;
  const { networks, notChecked } = pictureOf({
    net: {
      source: official,
      inputs: {
        ...twoSubnets,
        enable_ipv6_ula: true,
        internal_ipv6_range: 'fd20:0:1::/48',
        subnets: [{ ...first, stack: 'IPV4_IPV6', ipv6_type: 'INTERNAL' }, ...subnets],
      },
    },
  });
  expect(networks[0]?.ipv6Within?.map(({ text }) => text)).toEqual(['fd20:0:1::/48']);
  expect(notChecked.map(({ reason }) => reason)).toContain(
    'VPC chooses the IPv6 range when it makes the subnet',
  );
});

test('ids and self links are unknown and lead to the resources', () => {
  const outputs = outputsOf(official, twoSubnets);
  expect(reference(valueAt(outputs, ['network_self_link']))).toBe(
    'module.m.module.vpc[0].google_compute_network.network',
  );
  const ids = [0, 1].map((index) => reference(valueAt(outputs, ['subnets_ids', index])));
  expect(ids).toEqual([
    'module.m.module.subnets.google_compute_subnetwork.subnetwork["us-west1/a"]',
    'module.m.module.subnets.google_compute_subnetwork.subnetwork["us-west1/b"]',
  ]);
});

test('Fabric puts out maps by region and name', () => {
  const outputs = outputsOf(fabric, {
    name: 'net',
    subnets: [
      {
        name: 'gke',
        region: 'europe-west8',
        ip_cidr_range: '10.0.0.0/24',
        secondary_ip_ranges: { pods: { ip_cidr_range: '10.4.0.0/16' }, services: '10.8.0.0/22' },
      },
    ],
  });
  expect(outputs).toMatchObject({
    name: 'net',
    subnet_ips: { 'europe-west8/gke': '10.0.0.0/24' },
    subnet_regions: { 'europe-west8/gke': 'europe-west8' },
    subnet_secondary_ranges: {
      'europe-west8/gke': { pods: '10.4.0.0/16', services: '10.8.0.0/22' },
    },
  });
});

test('the three generations of secondary ranges of Fabric are one', () => {
  const rangesOf = (subnet: object) =>
    pictureOf({
      vpc: {
        source: fabric,
        inputs: { name: 'v', subnets: [{ name: 's', ip_cidr_range: '10.0.0.0/24', ...subnet }] },
      },
    }).networks[0]?.ranges.map(({ name, cidr }) => [name, cidr.text]);
  const expected = [
    ['s', '10.0.0.0/24'],
    ['pods', '10.4.0.0/16'],
  ];
  expect(rangesOf({ secondary_ip_range: { pods: '10.4.0.0/16' } })).toEqual(expected);
  expect(rangesOf({ secondary_ip_ranges: { pods: '10.4.0.0/16' } })).toEqual(expected);
  expect(rangesOf({ secondary_ip_ranges: { pods: { ip_cidr_range: '10.4.0.0/16' } } })).toEqual(
    expected,
  );
});

test('other subnets of Fabric, private services access and a peer', () => {
  const { networks, problems } = pictureOf({
    vpc: {
      source: fabric,
      inputs: {
        name: 'v',
        subnets_proxy_only: [{ name: 'proxy', ip_cidr_range: '10.1.0.0/24', region: 'r' }],
        subnets_psc: [{ name: 'psc', ip_cidr_range: '10.2.0.0/24', region: 'r' }],
        psa_configs: [{ ranges: { sql: '10.3.0.0/20' } }],
        peering_config: { peer_vpc_self_link: 'projects/h/global/networks/hub' },
      },
    },
  });
  expect(problems).toEqual([]);
  expect(networks[0]?.connected).toEqual(['hub']);
  expect(networks[0]?.ranges.map(({ role, cidr }) => [role, cidr.text])).toEqual([
    ['proxy-only', '10.1.0.0/24'],
    ['private-service-connect', '10.2.0.0/24'],
    ['private-services-access', '10.3.0.0/20'],
  ]);
});

test('proxy-only subnets of Fabric say their kind, and whether they wait as a backup', () => {
  const proxies = (name: string, block: string, given: object) => ({
    name,
    ip_cidr_range: block,
    region: 'r',
    ...given,
  });
  const { networks } = pictureOf({
    vpc: {
      source: fabric,
      inputs: {
        name: 'v',
        subnets_proxy_only: [
          proxies('a', '10.1.0.0/24', { active: true, global: false }),
          proxies('b', '10.1.1.0/24', { active: false }),
          proxies('c', '10.1.2.0/24', { global: true }),
        ],
      },
    },
  });
  expect(networks[0]?.ranges.map(({ role, neighbour }) => [role, neighbour])).toEqual([
    ['proxy-only', undefined],
    ['proxy-only', { backup: true }],
    ['proxy-only', { kind: 'cross-region' }],
  ]);
});

test('a value has its own place', () => {
  const { networks } = pictureOf({ net: { source: official, inputs: twoSubnets } });
  expect(networks[0]?.ranges.find(({ name }) => name === 'b-pods')?.where).toEqual({
    file: 'main.tf',
    line: 1,
    column: 5,
    path: 'module.net.module.subnets.google_compute_subnetwork.subnetwork["us-west1/b"].secondary_ip_range[0].ip_cidr_range',
  });
});

test.each([
  ['the subnets are', { subnets: new Unknown('no value is given for var.s') }, 1],
  [
    'the block of one is',
    { subnets: [{ subnet_name: 's', subnet_ip: new Unknown('no value is given for var.s') }] },
    1,
  ],
])('nothing is dropped where %s not known', (_, inputs, count) => {
  const { notChecked } = pictureOf({
    net: { source: official, inputs: { network_name: 'n', ...inputs } },
  });
  expect(notChecked.filter(({ what }) => what.endsWith('ip_cidr_range'))).toHaveLength(count);
  expect(notChecked[0]?.reason).toBe('no value is given for var.s');
});

test('the submodules make a network and its subnets apart from each other', () => {
  const { networks } = pictureOf({
    vpc: { source: `${official}//modules/vpc`, inputs: { network_name: 'n', project_id: 'p' } },
    subnets: {
      source: `${official}//modules/subnets`,
      inputs: {
        network_name: new Unknown('known after apply', 'module.vpc.google_compute_network.network'),
        subnets: [{ subnet_name: 's', subnet_ip: '10.0.0.0/24', subnet_region: 'us-west1' }],
      },
    },
    peer: {
      source: `${official}//modules/network-peering`,
      inputs: {
        local_network: 'projects/p/global/networks/n',
        peer_network: 'projects/p/global/networks/m',
      },
    },
  });
  expect(networks).toMatchObject([
    { name: 'n', mode: 'custom', connected: ['m'], ranges: [{ name: 's' }] },
  ]);
});
