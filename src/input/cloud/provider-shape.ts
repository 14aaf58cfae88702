/** Attributes in the names of Google's Terraform provider, made from those of manifests and APIs. */
import { plainOf, entriesOf, itemsOf, listAt, mapAt, partAt, type View } from './view.ts';

/** `secondary_ip_range` of `secondaryIpRange`. */
function snakeCase(key: string): string {
  return key.replaceAll(/([a-z\d])([A-Z])/g, '$1_$2').toLowerCase();
}

/** The whole tree with other keys. */
function withKeys(view: View, keyOf: (key: string) => string): View {
  const inside = (each: View) => withKeys(each, keyOf);
  if (Array.isArray(view.content)) return listAt(view, itemsOf(view).map(inside));
  if (!(view.content instanceof Map)) return view;
  const entries = entriesOf(view).map(([key, each]) => [keyOf(key), inside(each)]);
  return mapAt(view, Object.fromEntries(entries));
}

export function inSnakeCase(view: View): View {
  return withKeys(view, snakeCase);
}

/** Where Google's API has an attribute, by the name that the provider has for it. */
type Names = Readonly<Record<string, readonly string[]>>;

/** https://cloud.google.com/kubernetes-engine/docs/reference/rest/v1/projects.locations.clusters */
const clusterNames: Names = {
  location: ['zone'],
  node_locations: ['locations'],
  default_max_pods_per_node: ['default_max_pods_constraint', 'max_pods_per_node'],
  min_master_version: ['initial_cluster_version'],
  datapath_provider: ['network_config', 'datapath_provider'],
  enable_intranode_visibility: ['network_config', 'enable_intra_node_visibility'],
  default_snat_status: ['network_config', 'default_snat_status'],
  enable_autopilot: ['autopilot', 'enabled'],
};

/** https://cloud.google.com/kubernetes-engine/docs/reference/rest/v1/projects.locations.clusters.nodePools */
const poolNames: Names = {
  node_locations: ['locations'],
  max_pods_per_node: ['max_pods_constraint', 'max_pods_per_node'],
};

/** https://cloud.google.com/compute/docs/reference/rest/v1/subnetworks */
const subnetNames: Names = { secondary_ip_range: ['secondary_ip_ranges'] };

const namesByType: Readonly<Record<string, Names>> = {
  google_container_cluster: clusterNames,
  google_container_node_pool: poolNames,
  google_compute_subnetwork: subnetNames,
};

/** What Google's API takes for a resource, in snake case, as the provider names it. */
export function asProvider(type: string, view: View): View {
  const overprovision = 'pod_cidr_overprovision_config';
  const renamed = within(
    rename(view, namesByType[type] ?? {}),
    [
      ['ip_allocation_policy', overprovision],
      ['network_config', overprovision],
    ],
    (config) => rename(config, { disabled: ['disable'] }),
  );
  if (type === 'google_container_node_pool') return withoutIdleAutoscaling(renamed);
  if (type !== 'google_container_cluster') return renamed;
  const { node_pools: pools, ...rest } = Object.fromEntries(entriesOf(renamed));
  const own = pools && listAt(pools, itemsOf(pools).map(poolAsProvider));
  return mapAt(renamed, { ...rest, node_pool: own });
}

/** The view with the parts that the routes lead to made anew. */
function within(
  view: View,
  routes: readonly (readonly string[])[],
  change: (part: View) => View,
): View {
  return routes.reduce((whole, [key, ...rest]) => {
    if (key === undefined) return change(whole);
    const part = partAt(whole, key);
    if (part === undefined) return whole;
    const changed = within(part, [rest], change);
    return mapAt(whole, { ...Object.fromEntries(entriesOf(whole)), [key]: changed });
  }, view);
}

function poolAsProvider(pool: View): View {
  return asProvider('google_container_node_pool', pool);
}

function rename(view: View, names: Names): View {
  const own = Object.fromEntries(entriesOf(view));
  const moved = Object.entries(names).flatMap(([key, route]) => {
    const part = partAt(view, ...route);
    return part === undefined || key in own ? [] : [[key, part] as const];
  });
  return mapAt(view, { ...own, ...Object.fromEntries(moved) });
}

/** The API keeps the bounds of an autoscaler that is off. */
function withoutIdleAutoscaling(pool: View): View {
  const enabled = partAt(pool, 'autoscaling', 'enabled');
  if (enabled !== undefined && plainOf(enabled) === true) return pool;
  const { autoscaling: _, ...rest } = Object.fromEntries(entriesOf(pool));
  return mapAt(pool, rest);
}
