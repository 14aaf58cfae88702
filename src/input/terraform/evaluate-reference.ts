/** https://developer.hashicorp.com/terraform/language/expressions/references and …/splat */
import type { SourceLocation } from '../../errors.ts';
import { insideWritten, isUnknown, partWritten, type Unknown, unwritten } from '../unknown.ts';
import type { Expression } from './ast.ts';
import { isPrimitive, kindOf, textOf, wholeNumberOf } from './convert.ts';
import type { Evaluate } from './evaluate.ts';
import { made } from './make.ts';
import type { Scope } from './scope.ts';
import { fail, stopAt } from './stop.ts';
import { isList, isMapContent, type Value } from './value.ts';

type Kind<Name extends Expression['kind']> = Extract<Expression, { readonly kind: Name }>;
type Reference = Kind<'name' | 'attribute' | 'index'>;

/** A step from a value to a part of it, with the key of an index evaluated. */
type Step = string | { readonly key: Value };

/** The scope resolves as much of it as it knows; the steps that are left are taken in the value. */
export function evaluateTraversal(reference: Reference, scope: Scope, evaluate: Evaluate): Value {
  const { root, steps } = unfold(reference, scope, evaluate);
  if (root.kind !== 'name') return follow(evaluate(root, scope), steps, reference.at);
  const path: (string | number)[] = [root.name];
  for (const step of steps) {
    const key = typeof step === 'string' ? step : step.key.content;
    if (typeof key !== 'string' && typeof key !== 'number') break;
    path.push(key);
  }
  const resolution = scope.resolve(path, reference.at);
  if (resolution === undefined) {
    // It may be a text without its quotes, a secret as well: the place says enough.
    fail('nothing has the name that stands here', 'correct it; texts stand in double quotes');
  }
  return follow(resolution.value, steps.slice(resolution.steps - 1), reference.at);
}

/** The first name or value of a reference, and the steps from there, first step first. */
function unfold(reference: Reference, scope: Scope, evaluate: Evaluate) {
  const steps: Step[] = [];
  let root: Expression = reference;
  while (root.kind === 'attribute' || root.kind === 'index') {
    steps.push(root.kind === 'attribute' ? root.name : { key: evaluate(root.key, scope) });
    root = root.of;
  }
  return { root, steps: steps.toReversed() };
}

function follow(value: Value, steps: readonly Step[], at: SourceLocation): Value {
  const end = steps.reduce((current, step) => take(current, step), value);
  return isUnknown(end.content) ? made(end.content, at) : end;
}

function take(value: Value, step: Step): Value {
  const { content } = value;
  if (isUnknown(content)) return { ...value, content: partWritten(content, stepText(step)) };
  return typeof step === 'string' ? attributeOf(value, step) : partOf(value, step.key);
}

/** `.name`, `[0]`, `["eu"]`, or `[var.region]` where the key is not known. */
function stepText(step: Step): string | undefined {
  if (typeof step === 'string') return `.${step}`;
  const { content } = step.key;
  if (isPrimitive(content)) return `[${JSON.stringify(content)}]`;
  const key = isUnknown(content) ? insideWritten(content) : undefined;
  return key === undefined ? undefined : `[${key}]`;
}

function attributeOf(value: Value, name: string): Value {
  const { content, at, rest } = value;
  if (isMapContent(content)) {
    const attribute = content.get(name) ?? (rest === undefined ? undefined : made(rest, at));
    return (
      attribute ??
      fail(`there is no attribute ${name}`, 'correct the name, or use try() or lookup()')
    );
  }
  if (content === null) fail(`null has no attribute ${name}`, 'use try() where it may be null');
  const fix = isList(content) ? 'write [0] for an item, or [*] for all of them' : 'leave it out';
  return fail(`a ${kindOf(value)} has no attribute ${name}`, fix);
}

/** The entry of a map whose key is not known and written the same. */
function partByWriting({ content }: Value, { written }: Unknown): Value | undefined {
  return isMapContent(content) && written !== undefined ? content.get(written) : undefined;
}

/** `value[key]` */
export function partOf(value: Value, key: Value): Value {
  const { content } = value;
  if (isUnknown(content)) return value;
  if (isUnknown(key.content))
    return partByWriting(value, key.content) ?? made(unwritten(key.content), key.at);
  if (isMapContent(content)) {
    const missing = value.rest === undefined ? undefined : made(value.rest, value.at);
    const part = content.get(textOf(key)) ?? missing;
    return part ?? fail('the map has no such key', 'correct the key, or use try() or lookup()');
  }
  if (!isList(content) || value.collection === 'set') {
    fail(
      `a ${value.collection ?? kindOf(value)} has no index`,
      'take the index of a list or a map',
    );
  }
  const part = content[wholeNumberOf(key)];
  return part ?? fail(`the list has ${content.length} items, not this one`, 'correct the index');
}

/** `a[*].b[*].c` goes into each list that `a[*].b` gives, as deep as there are splats. */
export function evaluateSplat(splat: Kind<'splat'>, scope: Scope, evaluate: Evaluate): Value {
  const steps = splat.steps.map((step) =>
    step.kind === 'attribute' ? step.name : { key: evaluate(step.key, scope) },
  );
  return eachAtDepth(evaluate(splat.of, scope), splatsIn(splat.of), (value) =>
    takeFromEach(value, steps, splat.at),
  );
}

function splatsIn(expression: Expression): number {
  return expression.kind === 'splat' ? 1 + splatsIn(expression.of) : 0;
}

function eachAtDepth(value: Value, depth: number, change: (value: Value) => Value): Value {
  if (depth === 0 || !isList(value.content)) return change(value);
  return { ...value, content: value.content.map((item) => eachAtDepth(item, depth - 1, change)) };
}

/** Nothing of null, the value itself of what is no list, all items of a list. */
function takeFromEach(value: Value, steps: readonly Step[], at: SourceLocation): Value {
  if (isUnknown(value.content)) stopAt(value.content);
  if (value.content === null) return made([], at);
  const items = isList(value.content) ? value.content : [value];
  const converted = isList(value.content) && value.collection !== undefined;
  return made(
    items.map((item) => follow(item, steps, at)),
    at,
    converted ? 'list' : undefined,
  );
}
