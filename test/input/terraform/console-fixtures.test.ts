import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { treeOfFiles } from '../../../src/input/file-tree.ts';
import { Budget } from '../../../src/input/terraform/budget.ts';
import { evaluate } from '../../../src/input/terraform/evaluate.ts';
import { readTerraform } from '../../../src/input/terraform/folder.ts';
import { jsonOf } from '../../../src/input/terraform/functions-encoding.ts';
import { made } from '../../../src/input/terraform/make.ts';
import type { Scope } from '../../../src/input/terraform/scope.ts';
import { expressionOf } from './evaluating.ts';
import { loadGrammarForTests } from './grammar-files.ts';
import { consoleOf, terraformVersion } from './terraform-console.ts';

beforeAll(loadGrammarForTests);

const fixture = (name: string) =>
  readFileSync(new URL(`../../../fixtures/inputs/infra/${name}`, import.meta.url), 'utf8');

/** The variables of the folder with their types, and what its resources make of them. */
const expressions = [
  'var.region',
  'var.mtu',
  'var.clusters',
  'cidrsubnet(var.pod_space, 6, 16)',
  '{ for name, cluster in var.clusters : name => cluster.control_plane[*] }',
  '[for name, cluster in var.clusters : "${name}-${cluster.location}" if !cluster.google_managed]',
  'merge([for name, cluster in var.clusters : { for zone in cluster.zones : zone => name }]...)',
  'var.clusters.apple.dataplane_v2 ? "ADVANCED_DATAPATH" : "LEGACY_DATAPATH"',
  'length(var.clusters["pear"].zones) * 20',
];

function ours(): readonly string[] {
  const texts = ['variables.tf', 'terraform.tfvars'].map((name) => ({ name, text: fixture(name) }));
  const root = { tree: treeOfFiles(texts), folder: '.', isOneOfSeveral: false };
  const module = readTerraform(root, { files: [], settings: [], environment: [] });
  const variables = module?.variables() ?? new Map<string, never>();
  const report = (problem: unknown) => {
    throw new Error(JSON.stringify(problem));
  };
  const scope: Scope = {
    resolve: ([, name], at) => ({ value: variables.get(String(name)) ?? made(null, at), steps: 2 }),
    report,
    budget: new Budget(report),
  };
  return expressions.map((text) => jsonOf(evaluate(expressionOf(text), scope)));
}

const version = terraformVersion();
const title = `terraform console ${version ?? '(not on the PATH: skipped)'}`;

describe.skipIf(version === undefined)(title, () => {
  it('gives the variables of a folder the same values, and what is computed of them', () => {
    const theirs = consoleOf(fixture('variables.tf'), expressions, fixture('terraform.tfvars'));
    expect(ours()).toEqual(theirs);
  });
});
