/**
 * Clusters: https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/container_cluster
 */
import type { ClusterSpec, ControlPlane, DataPlane, Mode, NodePool } from '../../gke/cluster.ts';
import { assumedUpgrade } from '../../gke/demand.ts';
import { limitOf } from '../../gke/limits.ts';
import { isZone } from '../../gke/resolve.ts';
import { parseVersion } from '../../gke/version.ts';
import { quote } from '../../net/cidr-error.ts';
import { defined } from '../../defined.ts';
import { skip } from '../reading.ts';
import {
  block,
  blocks,
  cidr,
  count,
  isGiven,
  isTrue,
  items,
  leaveOut,
  leaveOutUnknown,
  type Part,
  placeAt,
  placesOf,
  reference,
  text,
  unknownAt,
} from './attributes.ts';
import { ownRangeName, readRanges, subnetName } from './cluster-ranges.ts';
import { readMasquerade } from './masquerade.ts';
import { isRoutesBased, policyOf } from './policy.ts';
import {
  defaultPool,
  defaultPoolName,
  isSingleBlocked,
  poolName,
  type PoolOwner,
  type PoolPart,
  readPool,
} from './pools.ts';
import { locationOf, namedBy, nameOf, type ResourceIndex } from './references.ts';
import type { GoogleResource } from './resource.ts';

/** What a cluster is read with. */
export interface ClusterContext {
  readonly index: ResourceIndex;
  /** The google_container_node_pool resources of the cluster. */
  readonly pools: readonly GoogleResource[];
  /** It runs already. */
  readonly exists: boolean;
}

/** Where each field stands, by the name it has in a spec. */
function fieldsOf(cluster: Part) {
  return placesOf({
    name: [cluster, 'name'],
    location: [cluster, 'location'],
    zones: [cluster, 'node_locations'],
    mode: [cluster, 'enable_autopilot'],
    version: [cluster, 'min_master_version'],
    cni: [cluster, 'datapath_provider'],
    controlPlane: [block(cluster, 'private_cluster_config'), 'master_ipv4_cidr_block'],
    masquerade: [block(cluster, 'default_snat_status'), 'disabled'],
    maxPodsPerNode: [cluster, 'default_max_pods_per_node'],
    nodePools: [cluster, 'node_pool'],
  });
}

export function readCluster(cluster: GoogleResource, context: ClusterContext): ClusterSpec {
  const { index, exists } = context;
  const mode = isTrue(cluster, 'enable_autopilot') ? 'autopilot' : 'standard';
  for (const key of ['location', 'enable_autopilot']) leaveOutUnknown(cluster, key);
  const zones = zonesOf(cluster);
  const dataPlane = dataPlaneOf(cluster, mode, exists);
  const pools = poolParts(cluster, context.pools);
  const owner = {
    index,
    mode,
    zones: unknownAt(cluster, 'node_locations') ? undefined : (zones ?? defaultZones(cluster)),
    ownRange: ownRangeName(cluster, index),
  } as const;
  return {
    name: nameOf(cluster),
    mode,
    ...defined({
      location: locationOf(cluster),
      zones,
      version: versionOf(cluster),
      controlPlane: controlPlaneOf(cluster, index),
      privateNodes: privateNodesOf(cluster),
      dataPlane,
      /* A running Autopilot cluster says 110 here, while its pools have 32. */
      maxPodsPerNode:
        mode === 'autopilot' && exists ? undefined : count(cluster, 'default_max_pods_per_node'),
    }),
    ...defined({ masquerade: readMasquerade(cluster) }),
    nodePools: readPools(cluster, pools, owner),
    internalLoadBalancers: 0,
    podCidrOverprovision: isOverprovisioned(cluster, pools),
    ranges: readRanges(cluster, index, pools, dataPlane),
    ...(isDualStack(cluster) ? { ipv6: {} } : {}),
    ...(exists ? { exists } : {}),
    where: placeAt(cluster),
    places: fieldsOf(cluster),
  };
}

/** Zones beside the one of a zonal cluster may be listed with it or without it. */
function zonesOf(cluster: GoogleResource): number | undefined {
  const listed = ['node_locations', 'additional_zones'].flatMap((key) => items(cluster, key));
  leaveOutUnknown(cluster, 'node_locations');
  const location = locationOf(cluster);
  if (location === undefined && isInSomeZone(cluster)) return 1 + listed.length;
  if (location === undefined || !isZone(location)) return listed.length || undefined;
  return new Set([location, ...listed]).size;
}

/** A location that is not known and is written as a zone: `zone = …`, or `location = var.zone_name`. */
function isInSomeZone(cluster: GoogleResource): boolean {
  const location = unknownAt(cluster, 'location')?.written ?? '';
  return unknownAt(cluster, 'zone') !== undefined || /[._]zone(?:_name)?\}$/.test(location);
}

function defaultZones(cluster: GoogleResource): number {
  const location = locationOf(cluster);
  return location !== undefined && isZone(location) ? 1 : limitOf('default-zones').value;
}

function versionOf(cluster: GoogleResource) {
  leaveOutUnknown(cluster, 'min_master_version');
  const key = isGiven(cluster, 'master_version') ? 'master_version' : 'min_master_version';
  const version = text(cluster, key);
  const parsed = version === undefined ? undefined : parseVersion(version);
  const isMissed = version !== undefined && version !== 'latest' && parsed === undefined;
  if (isMissed) leaveOut(cluster, 'no version of GKE, such as 1.33 or latest', key);
  return parsed;
}

