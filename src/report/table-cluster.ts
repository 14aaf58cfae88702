import { limitOf } from '../gke/limits.ts';
import { counted, formatCount, formatPercent, unknown } from './count.ts';
import { foresees, fullText } from './forecast-text.ts';
import { ipv6Facts } from './ipv6-text.ts';
import type { Block, Column, Segment } from './layout.ts';
import { nodeRangeLater, podRangeLater } from './later-text.ts';
import { emptyLine, plain, toned } from './layout.ts';
import { podAndServiceFacts } from './table-workloads.ts';
import { masqueradeFacts } from './outside-text.ts';
import type { ReportCluster, ReportGrowthLimit, ReportRange } from './report.ts';

/** What the table says of one cluster. `compact` is for terminals of about 80 columns. */
export function clusterBlocks(cluster: ReportCluster, compact: boolean): readonly Block[] {
  return [
    ...capacityBlocks(cluster, compact),
    ...limitBlocks(cluster),
    ...assumptionBlocks(cluster.assumptions),
  ];
}

/** What it holds and needs, and each of its ranges. */
export function capacityBlocks(cluster: ReportCluster, compact: boolean): readonly Block[] {
  return [
    headingOf(cluster),
    { kind: 'facts', rows: factsOf(cluster) },
    ...rangeBlocks(cluster.ranges, compact),
  ];
}

/** Its node pools where there are several, and what stops their growth. */
export function limitBlocks(cluster: ReportCluster): readonly Block[] {
  return [...poolBlocks(cluster.nodePools), ...growthBlocks(cluster)];
}

export function headingOf({ name, network, mode, location }: ReportCluster): Block {
  const about = [`network ${network}`, mode, ...(location === undefined ? [] : [location])];
  return {
    kind: 'heading',
    segments: [toned(`Cluster ${name}`, 'strong'), toned(`(${about.join(', ')})`, 'dim')],
  };
}

function factsOf(cluster: ReportCluster): readonly (readonly [string, string])[] {
  const { cni, vpcMtu, podMtu, inherited } = cluster.mtu;
  const [pool, ...morePools] = cluster.nodePools;
  const perNode =
    pool === undefined || morePools.length > 0
      ? []
      : [
          [
            'Per node',
            `${counted(pool.maxPodsPerNode, 'Pod')} in a /${pool.perNodePrefixLength}`,
          ] as const,
        ];
  return [
    ['Holds', capacityOf(cluster)],
    ['Needs', demandOf(cluster)],
    ...perNode,
    ...podAndServiceFacts(cluster),
    [
      'Data plane',
      `${cni}; MTU ${vpcMtu} in the network, ${podMtu} in Pods (${inherited ? 'inherited' : 'fixed'})`,
    ],
    ...ipv6Facts(cluster),
    ...masqueradeFacts(cluster.masquerade),
    ...reportedByGke(cluster.ranges),
  ];
}

/** GKE's own figures are of the moment of the description, those of the table below of the planned peak. */
function reportedByGke(ranges: readonly ReportRange[]): readonly (readonly [string, string])[] {
  const figures = ranges.flatMap(({ name, cidr, utilizationByGke }) =>
    utilizationByGke === undefined ? [] : [`${formatPercent(utilizationByGke)} of ${name ?? cidr}`],
  );
  return figures.length === 0
    ? []
    : [['GKE reports', `${figures.join(', ')} in use when described`]];
}

/** "256 nodes, 28,160 Pods, 4,094 Services; bound by pod-range, Services by service-range" */
function capacityOf({ capacity }: ReportCluster): string {
  const { nodes, pods, services, boundBy } = capacity;
  const held = [counted(nodes, 'node'), counted(pods, 'Pod'), counted(services, 'Service')];
  const binding = [
    ...(boundBy.nodes === null ? [] : [boundBy.nodes]),
    ...(boundBy.pods === null || boundBy.pods === boundBy.nodes ? [] : [`Pods by ${boundBy.pods}`]),
    ...(boundBy.services === null ? [] : [`Services by ${boundBy.services}`]),
  ];
  return held.join(', ') + (binding.length === 0 ? '' : `; bound by ${binding.join(', ')}`);
}

function demandOf({ demand }: ReportCluster): string {
  const { nodes, peakNodes, services } = demand;
  const peak =
    peakNodes === null || peakNodes === nodes ? '' : ` (${formatCount(peakNodes)} while upgraded)`;
  return `${counted(nodes, 'node')}${peak}, ${counted(services, 'Service')}`;
}

const rangeColumns: readonly Column[] = [
  { head: 'Range', align: 'left', flexible: true },
  { head: 'CIDR', align: 'left' },
  { head: 'Needed', align: 'right' },
  { head: 'Usable', align: 'right' },
  { head: 'Free', align: 'right' },
  { head: 'Used', align: 'left' },
];

function rangeBlocks(ranges: readonly ReportRange[], compact: boolean): readonly Block[] {
  if (ranges.length === 0) return [];
  const roles = Math.max(...ranges.map(({ role }) => role.length)) + 1;
  const rows = ranges.map((range) => [
    plain(range.name === null ? range.role : range.role.padEnd(roles) + range.name),
    plain(range.cidr),
    plain(formatCount(range.needed)),
    plain(formatCount(range.usable)),
    toned(formatCount(range.free), range.free !== null && range.free < 0 ? 'bad' : 'plain'),
    utilizationBar(range, compact ? 6 : 10),
  ]);
  return [emptyLine, { kind: 'grid', columns: rangeColumns, rows }];
}

