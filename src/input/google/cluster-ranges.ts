/** The ranges of a cluster: by the name of a subnet or secondary range, as a block, or by size only. */
import type { ClusterRange, ClusterRanges, DataPlane } from '../../gke/cluster.ts';
import { managedServices } from '../../gke/reserved-ranges.ts';
import { quote } from '../../net/cidr-error.ts';
import { defined } from '../../defined.ts';
import { skip } from '../reading.ts';
import {
  blocks,
  isGiven,
  items,
  leaveOut,
  leaveOutReference,
  leaveOutUnknown,
  type Part,
  placeAt,
  text,
  unknownAt,
} from './attributes.ts';
import { rangeOfBlock } from './blocks.ts';
import { subnetType } from './networks.ts';
import { policyOf } from './policy.ts';
import { ownPodRange, type PoolPart } from './pools.ts';
import {
  namedBy,
  nameOf,
  rangeNameAt,
  referenceAmong,
  type ResourceIndex,
  targetOf,
} from './references.ts';
import type { GoogleResource } from './resource.ts';

/** The name of the subnet of the nodes. */
export function subnetName(cluster: Part, index: ResourceIndex): string | undefined {
  const written = referenceAmong(index, cluster, 'subnetwork');
  if (written === undefined) return undefined;
  const target = targetOf(index, written, subnetType);
  return target === undefined ? namedBy(index, written) : nameOf(target);
}

/** The name of the cluster's own Pod range. */
export function ownRangeName(cluster: Part, index: ResourceIndex): string | undefined {
  const policy = policyOf(cluster);
  return policy && rangeNameAt(index, policy, ranges.pod.name);
}

export function readRanges(
  cluster: GoogleResource,
  index: ResourceIndex,
  pools: readonly PoolPart[],
  dataPlane: DataPlane | undefined,
): ClusterRanges {
  if (subnetName(cluster, index) === undefined) leaveOutReference(cluster, 'subnetwork');
  leaveOutUnknown(cluster, 'ip_allocation_policy');
  if (!isSaid(cluster, 'node')) leaveToGke(cluster, 'node');
  if (!isSaid(cluster, 'pod')) leaveToGke(cluster, 'pod');
  const pods = addressesOf(cluster, index, 'pod');
  const addresses = defined({ nodes: nodeRange(cluster, index), pods });
  const additional = additionalPods(cluster, index, pools, pods?.name);
  /* A routes-based cluster keeps its Services in its Pod range. */
  if (dataPlane === 'kubenet') return { ...addresses, additionalPods: additional };
  if (!isSaid(cluster, 'service')) leaveToGke(cluster, 'service');
  const services = servicesOf(cluster, index);
  return { ...addresses, ...defined({ services }), additionalPods: additional };
}

function nodeRange(cluster: Part, index: ResourceIndex): ClusterRange | undefined {
  const name = subnetName(cluster, index);
  if (name !== undefined) return { name, byName: true, where: placeAt(cluster, 'subnetwork') };
  const policy = policyOf(cluster);
  const given = policy && rangeOfBlock(policy, ranges.node.block);
  if (policy === undefined || given === undefined) return undefined;
  return { ...given, createdByGke: true, where: placeAt(policy, ranges.node.block) };
}

/** The attributes that say which range a role has. */
const ranges = {
  node: {
    what: 'node subnet',
    name: 'subnetwork_name',
    block: 'node_ipv4_cidr_block',
    whole: 'subnetwork',
  },
  pod: {
    what: 'Pod range',
    name: 'cluster_secondary_range_name',
    block: 'cluster_ipv4_cidr_block',
    /* The cluster says it itself once it exists, and for routes. */
    whole: 'cluster_ipv4_cidr',
  },
  service: {
    what: 'Services range',
    name: 'services_secondary_range_name',
    block: 'services_ipv4_cidr_block',
    whole: 'services_ipv4_cidr',
  },
} as const;

/** Whether any attribute says something of the range, known or not. */
function isSaid(cluster: Part, role: keyof typeof ranges): boolean {
  const { name, block: size, whole } = ranges[role];
  const policy = policyOf(cluster);
  if (unknownAt(cluster, 'ip_allocation_policy') !== undefined || isGiven(cluster, whole))
    return true;
  return policy !== undefined && (isGiven(policy, name) || isGiven(policy, size));
}

function leaveToGke(cluster: GoogleResource, role: keyof typeof ranges): void {
  const { route } = policyOf(cluster) ?? cluster;
  const what = `${ranges[role].what} of cluster ${quote(nameOf(cluster))}`;
  skip(cluster.reading, route, 'nothing here gives one, so GKE chooses it', what);
}

function addressesOf(
  cluster: Part,
  index: ResourceIndex,
  role: 'pod' | 'service',
): ClusterRange | undefined {
  const keys = ranges[role];
  const policy = policyOf(cluster);
  const name = policy && rangeNameAt(index, policy, keys.name);
  if (policy !== undefined && name === undefined) leaveOutUnknown(policy, keys.name);
  if (policy !== undefined && name !== undefined) {
    const given = rangeOfBlock(policy, keys.block) ?? knownBlock(cluster, keys.whole);
    const where = placeAt(policy, keys.name);
    return { name, ...(given ?? { byName: true }), where };
  }
  const [part, key] =
    policy !== undefined && isGiven(policy, keys.block)
      ? ([policy, keys.block] as const)
      : ([cluster, keys.whole] as const);
  const given = rangeOfBlock(part, key);
  return given && { ...given, createdByGke: true, where: placeAt(part, key) };
}

/** The block that a cluster has in the end. */
function knownBlock(cluster: Part, key: string): Pick<ClusterRange, 'cidr'> | undefined {
  return text(cluster, key) === undefined ? undefined : rangeOfBlock(cluster, key);
}

function servicesOf(cluster: Part, index: ResourceIndex): ClusterRanges['services'] {
  const range = addressesOf(cluster, index, 'service');
  return range?.cidr?.text === managedServices.cidr.text ? 'google-managed' : range;
}

/** Ranges that the cluster adds to its own, and those that only pools name. */
function additionalPods(
  cluster: Part,
  index: ResourceIndex,
  pools: readonly PoolPart[],
  own: string | undefined,
): readonly ClusterRange[] {
  const policy = policyOf(cluster);
  const named = new Map<string, ClusterRange>();
  for (const config of policy === undefined ? [] : blocks(policy, 'additional_pod_ranges_config')) {
    leaveOutUnknown(config, 'pod_range_names');
    for (const position of items(config, 'pod_range_names').keys()) {
      const name = rangeNameAt(index, config, 'pod_range_names', position);
      if (name === undefined) leaveOutUnknown(config, 'pod_range_names', position);
      else addNamed(named, name, placeAt(config, 'pod_range_names', position));
    }
  }
  if (policy !== undefined) leaveOutSubnets(policy);
  for (const pool of pools) {
    const range = ownPodRange(pool, index);
    const known = range && named.get(range.name)?.cidr;
    if (range !== undefined && known === undefined) named.set(range.name, range);
  }
  return [...named].filter(([name]) => name !== own).map(([, range]) => range);
}

function addNamed(named: Map<string, ClusterRange>, name: string, where: ClusterRange['where']) {
  named.set(name, { name, byName: true, ...defined({ where }) });
}

/** Nodes of a cluster may live in further subnets, which have no place in its ranges yet. */
function leaveOutSubnets(policy: Part): void {
  for (const config of blocks(policy, 'additional_ip_ranges_config')) {
    leaveOut(config, 'an additional subnet of the nodes is not counted');
  }
}
