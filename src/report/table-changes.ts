/** What the table says of a change: capacity, ranges, free space and findings, before and after. */
import { formatCount, unknown } from './count.ts';
import { counts, isOpen } from './finding-text.ts';
import type { Block, Column, Segment } from './layout.ts';
import { emptyLine, plain, toned } from './layout.ts';
import type { ClusterChange, NetworkChange, Report, ReportChanges } from './report.ts';
import { briefFindingBlocks, findingBlocks } from './table-findings.ts';

type Moved<Value> = { readonly before: Value; readonly after: Value };

/** Each cluster and network with what changed, and the findings that came, went and stayed. */
export function changeSections(
  { clusters, networks, fixed }: ReportChanges,
  findings: Report['findings'],
  limit?: number,
): readonly (readonly Block[])[] {
  const same = findings.filter((finding) => !counts(finding) && isOpen(finding));
  const suppressed = findings.filter((finding) => !isOpen(finding));
  return [
    ...clusters.map((cluster) => clusterBlocks(cluster)),
    ...networks.map((network) => networkBlocks(network)),
    findingBlocks(
      findings.filter((finding) => counts(finding)),
      limit,
      'New findings',
    ),
    briefFindingBlocks('Fixed', fixed, limit),
    briefFindingBlocks('Unchanged', same, limit),
    briefFindingBlocks('Suppressed', suppressed, limit),
  ];
}

const changeWords: Readonly<Record<ClusterChange['change'], Segment>> = {
  added: toned('added', 'good'),
  removed: toned('removed', 'warn'),
  changed: toned('changed', 'strong'),
  unchanged: toned('unchanged', 'dim'),
};

export function clusterBlocks(cluster: ClusterChange): readonly Block[] {
  const { name, network, change, ranges } = cluster;
  const heading: Block = {
    kind: 'heading',
    segments: [
      toned(`Cluster ${name}`, 'strong'),
      toned(`(network ${network})`, 'dim'),
      changeWords[change],
    ],
  };
  if (change === 'unchanged') return [heading];
  return [
    heading,
    { kind: 'grid', columns: columnsOf('Capacity'), rows: capacityRows(cluster) },
    ...(ranges.length === 0
      ? []
      : [
          emptyLine,
          { kind: 'grid', columns: columnsOf('Range'), rows: rangeRows(ranges) } as const,
        ]),
  ];
}

function columnsOf(head: string): readonly Column[] {
  return [
    { head, align: 'left', flexible: true },
    { head: 'Before', align: 'right' },
    { head: 'After', align: 'right' },
    { head: 'Change', align: 'right' },
  ];
}

function capacityRows(cluster: ClusterChange): readonly (readonly Segment[])[] {
  const { capacity, demand, headroom } = cluster;
  const { boundBy } = capacity;
  return [
    countRow('nodes', capacity.nodes, 'more'),
    textRow('  bound by', boundBy.nodes),
    countRow('  planned, upgrades included', demand.peakNodes),
    countRow('  headroom', headroom.nodes, 'more'),
    countRow('Pods', capacity.pods, 'more'),
    isEqual(boundBy.pods, boundBy.nodes) ? [] : textRow('  bound by', boundBy.pods),
    countRow('Services', capacity.services, 'more'),
    textRow('  bound by', boundBy.services),
    countRow('  planned', demand.services),
    countRow('  headroom', headroom.services, 'more'),
  ].filter((row) => row.length > 0);
}

function isEqual(a: Moved<unknown>, b: Moved<unknown>): boolean {
  return a.before === b.before && a.after === b.after;
}

type MovedCount = Moved<number | string | null>;

/** Empty where neither side is known. `better` says which direction is good; without it, neither is. */
function countRow(head: string, moved: MovedCount, better?: 'more'): readonly Segment[] {
  const { before, after } = moved;
  if (before === null && after === null) return [];
  const difference = differenceOf(moved);
  const tone =
    better === undefined || difference === 0n ? 'plain' : difference > 0n ? 'good' : 'bad';
  return [
    plain(head),
    plain(formatCount(before)),
    plain(formatCount(after)),
    toned(signed(moved, difference), tone),
  ];
}

function differenceOf({ before, after }: MovedCount): bigint {
  return before === null || after === null ? 0n : BigInt(after) - BigInt(before);
}

/** `+7,040`, `-128`, `=`; nothing where one side is not known. */
function signed({ before, after }: MovedCount, difference: bigint): string {
  if (before === null || after === null) return '';
  if (difference === 0n) return '=';
  const size = formatCount((difference < 0n ? -difference : difference).toString());
  return `${difference < 0n ? '-' : '+'}${size}`;
}

function textRow(head: string, { before, after }: Moved<string | null>): readonly Segment[] {
  if (before === null && after === null) return [];
  return [
    plain(head),
    plain(before ?? unknown),
    plain(after ?? unknown),
    plain(before === null || after === null ? '' : before === after ? '=' : 'changed'),
  ];
}

function rangeRows(ranges: ClusterChange['ranges']): readonly (readonly Segment[])[] {
  const roles = Math.max(...ranges.map(({ role }) => role.length)) + 1;
  return ranges.map(({ role, name, change, cidr }) => [
    plain(name === null ? role : role.padEnd(roles) + name),
    plain(cidr.before ?? unknown),
    plain(cidr.after ?? unknown),
    change === 'unchanged' ? plain('=') : changeWords[change],
  ]);
}

export function networkBlocks({ name, change, ...moved }: NetworkChange): readonly Block[] {
  const heading: Block = {
    kind: 'heading',
    segments: [toned(`Network ${name}`, 'strong'), changeWords[change]],
  };
  if (change === 'unchanged') return [heading];
  const rows = [
    countRow('free addresses', moved.freeAddresses, 'more'),
    textRow('largest free block', moved.largestFree),
  ].filter((row) => row.length > 0);
  return [heading, { kind: 'grid', columns: columnsOf('Space'), rows }];
}
