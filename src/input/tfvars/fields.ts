/** Everything that is no range: names, places, counts and switches of a cluster. */
import type { Leaf } from './leaves.ts';
import { foreignWords, otherRanges } from './names.ts';
import { roleByWords } from './ranges.ts';
import { rangeText } from './text.ts';
import { normalise, wordPattern, wordsOf } from './words.ts';

/** What a variable says of a cluster, of its network or of one of its pools. */
export type Field =
  | 'name'
  /** Just `name`, which may be that of the network. */
  | 'bare-name'
  | 'network'
  | 'network-project'
  | 'project'
  | 'location'
  | 'region'
  | 'zone'
  | 'zones'
  | 'regional'
  | 'mtu'
  | 'auto-subnets'
  | 'version'
  | 'mode'
  | 'cluster-type'
  | 'datapath'
  | 'dataplane-v2'
  | 'network-policy'
  | 'calico'
  | 'networking-mode'
  | 'max-pods'
  | 'services-count'
  | 'single-blocks'
  | 'total-max'
  | 'max'
  | 'fixed'
  | 'initial'
  /** It may be a number of nodes, of a pool with an unusual name. */
  | 'unclear-count'
  | 'nodes-in-all'
  | 'max-surge'
  | 'upgrade'
  | 'pod-range'
  | 'subnet-name'
  | 'pods-name'
  | 'services-name'
  | 'pool-name';

export interface FieldFact {
  readonly leaf: Leaf;
  readonly field: Field;
  /** The word by which the cluster is told from others of the same variables; empty: none. */
  readonly label: string;
  /** The words by which a node pool is told from others. */
  readonly pool: string;
}

/** Words in front of a name that change nothing. */
const plainPrefix =
  /^(?:(?:gke|gcp|google|k8s|kubernetes|provider|existing|default|main|primary|my|the)_)+/;

/** By the whole name, after words that change nothing and those that tell clusters apart. */
const fieldNames: readonly (readonly [Field, RegExp])[] = [
  ['name', /^cluster(?:_name)?$/],
  ['bare-name', /^name$/],
  ['network', /^(?:vpc|network|vpc_network|shared_vpc)(?:_(?:name|id|self_link))?$/],
  ['network-project', /^(?:network|host|vpc|vpc_host|shared_vpc)_project(?:_id|_name)?$/],
  ['project', /^project(?:_id|_name)?$/],
  ['zones', /^(?:(?:cluster|node|node_pool)_)?(?:zones|locations)$|^(?:num_zones|zone_count)$/],
  ['location', /^(?:cluster_)?location$|^cluster_(?:region|zone)$/],
  ['region', /^region$/],
  ['zone', /^zone$/],
  ['regional', /^(?:is_)?regional(?:_cluster)?$/],
  ['mtu', /^(?:(?:vpc|network)_)*mtu$/],
  ['auto-subnets', /^auto_create_subnetworks$/],
  ['version', /^(?:(?:cluster|min|master|min_master|control_plane)_)*version$/],
  ['mode', /^(?:enable_|is_)?autopilot(?:_enabled|_cluster)?$/],
  ['cluster-type', /^cluster_(?:type|mode)$/],
  ['datapath', /^datapath(?:_provider)?$/],
  ['dataplane-v2', /^(?:enable_)?data_?plane_?v2(?:_enabled)?$/],
  ['network-policy', /^(?:enable_)?network_policy(?:_enabled)?$/],
  ['calico', /^(?:enable_)?calico(?:_enabled)?$/],
  ['networking-mode', /^networking_mode$/],
  ['max-pods', /^(?:max_)?pods_per_node$|^max_pods(?:_per_node)?$/],
  ['single-blocks', /^disable_pod_cidr_overprovision$|^pod_cidr_overprovision_config_disabled?$/],
  ['max-surge', /^(?:upgrade_)?max_surge$/],
  ['upgrade', /^(?:upgrade_|update_)?strategy$/],
  ['pool-name', /^(?:node_?)?pool_name$/],
  [
    'subnet-name',
    /^(?:vpc_|private_|node_)?sub_?net(?:work)?(?:_?\d+)?(?:_(?:name|id|self_link))?$/,
  ],
];

/** Within a node pool, where names are shorter. */
const poolNames: readonly (readonly [Field, RegExp])[] = [
  ['pool-name', /^name$/],
  ['pod-range', /^(?:network_config_)?pod_range(?:_name)?$/],
  ['max', /^(?:autoscaling_)?max$/],
  ['fixed', /^(?:count|size|current)$/],
  ['initial', /^(?:node_count_)?initial$/],
  ['zones', /^node_locations$/],
];

/** Words of a count of nodes; any other word is the name of a pool. */
const countWords =
  /^(?:node|nodes|count|size|num|number|of|total|initial|desired|autoscaling|autoscale|autoscaler|pool|nodepool|max|maximum|per|zone|capacity|limit)$/;
const poolWords =
  /^(?:system|user|apps?|workers?|general|spot|preemptible|on|demand|ondemand|gpu|cpu|memory|infra|batch|ci|build|runner|state(?:ful|less)|linux|web|workloads?|blue|green|cluster|(?:np|pool|nodepool)\d*|\d+)$/;

