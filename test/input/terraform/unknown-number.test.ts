import { beforeAll, describe, expect, it } from 'vitest';
import { loadGrammarForTests } from './grammar-files.ts';
import { blocksOf, clustersOf, nodesOf, readFolder } from './terraform-folder.ts';

beforeAll(loadGrammarForTests);

const pool = (more: string) => `
  resource "google_container_node_pool" "main" {
    ${more}
    name = "pool"
    autoscaling {
      max_node_count = 5
    }
  }`;

describe('a cluster of which nobody knows how many there are', () => {
  it.each(['count = var.create ? 1 : 0', 'for_each = var.clusters'])('is read once: %s', (more) => {
    const files = {
      'main.tf': `
        resource "google_container_cluster" "main" {
          ${more}
          name     = "shop"
          location = "europe-west1-b"
          initial_node_count = 3
        }`,
    };
    const [only, ...others] = clustersOf(files);
    expect(others).toEqual([]);
    expect(nodesOf(only!)).toEqual({ 'default-pool': 3 });
    expect(readFolder(files).notChecked).toContainEqual(
      expect.objectContaining({
        what: 'google_container_cluster.main',
        reason: expect.stringContaining('how many of it there are is not known'),
      }),
    );
  });

  it('keeps the nodes of a pool that is there whenever it is', () => {
    const [only] = clustersOf({
      'main.tf': `
        resource "google_container_cluster" "main" {
          count    = var.create == false ? 0 : 1
          name     = var.name
          location = "europe-west1"
          remove_default_node_pool = true
        }
        ${pool(`
          count   = var.create ? 1 : 0
          cluster = var.create ? google_container_cluster.main[0].name : null`)}`,
    });
    expect(nodesOf(only!)).toEqual({ pool: 15 });
  });
});

describe('a pool of which nobody knows how many there are', () => {
  it.each(['count = var.pools', 'for_each = var.pools'])('has no known nodes: %s', (more) => {
    const [only] = clustersOf({
      'main.tf': `
        resource "google_container_cluster" "main" {
          name     = "shop"
          location = "europe-west1"
          remove_default_node_pool = true
        }
        ${pool(`${more}\ncluster = google_container_cluster.main.name`)}`,
    });
    expect(nodesOf(only!)).toEqual({ pool: undefined });
  });
});

it('modules over one map belong together key by key', () => {
  const [only, ...others] = clustersOf({
    'main.tf': `
      module "net" {
        source       = "terraform-google-modules/network/google"
        for_each     = { for key, value in var.spokes : key => value }
        project_id   = "p"
        network_name = each.key
        subnets = [
          { subnet_name = "\${each.value["name"]}-nodes", subnet_ip = "10.0.0.0/22", subnet_region = "europe-west1" },
        ]
        secondary_ranges = {
          "\${each.value["name"]}-nodes" = [
            { range_name = "\${each.value["name"]}-pods", ip_cidr_range = "10.4.0.0/18" },
            { range_name = "\${each.value["name"]}-services", ip_cidr_range = "10.8.0.0/22" },
          ]
        }
      }
      module "gke" {
        source            = "terraform-google-modules/kubernetes-engine/google"
        for_each          = { for key, value in var.spokes : key => value }
        name              = each.value["name"]
        region            = "europe-west1"
        network           = module.net[each.key].network_name
        subnetwork        = "\${each.value["name"]}-nodes"
        ip_range_pods     = "\${each.value["name"]}-pods"
        ip_range_services = "\${each.value["name"]}-services"
        node_pools        = [{ name = "pool", max_count = 10 }]
      }`,
  });
  expect(others).toEqual([]);
  expect(blocksOf(only!)).toEqual(['10.0.0.0/22', '10.4.0.0/18', '10.8.0.0/22']);
  expect(nodesOf(only!)).toEqual({ pool: 30 });
});

it('zones of which nobody knows how many there are leave the number of nodes open', () => {
  const [only] = clustersOf({
    'main.tf': `
      resource "google_container_cluster" "main" {
        name               = "shop"
        location           = "europe-west1"
        node_locations     = var.zones
        initial_node_count = 3
      }`,
  });
  expect(nodesOf(only!)).toEqual({ 'default-pool': undefined });
});

it('a part of a list that nobody knows has as many zones as are asked for', () => {
  const [only] = clustersOf({
    'main.tf': `
      module "gke" {
        source            = "terraform-google-modules/kubernetes-engine/google"
        name              = "shop"
        regional          = false
        region            = "europe-west1"
        zones             = slice(var.zones, 0, 1)
        ip_range_pods     = "pods"
        ip_range_services = "services"
      }`,
  });
  expect(nodesOf(only!)).toEqual({ 'default-node-pool': 100 });
});

it.each([
  'location = var.zone',
  'location = var.zone_name',
  'zone = var.place',
  'location = var.gke.zone',
])('a location that is written as a zone is one zone: %s', (place) => {
  const [only] = clustersOf({
    'main.tf': `
        resource "google_container_cluster" "main" {
          name               = "shop"
          ${place}
          initial_node_count = 3
        }`,
  });
  expect(only).toMatchObject({ zones: 1, nodePools: [{ nodes: 3 }] });
});

it('modules that call each other in numbers are refused', () => {
  const file = (level: number) => `
    module "next" {
      source = "./${level}"
      count  = 4
    }`;
  const levels = Array.from({ length: 12 }, (_, index) => index);
  const path = (level: number) =>
    levels
      .slice(0, level)
      .map((each) => `${each}/`)
      .join('');
  const files = Object.fromEntries(levels.map((each) => [`${path(each)}main.tf`, file(each)]));
  const { problems } = readFolder(files);
  expect(problems).toMatchObject([{ what: 'needs more than a million steps to evaluate' }]);
});
