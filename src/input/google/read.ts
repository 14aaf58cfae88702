/** Resources of Google's Terraform provider as networks. */
import type { Network } from '../../gke/cluster.ts';
import { defined } from '../../defined.ts';
import { emptyResult, type InputResult } from '../input.ts';
import { skip } from '../reading.ts';
import { noCluster } from '../settled.ts';
import { isGiven, leaveOut, unknownAt } from './attributes.ts';
import { readCluster } from './clusters.ts';
import { readRouterNat, routerType } from './nat.ts';
import {
  emptyNetwork,
  type NetworkName,
  networkOf,
  networkType,
  readConnector,
  readNetwork,
  readPeering,
  readServicesAccess,
  readSubnet,
  subnetType,
} from './networks.ts';
import {
  indexResources,
  isData,
  locationOf,
  nameOf,
  projectOf,
  referenceAmong,
  type ResourceIndex,
  targetOf,
  targetsOf,
} from './references.ts';
import type { GoogleResource } from './resource.ts';

const clusterType = 'google_container_cluster';
const poolType = 'google_container_node_pool';

interface Context {
  readonly index: ResourceIndex;
  /** The pools of each cluster. */
  readonly pools: ReadonlyMap<GoogleResource, readonly GoogleResource[]>;
  readonly exists: (resource: GoogleResource) => boolean;
}

type Reader = (resource: GoogleResource, context: Context) => readonly Network[];

const readers: Readonly<Record<string, Reader>> = {
  [networkType]: (resource) => [readNetwork(resource)],
  [subnetType]: (resource, { index }) => readSubnet(resource, index),
  [clusterType]: readClusterNetwork,
  google_compute_network_peering: (resource, { index }) => readPeering(resource, index),
  google_compute_global_address: (resource, { index }) => readServicesAccess(resource, index),
  google_vpc_access_connector: (resource, { index }) => readConnector(resource, index),
  google_compute_router_nat: (resource, { index, exists }) =>
    readRouterNat(resource, index, exists(resource)),
};

/** Whether resources of the type say something about addresses. */
export function isGoogleType(type: string): boolean {
  return Object.hasOwn(readers, type) || type === poolType || type === routerType;
}

/**
 * The networks that resources make or look up. `exists` says which of them are there already: nothing has
 * to fit their creation any more.
 */
export function readGoogleResources(
  resources: readonly GoogleResource[],
  exists: (resource: GoogleResource) => boolean = isData,
): InputResult {
  const known = resources.filter(({ type }) => isGoogleType(type));
  const index = indexResources(known);
  const pools = poolsByCluster(known, index);
  const networks = known.flatMap(
    (resource) => readers[resource.type]?.(resource, { index, pools, exists }) ?? [],
  );
  leaveOutRoles(known);
  const readings = [...new Set(resources.map(({ reading }) => reading))];
  return {
    ...emptyResult,
    networks,
    problems: readings.flatMap(({ problems }) => problems),
    notChecked: readings.flatMap(({ notChecked }) => notChecked),
  };
}

/** Each pool with the one cluster that it names; a pool of no known cluster is not checked. */
function poolsByCluster(resources: readonly GoogleResource[], index: ResourceIndex) {
  const byCluster = new Map<GoogleResource, GoogleResource[]>();
  for (const pool of resources.filter(({ type }) => type === poolType)) {
    const cluster = clusterOf(pool, index);
    const known = cluster && byCluster.get(cluster);
    if (known !== undefined) known.push(pool);
    else if (cluster !== undefined) byCluster.set(cluster, [pool]);
  }
  return byCluster;
}

function clusterOf(pool: GoogleResource, index: ResourceIndex): GoogleResource | undefined {
  const written = referenceAmong(index, pool, 'cluster');
  if (written === undefined) {
    const why = unknownAt(pool, 'cluster')?.why ?? 'no cluster is named';
    return leaveOut(pool, `${why}, so its nodes are in no cluster here`, 'cluster');
  }
  const targets = targetsOf(index, written, clusterType);
  const [first, second] = targets.length > 1 ? targets.filter(besideOf(pool)) : targets;
  if (first !== undefined && second === undefined) return first;
  const reason = first === undefined ? 'is not described here' : 'may be any of several';
  return leaveOut(pool, `the cluster of this node pool ${reason}`, 'cluster');
}

/** Clusters of one name are told apart by location and project. */
function besideOf(pool: GoogleResource): (cluster: GoogleResource) => boolean {
  return (cluster) =>
    [locationOf, projectOf].every((scopeOf) => {
      const own = scopeOf(pool);
      const other = scopeOf(cluster);
      return own === undefined || other === undefined || own === other;
    });
}

/** A cluster that is only looked up is the one that is described elsewhere. */
function readClusterNetwork(cluster: GoogleResource, context: Context): readonly Network[] {
  const { index, pools, exists } = context;
  if (isData(cluster)) {
    const described = targetsOf(index, nameOf(cluster), clusterType).find(besideOf(cluster));
    const empty = !['ip_allocation_policy', 'cluster_ipv4_cidr'].some((key) =>
      isGiven(cluster, key),
    );
    if (described !== undefined && described !== cluster) return [];
    if (empty) return leaveOut(cluster, 'Terraform looks the cluster up when it runs') ?? [];
  }
  const network = emptyNetwork(networkOfCluster(cluster, index), cluster);
  const own = pools.get(cluster) ?? [];
  return [
    {
      ...network,
      clusters: [readCluster(cluster, { index, pools: own, exists: exists(cluster) })],
    },
  ];
}

/** GKE takes the network `default` where none is given; a subnet has its own. */
function networkOfCluster(cluster: GoogleResource, index: ResourceIndex): NetworkName {
  if (referenceAmong(index, cluster, 'network') !== undefined) return networkOf(index, cluster);
  const subnetwork = referenceAmong(index, cluster, 'subnetwork');
  const subnet = subnetwork === undefined ? undefined : targetOf(index, subnetwork, subnetType);
  if (subnet !== undefined && isGiven(subnet, 'network')) return networkOf(index, subnet);
  if (isGiven(cluster, 'network')) return networkOf(index, cluster);
  return { name: 'default', ...defined({ project: projectOf(cluster) }) };
}

/** Without a cluster nobody says what secondary ranges are for. */
function leaveOutRoles(resources: readonly GoogleResource[]): void {
  if (resources.some(({ type }) => type === clusterType)) return;
  const subnets = resources.filter(
    (resource) => resource.type === subnetType && isGiven(resource, 'secondary_ip_range', 0),
  );
  for (const subnet of subnets) {
    const what = `what the secondary ranges of subnet ${nameOf(subnet)} are for`;
    skip(subnet.reading, [...subnet.route, 'secondary_ip_range'], noCluster, what);
  }
}
