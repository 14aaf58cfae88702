import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { NotChecked } from '../../../src/gke/cluster.ts';
import { readTexts, readYaml } from './read.ts';

test('a blueprint with all that it can say gives network, subnets, cluster and pools', () => {
  const name = 'cluster-toolkit.yaml';
  const file = new URL(`../../../fixtures/inputs/${name}`, import.meta.url);
  const { networks, problems, notChecked } = readTexts({ [name]: readFileSync(file, 'utf8') });
  expect([problems, notChecked]).toEqual([[], []]);
  expect(networks).toMatchObject([
    {
      name: 'orchard',
      mtu: 1500,
      mode: 'custom',
      ranges: [
        { name: 'pear-nodes', cidr: { text: '10.1.1.0/26' } },
        { name: 'pear-pods', cidr: { text: '10.66.0.0/20' } },
      ],
      clusters: [
        {
          name: 'apple',
          location: 'europe-west1',
          version: { text: '1.33.4-gke.1172000' },
          dataPlane: 'dataplane-v2',
          maxPodsPerNode: 110,
          controlPlane: { kind: 'range', cidr: { text: '172.16.4.0/28' } },
          nodePools: [{ name: 'batch', nodes: 8, maxPodsPerNode: 32 }],
          ranges: {
            nodes: { name: 'apple-nodes', cidr: { text: '10.1.0.0/24' } },
            pods: { name: 'apple-pods', cidr: { text: '10.64.0.0/18' } },
            services: { name: 'apple-services', cidr: { text: '10.1.16.0/22' } },
          },
        },
      ],
    },
  ]);
});

const reasons = (notChecked: readonly NotChecked[]) => notChecked.map(({ reason }) => reason);
const blueprint = (modules: string) => `blueprint_name: lab
vars:
  deployment_name: my_lab
  region: europe-west1
  zone: europe-west1-b
deployment_groups:
- group: primary
  modules:
${modules}`;
const network = (settings = '') => `  - id: net
    source: modules/network/vpc
${settings}`;
const cluster = (settings = '') => `  - id: gke
    source: modules/scheduler/gke-cluster
    use: [net]
${settings}`;

test('what a blueprint leaves out is what its modules do by themselves', () => {
  const { networks, notChecked } = readYaml(
    blueprint(
      `${network('    settings:\n      secondary_ranges_list:\n      - subnetwork_name: my-lab-primary-subnet\n        ranges: [{range_name: pods, ip_cidr_range: 10.128.0.0/16}]\n')}${cluster()}`,
    ),
  );
  expect(networks).toMatchObject([
    {
      name: 'my-lab-net',
      clusters: [
        {
          name: 'my-lab',
          controlPlane: { cidr: { text: '172.16.0.32/28' } },
          nodePools: [{ name: 'system', nodes: 10, upgrade: { kind: 'surge', maxSurge: 0 } }],
          ranges: {
            nodes: { name: 'my-lab-primary-subnet', cidr: { text: '10.0.0.0/24' } },
            pods: { name: 'pods', cidr: { text: '10.128.0.0/16' } },
            services: { name: 'services' },
          },
        },
      ],
    },
  ]);
  expect(reasons(notChecked)).toEqual([
    'the default MTU of the module differs by its version',
    expect.stringContaining('no input says which block it has'),
  ]);
});

test.each([
  ['network_address_range: 10.64.0.0/10', '10.64.0.0/25'],
  ['default_primary_subnetwork_size: 12', '10.0.0.0/21'],
  ['subnetworks: [{subnet_name: a, new_bits: 7}]', '10.0.0.0/16'],
  ['primary_subnetwork: {subnet_name: a, subnet_ip: 10.9.0.0/16}', '10.9.0.0/16'],
])('with %s the primary subnet is %s', (settings, expected) => {
  const { networks } = readYaml(blueprint(network(`    settings: {mtu: 1460, ${settings}}\n`)));
  expect(networks[0]?.ranges.map(({ cidr }) => cidr.text)).toEqual([expected]);
});

test('a subnet that the module carves out behind others is not checked', () => {
  const { networks, notChecked } = readYaml(
    blueprint(
      network(
        '    settings: {mtu: 1460, additional_subnetworks: [{subnet_name: b, new_bits: 8}]}\n',
      ),
    ),
  );
  expect(networks[0]?.ranges).toHaveLength(1);
  expect(reasons(notChecked)).toEqual(['the module carves it out of its address range']);
});

test('a variable of the blueprint is the setting of its name, and stands in texts', () => {
  const { networks } = readYaml(
    blueprint(
      `${network('    settings: {network_name: "$(vars.deployment_name)-vpc"}\n')}${cluster('    settings: {cluster_availability_type: ZONAL, name_suffix: "$(vars.zone)"}\n')}`,
    ),
  );
  expect(networks).toMatchObject([
    {
      name: 'my_lab-vpc',
      clusters: [{ location: 'europe-west1-b', name: 'my-lab-europe-west1-b' }],
    },
  ]);
});

test('further networks ask for Dataplane V2 and are not checked', () => {
  const { networks, notChecked } = readYaml(
    blueprint(`${network('    settings: {mtu: 1460}\n')}  - id: gpus
    source: modules/network/multivpc
${cluster().replace('[net]', '[net, gpus]')}`),
  );
  expect(networks[0]?.clusters[0]?.dataPlane).toBe('dataplane-v2');
  expect(notChecked).toContainEqual(expect.objectContaining({ what: 'networks of module gpus' }));
});

test('the ceiling of a pool that nobody gave is not known', () => {
  const pool = (settings: string) =>
    readYaml(
      blueprint(`${network('    settings: {mtu: 1460}\n')}${cluster('    settings: {system_node_pool_enabled: false}\n')}  - id: batch
    source: modules/compute/gke-node-pool
    use: [gke]
    settings: ${settings}\n`),
    );
  expect(
    pool('{autoscaling_total_max_nodes: 40}').networks[0]?.clusters[0]?.nodePools,
  ).toMatchObject([{ name: 'batch', nodes: 40 }]);
  const open = pool('{}');
  expect(open.networks[0]?.clusters[0]?.nodePools[0]).not.toHaveProperty('nodes');
  expect(reasons(open.notChecked)[0]).toContain('nobody plans it');
});

test('a cluster whose network no module makes is not checked there', () => {
  const { networks, notChecked } = readYaml(blueprint(cluster()));
  expect(networks[0]?.clusters[0]?.ranges.nodes).toBeUndefined();
  expect(notChecked).toContainEqual(
    expect.objectContaining({ reason: 'no module here makes its network' }),
  );
});
