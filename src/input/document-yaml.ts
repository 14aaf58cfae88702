import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseAllDocuments,
  Scalar,
  type YAMLMap,
} from 'yaml';
import type { Problem, SourceLocation } from '../errors.ts';
import { type ParsedDocument, type ParsedText, startOf } from './document.ts';
import { nestedTooDeeply, tooDeepBracket, tooDeepIndentation } from './nesting.ts';
import { formatRoute, type Route } from './route.ts';
import {
  type Aliases,
  isMergeKey,
  maxAliasCount,
  readAliases,
  repeatedTooOften,
} from './yaml-aliases.ts';

/** YAML 1.2 core schema, with the merge key of 1.1 (`<<: *defaults`) that people use. */
export function parseYaml(name: string, text: string): ParsedText {
  const lines = new LineCounter();
  const at = (offset: number): SourceLocation => {
    const { line, col } = lines.linePos(offset);
    return { file: name, line, column: col };
  };
  const deep = Math.max(tooDeepBracket(text, false), tooDeepIndentation(text));
  if (deep >= 0) {
    const line = text.slice(0, deep).split('\n').length;
    return { documents: [], problems: [nestedTooDeeply({ file: name, line, column: 1 })] };
  }
  const parsed = parseAllDocuments(text, {
    lineCounter: lines,
    prettyErrors: false,
    schema: 'core',
    merge: true,
  });
  const problems = [...parsed].flatMap((tree) => problemsOf(tree, at));
  if (problems.length > 0) return { documents: [], problems };
  const trees = [...parsed].filter(({ contents }) => !isNothing(contents));
  if (trees.length === 0) {
    const fix = 'give a file with content';
    const where = startOf(name);
    return { documents: [], problems: [{ what: 'has no content beside comments', fix, where }] };
  }
  return { documents: trees.map((tree) => yamlDocument(name, tree, at)), problems: [] };
}

function isNothing(contents: unknown): boolean {
  return contents === null || (isScalar(contents) && contents.value === null);
}

type At = (offset: number) => SourceLocation;

function problemsOf(tree: Document, at: At): readonly Problem[] {
  const repeated = tree.errors.filter(({ code }) => code === 'DUPLICATE_KEY');
  const first = tree.errors.find(({ code }) => code !== 'DUPLICATE_KEY');
  const errors = first === undefined ? repeated : [...repeated, first];
  if (errors.length === 0) return aliasProblems(tree, at);
  return errors.map(({ code, pos }) => {
    const [what, fix] = syntaxErrors[code] ?? anyError;
    return { what: `YAML ${what}`, fix, where: at(pos[0]) };
  });
}

/** Anchors that are missing, hold themselves, or multiply beyond reason. */
function aliasProblems(tree: Document, at: At): readonly Problem[] {
  const { targets, faults } = readAliases(tree);
  if (faults.length > 0)
    return faults.map(({ node, what, fix }) => ({ what, fix, where: at(node.range?.[0] ?? 0) }));
  if (targets.size === 0) return [];
  try {
    tree.toJS({ maxAliasCount });
    return [];
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    return [{ ...repeatedTooOften, where: at(tree.contents?.range?.[0] ?? 0) }];
  }
}

/** A document with what its aliases stand for. */
interface Tree extends Pick<Aliases, 'targets'> {
  readonly contents: Node | null;
}

function yamlDocument(name: string, document: Document, at: At): ParsedDocument {
  const tree: Tree = { contents: document.contents, targets: readAliases(document).targets };
  const place = (node: Node | undefined, route: Route): SourceLocation => ({
    ...(node?.range ? at(node.range[0]) : startOf(name)),
    ...(route.length === 0 ? {} : { path: formatRoute(route) }),
  });
  return {
    name,
    value: document.toJS({ maxAliasCount }),
    locate: (route) => place(nearestNode(tree, route), route),
    locateKey: (route) => place(keyNode(tree, route), route),
    written: (route) => {
      const node = nodeAt(tree, route);
      return isScalar(node) && node.type === Scalar.PLAIN ? node.source : undefined;
    },
    duplicateKeys: () => [],
  };
}

