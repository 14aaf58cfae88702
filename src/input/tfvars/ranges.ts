/** Which of the variables are ranges, and of what. */
import type { OtherRole } from '../../gke/cluster.ts';
import { isList } from '../terraform/value.ts';
import type { Leaf } from './leaves.ts';
import {
  clusterRange,
  foreignWords,
  gkeWord,
  nodeRanks,
  nodeWord,
  otherRanges,
  plainBlock,
  plainWords,
  roleWords,
  subnetWord,
  type NodeRank,
  type VariableRole,
} from './names.ts';
import { type RangeText, rangeText } from './text.ts';
import { wordPattern, wordsOf } from './words.ts';

export interface RangeFact {
  readonly leaf: Leaf;
  readonly text: RangeText;
  /** Absent: neither its name nor what is around it says. */
  readonly role?: VariableRole | OtherRole;
  /** Of a candidate for the nodes. */
  readonly rank?: NodeRank;
  /** `--map` says so. */
  readonly settled?: boolean;
  /** The words of its name that say nothing of its role: `prod` of `prod_pods_cidr`. */
  readonly affix: string;
  /** The key outside names the role, its own the cluster: `pods_cidrs = { prod = … }`. */
  readonly byCluster?: boolean;
}

/** Words that only what holds a range or its name has; `master_ip` and `pods` alone have not. */
const blockWord = wordPattern(
  'cidrs?|ranges?|blocks?|subnets?|subnetworks?|ips?|secondary|cider|net',
);

/** Ranges of a variable: one for each item where it is a list. */
export function rangesOf(leaf: Leaf): readonly RangeFact[] {
  return itemsOf(leaf).flatMap((item) => rangeOf(item) ?? []);
}

function itemsOf(leaf: Leaf): readonly Leaf[] {
  const { content } = leaf;
  if (!isList(content)) return typeof content === 'string' ? textItems(leaf, content) : [leaf];
  return content.map((item, index) => {
    const route = [...leaf.route, index];
    return {
      ...leaf,
      route,
      content: item.content,
      at: item.at,
    };
  });
}

/** `"10.0.0.0/16,10.1.0.0/16"` is a list, too. */
function textItems(leaf: Leaf, text: string): readonly Leaf[] {
  const parts = text.split(',').map((part) => part.trim());
  const blocks = parts.length > 1 && parts.every((part) => rangeText(part).kind === 'cidr');
  return blocks ? parts.map((content) => ({ ...leaf, content })) : [leaf];
}

function rangeOf(leaf: Leaf): RangeFact | undefined {
  const text = rangeText(leaf.content);
  const key = leaf.keys.at(-1) ?? '';
  const named = roleOf(leaf, key);
  const { role } = named;
  if (!isRange(text, leaf, role !== undefined) || isForeign(leaf)) return undefined;
  return { leaf, text, ...named, affix: affixOf(key, role) };
}

function isForeign({ keys, subnet }: Leaf): boolean {
  return keys.some((key) => foreignWords.test(key)) || subnet?.purpose === 'PEER_MIGRATION';
}

/** A single address is nobody's range, and a name is one only where a range is due. */
function isRange(text: RangeText, { keys }: Leaf, hasRole: boolean): boolean {
  const due = hasRole && keys.slice(-2).some((key) => blockWord.test(key));
  if (text.kind === 'cidr') return hasRole || text.cidr.prefixLength < 30;
  if (text.kind === 'size' || text.kind === 'open') return due;
  if (text.kind === 'malformed') return due && blockWord.test(keys.at(-1) ?? '');
  return text.kind === 'absent' && due;
}

interface Named {
  readonly role?: VariableRole | OtherRole;
  readonly rank?: NodeRank;
  readonly byCluster?: boolean;
}

