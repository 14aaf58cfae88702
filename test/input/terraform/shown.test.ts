import { expect, test } from 'vitest';
import { formatLocation } from '../../../src/errors.ts';
import { readInput } from '../read-input.ts';
import { joinInputs } from '../../../src/input/join.ts';

interface Planned {
  readonly values: object;
  readonly unknown?: object;
  readonly actions?: readonly string[];
  readonly sensitive?: object;
  /** The expressions of the configuration; absent where the plan has none of it. */
  readonly expressions?: object;
}

const typeOf = (address: string) => /google_\w+/.exec(address)?.[0];

/** A plan with resources of the root module, as Terraform writes it. */
function planOf(resources: Readonly<Record<string, Planned>>, more: object = {}) {
  const entries = Object.entries(resources);
  const base = (address: string) => ({ address, mode: 'managed', type: typeOf(address) });
  return {
    format_version: '1.2',
    terraform_version: '1.9.5',
    planned_values: {
      root_module: {
        resources: entries.map(([address, { values, sensitive }]) => ({
          ...base(address),
          values,
          sensitive_values: sensitive ?? {},
        })),
      },
    },
    resource_changes: entries.map(([address, { values, unknown, actions }]) => ({
      ...base(address),
      change: { actions: actions ?? ['create'], after: values, after_unknown: unknown ?? {} },
    })),
    configuration: {
      root_module: {
        resources: entries.flatMap(([address, { expressions }]) =>
          expressions === undefined ? [] : [{ address, expressions }],
        ),
      },
    },
    ...more,
  };
}

function read(value: object) {
  const result = joinInputs([
    readInput({ name: 'plan.json', text: JSON.stringify(value, null, 2) }),
  ]);
  expect(result.problems).toEqual([]);
  return result;
}

const refersTo = (...references: readonly string[]) => ({ references });

const subnet = {
  values: {
    name: 'nodes',
    ip_cidr_range: '10.0.0.0/24',
    region: 'europe-west1',
    secondary_ip_range: [{ range_name: 'pods', ip_cidr_range: '10.4.0.0/16' }],
  },
  unknown: { id: true, network: true, secondary_ip_range: [{}] },
  expressions: {
    name: { constant_value: 'nodes' },
    network: refersTo('google_compute_network.vpc.id', 'google_compute_network.vpc'),
  },
};

const cluster = {
  values: {
    name: 'c',
    location: 'europe-west1',
    initial_node_count: 1,
    ip_allocation_policy: [{ cluster_secondary_range_name: 'pods' }],
  },
  unknown: {
    network: true,
    subnetwork: true,
    default_max_pods_per_node: true,
    cluster_ipv4_cidr: true,
    ip_allocation_policy: [{ cluster_ipv4_cidr_block: true, services_ipv4_cidr_block: true }],
  },
  expressions: {
    name: { constant_value: 'c' },
    network: refersTo('google_compute_network.vpc.id', 'google_compute_network.vpc'),
    subnetwork: refersTo('google_compute_subnetwork.nodes.id', 'google_compute_subnetwork.nodes'),
    ip_allocation_policy: [{ cluster_secondary_range_name: { constant_value: 'pods' } }],
  },
};

test('ids that are known after apply lead to the resources that the configuration refers to', () => {
  const { networks, notChecked } = read(
    planOf({
      'google_compute_network.vpc': { values: { name: 'vpc', auto_create_subnetworks: false } },
      'google_compute_subnetwork.nodes': subnet,
      'google_container_cluster.c': cluster,
    }),
  );
  expect(networks).toMatchObject([
    {
      name: 'vpc',
      mode: 'custom',
      clusters: [
        {
          ranges: {
            nodes: { cidr: { text: '10.0.0.0/24' } },
            pods: { cidr: { text: '10.4.0.0/16' } },
          },
        },
      ],
    },
  ]);
  expect(notChecked.map(({ what }) => what)).toEqual(['Services range of cluster "c"']);
});

