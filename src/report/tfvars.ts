/** Assignments for the variables of a Terraform module, by the names that most modules use. */
import type { NodePool } from '../gke/cluster.ts';
import {
  type ClusterBlueprint,
  type NetworkBlueprint,
  type PodsOrServices,
  blueprintOf,
} from './blueprint.ts';
import type { NeighbourBlueprint } from './blueprint-neighbours.ts';
import { spellOut } from './escape.ts';
import { type Item, attribute, key, object, printBody, quote } from './hcl.ts';
import type { PlanRenderer } from './index.ts';

/** One cluster is flat, several are a map by cluster name. */
export const renderTfvars: PlanRenderer = (networks) => {
  const blueprints = blueprintOf(networks);
  const clusters = blueprints.flatMap((blueprint) =>
    blueprint.clusters.map((cluster) => ({ cluster, blueprint })),
  );
  const [first, ...more] = clusters;
  const items =
    first === undefined || more.length > 0
      ? clusterMap(clusters)
      : assignments(first.cluster, first.blueprint, true);
  const unplanned = blueprints.flatMap((blueprint) => blueprint.unplanned);
  return printBody([
    ...unplanned.map(unplannedComment),
    ...items,
    ...networkMap(blueprints.filter((blueprint) => blueprint.clusters.length === 0)),
  ]);
};

function unplannedComment(name: string): Item {
  return { kind: 'comment', text: `Cluster ${spellOut(name)} has no planned ranges.` };
}

interface Placed {
  readonly cluster: ClusterBlueprint;
  readonly blueprint: NetworkBlueprint;
}

/** Clusters of one name in two networks are told apart by the network. */
function clusterMap(clusters: readonly Placed[]): readonly Item[] {
  const names = clusters.map(({ cluster }) => cluster.spec.name);
  const unique = new Set(names).size === names.length;
  const entries = clusters.map(({ cluster, blueprint }) => {
    const { name } = cluster.spec;
    const entry = unique ? name : `${blueprint.network.name}/${name}`;
    const isFirst = cluster === blueprint.clusters[0];
    return object(key(entry), assignments(cluster, blueprint, isFirst));
  });
  return entries.length === 0 ? [] : [object('clusters', entries)];
}

/** Networks in which only neighbours are planned, by their names. */
function networkMap(blueprints: readonly NetworkBlueprint[]): readonly Item[] {
  const entries = blueprints
    .filter(({ neighbours }) => neighbours.length > 0)
    .map(({ network, neighbours }) =>
      object(key(network.name), [
        ...text('project_id', network.project),
        ...text('network_name', network.name),
        ...neighbourItems(neighbours),
      ]),
    );
  return entries.length === 0 ? [] : [object('networks', entries)];
}

/** What else the network needs stands with its first cluster. */
function assignments(
  cluster: ClusterBlueprint,
  { network, neighbours }: NetworkBlueprint,
  isFirst: boolean,
): readonly Item[] {
  const { spec, subnet } = cluster;
  const { controlPlane } = spec;
  return [
    ...text('project_id', network.project),
    ...text('region', subnet.region),
    ...text('network_name', network.name),
    ...number('mtu', network.mtu),
    ...text('cluster_name', spec.name),
    ...text('kubernetes_version', spec.version?.text),
    ...text('subnet_name', subnet.name),
    ...text('subnet_cidr', subnet.cidr),
    ...rangeItems('pods', cluster.pods),
    ...rangeItems('services', cluster.services),
    ...text(
      'master_ipv4_cidr_block',
      controlPlane?.kind === 'range' ? controlPlane.cidr.text : undefined,
    ),
    ...number('max_pods_per_node', defaultMaxPods(cluster)),
    ...additionalPodsItems(cluster),
    ...poolItems(cluster.pools),
    ...(isFirst ? neighbourItems(neighbours) : []),
  ];
}

/** By role: one is a block, several are a map by name. */
function neighbourItems(neighbours: readonly NeighbourBlueprint[]): readonly Item[] {
  const byRole = new Map<string, NeighbourBlueprint[]>();
  for (const neighbour of neighbours) {
    const across = neighbour.kind === 'cross-region' ? 'cross_region_' : '';
    const name = `${across}${neighbour.role.replaceAll('-', '_')}`;
    byRole.set(name, [...(byRole.get(name) ?? []), neighbour]);
  }
  return Array.from(byRole, ([role, ranges]) => {
    const [first, ...more] = ranges;
    if (first !== undefined && more.length === 0)
      return attribute(`${role}_cidr`, quote(first.cidr));
    const entries = ranges.map(({ name, cidr }) => attribute(key(name), quote(cidr)));
    return object(`${role}_cidrs`, entries);
  });
}

/** A single pool says it itself where it differs from the cluster. */
function defaultMaxPods({ spec, pools }: ClusterBlueprint): number | undefined {
  const [first, ...more] = pools;
  const own = more.length === 0 ? first?.maxPodsPerNode : undefined;
  return own === undefined ? spec.maxPodsPerNode : undefined;
}

function rangeItems(role: 'pods' | 'services', range: PodsOrServices): readonly Item[] {
  if (range.kind === 'managed') return [];
  if (range.kind === 'block') return text(`${role}_cidr`, range.block);
  const { name, cidr } = range.range;
  return [...text(`${role}_range_name`, name), ...text(`${role}_cidr`, cidr)];
}

function additionalPodsItems({ additionalPods }: ClusterBlueprint): readonly Item[] {
  if (additionalPods.length === 0) return [];
  const entries = additionalPods.map(({ name, cidr }) => attribute(key(name), quote(cidr)));
  return [object('additional_pods_cidrs', entries)];
}

function poolItems(pools: readonly NodePool[]): readonly Item[] {
  const [first, ...more] = pools;
  if (first === undefined) return [];
  if (more.length === 0) return poolAttributes(first);
  return [
    object(
      'node_pools',
      pools.map((pool) => object(key(pool.name), poolAttributes(pool))),
    ),
  ];
}

function poolAttributes({ nodes, maxPodsPerNode, podRange }: NodePool): readonly Item[] {
  return [
    ...number('total_max_node_count', nodes),
    ...number('max_pods_per_node', maxPodsPerNode),
    ...text('pod_range', podRange),
  ];
}

function text(name: string, value: string | undefined): readonly Item[] {
  return value === undefined ? [] : [attribute(name, quote(value))];
}

function number(name: string, value: number | undefined): readonly Item[] {
  return value === undefined ? [] : [attribute(name, String(value))];
}
