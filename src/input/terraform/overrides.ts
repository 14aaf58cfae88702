/**
 * Override files: what they say of a block counts before what the block says.
 * https://developer.hashicorp.com/terraform/language/files/override
 */
import type { Block, Body } from './ast.ts';
import { typeOf } from './blocks.ts';

/** The bodies with the overrides merged in, one after the other; what overrides nothing is added. */
export function withOverrides(
  bodies: readonly Body[],
  overrides: readonly Body[],
): readonly Body[] {
  return overrides.reduce(overridden, bodies);
}

function overridden(bodies: readonly Body[], { blocks }: Body): readonly Body[] {
  const locals = blocks.filter(({ type }) => type === 'locals');
  const localNames = new Set(locals.flatMap(({ body }) => body.attributes.map(({ name }) => name)));
  const byAddress = new Map(blocks.map((block) => [addressOf(block), block]));
  const known = new Set(bodies.flatMap((body) => body.blocks.map(addressOf)));
  const merged = bodies.map((body) => ({
    ...body,
    blocks: body.blocks.map((block) => {
      if (block.type === 'locals') return withoutAttributes(block, localNames);
      const over = byAddress.get(addressOf(block));
      return over === undefined ? block : mergedBlock(block, over);
    }),
  }));
  const added = blocks.filter((block) => block.type !== 'locals' && !known.has(addressOf(block)));
  return [...merged, { attributes: [], blocks: [...locals, ...added] }];
}

function addressOf({ type, labels }: Block): string {
  return [type, ...labels].join(' ');
}

function withoutAttributes(block: Block, names: ReadonlySet<string>): Block {
  const attributes = block.body.attributes.filter(({ name }) => !names.has(name));
  return { ...block, body: { ...block.body, attributes } };
}

/** Attributes by name, nested blocks by type: all of a type replace all that were there. */
function mergedBlock(block: Block, { body: over }: Block): Block {
  const names = new Set(over.attributes.map(({ name }) => name));
  const types = new Set(over.blocks.map(typeOf));
  const { body } = withoutAttributes(block, names);
  return {
    ...block,
    body: {
      ...body,
      attributes: [...body.attributes, ...over.attributes],
      blocks: [...body.blocks.filter((each) => !types.has(typeOf(each))), ...over.blocks],
    },
  };
}
