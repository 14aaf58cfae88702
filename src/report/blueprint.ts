/** What has to be created so that planned clusters can be: the ground of tfvars, Terraform, gcloud. */
import { defined } from '../defined.ts';
import type { ClusterRange, ClusterSpec, Network, NodePool } from '../gke/cluster.ts';
import { isZone } from '../gke/resolve.ts';
import { type Ipv6Access, ipv6AccessOf } from './blueprint-ipv6.ts';
import { type NeighbourBlueprint, neighboursOf } from './blueprint-neighbours.ts';
import { type NatBlueprint, natBlueprints } from './blueprint-nat.ts';

export interface SecondaryRange {
  readonly name: string;
  readonly cidr: string;
}

export interface Subnet {
  readonly name: string;
  /** Absent: the location of the cluster is not known. */
  readonly region?: string;
  readonly cidr: string;
  readonly secondary: readonly SecondaryRange[];
  /** Absent: the subnet has IPv4 alone. */
  readonly ipv6?: Ipv6Access;
}

export interface ClusterBlueprint {
  readonly spec: ClusterSpec;
  readonly subnet: Subnet;
  /** Routes-based: nodes have routes instead of secondary ranges. */
  readonly routesBased: boolean;
  readonly pods: PodsOrServices;
  readonly services: PodsOrServices;
  /** Pod ranges beside the first; those that no pool names serve all of them. */
  readonly additionalPods: readonly SecondaryRange[];
  /** None on Autopilot, where GKE has its own. */
  readonly pools: readonly NodePool[];
}

/** A secondary range by name, a block or size that GKE is asked for, or nothing: GKE decides. */
export type PodsOrServices =
  | { readonly kind: 'named'; readonly range: SecondaryRange }
  | { readonly kind: 'block'; readonly block: string }
  | { readonly kind: 'managed' };

export interface NetworkBlueprint {
  readonly network: Network;
  /** The network is there already, as an auto-mode network and one with clusters or subnets are. */
  readonly exists: boolean;
  readonly subnets: readonly Subnet[];
  /** Ranges for load balancers and Google's services. */
  readonly neighbours: readonly NeighbourBlueprint[];
  /** Names of ranges for private services access that are there already. */
  readonly servicesAccess: readonly string[];
  readonly clusters: readonly ClusterBlueprint[];
  /** Clusters whose ranges could not be planned, so that nothing can be created for them. */
  readonly unplanned: readonly string[];
  readonly nat: readonly NatBlueprint[];
}

/** The networks that have something to create. What is there already has nothing. */
export function blueprintOf(networks: readonly Network[]): readonly NetworkBlueprint[] {
  return networks
    .map((network) => {
      const wanted = network.clusters.filter((cluster) => cluster.exists !== true);
      const clusters = wanted.flatMap((cluster) => clusterBlueprint(cluster) ?? []);
      const subnets = mergeSubnets(clusters.map(({ subnet }) => subnet));
      return {
        network,
        exists: existsAlready(network),
        subnets,
        ...neighboursOf(network),
        clusters: clusters.map((cluster) => inMergedSubnet(cluster, subnets)),
        unplanned: wanted.filter((cluster) => !isPlanned(cluster)).map(({ name }) => name),
        nat: natBlueprints(network, subnets),
      };
    })
    .filter(
      ({ clusters, neighbours, unplanned, nat }) =>
        clusters.length + neighbours.length + unplanned.length + nat.length > 0,
    );
}

function existsAlready({ mode, clusters, ranges }: Network): boolean {
  return (
    mode === 'auto' ||
    clusters.some((cluster) => cluster.exists === true) ||
    ranges.some(({ subnet }) => subnet !== undefined)
  );
}

function isPlanned({ ranges: { nodes, pods } }: ClusterSpec): boolean {
  return nodes?.cidr !== undefined && (pods?.cidr ?? pods?.prefixLength) !== undefined;
}

