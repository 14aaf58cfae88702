/** Why a combination of a sweep makes no cluster: what GKE refuses of it, and what does not fit. */
import { defined } from '../defined.ts';
import type { ClusterRange, ClusterSpec, Network } from './cluster.ts';
import type { Limiter, Resource } from './growth-limits.ts';
import { limitOf } from './limits.ts';
import { atCreation } from './needs.ts';
import { usablePodAddresses } from './pod-ranges.ts';
import { remember } from './remember.ts';
import type { ResolvedCluster } from './resolve.ts';
import { usableNodeAddresses } from './sizing.ts';
import type { SweptCapacity } from './sweep-capacity.ts';
import type { SweptDemand } from './sweep-demand.ts';
import type { ServiceRange, SweptRanges } from './sweep-ranges.ts';

/** What GKE or VPC does not accept. */
export interface Refusal {
  readonly rule: string;
  readonly message: string;
}

/** What GKE or VPC refuses of a network with its cluster, whatever has to fit into it. */
export type Judge = (network: Network) => readonly Refusal[];

/** A limit that the demand is above, and by how much. */
export interface Shortage {
  readonly resource: Resource;
  /** `max-pods-per-node`: the nodes that are demanded cannot run the Pods that have to run. */
  readonly limiter: Limiter | 'max-pods-per-node';
  readonly missing: number;
}

/** What the limits leave of what is planned; absent where one of both is not known. */
export interface Headroom {
  readonly nodes: number | undefined;
  readonly services: number | undefined;
}

/** Ranges as given, by block or by size. */
export interface GivenRanges {
  readonly nodes?: ClusterRange;
  readonly pods?: ClusterRange;
  readonly services?: ServiceRange;
}

const none: readonly never[] = [];

/** What is refused of one cluster with ranges, and of those that were given. */
export type Refuse = (given: GivenRanges, ranges: SweptRanges) => readonly Refusal[];

/**
 * Judges each value alone, and blocks in pairs, as two may overlap: so the cost is that of the values
 * and not of their combinations.
 */
export function refuser(
  network: Network,
  spec: ClusterSpec,
  judge: Judge,
): (cluster: ResolvedCluster) => Refuse {
  const judged = (one: ClusterSpec) => judge({ ...network, clusters: [one] });
  const byRanges = new Map<GivenRanges, readonly Refusal[]>();
  const byPart = new Map<string, readonly Refusal[]>();
  const ofRanges = (given: GivenRanges) =>
    partsOf(given).flatMap((part) =>
      remember(byPart, textOf(part), () =>
        judged({ ...spec, ranges: { ...spec.ranges, ...part } }),
      ),
    );
  return (cluster) => {
    const ofCluster = judged(cluster.spec);
    const smallByRanges = new Map<GivenRanges, readonly Refusal[]>();
    return (given, ranges) => {
      const rest = remember(byRanges, given, () => ofRanges(given));
      const wide = tooWide(ranges);
      const small = remember(smallByRanges, given, () => tooSmallToCreate(cluster, ranges));
      const count = ofCluster.length + rest.length + wide.length + small.length;
      return count === 0 ? none : distinct([...ofCluster, ...rest, ...wide, ...small]);
    };
  };
}

function partsOf({ nodes, pods, services }: GivenRanges): readonly GivenRanges[] {
  const alone = [defined({ nodes }), defined({ pods }), defined({ services })];
  const pairs = [
    defined({ nodes, pods }),
    defined({ nodes, services }),
    defined({ pods, services }),
  ].filter((pair) => Object.values(pair).filter(hasBlock).length === 2);
  return [...alone.filter((part) => Object.keys(part).length > 0), ...pairs];
}

function hasBlock(range: ServiceRange): boolean {
  return range !== 'google-managed' && range.cidr !== undefined;
}

function textOf(part: GivenRanges): string {
  return Object.entries(part)
    .map(([role, range]: [string, ServiceRange]) => `${role} ${rangeText(range)}`)
    .join(' ');
}

function rangeText(range: ServiceRange): string {
  return range === 'google-managed' ? range : (range.cidr?.text ?? `/${range.prefixLength}`);
}

