import { beforeAll, describe, expect, it } from 'vitest';
import { treeOfFiles } from '../../../src/input/file-tree.ts';
import { emptyResult } from '../../../src/input/input.ts';
import { joinInputs } from '../../../src/input/join.ts';
import { readTerraform } from '../../../src/input/terraform/folder.ts';
import type { VariableSources } from '../../../src/input/terraform/variables.ts';
import { loadGrammarForTests } from './grammar-files.ts';

beforeAll(loadGrammarForTests);

type Files = Readonly<Record<string, string>>;
const nothing: VariableSources = { files: [], settings: [], environment: [] };

function read(files: Files, sources: Partial<VariableSources> = {}, root = '.') {
  const tree = treeOfFiles(Object.entries(files).map(([name, text]) => ({ name, text })));
  return readTerraform({ tree, folder: root }, { ...nothing, ...sources })?.read() ?? emptyResult;
}

/** The one cluster, joined with its subnet. */
function clusterIn(files: Files, sources?: Partial<VariableSources>) {
  const result = joinInputs([read(files, sources)]);
  expect(result.problems).toEqual([]);
  const [cluster, ...others] = result.networks.flatMap(({ clusters }) => clusters);
  expect(others).toEqual([]);
  return cluster!;
}

const cidrs = (cluster: ReturnType<typeof clusterIn>) => {
  const { nodes, pods, services } = cluster.ranges;
  return [nodes, pods, services].map((range) =>
    typeof range === 'object' ? range.cidr?.text : range,
  );
};

const shop = `
  resource "google_compute_network" "main" {
    name = "shop"
    auto_create_subnetworks = false
  }
  resource "google_compute_subnetwork" "nodes" {
    name          = "shop-nodes"
    region        = "europe-west1"
    network       = google_compute_network.main.id
    ip_cidr_range = var.nodes_cidr
    secondary_ip_range {
      range_name    = "pods"
      ip_cidr_range = var.pods_cidr
    }
    secondary_ip_range {
      range_name    = "services"
      ip_cidr_range = "10.6.0.0/22"
    }
  }
  resource "google_container_cluster" "main" {
    name       = "shop"
    location   = "europe-west1"
    network    = google_compute_network.main.id
    subnetwork = google_compute_subnetwork.nodes.id
    ip_allocation_policy {
      cluster_secondary_range_name  = google_compute_subnetwork.nodes.secondary_ip_range[0].range_name
      services_secondary_range_name = google_compute_subnetwork.nodes.secondary_ip_range[1].range_name
    }
  }`;
const declared = `
  variable "nodes_cidr" { default = "10.5.0.0/24" }
  variable "pods_cidr" { default = "10.4.0.0/20" }`;

