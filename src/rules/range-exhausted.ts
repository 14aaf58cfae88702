/** The planned peak does not fit a range, or there is no space for the range. */
import { limitOf } from '../gke/limits.ts';
import type { Unplaced } from '../gke/needs.ts';
import { isTooWide, widestPrefix } from '../gke/plan.ts';
import { othersOf } from '../gke/sharers.ts';
import {
  blocksIn,
  nodePrefixFor,
  prefixFor,
  routesBasedNodes,
  routesBasedServiceAddresses,
  servicePrefixFor,
  usableNodeAddresses,
  usableServiceAddresses,
} from '../gke/sizing.ts';
import {
  at,
  clustersOf,
  names,
  oneRoutedRange,
  ownersOf,
  rangesInUse,
  type InNetwork,
  type InUse,
} from './observe.ts';
import type { Observation, Rule } from './rule.ts';

type Role = Unplaced['role'];

const words: Record<Role, { readonly things: string; readonly unit: string }> = {
  node: { things: 'nodes', unit: 'addresses' },
  pod: { things: 'Pods', unit: 'addresses' },
  service: { things: 'Services', unit: 'addresses' },
};

/** The prefix that would hold what is needed. */
function fittingPrefix(role: Role, needed: number, routesBased: boolean): number {
  if (role === 'node') return nodePrefixFor(needed);
  if (role === 'service') return servicePrefixFor(needed);
  return prefixFor(needed + (routesBased ? routesBasedServiceAddresses() : 0));
}

function tooSmall({ cluster, range }: InUse, role: Role): Observation[] {
  const { needed, usable } = range;
  if (needed === undefined || usable === undefined || needed <= usable) return [];
  const { spec, routesBased } = cluster.cluster;
  const prefix = fittingPrefix(role, needed, routesBased);
  const owners = ownersOf(range);
  const { things } = words[role];
  const tooWide = isTooWide({ role, prefixLength: prefix });
  const several =
    role === 'pod' &&
    cluster.use.groups.some(
      ({ uses }) => uses.length > 1 && uses.some((use) => use.range.cidr === range.cidr),
    );
  return [
    {
      message: `${range.cidr.text} is too small for the ${things} of ${owners}: ${needed} addresses needed at the peak, ${usable} usable, ${needed - usable} missing; ${tooWide ? 'GKE accepts no range that holds them' : `a /${prefix} fits`}`,
      fix: tooWide
        ? fixesTooWide[role]
        : fixFor(role, prefix, routesBased, several ? needed - usable : 0),
      ...at(range.where ?? spec.where),
      facts: {
        cluster: spec.name,
        range: range.cidr.text,
        name: range.name ?? null,
        needed,
        usable,
        missing: needed - usable,
        fittingPrefixLength: tooWide ? null : prefix,
        sharedWith: [...othersOf(cluster.cluster, range.sharers)],
      },
      ...names(range),
      clusters: range.sharers,
    },
  ];
}

/** `beside`: addresses that a further Pod range would have to hold, where there are several already. */
function fixFor(role: Role, prefix: number, routesBased: boolean, beside: number): string {
  if (role === 'node') return `expand the subnet to a /${prefix}`;
  if (role === 'service') return `choose a /${prefix}: a Services range cannot be changed later`;
  if (routesBased) return `use a /${prefix}: ${oneRoutedRange}`;
  if (beside > 0)
    return `add a Pod range of /${prefixFor(beside)} or wider, or use a /${prefix} here`;
  return `use a /${prefix}, lower maximum Pods per node, or add a Pod range`;
}

const fixesTooWide: Record<Role, string> = {
  node: 'plan several clusters, or fewer nodes',
  pod: 'plan several clusters, fewer nodes, or fewer Pods per node',
  service: 'plan several clusters, or fewer Services',
};

