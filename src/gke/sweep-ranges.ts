/** The ranges of one combination of a sweep: those that are given, and the least that the rest needs. */
import type { Cidr } from '../net/cidr.ts';
import type { ClusterRange } from './cluster.ts';
import { atCreation, nodePrefix, podPrefix, servicePrefix, type PlannedRole } from './needs.ts';
import { isTooWide } from './plan.ts';
import { prefixLengthOf } from './pod-ranges.ts';
import { isManagedServices } from './range-use.ts';
import { managedServices } from './reserved-ranges.ts';
import type { ResolvedCluster } from './resolve.ts';
import { addressesOf } from './sizing.ts';
import type { SweptDemand } from './sweep-demand.ts';

/** A Services range of the cluster, or the one that GKE manages. */
export type ServiceRange = ClusterRange | 'google-managed';

/** A sweep has many of them, so they are all of one shape. */
export interface SweptRange {
  /** Absent where only the size is known. */
  readonly cidr: Cidr | undefined;
  /** Negative where IPv4 has no block that large. */
  readonly prefixLength: number;
  readonly addresses: number;
  /** Addresses needed at the peak; absent where unknown. */
  readonly needed: number | undefined;
  /** Otherwise it is the least that holds what is needed. */
  readonly given: boolean;
  /** What is needed takes a range that GKE does not accept. */
  readonly tooWide: boolean;
  /** Services that GKE manages: it takes no address of the VPC network. */
  readonly outsideVpc: boolean;
}

/** A range that is neither given nor needed is absent. */
export type SweptRanges = Readonly<Record<PlannedRole, SweptRange | undefined>>;

/** Addresses of the VPC network that ranges take; absent where there is none. */
export function addressesTaken({ node, pod, service }: SweptRanges): number | undefined {
  if (!isInVpc(node) && !isInVpc(pod) && !isInVpc(service)) return undefined;
  return takenBy(node) + takenBy(pod) + takenBy(service);
}

function isInVpc(range: SweptRange | undefined): boolean {
  return range?.outsideVpc === false;
}

function takenBy(range: SweptRange | undefined): number {
  return range === undefined || range.outsideVpc ? 0 : range.addresses;
}

/** The given one, or as `plan` sizes it; nothing where no nodes are demanded. */
export function nodeRange(
  cluster: ResolvedCluster,
  { peakNodes }: SweptDemand,
  given: ClusterRange | undefined,
): SweptRange | undefined {
  const needed = peakNodes === undefined ? undefined : peakNodes + cluster.otherNodeAddresses;
  if (given !== undefined) return givenRange(given, needed);
  return needed === undefined ? undefined : leastRange('node', nodePrefix(cluster, needed), needed);
}

/** The given one, or as `plan` sizes it; nothing where no nodes are demanded. */
export function podRanges(
  cluster: ResolvedCluster,
): (demand: SweptDemand, given: ClusterRange | undefined) => SweptRange | undefined {
  const blockAddresses = addressesOf(cluster.blockPrefixLength);
  const creation = atCreation(cluster)?.podAddresses ?? 0;
  return ({ peakNodes }, given) => {
    const needed = peakNodes === undefined ? undefined : peakNodes * blockAddresses;
    if (given !== undefined) return givenRange(given, needed);
    if (needed === undefined) return undefined;
    return leastRange('pod', podPrefix(cluster, needed, creation), needed);
  };
}

/** The given one, or as `plan` sizes it. A routes-based cluster keeps its Services in its Pod range. */
export function serviceRange(
  { routesBased }: ResolvedCluster,
  { nodes, services: needed }: SweptDemand,
  given: ServiceRange | undefined,
): SweptRange | undefined {
  if (given === 'google-managed') return givenRange({ cidr: managedServices.cidr }, needed);
  if (given !== undefined) return givenRange(given, needed);
  if (routesBased || (needed === undefined && nodes === undefined)) return undefined;
  return leastRange('service', servicePrefix(needed), needed);
}

function givenRange(range: ClusterRange, needed: number | undefined): SweptRange | undefined {
  const { cidr } = range;
  const prefixLength = prefixLengthOf(range);
  if (prefixLength === undefined) return undefined;
  return {
    cidr,
    prefixLength,
    addresses: addressesOf(prefixLength),
    needed,
    given: true,
    tooWide: false,
    outsideVpc: cidr !== undefined && isManagedServices(cidr),
  };
}

function leastRange(
  role: PlannedRole,
  prefixLength: number,
  needed: number | undefined,
): SweptRange {
  return {
    cidr: undefined,
    prefixLength,
    addresses: addressesOf(prefixLength),
    needed,
    given: false,
    tooWide: isTooWide({ role, prefixLength }),
    outsideVpc: false,
  };
}