describe('variables', () => {
  const pods = (files: Files, sources?: Partial<VariableSources>) =>
    cidrs(clusterIn({ 'main.tf': shop, 'variables.tf': declared, ...files }, sources))[1];

  it('have their defaults where nobody says otherwise', () => {
    expect(pods({})).toBe('10.4.0.0/20');
  });

  it('take terraform.tfvars, its JSON form, then *.auto.tfvars by name; other files are not read', () => {
    const files = { 'other.tfvars': 'pods_cidr = "10.16.0.0/14"' };
    const usual = { ...files, 'terraform.tfvars': 'pods_cidr = "10.4.0.0/19"' };
    const json = { ...usual, 'terraform.tfvars.json': '{"pods_cidr": "10.4.0.0/18"}' };
    const automatic = { ...json, 'b.auto.tfvars': 'pods_cidr = "10.8.0.0/18"' };
    expect([files, usual, json, automatic].map((each) => pods(each))).toEqual([
      '10.4.0.0/20',
      '10.4.0.0/19',
      '10.4.0.0/18',
      '10.8.0.0/18',
    ]);
    expect(pods({ ...automatic, 'a.auto.tfvars': 'pods_cidr = "10.12.0.0/17"' })).toBe(
      '10.8.0.0/18',
    );
  });

  it('take --var-file and then --var before all files, and TF_VAR_ behind them', () => {
    const at = { file: 'command line' };
    const setting = (text: string) => [{ name: 'pods_cidr', text, at }];
    const automatic = { 'a.auto.tfvars': 'pods_cidr = "10.12.0.0/17"' };
    const file = [{ name: 'prod.tfvars', text: 'pods_cidr = "10.44.0.0/16"' }];
    expect(pods({}, { environment: setting('10.1.0.0/16') })).toBe('10.1.0.0/16');
    expect(pods(automatic, { environment: setting('10.1.0.0/16') })).toBe('10.12.0.0/17');
    expect(pods(automatic, { files: file })).toBe('10.44.0.0/16');
    expect(pods(automatic, { files: file, settings: setting('10.2.0.0/16') })).toBe('10.2.0.0/16');
  });

  it('keep the place where their value was written', () => {
    const cluster = clusterIn({
      'main.tf': shop,
      'variables.tf': declared,
      'terraform.tfvars': '\npods_cidr = "10.4.0.0/19"',
    });
    expect(cluster.ranges.pods?.where).toMatchObject({ file: 'terraform.tfvars', line: 2 });
  });

  it('without a value are not checked, and the ranges beside them are', () => {
    const files = {
      'main.tf': shop,
      'variables.tf': 'variable "nodes_cidr" {}\nvariable "pods_cidr" { default = "10.4.0.0/20" }',
    };
    const { notChecked, problems } = read(files);
    expect(problems).toEqual([]);
    expect(notChecked).toContainEqual(
      expect.objectContaining({
        what: 'google_compute_subnetwork.nodes.ip_cidr_range',
        reason: 'no value is given for var.nodes_cidr',
      }),
    );
    expect(cidrs(clusterIn(files))).toEqual([undefined, '10.4.0.0/20', '10.6.0.0/22']);
  });

  it('have the defaults of their optional attributes', () => {
    const files = {
      'main.tf': `
        variable "net" {
          type = object({ nodes = string, pods = optional(string, "10.4.0.0/18") })
        }
        resource "google_compute_subnetwork" "nodes" {
          name = "nodes"
          region = "europe-west1"
          network = "shop"
          ip_cidr_range = var.net.nodes
          secondary_ip_range {
            range_name = "pods"
            ip_cidr_range = var.net.pods
          }
        }
        resource "google_container_cluster" "main" {
          name = "shop"
          location = "europe-west1"
          subnetwork = google_compute_subnetwork.nodes.name
          ip_allocation_policy { cluster_secondary_range_name = "pods" }
        }`,
      'terraform.tfvars': 'net = { nodes = "10.5.0.0/24" }',
    };
    expect(cidrs(clusterIn(files))).toEqual(['10.5.0.0/24', '10.4.0.0/18', undefined]);
  });
});

describe('expressions', () => {
  it('in locals are computed', () => {
    const locals = `
      locals {
        supernet = "10.64.0.0/12"
        blocks   = cidrsubnets(local.supernet, 4, 12)
      }`;
    const main = shop
      .replace('var.pods_cidr', 'local.blocks[0]')
      .replace('var.nodes_cidr', 'local.blocks[1]');
    expect(cidrs(clusterIn({ 'main.tf': main, 'locals.tf': locals }))).toEqual([
      '10.65.0.0/24',
      '10.64.0.0/16',
      '10.6.0.0/22',
    ]);
  });

  it('that refer to themselves are named with the whole cycle', () => {
    const locals = 'locals {\n  a = local.b\n  b = local.a\n}';
    const main = shop.replace('var.pods_cidr', 'local.a');
    const { problems } = read({ 'main.tf': main, 'variables.tf': declared, 'locals.tf': locals });
    expect(problems).toHaveLength(1);
    expect(problems[0]?.what).toContain('local.a → local.b → local.a');
  });

  it('of a name that is only known after apply still connect a node pool with its cluster', () => {
    const cluster = clusterIn({
      'main.tf': `
        variable "project_id" {}
        resource "google_container_cluster" "main" {
          name     = "\${var.project_id}-gke"
          location = "us-central1"
          remove_default_node_pool = true
          initial_node_count = 1
        }
        resource "google_container_node_pool" "pool" {
          name       = google_container_cluster.main.name
          cluster    = google_container_cluster.main.name
          location   = "us-central1"
          node_count = 2
        }`,
    });
    expect(cluster.name).toBe('${var.project_id}-gke');
    expect(cluster.nodePools.map(({ nodes }) => nodes)).toEqual([6]);
  });
});

