/**
 * A module that nobody can look into, such as a company's own around a cluster: what its arguments are called
 * says that it makes a cluster and where that is.
 */
import { isPrefixedSize } from '../blocks.ts';
import { made } from '../../terraform/make.ts';
import { isUnknown, Unknown } from '../../unknown.ts';
import type { Value } from '../../terraform/value.ts';
import { clusterOutputs } from './engine.ts';
import {
  argument,
  blockAt,
  type ExpandedModule,
  firstArgument,
  type ModuleCall,
  resourceIn,
  textIn,
} from './expanded.ts';
import type { WrittenCall } from './index.ts';

/** Arguments by what they say, the most common name first. */
const names = {
  name: ['cluster_name', 'name', 'gke_cluster_name'],
  location: ['location', 'cluster_location', 'gcp_location', 'zone', 'region', 'gcp_region'],
  zones: ['node_locations', 'zones'],
  network: ['network', 'network_name', 'vpc_network_name', 'network_self_link', 'vpc_name'],
  subnetwork: [
    'subnetwork',
    'subnet',
    'subnetwork_name',
    'subnet_name',
    'vpc_subnetwork_name',
    'subnetwork_self_link',
  ],
  pods: [
    'cluster_secondary_range_name',
    'ip_range_pods',
    'pods_range_name',
    'pods_secondary_range_name',
    'cluster_ipv4_cidr_block',
    'cluster_ipv4_cidr',
    'pods_cidr',
    'pod_cidr',
  ],
  services: [
    'services_secondary_range_name',
    'ip_range_services',
    'services_range_name',
    'services_ipv4_cidr_block',
    'services_cidr',
    'service_cidr',
  ],
  controlPlane: ['master_ipv4_cidr_block', 'master_ipv4_cidr', 'master_cidr'],
  maxPodsPerNode: ['default_max_pods_per_node', 'max_pods_per_node'],
} as const;

type Role = keyof typeof names;

const speaking = /gke|k8s|kubernetes|cluster/i;
const otherwise = /eks|aks|oke|helm|addon|node-?pool|workload|fleet|hub|sql|redis|bastion/i;

/** Where a cluster is and in which network, and a source that speaks of one. */
export function isUnseenCluster({ source, address, names: given }: WrittenCall): boolean {
  const has = (role: Role) => names[role].some((name) => given.includes(name));
  const said = `${source} ${address}`;
  return (
    speaking.test(said) &&
    !otherwise.test(said) &&
    has('location') &&
    has('name') &&
    (has('network') || has('subnetwork')) &&
    (has('pods') || has('controlPlane') || has('subnetwork'))
  );
}

export function expandUnseenCluster(call: ModuleCall): ExpandedModule {
  const { inputs } = call;
  const { at } = inputs;
  const said = (role: Role) => firstArgument(inputs, ...names[role].map((name) => [name]));
  const autopilot = /autopilot/i.test(call.submodule);
  const cluster = resourceIn(call, 'google_container_cluster.unseen', at, {
    name: said('name'),
    project: argument(inputs, 'project_id') ?? argument(inputs, 'project'),
    location: said('location'),
    node_locations: said('zones'),
    network: said('network'),
    subnetwork: said('subnetwork'),
    enable_autopilot: autopilot ? made(true, at) : argument(inputs, 'enable_autopilot'),
    default_max_pods_per_node: said('maxPodsPerNode'),
    node_pool: autopilot ? undefined : made(new Unknown('the module is not read'), at),
    ip_allocation_policy: blockAt(at, {
      ...rangeAs('cluster', said('pods')),
      ...rangeAs('services', said('services')),
    }),
    private_cluster_config: blockAt(at, { master_ipv4_cidr_block: said('controlPlane') }),
  });
  return {
    resources: [{ ...cluster, guessed: true }],
    outputs: clusterOutputs(call, cluster),
  };
}

/** A name of a secondary range or a block of its own: the value says which. */
function rangeAs(role: 'cluster' | 'services', value: Value | undefined) {
  const isBlock = isPrefixedSize(textIn(value) ?? '');
  const key = isBlock ? `${role}_ipv4_cidr_block` : `${role}_secondary_range_name`;
  const isText = textIn(value) !== undefined || isUnknown(value?.content);
  return { [key]: isText ? value : undefined };
}
