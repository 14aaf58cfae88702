import { beforeAll, describe, expect, it } from 'vitest';
import { treeOfFiles } from '../../../src/input/file-tree.ts';
import { emptyResult } from '../../../src/input/input.ts';
import { joinInputs } from '../../../src/input/join.ts';
import { readTerraform } from '../../../src/input/terraform/folder.ts';
import { loadGrammarForTests } from './grammar-files.ts';

beforeAll(loadGrammarForTests);

type Files = Readonly<Record<string, string>>;

function read(files: Files, folder = '.') {
  const tree = treeOfFiles(Object.entries(files).map(([name, text]) => ({ name, text })));
  const sources = { files: [], settings: [], environment: [] };
  return readTerraform({ tree, folder }, sources)?.read() ?? emptyResult;
}

const networks = (...all: readonly ReturnType<typeof read>[]) =>
  joinInputs(all).networks.map(({ name, project, clusters }) => [
    name,
    project,
    ...clusters.map((cluster) => cluster.name),
  ]);

const provider = (project: string) => `provider "google" {\n  project = ${project}\n}\n`;
const network = 'resource "google_compute_network" "main" {\n  name = "shop"\n}\n';
const cluster = (name: string) => `
  resource "google_container_cluster" "main" {
    name     = "${name}"
    location = "europe-west1"
    network  = google_compute_network.main.id
  }`;

describe('the project of the provider', () => {
  it('tells networks of one name from each other', () => {
    const environment = (name: string) =>
      read({
        'main.tf':
          `variable "project" {\n  default = "acme-${name}"\n}\n` +
          provider('var.project') +
          network +
          cluster(name),
      });
    expect(networks(environment('dev'), environment('prod'))).toEqual([
      ['shop', 'acme-dev', 'dev'],
      ['shop', 'acme-prod', 'prod'],
    ]);
  });

  it('is that of the modules, too, unless other providers are handed to them', () => {
    const calling = (rest: string) => ({
      'main.tf': `${provider('"acme"')}module "net" {\n  source = "./net"\n${rest}}`,
      'net/main.tf': network,
    });
    expect(networks(read(calling('')))).toEqual([['shop', 'acme']]);
    const handed = '  providers = {\n    google = google.host\n  }\n';
    expect(networks(read(calling(handed)))).toEqual([['shop', undefined]]);
  });

  it.each([
    ['of its own', 'project = "host"', 'host'],
    ['that is not known', 'project = var.host', undefined],
    ['that is null', 'project = null', 'acme'],
    ['of another provider', 'provider = google.host', undefined],
  ])('is not that of a resource with one %s', (_, attribute, project) => {
    const own = `resource "google_compute_network" "main" {\n  name = "shop"\n  ${attribute}\n}\n`;
    const host = 'variable "host" {}\nprovider "google" {\n  alias = "host"\n  project = "h"\n}\n';
    expect(networks(read({ 'main.tf': host + provider('"acme"') + own + cluster('c') }))).toEqual([
      ['shop', project, 'c'],
    ]);
  });

  it('that is not known is none', () => {
    const text = `variable "project" {}\n${provider('var.project')}${network}`;
    expect(networks(read({ 'main.tf': text }))).toEqual([['shop', undefined]]);
  });
});
