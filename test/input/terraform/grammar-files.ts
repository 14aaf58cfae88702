import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { loadGrammar } from '../../../src/input/terraform/grammar.ts';

const { resolve } = createRequire(import.meta.url);

const packageOf: Readonly<Record<string, string>> = {
  'web-tree-sitter.wasm': 'web-tree-sitter',
  'tree-sitter-terraform.wasm': '@tree-sitter-grammars/tree-sitter-hcl',
};

/** A file that the build puts beside the program, from the package that it is of. */
export function readGrammarFile(name: string): Uint8Array {
  return readFileSync(resolve(`${packageOf[name] ?? ''}/${name}`));
}

/** For `beforeAll`: what parses HCL needs it once. */
export function loadGrammarForTests(): Promise<void> {
  return loadGrammar(readGrammarFile);
}
