import type { SourceLocation } from '../errors.ts';
import type { NamedRange, Network } from '../gke/cluster.ts';
import type { NetworkView } from '../gke/landscape.ts';
import { limitOf } from '../gke/limits.ts';
import { at } from './observe.ts';
import type { Observation, Rule } from './rule.ts';

interface SubnetCount {
  readonly subnet: string;
  readonly secondary: Set<string>;
  readonly where: SourceLocation | undefined;
}

/** Secondary ranges of each subnet: those that clusters use and those that are only there. */
function countBySubnet({ network, clusters }: NetworkView): readonly SubnetCount[] {
  const counts = new Map<string, SubnetCount>();
  const add = (key: string, subnet: string, ranges: readonly string[], where?: SourceLocation) => {
    const count = counts.get(key) ?? { subnet, secondary: new Set<string>(), where };
    for (const range of ranges) count.secondary.add(range);
    counts.set(key, count);
  };
  for (const range of [...network.ranges, ...rangesOfTables(network)])
    if (range.subnet !== undefined && range.secondary === true)
      add(`${range.region ?? ''}/${range.subnet}`, range.subnet, [range.cidr.text], range.where);
  for (const { cluster, ranges } of clusters) {
    const { nodes } = cluster.spec.ranges;
    const subnet = nodes?.name ?? nodes?.cidr?.text;
    if (subnet === undefined) continue;
    const { region = '' } = cluster;
    const secondary = ranges.filter(
      ({ role, outsideVpc }) => (role === 'pod' || role === 'service') && !outsideVpc,
    );
    add(
      `${region}/${subnet}`,
      subnet,
      secondary.map(({ cidr }) => cidr.text),
      nodes?.where,
    );
  }
  return [...counts.values()];
}

/** Of tables only the ranges of subnets that have too many, as one input lists them. */
function rangesOfTables({ tables = [] }: Network): readonly NamedRange[] {
  const limit = limitOf('secondary-ranges-per-subnet').value;
  return tables.flatMap((table) => {
    const { columns } = table;
    const { rows } = table.filter((row) => columns.partAt(row) > limit);
    const crowded = new Set(Array.from(rows, (row) => columns.ownerAt(row)));
    if (crowded.size === 0) return [];
    const theirs = table.filter((row) => crowded.has(columns.ownerAt(row)));
    return Array.from(theirs.rows, (row) => columns.rangeAt(row));
  });
}

function observe(view: NetworkView): Observation[] {
  const limit = limitOf('secondary-ranges-per-subnet').value;
  return countBySubnet(view)
    .filter(({ secondary }) => secondary.size > limit)
    .map(({ subnet, secondary, where }) => ({
      message: `subnet ${subnet} of ${view.network.name} has ${secondary.size} secondary ranges, and VPC allows ${limit}`,
      ...at(where),
      facts: { subnet, network: view.network.name, count: secondary.size, limit },
      ranges: [subnet],
    }));
}

export const secondaryRangeCount: Rule = {
  id: 'secondary-range-count',
  severity: 'error',
  title: 'More secondary ranges on a subnet than VPC allows',
  why: 'A subnet has at most 170 secondary ranges, and the limit cannot be raised. Older pages say 30.',
  fix: 'Spread the clusters over several subnets, let them share Pod ranges, or leave Services to GKE.',
  docs: limitOf('secondary-ranges-per-subnet').source,
  prevents: 'Exceeded maximum supported number of secondary ranges per subnetwork',
  check: ({ networks }) => networks.flatMap((view) => observe(view)),
};
