/** What two inputs say differently of one cluster. Only one can count, and a reader has to know which. */
import { defined } from '../defined.ts';
import { formatLocation, type SourceLocation } from '../errors.ts';
import {
  type ClusterRange,
  type ClusterSpec,
  type NodePool,
  type NotChecked,
  placeOf,
} from '../gke/cluster.ts';
import { managedServices } from '../gke/reserved-ranges.ts';
import { defaultMaxPods } from '../gke/resolve.ts';
import { quote } from '../net/cidr-error.ts';
import { mayBeOne } from './merge-ranges.ts';

/** One thing that a cluster says. */
interface Statement {
  readonly what: string;
  /** Absent where the cluster does not say it. */
  readonly shown?: string | undefined;
  readonly where?: SourceLocation | undefined;
}

type Differ = (cluster: ClusterSpec, other: ClusterSpec) => boolean;

interface Aspect {
  readonly of: (cluster: ClusterSpec) => Statement;
  /** Absent: where the two are shown differently. */
  readonly differ?: Differ;
}

const field = (
  what: string,
  place: string,
  show: (cluster: ClusterSpec) => string | number | undefined,
): Aspect => ({
  of: (cluster) => ({ what, shown: show(cluster)?.toString(), where: placeOf(cluster, place) }),
});

const range = (
  what: string,
  rangeIn: (cluster: ClusterSpec) => ClusterRange | undefined,
): Aspect => ({
  of: (cluster) => {
    const given = rangeIn(cluster);
    return { what, shown: given && showRange(given), where: given?.where ?? cluster.where };
  },
  differ: (cluster, other) => {
    const [first, second] = [rangeIn(cluster), rangeIn(other)];
    return first !== undefined && second !== undefined && !mayBeOne(first, second);
  },
});

function showRange({ cidr, prefixLength, name }: ClusterRange): string | undefined {
  if (cidr !== undefined) return cidr.text;
  if (prefixLength !== undefined) return `/${prefixLength}`;
  return name && quote(name);
}

/** Services that GKE manages have a block like all others. */
function servicesOf({ ranges: { services } }: ClusterSpec): ClusterRange | undefined {
  return services === 'google-managed' ? { cidr: managedServices.cidr } : services;
}

/** Standard is what a cluster has that says nothing. */
function modeOf(cluster: ClusterSpec): string | undefined {
  const isSaid = cluster.mode === 'autopilot' || cluster.places?.['mode'] !== undefined;
  return isSaid ? cluster.mode : undefined;
}

function controlPlaneOf({ controlPlane }: ClusterSpec): string | undefined {
  return controlPlane?.kind === 'range' ? controlPlane.cidr.text : controlPlane?.kind;
}

function additionalPodsOf({ ranges: { additionalPods } }: ClusterSpec): string | undefined {
  if (additionalPods.length === 0) return undefined;
  return additionalPods.map((each) => showRange(each) ?? 'a range without a name').join(', ');
}

function nonMasqueradeOf({ masquerade }: ClusterSpec): string | undefined {
  const texts = masquerade?.nonMasqueradeCidrs?.map(({ text }) => text).toSorted();
  return texts?.length === 0 ? 'nothing' : texts?.join(', ');
}

/** In the order of their texts: inputs list the same pools in different orders. */
function poolsOf(cluster: ClusterSpec): string | undefined {
  const { nodePools } = cluster;
  if (nodePools.every(({ nodes }) => nodes === undefined)) return undefined;
  return nodePools
    .map((pool) => showPool(pool, cluster))
    .toSorted()
    .join(', ');
}

function showPool({ nodes, maxPodsPerNode, upgrade }: NodePool, cluster: ClusterSpec): string {
  const pods = maxPodsPerNode ?? cluster.maxPodsPerNode ?? defaultMaxPods(cluster);
  const peak = upgrade.kind === 'surge' ? `max surge ${upgrade.maxSurge}` : upgrade.kind;
  return `${nodes ?? 'an unknown number of'} nodes of ${pods} Pods (${peak})`;
}

const aspects: readonly Aspect[] = [
  field('location', 'location', ({ location }) => location && quote(location)),
  field('mode', 'mode', modeOf),
  field('zones', 'zones', ({ zones }) => zones),
  field('GKE version', 'version', ({ version }) => version && `${version.major}.${version.minor}`),
  field('data plane', 'cni', ({ dataPlane }) => dataPlane),
  field('control plane', 'controlPlane', controlPlaneOf),
  field('maximum Pods per node', 'maxPodsPerNode', ({ maxPodsPerNode }) => maxPodsPerNode),
  field('node pools', 'nodePools', poolsOf),
  field('Services', 'services', ({ services }) => services),
  field('non-masquerade list', 'masquerade', nonMasqueradeOf),
  range('node subnet', ({ ranges }) => ranges.nodes),
  range('Pod range', ({ ranges }) => ranges.pods),
  field('additional Pod ranges', 'nodePools', additionalPodsOf),
  range('Services range', servicesOf),
  range('IPv6 range of the subnet', ({ ipv6 }) => ipv6?.nodes),
  range('IPv6 range of the Services', ({ ipv6 }) => ipv6?.services),
];

/** What the other input says and `cluster`, which counts, says differently. */
export function contradictionsOf(cluster: ClusterSpec, other: ClusterSpec): readonly NotChecked[] {
  return aspects.flatMap(({ of, differ }) => {
    const [taken, left] = [of(cluster), of(other)];
    if (taken.shown === undefined || left.shown === undefined) return [];
    const isDifferent = differ?.(cluster, other) ?? taken.shown !== left.shown;
    return isDifferent ? [contradiction(cluster.name, taken, left)] : [];
  });
}

function contradiction(name: string, taken: Statement, left: Statement): NotChecked {
  const place = taken.where === undefined ? 'another input' : formatLocation(taken.where);
  return {
    what: `${left.what} of cluster ${quote(name)}: ${left.shown ?? ''}`,
    reason: `${place} says ${taken.shown ?? ''}, which is taken`,
    ...defined({ where: left.where }),
  };
}
