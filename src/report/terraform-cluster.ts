import type { DataPlane, Masquerade, NodePool } from '../gke/cluster.ts';
import { limitOf } from '../gke/limits.ts';
import { isZone } from '../gke/resolve.ts';
import { type ClusterBlueprint, type PodsOrServices, sharedPodRanges } from './blueprint.ts';
import { counted } from './count.ts';
import { type Item, attribute, block, quote, quotedList } from './hcl.ts';
import {
  type TerraformPlace,
  type TerraformScope,
  placeExpression,
  variable,
} from './terraform-scope.ts';

/** Zones of a region that nobody names. */
const defaultZones = limitOf('default-zones').value;

/** The cluster without its default node pool, and the pools. */
export function clusterItems(
  cluster: ClusterBlueprint,
  place: TerraformPlace,
  scope: TerraformScope,
): readonly Item[] {
  const label = scope.labels.cluster(cluster.spec.name);
  return [
    clusterItem(cluster, label, place, scope),
    ...cluster.pools.map((pool) => poolItem(pool, cluster, label, place, scope)),
  ];
}

function clusterItem(
  cluster: ClusterBlueprint,
  label: string,
  { project, network, subnets }: TerraformPlace,
  scope: TerraformScope,
): Item {
  const { spec } = cluster;
  return block(`resource "google_container_cluster" "${label}"`, [
    attribute('project', project),
    attribute('name', quote(spec.name)),
    attribute('location', placeExpression(spec.location, scope)),
    ...zonesOf(spec.zones, cluster, label, scope),
    attribute('network', network),
    attribute('subnetwork', subnets.get(cluster.subnet) ?? quote(cluster.subnet.name)),
    ...(spec.version === undefined
      ? []
      : [attribute('min_master_version', quote(spec.version.text))]),
    ...(spec.mode === 'autopilot'
      ? [attribute('enable_autopilot', 'true')]
      : standardItems(cluster)),
    ...addressItems(cluster),
    ...controlPlaneItems(cluster),
    ...(spec.mode === 'autopilot' ? [] : dataPlaneBlocks(spec.dataPlane)),
    ...snatItems(spec.masquerade),
  ]);
}

/** Pools are resources of their own; the default pool is removed once the cluster is there. */
function standardItems({ spec, routesBased }: ClusterBlueprint): readonly Item[] {
  const maxPods =
    spec.maxPodsPerNode === undefined || routesBased
      ? []
      : [attribute('default_max_pods_per_node', String(spec.maxPodsPerNode))];
  return [
    attribute('remove_default_node_pool', 'true'),
    attribute('initial_node_count', '1'),
    ...maxPods,
    ...dataPlaneAttributes(spec.dataPlane),
  ];
}

function dataPlaneAttributes(dataPlane: DataPlane | undefined): readonly Item[] {
  if (dataPlane === 'dataplane-v2') {
    return [attribute('datapath_provider', '"ADVANCED_DATAPATH"')];
  }
  return dataPlane === 'netd' ? [attribute('enable_intranode_visibility', 'true')] : [];
}

/** Calico is an addon and has to be switched on in two places. */
function dataPlaneBlocks(dataPlane: DataPlane | undefined): readonly Item[] {
  if (dataPlane !== 'calico') return [];
  return [
    block('network_policy', [attribute('enabled', 'true'), attribute('provider', '"CALICO"')]),
    block('addons_config', [block('network_policy_config', [attribute('disabled', 'false')])]),
  ];
}

/** The list of the ip-masq-agent is no part of the cluster's resource. */
function snatItems(masquerade: Masquerade | undefined): readonly Item[] {
  if (masquerade?.disableDefaultSnat !== true) return [];
  return [block('default_snat_status', [attribute('disabled', 'true')])];
}

function addressItems(cluster: ClusterBlueprint): readonly Item[] {
  if (cluster.routesBased) {
    const podRange = cluster.pods.kind === 'block' ? [cluster.pods.block] : [];
    return [
      attribute('networking_mode', '"ROUTES"'),
      ...podRange.map((cidr) => attribute('cluster_ipv4_cidr', quote(cidr))),
    ];
  }
  const shared = sharedPodRanges(cluster);
  return [
    attribute('networking_mode', '"VPC_NATIVE"'),
    block('ip_allocation_policy', [
      ...rangeItems('cluster', cluster.pods),
      ...rangeItems('services', cluster.services),
      ...(cluster.spec.ipv6 === undefined ? [] : [attribute('stack_type', '"IPV4_IPV6"')]),
      ...(shared.length === 0
        ? []
        : [
            block('additional_pod_ranges_config', [
              attribute('pod_range_names', quotedList(shared)),
            ]),
          ]),
      ...overprovisionItems(cluster),
    ]),
  ];
}

