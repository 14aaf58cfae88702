/**
 * The grammar of HCL: tree-sitter with the grammar of the tree-sitter-grammars project, as WebAssembly.
 * https://github.com/tree-sitter-grammars/tree-sitter-hcl
 */
import type { Node, Parser } from 'web-tree-sitter';

/** The two modules of WebAssembly, by the names under which they lie beside the program. */
export interface GrammarFiles {
  readonly 'web-tree-sitter.wasm': Uint8Array;
  readonly 'tree-sitter-terraform.wasm': Uint8Array;
}

let loaded: Promise<Parser> | undefined;
let parser: Parser | undefined;

/** Has to be awaited once before anything is parsed; a second call changes nothing. */
export async function loadGrammar(readFile: (name: keyof GrammarFiles) => Uint8Array) {
  loaded ??= createParser(readFile);
  parser = await loaded;
}

async function createParser(readFile: (name: keyof GrammarFiles) => Uint8Array): Promise<Parser> {
  const { Language, Parser } = await import('web-tree-sitter');
  await Parser.init({ wasmBinary: readFile('web-tree-sitter.wasm') });
  const language = await Language.load(readFile('tree-sitter-terraform.wasm'));
  return new Parser().setLanguage(language);
}

/** What `read` makes of the tree, which lives no longer than that; nothing of a text that is no HCL. */
export function readTree<Result>(text: string, read: (root: Node) => Result): Result | undefined {
  const tree = ready().parse(text, null, { progressCallback: ({ hasError }) => hasError });
  if (tree === null) {
    ready().reset();
    return undefined;
  }
  try {
    return tree.rootNode.hasError ? undefined : read(tree.rootNode);
  } finally {
    tree.delete();
  }
}

/**
 * Where the first token stands that fits nowhere. The parser tells it while it works, as its tree shows
 * only how it went on; its rows and columns count from 0, and in bytes of UTF-16.
 */
export function firstMisfit(text: string): number {
  let last = '';
  let found = false;
  ready().setLogger((message) => {
    found ||= message.startsWith('detect_error');
    if (!found && message.startsWith('process ')) last = message;
  });
  try {
    readTree(text, () => undefined);
  } finally {
    ready().setLogger(null);
  }
  const [, row = '0', column = '0'] = / row:(\d+), col:(\d+)/.exec(last) ?? [];
  return startOfRow(text, Number(row)) + Number(column) / 2;
}

function startOfRow(text: string, row: number): number {
  let start = 0;
  for (let count = 0; count < row; count += 1) start = text.indexOf('\n', start) + 1;
  return start;
}

function ready(): Parser {
  if (parser === undefined) throw new Error('the grammar of HCL is not loaded');
  return parser;
}