test('a value that the configuration gives and nobody knows yet is not checked', () => {
  const { notChecked } = read(
    planOf({
      'google_container_cluster.c': {
        values: { name: 'c', location: 'us-a1', initial_node_count: 1 },
        unknown: { default_max_pods_per_node: true, min_master_version: true },
        expressions: { default_max_pods_per_node: refersTo('data.external.size') },
      },
    }),
  );
  expect(notChecked).toContainEqual(
    expect.objectContaining({
      what: 'google_container_cluster.c.default_max_pods_per_node',
      reason: 'known after apply',
    }),
  );
  expect(notChecked.map(({ what }) => what).join(' ')).not.toContain('min_master_version');
});

test('references lead through modules: a variable up, an output down, each.key to the same key', () => {
  const inModule = (module: string, address: string, values: object) => ({
    address: `${module}.${address}`,
    mode: 'managed',
    type: typeOf(address),
    values,
  });
  const plan = {
    format_version: '1.2',
    planned_values: {
      root_module: {
        child_modules: [
          {
            address: 'module.net["a"]',
            resources: [
              inModule('module.net["a"]', 'google_compute_network.vpc["x"]', { name: 'net-x' }),
              inModule('module.net["a"]', 'google_compute_network.vpc["y"]', { name: 'net-y' }),
              inModule('module.net["a"]', 'google_compute_subnetwork.s["y"]', {
                name: 's',
                ip_cidr_range: '10.0.0.0/24',
              }),
            ],
          },
          {
            address: 'module.gke',
            child_modules: [
              {
                address: 'module.gke.module.inner',
                resources: [
                  inModule('module.gke.module.inner', 'google_container_cluster.c', { name: 'c' }),
                ],
              },
            ],
          },
        ],
      },
    },
    resource_changes: [
      {
        address: 'module.net["a"].google_compute_subnetwork.s["y"]',
        change: { actions: ['create'], after_unknown: { network: true } },
      },
      {
        address: 'module.gke.module.inner.google_container_cluster.c',
        change: { actions: ['create'], after_unknown: { network: true } },
      },
    ],
    configuration: {
      root_module: {
        module_calls: {
          net: {
            module: {
              outputs: {
                id: {
                  expression: refersTo(
                    'google_compute_network.vpc["x"].id',
                    'google_compute_network.vpc["x"]',
                    'google_compute_network.vpc',
                  ),
                },
              },
              resources: [
                {
                  address: 'google_compute_subnetwork.s',
                  expressions: { network: refersTo('google_compute_network.vpc', 'each.key') },
                },
              ],
            },
          },
          gke: {
            expressions: { vpc: refersTo('module.net["a"].id', 'module.net["a"]', 'module.net') },
            module: {
              module_calls: {
                inner: {
                  expressions: { network: refersTo('var.vpc') },
                  module: {
                    resources: [
                      {
                        address: 'google_container_cluster.c',
                        expressions: { network: refersTo('var.network') },
                      },
                    ],
                  },
                },
              },
            },
          },
        },
      },
    },
  };
  const { networks } = read(plan);
  expect(
    networks.map(({ name, clusters, ranges }) => [name, clusters.length, ranges.length]),
  ).toEqual([
    ['net-x', 1, 0],
    ['net-y', 0, 1],
  ]);
});

test('a reference in circles or to several things leads nowhere, and is named', () => {
  const { notChecked } = read(
    planOf({
      'google_container_cluster.c': {
        values: { name: 'c' },
        unknown: { network: true, subnetwork: true },
        expressions: {
          network: refersTo('google_compute_network.a.id', 'google_compute_network.b.id'),
          subnetwork: refersTo('local.subnet'),
        },
      },
    }),
  );
  expect(notChecked.map(({ what }) => what)).toEqual(
    expect.arrayContaining([
      'google_container_cluster.c.network',
      'google_container_cluster.c.subnetwork',
    ]),
  );
});

test('what a plan leaves as it is exists; what it creates or replaces does not yet', () => {
  const values = { name: 'c', location: 'europe-west1', initial_node_count: 1 };
  const exists = (...actions: readonly string[]) =>
    read(planOf({ 'google_container_cluster.c': { values, actions } })).networks[0]?.clusters[0]
      ?.exists;
  expect(exists('no-op')).toBe(true);
  expect(exists('update')).toBe(true);
  expect(exists('create')).toBeUndefined();
  expect(exists('delete', 'create')).toBeUndefined();
});

