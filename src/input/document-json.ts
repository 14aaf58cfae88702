import {
  findNodeAtLocation,
  type Node,
  parse,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser';
import type { Problem, SourceLocation } from '../errors.ts';
import { quote } from '../net/cidr-error.ts';
import type { ParsedDocument, ParsedText } from './document.ts';
import { nestedTooDeeply, tooDeep, tooDeepBracket } from './nesting.ts';
import { formatRoute, type Route } from './route.ts';

/** Strict JSON (RFC 8259): one value, no comments, no trailing comma. */
export function parseJson(name: string, text: string): ParsedText {
  const position = lineIndex(text);
  const deep = tooDeepBracket(text, true);
  if (deep >= 0) return refused(nestedTooDeeply({ file: name, ...position(deep) }));
  try {
    const value: unknown = JSON.parse(text);
    return { documents: [jsonDocument(name, text, value, position)], problems: [] };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return refused(syntaxProblem(name, text, position));
  }
}

function refused(problem: Problem): ParsedText {
  return { documents: [], problems: [problem] };
}

interface Position {
  readonly line: number;
  readonly column: number;
}

/** Lines and columns of offsets, both from 1. */
function lineIndex(text: string): (offset: number) => Position {
  let starts: number[] | undefined;
  return (offset) => {
    starts ??= [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)];
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
}

/** The tree of places costs far more than the values, so it is made when a place is first asked for. */
function jsonDocument(
  name: string,
  text: string,
  value: unknown,
  position: (offset: number) => Position,
): ParsedDocument {
  let root: Node | undefined;
  const tree = () => (root ??= parseTree(text));
  const lazily = (route: Route, find: () => Node | undefined) =>
    lazyPlace(name, route, () => position(find()?.offset ?? 0));
  return {
    name,
    value,
    locate: (route) => lazily(route, () => nearestNode(tree(), route)),
    locateKey: (route) => lazily(route, () => keyNode(tree(), route)),
    written: (route) => {
      const node = nodeAt(tree(), route);
      if (node === undefined || !['number', 'boolean'].includes(node.type)) return undefined;
      return text.slice(node.offset, node.offset + node.length);
    },
    duplicateKeys: () =>
      duplicatesIn(tree()).map((key) => ({
        what: `${quote(String(key.value))} stands twice in one object`,
        fix: 'keep one of the two',
        where: { file: name, ...position(key.offset) },
      })),
  };
}

/** Routes are made by the ten thousand, and few are ever shown: path, line and column wait until then. */
function lazyPlace(file: string, route: Route, find: () => Position): SourceLocation {
  let found: Position | undefined;
  const place = {
    file,
    get line() {
      return (found ??= find()).line;
    },
    get column() {
      return (found ??= find()).column;
    },
  };
  if (route.length === 0) return place;
  return Object.defineProperty(place, 'path', { enumerable: true, get: () => formatRoute(route) });
}

function nodeAt(root: Node | undefined, route: Route): Node | undefined {
  return root === undefined ? undefined : findNodeAtLocation(root, [...route]);
}

function nearestNode(root: Node | undefined, route: Route): Node | undefined {
  for (let length = route.length; length > 0; length -= 1) {
    const node = nodeAt(root, route.slice(0, length));
    if (node !== undefined) return node;
  }
  return root;
}

function keyNode(root: Node | undefined, route: Route): Node | undefined {
  const property = nodeAt(root, route)?.parent;
  return property?.type === 'property' ? property.children?.[0] : nearestNode(root, route);
}

function duplicatesIn(node: Node | undefined): readonly Node[] {
  const children = node?.children ?? [];
  const inside = children.flatMap(duplicatesIn);
  if (node?.type !== 'object') return inside;
  const keys = children.flatMap((property) => property.children?.[0] ?? []);
  const seen = new Set<unknown>();
  const again = keys.filter((key) => seen.size === seen.add(key.value).size);
  return [...again, ...inside];
}

/** What the first error of each kind means, in words that never repeat the text. */
const syntaxErrors: Readonly<Record<string, readonly [what: string, fix: string]>> = {
  InvalidSymbol: ['is no JSON here', 'write strings in double quotes'],
  InvalidNumberFormat: ['has a malformed number', 'write digits only'],
  PropertyNameExpected: ['lacks a key', 'write a key in double quotes, no comma before "}"'],
  ValueExpected: ['lacks a value', 'write a value, no comma before "]"'],
  ColonExpected: ['lacks a ":"', 'write "key": value'],
  CommaExpected: ['lacks a ","', 'separate values by commas'],
  CloseBraceExpected: ['ends inside an object', 'close it with "}", or give the whole file'],
  CloseBracketExpected: ['ends inside a list', 'close it with "]", or give the whole file'],
  EndOfFileExpected: ['goes on after the first value', 'give one JSON value per file'],
  InvalidCommentToken: ['has a comment, which JSON has not', 'take it out, or write YAML'],
  UnexpectedEndOfComment: ['has a comment, which JSON has not', 'take it out, or write YAML'],
  UnexpectedEndOfString: ['has a string that does not end', 'close it with a double quote'],
  UnexpectedEndOfNumber: ['has a malformed number', 'write digits only'],
  InvalidUnicode: ['has a malformed \\u escape', 'write four hexadecimal digits'],
  InvalidEscapeCharacter: ['has an unknown escape', 'write "\\\\" for a backslash'],
  InvalidCharacter: ['has a control character in a string', 'write it as an escape such as \\n'],
};

function syntaxProblem(
  name: string,
  text: string,
  position: (offset: number) => Position,
): Problem {
  const { what, fix, offset } = syntaxFault(text);
  return { what, fix, where: { file: name, ...position(offset) } };
}

/** What is wrong with a text that is no JSON, and the offset where. */
export function syntaxFault(text: string): Omit<Problem, 'where'> & { readonly offset: number } {
  const deep = tooDeepBracket(text, true);
  if (deep >= 0) return { ...tooDeep, offset: deep };
  const errors: ParseError[] = [];
  parse(text, errors, { disallowComments: true, allowTrailingComma: false });
  const [first] = errors;
  const code = first === undefined ? 'InvalidSymbol' : printParseErrorCode(first.error);
  const [what, fix] = syntaxErrors[code] ?? ['is no JSON', 'write JSON'];
  return { what: `JSON ${what}`, fix, offset: first?.offset ?? 0 };
}
