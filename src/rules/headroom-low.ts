import { networkKey } from '../gke/cluster.ts';
import type { Landscape } from '../gke/landscape.ts';
import { limitOf } from '../gke/limits.ts';
import { listNames } from '../gke/list-names.ts';
import type { RangeUse } from '../gke/range-use.ts';
import { ownerNames, type Sharers } from '../gke/sharers.ts';
import { addressesOf } from '../gke/sizing.ts';
import type { PodGroupUse } from '../gke/use.ts';
import {
  at,
  clustersByName,
  keysOfOwners,
  names,
  once,
  oneRoutedRange,
  ownersOf,
  rangesInUse,
  type InNetwork,
  type InUse,
} from './observe.ts';
import type { Observation, Rule, RuleOptions } from './rule.ts';

/** Needed and all addresses of a range, or of Pod ranges that serve the same pools. */
interface Fill {
  readonly range: RangeUse;
  readonly what: string;
  readonly fix: string;
  readonly needed: number;
  readonly addresses: number;
  readonly threshold: number;
  readonly clusters: Sharers;
}

function singleFill(use: InUse): Fill[] {
  const { role, needed, usable, cidr } = use.range;
  if ((role !== 'node' && role !== 'service') || needed === undefined || needed > (usable ?? 0))
    return [];
  const reserved = role === 'node' ? limitOf('node-range-reserved-addresses').value : 0;
  const things = role === 'node' ? 'node subnet' : 'Services range';
  return [
    {
      range: use.range,
      what: `the ${things} ${cidr.text} of cluster ${ownersOf(use.range)}`,
      fix:
        role === 'node'
          ? 'expand the subnet: it can grow in place as far as its neighbours allow'
          : 'choose a wider range before the cluster is created: it cannot be changed later',
      needed: needed + reserved,
      addresses: addressesOf(cidr.prefixLength),
      threshold: limitOf('subnet-utilization-threshold').value,
      clusters: use.range.sharers,
    },
  ];
}

interface GroupInUse {
  readonly cluster: InNetwork;
  readonly uses: PodGroupUse['uses'];
}

/** Pod ranges that serve the same pools, once also where several clusters share all of them. */
function podGroupsInUse(landscape: Landscape): readonly GroupInUse[] {
  const all = clustersByName(landscape).flatMap((cluster) =>
    cluster.use.groups.map(({ uses }) => ({
      cluster,
      uses: uses.filter(({ range }) => range.cidr !== undefined),
    })),
  );
  const ownersKey = keysOfOwners();
  return once(all, ({ cluster, uses }) =>
    uses.every(({ sharers }) => sharers.length === 1)
      ? undefined
      : [
          networkKey(cluster.view.network),
          ...uses.flatMap(({ range: { name = '', cidr }, sharers }) => [
            name,
            cidr?.text ?? '',
            ownersKey(sharers),
          ]),
        ],
  );
}

/** Pod ranges that serve the same pools fill one after the other, so they count together. */
function podFill({ cluster, uses }: GroupInUse): Fill[] {
  const [first] = uses;
  const range = cluster.ranges.find(
    ({ role, cidr }) => role === 'pod' && cidr === first?.range.cidr,
  );
  const sum = (of: (use: PodGroupUse['uses'][number]) => number) =>
    uses.reduce((total, use) => total + of(use), 0);
  const needed = sum(({ taken = 0, takenByOthers }) => taken + takenByOthers);
  const addresses = sum(({ usable = 0 }) => usable);
  if (range === undefined || needed > addresses) return [];
  const texts = uses.map(({ range: { cidr } }) => cidr?.text).join(', ');
  const owners = [...new Set(uses.flatMap(({ sharers }) => ownerNames(sharers)))];
  return [
    {
      range,
      what: `the Pod range ${texts} of cluster ${listNames(owners.toSorted())}`,
      fix: cluster.cluster.routesBased
        ? `use a wider range: ${oneRoutedRange}`
        : 'use a wider range, lower maximum Pods per node, or add a Pod range',
      needed,
      addresses,
      threshold: limitOf('pod-range-utilization-threshold').value,
      clusters: [...new Set(uses.flatMap(({ sharers }) => sharers))],
    },
  ];
}

function observe(fill: Fill, { minHeadroom = 0 }: RuleOptions): Observation[] {
  const { range, what, fix, needed, addresses } = fill;
  const threshold = Math.min(fill.threshold, 100 - minHeadroom);
  if (needed * 100 <= threshold * addresses) return [];
  const percent = Math.round((needed * 1000) / addresses) / 10;
  return [
    {
      message: `${what} is ${percent} % full at the peak: ${needed} of ${addresses} addresses, above ${threshold} %`,
      fix,
      ...at(range.where),
      facts: { range: range.cidr.text, name: range.name ?? null, needed, addresses, threshold },
      ...names(range),
      clusters: fill.clusters,
    },
  ];
}

export const headroomLow: Rule = {
  id: 'headroom-low',
  severity: 'warning',
  title: 'Little is left of a range at the planned peak',
  why: "Google's Network Analyzer reports a subnet range above 75 % and a Pod range above 80 %. A Services range cannot grow later, a Pod range only by adding another one.",
  fix: 'Use a wider range while nothing depends on it yet, or lower maximum Pods per node.',
  docs: limitOf('pod-range-utilization-threshold').source,
  prevents: 'IP_SPACE_EXHAUSTED',
  check: (landscape, options) =>
    [
      ...rangesInUse(landscape).flatMap((use) => singleFill(use)),
      ...podGroupsInUse(landscape).flatMap((group) => podFill(group)),
    ].flatMap((fill) => observe(fill, options)),
};
