/** Inputs that can be read, of every kind, with secrets beside the ranges. */
import {
  type Case,
  extras,
  fixture,
  folder,
  key,
  ladenFlatState,
  ladenJson,
  mark,
  secret,
  single,
} from './laden.ts';

const outputs = {
  outputs: { token: { value: secret('output'), type: 'string', sensitive: true } },
};

const foreignResource = JSON.stringify({
  mode: 'managed',
  type: 'random_password',
  name: 'admin',
  instances: [{ attributes: { result: secret('random'), bcrypt_hash: secret('hash') } }],
});

const plan = {
  variables: { db_password: { value: secret('variable') }, keys: { value: [secret('item')] } },
  output_changes: { token: { actions: ['create'], before: null, after: secret('output') } },
  prior_state: { values: { root_module: { resources: [] } }, token: secret('prior') },
};

const secretVariables = `
db_password = "${secret('db')}"
api_token   = ["${secret('first')}", "${secret('second')}"]
registry = {
  user     = "${secret('user')}"
  password = "${secret('registry')}"
}
private_key = <<-EOT
  ${key.replaceAll('\n', '\n  ')}
EOT
# token: ${secret('comment')}
pods_token = "${secret('pods')}" // ${secret('aside')}
`;

const secretModule = `
terraform {
  backend "http" {
    password = "${secret('backend')}"
  }
}
provider "google" {
  credentials = <<-EOT
    {"private_key": "${secret('credentials')}"}
  EOT
}
variable "db_password" {
  default   = "${secret('default')}"
  sensitive = true
}
locals {
  token  = "Bearer ${secret('local')}"
  tokens = { for name in ["a", "b"] : name => "\${local.token}-\${name}" }
}
module "audit" {
  source = "git::https://oauth2:${secret('source')}@git.example.com/audit.git?ref=v1"
  token  = local.token
}
data "http" "me" {
  url = "https://user:${secret('userinfo')}@example.com/me"
}
resource "google_container_cluster" "extra" {
  name       = "extra"
  location   = "europe-west1"
  network    = "orchard"
  initial_node_count = 3
  subnetwork = data.http.me.body
  master_auth {
    password = "${secret('master')}"
  }
  node_config {
    metadata = { token = local.token, more = var.db_password, all = jsonencode(local.tokens) }
  }
}
output "token" {
  value = "\${var.db_password} ${secret('output')}"
}
`;

const secretManifest = `---
apiVersion: v1
kind: Secret
metadata: {name: ${secret('name')}, annotations: {last: '${secret('annotation')}'}}
data: {password: ${secret('data')}}
stringData:
  key: |
    ${key.replaceAll('\n', '\n    ')}
`;

const ladenLine = (line: string) => `${JSON.stringify(JSON.parse(ladenJson(line)))}\n`;

/** Read without a problem: there is a verdict. */
export const readable: readonly Case[] = [
  {
    title: 'a state',
    files: { 'terraform.tfstate': ladenJson(fixture('terraform.tfstate'), outputs) },
    inputs: ['terraform.tfstate'],
  },
  single(
    'a state with resources of other providers',
    'a.tfstate',
    fixture('terraform.tfstate').replace('"resources": [', `"resources": [${foreignResource},`),
  ),
  single(
    'a state before Terraform 0.12',
    'old.tfstate',
    ladenFlatState(fixture('terraform-0.11.tfstate')),
  ),
  {
    title: 'a shown state',
    files: { 's.json': ladenJson(fixture('state.json')) },
    inputs: ['s.json'],
  },
  {
    title: 'a plan',
    files: { 'p.json': ladenJson(fixture('plan.json'), plan) },
    inputs: ['p.json'],
  },
  {
    title: 'variables',
    files: { 'a.tfvars': fixture('clusters.tfvars') + secretVariables },
    inputs: ['a.tfvars'],
  },
  single(
    'variables in JSON',
    'a.tfvars.json',
    fixture('clusters.tfvars.json').replace('{', `{"tokens": ${JSON.stringify(extras)},`),
  ),
  {
    title: 'a folder',
    files: { ...folder, 'infra/secret.tf': secretModule },
    inputs: ['infra'],
  },
  {
    title: 'a folder, a flag and the environment',
    files: { ...folder, 'infra/secret.tf': secretModule },
    inputs: ['infra'],
    flags: ['--var', `db_password=${secret('flag')}`, '--var-env'],
    env: { TF_VAR_db_password: secret('environment'), TF_VAR_other: secret('other') },
  },
  {
    title: 'clusters and subnets of gcloud',
    files: {
      'c.json': ladenJson(fixture('gcloud-clusters.json')),
      's.json': ladenJson(fixture('gcloud-subnets.json')),
      'n.json': ladenJson(fixture('gcloud-networks.json')),
    },
    inputs: ['c.json', 's.json', 'n.json'],
  },
  {
    title: 'an asset inventory',
    files: {
      'assets.jsonl': fixture('assets.jsonl')
        .trim()
        .split('\n')
        .map((line) => ladenLine(line))
        .join(''),
    },
    inputs: ['assets.jsonl'],
  },
  {
    title: 'a table of ranges with columns of somebody else',
    files: {
      'ipam.csv': `prefix,name,api_token\n10.0.0.0/16,office,${secret('cell')}\n10.1.0.0/16,lab,"${secret('quoted')}"\n`,
    },
    inputs: ['ipam.csv'],
  },
  {
    title: 'a list of ranges with comments',
    files: { 'ranges.txt': `# ${secret('head')}\n10.0.0.0/16 office # ${secret('comment')}\n` },
    inputs: ['ranges.txt'],
  },
  single('a manifest of a Secret', 'a.yaml', fixture('config-connector.yaml') + secretManifest),
  single('YAML with an unknown tag', 'a.yaml', `networks: !${mark} []\n`),
  {
    title: 'comments of a spec and of a configuration',
    files: {
      'spec.yaml': `${fixture('spec.yaml')}# ${secret('spec')}\n`,
      'gke-ip-planner.yaml': `failOn: never # ${secret('config')}\n`,
    },
    inputs: ['spec.yaml'],
  },
];
