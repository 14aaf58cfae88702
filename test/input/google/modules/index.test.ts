import { expect, test } from 'vitest';
import { expandModule } from '../../../../src/input/google/modules/index.ts';
import { pictureOf, valueOf } from './calls.ts';

test.each([
  'terraform-google-modules/network/google',
  'registry.terraform.io/terraform-google-modules/network/google',
  'terraform-google-modules/network/google//modules/subnets',
  'terraform-google-modules/network/google//modules/vpc',
  'github.com/terraform-google-modules/terraform-google-network',
  'github.com/terraform-google-modules/terraform-google-network?ref=v9.0.0',
  'git::https://github.com/terraform-google-modules/terraform-google-network.git//modules/subnets?ref=v9.0.0',
  'git@github.com:terraform-google-modules/terraform-google-network.git',
  'terraform-google-modules/kubernetes-engine/google',
  'terraform-google-modules/kubernetes-engine/google//modules/private-cluster',
  'terraform-google-modules/kubernetes-engine/google//modules/private-cluster/',
  'terraform-google-modules/kubernetes-engine/google//modules/beta-public-cluster-update-variant',
  'terraform-google-modules/kubernetes-engine/google//modules/safer-cluster',
  'terraform-google-modules/kubernetes-engine/google//modules/beta-autopilot-private-cluster',
  'terraform-google-modules/kubernetes-engine/google//modules/workload-identity',
  'terraform-google-modules/cloud-nat/google',
  'github.com/terraform-google-modules/terraform-google-cloud-nat?ref=v5.3.0',
  'github.com/GoogleCloudPlatform/cloud-foundation-fabric//modules/net-vpc?ref=v36.0.0',
  'git::https://github.com/GoogleCloudPlatform/cloud-foundation-fabric.git//modules/gke-cluster-standard',
  'github.com/terraform-google-modules/cloud-foundation-fabric//modules/gke-nodepool?ref=v9.0.0',
])('the source %s is known', (source) => {
  expect(
    expandModule({ source, address: 'module.m', names: [], inputsOf: () => valueOf({}) }),
  ).toBeDefined();
});

test.each([
  'terraform-aws-modules/vpc/aws',
  'terraform-google-modules/cloud-router/google',
  'terraform-google-modules/network/google//modules/private-service-connect',
  'github.com/GoogleCloudPlatform/cloud-foundation-fabric//modules/project',
  'example.com/mine/kubernetes-engine/google',
  './modules/network',
])('the source %s is not', (source) => {
  expect(
    expandModule({ source, address: 'module.m', names: [], inputsOf: () => valueOf({}) }),
  ).toBeUndefined();
});

test('one cluster and its network in both families are the same', () => {
  const official = pictureOf({
    network: {
      source: 'terraform-google-modules/network/google',
      inputs: {
        project_id: 'p',
        network_name: 'market',
        mtu: 1500,
        subnets: [
          { subnet_name: 'nodes', subnet_ip: '10.17.0.0/23', subnet_region: 'europe-west6' },
        ],
        secondary_ranges: {
          nodes: [
            { range_name: 'pods', ip_cidr_range: '10.18.0.0/17' },
            { range_name: 'services', ip_cidr_range: '10.19.0.0/22' },
          ],
        },
      },
    },
    gke: {
      source: 'terraform-google-modules/kubernetes-engine/google//modules/private-cluster',
      inputs: {
        project_id: 'p',
        name: 'market',
        region: 'europe-west6',
        network: 'market',
        subnetwork: 'nodes',
        ip_range_pods: 'pods',
        ip_range_services: 'services',
        datapath_provider: 'ADVANCED_DATAPATH',
        master_ipv4_cidr_block: '172.16.3.0/28',
        default_max_pods_per_node: 64,
        node_pools: [{ name: 'main', max_count: 20, max_surge: 2 }],
      },
    },
  });
  const fabric = pictureOf({
    vpc: {
      source: 'github.com/GoogleCloudPlatform/cloud-foundation-fabric//modules/net-vpc',
      inputs: {
        project_id: 'p',
        name: 'market',
        mtu: 1500,
        subnets: [
          {
            name: 'nodes',
            ip_cidr_range: '10.17.0.0/23',
            region: 'europe-west6',
            secondary_ip_ranges: { pods: '10.18.0.0/17', services: '10.19.0.0/22' },
          },
        ],
      },
    },
    cluster: {
      source:
        'github.com/GoogleCloudPlatform/cloud-foundation-fabric//modules/gke-cluster-standard',
      inputs: {
        project_id: 'p',
        name: 'market',
        location: 'europe-west6',
        max_pods_per_node: 64,
        enable_features: { dataplane_v2: true },
        vpc_config: {
          network: 'market',
          subnetwork: 'nodes',
          master_ipv4_cidr_block: '172.16.3.0/28',
          secondary_range_names: { pods: 'pods', services: 'services' },
        },
      },
    },
    pool: {
      source: 'github.com/GoogleCloudPlatform/cloud-foundation-fabric//modules/gke-nodepool',
      inputs: {
        project_id: 'p',
        name: 'main',
        location: 'europe-west6',
        cluster_name: 'market',
        nodepool_config: {
          autoscaling: { max_node_count: 20 },
          upgrade_settings: { max_surge: 2 },
        },
      },
    },
  });
  const expected = {
    name: 'market',
    project: 'p',
    mtu: 1500,
    mode: 'custom',
    ranges: [],
    clusters: [
      {
        name: 'market',
        location: 'europe-west6',
        mode: 'standard',
        dataPlane: 'dataplane-v2',
        maxPodsPerNode: 64,
        controlPlane: { kind: 'range', cidr: { text: '172.16.3.0/28' } },
        nodePools: [{ name: 'main', nodes: 60, upgrade: { kind: 'surge', maxSurge: 2 } }],
        ranges: {
          nodes: { name: 'nodes', cidr: { text: '10.17.0.0/23' } },
          pods: { name: 'pods', cidr: { text: '10.18.0.0/17' } },
          services: { name: 'services', cidr: { text: '10.19.0.0/22' } },
        },
      },
    ],
  };
  for (const { networks, problems, notChecked } of [official, fabric]) {
    expect([problems, notChecked]).toEqual([[], []]);
    expect(networks).toMatchObject([expected]);
  }
});
