/**
 * https://registry.terraform.io/modules/terraform-google-modules/kubernetes-engine/google: clusters whose
 * Pod and Services ranges are given by name, with node pools as a list of maps.
 */
import { rfc1918Blocks } from '../../../net/special-ranges.ts';
import { made } from '../../terraform/make.ts';
import { isList, type Value } from '../../terraform/value.ts';
import { isUnknown } from '../../unknown.ts';
import type { GoogleResource } from '../resource.ts';
import { enginePools } from './engine-pools.ts';
import {
  argument,
  blockAt,
  type Entries,
  type ExpandedModule,
  flagIn,
  itemsIn,
  type ModuleCall,
  nameOrReference,
  networkIn,
  outputsOf,
  referenceTo,
  resourceIn,
} from './expanded.ts';

/** The module itself and its variants; that a cluster is of Autopilot stands in the name of the variant. */
export function expandEngine(call: ModuleCall): ExpandedModule {
  const { inputs, submodule } = call;
  const autopilot = submodule.includes('autopilot');
  const cluster = resourceIn(call, 'google_container_cluster.primary', inputs.at, {
    name: argument(inputs, 'name'),
    project: argument(inputs, 'project_id'),
    ...placeOf(inputs),
    ...networking(inputs),
    min_master_version: versionOf(inputs),
    default_max_pods_per_node: argument(inputs, 'default_max_pods_per_node'),
    enable_autopilot: autopilot ? made(true, inputs.at) : undefined,
    cluster_autoscaling: autoscalingOf(inputs),
    ...(autopilot ? {} : defaultPool(inputs)),
  });
  const pools = autopilot ? [] : enginePools(call, cluster);
  return { resources: [cluster, ...pools], outputs: clusterOutputs(call, cluster) };
}

/** A variant whose arguments are those of the resource. */
export function expandEngineResource(type: string): (call: ModuleCall) => ExpandedModule {
  return (call) => {
    const { inputs, submodule } = call;
    const attributes = Object.fromEntries(inputs.content instanceof Map ? inputs.content : []);
    const resource = resourceIn(call, `${type}.main`, inputs.at, {
      ...attributes,
      project: argument(inputs, 'project_id'),
      enable_autopilot: submodule.includes('autopilot') ? made(true, inputs.at) : undefined,
    });
    return { resources: [resource], outputs: clusterOutputs(call, resource) };
  };
}

/** Regional unless told otherwise; a zonal cluster has its control plane in the first of its zones. */
function placeOf(inputs: Value): Entries {
  const zones = argument(inputs, 'zones');
  const [first] = itemsIn(zones);
  const regional = flagIn(argument(inputs, 'regional'), true);
  const location = regional === false ? first : argument(inputs, 'region');
  const listed = zones !== undefined && isList(zones.content) && zones.content.length === 0;
  return {
    location: regional === undefined ? argument(inputs, 'regional') : location,
    node_locations: listed ? undefined : zones,
  };
}

function networking(inputs: Value): Entries {
  const { at } = inputs;
  const host = argument(inputs, 'network_project_id');
  const project = host === undefined || host.content === '' ? argument(inputs, 'project_id') : host;
  const more = argument(inputs, 'additional_ip_range_pods');
  return {
    network: networkIn(project, argument(inputs, 'network')),
    subnetwork: argument(inputs, 'subnetwork'),
    datapath_provider: argument(inputs, 'datapath_provider'),
    enable_intranode_visibility: argument(inputs, 'enable_intranode_visibility'),
    network_policy: blockAt(at, { enabled: argument(inputs, 'network_policy') }),
    default_snat_status: blockAt(at, { disabled: argument(inputs, 'disable_default_snat') }),
    non_masquerade_cidrs: nonMasquerade(inputs),
    workload_identity_config: blockAt(at, {
      workload_pool: argument(inputs, 'identity_namespace'),
    }),
    private_cluster_config: blockAt(at, {
      master_ipv4_cidr_block: argument(inputs, 'master_ipv4_cidr_block'),
      private_endpoint_subnetwork: argument(inputs, 'private_endpoint_subnetwork'),
    }),
    ip_allocation_policy: blockAt(at, {
      cluster_secondary_range_name: argument(inputs, 'ip_range_pods'),
      services_secondary_range_name: argument(inputs, 'ip_range_services'),
      cluster_ipv4_cidr_block: argument(inputs, 'cluster_ipv4_cidr'),
      stack_type: argument(inputs, 'stack_type'),
      additional_pod_ranges_config:
        more === undefined ? undefined : blockAt(more.at, { pod_range_names: more }),
    }),
  };
}

/** The module configures the agent only when asked to, and with RFC 1918 where nobody lists anything. */
function nonMasquerade(inputs: Value): Value | undefined {
  const configured = argument(inputs, 'configure_ip_masq');
  if (configured !== undefined && isUnknown(configured.content)) return configured;
  if (flagIn(configured, false) !== true) return undefined;
  const blocks = rfc1918Blocks.map(({ text }) => made(text, inputs.at));
  return argument(inputs, 'non_masquerade_cidrs') ?? made(blocks, inputs.at);
}

function versionOf(inputs: Value): Value | undefined {
  const version = argument(inputs, 'kubernetes_version');
  return version?.content === 'latest' ? undefined : version;
}

function autoscalingOf(inputs: Value): Value | undefined {
  const enabled = argument(inputs, 'cluster_autoscaling', 'enabled');
  return enabled && blockAt(enabled.at, { enabled });
}

/** The default pool has no nodes unless some are asked for. */
function defaultPool(inputs: Value): Entries {
  const nodes = argument(inputs, 'initial_node_count');
  const pools = argument(inputs, 'node_pools');
  if (pools !== undefined && isUnknown(pools.content)) return { node_pool: pools };
  const removed = flagIn(argument(inputs, 'remove_default_node_pool'), false) === true;
  if (removed || nodes === undefined || nodes.content === 0) {
    return { remove_default_node_pool: made(true, inputs.at) };
  }
  const name = made('default-pool', nodes.at);
  return { node_pool: blockAt(nodes.at, { name, initial_node_count: nodes }) };
}

export function clusterOutputs(call: ModuleCall, cluster: GoogleResource): Value {
  const { inputs } = call;
  const { location } = placeOf(inputs);
  return outputsOf(call, {
    name: nameOrReference(argument(inputs, 'name'), cluster),
    cluster_name: nameOrReference(argument(inputs, 'name'), cluster),
    cluster_id: referenceTo(cluster, inputs.at),
    id: referenceTo(cluster, inputs.at),
    location: location ?? argument(inputs, 'location'),
    region: argument(inputs, 'region'),
    project_id: argument(inputs, 'project_id'),
  });
}
