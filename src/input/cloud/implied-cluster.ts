/** The cluster that a subnet is made for, where only the subnet is described. */
import type { GoogleResource } from '../google/resource.ts';
import { skip, startReading } from '../reading.ts';
import { roleOfRangeName } from './range-role.ts';
import { documentOf, itemsOf, mapAt, partAt, scalarAt, textOf, type View, viewOf } from './view.ts';

const clusterType = 'google_container_cluster';
const subnetType = 'google_compute_subnetwork';

/**
 * The resources, and where no cluster is among them one for each subnet that has a range for Pods. A
 * subnet whose ranges have no clear role stays a subnet.
 */
export function withImpliedClusters(
  resources: readonly GoogleResource[],
): readonly GoogleResource[] {
  if (resources.some(({ type }) => type === clusterType)) return resources;
  const subnets = resources.filter(({ type }) => type === subnetType);
  const implied = subnets.map((subnet) => ({ subnet, cluster: clusterOf(subnet) }));
  const clusters = implied.flatMap(({ cluster }) => cluster ?? []);
  if (clusters.length === 0) return resources;
  for (const { subnet, cluster } of implied) if (cluster === undefined) leaveOut(subnet);
  return [...resources, ...clusters];
}

/** The names of the secondary ranges with that role. */
function namesOf(subnet: View, role: 'pod' | 'service'): readonly View[] {
  return itemsOf(partAt(subnet, 'secondary_ip_range')).flatMap((range) => {
    const name = partAt(range, 'range_name');
    return name !== undefined && roleOfRangeName(textOf(name) ?? '') === role ? [name] : [];
  });
}

function clusterOf({ reading, route, address }: GoogleResource): GoogleResource | undefined {
  const subnet = viewOf(reading.document, route);
  const [pods, ...morePods] = namesOf(subnet, 'pod');
  const [services, ...moreServices] = namesOf(subnet, 'service');
  const clear = morePods.length === 0 && moreServices.length === 0;
  if (pods === undefined || !clear) return undefined;
  /* Its pools are not known, and whether it is regional or zonal is not either. */
  const cluster = mapAt(subnet, {
    name: partAt(subnet, 'name'),
    network: partAt(subnet, 'network'),
    subnetwork: scalarAt(partAt(subnet, 'ip_cidr_range') ?? subnet, address),
    ip_allocation_policy: mapAt(subnet, {
      cluster_secondary_range_name: pods,
      services_secondary_range_name: services,
    }),
    remove_default_node_pool: scalarAt(subnet, true),
  });
  const document = documentOf(reading.document.name, cluster);
  const own = address.replace(subnetType, clusterType);
  return { type: clusterType, address: own, reading: startReading(document), route: [] };
}

/** Names the secondary ranges that nobody knows the role of. */
function leaveOut({ reading, route }: GoogleResource): void {
  const subnet = viewOf(reading.document, route);
  if (itemsOf(partAt(subnet, 'secondary_ip_range')).length === 0) return;
  const what = `what the secondary ranges of subnet ${textOf(partAt(subnet, 'name')) ?? ''} are for`;
  const reason = 'their names leave open which one is for Pods, and no cluster is described here';
  skip(reading, [...route, 'secondary_ip_range'], reason, what);
}
