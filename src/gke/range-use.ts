/** The ranges of one cluster with what they hold and what is needed of them. */
import { defined } from '../defined.ts';
import type { SourceLocation } from '../errors.ts';
import { contains, lastBlock, type Cidr } from '../net/cidr.ts';
import type { ClusterRange, ClusterRole } from './cluster.ts';
import { limitOf } from './limits.ts';
import { managedServices } from './reserved-ranges.ts';
import type { ResolvedCluster } from './resolve.ts';
import { addressesOf, usableNodeAddresses, usableServiceAddresses } from './sizing.ts';
import type { Sharers } from './sharers.ts';
import { nodeAddressesNeeded, type ClusterUse, type PodRangeUse } from './use.ts';

export interface RangeUse {
  readonly role: ClusterRole;
  readonly name?: string;
  readonly cidr: Cidr;
  /** Absent for a control plane, which takes its block as a whole. */
  readonly usable?: number;
  /** Addresses needed at the peak, by all clusters that share the range; absent where unknown. */
  readonly needed?: number;
  /** The fraction that GKE itself says is in use. */
  readonly observedUtilization?: number;
  /** The clusters that use the range; one list for all of them where they are several. */
  readonly sharers: Sharers;
  /** Takes no address of the VPC network: Services that GKE manages or a routes-based cluster keeps. */
  readonly outsideVpc: boolean;
  /** GKE creates the range, so other sizes are accepted. */
  readonly createdByGke: boolean;
  readonly where?: SourceLocation;
}

/** In the order node, Pods, Services, control plane; only ranges whose block is known. */
export function rangesOf(use: ClusterUse): readonly RangeUse[] {
  return [
    ...nodeRange(use),
    ...podRanges(use),
    ...serviceRange(use.cluster),
    ...controlPlane(use.cluster),
  ];
}

/** The IPv6 ranges of a dual-stack cluster, of the subnet first. What they hold is not counted in addresses. */
export function ipv6RangesOf(cluster: ResolvedCluster): readonly RangeUse[] {
  const { ipv6, ranges } = cluster.spec;
  const { name } = ranges.nodes ?? {};
  return [
    ...ipv6Range(cluster, 'node', ipv6?.nodes && { ...defined({ name }), ...ipv6.nodes }),
    ...ipv6Range(cluster, 'service', ipv6?.services),
  ];
}

/** Nothing is counted in it, so who else uses it does not matter. */
function ipv6Range(
  cluster: ResolvedCluster,
  role: ClusterRole,
  range: ClusterRange | undefined,
): RangeUse[] {
  if (range?.cidr === undefined) return [];
  const { cidr } = range;
  return [{ role, ...named(range), cidr, sharers: [cluster], outsideVpc: false }];
}

/** Whether a Services range is, or lies in, the block that GKE manages. */
export function isManagedServices(block: Cidr): boolean {
  return contains(managedServices.cidr, block);
}

/** The fraction of a range that is needed; the reserved addresses of a node range count as needed. */
export function utilization({ role, cidr, needed }: RangeUse): number | undefined {
  if (needed === undefined || cidr.family !== 4) return undefined;
  const reserved = role === 'node' ? limitOf('node-range-reserved-addresses').value : 0;
  return (needed + reserved) / addressesOf(cidr.prefixLength);
}

function named(
  range: ClusterRange,
): Pick<RangeUse, 'name' | 'where' | 'createdByGke' | 'observedUtilization'> {
  const { name, where, observedUtilization } = range;
  return {
    ...defined({ name, where, observedUtilization }),
    createdByGke: range.createdByGke ?? false,
  };
}

function nodeRange(use: ClusterUse): RangeUse[] {
  const { cluster, nodeSharers, otherNodeAddresses, nodesKnown } = use;
  const range = cluster.spec.ranges.nodes;
  if (range?.cidr === undefined) return [];
  return [
    {
      role: 'node',
      ...named(range),
      cidr: range.cidr,
      usable: usableNodeAddresses(range.cidr.prefixLength),
      ...(nodesKnown ? { needed: nodeAddressesNeeded(cluster) + otherNodeAddresses } : {}),
      sharers: nodeSharers,
      outsideVpc: false,
    },
  ];
}

function podRanges({ cluster, groups }: ClusterUse): RangeUse[] {
  const uses = groups.flatMap((group) => group.uses);
  const inOrder = [cluster.spec.ranges.pods, ...cluster.spec.ranges.additionalPods];
  return inOrder.flatMap((range) => {
    const use = uses.find((candidate) => candidate.range === range);
    if (range?.cidr === undefined || use === undefined) return [];
    return [
      {
        role: 'pod' as const,
        ...named(range),
        cidr: range.cidr,
        ...defined({ usable: use.usable }),
        ...neededOf(use),
        sharers: use.sharers,
        outsideVpc: false,
      },
    ];
  });
}

function neededOf({ taken, takenByOthers }: PodRangeUse): Pick<RangeUse, 'needed'> {
  const known = taken !== undefined || takenByOthers > 0;
  return known ? { needed: (taken ?? 0) + takenByOthers } : {};
}

function serviceRange(cluster: ResolvedCluster): RangeUse[] {
  const { range, cidr, outsideVpc } = servicesOf(cluster);
  if (cidr === undefined) return [];
  const { services } = cluster.demand;
  return [
    {
      role: 'service',
      ...named(range),
      cidr,
      usable: usableServiceAddresses(cidr.prefixLength),
      ...defined({ needed: services }),
      sharers: [cluster],
      outsideVpc,
      createdByGke: outsideVpc || (range.createdByGke ?? false),
    },
  ];
}

function servicesOf({ spec, routesBased }: ResolvedCluster): {
  range: ClusterRange;
  cidr: Cidr | undefined;
  outsideVpc: boolean;
} {
  const { pods, services } = spec.ranges;
  if (routesBased) {
    const prefix = limitOf('routes-based-service-prefix').value;
    const fits = pods?.cidr !== undefined && pods.cidr.prefixLength <= prefix;
    return {
      range: { ...(pods?.where && { where: pods.where }) },
      cidr: fits ? lastBlock(pods.cidr, prefix) : undefined,
      outsideVpc: true,
    };
  }
  if (services === 'google-managed')
    return { range: {}, cidr: managedServices.cidr, outsideVpc: true };
  const cidr = services?.cidr;
  return { range: services ?? {}, cidr, outsideVpc: cidr !== undefined && isManagedServices(cidr) };
}

function controlPlane(cluster: ResolvedCluster): RangeUse[] {
  const { controlPlane: plane } = cluster.spec;
  if (plane?.kind !== 'range') return [];
  return [
    {
      role: 'control-plane',
      cidr: plane.cidr,
      sharers: [cluster],
      outsideVpc: false,
      createdByGke: true,
      ...defined({ where: plane.where }),
    },
  ];
}
