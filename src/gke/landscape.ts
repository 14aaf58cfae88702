/** The whole picture that rules look at and reports show: networks, clusters, limits, free space. */
import { defined } from '../defined.ts';
import { AddressSet } from '../net/address-set.ts';
import { parseCidr, type Cidr } from '../net/cidr.ts';
import type { ClusterSpec, Network, NotChecked } from './cluster.ts';
import { expandInPlace, type Expansion } from './expand.ts';
import {
  capacityOf,
  nodeLimits,
  podLimits,
  serviceLimits,
  type Capacity,
  type GrowthLimit,
} from './growth-limits.ts';
import { natUse, type NatUse } from './nat-use.ts';
import type { Unplaced } from './needs.ts';
import type { UnplacedNeighbour, WantedRange } from './neighbours.ts';
import { type KeepClear, keptClear, Occupancy, tablesOf } from './occupancy.ts';
import { connectionsOf, occupantsOf } from './occupants.ts';
import { openNeighbours } from './proxy-subnets.ts';
import { overlappingPairs, type OverlappingPairs } from './reach.ts';
import { ipv6RangesOf, rangesOf, type RangeUse } from './range-use.ts';
import {
  autoModeSubnets,
  dockerBridge,
  googleServiceRanges,
  managedServices,
  prohibitedRanges,
} from './reserved-ranges.ts';
import { resolveCluster, type ResolvedCluster } from './resolve.ts';
import { useOfRanges, type ClusterUse } from './use.ts';

export interface ClusterView {
  readonly cluster: ResolvedCluster;
  readonly use: ClusterUse;
  readonly ranges: readonly RangeUse[];
  /** Of a dual-stack cluster: apart, as everything that counts addresses counts those of IPv4. */
  readonly ipv6Ranges: readonly RangeUse[];
  readonly limits: readonly GrowthLimit[];
  readonly capacity: {
    readonly nodes: Capacity;
    readonly pods: Capacity;
    readonly services: Capacity;
  };
  /** How far the node subnet can be expanded in place; absent without a node range. */
  readonly expansion?: Expansion;
  /** Ranges that a plan found no space for. */
  readonly unplaced: readonly Unplaced[];
}

export interface NetworkView {
  readonly network: Network;
  readonly clusters: readonly ClusterView[];
  readonly occupancy: Occupancy;
  /** Networks that reach this one. */
  readonly connected: readonly Network[];
  /** IPv4 space that ranges are placed in. */
  readonly within: AddressSet;
  /** What of it nobody has or reserves. Worked out when asked for: thousands of sets may be large. */
  readonly free: AddressSet;
  /** The same of IPv6; absent where nobody says which space the network has. */
  readonly ipv6?: { readonly within: AddressSet; readonly free: AddressSet };
  /** Ranges of neighbours that a plan found no space for. */
  readonly unplaced: readonly UnplacedNeighbour[];
  /** What its gateways of Cloud NAT serve. */
  readonly nat: readonly NatUse[];
}

export interface Landscape {
  readonly networks: readonly NetworkView[];
  /** Ranges that concern every network. */
  readonly keepClear: Occupancy;
  readonly overlaps: OverlappingPairs;
  readonly notChecked: readonly NotChecked[];
}

/** Where ranges are placed when nobody says. */
const defaultWithin: readonly Cidr[] = [parseCidr('10.0.0.0/8')];

export interface SurveyOptions {
  readonly keepClear?: KeepClear;
  /** How many overlapping pairs are listed; all are counted. */
  readonly listed?: number | undefined;
  readonly unplaced?: readonly Unplaced[];
  readonly unplacedNeighbours?: readonly UnplacedNeighbour[];
}

export function survey(networks: readonly Network[], options: SurveyOptions = {}): Landscape {
  const keepClear = keptClear(options.keepClear ?? []);
  const settled = new Map(networks.map((network) => [network, settle(network)]));
  const connections = connectionsOf(networks);
  const unplaced = {
    clusters: groupedByCluster(options.unplaced ?? []),
    neighbours: new Map((options.unplacedNeighbours ?? []).map((one) => [one.wanted, one])),
  };
  const views = networks.map((network) =>
    viewOf(settled, network, connections.get(network) ?? [], keepClear, unplaced),
  );
  return {
    networks: views,
    keepClear,
    overlaps: overlappingPairs(views, keepClear, options.listed),
    notChecked: [
      ...unknownConnections(networks),
      ...networks.flatMap((network) => openNeighbours(network, unplaced.neighbours)),
    ],
  };
}

interface UnplacedByOwner {
  readonly clusters: ReadonlyMap<ClusterSpec, readonly Unplaced[]>;
  readonly neighbours: ReadonlyMap<WantedRange, UnplacedNeighbour>;
}

function groupedByCluster(unplaced: readonly Unplaced[]): UnplacedByOwner['clusters'] {
  const groups = new Map<ClusterSpec, Unplaced[]>();
  for (const one of unplaced) {
    const group = groups.get(one.cluster);
    if (group === undefined) groups.set(one.cluster, [one]);
    else group.push(one);
  }
  return groups;
}

