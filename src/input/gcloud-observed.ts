/**
 * GKE's own figures of a described cluster. They are shown beside what is computed and never computed
 * with: they are of the moment of the description, and some are stale even then.
 * https://cloud.google.com/kubernetes-engine/docs/reference/rest/v1/projects.locations.clusters.nodePools#nodenetworkconfig
 */
import type { ClusterRange, ClusterRanges, ClusterSpec, NodePool } from '../gke/cluster.ts';
import { limitOf } from '../gke/limits.ts';
import { addressesOf, perNodePrefixLength } from '../gke/sizing.ts';
import { quote } from '../net/cidr-error.ts';
import { anyAt, countAt, itemsAt, type Reading, skip, textAt } from './reading.ts';
import type { Route } from './route.ts';

type PodRanges = Pick<ClusterRanges, 'pods' | 'additionalPods'>;

/** The Pod ranges, each with the fraction of it that GKE says is in use. */
export function withObserved(reading: Reading, route: Route, ranges: PodRanges): PodRanges {
  const { pods, additionalPods } = ranges;
  const figures = figuresOf(reading, route, pods?.name);
  const observed = (range: ClusterRange) => {
    const figure = figures.get(range.name);
    return figure === undefined ? range : { ...range, observedUtilization: figure.value };
  };
  return {
    ...(pods === undefined ? {} : { pods: observed(pods) }),
    additionalPods: additionalPods.map(observed),
  };
}

interface Figure {
  readonly value: number;
  readonly route: Route;
}

/** By the name of the Pod range; several pools repeat what they share. */
function figuresOf(
  reading: Reading,
  route: Route,
  own: string | undefined,
): ReadonlyMap<string | undefined, Figure> {
  const policy = [...route, 'ipAllocationPolicy'];
  const infos = itemsAt(reading, [...policy, 'additionalPodRangesConfig', 'podRangeInfo']);
  const configs = itemsAt(reading, [...route, 'nodePools']).map((pool) => [
    ...pool,
    'networkConfig',
  ]);
  const sources: readonly (readonly [name: string | undefined, figure: Route])[] = [
    ...configs.map(
      (config) =>
        [
          textAt(reading, [...config, 'podRange']) ?? own,
          [...config, 'podIpv4RangeUtilization'],
        ] as const,
    ),
    ...infos.map(
      (info) => [textAt(reading, [...info, 'rangeName']), [...info, 'utilization']] as const,
    ),
    [own, [...policy, 'defaultPodIpv4RangeUtilization']],
  ];
  const found = sources.flatMap(([name, place]): (readonly [string | undefined, Figure])[] => {
    const value = anyAt(reading, place);
    return typeof value === 'number' ? [[name, { value, route: place }]] : [];
  });
  return new Map(found.toReversed());
}

/** Names the figures that contradict the rest of the description. */
export function nameStale(reading: Reading, route: Route, cluster: ClusterSpec): void {
  if (cluster.dataPlane === 'kubenet') return;
  const routes = itemsAt(reading, [...route, 'nodePools']);
  for (const [index, pool] of routes.entries()) {
    nameStaleBlock(reading, pool, blockOf(cluster.nodePools[index], cluster));
  }
  nameStaleUtilization(reading, route, cluster);
}

/** The block of a node of the pool, where the description says how many Pods it has. */
function blockOf(pool: NodePool | undefined, cluster: ClusterSpec): number | undefined {
  const pods = pool?.maxPodsPerNode ?? cluster.maxPodsPerNode;
  const known = pods !== undefined && pods <= limitOf('max-pods-per-node-maximum').value;
  return known ? perNodePrefixLength(pods, cluster.podCidrOverprovision) : undefined;
}

function nameStaleBlock(reading: Reading, pool: Route, block: number | undefined): void {
  const place = [...pool, 'podIpv4CidrSize'];
  const said = countAt(reading, place);
  if (!said || block === undefined || said === block) return;
  const name = textAt(reading, [...pool, 'name']) ?? '';
  const reason = `GKE says /${said}, but its maximum of Pods per node takes a /${block}, which all numbers here rest on`;
  skip(reading, place, reason, `the block of each node of pool ${quote(name)}`);
}

/** GKE rounds the fraction to four decimals. */
const rounding = 0.00005;

/** Where all nodes have blocks of one size in one range, the fraction is a count of nodes. */
function nameStaleUtilization(reading: Reading, route: Route, cluster: ClusterSpec): void {
  const { pods, additionalPods } = cluster.ranges;
  const blocks = new Set(cluster.nodePools.map((pool) => blockOf(pool, cluster)));
  const [block] = blocks;
  const figure = figuresOf(reading, route, pods?.name).get(pods?.name);
  const nodes = countAt(reading, [...route, 'currentNodeCount']);
  if (additionalPods.length > 0 || blocks.size !== 1 || block === undefined) return;
  if (figure === undefined || nodes === undefined || pods?.cidr === undefined) return;
  const perRange = addressesOf(pods.cidr.prefixLength) / addressesOf(block);
  const said = figure.value * perRange;
  if (Math.abs(said - nodes) <= 0.5 + rounding * perRange) return;
  const reason = `${figure.value} of ${pods.cidr.text} is ${Math.round(said)} nodes with a /${block} each, but the cluster counts ${nodes}: the figure is stale, or others use the range; no number here rests on it`;
  skip(
    reading,
    figure.route,
    reason,
    `GKE's own utilization of the Pods of ${quote(cluster.name)}`,
  );
}