function distinct(refusals: readonly Refusal[]): readonly Refusal[] {
  const byMessage = new Map(refusals.map((one) => [`${one.rule} ${one.message}`, one]));
  return [...byMessage.values()];
}

/** Sizes that the demand needs and GKE does not accept. */
const roles = ['node', 'pod', 'service'] as const;
const words = { node: 'node', pod: 'Pod', service: 'Services' } as const;

function tooWide(ranges: SweptRanges): readonly Refusal[] {
  const { node, pod, service } = ranges;
  if (!node?.tooWide && !pod?.tooWide && !service?.tooWide) return none;
  return roles.flatMap((role) => {
    const range = ranges[role];
    if (range?.tooWide !== true) return [];
    const widest = limitOf(`${role}-range-shortest-prefix`).value;
    const message = `the demand takes more than a /${widest}, the widest ${words[role]} range that GKE accepts`;
    return [{ rule: `${role}-range-size`, message }];
  });
}

/** Where the zones are known. Ranges that are sized by need hold what the creation takes. */
function tooSmallToCreate(
  cluster: ResolvedCluster,
  { node, pod }: SweptRanges,
): readonly Refusal[] {
  if (node?.given !== true && pod?.given !== true) return none;
  const need = atCreation(cluster);
  if (need === undefined) return none;
  const usableNodes = node?.given === true ? usableNodeAddresses(node.prefixLength) : undefined;
  const usablePods = pod?.given === true ? podAddresses(pod.prefixLength, cluster) : undefined;
  return [
    ...creationRefusal(words.node, need.nodes, need.nodeAddresses, usableNodes),
    ...creationRefusal(words.pod, need.nodes, need.podAddresses, usablePods),
  ];
}

function podAddresses(prefixLength: number, cluster: ResolvedCluster): number | undefined {
  return usablePodAddresses({ prefixLength }, cluster);
}

function creationRefusal(
  word: string,
  zones: number,
  needed: number,
  usable: number | undefined,
): readonly Refusal[] {
  if (usable === undefined || usable >= needed) return none;
  const message = `GKE creates the cluster with a node in each of ${zones} zones, which take ${needed} addresses of the ${word} range, and it has ${usable}`;
  return [{ rule: 'creation-exhausted', message }];
}

export function shortagesOf(
  demand: SweptDemand,
  maxPodsPerNode: number,
  capacity: SweptCapacity,
  { nodes, services }: Headroom,
): readonly Shortage[] {
  const { pods } = demand;
  if (pods === undefined && (nodes ?? 0) >= 0 && (services ?? 0) >= 0) return none;
  return [
    shortage('nodes', capacity.nodes.boundBy, nodes),
    shortage('services', capacity.services.boundBy, services),
    ...(pods === undefined ? none : podShortages(pods, demand, maxPodsPerNode, capacity)),
  ].filter((one) => one !== undefined);
}

/** Pods run on the nodes that are demanded; where none are, on those that the ranges hold. */
function podShortages(
  pods: number,
  { today: { nodes }, systemPods }: SweptDemand,
  maxPodsPerNode: number,
  { nodes: held, pods: { limit = Infinity, boundBy } }: SweptCapacity,
): readonly (Shortage | undefined)[] {
  const workloads = maxPodsPerNode - systemPods;
  const enough = workloads > 0 ? Math.ceil(pods / workloads) : (held.limit ?? 0);
  const all = pods + systemPods * (nodes ?? enough);
  if (nodes === undefined) {
    const running = boundBy === 'cluster-pod-limit' ? all : pods + systemPods * (held.limit ?? 0);
    return [shortage('pods', boundBy, limit - running)];
  }
  return [
    shortage('pods', 'max-pods-per-node', nodes * maxPodsPerNode - all),
    shortage('pods', 'cluster-pod-limit', limitOf('cluster-pod-limit').value - all),
  ];
}

function shortage(
  resource: Resource,
  limiter: Shortage['limiter'] | undefined,
  headroom = 0,
): Shortage | undefined {
  if (headroom >= 0 || limiter === undefined) return undefined;
  return { resource, limiter, missing: -headroom };
}