function roleOf(leaf: Leaf, key: string): Named {
  if (leaf.subnet !== undefined && leaf.secondary === undefined) {
    return roleOfPrimary(leaf, key);
  }
  const { keys, secondary } = leaf;
  const purpose = otherRole(key);
  const own = purpose === undefined || purpose === 'other' ? roleByWords(key) : purpose;
  if (own !== undefined) return { role: own };
  const named = secondary?.name === undefined ? undefined : roleByWords(secondary.name);
  if (named !== undefined) return { role: named };
  const other = keys.flatMap((each) => otherRole(each) ?? []).at(-1);
  if (other !== undefined) return { role: other };
  if (secondary !== undefined) return roleAround(keys);
  const rank = nodeRank(key);
  if (rank !== undefined && rank < nodeRanks.network && !plainBlock.test(key)) {
    return { role: 'nodes', rank };
  }
  const { role, byCluster } = roleAround(keys);
  if (role !== undefined) return { role, ...(byCluster && { byCluster }) };
  if (rank !== undefined) return { role: 'nodes', rank };
  const outer = isOnlyName(key) ? nodeRank(keys.at(-2) ?? '') : undefined;
  return outer === undefined ? {} : { role: 'nodes', rank: outer, byCluster: true };
}

/** The role that the nearest key outside names. */
function roleAround(keys: readonly string[]): Named {
  const around = keys.slice(0, -1).toReversed();
  const role = around.flatMap((key) => roleByWords(key) ?? [])[0];
  if (role === undefined) return {};
  const next = roleByWords(around[0] ?? '') === role;
  return { role, ...(next && isOnlyName(keys.at(-1) ?? '') && { byCluster: true }) };
}

/** A key that is the name of something, as no word of it is about ranges. */
function isOnlyName(key: string): boolean {
  return !blockWord.test(key) && !wordsOf(key).every((word) => plainWords.has(word));
}

/** Of a subnet: its purpose and its name say whether nodes may live there. */
function roleOfPrimary({ subnet, keys }: Leaf, key: string): Named {
  const words = [subnet?.name ?? '', ...keys].map((each) =>
    each.toLowerCase().replaceAll('-', '_'),
  );
  const purpose = subnet?.purpose?.toLowerCase() ?? '';
  const other = [purpose.replace('managed_', ''), ...words].flatMap(
    (each) => otherRole(each) ?? [],
  );
  if (other[0] !== undefined) return { role: other[0] };
  const own = roleByWords(key);
  if (own !== undefined) return { role: own };
  const named = words.some((each) => nodeWord.test(each) || gkeWord.test(each));
  return { role: 'nodes', rank: named ? nodeRanks.named : nodeRanks.subnet };
}

function otherRole(key: string): OtherRole | undefined {
  return otherRanges.find(([, words]) => words.test(key))?.[0];
}

/** The role that the words name; none where they name Pods and Services alike. */
export function roleByWords(name: string): VariableRole | undefined {
  const word = name.toLowerCase().replaceAll('-', '_');
  const roles = roleWords.filter(([, words]) => words.test(word)).map(([role]) => role);
  if (roles.length > 1) return roles.includes('control-plane') ? 'control-plane' : undefined;
  return roles[0] ?? (clusterRange.test(word) ? 'pods' : undefined);
}

function nodeRank(key: string): NodeRank | undefined {
  if (otherRole(key) !== undefined || isUnclear(key) || secondaryWord.test(key)) return undefined;
  if (nodeWord.test(key)) return nodeRanks.named;
  const subnet = subnetWord.test(key) || /(?:^|_)ip_cidr_ranges?$/.test(key);
  if (subnet) return gkeWord.test(key) ? nodeRanks.named : nodeRanks.subnet;
  return blockWord.test(key) ? nodeRanks.network : undefined;
}

const secondaryWord = wordPattern('secondary');

/** `pods_services_cidr` */
function isUnclear(key: string): boolean {
  return roleWords.some(([, words]) => words.test(key));
}

function affixOf(key: string, role: RangeFact['role']): string {
  const rest = wordsOf(key).filter((word) => !plainWords.has(word) && word !== 'cider');
  const said = (word: string) =>
    role === 'nodes' ? /^nodes?$|^sub_?net/.test(word) : roleByWords(word) !== undefined;
  return rest.filter((word) => !said(word) && word !== 'control' && word !== 'plane').join('_');
}
