/**
 * The cluster and the node pools that modules of Cluster Toolkit make:
 * https://github.com/GoogleCloudPlatform/cluster-toolkit/tree/main/modules/scheduler/gke-cluster and
 * .../modules/compute/gke-node-pool
 */
import { Unknown } from '../unknown.ts';
import {
  addressOf,
  deploymentName,
  type Draft,
  type Module,
  setting,
  usedBy,
} from './blueprint-module.ts';
import { networkAddress, primarySubnetAddress } from './blueprint-network.ts';
import { listAt, mapAt, partAt, plainOf, scalarAt, textOf, type View } from './view.ts';

const clusterType = 'google_container_cluster';
const poolType = 'google_container_node_pool';

/** Defaults of the modules. */
const controlPlaneBlock = '172.16.0.32/28';
const systemPoolCeiling = 10;
const defaultUpgrade = { strategy: 'SURGE', max_surge: 0, max_unavailable: 1 } as const;

export function clusterResource(module: Module, modules: readonly Module[]): Draft {
  const network = usedBy(module, 'network', modules);
  const unknown = scalarAt(module, new Unknown('no module here makes its network'));
  const attributes = mapAt(module, {
    name: clusterName(module),
    location: locationOf(module),
    network: network === undefined ? unknown : scalarAt(module, networkAddress(network)),
    subnetwork: network === undefined ? unknown : scalarAt(module, primarySubnetAddress(network)),
    networking_mode: setting(module, 'networking_mode', 'VPC_NATIVE'),
    min_master_version: partAt(module.settings, 'min_master_version'),
    default_max_pods_per_node: partAt(module.settings, 'default_max_pods_per_node'),
    datapath_provider: dataPath(module, modules),
    ip_allocation_policy: mapAt(module, {
      cluster_secondary_range_name: setting(module, 'pods_ip_range_name', 'pods'),
      services_secondary_range_name: setting(module, 'services_ip_range_name', 'services'),
    }),
    private_cluster_config: mapAt(module, {
      master_ipv4_cidr_block: setting(module, 'master_ipv4_cidr_block', controlPlaneBlock),
    }),
    workload_identity_config: mapAt(module, { workload_pool: scalarAt(module, 'svc.id.goog') }),
    remove_default_node_pool: scalarAt(module, true),
    node_pool: listAt(module, systemPool(module)),
  });
  return { type: clusterType, address: addressOf(clusterType, module.id), attributes };
}

function clusterName(module: Module): View {
  const named = partAt(module.settings, 'cluster_name');
  if (named !== undefined) return named;
  const suffix = setting(module, 'name_suffix', '');
  const prefixed = plainOf(setting(module, 'prefix_with_deployment_name', true)) !== false;
  const parts = [prefixed ? deploymentName(module) : '', textOf(suffix) ?? ''];
  return scalarAt(suffix, parts.filter((part) => part !== '').join('-'));
}

function locationOf(module: Module): View | undefined {
  const zonal = plainOf(setting(module, 'cluster_availability_type', 'REGIONAL')) === 'ZONAL';
  return partAt(module.settings, zonal ? 'zone' : 'region');
}

/** Further networks of the nodes ask for Dataplane V2. */
function dataPath(module: Module, modules: readonly Module[]): View {
  const further = usedBy(module, 'further-networks', modules) !== undefined;
  const multi = plainOf(setting(module, 'enable_multi_networking', further)) === true;
  const view = setting(module, 'enable_dataplane_v2', multi);
  return scalarAt(view, plainOf(view) === true ? 'ADVANCED_DATAPATH' : 'LEGACY_DATAPATH');
}

function systemPool(module: Module): readonly View[] {
  if (plainOf(setting(module, 'system_node_pool_enabled', true)) === false) return [];
  const counts = setting(module, 'system_node_pool_node_count');
  return [
    mapAt(counts, {
      name: setting(module, 'system_node_pool_name', 'system'),
      autoscaling: mapAt(counts, {
        total_max_node_count:
          partAt(counts, 'total_max_nodes') ?? scalarAt(counts, systemPoolCeiling),
      }),
      upgrade_settings: setting(module, 'upgrade_settings', defaultUpgrade),
    }),
  ];
}

export function poolResource(module: Module, modules: readonly Module[]): Draft {
  const cluster = usedBy(module, 'cluster', modules);
  const unknown = scalarAt(module, new Unknown('no module here makes its cluster'));
  const fixed = setting(module, 'static_node_count');
  const why = 'the ceiling of 1,000 nodes is the default of the module, so nobody plans it';
  const ceiling = setting(module, 'autoscaling_total_max_nodes', new Unknown(why));
  const scaled = plainOf(fixed) === undefined;
  const attributes = mapAt(module, {
    name: setting(module, 'name', module.id),
    cluster: cluster === undefined ? unknown : scalarAt(module, addressOf(clusterType, cluster.id)),
    node_locations: partAt(module.settings, 'zones'),
    max_pods_per_node: partAt(module.settings, 'max_pods_per_node'),
    ...(scaled
      ? { autoscaling: mapAt(module, { total_max_node_count: ceiling }) }
      : { node_count: fixed }),
    upgrade_settings: setting(module, 'upgrade_settings', defaultUpgrade),
  });
  return { type: poolType, address: addressOf(poolType, module.id), attributes };
}
