/** The flags of `sweep`: those of one cluster, some of which take lists. */
import { defined } from '../defined.ts';
import type { Problem } from '../errors.ts';
import type { ClusterSpec, Network } from '../gke/cluster.ts';
import { limitOf } from '../gke/limits.ts';
import { leastMaxPodsPerNode, targets, type Target } from '../gke/sweep-best.ts';
import type { ServiceRange } from '../gke/sweep-ranges.ts';
import { countCombinations, type SweepAxes } from '../gke/sweep.ts';
import { applyFlags, clusterOfFlags } from './flag-cluster.ts';
import type { ClusterFlag, PlannerFlag, SweepFlag } from './flag-names.ts';
import { type FlagReader, type FlagValues, flagReader, placeOfFlag } from './flag-values.ts';
import { bounds, ipv4Blocks, readFlags } from './flags.ts';
import { emptyResult } from './input.ts';
import { mostCombinations, readCounts, readValues } from './value-list.ts';

type Reader = FlagReader<PlannerFlag>;

export interface SweepFlags {
  /** The network without the cluster. */
  readonly network: Network | undefined;
  /** The cluster with all that is not swept. */
  readonly spec: ClusterSpec;
  readonly axes: SweepAxes;
  readonly pods?: number;
  readonly target: Target;
  readonly problems: readonly Problem[];
}

/** The flags that take lists, with the axis that each fills. */
const axisFlags = {
  nodes: 'nodes',
  services: 'services',
  growth: 'growth',
  maxPodsPerNode: 'max-pods-per-node',
  nodeRange: 'node-range',
  podRange: 'pod-range',
  serviceRange: 'service-range',
} as const satisfies Record<keyof SweepAxes, ClusterFlag>;

const axisNames = [
  'nodes',
  'services',
  'growth',
  'maxPodsPerNode',
  'nodeRange',
  'podRange',
  'serviceRange',
] as const satisfies readonly (keyof SweepAxes)[];

export function readSweepFlags(values: FlagValues<ClusterFlag | SweepFlag>): SweepFlags {
  const problems: Problem[] = [];
  const flags = readFlags(singleValues(values));
  const reader = flagReader<SweepFlag>(values, problems);
  const { pods } = flags.pool;
  const target = reader.choice('target', targets) ?? 'addresses';
  const { nodePools, ...cluster } = clusterOfFlags(flags, problems);
  const spec = {
    ...cluster,
    nodePools: nodePools.map(({ nodes: _nodes, pods: _pods, ...pool }) => pool),
  };
  const lists = readLists(flagReader<PlannerFlag>(values, problems));
  const zonal = values.nodes === undefined ? flags.pool.nodes : undefined;
  const axes = axesOf({ ...lists, ...(zonal !== undefined && { nodes: [zonal] }) }, spec, pods);
  return {
    network: applyFlags(emptyResult, { ...flags, given: [] }).networks[0],
    spec,
    axes,
    ...defined({ pods }),
    target,
    problems: [...flags.problems, ...problems, ...unanswerable(axes, pods)],
  };
}

/** What is read as for `plan`. One node stands for a list, so that flags which exclude it are found. */
function singleValues(values: FlagValues<ClusterFlag | SweepFlag>): FlagValues<PlannerFlag> {
  const swept: readonly string[] = Object.values(axisFlags);
  const single = Object.entries(values).filter(([flag]) => !swept.includes(flag));
  return { ...Object.fromEntries(single), ...(values.nodes && { nodes: ['1'] }) };
}

type Lists = Partial<SweepAxes>;

function readLists(reader: Reader): Lists {
  const counts = (flag: ClusterFlag, within: (typeof bounds)[keyof typeof bounds]) =>
    reader.has(flag) ? readCounts(reader, flag, within) : undefined;
  const ranges = (flag: ClusterFlag) => (reader.has(flag) ? readRanges(reader, flag) : undefined);
  return defined({
    nodes: counts('nodes', bounds.nodes),
    services: counts('services', bounds.services),
    growth: counts('growth', bounds.percent),
    maxPodsPerNode: counts('max-pods-per-node', bounds.podsPerNode),
    nodeRange: ranges('node-range')?.filter((range) => range !== 'google-managed'),
    podRange: ranges('pod-range')?.filter((range) => range !== 'google-managed'),
    serviceRange: ranges('service-range'),
  });
}

