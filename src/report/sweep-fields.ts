/** DATA: what the table of a sweep shows of a combination, in its order. */
import { formatCount, unknown } from './count.ts';
import type { Column } from './layout.ts';
import type { SweepRow } from './sweep.ts';

export interface SweepField extends Column {
  /** What it is called where it is the same for all combinations, which the table does not repeat. */
  readonly label: string;
  /** Left out of a table that is too wide, the highest first. */
  readonly spare?: number;
  readonly cell: (row: SweepRow) => string;
  /** What the cell says, where that is quicker to compare. */
  readonly value?: (row: SweepRow) => number | string | null;
}

const size = (role: keyof SweepRow['ranges']) => (row: SweepRow) => {
  const range = row.ranges[role];
  if (range === null) return unknown;
  return range.cidr ?? (range.prefixLength === null ? 'none' : `/${range.prefixLength}`);
};

const count = (value: (row: SweepRow) => number | null) => ({
  value,
  cell: (row: SweepRow) => formatCount(value(row)),
});

const right = { align: 'right' } as const;
const left = { align: 'left' } as const;

export const sweepFields: readonly SweepField[] = [
  { head: 'Nodes', label: 'Nodes', ...right, ...count(({ nodes }) => nodes) },
  { head: 'Services', label: 'Services', ...right, ...count(({ services }) => services) },
  {
    head: 'Growth',
    label: 'Growth',
    ...right,
    cell: ({ growth }) => (growth === null ? unknown : `${growth} %`),
  },
  {
    head: 'Pods/node',
    label: 'Pods per node',
    ...right,
    cell: ({ maxPodsPerNode, perNodePrefixLength }) =>
      `${formatCount(maxPodsPerNode)} (/${perNodePrefixLength})`,
  },
  { head: 'Node', label: 'Node range', ...left, cell: size('node') },
  { head: 'Pod', label: 'Pod range', ...left, cell: size('pod') },
  { head: 'Svc', label: 'Services range', ...left, cell: size('service') },
  {
    head: 'Addresses',
    label: 'Addresses',
    ...right,
    ...count(({ addresses }) => addresses),
  },
  {
    head: 'Holds',
    label: 'Holds nodes',
    ...right,
    ...count(({ capacity }) => capacity.nodes),
  },
  {
    head: 'Pods',
    label: 'Holds Pods',
    spare: 3,
    ...right,
    ...count(({ capacity }) => capacity.pods),
  },
  {
    head: 'Holds Svc',
    label: 'Holds Services',
    ...right,
    ...count(({ capacity }) => capacity.services),
  },
  { head: 'Stopped by', label: 'Stopped by', flexible: true, ...left, cell: stopOf },
  {
    head: 'Room',
    spare: 1,
    label: 'Headroom, nodes',
    ...right,
    ...count(({ headroom }) => headroom.nodes),
  },
  {
    head: 'Waste',
    spare: 2,
    label: 'Waste, addresses',
    ...right,
    ...count(({ waste }) => waste),
  },
];

/** Why it is no way to build the cluster, else what stops its growth first. */
function stopOf({ refused: [refusal], short: [shortage], capacity }: SweepRow): string {
  const { nodes, services } = capacity.boundBy;
  return refusal?.rule ?? shortage?.limiter ?? nodes ?? services ?? unknown;
}
