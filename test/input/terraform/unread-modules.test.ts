import { beforeAll, describe, expect, it } from 'vitest';
import { readInputs } from '../../../src/input/index.ts';
import { joinInputs } from '../../../src/input/join.ts';
import { loadGrammarForTests } from './grammar-files.ts';
import { blocksOf, clustersOf, nodesOf, readFolder } from './terraform-folder.ts';

beforeAll(loadGrammarForTests);

describe('a folder of a public module that is not among the inputs', () => {
  it('of the kubernetes-engine module is known by its arguments', () => {
    const files = {
      'main.tf': `
        module "gke" {
          source            = "../../modules/beta-autopilot-private-cluster"
          name              = "shop"
          region            = "europe-west1"
          network           = "vpc"
          subnetwork        = "nodes"
          ip_range_pods     = "pods"
          ip_range_services = "services"
        }`,
    };
    expect(clustersOf(files)).toMatchObject([{ name: 'shop', mode: 'autopilot' }]);
    expect(readFolder(files).notChecked).toContainEqual(
      expect.objectContaining({
        what: 'module.gke: what it adds to the public module whose arguments it has',
      }),
    );
  });

  it('of Fabric is known by its name and arguments', () => {
    const [only, ...others] = clustersOf({
      'main.tf': `
        module "vpc" {
          source = "../../../modules/net-vpc"
          name   = "\${var.prefix}-vpc"
          subnets = [{
            name                = "nodes"
            region              = "europe-west1"
            ip_cidr_range       = "10.0.1.0/24"
            secondary_ip_ranges = { pods = "172.16.0.0/20" }
          }]
        }
        module "cluster" {
          source   = "../../../modules/gke-cluster-standard"
          name     = "shop"
          location = "europe-west1-b"
          vpc_config = {
            network               = module.vpc.self_link
            subnetwork            = module.vpc.subnet_self_links["europe-west1/nodes"]
            secondary_range_names = { pods = "pods" }
          }
        }
        module "pool" {
          source       = "../../../modules/gke-nodepool"
          name         = "pool"
          cluster_name = module.cluster.name
          location     = "europe-west1-b"
          node_count   = { initial = 3 }
        }`,
    });
    expect(others).toEqual([]);
    expect(blocksOf(only!).slice(0, 2)).toEqual(['10.0.1.0/24', '172.16.0.0/20']);
    expect(nodesOf(only!)).toEqual({ pool: 3 });
  });

  it.each([
    ['a folder inside', './modules/private-cluster'],
    ['another module', '../../modules/gke-hub'],
  ])('is not meant by %s', (_, source) => {
    const { networks } = readFolder({
      'main.tf': `
        module "hub" {
          source            = "${source}"
          ip_range_pods     = "pods"
          ip_range_services = "services"
        }`,
    });
    expect(networks).toEqual([]);
  });
});

describe('a module around a cluster that nobody can look into', () => {
  const wrapper = (more: string) => `
    module "gke_cluster" {
      source                 = "git::ssh://git@example.com/modules.git//gke-cluster?ref=v1"
      cluster_name           = "shop"
      location               = "europe-west1"
      network                = "vpc"
      subnetwork             = google_compute_subnetwork.nodes.name
      master_ipv4_cidr_block = "172.16.0.0/28"
      ${more}
    }
    resource "google_compute_subnetwork" "nodes" {
      name          = "nodes"
      region        = "europe-west1"
      network       = "vpc"
      ip_cidr_range = "10.0.0.0/22"
      secondary_ip_range {
        range_name    = "pods"
        ip_cidr_range = "10.4.0.0/18"
      }
    }`;
  const pool = `
    resource "google_container_node_pool" "main" {
      name    = "pool"
      cluster = module.gke_cluster.name
      autoscaling {
        max_node_count = 5
      }
    }`;

  it('has the place, the ranges and the pools that its arguments and others say', () => {
    const [only, ...others] = clustersOf({
      'main.tf': wrapper('cluster_secondary_range_name = "pods"') + pool,
    });
    expect(others).toEqual([]);
    expect(only).toMatchObject({ name: 'shop', controlPlane: { cidr: { text: '172.16.0.0/28' } } });
    expect(blocksOf(only!).slice(0, 2)).toEqual(['10.0.0.0/22', '10.4.0.0/18']);
    expect(nodesOf(only!)).toEqual({ pool: 15 });
  });

  it('takes a block in the place of a name as one', () => {
    const [only] = clustersOf({ 'main.tf': wrapper('pods_cidr = "10.8.0.0/16"') });
    expect(blocksOf(only!)[1]).toBe('10.8.0.0/16');
  });

  it('has nodes that nobody knows', () => {
    const files = { 'main.tf': wrapper('') };
    expect(nodesOf(clustersOf(files)[0]!)).toEqual({ default: undefined });
    expect(readFolder(files).notChecked.map(({ what }) => what)).toContain('module.gke_cluster');
  });

  it.each(['eks', 'gke-node-pool', 'gke-workload-identity'])('is none around %s', (name) => {
    const { networks } = readFolder({
      'main.tf': `
        module "other" {
          source     = "./modules/${name}"
          name       = "shop"
          location   = "europe-west1"
          subnetwork = "nodes"
        }`,
    });
    expect(networks).toEqual([]);
  });

  it('counts less than variables whose names and values say more', () => {
    const variables = `
      variable "subnet_cidr" { default = "10.1.0.0/20" }
      variable "pods_cidr" { default = "10.16.0.0/14" }
      variable "services_cidr" { default = "10.2.0.0/20" }`;
    const files = [{ name: 'main.tf', text: wrapper('') + variables }];
    const { networks } = joinInputs(readInputs(files));
    const clusters = networks.flatMap((network) => network.clusters);
    expect(clusters.map((each) => blocksOf(each))).toEqual([
      ['10.1.0.0/20', '10.16.0.0/14', '10.2.0.0/20'],
    ]);
  });
});

it('names of variables without values tell of no cluster, and one that is looked up is not checked', () => {
  const text = `
    variable "cluster_name" {}
    variable "pods_cidr" { default = null }
    data "google_container_cluster" "shop" {
      name     = var.cluster_name
      location = "europe-west1"
    }`;
  const { networks, notChecked } = joinInputs(readInputs([{ name: 'main.tf', text }]));
  expect(networks.flatMap(({ clusters }) => clusters)).toEqual([]);
  expect(notChecked).toMatchObject([
    {
      what: 'data.google_container_cluster.shop',
      reason: 'Terraform looks the cluster up when it runs',
    },
  ]);
});

describe('several root modules', () => {
  const root = `
    resource "google_container_cluster" "main" {
      name     = "\${var.project}-gke"
      location = "europe-west1"
      network  = var.network
    }`;

  it('do not share what is not known and has the same name', () => {
    const files = [
      { name: 'prod/main.tf', text: root },
      { name: 'dev/main.tf', text: root },
    ];
    const { networks } = joinInputs(readInputs(files));
    const seen = networks.map(({ name, clusters }) => [name, clusters.map((each) => each.name)]);
    expect(Object.fromEntries(seen)).toEqual({
      '${dev: var.network}': ['${dev: var.project}-gke'],
      '${prod: var.network}': ['${prod: var.project}-gke'],
    });
  });
});