const prefixLengths = { least: 0, most: 32 };

/** Blocks such as 10.4.0.0/14, sizes such as /14 or /14../20, and for Services `google-managed`. */
function readRanges(reader: Reader, flag: ClusterFlag): readonly ServiceRange[] {
  const where = placeOfFlag(flag);
  const list = { flag, refuse: reader.refuse, mark: '/' } as const;
  const ranges = reader.list(flag).flatMap((part): readonly ServiceRange[] => {
    if (flag === 'service-range' && part === 'google-managed') return [part];
    if (!part.startsWith('/'))
      return ipv4Blocks(reader, flag, [part]).map((cidr) => ({ cidr, where }));
    return readValues(part, prefixLengths, list).map((prefixLength) => ({ prefixLength, where }));
  });
  return [...new Map(ranges.map((range) => [keyOf(range), range])).values()];
}

function keyOf(range: ServiceRange): string | number | undefined {
  return range === 'google-managed' ? range : (range.cidr?.text ?? range.prefixLength);
}

function axesOf(lists: Lists, spec: ClusterSpec, pods: number | undefined): SweepAxes {
  const unsaid = [undefined];
  const axes: SweepAxes = {
    nodes: unsaid,
    services: unsaid,
    growth: unsaid,
    maxPodsPerNode: unsaid,
    nodeRange: unsaid,
    podRange: unsaid,
    serviceRange: unsaid,
    ...lists,
  };
  const settled = spec.mode === 'autopilot' || spec.dataPlane === 'kubenet';
  if (pods === undefined || lists.maxPodsPerNode !== undefined || settled) return axes;
  return { ...axes, maxPodsPerNode: leastForPods(axes.nodes, pods, spec) };
}

/**
 * Where Pods are demanded and nobody says how many a node has at most: the least that will do, upwards,
 * so that of equally many addresses the smallest is best.
 */
function leastForPods(
  nodes: SweepAxes['nodes'],
  pods: number,
  { version, systemPods }: ClusterSpec,
): SweepAxes['maxPodsPerNode'] {
  const most = limitOf('max-pods-per-node-maximum', version).value;
  const said = nodes.filter((count) => count !== undefined);
  if (said.length === 0) return [undefined];
  const least = said.map(
    (count) => leastMaxPodsPerNode(pods, count, version, systemPods?.total) ?? most,
  );
  return [...new Set(least)].toSorted((a, b) => a - b);
}

/** What leaves nothing to work out, or too much. */
function unanswerable(axes: SweepAxes, pods: number | undefined): readonly Problem[] {
  const isSaid = (name: keyof SweepAxes) => axes[name].length !== 1 || axes[name][0] !== undefined;
  if (pods === undefined && !axisNames.some(isSaid)) {
    const fix =
      'give --nodes, --services, --max-pods-per-node or a range, such as --nodes 10..100:10';
    return refuse('sweep', 'has nothing to compare', fix);
  }
  if (pods !== undefined && !(['nodes', 'nodeRange', 'podRange'] as const).some(isSaid)) {
    const what = 'needs the nodes that run them, or ranges that hold them';
    return refuse('--pods', what, 'add --nodes <n> or --pod-range <cidr>');
  }
  const count = countCombinations(axes);
  if (count <= mostCombinations) return [];
  const fix = `write shorter lists or larger steps: ${mostCombinations} at most`;
  return refuse(longestFlag(axes), `makes ${count} combinations with the other lists`, fix);
}

function refuse(path: string, what: string, fix: string): readonly Problem[] {
  return [{ what, fix, where: { file: 'command line', path } }];
}

function longestFlag(axes: SweepAxes): string {
  const names = axisNames.toSorted((a, b) => axes[b].length - axes[a].length);
  const [longest = 'nodes'] = names;
  return `--${axisFlags[longest]}`;
}
