import { beforeAll, describe, expect, it } from 'vitest';
import { loadGrammarForTests } from './grammar-files.ts';
import { clustersOf, nodesOf } from './terraform-folder.ts';

beforeAll(loadGrammarForTests);

const regional = (more: string) => `
  resource "google_container_cluster" "main" {
    provider = "google"
    name     = "shop"
    zone     = "europe-west1-b"
    ${more}
  }`;

describe('a configuration of Terraform 0.11', () => {
  it('takes an attribute of what is counted from the first one', () => {
    const [only] = clustersOf({
      'main.tf': `
        resource "google_container_cluster" "main" {
          count = "\${var.regional ? 0 : 1}"
          name  = "\${var.name}"
          zone  = "europe-west1-b"
          remove_default_node_pool = true
        }
        resource "google_container_node_pool" "main" {
          count      = "\${length(var.pools)}"
          name       = "\${lookup(var.pools[count.index], "name")}"
          cluster    = "\${google_container_cluster.main.name}"
          node_count = "\${lookup(var.pools[count.index], "nodes", 2)}"
        }
        variable "regional" {
          default = false
        }
        variable "name" {}
        variable "pools" {
          type    = "list"
          default = [{ name = "a" }, { name = "b", nodes = 3 }]
        }`,
    });
    expect(nodesOf(only!)).toEqual({ a: 2, b: 3 });
  });

  it('writes lists in lists', () => {
    const [only] = clustersOf({
      'main.tf': regional(`
        initial_node_count = 2
        node_locations     = ["\${slice(var.zones, 1, length(var.zones))}"]
      `).concat(`
        variable "zones" {
          type    = "list"
          default = ["europe-west1-b", "europe-west1-c", "europe-west1-d"]
        }`),
    });
    expect(only).toMatchObject({ zones: 3, nodePools: [{ nodes: 6 }] });
  });

  it('has the functions list and map', () => {
    const [only] = clustersOf({
      'main.tf': regional(`
        initial_node_count = "\${lookup(map("nodes", 4, "more", 5), "nodes")}"
        node_locations     = "\${list("europe-west1-c")}"
      `),
    });
    expect(only).toMatchObject({ zones: 2, nodePools: [{ nodes: 8 }] });
  });
});

it('the pool of a block that Terraform removes is none', () => {
  const [only] = clustersOf({
    'main.tf': `
      resource "google_container_cluster" "main" {
        name                     = "shop"
        location                 = "europe-west1"
        remove_default_node_pool = true
        node_pool {
          name = "default-pool"
        }
      }
      resource "google_container_node_pool" "main" {
        name       = "pool"
        cluster    = google_container_cluster.main.id
        node_count = 1
      }`,
  });
  expect(nodesOf(only!)).toEqual({ pool: 3 });
});

it.each([
  ['labels', 'labels = { a = no_such_function() }'],
  ['the machines of nodes', 'node_config {\n tags = [nothing.at.all]\n }'],
])("what is wrong in %s is nobody else's business", (_, wrong) => {
  expect(clustersOf({ 'main.tf': regional(wrong) })).toHaveLength(1);
});

it('what a block has once it exists is not known, and no mistake', () => {
  const [only] = clustersOf({
    'main.tf': `
      ${regional('fleet {\n project = "p"\n }')}
      module "wrapper" {
        source          = "terraform-google-modules/gcloud/google//modules/kubectl-wrapper"
        cluster_name    = google_container_cluster.main.name
        membership_name = google_container_cluster.main.fleet[0].membership_id
      }`,
  });
  expect(only?.name).toBe('shop');
});

describe('override files', () => {
  const base = regional(`
    initial_node_count = 1
    node_pool {
      name               = "a"
      initial_node_count = 1
    }
    node_pool {
      name               = "b"
      initial_node_count = 1
    }`);

  it('replace attributes by name and blocks by type', () => {
    const [only, other] = clustersOf({
      'main.tf': `${base}
        locals {
          zones = ["europe-west1-c"]
          name  = "unused"
        }`,
      'override.tf': `
        resource "google_container_cluster" "main" {
          name = "other"
          node_pool {
            name               = "c"
            initial_node_count = 5
          }
        }
        locals {
          zones = ["europe-west1-c", "europe-west1-d"]
        }`,
      'zones_override.tf': `
        resource "google_container_cluster" "main" {
          node_locations = local.zones
        }`,
    });
    expect(other).toBeUndefined();
    expect(only).toMatchObject({ name: 'other', zones: 3 });
    expect(nodesOf(only!)).toEqual({ c: 15 });
  });

  it('add what is nowhere else', () => {
    expect(clustersOf({ 'main.tf': 'locals {}', 'a_override.tf': base })).toHaveLength(1);
  });
});