/** A bar and the percentage; full only where nothing is left, empty only where nothing is used. */
function utilizationBar(range: ReportRange, cells: number): Segment {
  const { utilization } = range;
  if (utilization === null) return plain(unknown);
  const rounded = Math.min(Math.max(Math.round(utilization * cells), 1), cells - 1);
  const filled = utilization <= 0 ? 0 : utilization >= 1 ? cells : rounded;
  const bar = '█'.repeat(filled) + '░'.repeat(cells - filled);
  return toned(`${bar} ${formatPercent(utilization).padStart(7)}`, utilizationTone(range));
}

function utilizationTone({ role, utilization, free }: ReportRange): Segment['tone'] {
  if (free !== null && free < 0) return 'bad';
  const pods = role === 'pod';
  const threshold = limitOf(
    pods ? 'pod-range-utilization-threshold' : 'subnet-utilization-threshold',
  ).value;
  return (utilization ?? 0) * 100 > threshold ? 'warn' : 'good';
}

function poolBlocks(pools: ReportCluster['nodePools']): readonly Block[] {
  if (pools.length < 2) return [];
  const columns: readonly Column[] = [
    { head: 'Node pool', align: 'left', flexible: true },
    { head: 'Pod range', align: 'left', flexible: true },
    { head: 'Pods/node', align: 'right' },
    { head: 'Block', align: 'left' },
    { head: 'Nodes', align: 'right' },
    { head: 'Peak', align: 'right' },
    { head: 'Most', align: 'right' },
  ];
  const rows = pools.map((pool) => [
    plain(pool.name),
    plain(pool.podRange ?? unknown),
    plain(formatCount(pool.maxPodsPerNode)),
    plain(`/${pool.perNodePrefixLength}`),
    plain(formatCount(pool.nodes)),
    plain(formatCount(pool.peakNodes)),
    plain(formatCount(pool.maxNodes)),
  ]);
  return [emptyLine, { kind: 'grid', columns, rows }];
}

const resources = { nodes: 'nodes', pods: 'Pods', services: 'Services' } as const;

function growthBlocks(cluster: ReportCluster): readonly Block[] {
  const { growthLimits: limits } = cluster;
  if (limits.length === 0) return [];
  const growing = foresees(cluster);
  const columns: readonly Column[] = [
    { head: 'What stops growth', align: 'left', flexible: true },
    { head: 'Limit', align: 'right' },
    { head: 'Planned', align: 'right' },
    { head: 'Headroom', align: 'right' },
    { head: 'One bit more', align: 'left' },
    ...(growing ? [{ head: 'Full in', align: 'right' } as const] : []),
  ];
  const rows = (['nodes', 'pods', 'services'] as const).flatMap((resource) =>
    growthRows(
      resource,
      limits.filter((limit) => limit.resource === resource),
      (limit) => (growing ? [plain(fullText(limit, cluster.growth))] : []),
    ),
  );
  return [emptyLine, { kind: 'grid', columns, rows }, ...growthNotes(cluster)];
}

/** The resource as a title and its limits below; nothing where it has none. */
function growthRows(
  resource: keyof typeof resources,
  limits: readonly ReportGrowthLimit[],
  fullIn: (limit: ReportGrowthLimit) => readonly Segment[],
): readonly (readonly Segment[])[] {
  if (limits.length === 0) return [];
  const rows = limits.map((limit) => [...growthRow(limit), ...fullIn(limit)]);
  return [[toned(resources[resource], 'dim')], ...rows];
}

function growthRow(limit: ReportGrowthLimit): readonly Segment[] {
  const { limiter, headroom, binding, next } = limit;
  const tone = binding ? 'strong' : 'plain';
  const short = headroom !== null && headroom < 0;
  return [
    toned(`${binding ? '►' : ' '} ${limiter}`, tone),
    toned(formatCount(limit.limit), tone),
    plain(formatCount(limit.planned)),
    toned(formatCount(headroom), short ? 'bad' : tone),
    plain(next === undefined ? unknown : `/${next.prefixLength}: ${formatCount(next.limit)}`),
  ];
}

/** The legend with the page behind each limit that binds, and how ranges of nodes can be widened later. */
function growthNotes(cluster: ReportCluster): readonly Block[] {
  const { growthLimits: limits } = cluster;
  const binding = limits.filter((limit) => limit.binding);
  const sources = binding.map(({ limiter, resource, source }) =>
    note([plain(`► ${limiter} stops ${resources[resource]}`), toned(`(${source})`, 'dim')]),
  );
  const later = limits
    .flatMap((limit) => nodeRangeLater(cluster, limit) ?? podRangeLater(cluster, limit) ?? [])
    .map((words) => note([plain(words)]));
  return [...sources, ...later];
}

export function assumptionBlocks(assumptions: ReportCluster['assumptions']): readonly Block[] {
  if (assumptions.length === 0) return [];
  return [
    emptyLine,
    note([toned('Assumed, as nothing says otherwise', 'strong')]),
    ...assumptions.map(({ what, value, why }) =>
      note([plain(`${what}: ${value}`), toned(`(${why})`, 'dim')]),
    ),
  ];
}

function note(segments: readonly Segment[]): Block {
  return { kind: 'paragraph', indent: 2, segments };
}
