/** DATA: the columns of the tables of many clusters and of their networks. */
import { formatCount, formatPercent, unknown } from './count.ts';
import type { FleetNetwork, Sum } from './fleet-networks.ts';
import type { Tally } from './fleet-tally.ts';
import type { FleetCluster } from './fleet.ts';
import { type Column, type Segment, plain, toned } from './layout.ts';

/** What stands in a column of the rows of a table. */
export interface FleetColumn<Row> extends Column {
  readonly cell: (row: Row) => Segment;
}

function words<Row>(head: string, text: (row: Row) => string): FleetColumn<Row> {
  return { head, align: 'left', flexible: true, least: 10, cell: (row) => plain(text(row)) };
}

function numbers<Row>(head: string, cell: (row: Row) => Segment): FleetColumn<Row> {
  return { head, align: 'right', cell };
}

type Found = { readonly findings: Tally };

const severityColumns: readonly FleetColumn<Found>[] = [
  numbers('Errors', ({ findings: { errors } }) =>
    toned(formatCount(errors), errors > 0 ? 'bad' : 'plain'),
  ),
  numbers('Warnings', ({ findings: { warnings } }) =>
    toned(formatCount(warnings), warnings > 0 ? 'warn' : 'plain'),
  ),
  numbers('Infos', ({ findings: { infos } }) => plain(formatCount(infos))),
];

/** All three in one, where there is little room. */
const severities: FleetColumn<Found> = numbers(
  'E/W/I',
  ({ findings: { errors, warnings, infos } }) =>
    toned([errors, warnings, infos].map(formatCount).join('/'), errors > 0 ? 'bad' : 'plain'),
);

const holdings: readonly FleetColumn<FleetCluster>[] = [
  words('Cluster', ({ name }) => name),
  words('Network', ({ network }) => network),
  numbers('Nodes', ({ nodes }) => plain(formatCount(nodes))),
  numbers('Limit', ({ limit }) => plain(formatCount(limit))),
  words('Stopped by', ({ stoppedBy }) => stoppedBy ?? unknown),
  numbers('Headroom', ({ headroom }) => toned(formatCount(headroom), toneOf(headroom))),
  numbers('Left', ({ headroom, left }) =>
    toned(left === null || left === -Infinity ? unknown : formatPercent(left), toneOf(headroom)),
  ),
];

function toneOf(headroom: number | null): Segment['tone'] {
  if (headroom === null || headroom > 0) return 'plain';
  return headroom < 0 ? 'bad' : 'warn';
}

const growth: FleetColumn<FleetCluster> = numbers('Full in', ({ fullAfterYears: years }) =>
  plain(years === null ? unknown : `${years.toFixed(1)} years`),
);

/** Columns that a terminal needs for all columns of both tables; 12 more where growth is planned. */
export const widthOfAll = (growing: boolean): number => (growing ? 127 : 115);

export function clusterColumns(growing: boolean): readonly FleetColumn<FleetCluster>[] {
  return [
    ...holdings,
    ...(growing ? [growth] : []),
    { head: 'Fullest range', align: 'left', cell: ({ fullest }) => fullestOf(fullest) },
    ...severityColumns,
  ];
}

export const compactClusters: readonly FleetColumn<FleetCluster>[] = [...holdings, severities];

function fullestOf(fullest: FleetCluster['fullest']): Segment {
  if (fullest === null) return plain(unknown);
  const { role, utilization } = fullest;
  const text = `${role.padEnd('service'.length)} ${formatPercent(utilization).padStart(7)}`;
  return toned(text, utilization > 1 ? 'bad' : 'plain');
}

const sums: readonly FleetColumn<FleetNetwork>[] = [
  words('Network', ({ name }) => name),
  numbers('Clusters', ({ clusters }) => plain(formatCount(clusters))),
  numbers('Nodes', ({ nodes }) => plain(sumText(nodes))),
  numbers('Limit', ({ limit }) => plain(sumText(limit))),
  numbers('Pods', ({ pods }) => plain(sumText(pods))),
];

export const networkColumns: readonly FleetColumn<FleetNetwork>[] = [
  ...sums,
  numbers('Free addresses', ({ freeAddresses }) => plain(formatCount(freeAddresses))),
  {
    head: 'Largest free',
    align: 'left',
    cell: ({ largestFree }) => plain(largestFree ?? unknown),
  },
  ...severityColumns,
];
export const compactNetworks: readonly FleetColumn<FleetNetwork>[] = [
  ...sums,
  numbers('Free', ({ freeAddresses }) => plain(formatCount(freeAddresses))),
  {
    head: 'Largest',
    align: 'left',
    cell: ({ largestFree }) => plain(largestFree?.replace(/^.*\//, '/') ?? unknown),
  },
  severities,
];

const boundMarks = { exact: '', least: '≥ ', most: '≤ ' } as const;

function sumText(sum: Sum): string {
  return sum === null ? unknown : `${boundMarks[sum.bound]}${formatCount(sum.value)}`;
}