/** Dataplane V2 before Calico before netd: each of them replaces the one after it. */
function dataPlaneOf(cluster: Part, mode: Mode, exists: boolean): DataPlane | undefined {
  leaveOutUnknown(cluster, 'datapath_provider');
  const provider = text(cluster, 'datapath_provider');
  if (provider === 'ADVANCED_DATAPATH') return 'dataplane-v2';
  if (mode === 'autopilot') return undefined;
  if (isRoutesBased(cluster, exists)) return 'kubenet';
  const policies = blocks(cluster, 'network_policy');
  for (const each of policies) leaveOutUnknown(each, 'enabled');
  if (policies.some((each) => isTrue(each, 'enabled'))) return 'calico';
  if (hasNetd(cluster)) return 'netd';
  return exists || provider !== undefined ? 'google-cni' : undefined;
}

function hasNetd(cluster: Part): boolean {
  return (
    isTrue(cluster, 'enable_intranode_visibility') ||
    blocks(cluster, 'workload_identity_config').some(
      (each) => isGiven(each, 'workload_pool') || isGiven(each, 'identity_namespace'),
    ) ||
    isDualStack(cluster)
  );
}

function isDualStack(cluster: Part): boolean {
  const policy = policyOf(cluster);
  return policy !== undefined && text(policy, 'stack_type') === 'IPV4_IPV6';
}

/**
 * A /28 of its own where one is given; `none` where the endpoint lives in another subnet than the nodes.
 * Everything else is left open, and Private Service Connect is assumed.
 */
function controlPlaneOf(cluster: Part, index: ResourceIndex): ControlPlane | undefined {
  leaveOutUnknown(cluster, 'private_cluster_config');
  const config = block(cluster, 'private_cluster_config');
  if (config === undefined) return undefined;
  const range = cidr(config, 'master_ipv4_cidr_block');
  const where = placeAt(config, 'master_ipv4_cidr_block');
  if (range !== undefined) return { kind: 'range', cidr: range, where };
  const endpoint = reference(config, 'private_endpoint_subnetwork');
  const elsewhere =
    endpoint !== undefined && namedBy(index, endpoint) !== subnetName(cluster, index);
  return elsewhere ? { kind: 'none' } : undefined;
}

/** `undefined` where nobody says, and with a /28 for the control plane, which needs private nodes. */
function privateNodesOf(cluster: Part): boolean | undefined {
  const config = block(cluster, 'private_cluster_config');
  if (config === undefined || isGiven(config, 'master_ipv4_cidr_block')) return undefined;
  const known =
    isGiven(config, 'enable_private_nodes') && !unknownAt(config, 'enable_private_nodes');
  return known ? isTrue(config, 'enable_private_nodes') : undefined;
}

/** The blocks in the cluster and the resources beside it: a state lists the same pool in both. */
function poolParts(
  cluster: GoogleResource,
  resources: readonly GoogleResource[],
): readonly PoolPart[] {
  const shared = new Set(cluster.open);
  const beside = resources.map((part) => ({
    part,
    otherwise: part.address,
    uncounted: part.open?.some((each) => !shared.has(each)) === true,
  }));
  const inside = blocks(cluster, 'node_pool').map((part, index) => ({
    part,
    otherwise: `pool ${index + 1}`,
  }));
  const names = new Set(beside.map(poolName));
  const removed = isTrue(cluster, 'remove_default_node_pool') ? defaultPoolName : undefined;
  return [
    ...inside.filter((pool) => !names.has(poolName(pool)) && poolName(pool) !== removed),
    ...beside,
  ];
}

function readPools(
  cluster: GoogleResource,
  parts: readonly PoolPart[],
  owner: PoolOwner,
): readonly NodePool[] {
  leaveOutUnknown(cluster, 'remove_default_node_pool');
  if (owner.mode === 'standard') leaveOutAutoProvisioned(cluster);
  /* Pools in the cluster and a count of its own exclude each other: a plan knows the count alone. */
  const hasDefault =
    owner.mode === 'standard' &&
    !isTrue(cluster, 'remove_default_node_pool') &&
    blocks(cluster, 'node_pool').length === 0 &&
    (unknownAt(cluster, 'node_pool') === undefined || isGiven(cluster, 'initial_node_count'));
  if (!hasDefault) leaveOutUnknown(cluster, 'node_pool');
  const pools = [
    ...(hasDefault ? [defaultPool(cluster, owner)] : []),
    ...parts.map((pool) => readPool(pool, owner)),
  ];
  if (pools.length > 0) return pools;
  if (owner.mode === 'standard') {
    const what = `nodes of cluster ${quote(nameOf(cluster))}`;
    skip(cluster.reading, cluster.route, 'no node pool of it is described', what);
  }
  return [{ name: 'default', upgrade: assumedUpgrade, where: placeAt(cluster) }];
}

/** Pools that GKE makes and scales have as many nodes as the workloads need. */
function leaveOutAutoProvisioned(cluster: GoogleResource): void {
  const scaling = block(cluster, 'cluster_autoscaling');
  if (scaling === undefined || !isTrue(scaling, 'enabled')) return;
  const what = `nodes of auto-provisioned pools of cluster ${quote(nameOf(cluster))}`;
  const reason = 'GKE makes the pools and scales them, so nobody plans how many nodes they have';
  skip(cluster.reading, scaling.route, reason, what);
}

/** Blocks are doubled, but not where the cluster or all of its pools say so. */
function isOverprovisioned(cluster: Part, pools: readonly PoolPart[]): boolean {
  const policy = policyOf(cluster);
  const config = policy && block(policy, 'pod_cidr_overprovision_config');
  if (config !== undefined && isTrue(config, 'disabled')) return false;
  const single = pools.filter(({ part }) => isSingleBlocked(part));
  if (single.length > 0 && single.length === pools.length) return false;
  for (const { part } of single) {
    skip(part.reading, part.route, 'only this pool has blocks that are not doubled');
  }
  return true;
}
