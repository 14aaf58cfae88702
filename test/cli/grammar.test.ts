import { expect, it, vi } from 'vitest';
import { readGrammarFile } from '../input/terraform/grammar-files.ts';
import { machineIo } from '../../src/cli/io.ts';

type Grammar = typeof import('../../src/cli/grammar.ts');

/** The names of the files that were read to load the grammar for a text. */
async function filesReadFor(
  { loadGrammarFor }: Grammar,
  name: string,
  text: string,
): Promise<readonly string[]> {
  const read: string[] = [];
  const readAsset = (asset: string) => {
    read.push(asset);
    return readGrammarFile(asset);
  };
  await loadGrammarFor([{ name, text }], false, { ...machineIo('.'), readAsset });
  return read;
}

it('loads the grammar for Terraform and for nothing else, and once', async () => {
  // Another test may have loaded it: the program begins without.
  vi.resetModules();
  const fresh = await import('../../src/cli/grammar.ts');
  expect(await filesReadFor(fresh, 'a.yaml', 'networks: []\n')).toEqual([]);
  expect(await filesReadFor(fresh, '-', '10.0.0.0/8 office\n')).toEqual([]);
  const both = ['web-tree-sitter.wasm', 'tree-sitter-terraform.wasm'];
  expect(await filesReadFor(fresh, '-', 'pods_cidr = "10.0.0.0/8"\n')).toEqual(both);
  expect(await filesReadFor(fresh, 'main.tf', '')).toEqual([]);
});
