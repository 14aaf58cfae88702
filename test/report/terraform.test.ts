import { describe, expect, test } from 'vitest';
import type { ClusterSpec, Network } from '../../src/gke/cluster.ts';
import { parseCidr } from '../../src/net/cidr.ts';
import { renderTerraform } from '../../src/report/terraform.ts';
import { bareCluster, devNetwork, prodNetwork } from './samples.ts';

function withCluster(changes: Partial<ClusterSpec>, network: Network = devNetwork): string {
  return renderTerraform([{ ...network, clusters: [{ ...bareCluster, ...changes }] }], []);
}

/** The block with this header, to its closing brace. */
function blockOf(text: string, header: string): string {
  const start = text.indexOf(header);
  return start < 0 ? `no ${header}` : text.slice(start, text.indexOf('\n}\n', start) + 3);
}

describe('the subnet', () => {
  test('has the node range and a secondary range for Pods and Services each', () => {
    expect(
      blockOf(renderTerraform([prodNetwork], []), 'resource "google_compute_subnetwork" "prod'),
    ).toBe(`resource "google_compute_subnetwork" "prod_nodes" {
  project       = var.project
  name          = "prod-nodes"
  network       = google_compute_network.prod_vpc.id
  region        = "europe-west1"
  ip_cidr_range = "10.0.0.0/20"

  secondary_ip_range {
    range_name    = "pods"
    ip_cidr_range = "10.4.0.0/14"
  }

  secondary_ip_range {
    range_name    = "pods-batch"
    ip_cidr_range = "10.12.0.0/16"
  }

  secondary_ip_range {
    range_name    = "pods-more"
    ip_cidr_range = "10.13.0.0/16"
  }

  secondary_ip_range {
    range_name    = "services"
    ip_cidr_range = "10.8.0.0/20"
  }
}
`);
  });

  test('of a zonal cluster is in the region of the zone', () => {
    const text = withCluster({ location: 'europe-west1-b' });
    expect(text).toContain('  region        = "europe-west1"\n');
    expect(text).toContain('= "europe-west1-b"\n');
    expect(text).not.toContain('variable "region"');
  });

  test('is created once for two clusters in it, and a shared Pod range has one name', () => {
    const clusters = [bareCluster, { ...bareCluster, name: 'test' }];
    const text = renderTerraform([{ ...devNetwork, clusters }], []);
    expect(text.match(/resource "google_compute_subnetwork"/g)).toHaveLength(1);
    expect(text.match(/secondary_ip_range \{/g)).toHaveLength(1);
    expect(text.match(/cluster_secondary_range_name = "dev-pods"/g)).toHaveLength(2);
  });
});

describe('the network', () => {
  test('is created in custom mode with its MTU', () => {
    expect(blockOf(renderTerraform([prodNetwork], []), 'resource "google_compute_network"'))
      .toBe(`resource "google_compute_network" "prod_vpc" {
  project                 = var.project
  name                    = "prod-vpc"
  auto_create_subnetworks = false
  mtu                     = 1500
}
`);
  });

  test.each<[string, Partial<Network>]>([
    ['in auto mode', { mode: 'auto' }],
    ['with a cluster that runs', { clusters: [bareCluster, { ...bareCluster, exists: true }] }],
    [
      'with a subnet',
      { ranges: [{ role: 'other', cidr: parseCidr('10.9.0.0/24'), subnet: 'vm', region: 'x' }] },
    ],
  ])('%s is looked up and not created', (_, changes) => {
    const text = renderTerraform([{ ...devNetwork, ...changes }], []);
    expect(text).toContain('data "google_compute_network" "dev_vpc" {');
    expect(text).toContain('= data.google_compute_network.dev_vpc.id\n');
    expect(text).not.toContain('resource "google_compute_network"');
  });
});

describe('the cluster', () => {
  const prod = blockOf(
    renderTerraform([prodNetwork], []),
    'resource "google_container_cluster" "prod"',
  );

  test('names its ranges and loses its default node pool', () => {
    expect(prod).toBe(`resource "google_container_cluster" "prod" {
  project                   = var.project
  name                      = "prod"
  location                  = "europe-west1"
  node_locations            = var.prod_zones
  network                   = google_compute_network.prod_vpc.id
  subnetwork                = google_compute_subnetwork.prod_nodes.id
  min_master_version        = "1.30"
  remove_default_node_pool  = true
  initial_node_count        = 1
  default_max_pods_per_node = 64
  datapath_provider         = "ADVANCED_DATAPATH"
  networking_mode           = "VPC_NATIVE"

  ip_allocation_policy {
    cluster_secondary_range_name  = "pods"
    services_secondary_range_name = "services"

    additional_pod_ranges_config {
      pod_range_names = ["pods-more"]
    }

    pod_cidr_overprovision_config {
      disabled = true
    }
  }

  private_cluster_config {
    enable_private_nodes    = true
    enable_private_endpoint = false
    master_ipv4_cidr_block  = "172.16.0.0/28"
  }
}
`);
  });

  test('with Google-managed Services has neither name nor range for them', () => {
    expect(withCluster({})).not.toMatch(/services|34\.118/);
  });

  test('on Autopilot has no node pool and no maximum of Pods', () => {
    const text = withCluster({ mode: 'autopilot', maxPodsPerNode: 32 });
    expect(text).toContain('  enable_autopilot = true\n');
    expect(text).not.toMatch(/node_pool|max_pods|initial_node_count/);
  });

  test('that is routes-based has one range and no secondary ones', () => {
    const text = withCluster({ dataPlane: 'kubenet', maxPodsPerNode: 110 });
    expect(text).toMatch(/networking_mode +=\s"ROUTES"\n/);
    expect(text).toMatch(/cluster_ipv4_cidr +=\s"10\.65\.0\.0\/21"\n/);
    expect(text).not.toMatch(/secondary|ip_allocation_policy|max_pods/);
  });

  test('with Calico has the policy and the addon', () => {
    const text = withCluster({ dataPlane: 'calico' });
    expect(text).toContain(
      '  network_policy {\n    enabled  = true\n    provider = "CALICO"\n  }\n',
    );
    expect(text).toContain('    network_policy_config {\n      disabled = false\n    }\n');
  });

  test('with netd has intranode visibility', () => {
    expect(withCluster({ dataPlane: 'netd' })).toMatch(/enable_intranode_visibility += true\n/);
  });

  test('asks GKE for ranges that GKE creates', () => {
    const text = withCluster({
      ranges: {
        ...bareCluster.ranges,
        pods: { prefixLength: 14, createdByGke: true },
        services: { cidr: parseCidr('10.70.0.0/22'), createdByGke: true },
      },
    });
    expect(text).toMatch(/cluster_ipv4_cidr_block +=\s"\/14"\n/);
    expect(text).toMatch(/services_ipv4_cidr_block +=\s"10\.70\.0\.0\/22"\n/);
    expect(text).not.toContain('secondary_ip_range');
  });

  test('whose ranges could not be planned is named and not created', () => {
    const text = withCluster({ ranges: { additionalPods: [] } });
    expect(text).toContain('# Cluster dev has no planned ranges: nothing to create.\n');
    expect(text).not.toContain('google_container_cluster');
  });

  test('that runs already is not created', () => {
    expect(withCluster({ exists: true })).toBe('# Nothing to create.\n');
  });
});

describe('a node pool', () => {
  const text = renderTerraform([prodNetwork], []);

  test('has its own Pod range and doubles while it is upgraded blue-green', () => {
    expect(blockOf(text, 'resource "google_container_node_pool" "prod_batch"'))
      .toBe(`resource "google_container_node_pool" "prod_batch" {
  project            = var.project
  name               = "batch"
  cluster            = google_container_cluster.prod.name
  location           = google_container_cluster.prod.location
  initial_node_count = 1
  max_pods_per_node  = 32

  autoscaling {
    total_min_node_count = 0
    total_max_node_count = 40
  }

  upgrade_settings {
    strategy = "BLUE_GREEN"

    blue_green_settings {
      standard_rollout_policy {
        batch_node_count = 1
      }
    }
  }

  network_config {
    pod_range = "pods-batch"

    pod_cidr_overprovision_config {
      disabled = true
    }
  }
}
`);
  });

  test('with fewer nodes than zones starts with none', () => {
    const nodePools = [
      { name: 'default', nodes: 2, upgrade: { kind: 'surge', maxSurge: 0 } as const },
    ];
    const pool = withCluster({ nodePools });
    expect(pool).toMatch(/initial_node_count = 0\n/);
    expect(pool).toContain('    max_surge       = 0\n    max_unavailable = 1\n');
  });
});
