/** Inputs that cannot be read, of every kind, with secrets where they break and beside it. */
import { type Case, fixture, folder, key, mark, secret, single } from './laden.ts';

const folderWith = (title: string, text: string): Case => ({
  title,
  files: { ...folder, 'infra/broken.tf': text },
  inputs: ['infra'],
});

const wrongState = (attribute: string, value: unknown) => {
  const wrong = fixture('terraform.tfstate').replace(
    new RegExp(`"${attribute}": [^,\\n]*`, 'g'),
    `"${attribute}": ${JSON.stringify(value)}`,
  );
  return single(`a state with a secret as ${attribute}`, 'terraform.tfstate', wrong);
};

/** Not read: every problem is named, and none of them by its text. */
export const malformed: readonly Case[] = [
  single(
    'a state that ends in a secret',
    'a.tfstate',
    `{"version": 4, "password": "${secret('cut')}`,
  ),
  single(
    'JSON without a comma',
    'a.json',
    `{"version": 4, "a": "${secret('a')}" "b": "${secret('b')}"}`,
  ),
  single('JSON with a stray quote', 'a.json', `{"a": "x"${secret('stray')}", "version": 4}`),
  single('JSON with a bare word', 'a.json', `{"version": 4, "a": ${mark}}`),
  single('JSON with an escape', 'a.json', `{"version": 4, "a": "\\q${secret('escape')}"}`),
  single('JSON with a comment', 'a.json', `{"version": 4, // ${secret('comment')}\n "a": 1}`),
  single('several JSON values', 'a.json', `{"a": "${secret('one')}"}\n{"b": "${secret('two')}"} x`),
  single('unknown JSON', 'a.json', `{"password": "${secret('only')}"}`),
  single('unknown YAML', 'a.yaml', `password: ${secret('only')}\n`),
  single('YAML with a tab', 'a.yaml', `networks:\n\t- ${secret('tab')}\n`),
  single('YAML with an open quote', 'a.yaml', `networks: []\npassword: "${secret('open')}\n`),
  single('YAML with an unknown anchor', 'a.yaml', `networks: []\npassword: *${mark}\n`),
  single('YAML with a key in a value', 'a.yaml', `networks: []\npassword: a: ${secret('key')}\n`),
  single('no format at all', 'a.bin', `user ${secret('plain')}\n`),
  single(
    'a secret in the place of a block',
    'a.txt',
    `10.0.0.0/8 office\n${secret('block')} lab\n`,
  ),
  single(
    'a secret behind a slash',
    'a.txt',
    `10.0.0.0/8 office\n10.0.0.0/${secret('prefix')} lab\n`,
  ),
  single('a table with a secret as block', 'a.csv', `cidr,name\n${secret('cell')},lab\n`),
  single('a table with an open quote', 'a.csv', `cidr,name\n10.0.0.0/8,"${secret('quote')}\n`),
  single(
    'a spec with unknown keys',
    'a.yaml',
    `networks:\n  - name: n\n    password: ${secret('spec')}\n    tokens: [${secret('list')}]\n`,
  ),
  single(
    'variables with an open quote',
    'a.tfvars',
    `pods_cidr = "10.4.0.0/14"\npassword = "${secret('open')}\n`,
  ),
  single('variables with an open heredoc', 'a.tfvars', `password = <<EOT\n${key}\n`),
  single('variables with an unquoted secret', 'a.tfvars', `password = ${mark}\n`),
  single('variables with single quotes', 'a.tfvars', `password = '${secret('single')}'\n`),
  single('variables with two values', 'a.tfvars', `password = "${secret('a')}" "${secret('b')}"\n`),
  single(
    'variables with a secret twice',
    'a.tfvars',
    `password = "${secret('a')}"\npassword = "${secret('b')}"\n`,
  ),
  single('variables with an escape', 'a.tfvars', `password = "\\q${secret('escape')}"\n`),
  single('variables in JSON that end', 'a.tfvars.json', `{"password": "${secret('cut')}`),
  folderWith('a folder with an open quote', `locals {\n  a = "${secret('open')}\n}\n`),
  folderWith(
    'a folder with an unquoted secret',
    `provider "google" {\n  token = ${mark}\n}\nlocals {\n  cidr = ${mark}\n}\nresource "google_compute_subnetwork" "s" {\n  name = "s"\n  ip_cidr_range = local.cidr\n}\n`,
  ),
  folderWith(
    'a folder with a secret called',
    `resource "google_compute_subnetwork" "s" {\n  name = "s"\n  ip_cidr_range = ${mark}("${secret('argument')}")\n}\n`,
  ),
  folderWith(
    'a folder that computes with a secret',
    `resource "google_compute_subnetwork" "s" {\n  name = "s"\n  ip_cidr_range = cidrsubnet("${secret('block')}", 4, 0)\n}\n`,
  ),
  folderWith(
    'a folder that converts a secret',
    `resource "google_compute_network" "n" {\n  name = "n"\n  mtu = tonumber("${secret('number')}")\n}\n`,
  ),
  folderWith(
    'a folder that decodes a secret',
    `resource "google_compute_network" "n" {\n  name = "n"\n  mtu = jsondecode("{${secret('json')}")\n}\n`,
  ),
  folderWith(
    'a comment that ignores no rule',
    `# gke-ip-planner: ignore ${secret('rule')}\nlocals {\n  # gke-ip-planner: password ${secret('word')}\n  a = 1 # gke-ip-planner: ignore range-overlap until=${secret('date')} reason\n}\n`,
  ),
  wrongState('ip_cidr_range', secret('block')),
  wrongState('ip_cidr_range', 5),
  wrongState('master_ipv4_cidr_block', secret('plane')),
  wrongState('default_max_pods_per_node', secret('count')),
  wrongState('mtu', secret('mtu')),
  wrongState('max_node_count', key),
  single(
    'a count of gcloud',
    'c.json',
    `{"name": "c", "currentMasterVersion": "1.33.1", "clusterIpv4Cidr": "${secret('pods')}", "nodePools": [{"name": "p", "initialNodeCount": "${secret('nodes')}"}]}`,
  ),
  {
    title: 'a variable that nobody declares',
    files: folder,
    inputs: ['infra'],
    flags: ['--var', `nobody=${secret('flag')}`],
  },
  {
    title: 'a variable without a name',
    files: folder,
    inputs: ['infra'],
    flags: ['--var', secret('flag').replaceAll('=', '')],
  },
  {
    title: 'a list of variables that is none',
    files: folder,
    inputs: ['infra'],
    flags: ['--var', `clusters=[${secret('flag')}`],
  },
  {
    title: 'a switch with a value',
    files: folder,
    inputs: ['infra'],
    flags: [`--var-env=token=${secret('flag')}`],
  },
  {
    title: 'an unknown flag with a value',
    files: folder,
    inputs: ['infra'],
    flags: [`--vars=token=${secret('flag')}`, '--token', secret('next')],
  },
  {
    title: 'an environment that is none',
    files: folder,
    inputs: ['infra'],
    flags: ['--var-env'],
    env: { TF_VAR_clusters: `{${secret('environment')}`, TF_VAR_pod_space: secret('space') },
  },
  {
    title: 'a configuration with unknown keys',
    files: {
      'spec.yaml': fixture('spec.yaml'),
      'gke-ip-planner.yaml': `token: ${secret('config')}\nmap: {tokens: [${secret('map')}]}\n`,
    },
    inputs: ['spec.yaml'],
  },
  {
    title: 'a configuration that is no YAML',
    files: {
      'spec.yaml': fixture('spec.yaml'),
      'gke-ip-planner.yaml': `failOn: "never\ntoken: ${secret('config')}\n`,
    },
    inputs: ['spec.yaml'],
  },
  {
    title: 'a baseline that is no report',
    files: {
      'spec.yaml': fixture('spec.yaml'),
      'base.json': `{"password": "${secret('baseline')}"}`,
    },
    inputs: ['spec.yaml'],
    flags: ['--baseline', 'base.json'],
  },
];
