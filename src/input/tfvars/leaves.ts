/** Variables as a list of single values, each with the things it belongs to. */
import { defined } from '../../defined.ts';
import type { SourceLocation } from '../../errors.ts';
import { formatRoute, type Route } from '../route.ts';
import { type Content, isList, isMapContent, type Value } from '../terraform/value.ts';
import { containers } from './names.ts';
import { rangeText } from './text.ts';
import { normalise } from './words.ts';

/** A subnet that a value belongs to; a secondary range may know no more of it than the name. */
export interface Owner {
  readonly name?: string;
  readonly region?: string;
  readonly purpose?: string;
  /** Where the map of the subnet stands. */
  readonly route?: Route;
}

/** A scalar, or a list of scalars. */
export interface Leaf {
  readonly route: Route;
  /** The keys that lead there, normalised, without those that are names of the user's things. */
  readonly keys: readonly string[];
  readonly content: Content;
  readonly at: SourceLocation;
  /** The map whose facts belong together. */
  readonly home: Route;
  readonly subnet?: Owner;
  /** It is a secondary range, of that name where it has one. */
  readonly secondary?: { readonly name?: string };
  /** The route of the node pool. */
  readonly pool?: Route;
  /** It stands in an entry of a map or list of clusters. */
  readonly cluster?: Route;
}

/** Everything around a value. */
type Context = Pick<Leaf, 'keys' | 'subnet' | 'secondary' | 'pool' | 'cluster'> & {
  /** What the entries of a map or list are. */
  readonly entries?: 'subnets' | 'pools' | 'clusters' | 'secondary';
};

/** Looked up in the text when it is asked for, which for a file of a thousand variables takes its time. */
export function placeOfLeaf({ at, route }: Leaf): SourceLocation {
  return { ...at, path: formatRoute(route) };
}

type ContentMap = ReadonlyMap<string, Value>;

export function leavesOf(variables: ContentMap): readonly Leaf[] {
  return mapLeaves(variables, [], { keys: [] });
}

function mapLeaves(map: ContentMap, route: Route, context: Context): readonly Leaf[] {
  return [...map].flatMap(([key, value]) => {
    const inside = enter(key, value, map, context);
    return valueLeaves(value, [...route, key], inside, route);
  });
}

/** The context of what stands behind a key. */
function enter(key: string, { content }: Value, map: ContentMap, context: Context): Context {
  const { entries, ...around } = context;
  const word = normalise(key);
  if (entries === 'clusters' || entries === 'pools') return { ...around, entries };
  if (entries === 'subnets' && isMapContent(content)) return { ...around, entries };
  const keys = [...context.keys, word];
  if (entries === 'secondary') return enterSecondary(key, content, { ...around, keys });
  const kind = kindOf(word, content, context);
  if (kind === 'secondary') {
    const subnet = around.subnet ?? ownerByName(map);
    return { ...around, keys, secondary: {}, entries: kind, ...defined({ subnet }) };
  }
  return { ...around, keys, ...defined({ entries: kind }) };
}

/** `secondary_ranges` of a whole network has lists of ranges by subnet, that of a subnet has ranges by name. */
function enterSecondary(key: string, content: Content, context: Context): Context {
  const ofSubnets = context.subnet === undefined && (isList(content) || isMapOfRanges(content));
  if (ofSubnets) return { ...context, subnet: { name: key }, entries: 'secondary' };
  return { ...context, secondary: { name: key } };
}

function isMapOfRanges(content: Content): boolean {
  return (
    isMapContent(content) && primaryOf(content) === undefined && !hasText(content, 'range_name')
  );
}

function kindOf(word: string, content: Content, context: Context): Context['entries'] {
  if (!isList(content) && !isMapContent(content)) return undefined;
  if (containers.secondary.test(word)) return 'secondary';
  if (word === 'ranges' && context.secondary !== undefined) return 'secondary';
  if (containers.pools.test(word)) return 'pools';
  if (containers.clusters.test(word)) return 'clusters';
  return containers.subnets.test(word) ? 'subnets' : undefined;
}

function valueLeaves(value: Value, route: Route, context: Context, home: Route): readonly Leaf[] {
  const { content } = value;
  if (isMapContent(content)) return thingLeaves(content, route, context);
  if (isList(content) && content.some((item) => !isScalar(item))) {
    return content.flatMap((item, index) => valueLeaves(item, [...route, index], context, home));
  }
  const { entries: _, ...around } = context;
  return [{ ...around, route, content, at: value.at, home }];
}

