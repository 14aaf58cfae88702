/**
 * What the configuration inside a plan says of values that are known only after apply: whether anybody gives
 * them at all, and which resource they refer to.
 */
import { isMap, valueAt } from '../route.ts';
import { isUnknown } from '../unknown.ts';
import { listOf } from './shown-modules.ts';

/** Attributes whose value is the name, id or self link of another resource. */
const references: ReadonlySet<string> = new Set([
  'network',
  'peer_network',
  'subnetwork',
  'cluster',
  'private_endpoint_subnetwork',
  'cluster_secondary_range_name',
  'services_secondary_range_name',
  'pod_range',
]);

/** A module of the configuration, and what its addresses begin with. */
interface Scope {
  readonly module: unknown;
  /** `module.net[0].`; nothing for the root. */
  readonly prefix: string;
  readonly call?: { readonly expressions: unknown; readonly from: Scope };
}

const step = /^module\.([\w-]+)(?:\[[^\]]*\])?\./;

/** The module of an address, and the rest of the address inside it. */
function scopeOf(root: unknown, address: string): { scope: Scope; local: string } {
  let scope: Scope = { module: root, prefix: '' };
  let local = address;
  for (let match = step.exec(local); match !== null; match = step.exec(local)) {
    scope = calledFrom(scope, match[1] ?? '', match[0]);
    local = local.slice(match[0].length);
  }
  return { scope, local };
}

function calledFrom(from: Scope, name: string, written: string): Scope {
  const call = valueAt(from.module, ['module_calls', name]);
  return {
    module: valueAt(call, ['module']),
    prefix: from.prefix + written,
    call: { expressions: valueAt(call, ['expressions']), from },
  };
}

/** Takes the address of a resource and its values. */
export type Settle = (address: string, values: unknown) => unknown;

/**
 * Gives the values of a resource without those that nobody gives: the provider or GKE chooses them. What
 * refers to one resource is replaced by the address that it refers to.
 */
export function settlerOf(root: unknown): Settle {
  const declared = new Map<unknown, ReadonlyMap<unknown, unknown>>();
  return (address, values) => {
    const { scope, local } = scopeOf(root, address);
    const base = local.replace(/\[[^\]]*\]$/, '');
    const known = declared.get(scope.module) ?? expressionsIn(scope.module);
    declared.set(scope.module, known);
    const expressions = known.get(base);
    if (!isMap(expressions)) return values;
    return settle(values, expressions, { scope, index: local.slice(base.length) });
  };
}

/** The expressions of every resource of a module, by its address there. */
function expressionsIn(module: unknown): ReadonlyMap<unknown, unknown> {
  const resources = listOf(valueAt(module, ['resources']));
  return new Map(
    resources.map((each) => [valueAt(each, ['address']), valueAt(each, ['expressions'])]),
  );
}

interface Own {
  readonly scope: Scope;
  /** `["a"]`: what `each.key` and `count.index` stand for. */
  readonly index: string;
}

/** Dynamic blocks have no expressions, so inside them nobody knows what is given. */
function settle(value: unknown, expression: unknown, own: Own): unknown {
  if (Array.isArray(value)) {
    return value.map((each, index) =>
      settle(each, Array.isArray(expression) ? expression[index] : expression, own),
    );
  }
  if (!isMap(value) || !isMap(expression)) return value;
  const entries = Object.entries(value).flatMap(([key, each]): [string, unknown][] => {
    if (!isUnknown(each)) return [[key, settle(each, expression[key], own)]];
    if (!Object.hasOwn(expression, key)) return [];
    return [[key, referredBy(key, expression[key], own) ?? each]];
  });
  return Object.fromEntries(entries);
}

function referredBy(key: string, expression: unknown, { scope, index }: Own): string | undefined {
  if (!references.has(key)) return undefined;
  return resolve(valueAt(expression, ['references']), scope, index, 0);
}

/** Modules in modules; more than this is a loop that no Terraform wrote. */
const deepestCall = 50;

/** The address that the references of an expression lead to, where it is one. */
function resolve(list: unknown, scope: Scope, index: string, depth: number): string | undefined {
  const texts = listOf(list).filter((each) => typeof each === 'string');
  const repeats = texts.some((text) => /^(?:each|count)\./.test(text));
  const [first = '', ...others] = texts.filter((text) => !/^(?:each|count)\./.test(text));
  if (depth > deepestCall || !others.every((text) => first.startsWith(text))) return undefined;
  if (/^(?:data\.)?google_/.test(first)) return scope.prefix + indexed(first, repeats ? index : '');
  const variable = /^var\.([\w-]+)$/.exec(first);
  if (variable !== null && scope.call !== undefined) {
    const given = valueAt(scope.call.expressions, [variable[1] ?? '', 'references']);
    return resolve(given, scope.call.from, '', depth + 1);
  }
  const output = /^(module\.([\w-]+)(?:\[[^\]]*\])?\.)([\w-]+)$/.exec(first);
  if (output === null) return undefined;
  const called = calledFrom(scope, output[2] ?? '', output[1] ?? '');
  const given = valueAt(called.module, ['outputs', output[3] ?? '', 'expression', 'references']);
  return resolve(given, called, '', depth + 1);
}

/** The index that the expression takes from its own resource goes behind the name of the other. */
function indexed(reference: string, index: string): string {
  return reference.replace(
    /^((?:data\.)?google_\w+\.[\w-]+)(?!\[)(?![\w-])/,
    `$1${index.replaceAll('$', '$$$$')}`,
  );
}
