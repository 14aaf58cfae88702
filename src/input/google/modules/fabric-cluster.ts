/**
 * gke-cluster-standard, gke-cluster-autopilot and gke-nodepool of
 * https://github.com/GoogleCloudPlatform/cloud-foundation-fabric, in the shapes of its versions.
 */
import { made } from '../../terraform/make.ts';
import type { Value } from '../../terraform/value.ts';
import {
  argument,
  blockAt,
  type Entries,
  type ExpandedModule,
  firstArgument,
  flagIn,
  mapAt,
  type ModuleCall,
  nameOrReference,
  outputsOf,
  referenceTo,
  resourceIn,
} from './expanded.ts';

export function expandFabricCluster(call: ModuleCall): ExpandedModule {
  const { inputs } = call;
  const autopilot =
    call.submodule === 'gke-cluster-autopilot' ||
    flagIn(argument(inputs, 'enable_features', 'autopilot'), false) === true;
  const cluster = resourceIn(call, 'google_container_cluster.cluster', inputs.at, {
    name: argument(inputs, 'name'),
    project: argument(inputs, 'project_id'),
    location: argument(inputs, 'location'),
    node_locations: argument(inputs, 'node_locations'),
    min_master_version: argument(inputs, 'min_master_version'),
    ...networking(inputs),
    ...(autopilot
      ? { enable_autopilot: made(true, inputs.at) }
      : {
          default_max_pods_per_node: argument(inputs, 'max_pods_per_node'),
          ...dataPlane(inputs),
          ...defaultPool(inputs),
        }),
  });
  const id = referenceTo(cluster, inputs.at);
  const own = {
    name: nameOrReference(argument(inputs, 'name'), cluster),
    id,
    self_link: id,
    location: argument(inputs, 'location'),
  };
  const outputs = outputsOf(call, { ...own, cluster: mapAt(inputs.at, own) });
  return { resources: [cluster], outputs };
}

function networking(inputs: Value): Entries {
  const { at } = argument(inputs, 'vpc_config') ?? inputs;
  const vpc = (...keys: readonly string[]) => argument(inputs, 'vpc_config', ...keys);
  const more = vpc('additional_ranges');
  return {
    network: vpc('network'),
    subnetwork: vpc('subnetwork'),
    ip_allocation_policy: blockAt(at, {
      cluster_secondary_range_name: vpc('secondary_range_names', 'pods'),
      services_secondary_range_name: vpc('secondary_range_names', 'services'),
      cluster_ipv4_cidr_block: vpc('secondary_range_blocks', 'pods'),
      services_ipv4_cidr_block: vpc('secondary_range_blocks', 'services'),
      stack_type: vpc('stack_type'),
      additional_pod_ranges_config:
        more === undefined ? undefined : blockAt(more.at, { pod_range_names: more }),
    }),
    default_snat_status: blockAt(at, { disabled: vpc('disable_default_snat') }),
    private_cluster_config: blockAt(at, {
      master_ipv4_cidr_block: firstArgument(
        inputs,
        ['vpc_config', 'master_ipv4_cidr_block'],
        ['access_config', 'master_ipv4_cidr_block'],
        ['private_cluster_config', 'master_ipv4_cidr_block'],
      ),
      private_endpoint_subnetwork: firstArgument(
        inputs,
        ['access_config', 'ip_access', 'private_endpoint_config', 'endpoint_subnetwork'],
        ['private_cluster_config', 'private_endpoint_subnetwork'],
      ),
    }),
  };
}

function dataPlane(inputs: Value): Entries {
  const second = argument(inputs, 'enable_features', 'dataplane_v2');
  const provider = flagIn(second, false) ? 'ADVANCED_DATAPATH' : 'DATAPATH_PROVIDER_UNSPECIFIED';
  const unknown = flagIn(second, false) === undefined;
  return {
    datapath_provider: second && (unknown ? second : made(provider, second.at)),
    enable_intranode_visibility: argument(inputs, 'enable_features', 'intranode_visibility'),
    network_policy: blockAt(inputs.at, {
      enabled: argument(inputs, 'enable_addons', 'network_policy'),
    }),
  };
}

/** The default pool is removed unless told otherwise. */
function defaultPool(inputs: Value): Entries {
  const scaling = argument(inputs, 'cluster_autoscaling');
  const enabled = scaling && (argument(scaling, 'enabled') ?? made(true, scaling.at));
  return {
    remove_default_node_pool:
      argument(inputs, 'default_nodepool', 'remove_pool') ?? made(true, inputs.at),
    initial_node_count:
      argument(inputs, 'default_nodepool', 'initial_node_count') ?? made(1, inputs.at),
    cluster_autoscaling: enabled && blockAt(enabled.at, { enabled }),
  };
}

export function expandFabricPool(call: ModuleCall): ExpandedModule {
  const { inputs } = call;
  const config = (...keys: readonly string[]) => argument(inputs, 'nodepool_config', ...keys);
  const surge = config('upgrade_settings') ?? argument(inputs, 'upgrade_config');
  const pool = resourceIn(call, 'google_container_node_pool.nodepool', inputs.at, {
    name: argument(inputs, 'name'),
    project: argument(inputs, 'project_id'),
    cluster: firstArgument(inputs, ['cluster_id'], ['cluster_name']),
    location: argument(inputs, 'location'),
    node_locations: argument(inputs, 'node_locations'),
    max_pods_per_node: argument(inputs, 'max_pods_per_node'),
    ...countsOf(inputs),
    upgrade_settings:
      surge &&
      blockAt(surge.at, {
        max_surge: argument(surge, 'max_surge'),
        max_unavailable: argument(surge, 'max_unavailable'),
        strategy: argument(surge, 'strategy'),
      }),
    network_config: podRangeOf(inputs),
  });
  return { resources: [pool], outputs: outputsOf(call, {}) };
}

/** One node per zone unless told otherwise; with `use_total_nodes` the ceiling is that of all zones. */
function countsOf(inputs: Value): Entries {
  const scaling = firstArgument(inputs, ['nodepool_config', 'autoscaling'], ['autoscaling_config']);
  const count = argument(inputs, 'node_count');
  const keyed = count?.content instanceof Map;
  if (scaling === undefined) {
    return {
      node_count: keyed ? argument(count, 'current') : count,
      initial_node_count:
        (keyed ? argument(count, 'initial') : argument(inputs, 'initial_node_count')) ??
        made(1, inputs.at),
    };
  }
  const total = flagIn(argument(scaling, 'use_total_nodes'), false) === true;
  const ceiling = argument(scaling, 'max_node_count');
  return {
    autoscaling: blockAt(scaling.at, {
      [total ? 'total_max_node_count' : 'max_node_count']: ceiling,
    }),
  };
}

function podRangeOf(inputs: Value): Value | undefined {
  const range = firstArgument(inputs, ['pod_range', 'secondary_pod_range'], ['pod_range']);
  return (
    range &&
    blockAt(range.at, {
      pod_range: firstArgument(range, ['name'], ['range']),
      create_pod_range: argument(range, 'create'),
      pod_ipv4_cidr_block: argument(range, 'cidr'),
    })
  );
}
