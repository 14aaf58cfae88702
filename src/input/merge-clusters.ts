/** One cluster in several inputs: what the most reliable of them says, completed by the others. */
import { defined } from '../defined.ts';
import type { ClusterSpec, NodePool, NotChecked } from '../gke/cluster.ts';
import { regionOf } from '../gke/resolve.ts';
import { quote } from '../net/cidr-error.ts';
import { contradictionsOf } from './contradictions.ts';
import { mergeRanges } from './merge-ranges.ts';
import { groupBy, groupByIdentity } from './group-by.ts';
import { type InputKind, inputKinds } from './input.ts';

/** Who says it. */
export interface Origin {
  readonly kind: InputKind;
  /** A number that tells one input from another. */
  readonly input: number;
}

export interface ToldCluster extends Origin {
  readonly cluster: ClusterSpec;
}

export interface MergedClusters {
  readonly clusters: readonly ClusterSpec[];
  readonly notChecked: readonly NotChecked[];
}

/** The clusters of one network, each once. */
export function mergeClusters(told: readonly ToldCluster[]): MergedClusters {
  const byName = groupBy(told, ({ cluster }) => cluster.name);
  const groups = groupByIdentity(told, (one) => ({
    name: one.cluster.name,
    scope: placeOf(one, byName.get(one.cluster.name) ?? []),
  }));
  const merged = groups.map((group) => (areOne(group) ? mergeOne(group) : apart(group)));
  return {
    clusters: merged.flatMap(({ clusters }) => clusters),
    notChecked: merged.flatMap(({ notChecked }) => notChecked),
  };
}

/** Variables often hold the region of a zonal cluster: the zone in it where another input knows just one. */
function placeOf(
  { kind, cluster: { location } }: ToldCluster,
  sameName: readonly ToldCluster[],
): string | undefined {
  if (kind !== 'variables' || location === undefined) return location;
  const others = sameName.filter((other) => other.kind !== kind);
  const known = [...new Set(others.flatMap(({ cluster }) => cluster.location ?? []))];
  const inside = known.filter((each) => each === location || regionOf(each) === location);
  return inside.length === 1 ? inside[0] : location;
}

function apart(group: readonly ToldCluster[]): MergedClusters {
  return { clusters: group.map(({ cluster }) => cluster), notChecked: [] };
}

/** Kinds of input that speak of what Google Cloud has or will have: name and location are unique there. */
const observing: ReadonlySet<InputKind> = new Set(['state', 'plan', 'described']);

/**
 * Whether clusters of one name and location are one. Two that one input lists are two, and so are those of
 * two specs or two sets of variables, which may be environments of one shape.
 */
function areOne(group: readonly ToldCluster[]): boolean {
  const inputs = new Set(group.map(({ input }) => input));
  const written = group.filter(
    ({ kind, cluster }) => !observing.has(kind) || cluster.location === undefined,
  );
  const kinds = new Set(written.map(({ kind }) => kind));
  return inputs.size === group.length && kinds.size === written.length;
}

function mergeOne(group: readonly ToldCluster[]): MergedClusters {
  const ranked = group.toSorted((a, b) => inputKinds.indexOf(a.kind) - inputKinds.indexOf(b.kind));
  const [best, ...others] = ranked.map(({ cluster }) => cluster);
  if (best === undefined) return { clusters: [], notChecked: [] };
  const notChecked: NotChecked[] = [];
  const cluster = others.reduce((merged, other) => {
    notChecked.push(...contradictionsOf(merged, other));
    if (takesPools(merged, other)) notChecked.push(...lostPods(merged, other));
    return complete(merged, other);
  }, best);
  return { clusters: [cluster], notChecked };
}

function saysNodes({ nodePools }: ClusterSpec): boolean {
  return nodePools.some(({ nodes }) => nodes !== undefined);
}

function takesPools(cluster: ClusterSpec, other: ClusterSpec): boolean {
  return !saysNodes(cluster) && saysNodes(other);
}

/** The pool that says how many Pods those of a listed pool are: of the same name, or the only one. */
function namesake(
  { name }: NodePool,
  pools: readonly NodePool[],
  saying: readonly NodePool[],
): NodePool | undefined {
  const only = pools.length === 1 && saying.length === 1 ? saying[0] : undefined;
  return saying.find((one) => one.name === name) ?? only;
}

/** Listed pools with the Pods that they have to run, which only specs and flags say. */
function withPods(pools: readonly NodePool[], saying: readonly NodePool[]): readonly NodePool[] {
  return pools.map((pool) => {
    const { pods, systemPods, places } = namesake(pool, pools, saying) ?? {};
    if (pods === undefined && systemPods === undefined) return pool;
    return { ...pool, ...defined({ pods, systemPods }), places: { ...places, ...pool.places } };
  });
}

/** Pods of pools that no listed one stands for. */
function lostPods({ name, nodePools }: ClusterSpec, other: ClusterSpec): readonly NotChecked[] {
  const found = new Set(other.nodePools.map((pool) => namesake(pool, other.nodePools, nodePools)));
  return nodePools
    .filter((pool) => pool.pods !== undefined && !found.has(pool))
    .map((pool) => ({
      what: `Pods of workloads of node pool ${quote(pool.name)} of cluster ${quote(name)}`,
      reason: 'the node pools are those of another input, and none has this name',
      ...defined({ where: pool.places?.['pods'] ?? pool.where }),
    }));
}

/** The cluster with what only the other one says. */
function complete(cluster: ClusterSpec, other: ClusterSpec): ClusterSpec {
  const places = Object.entries(other.places ?? {}).filter(([field]) => !(field in cluster));
  return {
    ...other,
    ...cluster,
    nodePools: takesPools(cluster, other)
      ? withPods(other.nodePools, cluster.nodePools)
      : cluster.nodePools,
    internalLoadBalancers: cluster.internalLoadBalancers || other.internalLoadBalancers,
    podCidrOverprovision: cluster.podCidrOverprovision && other.podCidrOverprovision,
    ranges: mergeRanges(cluster.ranges, other.ranges),
    ...(cluster.ipv6 && other.ipv6 ? { ipv6: { ...other.ipv6, ...cluster.ipv6 } } : {}),
    ...((cluster.masquerade ?? other.masquerade) && {
      masquerade: { ...other.masquerade, ...cluster.masquerade },
    }),
    ...defined({ where: cluster.where ?? other.where }),
    places: { ...Object.fromEntries(places), ...cluster.places },
  };
}
