import type { SourceLocation } from '../errors.ts';
import type { NamedRange, Network } from '../gke/cluster.ts';
import type { NetworkView } from '../gke/landscape.ts';
import { limitOf } from '../gke/limits.ts';
import type { ResolvedCluster } from '../gke/resolve.ts';
import { at } from './observe.ts';
import type { Observation, Rule } from './rule.ts';

interface SubnetCount {
  readonly subnet: string;
  readonly secondary: Set<string>;
  readonly clusters: Set<ResolvedCluster>;
  readonly where: SourceLocation | undefined;
}

/** Secondary ranges of each subnet: those that clusters use and those that are only there. */
function countBySubnet({ network, clusters }: NetworkView): readonly SubnetCount[] {
  const counts = new Map<string, SubnetCount>();
  const countOf = (key: string, subnet: string, where?: SourceLocation): SubnetCount => {
    const count = counts.get(key) ?? { subnet, secondary: new Set(), clusters: new Set(), where };
    counts.set(key, count);
    return count;
  };
  for (const range of [...network.ranges, ...rangesOfTables(network)])
    if (range.subnet !== undefined && range.secondary === true)
      countOf(`${range.region ?? ''}/${range.subnet}`, range.subnet, range.where).secondary.add(
        range.cidr.text,
      );
  for (const { cluster, ranges } of clusters) {
    const { nodes } = cluster.spec.ranges;
    const subnet = nodes?.name ?? nodes?.cidr?.text;
    if (subnet === undefined) continue;
    const { region = '' } = cluster;
    const secondary = ranges.filter(
      ({ role, outsideVpc }) => (role === 'pod' || role === 'service') && !outsideVpc,
    );
    const count = countOf(`${region}/${subnet}`, subnet, nodes?.where);
    for (const { cidr } of secondary) count.secondary.add(cidr.text);
    count.clusters.add(cluster);
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
    .map(({ subnet, secondary, clusters, where }) => ({
      message: `subnet ${subnet} of ${view.network.name} has ${secondary.size} secondary ranges, and VPC allows ${limit}`,
      ...at(where),
      facts: { subnet, network: view.network.name, count: secondary.size, limit },
      ranges: [subnet],
      clusters: [...clusters],
      networks: [view.network],
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
