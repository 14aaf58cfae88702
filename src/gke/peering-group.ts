/**
 * Subnet ranges of a network and of its peering group against the quotas that hold for both.
 *
 * https://docs.cloud.google.com/vpc/docs/quota
 */
import { defined } from '../defined.ts';
import type { Network, SubnetRangeLimits } from './cluster.ts';
import type { Landscape, NetworkView } from './landscape.ts';
import { limitOf } from './limits.ts';

/**
 * The limit that holds for the peering group of a network: the greater of its own two, or the least of
 * what its direct peers have where that is more. It is at least the own one, which counts where a peer
 * says nothing. Undefined where nobody says the own one.
 */
export function effectiveLimit(
  own: SubnetRangeLimits,
  peers: readonly SubnetRangeLimits[],
): number | undefined {
  const ownLimit = greaterOf(own);
  const peerLimits = peers.flatMap((peer) => greaterOf(peer) ?? []);
  const isOpen = peers.length === 0 || peerLimits.length < peers.length;
  return ownLimit === undefined || isOpen ? ownLimit : Math.max(ownLimit, Math.min(...peerLimits));
}

function greaterOf({ network, peeringGroup }: SubnetRangeLimits): number | undefined {
  const said = [network, peeringGroup].filter((limit) => limit !== undefined);
  return said.length === 0 ? undefined : Math.max(...said);
}

export interface PeeringGroup {
  /** Primary, secondary and IPv6 ranges of the network's own subnets. */
  readonly ranges: number;
  /** Of all networks together; connected ones count as peered. */
  readonly groupRanges: number;
  readonly peers: readonly { readonly name: string; readonly ranges: number }[];
  /** Of the network alone; absent where only that of the group is said. */
  readonly networkLimit?: number;
  readonly groupLimit: number;
  /** Nobody says the limits of the network: {@link limitOf} has a number that no page of Google's states. */
  readonly assumed: boolean;
}

/** For each network of a landscape, in its order. */
export function peeringGroups({ networks }: Landscape): readonly PeeringGroup[] {
  const isAsked = networks.some(({ network }) => network.subnetRangeLimits !== undefined);
  const counts = new Map(networks.map((view) => [view.network, subnetRangesOf(view, isAsked)]));
  return networks.map(({ network, connected }) => {
    const peers = connected.map((other) => ({ name: other.name, ranges: counts.get(other) ?? 0 }));
    const ranges = counts.get(network) ?? 0;
    const assumed = network.subnetRangeLimits === undefined;
    const assumedLimit = limitOf('subnet-ranges-per-network').value;
    const own = network.subnetRangeLimits ?? { network: assumedLimit };
    const others = connected.map(({ subnetRangeLimits = {} }) => subnetRangeLimits);
    const groupLimit = effectiveLimit(own, others) ?? assumedLimit;
    return {
      ranges,
      groupRanges: peers.reduce((sum, peer) => sum + peer.ranges, ranges),
      peers,
      ...defined({ networkLimit: own.network }),
      groupLimit,
      assumed,
    };
  });
}

/**
 * Primary, secondary and IPv6 ranges of the subnets of a network, which a quota counts together. A plain
 * range is one of them where somebody asks about the quotas, and else only where an input says that it is.
 */
function subnetRangesOf({ network, clusters }: NetworkView, isAsked: boolean): number {
  const found = new Set<string>();
  for (const { cluster, ranges, ipv6Ranges } of clusters)
    for (const { role, cidr, outsideVpc } of [...ranges, ...ipv6Ranges]) {
      const isRoute = role === 'control-plane' || (role === 'pod' && cluster.routesBased);
      const isGkes = role === 'service' && cidr.family === 6;
      if (!outsideVpc && !isRoute && !isGkes) found.add(cidr.text);
    }
  for (const { role, subnet, cidr } of network.ranges)
    if (subnet !== undefined || (isAsked && vpcRoles.has(role))) found.add(cidr.text);
  return found.size + rangesOfTables(network);
}

const vpcRoles = new Set<string>([
  'other',
  'proxy-only',
  'private-service-connect',
  'load-balancer',
]);

/** Rows of subnets; of several tables, which may say the same, each block once. Those of clusters are in none. */
function rangesOfTables({ tables = [] }: Network): number {
  const blocks = new Float64Array(tables.reduce((sum, { length }) => sum + length, 0));
  let filled = 0;
  for (const { columns, rows } of tables)
    for (const row of rows) {
      if (columns.ownerAt(row) === undefined) continue;
      blocks[filled] = columns.firstAt(row) * 64 + columns.prefixLengthAt(row);
      filled += 1;
    }
  return tables.length < 2 ? filled : countDistinct(blocks.subarray(0, filled));
}

function countDistinct(numbers: Float64Array): number {
  numbers.sort();
  return numbers.reduce((sum, one, at) => (at > 0 && one === numbers[at - 1] ? sum : sum + 1), 0);
}