/** What the largest free block would hold, as far as GKE accepts it. */
function wouldFit({ cluster }: InNetwork, { role }: Unplaced, largest: number): string {
  const prefixLength = Math.max(largest, widestPrefix(role));
  if (role === 'node')
    return `${Math.max(0, usableNodeAddresses(prefixLength) - cluster.otherNodeAddresses)} nodes`;
  if (role === 'service') return `${usableServiceAddresses(prefixLength)} Services`;
  if (cluster.routesBased) return `${routesBasedNodes(prefixLength)} nodes`;
  const block = Math.min(...cluster.pools.map((pool) => pool.blockPrefixLength));
  return `${blocksIn(prefixLength, block)} nodes of a /${block} each`;
}

function noSpace(cluster: InNetwork, unplaced: Unplaced): Observation {
  const { role, prefixLength, needed, largestFree, tooWide } = unplaced;
  const { spec } = cluster.cluster;
  const { things, unit } = words[role];
  const need = needed === undefined ? '' : ` (${needed} ${unit} at the peak)`;
  const free =
    largestFree === undefined
      ? 'nothing is free there'
      : `the largest free block is ${largestFree.text}, which would fit ${wouldFit(cluster, unplaced, largestFree.prefixLength)}`;
  const reason = tooWide ? `GKE accepts no range that wide, and ${free}` : free;
  const wanted = prefixLength < 0 ? 'more than all of IPv4' : `a /${prefixLength}`;
  return {
    message: `no space for the ${things} of cluster ${spec.name}: it needs ${wanted}${need}, and ${reason}`,
    fix: fixForSpace(role, tooWide),
    ...at(spec.where),
    facts: {
      cluster: spec.name,
      name: unplaced.name,
      needed: needed ?? null,
      prefixLength,
      largestFree: largestFree?.text ?? null,
    },
    ranges: [unplaced.name],
    clusters: [cluster.cluster],
  };
}

function fixForSpace(role: Role, tooWide: boolean): string {
  const flag = { node: '--within', pod: '--pods-within', service: '--services-within' }[role];
  if (tooWide) return fixesTooWide[role];
  const less = { node: 'fewer nodes', pod: 'fewer Pods per node', service: '`google-managed`' }[
    role
  ];
  return `give more space with ${flag}, or plan with ${less}`;
}

const checkRole =
  (role: Role): Rule['check'] =>
  (landscape) => [
    ...rangesInUse(landscape)
      .filter(({ range }) => range.role === role)
      .flatMap((use) => tooSmall(use, role)),
    ...clustersOf(landscape).flatMap((cluster) =>
      cluster.unplaced.filter((one) => one.role === role).map((one) => noSpace(cluster, one)),
    ),
  ];

const page = limitOf('pod-range-shortest-prefix').source;

export const nodeRangeExhausted: Rule = {
  id: 'node-range-exhausted',
  severity: 'error',
  title: 'The nodes at the peak do not fit the node subnet',
  why: 'Every node, the surge nodes of upgrades, internal load balancers and the control-plane endpoint take an address each of the node subnet, and VPC keeps four. Without one no node joins.',
  fix: 'Expand the subnet; it can grow in place as far as its neighbours allow.',
  docs: page,
  prevents: 'IP_SPACE_EXHAUSTED; Insufficient free IP addresses in the IP range',
  check: checkRole('node'),
};

export const podRangeExhausted: Rule = {
  id: 'pod-range-exhausted',
  severity: 'error',
  title: 'The nodes at the peak do not fit the Pod range',
  why: 'Every node, surge nodes included, takes a whole block of the Pod range. When no block is left nodes stop joining, whatever CPU quota is free.',
  fix: 'Use a wider range, lower maximum Pods per node, or add a Pod range.',
  docs: 'https://cloud.google.com/kubernetes-engine/docs/how-to/flexible-pod-cidr',
  prevents:
    'IP_SPACE_EXHAUSTED; does not have available private IP space in … to reserve a /14 block',
  check: checkRole('pod'),
};

export const serviceRangeExhausted: Rule = {
  id: 'service-range-exhausted',
  severity: 'error',
  title: 'The Services do not fit the Services range',
  why: 'Kubernetes gives each Service with a ClusterIP an address, all but the first and the last of the range. The range cannot be changed while the cluster uses it.',
  fix: 'Choose a wider range before the cluster is created.',
  docs: page,
  prevents: 'failed to allocate a serviceIP: range is full',
  check: checkRole('service'),
};
