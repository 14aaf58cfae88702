import { expect, it } from 'vitest';
import { loadGrammarFor } from '../../src/cli/grammar.ts';
import { readGrammarFile } from '../input/terraform/grammar-files.ts';
import { machineIo } from '../../src/cli/io.ts';

/** The names of the files that were read to load the grammar for a text. */
async function filesReadFor(name: string, text: string): Promise<readonly string[]> {
  const read: string[] = [];
  const readAsset = (asset: string) => {
    read.push(asset);
    return readGrammarFile(asset);
  };
  await loadGrammarFor([{ name, text }], false, { ...machineIo('.'), readAsset });
  return read;
}

it('loads the grammar for Terraform and for nothing else, and once', async () => {
  expect(await filesReadFor('a.yaml', 'networks: []\n')).toEqual([]);
  expect(await filesReadFor('-', '10.0.0.0/8 office\n')).toEqual([]);
  const both = ['web-tree-sitter.wasm', 'tree-sitter-terraform.wasm'];
  expect(await filesReadFor('-', 'pods_cidr = "10.0.0.0/8"\n')).toEqual(both);
  expect(await filesReadFor('main.tf', '')).toEqual([]);
});
