/** DATA: what can be changed of the ranges of a cluster once it is there, and what of it applies. */
import type { Cidr } from '../net/cidr.ts';
import type { ClusterRole } from './cluster.ts';
import type { Expansion } from './expand.ts';
import { limitOf } from './limits.ts';
import type { RangeUse } from './range-use.ts';
import type { ResolvedCluster } from './resolve.ts';
import { isAtLeast, parseVersion } from './version.ts';

/** From the least to the most that it takes. */
export const changes = ['expand', 'add-range', 'add-subnet', 'recreate'] as const;
/**
 * `expand`: the subnet of the nodes in place. `add-range`: further Pod ranges. `add-subnet`: further
 * subnets of the cluster. `recreate`: nothing but another cluster.
 */
export type Change = (typeof changes)[number];

export interface LaterChange {
  readonly role: ClusterRole;
  readonly can: Change;
  /** In words, without a full stop. */
  readonly how: string;
  /** Of VPC-native clusters only, or (false) of routes-based ones; absent: of both. */
  readonly vpcNative?: boolean;
  /** The GKE version from which on; absent: all versions. */
  readonly since?: string;
  /** The page that states it. */
  readonly source: string;
  /** When the page was last read, `YYYY-MM-DD`. */
  readonly checkedOn: string;
  /** False where no Google page was found that states it. */
  readonly verified: boolean;
  readonly note?: string;
}

const pages = {
  aliasIps: 'https://cloud.google.com/kubernetes-engine/docs/concepts/alias-ips',
  vpcNative: 'https://cloud.google.com/kubernetes-engine/docs/how-to/alias-ips',
  flexiblePodCidr: 'https://cloud.google.com/kubernetes-engine/docs/how-to/flexible-pod-cidr',
  multiSubnet: 'https://docs.cloud.google.com/kubernetes-engine/docs/how-to/multi-subnet-cluster',
  networkIsolation:
    'https://cloud.google.com/kubernetes-engine/docs/how-to/legacy/network-isolation',
} as const;

const checkedOn = '2026-11-01';

const subnets = limitOf('additional-subnets');

/** Whatever has nodes and Pods of its own. */
const addSubnet = {
  can: 'add-subnet',
  how: `a further subnet (up to ${subnets.value}${subnets.verified ? '' : ', unverified'}) gives new node pools addresses of nodes and Pods`,
  vpcNative: true,
  since: '1.30.3',
  source: pages.multiSubnet,
  note: 'from 1.30.3-gke.1211000 on; GKE chooses which of the added subnets a pool takes',
} as const;

type Row = Omit<LaterChange, 'checkedOn' | 'verified'> & { readonly verified?: boolean };

/** By role; of one role the least first. `recreate` is what is left where nothing else is possible. */
const rows: readonly Row[] = [
  {
    role: 'node',
    can: 'expand',
    how: 'the subnet grows in place; it never shrinks or moves',
    source: pages.aliasIps,
  },
  { role: 'node', ...addSubnet },
  {
    role: 'node',
    can: 'recreate',
    how: 'the subnet cannot grow and the cluster takes no other: more nodes need another cluster',
    source: pages.aliasIps,
  },
  {
    role: 'pod',
    can: 'add-range',
    how: 'a further Pod range gives new node pools addresses; this one keeps its size',
    vpcNative: true,
    source: pages.flexiblePodCidr,
    note: 'own lists of nonMasqueradeCIDRs, firewall and NetworkPolicy rules need the new range, too; a third party says from 1.26 on; from 1.33 on auto IPAM can add and remove ranges itself, with sizes and limits that no page we read states',
  },
  { role: 'pod', ...addSubnet },
  {
    role: 'pod',
    can: 'recreate',
    how: 'a routes-based cluster has one Pod range and never becomes VPC-native: a wider one needs another cluster',
    vpcNative: false,
    source: pages.vpcNative,
  },
  {
    role: 'service',
    can: 'recreate',
    how: 'it stays as it is while the cluster uses it: a wider one needs another cluster',
    source: pages.aliasIps,
    note: "further Services ranges (Kubernetes' ServiceCIDR) are reported by third parties; no page we read supports them",
  },
  {
    role: 'control-plane',
    can: 'recreate',
    how: 'it is set when the cluster is created: another one needs another cluster (unverified)',
    source: pages.networkIsolation,
    verified: false,
    note: 'no page we read says whether it can be changed',
  },
];

export const laterChanges: readonly LaterChange[] = rows.map((row) => ({
  verified: true,
  ...row,
  checkedOn,
}));

/** What can be done about one range, and how far it goes. */
export interface Later {
  readonly change: LaterChange;
  /** `expand`: the widest block that it can become, and the nodes that fit then. */
  readonly to?: Cidr;
  readonly limit?: number;
}

/** What can be done about a range of a cluster later, the least first; `expansion` is that of its node subnet. */
export function changesOf(
  { role, cidr }: Pick<RangeUse, 'role' | 'cidr'>,
  cluster: ResolvedCluster,
  expansion: Expansion | undefined,
): readonly Later[] {
  const possible = laterChanges.filter(
    (change) => change.role === role && applies(change, cluster),
  );
  const grows = expansion !== undefined && expansion.prefixLength < cidr.prefixLength;
  const found = possible.flatMap((change): Later[] => {
    if (change.can === 'recreate') return [];
    if (change.can !== 'expand') return [{ change }];
    return grows ? [{ change, to: expansion.cidr, limit: expansion.limit }] : [];
  });
  return found.length > 0 ? found : possible.slice(-1).map((change) => ({ change }));
}

function applies(
  { vpcNative, since }: LaterChange,
  { routesBased, version }: ResolvedCluster,
): boolean {
  if (vpcNative !== undefined && vpcNative === routesBased) return false;
  const from = since === undefined ? undefined : parseVersion(since);
  return from === undefined || isAtLeast(version, from);
}
