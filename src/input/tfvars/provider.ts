/**
 * Whose cloud the variables are about: `pod_cidr` and `max_pods_per_node` are words of AKS, EKS and OKE
 * as much as of GKE.
 */
import type { Leaf } from './leaves.ts';
import { wordPattern } from './words.ts';

const googleWords = wordPattern(
  'gcp|gke|google|gcs|gcr|master_ipv4_cidr(?:_block)?|ip_range_(?:pods|services)|' +
    'ip_cidr_range|secondary_ip_ranges?|auto_create_subnetworks|release_channel|autopilot|' +
    'cluster_secondary_range_name|subnet_ip',
);
/** `europe-west1` and `europe-west1-b`, nothing of another cloud. */
const googleRegion = /^[a-z]+-(?:north|south|east|west|central)[a-z]*\d+(?:-[a-z])?$/;
const googleValue = /(?:\.googleapis\.com|\.gserviceaccount\.com|^projects\/[^/]+\/)/;

const otherWords = wordPattern(
  'aws|eks|azure|azurerm|aks|oci|oke|vcn|alicloud|aliyun|ack|vswitch(?:es)?|ibm|nebius|yandex|' +
    'digitalocean|hcloud|openstack|scaleway|linode|resource_group(?:_name)?|subscription_id|' +
    'tenancy_ocid|compartment_(?:id|ocid)|availability_zones|vnet(?:_\\w+)?|virtual_network(?:_\\w+)?',
);
/** `us-east-1a`, `westeurope`, `cn-hangzhou`. */
const otherRegion =
  /^(?:[a-z]{2}(?:-gov)?-(?:north|south|east|west|central)+-\d[a-z]?|(?:north|south|east|west|central)(?:europe|us|india|asia)\d?|[a-z]+(?:north|south|east|west|central)\d?|cn-[a-z]+|eu-[a-z]+-\d)$/;

/** Regions stand in keys as well: `locations = { europe-west1 = {…} }`. */
function texts({ route, content }: Leaf): readonly string[] {
  const keys = route.filter((step) => typeof step === 'string');
  return typeof content === 'string' ? [...keys, content] : keys;
}

/**
 * Names alone are trusted unless another cloud speaks out of them and Google does not. `undefined`:
 * they are.
 */
export function anotherCloud(leaves: readonly Leaf[]): Leaf | undefined {
  const google = leaves.some(
    (leaf) =>
      leaf.keys.some((key) => googleWords.test(key)) ||
      texts(leaf).some((text) => googleRegion.test(text) || googleValue.test(text)),
  );
  return google ? undefined : leaves.find(isOfAnotherCloud);
}

function isOfAnotherCloud({ keys, content }: Leaf): boolean {
  if (keys.some((key) => otherWords.test(key))) return true;
  if (!/(?:^|_)(?:region|location|zone)s?$/.test(keys.at(-1) ?? '')) return false;
  return typeof content === 'string' && otherRegion.test(content);
}
