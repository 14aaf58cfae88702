/**
 * DATA: the words by which people call the ranges of a cluster, as counted in the variables of public
 * GKE repositories.
 */
import type { OtherRole } from '../../gke/cluster.ts';
import { wordPattern } from './words.ts';

/** What a range is for; `nodes` is a candidate until the ranges beside it are known. */
export type VariableRole = 'nodes' | 'pods' | 'services' | 'control-plane';

/** Roles by word, and how a user calls them with `--map`. */
export const roleWords: readonly (readonly [VariableRole, RegExp])[] = [
  ['control-plane', wordPattern('masters?|control_?planes?|cp')],
  ['pods', wordPattern('pods?(?:cidrs?|subnets?|ranges?|ips?)?|containers?|alias(?:es)?')],
  ['services', wordPattern('(?:services?|svcs?|srvs?)(?:cidrs?|subnets?|ranges?|ips?)?')],
];

/** What `cluster` means depends on what follows: only where no other role is named, the Pods. */
export const clusterRange = wordPattern(
  'cluster_(?:ipv4|secondary|ip_ranges?|cidrs?|ip_cidr|ranges?)',
);

/**
 * How much a name says that nodes live there. Of the best that a group has there must be one: two of
 * the same rank are a question.
 */
export const nodeRanks = { named: 1, subnet: 2, network: 3 } as const;
export type NodeRank = (typeof nodeRanks)[keyof typeof nodeRanks];

export const nodeWord = wordPattern('nodes?');
export const gkeWord = wordPattern('gke|k8s|kubernetes');
export const subnetWord = wordPattern('sub_?net(?:work)?s?\\d*|subnet(?:cidr|range)s?|primary');
export const plainBlock = /^(?:primary_)?ip_cidr_ranges?$/;

/** Words that say nothing of what a range is for. */
export const plainWords: ReadonlySet<string> = new Set(
  (
    'gke gcp google k8s kubernetes vpc vpcs network networks net cluster clusters main primary default ' +
    'my the provider ip ips ipv4 cidr cidrs range ranges block blocks address addresses subnet subnets ' +
    'subnetwork subnetworks secondary config settings var name base'
  ).split(' '),
);

/** Lists of who may come in, and addresses outside the VPC network: nothing that has addresses in it. */
export const foreignWords = wordPattern(
  'authori[sz]ed|auth|allow(?:ed|list)?|deny|denied|white_?list(?:ed)?|black_?list|trusted|admins?|' +
    'sources?|src|dest|destinations?|firewalls?|fw|primary_net|on_?prem(?:ises)?|remote|netmap|bgp|' +
    'vpns?|tunnels?|interconnect|routers?|routes?|nat|composer|masquerade|internal_managed|examples?|' +
    'dns|health_?checks?|ingress|egress|(?<!service_|services_|vpc_)access|office|home|my_ip|ipv6|docker|peers?|google_managed',
);

/** What else has addresses in a VPC network, by the word that says so. */
export const otherRanges: readonly (readonly [OtherRole, RegExp])[] = [
  ['proxy-only', wordPattern('proxy(?:_only)?|proxies')],
  ['private-service-connect', wordPattern('psc|private_service_connect')],
  [
    'private-services-access',
    wordPattern(
      'psa|private_services?_access|private_services?(?:_connection|_networking)?|service_networking',
    ),
  ],
  ['load-balancer', wordPattern('ilbs?|lbs?|load_?balancers?')],
  [
    'other',
    wordPattern(
      'bastions?|jump(?:_?host|_?box)?s?|db|dbs|databases?|(?:cloud_?)?sql|redis|memorystore|filestore|' +
        'connectors?|serverless|vpc_access|cloud_?run|app_?engine|functions?|dataproc|dataflow|' +
        'mgmt|management|vms?|instances?|compute|windows|gateways?|monitoring',
    ),
  ],
];

/** Keys whose values are declared subnets, secondary ranges, node pools and clusters. */
export const containers = {
  subnets: /(?:^|_)sub_?net(?:work)?s?(?:_configs?)?$/,
  secondary: /^(?:gke_)?secondary(?:_ip)?(?:_cidr)?_?ranges?(?:_list)?(?:_(?:pods?|services?))?$/,
  pools: /(?:^|_)(?:node_?pools?|node_info|node_groups?)(?:_(?:configs?|list|map))?$/,
  clusters: /(?:^|_)clusters$/,
} as const;

/** A range that GKE makes itself, where nobody names a secondary range. */
export const createdByGke = /^(?:cluster|services)_ipv4_cidr(?:_block)?$/;
