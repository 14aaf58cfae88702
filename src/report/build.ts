/** From the domain to the JSON report: the one place that knows both. */
import { defined } from '../defined.ts';
import type { Growth, Network, NotChecked } from '../gke/cluster.ts';
import type { Trend } from '../gke/forecast.ts';
import type { GrowthLimit } from '../gke/growth-limits.ts';
import type { ClusterView, Landscape, NetworkView } from '../gke/landscape.ts';
import { hybridOf } from '../gke/hybrid.ts';
import { masqueradeIn } from '../gke/masquerade.ts';
import { podMtuOf } from '../gke/mtu.ts';
import { maxNodesOf } from '../gke/pool-capacity.ts';
import { peeringGroups } from '../gke/peering-group.ts';
import { utilization, type RangeUse } from '../gke/range-use.ts';
import type { ResolvedCluster, ResolvedPool } from '../gke/resolve.ts';
import { size } from '../net/cidr.ts';
import { bandsOf, podsOf, servicesOf, workloadsOf } from './build-workloads.ts';
import type { JudgedFinding } from '../rules/suppress.ts';
import { laterOf } from './build-later.ts';
import { addressCount, hasManyFreeBlocks, ipv6Of, networkOf, projectOf } from './build-space.ts';
import { natOf } from './build-nat.ts';
import { othersIn } from './others.ts';
import { hybridEntry, masqueradeEntry, subnetRangesEntry } from './outside-entries.ts';
import type {
  Report,
  ReportCluster,
  ReportFinding,
  ReportGrowthLimit,
  ReportNetwork,
  ReportRange,
} from './report.ts';
import { countFindings } from './summary.ts';

export interface ReportParts {
  readonly landscape: Landscape;
  readonly findings: readonly JudgedFinding[];
  readonly notChecked: readonly NotChecked[];
  /** Exact, also where findings list only the first. */
  readonly overlappingPairs: number;
  /** Of the planner itself. */
  readonly version: string;
  /** False: people read it, who are told the first of very many free blocks. */
  readonly everyBlock?: boolean;
}

export function buildReport(parts: ReportParts): Report {
  const { landscape, version } = parts;
  const positions = positionsIn(landscape);
  const findings = parts.findings.map((finding) => findingOf(finding, positions));
  const notChecked = [...parts.notChecked, ...landscape.notChecked].map(
    ({ what, reason, where }) => ({
      what,
      reason,
      where: where ?? null,
    }),
  );
  return {
    schemaVersion: 1,
    tool: { name: 'gke-ip-planner', version },
    clusters: landscape.networks.flatMap((view) => clustersOf(view, landscape)),
    networks: networksOf(
      landscape,
      parts.everyBlock !== false || !hasManyFreeBlocks(landscape.networks),
    ),
    findings,
    notChecked,
    summary: {
      ...countFindings(findings),
      notChecked: notChecked.length,
      overlappingPairs: parts.overlappingPairs,
    },
  };
}

function clustersOf(view: NetworkView, landscape: Landscape): ReportCluster[] {
  const masquerades = masqueradeIn(view, landscape);
  return view.clusters.map((one, index) => ({
    ...clusterOf(one),
    ...defined({ masquerade: masqueradeEntry(one.cluster.spec, masquerades[index]) }),
  }));
}

function networksOf(landscape: Landscape, everyBlock: boolean): ReportNetwork[] {
  const groups = peeringGroups(landscape);
  const others = othersIn(landscape);
  return landscape.networks.map((view, index) => ({
    ...networkOf(view, everyBlock),
    ...others(view),
    ...natOf(view.nat),
    ...defined({
      hybrid: hybridEntry(hybridOf(view, landscape)),
      subnetRanges: subnetRangesEntry(view.network, groups[index]),
    }),
  }));
}

const orNull = <T>(value: T | undefined): T | null => value ?? null;

function clusterOf(view: ClusterView): ReportCluster {
  const { cluster, use, ranges, ipv6Ranges, limits, capacity } = view;
  const { spec, demand } = cluster;
  return {
    name: spec.name,
    network: cluster.network.name,
    ...defined({ networkProject: projectOf(cluster.network) }),
    mode: spec.mode,
    ...defined({ location: spec.location, where: spec.where }),
    demand: {
      nodes: orNull(demand.nodes),
      peakNodes: orNull(demand.peakNodes),
      services: orNull(demand.services),
    },
    ...(spec.growth === undefined ? {} : { growth: growthOf(spec.growth) }),
    capacity: {
      nodes: orNull(capacity.nodes.limit),
      pods: orNull(capacity.pods.limit),
      services: orNull(capacity.services.limit),
      boundBy: {
        nodes: orNull(capacity.nodes.boundBy),
        pods: orNull(capacity.pods.boundBy),
        services: orNull(capacity.services.boundBy),
      },
    },
    ...defined({ workloads: workloadsOf(view), services: servicesOf(view) }),
    nodePools: cluster.pools.map((pool) =>
      poolOf(pool, maxNodesOf(pool, use), podRangeName(view, pool)),
    ),
    ranges: [...ranges, ...ipv6Ranges].map((range) => rangeOf(range, view)),
    growthLimits: limits.map((limit) => growthLimitOf(limit, view)),
    mtu: mtuOf(view),
    ...(spec.ipv6 === undefined ? {} : { ipv6: ipv6Of(ipv6Ranges) }),
    assumptions: cluster.assumptions.map(({ where, ...assumption }) => ({
      ...assumption,
      ...defined({ where }),
    })),
  };
}