function rangeItems(role: 'cluster' | 'services', range: PodsOrServices): readonly Item[] {
  if (range.kind === 'managed') return [];
  return range.kind === 'named'
    ? [attribute(`${role}_secondary_range_name`, quote(range.range.name))]
    : [attribute(`${role}_ipv4_cidr_block`, quote(range.block))];
}

function overprovisionItems({ spec }: ClusterBlueprint): readonly Item[] {
  if (spec.podCidrOverprovision) return [];
  return [block('pod_cidr_overprovision_config', [attribute('disabled', 'true')])];
}

/** Only a peering-based control plane has a range, and only with private nodes. */
function controlPlaneItems({
  spec: { controlPlane, privateNodes },
}: ClusterBlueprint): readonly Item[] {
  const range = controlPlane?.kind === 'range' ? controlPlane.cidr.text : undefined;
  if (range === undefined && privateNodes !== true) return [];
  return [
    block('private_cluster_config', [
      attribute('enable_private_nodes', 'true'),
      attribute('enable_private_endpoint', 'false'),
      ...(range === undefined ? [] : [attribute('master_ipv4_cidr_block', quote(range))]),
    ]),
  ];
}

/** A region has three zones unless they are named, a zone one; which ones nobody can guess. */
function zonesOf(
  zones: number | undefined,
  { spec: { name, location } }: ClusterBlueprint,
  label: string,
  scope: TerraformScope,
): readonly Item[] {
  const zonal = location !== undefined && isZone(location);
  if (zones === undefined || zones === (zonal ? 1 : defaultZones)) return [];
  const count = counted(zonal ? zones - 1 : zones, 'zone');
  const description = `${count}${zonal ? ` beside ${location}` : ''} for the nodes of ${name}`;
  const expression = variable(scope, `${label}_zones`, description, 'list(string)');
  return [attribute('node_locations', expression)];
}

function poolItem(
  pool: NodePool,
  cluster: ClusterBlueprint,
  clusterLabel: string,
  { project }: TerraformPlace,
  scope: TerraformScope,
): Item {
  const label = scope.labels.pool(`${cluster.spec.name}_${pool.name}`);
  const zones = pool.zones === cluster.spec.zones ? undefined : pool.zones;
  return block(`resource "google_container_node_pool" "${label}"`, [
    attribute('project', project),
    attribute('name', quote(pool.name)),
    attribute('cluster', `google_container_cluster.${clusterLabel}.name`),
    attribute('location', `google_container_cluster.${clusterLabel}.location`),
    ...zonesOf(zones, cluster, label, scope),
    attribute('initial_node_count', String(initialNodes(pool, cluster))),
    ...(pool.maxPodsPerNode === undefined || cluster.routesBased
      ? []
      : [attribute('max_pods_per_node', String(pool.maxPodsPerNode))]),
    ...autoscalingItems(pool),
    upgradeItem(pool),
    ...poolNetworkItems(pool, cluster),
  ]);
}

/** Per zone; none where one in each zone would be more than the pool may have. */
function initialNodes({ nodes, zones }: NodePool, { spec }: ClusterBlueprint): number {
  return nodes !== undefined && nodes < (zones ?? spec.zones ?? defaultZones) ? 0 : 1;
}

/** Nodes of the plan are those of the whole pool at its most. */
function autoscalingItems({ nodes }: NodePool): readonly Item[] {
  if (nodes === undefined) return [];
  return [
    block('autoscaling', [
      attribute('total_min_node_count', '0'),
      attribute('total_max_node_count', String(nodes)),
    ]),
  ];
}

function upgradeItem({ upgrade }: NodePool): Item {
  if (upgrade.kind === 'surge') {
    return block('upgrade_settings', [
      attribute('max_surge', String(upgrade.maxSurge)),
      attribute('max_unavailable', upgrade.maxSurge === 0 ? '1' : '0'),
    ]);
  }
  return block('upgrade_settings', [
    attribute('strategy', '"BLUE_GREEN"'),
    block('blue_green_settings', [
      block('standard_rollout_policy', [attribute('batch_node_count', '1')]),
    ]),
  ]);
}

function poolNetworkItems({ podRange }: NodePool, cluster: ClusterBlueprint): readonly Item[] {
  if (cluster.routesBased) return [];
  const range = podRange === undefined ? [] : [attribute('pod_range', quote(podRange))];
  const items = [...range, ...overprovisionItems(cluster)];
  return items.length === 0 ? [] : [block('network_config', items)];
}
