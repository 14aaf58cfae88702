/** Which maximum Pods per node takes the fewest addresses for workloads, nodes following from it. */
import type { ClusterSpec, Network } from './cluster.ts';
import type { WorkedOut } from './said-of-pods.ts';
import { nodeLimits } from './growth-limits.ts';
import { limitOf } from './limits.ts';
import { rangeNeeds } from './needs.ts';
import { isTooWide } from './plan.ts';
import { resolveCluster, type ResolvedCluster } from './resolve.ts';
import { addressesOf } from './sizing.ts';
import { useOfRanges } from './use.ts';

interface Candidate {
  readonly maxPodsPerNode: number;
  readonly nodes: number;
  /** Of the node and Pod ranges that have to be placed. */
  readonly addresses: number;
  /** What nodes and their blocks take of them at the peak. */
  readonly needed: number;
  /** Within the ranges that are given and within GKE's limits. */
  readonly fits: boolean;
}

/**
 * The best of the largest value of each size of block, with what it was chosen for; undefined where
 * system Pods take all there is. `clusterOf` makes the cluster with such a maximum. Values that leave
 * hardly any Pod to workloads (`low-max-pods-per-node`) are not among them. Of equally many
 * addresses GKE's default is best, then the one whose nodes and blocks need fewer of them.
 */
export function fewestAddresses(
  clusterOf: (maxPodsPerNode: number) => ClusterSpec,
  network: Network,
  systemPods: number,
  minHeadroom: number,
): Pick<WorkedOut, 'value' | 'why'> | undefined {
  const normal = limitOf('max-pods-per-node-default').value;
  const low = limitOf('max-pods-per-node-low').value;
  const most = limitOf('max-pods-per-node-maximum', clusterOf(normal).version).value;
  const candidates = [...new Set([...blockSizes(most), normal, most])]
    .filter((value) => value > Math.max(systemPods, low))
    .map((value) => candidateOf(value, resolveCluster(clusterOf(value), network), minHeadroom));
  const fitting = candidates.filter(({ fits }) => fits);
  const order = (a: Candidate, b: Candidate) =>
    a.addresses - b.addresses ||
    Number(b.maxPodsPerNode === normal) - Number(a.maxPodsPerNode === normal) ||
    a.needed - b.needed;
  const [best] = (fitting.length === 0 ? candidates : fitting).toSorted(order);
  if (best === undefined) return undefined;
  const usual = candidates.find(({ maxPodsPerNode }) => maxPodsPerNode === normal);
  return { value: best.maxPodsPerNode, why: reasonOf(best, usual) };
}

/** The largest maximum of each size of block: more Pods on it never take more addresses. */
function blockSizes(most: number): readonly number[] {
  const sizes: number[] = [];
  for (let pods = limitOf('max-pods-per-node-minimum').value; pods <= most; pods *= 2)
    sizes.push(pods);
  return sizes;
}

function candidateOf(
  maxPodsPerNode: number,
  cluster: ResolvedCluster,
  minHeadroom: number,
): Candidate {
  const needs = rangeNeeds(cluster, minHeadroom).filter(({ role }) => role !== 'service');
  const blocks = cluster.pools.map(
    ({ peakNodes = 0, blockPrefixLength }) => peakNodes * addressesOf(blockPrefixLength),
  );
  return {
    maxPodsPerNode,
    nodes: cluster.demand.nodes ?? 0,
    addresses: sum(needs.map(({ prefixLength }) => addressesOf(prefixLength))),
    needed: (cluster.demand.peakNodes ?? 0) + sum(blocks),
    fits: !needs.some((need) => isTooWide(need)) && isWithinLimits(cluster),
  };
}

function isWithinLimits(cluster: ResolvedCluster): boolean {
  if ((cluster.demand.pods ?? 0) > limitOf('cluster-pod-limit').value) return false;
  return useOfRanges([cluster])
    .flatMap((use) => nodeLimits(use))
    .every(({ limit, planned = 0 }) => planned <= limit);
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}

function reasonOf(best: Candidate, usual: Candidate | undefined): string {
  const taken = `the fewest addresses of node and Pod ranges, ${best.addresses}`;
  if (usual === undefined || usual === best) return taken;
  return `${taken}; GKE's default of ${usual.maxPodsPerNode} takes ${usual.nodes} nodes and ${usual.addresses}`;
}