export function fieldOf(leaf: Leaf, labels: ReadonlySet<string>): FieldFact | undefined {
  if (isForeign(leaf)) return undefined;
  const { core, affix: label } = withoutLabel(leaf.keys.at(-1) ?? '', labels);
  const name = core.replace(plainPrefix, '');
  if (isNameOfMap(leaf, name)) return factOf(leaf, nameOfMap(leaf, name), { label });
  const field = inPool(leaf, name) ?? switchOf(leaf, name) ?? nameUse(leaf);
  const named = field ?? matching(fieldNames, name);
  if (named !== undefined) return factOf(leaf, named, { label });
  const count = otherCounts.test(core) ? undefined : countOf(name);
  return factOf(leaf, count?.field, { label, ...count });
}

function factOf(
  leaf: Leaf,
  field: Field | undefined,
  { label, pool = '' }: { readonly label: string; readonly pool?: string },
): FieldFact | undefined {
  return field && { leaf, field, label, pool };
}

/** Counts of something else than nodes, and the least number of nodes. */
const otherCounts = wordPattern('disks?|cpus?|memory_gb|ssds?|min|minimum|gb|unavailable|surge');

function isForeign({ keys, subnet, secondary }: Leaf): boolean {
  if (subnet !== undefined || secondary !== undefined) return true;
  return (
    keys.slice(0, -1).some((key) => freeText.test(key)) ||
    keys.some((key) => foreignWords.test(key) || otherRanges.some(([, words]) => words.test(key)))
  );
}

/** Maps in which people write what they like. */
const freeText = wordPattern('labels?|tags?|metadata|taints?|annotations');

/** `prod_cluster_name` is `cluster_name` of the cluster that other names call `prod` as well. */
function withoutLabel(
  name: string,
  labels: ReadonlySet<string>,
): { readonly core: string; readonly affix: string } {
  for (const label of labels) {
    if (name.startsWith(`${label}_`)) return { core: name.slice(label.length + 1), affix: label };
    if (name.endsWith(`_${label}`)) return { core: name.slice(0, -label.length - 1), affix: label };
  }
  return { core: name, affix: '' };
}

function matching(names: typeof fieldNames, name: string): Field | undefined {
  return names.find(([, pattern]) => pattern.test(name))?.[0];
}

function inPool({ pool, keys }: Leaf, name: string): Field | undefined {
  if (pool === undefined) return undefined;
  const around = keys.at(-2) ?? '';
  return matching(poolNames, name) ?? matching(poolNames, `${around}_${name}`);
}

/** `network_policy = { enabled = true }`: the key outside says what it is. */
function switchOf({ keys, pool }: Leaf, name: string): Field | undefined {
  const around = keys.at(-2)?.replace(plainPrefix, '');
  if (around === undefined || pool !== undefined || !/^(?:en|dis)abled$/.test(name)) {
    return undefined;
  }
  return matching(fieldNames, `${around}_${name}`);
}

/** `name` in a map that is no pool and no entry of a list of clusters. */
function isNameOfMap({ home, pool, cluster }: Leaf, name: string): boolean {
  const own = pool ?? cluster ?? [];
  return home.length > own.length && ['name', 'id', 'self_link'].includes(name);
}

/** `vpc = { name = … }`, `cluster_config = { name = … }` */
function nameOfMap({ keys }: Leaf, name: string): Field | undefined {
  const around = keys.at(-2)?.replace(/_(?:config|create|settings)$/, '') ?? '';
  if (/^(?:gke|k8s|kubernetes)$/.test(around)) return 'name';
  if (around === 'region' || around === 'location' || around === 'zone') return around;
  return matching(fieldNames, `${around.replace(plainPrefix, '')}_${name}`);
}

/** Words of a variable that holds the name of a range rather than its block. */
const rangeWord = wordPattern('ranges?|cidrs?|blocks?|secondary|subnets?|ips?');

/** A text that is no block in the place of one is the name of a range. */
function nameUse({ keys, content, pool }: Leaf): Field | undefined {
  if (pool !== undefined || rangeText(content).kind !== 'name') return undefined;
  const [key = '', around = ''] = keys.toReversed();
  if (!rangeWord.test(key) && !rangeWord.test(around)) return undefined;
  const role = roleByWords(key);
  if (role === 'pods') return 'pods-name';
  return role === 'services' ? 'services-name' : undefined;
}

interface Count {
  readonly field: Field;
  readonly pool: string;
}

function countOf(name: string): Count | undefined {
  const words = wordsOf(normalise(name));
  const counts = words.filter((word) => countWords.test(word));
  const pool = words.filter((word) => !countWords.test(word));
  const has = (...any: readonly string[]) => any.some((word) => counts.includes(word));
  if (!pool.every((word) => poolWords.test(word))) {
    const unclear = has('node', 'nodes') && has('count', 'num', 'max', 'size');
    return unclear ? { field: 'unclear-count', pool: '' } : undefined;
  }
  const label = pool.filter((word) => word !== 'cluster').join('_');
  if (has('max', 'maximum')) {
    const about = has('node', 'nodes', 'count', 'size', 'autoscaling', 'autoscale', 'autoscaler');
    if (!about) return undefined;
    return { field: has('total') ? 'total-max' : 'max', pool: label };
  }
  if (!has('node', 'nodes') || (counts.length === 1 && !has('nodes'))) return undefined;
  if (has('pool') && !has('count', 'size', 'num')) return undefined;
  return { field: has('initial') ? 'initial' : 'fixed', pool: label };
}
