/**
 * Nodes and maximum Pods per node that run a number of Pods of workloads. Every node runs its maximum
 * of Pods less its system Pods, which count against it like any other.
 */
import { defined } from '../defined.ts';
import { InputError, type Problem } from '../errors.ts';
import { placeOf, type ClusterSpec, type Network, type NodePool } from './cluster.ts';
import { fewestAddresses } from './fewest-addresses.ts';
import { limitOf } from './limits.ts';
import { defaultMaxPods } from './resolve.ts';
import type { WorkedOut } from './said-of-pods.ts';

/**
 * For a plan: pools that say how many Pods have to run get the nodes, the maximum Pods per node, or
 * both, as far as nobody says them; both those that take the fewest addresses. `minHeadroom` is the
 * percentage that must stay free of every range.
 * @throws InputError where the nodes and Pods per node that are given do not run the Pods.
 */
export function planWorkloads(networks: readonly Network[], minHeadroom = 0): readonly Network[] {
  const problems: Problem[] = [];
  const planned = eachWithPods(networks, (spec, network) => {
    const sized = withNodes(withMaxPods(spec, network, minHeadroom, problems));
    problems.push(...contradictions(sized));
    return sized;
  });
  if (problems.length > 0) throw new InputError(problems);
  return planned;
}

/** For ranges that are there: only nodes follow from Pods, and rules say where they do not suffice. */
export function checkWorkloads(networks: readonly Network[]): readonly Network[] {
  return eachWithPods(networks, withNodes);
}

function eachWithPods(
  networks: readonly Network[],
  sized: (spec: ClusterSpec, network: Network) => ClusterSpec,
): readonly Network[] {
  return networks.map((network) =>
    network.clusters.some(demandsPods)
      ? {
          ...network,
          clusters: network.clusters.map((spec) =>
            demandsPods(spec) ? sized(spec, network) : spec,
          ),
        }
      : network,
  );
}

function demandsPods({ nodePools }: ClusterSpec): boolean {
  return nodePools.some(({ pods }) => pods !== undefined);
}

/** Of a node; 0 where nobody says. */
function systemPodsOf(pool: NodePool, { systemPods }: ClusterSpec): number {
  return (pool.systemPods ?? systemPods)?.total ?? 0;
}

/** GKE chooses it on Autopilot, and a routes-based cluster has a /24 per node whatever it is. */
function isSettled({ mode, dataPlane }: ClusterSpec): boolean {
  return mode === 'autopilot' || dataPlane === 'kubenet';
}

function givenMaxPods(pool: NodePool, spec: ClusterSpec): number | undefined {
  const given = pool.maxPodsPerNode ?? spec.maxPodsPerNode;
  return given ?? (isSettled(spec) ? defaultMaxPods(spec) : undefined);
}

/** With the nodes that run the Pods at the maximum of each pool; where none is left, without. */
function withNodes(spec: ClusterSpec): ClusterSpec {
  const workedOut: WorkedOut[] = [];
  const nodePools = spec.nodePools.map((pool) => {
    if (pool.pods === undefined || pool.nodes !== undefined) return pool;
    const system = systemPodsOf(pool, spec);
    const maxPods = givenMaxPods(pool, spec) ?? defaultMaxPods(spec);
    if (maxPods <= system) return pool;
    const nodes = Math.ceil(pool.pods / (maxPods - system));
    workedOut.push({
      what: `nodes${ofPool(pool, spec)}`,
      value: nodes,
      why: `they run ${pool.pods} Pods of workloads with ${perNode(maxPods, system)}`,
    });
    return { ...pool, nodes };
  });
  return withWorkedOut({ ...spec, nodePools }, workedOut);
}

function perNode(maxPods: number, system: number): string {
  const taken = system === 0 ? '' : `, ${system} of them system Pods`;
  return `${maxPods} Pods per node${taken}`;
}

function ofPool({ name }: NodePool, { nodePools }: ClusterSpec): string {
  return nodePools.length === 1 ? '' : ` of node pool ${name}`;
}

function withWorkedOut(spec: ClusterSpec, more: readonly WorkedOut[]): ClusterSpec {
  return more.length === 0 ? spec : { ...spec, workedOut: [...(spec.workedOut ?? []), ...more] };
}

