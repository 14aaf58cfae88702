import { defined } from '../defined.ts';
import type { Problem } from '../errors.ts';
import type { ClusterSpec, Masquerade, Network, NodePool, Places } from '../gke/cluster.ts';
import { assumedUpgrade } from '../gke/demand.ts';
import { withNeighboursOf } from './flag-neighbours.ts';
import { applyNat } from './flag-nat.ts';
import { applyAgentLists } from './agent-list.ts';
import { placeOfFlag } from './flag-values.ts';
import type { ClusterFlag, NeighbourFlag } from './flag-names.ts';
import type { ReadFlags } from './flags.ts';
import type { InputResult } from './input.ts';

/** Flags of the node pool, which need a cluster with a single one. */
const poolFlags = new Set<ClusterFlag>([
  'nodes',
  'nodes-per-zone',
  'pods',
  'max-surge',
  'blue-green',
]);

const commandLine = { file: 'command line' };

/** The network of a run that has flags and no file. */
const emptyNetwork: Network = {
  name: 'vpc',
  within: [],
  podsWithin: [],
  servicesWithin: [],
  connected: [],
  ranges: [],
  clusters: [],
  where: commandLine,
};

const emptyCluster: ClusterSpec = {
  name: 'cluster',
  mode: 'standard',
  nodePools: [{ name: 'default', upgrade: assumedUpgrade, where: commandLine }],
  internalLoadBalancers: 0,
  podCidrOverprovision: true,
  ranges: { additionalPods: [] },
  where: commandLine,
};

/**
 * What the inputs say with the flags on top. Without any network the flags make one, called `vpc`;
 * flags about a cluster describe the only one there is, or make it where there is none. Where that
 * leaves open which cluster, network or node pool is meant, a problem names the flag and the choices.
 */
export function applyFlags(input: InputResult, flags: ReadFlags): InputResult {
  const found = input.networks.length === 0 ? [firstNetwork(input)] : input.networks;
  const problems = [...input.problems, ...flags.problems];
  const withClusters = applyClusterFlags(found, flags, problems);
  const withNeighbours = withNeighboursOf(withClusters, flags.neighbours, (choices) =>
    problems.push(ambiguous('other-range', 'network', choices)),
  );
  const aimed = applyMtu(withNeighbours, flags, problems);
  return applyAgentLists({
    ...input,
    networks: applyNat(aimed, flags.nat, problems).map((network) => ({
      ...network,
      ...flags.space,
      ...defined({ room: flags.room }),
    })),
    ...(input.networks.length === 0
      ? { ranges: flags.used, tables: [] }
      : { ranges: [...input.ranges, ...flags.used] }),
    problems,
  });
}

/** Ranges that belong to no network are checked against each other in the one that is made for them. */
function firstNetwork({ ranges, tables = [] }: InputResult): Network {
  return { ...emptyNetwork, ranges, tables };
}

function applyClusterFlags(
  networks: readonly Network[],
  flags: ReadFlags,
  problems: Problem[],
): readonly Network[] {
  const given = flags.given.filter((flag) => flag !== 'mtu');
  if (given.length === 0) return networks;
  const clusters = networks.flatMap((network) => network.clusters);
  if (clusters.length > 1) {
    problems.push(...given.map((flag) => ambiguous(flag, 'cluster', clusters)));
    return networks;
  }
  if (clusters.length === 0 && networks.length > 1) {
    problems.push(...given.map((flag) => ambiguous(flag, 'network', networks)));
    return networks;
  }
  const target = networks.find((network) => network.clusters.length > 0) ?? networks[0];
  const cluster = describeCluster(clusters[0] ?? emptyCluster, flags, problems);
  return networks.map((network) =>
    network === target ? { ...network, clusters: [cluster] } : network,
  );
}