function clusterBlueprint(spec: ClusterSpec): ClusterBlueprint | undefined {
  const { nodes, pods, additionalPods, services } = spec.ranges;
  if (!isPlanned(spec) || nodes?.cidr === undefined) return undefined;
  const routesBased = spec.dataPlane === 'kubenet';
  const podRange = routesBased ? blockOf(pods) : rangeOf(pods, `${spec.name}-pods`);
  const serviceRange =
    services === 'google-managed' || routesBased
      ? managed
      : rangeOf(services, `${spec.name}-services`);
  const more = additionalPods.flatMap((range, index) =>
    namedRange(rangeOf(range, `${spec.name}-pods-${index + 2}`)),
  );
  return {
    spec,
    subnet: {
      name: nodes.name ?? `${spec.name}-nodes`,
      ...regionOf(spec.location),
      cidr: nodes.cidr.text,
      secondary: [...namedRange(podRange), ...more, ...namedRange(serviceRange)],
      ...defined({ ipv6: ipv6AccessOf(spec) }),
    },
    routesBased,
    pods: podRange,
    services: serviceRange,
    additionalPods: more,
    pools: spec.mode === 'autopilot' ? [] : spec.nodePools,
  };
}

const managed: PodsOrServices = { kind: 'managed' };

function rangeOf(range: ClusterRange | undefined, name: string): PodsOrServices {
  if (range?.cidr === undefined || range.createdByGke === true) return blockOf(range);
  return { kind: 'named', range: { name: range.name ?? name, cidr: range.cidr.text } };
}

function blockOf(range: ClusterRange | undefined): PodsOrServices {
  if (range?.cidr !== undefined) return { kind: 'block', block: range.cidr.text };
  if (range?.prefixLength === undefined) return managed;
  return { kind: 'block', block: `/${range.prefixLength}` };
}

function namedRange(range: PodsOrServices): readonly SecondaryRange[] {
  return range.kind === 'named' ? [range.range] : [];
}

function regionOf(location: string | undefined): { readonly region?: string } {
  if (location === undefined) return {};
  return { region: isZone(location) ? location.slice(0, location.lastIndexOf('-')) : location };
}

/** Names of the additional Pod ranges that serve every pool: those that no pool has for itself. */
export function sharedPodRanges({ additionalPods, pools }: ClusterBlueprint): readonly string[] {
  const reserved = new Set(pools.map(({ podRange }) => podRange));
  return additionalPods.map(({ name }) => name).filter((name) => !reserved.has(name));
}

/** Clusters that share a node range share the subnet, with the ranges of all of them. */
function mergeSubnets(subnets: readonly Subnet[]): readonly Subnet[] {
  const byRange = new Map<string, Subnet>();
  for (const subnet of subnets) {
    const first = byRange.get(subnet.cidr) ?? { ...subnet, secondary: [] };
    const known = new Set(first.secondary.map(({ cidr }) => cidr));
    const more = subnet.secondary.filter(({ cidr }) => !known.has(cidr));
    const secondary = [...first.secondary, ...more];
    byRange.set(subnet.cidr, {
      ...first,
      secondary,
      ...defined({ ipv6: first.ipv6 ?? subnet.ipv6 }),
    });
  }
  return [...byRange.values()];
}

/** A range has one name in its subnet, whatever else a second cluster would have called it. */
function inMergedSubnet(cluster: ClusterBlueprint, subnets: readonly Subnet[]): ClusterBlueprint {
  const subnet = subnets.find(({ cidr }) => cidr === cluster.subnet.cidr) ?? cluster.subnet;
  const asNamed = (range: SecondaryRange): SecondaryRange =>
    subnet.secondary.find(({ cidr }) => cidr === range.cidr) ?? range;
  const resolved = (range: PodsOrServices): PodsOrServices =>
    range.kind === 'named' ? { kind: 'named', range: asNamed(range.range) } : range;
  return {
    ...cluster,
    subnet,
    pods: resolved(cluster.pods),
    services: resolved(cluster.services),
    additionalPods: cluster.additionalPods.map(asNamed),
  };
}
