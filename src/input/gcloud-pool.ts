/** Node pools and Pod ranges of a cluster as Google's API describes it. The API leaves zeros out. */
import type { ClusterRange, ClusterRanges, NodePool, UpgradeStrategy } from '../gke/cluster.ts';
import { assumedUpgrade } from '../gke/demand.ts';
import { defined } from '../defined.ts';
import { withObserved } from './gcloud-observed.ts';
import {
  anyAt,
  cidrAt,
  countAt,
  isTrueAt,
  itemsAt,
  listAt,
  type Reading,
  skip,
  textAt,
} from './reading.ts';
import type { Route } from './route.ts';

interface Pools {
  readonly pools: readonly NodePool[];
  /** Whether blocks are doubled: not where the cluster or all of its pools say so. */
  readonly overprovision: boolean;
}

const disabled = ['podCidrOverprovisionConfig', 'disable'];

export function readPools(reading: Reading, route: Route, mode: string): Pools {
  const routes = itemsAt(reading, [...route, 'nodePools']);
  const zones = listAt(reading, [...route, 'locations']).length;
  const ownRange = defaultPodRange(reading, route);
  const pools = routes.map((pool) => readPool(reading, pool, { mode, zones, ownRange }));
  const single = routes.filter((pool) =>
    isTrueAt(reading, [...pool, 'networkConfig', ...disabled]),
  );
  const overprovision =
    !isTrueAt(reading, [...route, 'ipAllocationPolicy', ...disabled]) &&
    (single.length === 0 || single.length < routes.length);
  if (overprovision) {
    for (const pool of single)
      skip(reading, pool, 'only this pool has blocks that are not doubled');
  }
  return { pools: pools.length === 0 ? [unnamedPool(reading, route)] : pools, overprovision };
}

/** A description without its pools at least says how many nodes there are now. */
function unnamedPool(reading: Reading, route: Route): NodePool {
  const nodes = countAt(reading, [...route, 'currentNodeCount']);
  const where = reading.document.locate(route);
  return { name: 'default', ...defined({ nodes }), upgrade: assumedUpgrade, where };
}

interface PoolContext {
  readonly mode: string;
  /** Zones of the cluster; 0 where it lists none. */
  readonly zones: number;
  /** The name of the cluster's own Pod range. */
  readonly ownRange: string | undefined;
}

/** Where each field of a pool stands, by the name it has in a spec. */
const fields: Readonly<Record<string, Route>> = {
  name: ['name'],
  zones: ['locations'],
  maxPodsPerNode: ['maxPodsConstraint', 'maxPodsPerNode'],
  upgrade: ['upgradeSettings'],
  podRange: ['networkConfig', 'podRange'],
};

function readPool(reading: Reading, route: Route, context: PoolContext): NodePool {
  const zones = listAt(reading, [...route, 'locations']).length || context.zones;
  const podRange = textAt(reading, [...route, 'networkConfig', 'podRange']);
  const { nodes, from } = readNodes(reading, route, zones || 1, context.mode);
  const known = Object.entries({ ...fields, nodes: from }).filter(
    ([, keys]) => anyAt(reading, [...route, ...keys]) !== undefined,
  );
  return {
    name: textAt(reading, [...route, 'name']) ?? '',
    ...defined({
      nodes,
      maxPodsPerNode: countAt(reading, [...route, 'maxPodsConstraint', 'maxPodsPerNode']),
      zones: zones === 0 ? undefined : zones,
      podRange: podRange === context.ownRange ? undefined : podRange,
    }),
    upgrade: readUpgrade(reading, route),
    where: reading.document.locate(route),
    places: Object.fromEntries(
      known.map(([field, keys]) => [field, reading.document.locate([...route, ...keys])]),
    ),
  };
}

interface NodeCount {
  readonly nodes?: number;
  /** The field that says so. */
  readonly from: Route;
}

/**
 * The most nodes that the autoscaler makes, or as many as were asked for; both counts are per zone, a
 * total is not. Where GKE makes the pools, its ceiling of 1,000 is nobody's plan.
 */