describe('several of one resource', () => {
  const subnets = (more: string) => `
    variable "regions" { default = { eu = "10.1.0.0/24", us = "10.2.0.0/24" } }
    ${more}`;

  it('are made by for_each and meant by their key', () => {
    const cluster = clusterIn({
      'main.tf': subnets(`
        resource "google_compute_subnetwork" "nodes" {
          for_each      = var.regions
          name          = "nodes-\${each.key}"
          network       = "shop"
          ip_cidr_range = each.value
        }
        resource "google_container_cluster" "main" {
          name       = "shop"
          location   = "us-central1"
          subnetwork = google_compute_subnetwork.nodes["us"].self_link
        }`),
    });
    expect(cluster.ranges.nodes).toMatchObject({ name: 'nodes-us', cidr: { text: '10.2.0.0/24' } });
  });

  it('are made by count and listed by a splat', () => {
    const cluster = clusterIn({
      'main.tf': `
        resource "google_compute_subnetwork" "nodes" {
          count         = 2
          name          = "nodes-\${count.index}"
          network       = "shop"
          ip_cidr_range = cidrsubnet("10.1.0.0/16", 8, count.index)
        }
        resource "google_container_cluster" "main" {
          name       = "shop"
          location   = "us-central1"
          subnetwork = element(google_compute_subnetwork.nodes[*].name, 1)
        }`,
    });
    expect(cluster.ranges.nodes).toMatchObject({ name: 'nodes-1', cidr: { text: '10.1.1.0/24' } });
  });

  it('whose number is not known are checked as one that stands for any of them', () => {
    const { notChecked, networks } = read({
      'main.tf': `
        variable "enabled" {}
        resource "google_compute_subnetwork" "nodes" {
          count         = var.enabled ? 1 : 0
          name          = "nodes"
          network       = "shop"
          ip_cidr_range = "10.1.0.0/24"
        }`,
    });
    expect(networks).toMatchObject([{ name: 'shop', ranges: [{ cidr: { text: '10.1.0.0/24' } }] }]);
    expect(notChecked).toMatchObject([
      {
        what: 'google_compute_subnetwork.nodes',
        reason: 'how many of it there are is not known: no value is given for var.enabled',
      },
    ]);
  });

  it('may be blocks of one type that a dynamic block makes', () => {
    const cluster = clusterIn({
      'main.tf': `
        resource "google_compute_subnetwork" "nodes" {
          name          = "nodes"
          network       = "shop"
          ip_cidr_range = "10.1.0.0/24"
          dynamic "secondary_ip_range" {
            for_each = { pods = "10.4.0.0/18", services = "10.8.0.0/22" }
            content {
              range_name    = secondary_ip_range.key
              ip_cidr_range = secondary_ip_range.value
            }
          }
        }
        resource "google_container_cluster" "main" {
          name       = "shop"
          location   = "us-central1"
          subnetwork = google_compute_subnetwork.nodes.id
          ip_allocation_policy {
            cluster_secondary_range_name  = google_compute_subnetwork.nodes.secondary_ip_range.0.range_name
            services_secondary_range_name = google_compute_subnetwork.nodes.secondary_ip_range.1.range_name
          }
        }`,
    });
    expect(cidrs(cluster)).toEqual(['10.1.0.0/24', '10.4.0.0/18', '10.8.0.0/22']);
  });
});

