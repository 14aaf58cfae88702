import { describe, expect, it } from 'vitest';
import { readReport } from '../../src/report/read-report.ts';
import { type FakeMachine, runOn } from './fake-io.ts';

const subnet = `
  resource "google_compute_subnetwork" "nodes" {
    name          = "nodes"
    network       = "shop"
    ip_cidr_range = var.nodes_cidr
  }
  resource "google_container_cluster" "main" {
    name       = "shop"
    location   = "europe-west1"
    network    = "shop"
    subnetwork = google_compute_subnetwork.nodes.name
  }`;

const files = {
  'infra/prod/main.tf': 'module "gke" {\n  source = "../../modules/gke"\n}',
  'modules/gke/main.tf': 'variable "nodes_cidr" { default = "10.5.0.0/24" }' + subnet,
  'flat/main.tf': 'variable "nodes_cidr" {}' + subnet,
  'prod.tfvars': 'nodes_cidr = "10.6.0.0/24"',
};

async function nodeRange(machine: FakeMachine, ...argv: readonly string[]) {
  const { code, stdout, stderr } = await runOn(
    { files, ...machine },
    'check',
    ...argv,
    '-o',
    'json',
  );
  expect([code, stderr]).toEqual([0, '']);
  const { clusters } = readReport(stdout, 'report.json');
  return clusters[0]?.ranges.find(({ role }) => role === 'node')?.cidr;
}

describe('a variable of a folder gets its value', () => {
  it('from --var-file, before that from the environment where asked, after that from --var', async () => {
    const env = { TF_VAR_nodes_cidr: '10.7.0.0/24' };
    const file = ['--var-file', 'prod.tfvars'];
    expect(await nodeRange({ env }, 'flat', '--var-env')).toBe('10.7.0.0/24');
    expect(await nodeRange({ env }, 'flat')).toBeUndefined();
    expect(await nodeRange({ env }, 'flat', '--var-env', ...file)).toBe('10.6.0.0/24');
    expect(await nodeRange({}, 'flat', ...file, '--var', 'nodes_cidr=10.8.0.0/24')).toBe(
      '10.8.0.0/24',
    );
  });

  it('from a file of variables beside it among the inputs', async () => {
    expect(await nodeRange({}, 'flat', 'prod.tfvars')).toBe('10.6.0.0/24');
  });
});

describe('local modules outside the folder', () => {
  it('are followed as far as --modules-within allows', async () => {
    expect(await nodeRange({}, 'infra/prod', '--modules-within', '.')).toBe('10.5.0.0/24');
  });
});

describe('is refused:', () => {
  it.each([
    [
      ['flat', '--var', 'nodes_cidrs=x'],
      '--var: there is no variable "nodes_cidrs"',
      'write nodes_cidr',
    ],
    [['flat', '--var', 'secret'], '--var: sets no variable', 'write it as pods_cidr='],
    [['--var', 'a=b'], '--var: there is no Terraform folder or file whose variable "a"', ''],
    [['flat', '--var-file', 'absent.tfvars'], 'absent.tfvars: there is no such file', ''],
    [['flat', '--modules-within', 'absent'], '--modules-within: "absent" is no folder', ''],
    [['flat', '--modules-within', 'infra'], '--modules-within: "infra" is not around "flat"', ''],
  ])('%j', async (argv, what, fix) => {
    const { code, stdout, stderr } = await runOn({ files }, 'check', ...argv);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(what);
    expect(stderr).toContain(fix);
    expect(stderr).not.toContain('secret');
  });
});

describe('a Terraform file is read', () => {
  const text = 'variable "nodes_cidr" { default = "10.5.0.0/24" }' + subnet;

  it('from the standard input', async () => {
    expect(await nodeRange({ stdin: text }, '-')).toBe('10.5.0.0/24');
  });

  it.each(['main.txt', 'infra/.generated'])('by what it holds, as %s', async (name) => {
    expect(await nodeRange({ files: { [name]: text } }, name)).toBe('10.5.0.0/24');
  });
});

it('a cluster of another folder says what the secondary ranges of a subnet are for', async () => {
  const host = (pods: string) => `
    resource "google_compute_subnetwork" "nodes" {
      name          = "nodes"
      network       = "shop"
      region        = "europe-west1"
      ip_cidr_range = "10.5.0.0/24"
      secondary_ip_range {
        range_name    = "${pods}"
        ip_cidr_range = "10.6.0.0/16"
      }
    }`;
  const cluster = `
    resource "google_container_cluster" "main" {
      name       = "shop"
      location   = "europe-west1"
      network    = "shop"
      subnetwork = "nodes"
      initial_node_count = 1
      ip_allocation_policy {
        cluster_secondary_range_name = "pods"
        services_ipv4_cidr_block     = "10.7.0.0/20"
      }
    }`;
  const notChecked = async (pods: string) => {
    const folders = { 'host/main.tf': host(pods), 'service/main.tf': cluster };
    const { stdout } = await runOn({ files: folders }, 'check', 'host', 'service', '-o', 'json');
    return readReport(stdout, 'report.json').notChecked.map(({ what }) => what);
  };
  expect(await notChecked('pods')).toEqual([]);
  expect(await notChecked('others')).toEqual([
    'what the secondary ranges of subnet nodes are for',
    'secondary range "pods" of cluster "shop"',
  ]);
});
