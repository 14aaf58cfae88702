/** Expressions: from the nodes of the grammar to what they mean. */
import type { Node } from 'web-tree-sitter';
import { defined } from '../../defined.ts';
import type {
  BinaryOperator,
  Expression,
  ForExpression,
  ObjectItem,
  SplatStep,
  UnaryOperator,
} from './ast.ts';
import { templateOf } from './templates.ts';
import { child, childrenOf, nameOf, placeOf, type TreeReader, wordOf } from './tree.ts';

export function expressionOf(reader: TreeReader, node: Node): Expression {
  const [first] = node.children;
  return first?.type === 'conditional'
    ? conditionalOf(reader, first)
    : termOf(reader, node.children);
}

/**
 * The grammar takes `a ? b : c ? d : e` for `(a ? b : c) ? d : e`, Terraform for `a ? b : (c ? d : e)`: the
 * operands are put in a row and joined from the right.
 */
function conditionalOf(reader: TreeReader, node: Node): Expression {
  const row: Node[] = [];
  let current: Node | undefined = node;
  while (current !== undefined) {
    const [condition, whenTrue, whenFalse] = childrenOf(current, 'expression');
    if (condition === undefined || whenTrue === undefined || whenFalse === undefined) break;
    const [inner]: readonly Node[] = condition.children;
    current = inner?.type === 'conditional' ? inner : undefined;
    row.unshift(...(current === undefined ? [condition] : []), whenTrue, whenFalse);
  }
  const operands = row.map((operand) => reader.expression(operand));
  return operands.reduceRight((whenFalse, whenTrue, index) => {
    const condition = operands[index - 1];
    if (index % 2 === 0 || condition === undefined) return whenFalse;
    return { kind: 'conditional', at: condition.at, condition, whenTrue, whenFalse };
  });
}

const binaryOperators = new Set('+ - * / % == != < <= > >= && ||'.split(' '));
const isBinaryOperator = (type: string): type is BinaryOperator => binaryOperators.has(type);

/** A term and the steps behind it, all children of one node. */
function termOf(reader: TreeReader, nodes: readonly Node[]): Expression {
  const inParentheses = nodes[0]?.type === '(';
  const [head] = inParentheses ? nodes.slice(1) : nodes;
  if (head === undefined) throw new Error('the grammar gave an expression without a term');
  const steps = nodes.slice(inParentheses ? 3 : 1);
  refuseLegacyAfterLegacy(reader, steps);
  return steps.reduce((of, step) => stepOf(reader, of, step), headOf(reader, head));
}

/** The names behind `.*` belong to it, up to a bracket, and Terraform knows no `.*` among them. */
function refuseLegacyAfterLegacy({ problems, source }: TreeReader, steps: readonly Node[]): void {
  const found = steps.find((step, index) => {
    const [before] = steps[index - 1]?.children ?? [];
    const [splat] = step.children;
    if (splat?.type !== 'attr_splat' || before?.type !== 'attr_splat') return false;
    return !before.children.some(isBracket);
  });
  if (found === undefined) return;
  const where = source.locate(found.startIndex);
  problems.push({ what: 'one ".*" behind another', fix: 'write "[*]" for each', where });
}

function isBracket({ children: [index] }: Node): boolean {
  return index?.type === 'new_index';
}

function headOf(reader: TreeReader, node: Node): Expression {
  const read = heads[node.type];
  if (read === undefined) throw new Error(`the grammar gave a term that is ${node.type}`);
  return read(reader, node);
}

type Read = (reader: TreeReader, node: Node) => Expression;

const inner: Read = (reader, node) => {
  const [first] = node.children;
  if (first === undefined) throw new Error(`the grammar gave an empty ${node.type}`);
  return headOf(reader, first);
};

const heads: Readonly<Record<string, Read>> = {
  expression: expressionOf,
  literal_value: inner,
  collection_value: inner,
  operation: inner,
  for_expr: inner,
  template_expr: inner,
  quoted_template: templateOf,
  string_lit: templateOf,
  numeric_lit: (reader, node) => literal(reader, node, Number(wordOf(reader, node))),
  bool_lit: (reader, node) => literal(reader, node, wordOf(reader, node) === 'true'),
  null_lit: (reader, node) => literal(reader, node, null),
  variable_expr: (reader, node) => ({
    kind: 'name',
    at: placeOf(reader, node),
    name: nameOf(reader, node),
  }),
  function_call: callOf,
  unary_operation: unaryOf,
  binary_operation: binaryOf,
  tuple: (reader, node) => ({
    kind: 'list',
    at: placeOf(reader, node),
    items: childrenOf(node, 'expression').map((item) => reader.expression(item)),
  }),
  object: objectOf,
  for_tuple_expr: forOf,
  for_object_expr: forOf,
};

function literal(reader: TreeReader, node: Node, value: string | number | boolean | null) {
  return { kind: 'literal', at: placeOf(reader, node), value } as const;
}

function callOf(reader: TreeReader, node: Node): Expression {
  const given = node.children.find(({ type }) => type === 'function_arguments');
  return {
    kind: 'call',
    at: placeOf(reader, node),
    name: wordOf(reader, child(node, 'identifier')),
    args: given === undefined ? [] : childrenOf(given, 'expression').map(reader.expression),
    expand: given?.children.some(({ type }) => type === 'ellipsis') ?? false,
  };
}