function applyMtu(
  networks: readonly Network[],
  { mtu }: ReadFlags,
  problems: Problem[],
): readonly Network[] {
  if (mtu === undefined) return networks;
  const withClusters = networks.filter((network) => network.clusters.length > 0);
  const meant = withClusters.length === 0 ? networks : withClusters;
  const [target, ...others] = meant;
  if (others.length > 0) problems.push(ambiguous('mtu', 'network', meant));
  return networks.map((network) =>
    network === target
      ? { ...network, mtu, places: { ...network.places, mtu: placeOfFlag('mtu') } }
      : network,
  );
}

function ambiguous(
  flag: ClusterFlag | NeighbourFlag,
  kind: string,
  choices: readonly { readonly name: string }[],
): Problem {
  const names = choices.map((choice) => choice.name).join(', ');
  return {
    what: `is meant for one ${kind}, the input has ${choices.length}: ${names}`,
    fix: `set it in the input, for the ${kind} that is meant`,
    where: placeOfFlag(flag),
  };
}

/** The cluster that the flags alone describe. */
export function clusterOfFlags(flags: ReadFlags, problems: Problem[]): ClusterSpec {
  return describeCluster(emptyCluster, flags, problems);
}

/** The cluster with what the flags say in the place of its own words. */
function describeCluster(cluster: ClusterSpec, flags: ReadFlags, problems: Problem[]): ClusterSpec {
  const { percent, years } = { percent: 0, years: 0, ...cluster.growth, ...flags.growth };
  const grows = cluster.growth !== undefined || Object.keys(flags.growth).length > 0;
  return {
    ...cluster,
    ...flags.cluster,
    ...(grows ? { growth: { percent, years } } : {}),
    ...defined({ masquerade: bothOf(cluster.masquerade, flags.cluster.masquerade) }),
    nodePools: describePools(cluster.nodePools, flags, problems),
    ranges: { ...cluster.ranges, ...flags.ranges },
    places: { ...cluster.places, ...placesOf(flags, clusterFields) },
  };
}

/** What the flags say of masquerading beside what the cluster says. */
function bothOf(own?: Masquerade, flag?: Masquerade): Masquerade | undefined {
  return own === undefined && flag === undefined ? undefined : { ...own, ...flag };
}

function describePools(
  pools: readonly NodePool[],
  flags: ReadFlags,
  problems: Problem[],
): readonly NodePool[] {
  const [pool, ...others] = pools;
  if (pool === undefined) return pools;
  if (others.length > 0) {
    const given = flags.given.filter((flag) => poolFlags.has(flag));
    problems.push(...given.map((flag) => ambiguous(flag, 'node pool', pools)));
    return pools;
  }
  const { maxPodsPerNode: own, ...rest } = pool;
  const overruled = own === undefined || flags.cluster.maxPodsPerNode !== undefined;
  const places = { ...pool.places, ...placesOf(flags, poolFields) };
  return [{ ...(overruled ? rest : pool), ...flags.pool, places }];
}

type Fields = Readonly<Partial<Record<ClusterFlag, string>>>;

/** The field that a flag sets, as `places` knows it. */
const clusterFields: Fields = {
  mode: 'mode',
  'gke-version': 'version',
  nodes: 'nodes',
  zones: 'zones',
  'nodes-per-zone': 'nodes',
  'max-pods-per-node': 'maxPodsPerNode',
  'system-pods-per-node': 'systemPodsPerNode',
  services: 'services',
  cni: 'cni',
  'disable-pod-cidr-overprovision': 'podCidrOverprovision',
  'control-plane': 'controlPlane',
  'internal-load-balancers': 'internalLoadBalancers',
  'non-masquerade-cidr': 'masquerade',
  'disable-default-snat': 'masquerade',
  growth: 'growth',
  years: 'growth',
};

const poolFields: Fields = {
  nodes: 'nodes',
  'nodes-per-zone': 'nodes',
  'max-pods-per-node': 'maxPodsPerNode',
  pods: 'pods',
  'max-surge': 'upgrade',
  'blue-green': 'upgrade',
};

function placesOf(flags: ReadFlags, fields: Fields): Places {
  return Object.fromEntries(
    flags.given.flatMap((flag) => {
      const field = fields[flag];
      return field === undefined ? [] : [[field, placeOfFlag(flag)]];
    }),
  );
}
