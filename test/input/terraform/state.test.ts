import { expect, test } from 'vitest';
import { readInput } from '../read-input.ts';
import { joinInputs } from '../../../src/input/join.ts';

function read(value: object, name = 'terraform.tfstate') {
  const result = joinInputs([readInput({ name, text: JSON.stringify(value, null, 2) })]);
  expect(result.problems).toEqual([]);
  return result;
}

const stateOf = (...resources: readonly object[]) => ({
  version: 4,
  terraform_version: '1.9.5',
  serial: 1,
  lineage: 'l',
  resources,
});

const subnet = (name: string, block: string) => ({ name, network: 'vpc', ip_cidr_range: block });

const subnets = (more: object, ...instances: readonly object[]) => ({
  mode: 'managed',
  type: 'google_compute_subnetwork',
  name: 's',
  instances,
  ...more,
});

const pathsOf = ({ networks }: ReturnType<typeof read>) =>
  networks.flatMap(({ ranges }) => ranges.map(({ where }) => where?.path));

test('instances have the address of their module, mode and key', () => {
  const state = stateOf(
    subnets({}, { attributes: subnet('a', '10.0.0.0/24') }),
    subnets(
      { module: 'module.net["x"]' },
      { index_key: 0, attributes: subnet('b', '10.0.1.0/24') },
      { index_key: 'k', attributes: subnet('c', '10.0.2.0/24') },
    ),
    subnets({ mode: 'data' }, { attributes: subnet('d', '10.0.3.0/24') }),
  );
  expect(pathsOf(read(state))).toEqual([
    'google_compute_subnetwork.s.ip_cidr_range',
    'module.net["x"].google_compute_subnetwork.s[0].ip_cidr_range',
    'module.net["x"].google_compute_subnetwork.s["k"].ip_cidr_range',
    'data.google_compute_subnetwork.s.ip_cidr_range',
  ]);
});

test('what is only left to be destroyed is gone', () => {
  const deposed = { deposed: '00000001', attributes: subnet('old', '10.0.0.0/24') };
  const { networks } = read(
    stateOf(subnets({}, deposed, { attributes: subnet('new', '10.0.1.0/24') })),
  );
  expect(networks[0]?.ranges.map(({ name }) => name)).toEqual(['new']);
});

test('what is marked as sensitive is not checked', () => {
  const path = [
    { type: 'get_attr', value: 'secondary_ip_range' },
    { type: 'index', value: { value: 0, type: 'number' } },
    { type: 'get_attr', value: 'ip_cidr_range' },
  ];
  const attributes = {
    ...subnet('s', '10.0.0.0/24'),
    secondary_ip_range: [{ range_name: 'pods', ip_cidr_range: '10.4.0.0/16' }],
  };
  const { networks, notChecked } = read(
    stateOf(subnets({}, { attributes, sensitive_attributes: [path] })),
  );
  expect(networks[0]?.ranges.map(({ cidr }) => cidr.text)).toEqual(['10.0.0.0/24']);
  expect(notChecked).toContainEqual(
    expect.objectContaining({
      what: 'google_compute_subnetwork.s.secondary_ip_range[0].ip_cidr_range',
      reason: 'marked as sensitive',
    }),
  );
});

test('resources of others are passed over, whatever they hold', () => {
  const secrets = {
    mode: 'managed',
    type: 'random_password',
    name: 'p',
    instances: [{ attributes: { result: 's3cr3t' } }],
  };
  const result = read(stateOf(secrets, subnets({}, { attributes: subnet('s', '10.0.0.0/24') })));
  expect(
    JSON.stringify([result.notChecked, result.networks], (_, each: unknown) =>
      typeof each === 'bigint' ? String(each) : each,
    ),
  ).not.toContain('s3cr3t');
});

test('a state without anything of Google is no silent pass', () => {
  expect(read(stateOf()).notChecked).toMatchObject([
    { reason: 'the state has no network, subnet or cluster of Google Cloud' },
  ]);
});

/* As Terraform 0.11 writes it: every value a text in one flat map. */
const flatCluster = {
  name: 'old',
  zone: 'europe-west1-b',
  network: 'vpc',
  subnetwork: 'nodes',
  initial_node_count: '1',
  'additional_zones.#': '2',
  'additional_zones.3450817': 'europe-west1-c',
  'additional_zones.123': 'europe-west1-d',
  'ip_allocation_policy.#': '1',
  'ip_allocation_policy.0.cluster_secondary_range_name': 'pods',
  'ip_allocation_policy.0.services_secondary_range_name': 'services',
  'resource_labels.%': '1',
  'resource_labels.team.example': 'x',
};

const flatSubnet = {
  name: 'nodes',
  network: 'vpc',
  region: 'europe-west1',
  ip_cidr_range: '10.0.0.0/24',
  'secondary_ip_range.#': '2',
  'secondary_ip_range.0.range_name': 'pods',
  'secondary_ip_range.0.ip_cidr_range': '10.4.0.0/16',
  'secondary_ip_range.1.range_name': 'services',
  'secondary_ip_range.1.ip_cidr_range': '10.8.0.0/22',
};

const oldState = {
  version: 3,
  terraform_version: '0.11.14',
  serial: 1,
  modules: [
    {
      path: ['root'],
      resources: {
        'google_container_cluster.c': {
          type: 'google_container_cluster',
          primary: { id: 'old', attributes: flatCluster },
        },
      },
    },
    {
      path: ['root', 'net'],
      resources: {
        'google_compute_subnetwork.s.0': {
          type: 'google_compute_subnetwork',
          primary: { id: 's', attributes: flatSubnet },
        },
      },
    },
  ],
};

test('a state of version 3 keeps lists, sets and maps in flat attributes', () => {
  const { networks } = read(oldState);
  const [cluster] = networks[0]?.clusters ?? [];
  expect(cluster).toMatchObject({
    name: 'old',
    location: 'europe-west1-b',
    zones: 3,
    exists: true,
    nodePools: [{ name: 'default-pool', nodes: 3 }],
    ranges: {
      nodes: { cidr: { text: '10.0.0.0/24' } },
      pods: { cidr: { text: '10.4.0.0/16' } },
      services: { cidr: { text: '10.8.0.0/22' } },
    },
  });
});

test('its values have the lines of their flat keys', () => {
  const where = read(oldState).networks[0]?.clusters[0]?.ranges.pods?.where;
  const lines = JSON.stringify(oldState, null, 2).split('\n');
  const line = lines.findIndex((each) => each.includes('secondary_ip_range.0.ip_cidr_range')) + 1;
  expect(where).toMatchObject({
    line,
    path: 'module.net.google_compute_subnetwork.s[0].secondary_ip_range[0].ip_cidr_range',
  });
});

test('a state of version 4 may still have flat attributes', () => {
  const { networks } = read(stateOf(subnets({}, { attributes_flat: flatSubnet })));
  expect(networks[0]?.ranges.map(({ name }) => name)).toEqual(['nodes', 'pods', 'services']);
});