function unaryOf(reader: TreeReader, node: Node): Expression {
  const [sign, ...operand] = node.children;
  const operator: UnaryOperator = sign?.type === '!' ? '!' : '-';
  return { kind: 'unary', at: placeOf(reader, node), operator, of: termOf(reader, operand) };
}

function binaryOf(reader: TreeReader, node: Node): Expression {
  const nodes = node.children;
  const split = nodes.findIndex(({ type }) => isBinaryOperator(type));
  const operator = nodes[split]?.type ?? '';
  if (!isBinaryOperator(operator)) throw new Error('the grammar gave an operation without one');
  const left = termOf(reader, nodes.slice(0, split));
  const right = termOf(reader, nodes.slice(split + 1));
  return { kind: 'binary', at: left.at, operator, left, right };
}

function objectOf(reader: TreeReader, node: Node): Expression {
  const items = childrenOf(node, 'object_elem');
  for (const [index, item] of items.entries()) {
    const before = items[index - 1]?.endIndex ?? item.startIndex;
    const parted = reader.masked.slice(before, item.startIndex).includes(',');
    if (index === 0 || parted) continue;
    const fix = 'put a comma before it, or begin a new line';
    const what = 'an item of an object does not end before the next one';
    reader.problems.push({ what, fix, where: placeOf(reader, item) });
  }
  return {
    kind: 'object',
    at: placeOf(reader, node),
    items: items.map((item) => itemOf(reader, item)),
  };
}

/** A key that is a bare word is that word, also where it is `null`; in parentheses it is an expression. */
function itemOf(reader: TreeReader, node: Node): ObjectItem {
  const [key, value] = childrenOf(node, 'expression');
  if (key === undefined || value === undefined) throw new Error('the grammar gave half an item');
  return { key: keyOf(reader, key), value: reader.expression(value) };
}

const words = new Set(['variable_expr', 'bool_lit', 'null_lit']);

function keyOf(reader: TreeReader, node: Node): Expression {
  const [only, ...more] = node.children;
  const word = only?.type === 'literal_value' ? only.children[0] : only;
  if (word === undefined || more.length > 0 || !words.has(word.type))
    return reader.expression(node);
  return literal(reader, word, nameOf(reader, word));
}

function forOf(reader: TreeReader, node: Node): Expression {
  const intro = child(node, 'for_intro');
  const names = childrenOf(intro, 'identifier').map((name) => nameOf(reader, name));
  const [first, second] = childrenOf(node, 'expression').map(reader.expression);
  const condition = node.children.find(({ type }) => type === 'for_cond');
  const valueName = names.at(-1);
  if (first === undefined || valueName === undefined) {
    throw new Error('the grammar gave half a for expression');
  }
  return {
    at: placeOf(reader, node),
    ...defined({
      kind: 'for' as const,
      key: second === undefined ? undefined : first,
      value: second ?? first,
      keyName: names.length > 1 ? names[0] : undefined,
      valueName,
      of: reader.expression(child(intro, 'expression')),
      condition: condition && reader.expression(child(condition, 'expression')),
      grouped: node.children.some(({ type }) => type === 'ellipsis'),
    } satisfies Record<keyof ForExpression, unknown>),
  };
}

function stepOf(reader: TreeReader, of: Expression, node: Node): Expression {
  const [step] = node.children;
  if (node.type !== 'splat') return stepTo(of, indexOrName(reader, node));
  if (step?.type === 'full_splat') {
    return { kind: 'splat', at: of.at, of, steps: stepsOf(reader, step.children) };
  }
  return legacySplatOf(reader, of, step?.children ?? []);
}

/** `of.*.a[0]`: brackets, and what comes behind them, are steps from the list that the splat gives. */
function legacySplatOf(reader: TreeReader, of: Expression, nodes: readonly Node[]): Expression {
  const bracket = nodes.findIndex(isBracket);
  const end = bracket < 0 ? nodes.length : bracket;
  const steps = stepsOf(reader, nodes.slice(0, end));
  const splat: Expression = { kind: 'splat', at: of.at, of, steps };
  return stepsOf(reader, nodes.slice(end)).reduce(stepTo, splat);
}

function stepsOf(reader: TreeReader, nodes: readonly Node[]): readonly SplatStep[] {
  const steps = nodes.filter(({ type }) => type === 'get_attr' || type === 'index');
  return steps.map((node) => indexOrName(reader, node));
}

function stepTo(of: Expression, step: SplatStep): Expression {
  return step.kind === 'attribute'
    ? { kind: 'attribute', at: of.at, of, name: step.name }
    : { kind: 'index', at: of.at, of, key: step.key };
}

function indexOrName(reader: TreeReader, node: Node): SplatStep {
  if (node.type === 'get_attr') {
    return { kind: 'attribute', name: nameOf(reader, child(node, 'identifier')) };
  }
  const [index] = node.children;
  if (index?.type === 'new_index') {
    return { kind: 'index', key: reader.expression(child(index, 'expression')) };
  }
  const digits = index === undefined ? '' : wordOf(reader, index).replace(/^\.\s*/, '');
  return { kind: 'index', key: literal(reader, node, Number(digits)) };
}
