/** The body of a resource as the map of its attributes, in which blocks of one type are a list. */
import { defined } from '../../defined.ts';
import type { SourceLocation } from '../../errors.ts';
import { asides } from '../google/asides.ts';
import { isUnknown, type Unknown } from '../unknown.ts';
import type { Block, Body } from './ast.ts';
import { pairsOf } from './evaluate-for.ts';
import { evaluate } from './evaluate.ts';
import { made, mapOf } from './make.ts';
import { type Scope, withNames } from './scope.ts';
import { settled } from './settle.ts';
import { isList, type Value } from './value.ts';

/** Arguments and blocks that Terraform itself reads. */
const metaNames = new Set(['count', 'for_each', 'depends_on', 'provider', 'providers']);
const metaBlocks = new Set(['lifecycle', 'provisioner', 'connection', 'timeouts', 'dynamic']);

/** Names of the attributes and blocks of a body that anybody looks at. */
export function namesIn({ attributes, blocks }: Body): ReadonlySet<string> {
  const names = [
    ...attributes.map(({ name }) => name).filter((name) => !metaNames.has(name)),
    ...blocks.map(typeOf).filter((type) => !metaBlocks.has(type)),
  ];
  return new Set(names.filter((name) => !asides.has(name)));
}

/** `dynamic "node_pool"` makes blocks of the type `node_pool`. */
export function typeOf({ type, labels }: Block): string {
  return type === 'dynamic' ? (labels[0] ?? type) : type;
}

/**
 * The value of one attribute, or the list of the blocks of one type; `undefined` where there is neither.
 * `rest` is what else the blocks have than they say.
 */
export function partOfBody(
  body: Body,
  name: string,
  scope: Scope,
  rest?: Unknown,
): Value | undefined {
  const attribute = body.attributes.find((each) => each.name === name);
  if (attribute !== undefined) {
    const value = evaluate(attribute.value, scope);
    return isUnknown(value.content) ? { ...value, at: attribute.at } : value;
  }
  const blocks = body.blocks.filter((block) => typeOf(block) === name);
  return blocks[0] === undefined ? undefined : listOfBlocks(blocks, blocks[0].at, scope, rest);
}

function listOfBlocks(
  blocks: readonly Block[],
  at: SourceLocation,
  scope: Scope,
  rest: Unknown | undefined,
): Value {
  const lists = blocks.map((block) =>
    block.type === 'dynamic'
      ? dynamicBlocks(block, scope, rest)
      : made([bodyValue(block, scope, rest)], at),
  );
  const unknown = lists.find(({ content }) => isUnknown(content));
  return (
    unknown ??
    made(
      lists.flatMap(({ content }) => (isList(content) ? content : [])),
      at,
    )
  );
}

export function bodyValue(
  { body, at }: Pick<Block, 'body' | 'at'>,
  scope: Scope,
  rest?: Unknown,
): Value {
  const entries = [...namesIn(body)].flatMap((name) => {
    const value = partOfBody(body, name, scope, rest);
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...made(mapOf(entries), at), ...defined({ rest }) };
}

/** https://developer.hashicorp.com/terraform/language/expressions/dynamic-blocks */
function dynamicBlocks(
  { labels, body, at }: Block,
  scope: Scope,
  rest: Unknown | undefined,
): Value {
  const attribute = (name: string) => body.attributes.find((each) => each.name === name)?.value;
  const forEach = attribute('for_each');
  const content = body.blocks.find(({ type }) => type === 'content');
  if (forEach === undefined || content === undefined) return made([], at);
  const items = evaluate(forEach, scope);
  if (isUnknown(items.content)) return { ...items, at };
  const iterator = attribute('iterator');
  const name = iterator?.kind === 'name' ? iterator.name : (labels[0] ?? '');
  return settled(at, scope, () =>
    made(
      [...pairsOf(items)].map(([key, value]) => {
        const entries = [['key', key] as const, ['value', value] as const];
        const item = made(mapOf(entries), value.at);
        return bodyValue(content, withNames(scope, new Map([[name, item]])), rest);
      }),
      at,
    ),
  );
}
