/** How often a resource or a module is there: `count` and `for_each`. */
import type { SourceLocation } from '../../errors.ts';
import { insideWritten, isUnknown, Unknown } from '../unknown.ts';
import { keyOf, wholeNumberOf } from './convert.ts';
import type { Declaration } from './configuration.ts';
import { pairsOf } from './evaluate-for.ts';
import { evaluate } from './evaluate.ts';
import { made, mapOf } from './make.ts';
import type { Run } from './run.ts';
import { type Scope, withNames } from './scope.ts';
import { settled } from './settle.ts';
import { fail } from './stop.ts';
import { isList, isMapContent, type Value } from './value.ts';

export type InstanceKey = string | number;

export interface Instance {
  /** Absent where it is neither counted nor made for each item. */
  readonly key?: InstanceKey;
  /** What its expressions see, `each` and `count` included. */
  readonly scope: Scope;
}

export interface Instances {
  readonly kind: 'single' | 'count' | 'for_each';
  /** Where nobody knows how many there are, one that stands for any of them. */
  readonly all: readonly Instance[];
  /** Why nobody knows how many there are. */
  readonly open?: Unknown;
}

/** Of one declaration; more are certainly not meant. */
const mostInstances = 1000;

/** The instances of the declaration with that address, found once. */
export function instancesOf(
  run: Pick<Run, 'values' | 'instances' | 'written'>,
  address: string,
  declaration: Declaration,
  scope: Scope,
): Instances {
  const known = run.instances.get(address);
  if (known !== undefined) return known;
  const given = { address, declaration, scope, written: run.written };
  let found = openInstances(given, 'count', new Unknown('it depends on itself'));
  run.values.get(`${address}.count`, declaration.at, () => {
    found = countInstances(given);
    return made(null, declaration.at);
  });
  run.instances.set(address, found);
  return found;
}

interface Counted {
  readonly written: Run['written'];
  readonly address: string;
  readonly declaration: Declaration;
  readonly scope: Scope;
}

function countInstances(given: Counted): Instances {
  const { declaration, scope } = given;
  const { body, at } = declaration;
  const argument = (name: string) => body.attributes.find((each) => each.name === name)?.value;
  const count = argument('count');
  const forEach = argument('for_each');
  if (count !== undefined) return counted(given, evaluate(count, scope));
  if (forEach !== undefined) return forEachItem(given, evaluate(forEach, scope));
  return { kind: 'single', all: [{ scope: withoutItem(scope, at) }] };
}

/** `count` and `each` of a module are not those of its resources. */
function withoutItem(scope: Scope, at: SourceLocation): Scope {
  const none = (name: string) => [name, made(mapOf([]), at)] as const;
  return withNames(scope, new Map([none('each'), none('count')]));
}

/** One for all: what its items are called and have is written, and not known. */
function openInstances(
  { address, declaration: { at }, scope, written }: Counted,
  kind: 'count' | 'for_each',
  open: Unknown,
): Instances {
  const over = insideWritten(open);
  const part = (name: string) => made(new Unknown(open.why, undefined, written(name)), at);
  const keys = over ?? address;
  const each = mapOf([
    ['key', part(`each.key of ${keys}`)],
    ['value', part(over === undefined ? `each.value of ${keys}` : `${over}[each.key]`)],
  ]);
  const count = mapOf([['index', part(`count.index of ${address}`)]]);
  const item = kind === 'count' ? made(count, at) : made(each, at);
  const names = new Map([[kind === 'count' ? 'count' : 'each', item]]);
  return { kind, open, all: [{ scope: withNames(scope, names) }] };
}

function counted(given: Counted, value: Value): Instances {
  const { scope } = given;
  const checked = settled(value.at, scope, () => {
    const number = wholeNumberOf(value);
    if (number < 0 || number > mostInstances) fail(tooMany, fewer);
    return made(number, value.at);
  });
  if (isUnknown(checked.content)) return openInstances(given, 'count', checked.content);
  const all = Array.from({ length: Number(checked.content) }, (_, index) => {
    const names = new Map([['count', made(mapOf([['index', made(index, value.at)]]), value.at)]]);
    return { key: index, scope: withNames(scope, names) };
  });
  return { kind: 'count', all };
}

const tooMany = `stands for less than none or more than ${mostInstances}`;
const fewer = 'write a number of things that are really made';

function forEachItem(given: Counted, value: Value): Instances {
  const { content } = value;
  if (isUnknown(content)) return openInstances(given, 'for_each', content);
  const { scope } = given;
  const size = isMapContent(content) ? content.size : isList(content) ? content.length : undefined;
  const checked = settled(value.at, scope, () => {
    if (size === undefined)
      fail('for_each stands for no map and no set', 'write toset([…]) or a map');
    if (size > mostInstances) fail(tooMany, fewer);
    return value;
  });
  if (isUnknown(checked.content)) return openInstances(given, 'for_each', checked.content);
  const pairs = [...pairsOf({ ...value, collection: 'set' })];
  const nameless = pairs.map(([key]) => key.content).find(isNameless);
  if (nameless !== undefined) return openInstances(given, 'for_each', nameless);
  return { kind: 'for_each', all: pairs.map(([key, item]) => itemInstance(key, item, scope)) };
}

/** A key that nobody can even write down. */
function isNameless(content: Value['content']): content is Unknown {
  return isUnknown(content) && content.written === undefined;
}

/** A key stands before its item, and has no other place of its own. */
function itemInstance(key: Value, item: Value, scope: Scope): Instance {
  const each = made(
    mapOf([
      ['key', { ...key, at: item.at }],
      ['value', item],
    ]),
    item.at,
  );
  return { key: keyOf(key), scope: withNames(scope, new Map([['each', each]])) };
}

/** `[0]`, `["europe-west1"]`, or nothing for a single instance. */
export function indexText(key: InstanceKey | undefined): string {
  return key === undefined ? '' : `[${JSON.stringify(key)}]`;
}

/** Its key in a map of all instances; the one that stands for any is written as what its items are called. */
export function nameOfInstance(instance: Instance | undefined): string {
  if (instance?.key !== undefined) return String(instance.key);
  const each = instance?.scope.resolve(['each'], { file: '' })?.value.content;
  const key = each !== undefined && isMapContent(each) ? each.get('key') : undefined;
  return key === undefined ? '' : keyOf(key);
}

/** What decides how many there are: two that hang on the same are as many. */
export function openOf(address: string, { kind, open }: Instances): readonly string[] {
  if (open === undefined) return [];
  return [`${kind} ${open.written ?? (kind === 'count' ? open.why : address)}`];
}

export function leaveOutOpen(
  run: Pick<Run, 'leaveOut'>,
  what: string,
  { at }: Declaration,
  { open }: Instances,
): void {
  if (open === undefined) return;
  const reason = `how many of it there are is not known: ${open.why}`;
  run.leaveOut({ what, reason, where: at });
}
