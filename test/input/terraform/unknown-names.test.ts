import { beforeAll, describe, expect, it } from 'vitest';
import { loadGrammarForTests } from './grammar-files.ts';
import { blocksOf, clustersOf, nodesOf, readFolder } from './terraform-folder.ts';

beforeAll(loadGrammarForTests);

const subnet = (name: string, pods: string, services: string) => `
  resource "google_compute_subnetwork" "nodes" {
    name          = ${name}
    network       = var.network
    region        = "europe-west1"
    ip_cidr_range = "10.0.0.0/22"
    secondary_ip_range {
      range_name    = ${pods}
      ip_cidr_range = "10.4.0.0/18"
    }
    secondary_ip_range {
      range_name    = ${services}
      ip_cidr_range = "10.8.0.0/22"
    }
  }`;
const cluster = (subnetwork: string, pods: string, services: string) => `
  resource "google_container_cluster" "main" {
    name               = "shop"
    location           = "europe-west1"
    initial_node_count = 2
    network            = var.network
    subnetwork         = ${subnetwork}
    ip_allocation_policy {
      cluster_secondary_range_name  = ${pods}
      services_secondary_range_name = ${services}
    }
  }`;
const whole = ['10.0.0.0/22', '10.4.0.0/18', '10.8.0.0/22'];

describe('names that are not known and are written the same', () => {
  it.each([
    ['variables without a value', 'var.subnet', 'var.pods', 'var.services'],
    ['templates', '"${var.env}-nodes"', '"pods-${random_id.x.hex}"', '"svc-${random_id.x.hex}"'],
    ['parts of a variable', 'var.net.subnet', 'var.net["pods"]', 'var.net["services"]'],
    ['calls, by the local that has them', 'local.subnet', 'local.pods', 'local.services'],
    ['conversions', 'tostring(var.subnet)', 'nonsensitive(var.pods)', 'var.services'],
  ])('mean the same range: %s', (_, name, pods, services) => {
    const locals = `
      locals {
        subnet   = lower(var.subnet)
        pods     = format("%s-pods", var.env)
        services = var.a ? var.b : "services"
      }`;
    const text = subnet(name, pods, services) + cluster(name, pods, services) + locals;
    const [only, ...others] = clustersOf({ 'main.tf': text });
    expect(others).toEqual([]);
    expect(blocksOf(only!)).toEqual(whole);
  });

  it('mean the subnet behind a path, too', () => {
    const path = '"projects/${var.host}/regions/${var.region}/subnetworks/${var.subnet}"';
    const text =
      subnet('var.subnet', 'var.pods', '"services"') + cluster(path, 'var.pods', '"services"');
    const [only] = clustersOf({ 'main.tf': text });
    expect(blocksOf(only!)).toEqual(whole);
  });

  it('join a node pool with its cluster', () => {
    const [only] = clustersOf({
      'main.tf': `
        resource "google_container_cluster" "main" {
          name                     = var.name
          location                 = "europe-west1"
          remove_default_node_pool = true
          initial_node_count       = 1
        }
        resource "google_container_node_pool" "main" {
          name       = "pool"
          cluster    = var.name
          node_count = 4
        }`,
    });
    expect(nodesOf(only!)).toEqual({ pool: 12 });
  });

  it('are what things without a known name are called', () => {
    const { networks } = readFolder({
      'main.tf': `
        resource "google_container_cluster" "main" {
          name     = "\${var.env}-shop"
          network  = var.network
          location = "europe-west1"
        }`,
    });
    expect(networks).toMatchObject([
      { name: '${var.network}', clusters: [{ name: '${var.env}-shop' }] },
    ]);
  });
});

describe('names that are not known and are not the same', () => {
  it.each([
    ['other variables', 'var.pods', 'var.services'],
    ['other parts of a variable', 'var.net.pods', 'var.net.services'],
    ['other text around them', '"a-${var.env}"', '"b-${var.env}"'],
    ['what a call makes of them', 'lower(var.pods)', 'upper(var.pods)'],
    ['keys that are not known', 'var.net[random_id.a.hex]', 'var.net[random_id.b.hex]'],
    ['both sides of a choice', 'var.a ? "x" : "y"', 'var.a ? "y" : "x"'],
  ])('are not joined: %s', (_, declared, meant) => {
    const text =
      subnet('"nodes"', declared, '"services"') + cluster('"nodes"', meant, '"services"');
    const { networks, notChecked } = readFolder({ 'main.tf': text });
    const [only] = networks.flatMap(({ clusters }) => clusters);
    expect(blocksOf(only!)).toEqual(['10.0.0.0/22', undefined, '10.8.0.0/22']);
    expect(notChecked.map(({ what }) => what)).toContain(
      'google_container_cluster.main.ip_allocation_policy[0].cluster_secondary_range_name',
    );
  });

  it('a name with more around it is not the resource whose name is in it', () => {
    const { networks } = readFolder({
      'main.tf': `
        resource "google_compute_network" "main" {
          name = var.name
        }
        resource "google_container_cluster" "main" {
          name     = "shop"
          location = "europe-west1"
          network  = "\${google_compute_network.main.name}-other"
        }`,
    });
    const withCluster = networks.find(({ clusters }) => clusters.length > 0);
    expect(withCluster?.name).toBe('${var.name}-other');
  });
});

it('a key of a map may be known as it is written only', () => {
  const [only] = clustersOf({
    'main.tf': `
      module "net" {
        source       = "terraform-google-modules/network/google"
        project_id   = "p"
        network_name = "\${var.env}-vpc"
        subnets = [{
          subnet_name   = "\${var.env}-nodes"
          subnet_ip     = "10.0.0.0/22"
          subnet_region = "europe-west1"
        }]
        secondary_ranges = {
          "\${var.env}-nodes" = [
            { range_name = "\${var.env}-pods", ip_cidr_range = "10.4.0.0/18" },
            { range_name = "\${var.env}-services", ip_cidr_range = "10.8.0.0/22" },
          ]
        }
      }
      module "gke" {
        source            = "terraform-google-modules/kubernetes-engine/google"
        project_id        = "p"
        name              = "shop"
        region            = "europe-west1"
        network           = module.net.network_name
        subnetwork        = module.net.subnets_names[index(module.net.subnets_names, "\${var.env}-nodes")]
        ip_range_pods     = "\${var.env}-pods"
        ip_range_services = "\${var.env}-services"
      }`,
  });
  expect(blocksOf(only!)).toEqual(whole);
});