/** The node itself, where it is an alias what it stands for. */
function resolved(tree: Tree, node: unknown): Node | undefined {
  const meant = isAlias(node) ? tree.targets.get(node) : node;
  return isNode(meant) ? meant : undefined;
}

function pairAt(tree: Tree, map: YAMLMap, key: string | number): Pair | undefined {
  const own = map.items.find(
    (pair) => isScalar(pair.key) && String(pair.key.value) === String(key),
  );
  return (
    own ??
    mergedMaps(tree, map)
      .map((merged) => pairAt(tree, merged, key))
      .find(Boolean)
  );
}

function mergedMaps(tree: Tree, map: YAMLMap): readonly YAMLMap[] {
  const sources = map.items
    .filter(({ key }) => isMergeKey(key))
    .map(({ value }) => resolved(tree, value))
    .flatMap((value) => (isSeq(value) ? value.items.map((item) => resolved(tree, item)) : [value]));
  return sources.filter((source) => isMap(source));
}

function nodeAt(tree: Tree, route: Route): Node | undefined {
  let node = resolved(tree, tree.contents);
  for (const step of route) {
    if (isMap(node)) node = resolved(tree, pairAt(tree, node, step)?.value);
    else if (isSeq(node) && typeof step === 'number') node = resolved(tree, node.items[step]);
    else return undefined;
  }
  return node;
}

/** The nearest node that is written down: of `key:` without a value, the key. */
function nearestNode(tree: Tree, route: Route): Node | undefined {
  for (let length = route.length; length > 0; length -= 1) {
    const part = route.slice(0, length);
    const node = nodeAt(tree, part);
    if (isScalar(node) && node.source === '' && node.type === Scalar.PLAIN) {
      return keyNode(tree, part);
    }
    if (node !== undefined) return node;
  }
  return tree.contents ?? undefined;
}

function keyNode(tree: Tree, route: Route): Node | undefined {
  const key = route.at(-1);
  const map = nodeAt(tree, route.slice(0, -1));
  const pair = isMap(map) && key !== undefined ? pairAt(tree, map, key) : undefined;
  return isScalar(pair?.key) ? pair.key : nearestNode(tree, route.slice(0, -1));
}

const anyError = ['cannot be read here', 'check indentation, colons and quotes'] as const;

/** What an error of the parser means, in words that never repeat the text. */
const syntaxErrors: Readonly<Record<string, readonly [what: string, fix: string]>> = {
  BAD_ALIAS: ['has a malformed alias', 'write text that starts with "*" in quotes'],
  BAD_DQ_ESCAPE: ['has an unknown escape', 'write "\\\\" for a backslash'],
  BAD_INDENT: [
    'is indented wrongly, or a bracket is not closed',
    'indent with spaces, close [ and {',
  ],
  BAD_SCALAR_START: ['has text that starts with a reserved character', 'write it in quotes'],
  BLOCK_AS_IMPLICIT_KEY: ['has two keys in one line', 'write one "key: value" per line'],
  BLOCK_IN_FLOW: ['has block style inside brackets', 'write [a, b] or {a: 1} inside brackets'],
  DUPLICATE_KEY: ['has the same key twice in one map', 'keep one of the two'],
  MISSING_CHAR: [
    'lacks a closing quote, a comma or a space',
    'close quotes, write ": " after keys',
  ],
  MULTILINE_IMPLICIT_KEY: ['has a key without a colon', 'write "key: value"'],
  TAB_AS_INDENT: ['is indented with a tab', 'indent with spaces'],
  UNEXPECTED_TOKEN: [
    'has something unexpected here',
    'check brackets, commas and quotes before it',
  ],
};
