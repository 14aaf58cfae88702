import { expect, test } from 'vitest';
import { renderTfvars } from '../../src/report/tfvars.ts';
import { bareCluster, devNetwork, fullCluster, prodNetwork } from './samples.ts';
import { isInstalled, judge } from './tools.ts';

test('one cluster is a flat list of assignments', () => {
  const network = { ...prodNetwork, project: 'acme-prod', clusters: [fullCluster] };
  expect(renderTfvars([network], [])).toBe(`project_id             = "acme-prod"
region                 = "europe-west1"
network_name           = "prod-vpc"
mtu                    = 1500
cluster_name           = "prod"
kubernetes_version     = "1.30"
subnet_name            = "prod-nodes"
subnet_cidr            = "10.0.0.0/20"
pods_range_name        = "pods"
pods_cidr              = "10.4.0.0/14"
services_range_name    = "services"
services_cidr          = "10.8.0.0/20"
master_ipv4_cidr_block = "172.16.0.0/28"
max_pods_per_node      = 64

additional_pods_cidrs = {
  pods-batch = "10.12.0.0/16"
  pods-more  = "10.13.0.0/16"
}

node_pools = {
  default = {
    total_max_node_count = 50
  }

  batch = {
    total_max_node_count = 40
    max_pods_per_node    = 32
    pod_range            = "pods-batch"
  }

  spot = {
    total_max_node_count = 9
  }
}
`);
});

test('several clusters are a map by name', () => {
  const clusters = [bareCluster, { ...bareCluster, name: 'test 1' }];
  const text = renderTfvars([{ ...devNetwork, clusters }], []);
  expect(text).toMatch(/^clusters = \{\n {2}dev = \{\n {4}network_name +=/);
  expect(text).toContain('\n\n  "test 1" = {\n');
});

test('clusters of one name are told apart by their network', () => {
  const other = { ...devNetwork, name: 'lab-vpc' };
  const text = renderTfvars([devNetwork, other], []);
  expect(text).toContain('  "dev-vpc/dev" = {\n');
  expect(text).toContain('  "lab-vpc/dev" = {\n');
});

test('the value that a pool has for itself is the only one of that name', () => {
  const nodePools = [{ ...bareCluster.nodePools[0]!, maxPodsPerNode: 32 }];
  const clusters = [{ ...bareCluster, maxPodsPerNode: 64, nodePools }];
  const text = renderTfvars([{ ...devNetwork, clusters }], []);
  expect(text.match(/max_pods_per_node.*/g)).toEqual(['max_pods_per_node    = 32']);
});

test('a cluster whose ranges could not be planned is named in a comment', () => {
  const clusters = [{ ...bareCluster, ranges: { additionalPods: [] } }];
  expect(renderTfvars([{ ...devNetwork, clusters }], [])).toBe(
    '# Cluster dev has no planned ranges.\n',
  );
});

test.skipIf(!isInstalled('terraform', 'version'))(
  'terraform fmt, where it is installed, has nothing to change',
  () => {
    for (const networks of [[prodNetwork], [devNetwork], [prodNetwork, devNetwork]]) {
      const verdict = judge(
        'terraform',
        ['fmt', '-check', '-diff', '-'],
        renderTfvars(networks, []),
      );
      expect(verdict).toMatchObject({ status: 0 });
    }
  },
);