describe('local modules', () => {
  const files = {
    'infra/prod/main.tf': `
      module "net" {
        source    = "../../modules/net"
        pods_cidr = "10.44.0.0/16"
      }
      resource "google_container_cluster" "main" {
        name       = "shop"
        location   = "europe-west1"
        network    = module.net.network
        subnetwork = module.net.subnet.name
        ip_allocation_policy {
          cluster_secondary_range_name = module.net.pods
        }
      }`,
    'modules/net/main.tf': `
      variable "pods_cidr" {}
      variable "nodes_cidr" { default = "10.5.0.0/24" }
      resource "google_compute_network" "vpc" { name = "shop" }
      resource "google_compute_subnetwork" "nodes" {
        name          = "nodes"
        network       = google_compute_network.vpc.self_link
        ip_cidr_range = var.nodes_cidr
        secondary_ip_range {
          range_name    = "pods"
          ip_cidr_range = var.pods_cidr
        }
      }
      output "network" { value = google_compute_network.vpc.name }
      output "subnet" { value = google_compute_subnetwork.nodes }
      output "pods" { value = google_compute_subnetwork.nodes.secondary_ip_range[0].range_name }`,
  };

  it('are followed with their inputs, and their outputs connect resources', () => {
    const result = joinInputs([read(files, {}, 'infra/prod')]);
    expect(result.problems).toEqual([]);
    expect(result.networks.map(({ name }) => name)).toEqual(['shop']);
    const [cluster] = result.networks[0]!.clusters;
    expect(cidrs(cluster!)).toEqual(['10.5.0.0/24', '10.44.0.0/16', undefined]);
    expect(cluster?.ranges.pods?.where).toMatchObject({
      file: 'infra/prod/main.tf',
      path: 'module.net.google_compute_subnetwork.nodes.secondary_ip_range[0].ip_cidr_range',
    });
  });

  it('that are not given are not checked', () => {
    const { notChecked } = read(
      { 'infra/prod/main.tf': files['infra/prod/main.tf'] },
      {},
      'infra/prod',
    );
    expect(notChecked).toContainEqual(
      expect.objectContaining({ what: 'module.net', reason: 'its folder is not among the inputs' }),
    );
  });

  it('that call themselves are a problem, not an endless run', () => {
    const { problems } = read({ 'main.tf': 'module "net" {\n  source = "./"\n}' });
    expect(problems).toMatchObject([{ what: 'module module.net calls itself' }]);
  });

  it('may be called for each item', () => {
    const result = read({
      'main.tf': `
        module "subnet" {
          for_each = toset(["10.1.0.0/24", "10.2.0.0/24"])
          source   = "./subnet"
          cidr     = each.value
        }`,
      'subnet/main.tf': `
        variable "cidr" {}
        resource "google_compute_subnetwork" "nodes" {
          name          = "nodes-\${index(["10.1.0.0/24", "10.2.0.0/24"], var.cidr)}"
          network       = "shop"
          ip_cidr_range = var.cidr
        }`,
    });
    expect(result.problems).toEqual([]);
    expect(
      result.networks.flatMap(({ ranges }) =>
        ranges.map(({ cidr, where }) => [cidr.text, where?.path]),
      ),
    ).toEqual([
      ['10.1.0.0/24', 'module.subnet["10.1.0.0/24"].google_compute_subnetwork.nodes.ip_cidr_range'],
      ['10.2.0.0/24', 'module.subnet["10.2.0.0/24"].google_compute_subnetwork.nodes.ip_cidr_range'],
    ]);
  });
});

describe('a folder', () => {
  it('whose files declare something twice is refused with both places', () => {
    const { problems } = read({ 'a.tf': 'variable "x" {}', 'b.tf': '\nvariable "x" {}' });
    expect(problems).toMatchObject([
      {
        what: 'variable "x" is declared a second time; first in a.tf:1:1',
        where: { file: 'b.tf', line: 2, column: 1 },
      },
    ]);
  });

  it.each(['', '${path.module}/', './', '${path.root}/'])(
    'has files beside it whose paths begin with "%s"',
    (start) => {
      const files = {
        'infra/main.tf': `
          locals { nets = yamldecode(file("${start}nets/shop.yaml")) }
          resource "google_compute_subnetwork" "nodes" {
            name          = "nodes"
            network       = "shop"
            ip_cidr_range = local.nets.nodes
          }`,
        'infra/nets/shop.yaml': 'nodes: 10.1.0.0/24',
        'nets/shop.yaml': 'nodes: 10.2.0.0/24',
      };
      const { networks, notChecked } = read(files, {}, 'infra');
      expect(notChecked).toEqual([]);
      expect(networks.flatMap(({ ranges }) => ranges.map(({ cidr }) => cidr.text))).toEqual([
        '10.1.0.0/24',
      ]);
    },
  );

  it('without Terraform files is no module', () => {
    const tree = treeOfFiles([{ name: 'notes.txt', text: 'x' }]);
    expect(readTerraform({ tree, folder: '.' }, nothing)).toBeUndefined();
  });
});