test('data sources stand in the state that a plan starts from, and exist', () => {
  const found = {
    address: 'data.google_compute_subnetwork.nodes',
    mode: 'data',
    type: 'google_compute_subnetwork',
    values: { name: 'nodes', network: 'vpc', ip_cidr_range: '10.0.0.0/24' },
  };
  const gone = {
    ...found,
    mode: 'managed',
    address: 'google_compute_subnetwork.gone',
    values: { name: 'gone', network: 'vpc', ip_cidr_range: '10.9.0.0/24' },
  };
  const { networks } = read(
    planOf({}, { prior_state: { values: { root_module: { resources: [found, gone] } } } }),
  );
  expect(networks[0]?.ranges.map(({ name }) => name)).toEqual(['nodes']);
});

test('what is marked as sensitive is not checked', () => {
  const { notChecked, networks } = read(
    planOf({
      'google_compute_subnetwork.s': {
        values: { name: 's', network: 'vpc', ip_cidr_range: '10.0.0.0/24' },
        sensitive: { ip_cidr_range: true },
      },
    }),
  );
  expect(networks[0]?.ranges).toEqual([]);
  expect(notChecked).toMatchObject([
    { what: 'google_compute_subnetwork.s.ip_cidr_range', reason: 'marked as sensitive' },
  ]);
});

test('a value has the line where the plan says it, and the address as its path', () => {
  const plan = planOf({
    'google_compute_subnetwork.s': {
      values: { name: 's', network: 'vpc', ip_cidr_range: '10.0.0.0/24' },
    },
  });
  const text = JSON.stringify(plan, null, 2);
  const where = read(plan).networks[0]?.ranges[0]?.where;
  const line = text.split('\n').findIndex((each) => each.includes('"ip_cidr_range"')) + 1;
  expect(where && formatLocation(where)).toBe(`plan.json:${line}:30`);
  expect(where?.path).toBe('google_compute_subnetwork.s.ip_cidr_range');
});

test('Terraform 0.12 leaves indexes out of addresses', () => {
  const values = (name: string) => ({ name, network: 'vpc', ip_cidr_range: '10.0.0.0/24' });
  const each = (index: number) => ({
    address: 'google_compute_subnetwork.s',
    mode: 'managed',
    type: 'google_compute_subnetwork',
    index,
    values: values(`s${index}`),
  });
  const { networks } = read({
    format_version: '0.1',
    terraform_version: '0.12.0',
    planned_values: { root_module: { resources: [each(0), each(1)] } },
  });
  expect(networks[0]?.ranges.map(({ where }) => where?.path)).toEqual([
    'google_compute_subnetwork.s[0].ip_cidr_range',
    'google_compute_subnetwork.s[1].ip_cidr_range',
  ]);
});

test.each([
  [{ format_version: '1.2', terraform_version: '1.9.5' }, 'state'],
  [planOf({}), 'plan'],
])('one without anything of Google is no silent pass', (value, kind) => {
  expect(read(value).notChecked).toMatchObject([
    { what: 'plan.json', reason: `the ${kind} has no network, subnet or cluster of Google Cloud` },
  ]);
});

test('a plan that failed is not complete, and says so', () => {
  expect(read(planOf({}, { errored: true })).notChecked.map(({ reason }) => reason)).toContain(
    'Terraform failed to make the plan, so a part of it is missing',
  );
});

test('a shown state has resources that exist', () => {
  const { networks } = read({
    format_version: '1.0',
    terraform_version: '1.9.5',
    values: {
      root_module: {
        child_modules: [
          {
            address: 'module.gke',
            resources: [
              {
                address: 'module.gke.google_container_cluster.c',
                mode: 'managed',
                type: 'google_container_cluster',
                values: { name: 'c', location: 'us-a1-b', ip_allocation_policy: [{}] },
              },
            ],
          },
        ],
      },
    },
  });
  expect(networks[0]?.clusters).toMatchObject([{ name: 'c', exists: true }]);
});