function isScalar({ content }: Value): boolean {
  return !isList(content) && !isMapContent(content);
}

/** A map that is a thing itself: a subnet, a secondary range, a node pool or a cluster; or just a map. */
function thingLeaves(map: ContentMap, route: Route, context: Context): readonly Leaf[] {
  const { entries, ...around } = context;
  if (entries === 'secondary' || context.secondary !== undefined) {
    return secondaryLeaves(map, route, context);
  }
  if (entries === 'pools' || entries === 'clusters') {
    if (holdsThings(map, route)) return mapLeaves(map, route, context);
    return mapLeaves(map, route, { ...around, [entries === 'pools' ? 'pool' : 'cluster']: route });
  }
  const subnet = entries === 'subnets' || hasOwnSecondary(map) ? subnetOf(map, route) : undefined;
  if (subnet !== undefined) return mapLeaves(map, route, { ...around, subnet });
  return mapLeaves(map, route, context);
}

function secondaryLeaves(map: ContentMap, route: Route, context: Context): readonly Leaf[] {
  const { entries: _, ...around } = context;
  if (primaryOf(map) === undefined) {
    const subnet = around.subnet ?? ownerByName(map);
    const inside = hasText(map, 'range_name') ? {} : { entries: 'secondary' as const };
    return mapLeaves(map, route, { ...around, ...inside, ...defined({ subnet }) });
  }
  const name = textIn(map, ['range_name', 'name']) ?? around.secondary?.name;
  return mapLeaves(map, route, { ...around, secondary: defined({ name }) });
}

/** Whether the entries of a map are pools or clusters, and not it itself: each is a map, and named freely. */
function holdsThings(map: ContentMap, route: Route): boolean {
  if (typeof route.at(-1) === 'number' || map.size === 0) return false;
  return [...map].every(
    ([key, { content }]) => isMapContent(content) && !partsOfThings.has(normalise(key)),
  );
}

/** Maps that a pool or a cluster has inside. */
const partsOfThings: ReadonlySet<string> = new Set([
  'autoscaling',
  'node_config',
  'management',
  'network_config',
  'upgrade_settings',
  'node_count',
  'nodepool_config',
  'max_pods_per_node',
  'ip_allocation_policy',
  'private_cluster_config',
  'secondary_ranges',
]);

const primaryKeys =
  /^(?:subnet(?:work)?_(?:ip|cidr|cidr_range|cidr_block|ip_range|ip_cidr_range)|(?:primary_)?ip_cidr_range|(?:primary_)?(?:cidr|ip)(?:_range|_block)?|cidr_blocks?|address_prefix|primary(?:_range)?)$/;

/** The key of the block of a subnet or of a range. */
function primaryOf(map: ContentMap): string | undefined {
  return [...map.keys()].find((key) => {
    const kind = rangeText(map.get(key)?.content ?? null).kind;
    return primaryKeys.test(normalise(key)) && kind !== 'name' && kind !== 'other';
  });
}

function hasOwnSecondary(map: ContentMap): boolean {
  const secondary = [...map.keys()].some((key) => containers.secondary.test(normalise(key)));
  return secondary && primaryOf(map) !== undefined && hasText(map, 'name');
}

const subnetNames = ['subnet_name', 'subnetwork_name', 'subnetwork', 'subnet', 'name'];

function subnetOf(map: ContentMap, route: Route): Owner | undefined {
  if (primaryOf(map) === undefined) return undefined;
  return defined({
    name: textIn(map, subnetNames) ?? entryName(route, containers.subnets),
    region: textIn(map, ['subnet_region', 'region', 'location']),
    purpose: textIn(map, ['purpose']),
    route,
  });
}

/** The key of an entry, where it stands in a map of such things. */
export function entryName(route: Route, container: RegExp): string | undefined {
  const [around, entry] = route.slice(-2);
  if (typeof around !== 'string' || typeof entry !== 'string') return undefined;
  return container.test(normalise(around)) ? entry : undefined;
}

function ownerByName(map: ContentMap): Owner | undefined {
  const name = textIn(map, subnetNames.slice(0, -1));
  return name === undefined ? undefined : { name };
}

function hasText(map: ContentMap, key: string): boolean {
  return textIn(map, [key]) !== undefined;
}

/** The first text with something in it, by normalised keys. */
function textIn(map: ContentMap, keys: readonly string[]): string | undefined {
  const texts = new Map([...map].map(([key, { content }]) => [normalise(key), content]));
  for (const key of keys) {
    const content = texts.get(key);
    if (typeof content === 'string' && content !== '') return content;
  }
  return undefined;
}
