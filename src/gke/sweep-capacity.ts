/** What the ranges of a combination hold, worked out once for combinations whose ranges are equally wide. */
import { defined } from '../defined.ts';
import {
  capacityOf,
  nodeLimits,
  podLimits,
  serviceLimits,
  type Capacity,
} from './growth-limits.ts';
import { usablePodAddresses } from './pod-ranges.ts';
import { remember } from './remember.ts';
import type { ResolvedCluster } from './resolve.ts';
import { addressesOf, usableNodeAddresses, usableServiceAddresses } from './sizing.ts';
import type { SweptRange, SweptRanges } from './sweep-ranges.ts';
import { useOfRanges } from './use.ts';

export interface SweptCapacity {
  readonly nodes: Capacity;
  readonly pods: Capacity;
  readonly services: Capacity;
  /**
   * Addresses that nothing can ever take, since another limit stops the cluster first. Those that VPC
   * and Kubernetes reserve are not among them. Absent while nothing limits the cluster.
   */
  readonly waste?: number;
}

interface Held {
  readonly capacity: Capacity;
  readonly waste: number;
}

/** What the ranges of one cluster hold. */
export type Holding = (ranges: SweptRanges) => SweptCapacity;

/**
 * Remembers what it has worked out: for each cluster by the widths of its ranges, and for all of them,
 * which differ in maximum Pods per node alone, what depends on no more than the size of its blocks.
 */
export function capacities(): (cluster: ResolvedCluster) => Holding {
  const nodes = new Map<number, Held>();
  const services = new Map<number, Held>();
  return (cluster) => {
    const wholes = new Map<number, SweptCapacity>();
    return ({ node, pod, service }) => {
      const [n, p, s] = [sizeOf(node), sizeOf(pod), sizeOf(service)];
      return remember(wholes, keyOf(n, p, s), () => {
        const ofNodes = remember(nodes, keyOf(n, p, cluster.blockPrefixLength), () =>
          nodesHeld(cluster, n, p),
        );
        const ofServices = remember(services, keyOf(p, s), () => servicesHeld(cluster, p, s));
        return together(cluster, ofNodes, ofServices);
      });
    };
  };
}

/** One small number, which a map finds fast, for up to three prefix lengths that may be unknown. */
function keyOf(first?: number, second?: number, third?: number): number {
  return ((first ?? 63) * 64 + (second ?? 63)) * 64 + (third ?? 63);
}

/** The prefix length. A range that GKE accepts nowhere holds nothing. */
function sizeOf(range: SweptRange | undefined): number | undefined {
  return range === undefined || range.tooWide ? undefined : range.prefixLength;
}

function together(cluster: ResolvedCluster, nodes: Held, services: Held): SweptCapacity {
  const limited = [nodes, services].some(({ capacity }) => capacity.limit !== undefined);
  return {
    nodes: nodes.capacity,
    pods: capacityOf(podLimits(cluster, nodes.capacity)),
    services: services.capacity,
    ...(limited ? { waste: nodes.waste + services.waste } : {}),
  };
}

function nodesHeld(
  cluster: ResolvedCluster,
  node: number | undefined,
  pod: number | undefined,
): Held {
  const [use] = useOfRanges([withSizes(cluster, { nodes: node, pods: pod })]);
  const capacity = use === undefined ? {} : capacityOf(nodeLimits(use));
  const { limit } = capacity;
  if (limit === undefined) return { capacity, waste: 0 };
  const inNodes =
    node === undefined ? 0 : usableNodeAddresses(node) - cluster.otherNodeAddresses - limit;
  const blocks = limit * addressesOf(cluster.blockPrefixLength);
  const usable = pod === undefined ? 0 : (usablePodAddresses({ prefixLength: pod }, cluster) ?? 0);
  return { capacity, waste: Math.max(0, inNodes) + Math.max(0, usable - blocks) };
}

function servicesHeld(
  cluster: ResolvedCluster,
  pod: number | undefined,
  service: number | undefined,
): Held {
  const capacity = capacityOf(serviceLimits(withSizes(cluster, { pods: pod, services: service })));
  if (service === undefined || cluster.routesBased) return { capacity, waste: 0 };
  const usable = usableServiceAddresses(service);
  return { capacity, waste: usable - (capacity.limit ?? usable) };
}

/** Where a range lies makes no difference to what it holds. */
function withSizes(
  cluster: ResolvedCluster,
  prefixLengths: Readonly<Partial<Record<'nodes' | 'pods' | 'services', number | undefined>>>,
): ResolvedCluster {
  const { nodes, pods, services } = prefixLengths;
  const ranges = {
    additionalPods: [],
    ...defined({ nodes: sized(nodes), pods: sized(pods), services: sized(services) }),
  };
  return { ...cluster, spec: { ...cluster.spec, ranges } };
}

function sized(prefixLength: number | undefined) {
  return prefixLength === undefined ? undefined : { prefixLength };
}