function readNodes(reading: Reading, route: Route, zones: number, mode: string): NodeCount {
  const scaling = [...route, 'autoscaling'];
  if (mode === 'autopilot' || isTrueAt(reading, [...scaling, 'autoprovisioned'])) {
    if (mode !== 'autopilot') {
      const name = textAt(reading, [...route, 'name']) ?? '';
      const reason = 'GKE made the pool and scales it, so nobody plans how many nodes it has';
      skip(reading, route, reason, `nodes of the auto-provisioned pool "${name}"`);
    }
    return { from: scaling };
  }
  if (!isTrueAt(reading, [...scaling, 'enabled'])) {
    const perZone = countAt(reading, [...route, 'initialNodeCount']) ?? 0;
    return { nodes: perZone * zones, from: ['initialNodeCount'] };
  }
  const total = countAt(reading, [...scaling, 'totalMaxNodeCount']);
  if (total) return { nodes: total, from: ['autoscaling', 'totalMaxNodeCount'] };
  const perZone = countAt(reading, [...scaling, 'maxNodeCount']) ?? 0;
  return { nodes: perZone * zones, from: ['autoscaling', 'maxNodeCount'] };
}

/** An upgrade of the kind `SHORT_LIVED` adds no node: its nodes end of themselves. */
function readUpgrade(reading: Reading, route: Route): UpgradeStrategy {
  const settings = [...route, 'upgradeSettings'];
  const strategy = textAt(reading, [...settings, 'strategy']);
  if (strategy === 'BLUE_GREEN') return { kind: 'blue-green' };
  const maxSurge = countAt(reading, [...settings, 'maxSurge']);
  if (maxSurge !== undefined) return { kind: 'surge', maxSurge };
  const drains = anyAt(reading, [...settings, 'maxUnavailable']) !== undefined;
  if (drains || strategy === 'SHORT_LIVED') return { kind: 'surge', maxSurge: 0 };
  return assumedUpgrade;
}

function defaultPodRange(reading: Reading, route: Route): string | undefined {
  return textAt(reading, [...route, 'ipAllocationPolicy', 'clusterSecondaryRangeName']);
}

/** The cluster's own Pod range, those added to it, and those that only pools name. */
export function readPodRanges(
  reading: Reading,
  route: Route,
): Pick<ClusterRanges, 'pods' | 'additionalPods'> {
  const policy = [...route, 'ipAllocationPolicy'];
  const name = defaultPodRange(reading, route);
  const routes = [
    [...route, 'clusterIpv4Cidr'],
    [...policy, 'clusterIpv4CidrBlock'],
    [...policy, 'clusterIpv4Cidr'],
  ];
  const given = routes.find((each) => textAt(reading, each) !== undefined);
  const own = { ...defined({ name, cidr: given && cidrAt(reading, given) }) };
  const where = reading.document.locate(given ?? policy);
  const named = additionalRanges(reading, route).filter((range) => range.name !== name);
  return withObserved(reading, route, {
    ...(Object.keys(own).length === 0 ? {} : { pods: { ...own, where } }),
    additionalPods: [...new Set(named.map((range) => range.name))].map((each) =>
      bestOf(named.filter((range) => range.name === each)),
    ),
  });
}

type Named = ClusterRange & { readonly name: string };

function additionalRanges(reading: Reading, route: Route): readonly Named[] {
  const config = [...route, 'ipAllocationPolicy', 'additionalPodRangesConfig'];
  const infos = itemsAt(reading, [...config, 'podRangeInfo']);
  const pools = itemsAt(reading, [...route, 'nodePools']);
  const sources: readonly { readonly name: Route; readonly block?: Route }[] = [
    ...itemsAt(reading, [...config, 'podRangeNames']).map((name) => ({ name })),
    ...infos.map((info) => ({ name: [...info, 'rangeName'] })),
    ...pools.map((pool) => ({
      name: [...pool, 'networkConfig', 'podRange'],
      block: [...pool, 'networkConfig', 'podIpv4CidrBlock'],
    })),
  ];
  return sources.flatMap((source) => {
    const name = textAt(reading, source.name);
    if (name === undefined) return [];
    const cidr = source.block && cidrAt(reading, source.block);
    return [{ name, ...defined({ cidr }), where: reading.document.locate(source.name) }];
  });
}

/** Of what several places say about one range, the first that knows its block. */
function bestOf(ranges: readonly Named[]): ClusterRange {
  const [first = { name: '' }] = ranges;
  return ranges.find(({ cidr }) => cidr !== undefined) ?? first;
}