interface Settled {
  readonly clusters: readonly {
    readonly cluster: ResolvedCluster;
    readonly use: ClusterUse;
    readonly ranges: readonly RangeUse[];
    readonly ipv6Ranges: readonly RangeUse[];
  }[];
  readonly occupancy: Occupancy;
}

/** Who has addresses in a network, whoever else reaches it. */
export function occupancyOf(network: Network): Occupancy {
  return settle(network).occupancy;
}

function settle(network: Network): Settled {
  const resolved = network.clusters.map((spec) => resolveCluster(spec, network));
  const clusters = useOfRanges(resolved).map((use) => ({
    cluster: use.cluster,
    use,
    ranges: rangesOf(use),
    ipv6Ranges: ipv6RangesOf(use.cluster),
  }));
  const listed = occupantsOf(
    network,
    clusters.map(({ cluster, ranges, ipv6Ranges }) => ({
      cluster,
      ranges: [...ranges, ...ipv6Ranges],
    })),
  );
  const common = { network, keepClear: false };
  return { clusters, occupancy: new Occupancy(listed, tablesOf(network), common) };
}

function viewOf(
  settled: ReadonlyMap<Network, Settled>,
  network: Network,
  connected: readonly Network[],
  keepClear: Occupancy,
  unplaced: UnplacedByOwner,
): NetworkView {
  const { clusters = [], occupancy = new Occupancy([]) } = settled.get(network) ?? {};
  const others = connected.flatMap((other) => settled.get(other)?.occupancy ?? []);
  const reach = [occupancy, ...others, keepClear];
  const within = AddressSet.of(spacesOf(network).all);
  const leftOf = (space: AddressSet) =>
    reach.reduce((left, { addresses }) => left.subtract(addresses), space);
  const ipv6 = AddressSet.of(network.ipv6Within ?? []);
  const views = clusters.map((one) => clusterView(one, reach, unplaced.clusters));
  return {
    network,
    clusters: views,
    nat: natUse(
      network.nat ?? [],
      views.map(({ cluster, capacity: { nodes } }) => ({
        cluster,
        ...defined({ mostNodes: nodes.limit }),
      })),
    ),
    occupancy,
    connected,
    within,
    get free() {
      return leftOf(within).subtract(avoided(network, connected));
    },
    ...(ipv6.size === 0n ? {} : { ipv6: { within: ipv6, free: leftOf(ipv6) } }),
    unplaced: (network.wanted ?? []).flatMap((wanted) => unplaced.neighbours.get(wanted) ?? []),
  };
}

function clusterView(
  { cluster, use, ranges, ipv6Ranges }: Settled['clusters'][number],
  reach: readonly Occupancy[],
  unplaced: UnplacedByOwner['clusters'],
): ClusterView {
  const nodes = nodeLimits(use);
  const pods = podLimits(cluster, capacityOf(nodes));
  const services = serviceLimits(cluster);
  const expansion = expandInPlace(use, reach);
  return {
    cluster,
    use,
    ranges,
    ipv6Ranges,
    limits: [...nodes, ...pods, ...services],
    capacity: { nodes: capacityOf(nodes), pods: capacityOf(pods), services: capacityOf(services) },
    ...defined({ expansion }),
    unplaced: unplaced.get(cluster.spec) ?? [],
  };
}

/** IPv4 space of each role; `all` is their union. */
export function spacesOf(network: Network) {
  const { within, podsWithin, servicesWithin } = network;
  const nodes = within.length === 0 && !isIpv6Only(network) ? defaultWithin : within;
  const pods = podsWithin.length === 0 ? nodes : podsWithin;
  const services = servicesWithin.length === 0 ? nodes : servicesWithin;
  return { nodes, pods, services, all: [...nodes, ...pods, ...services] };
}

/** Whether a network has ranges, and none of IPv4: nobody would place one there. */
function isIpv6Only({ ranges, tables = [], wanted = [], clusters }: Network): boolean {
  const others = tables.length + wanted.length + clusters.length;
  if (ranges.length === 0 || others > 0) return false;
  return ranges.every(({ cidr }) => cidr.family === 6);
}

/** Blocks that no plan should use, although nobody in the inputs has them. */
export function avoided(network: Network, connected: readonly Network[]): AddressSet {
  const autoMode = [network, ...connected].some(({ mode }) => mode === 'auto');
  return AddressSet.of(
    [
      ...prohibitedRanges,
      ...googleServiceRanges,
      dockerBridge,
      managedServices,
      ...(autoMode ? [autoModeSubnets] : []),
    ].map((range) => range.cidr),
  );
}

function unknownConnections(networks: readonly Network[]): NotChecked[] {
  const described = new Set(
    networks.filter(({ undescribed }) => undescribed !== true).map(({ name }) => name),
  );
  return networks.flatMap((network) =>
    network.connected
      .filter((name) => !described.has(name))
      .map((name) => ({
        what: `overlaps of ${network.name} with the connected network ${name}`,
        reason: `no input describes ${name}`,
        ...(network.where === undefined
          ? {}
          : { where: network.places?.['connected'] ?? network.where }),
      })),
  );
}
