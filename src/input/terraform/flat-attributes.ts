/**
 * Attributes as Terraform before 0.12 keeps them in a state: `secondary_ip_range.0.range_name` in one flat map,
 * where `.#` counts the items of a list and `.%` those of a map.
 */
import type { SourceLocation } from '../../errors.ts';
import { Unknown } from '../unknown.ts';
import type { Content, Value } from './value.ts';

interface Node {
  readonly children: Map<string, Node>;
  /** The whole key, where a value stands at it. */
  key?: string;
  text?: string;
}

/** What that Terraform writes for a value that is not known. */
const unknownText = '74D93920-ED26-11E3-AC10-0800200C9A66';

/** Attributes nest a few levels deep; longer keys are none. */
const deepestKey = 50;

/** The attributes as a map; items of a set stand in the order of their hashes. */
export function unflatten(
  flat: Readonly<Record<string, unknown>>,
  locate: (key: string) => SourceLocation,
  at: SourceLocation,
): Value {
  const root: Node = { children: new Map() };
  for (const [key, text] of Object.entries(flat)) {
    const steps = key.split('.');
    if (typeof text !== 'string' || steps.length > deepestKey) continue;
    const node = steps.reduce(childOf, root);
    node.key = key;
    node.text = text;
  }
  return valueOf(root, locate, at);
}

function childOf({ children }: Node, step: string): Node {
  const known = children.get(step);
  if (known !== undefined) return known;
  const child: Node = { children: new Map() };
  children.set(step, child);
  return child;
}

function valueOf(
  node: Node,
  locate: (key: string) => SourceLocation,
  around: SourceLocation,
): Value {
  const own = node.key ?? node.children.get('#')?.key ?? node.children.get('%')?.key;
  const at = own === undefined ? around : locate(own);
  return { content: contentOf(node, locate, at), at };
}

function contentOf(
  node: Node,
  locate: (key: string) => SourceLocation,
  at: SourceLocation,
): Content {
  const { children, text } = node;
  if (children.size === 0)
    return text === unknownText ? new Unknown('known after apply') : (text ?? null);
  if (children.get('#')?.text === unknownText) return new Unknown('known after apply');
  const items = [...children].filter(([step]) => step !== '#' && step !== '%');
  const values = (list: typeof items) =>
    list.map(([step, child]) => [step, valueOf(child, locate, at)] as const);
  if (!children.has('#')) return new Map(values(items));
  const ordered = items.toSorted(([a], [b]) => Number(a) - Number(b));
  return values(ordered).map(([, value]) => value);
}