function growthOf({ history, ...growth }: Growth): ReportCluster['growth'] {
  if (history === undefined) return growth;
  const { nodes, services } = history;
  return {
    ...growth,
    history: { nodes: trendOf(nodes), ...defined({ services: services && trendOf(services) }) },
  };
}

function trendOf({ counts, first, last, fit }: Trend) {
  return { counts, first: { ...first }, last: { ...last }, ...defined({ fit }) };
}

/** The range it names, else the cluster's own where there is just one. */
function podRangeName({ use }: ClusterView, pool: ResolvedPool): string | undefined {
  const group = use.groups.find(({ pools }) => pools.includes(pool));
  const [only, ...more] = group?.ranges ?? [];
  return pool.spec.podRange ?? (more.length === 0 ? only?.name : undefined);
}

function poolOf(
  pool: ResolvedPool,
  maxNodes: number | undefined,
  podRange: string | undefined,
): ReportCluster['nodePools'][number] {
  const { spec, maxPodsPerNode, blockPrefixLength, nodes, peakNodes } = pool;
  return {
    name: spec.name,
    maxPodsPerNode,
    perNodePrefixLength: blockPrefixLength,
    podRange: orNull(podRange),
    nodes: orNull(nodes),
    peakNodes: orNull(peakNodes),
    maxNodes: orNull(maxNodes),
    ...podsOf(pool),
  };
}

function rangeOf(range: RangeUse, view: ClusterView): ReportRange {
  const { role, name, cidr, usable, needed, observedUtilization, where } = range;
  return {
    role,
    name: orNull(name),
    cidr: cidr.text,
    prefixLength: cidr.prefixLength,
    addresses: addressCount(size(cidr)),
    usable: orNull(usable),
    needed: orNull(needed),
    free: usable === undefined || needed === undefined ? null : usable - needed,
    utilization: orNull(utilization(range)),
    ...defined({ utilizationByGke: observedUtilization }),
    ...(role === 'service' && cidr.family === 4 ? bandsOf(cidr) : {}),
    ...(cidr.family === 4 ? { later: laterOf(range, view) } : {}),
    ...defined({ where }),
  };
}

function growthLimitOf(growthLimit: GrowthLimit, { expansion }: ClusterView): ReportGrowthLimit {
  const { resource, limiter, limit, planned, binding, next, source } = growthLimit;
  const { fullAfterYears, fullAfter } = growthLimit;
  const expandable =
    resource === 'nodes' && limiter === 'node-range' && expansion !== undefined
      ? {
          prefixLength: expansion.prefixLength,
          cidr: expansion.cidr.text,
          limit: expansion.limit,
          stoppedBy: orNull(expansion.stoppedBy),
        }
      : undefined;
  return {
    resource,
    limiter,
    limit,
    planned: orNull(planned),
    headroom: planned === undefined ? null : limit - planned,
    binding,
    ...defined({ next, expandable, fullAfterYears, fullAfter }),
    source,
  };
}

function mtuOf({ cluster }: ClusterView): ReportCluster['mtu'] {
  const { dataPlane, vpcMtu } = cluster;
  return { cni: dataPlane, vpcMtu, ...podMtuOf(cluster) };
}

/** Where clusters and networks stand in the report. */
type Positions = ReadonlyMap<ResolvedCluster | Network, number>;

function positionsIn({ networks }: Landscape): Positions {
  const clusters = networks.flatMap((view) => view.clusters);
  return new Map<ResolvedCluster | Network, number>([
    ...clusters.map(({ cluster }, index) => [cluster, index] as const),
    ...networks.map(({ network }, index) => [network, index] as const),
  ]);
}

/** Those that it concerns; neither key where it is about ranges of nobody in the report. */
function concernedOf(
  { clusters, networks }: JudgedFinding,
  positions: Positions,
): Pick<ReportFinding, 'clusters' | 'networks'> {
  const ascending = (things: readonly (ResolvedCluster | Network)[]) => {
    const found = things.flatMap((thing) => positions.get(thing) ?? []);
    return found.length === 0 ? undefined : [...new Set(found)].toSorted((a, b) => a - b);
  };
  return defined({
    clusters: ascending(clusters),
    networks: ascending([...clusters.map(({ network }) => network), ...networks]),
  });
}

function findingOf(finding: JudgedFinding, positions: Positions): ReportFinding {
  const { rule, severity, message, fix, docs, where, related, facts, suppression } = finding;
  return {
    rule,
    severity,
    message,
    fix,
    docs,
    where: where ?? null,
    related: related.map((other) => ({
      message: other.message,
      ...defined({ where: other.where }),
    })),
    facts: { ...facts },
    ...concernedOf(finding, positions),
    ...defined({ suppression }),
  };
}