/** With the maximum Pods per node of every pool whose Pods need one that nobody gives. */
function withMaxPods(
  spec: ClusterSpec,
  network: Network,
  minHeadroom: number,
  problems: Problem[],
): ClusterSpec {
  const isOpen = (pool: NodePool) =>
    pool.pods !== undefined && pool.nodes === undefined && givenMaxPods(pool, spec) === undefined;
  const leastForNodes = leastForGivenNodes(spec, problems);
  const open = leastForNodes.nodePools.filter(isOpen);
  if (open.length === 0) return leastForNodes;
  const set = (maxPodsPerNode: number) =>
    withNodes(withMaxPodsOf(leastForNodes, open, maxPodsPerNode));
  const chosen = fewestAddresses(
    set,
    network,
    Math.max(...open.map((pool) => systemPodsOf(pool, spec))),
    minHeadroom,
  );
  if (chosen === undefined) {
    problems.push(...open.map((pool) => noneLeft(pool, spec, mostMaxPods(spec))));
    return leastForNodes;
  }
  const what = `maximum Pods per node${open.length === spec.nodePools.length ? '' : ' of pools that say Pods alone'}`;
  return withWorkedOut(withMaxPodsOf(leastForNodes, open, chosen.value), [{ what, ...chosen }]);
}

/** Said of the cluster where it holds for all pools, so that its first nodes have it, too. */
function withMaxPodsOf(
  spec: ClusterSpec,
  pools: readonly NodePool[],
  maxPodsPerNode: number,
): ClusterSpec {
  if (pools.length === spec.nodePools.length) return { ...spec, maxPodsPerNode };
  return {
    ...spec,
    nodePools: spec.nodePools.map((pool) =>
      pools.includes(pool) ? { ...pool, maxPodsPerNode } : pool,
    ),
  };
}

/** The least that runs the Pods on as many nodes as a pool has: more never takes fewer addresses. */
function leastForGivenNodes(spec: ClusterSpec, problems: Problem[]): ClusterSpec {
  return spec.nodePools.reduce((sized, pool) => {
    const { pods, nodes } = pool;
    if (pods === undefined || nodes === undefined || givenMaxPods(pool, spec) !== undefined)
      return sized;
    const system = systemPodsOf(pool, spec);
    const smallest = limitOf('max-pods-per-node-minimum').value;
    const least = Math.max(Math.ceil(pods / nodes) + system, smallest);
    if (least > mostMaxPods(spec)) {
      problems.push(tooFewNodes(pool, spec));
      return sized;
    }
    const taken = system === 0 ? '' : ` beside ${system} system Pods each`;
    const why = `the least with which ${nodes} nodes run ${pods} Pods of workloads${taken}`;
    const what = `maximum Pods per node${ofPool(pool, spec)}`;
    return withWorkedOut(withMaxPodsOf(sized, [pool], least), [{ what, value: least, why }]);
  }, spec);
}

function mostMaxPods({ version }: ClusterSpec): number {
  return limitOf('max-pods-per-node-maximum', version).value;
}

function problemOf(pool: NodePool, spec: ClusterSpec, what: string, fix: string): Problem {
  const where = placeOf(pool, 'pods') ?? placeOf(spec, 'pods');
  return {
    what: `${what} (cluster ${spec.name}${ofPool(pool, spec)})`,
    fix,
    ...defined({ where }),
  };
}

const nodesText = (nodes: number) => (nodes === 1 ? '1 node' : `${nodes} nodes`);

function tooFewNodes(pool: NodePool, spec: ClusterSpec): Problem {
  const { pods = 0, nodes = 0 } = pool;
  const [most, system] = [mostMaxPods(spec), systemPodsOf(pool, spec)];
  if (most <= system) return noneLeft(pool, spec, most);
  const what = `${nodesText(nodes)} cannot run ${pods} Pods of workloads: GKE accepts at most ${perNode(most, system)}`;
  return problemOf(pool, spec, what, `give at least ${Math.ceil(pods / (most - system))} nodes`);
}

function noneLeft(pool: NodePool, spec: ClusterSpec, maxPods: number): Problem {
  const system = systemPodsOf(pool, spec);
  const what = `${system} system Pods leave none of ${maxPods} Pods per node to workloads`;
  return problemOf(pool, spec, what, 'give fewer system Pods, or more Pods per node');
}

/** Pods, nodes and Pods per node that are all given have to go together. */
function contradictions(spec: ClusterSpec): readonly Problem[] {
  return spec.nodePools.flatMap((pool) => {
    const maxPods = givenMaxPods(pool, spec);
    const { pods, nodes } = pool;
    if (pods === undefined || maxPods === undefined) return [];
    const system = systemPodsOf(pool, spec);
    if (maxPods <= system) return [noneLeft(pool, spec, maxPods)];
    const room = (nodes ?? Infinity) * (maxPods - system);
    if (room >= pods) return [];
    const what = `${pods} Pods of workloads do not run on ${nodesText(nodes ?? 0)} with ${perNode(maxPods, system)}: ${room} do`;
    const enough = Math.ceil(pods / (maxPods - system));
    const fix = `give at least ${enough} nodes, or leave out nodes or maximum Pods per node, which follow from the Pods`;
    return [problemOf(pool, spec, what, fix)];
  });
}
