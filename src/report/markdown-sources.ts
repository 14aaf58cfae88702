/** The pages behind the limits of a report, the numbers that they state, and when they were read. */
import { type Limit, type LimitId, limits } from '../gke/limits.ts';
import { formatCount, unknown } from './count.ts';
import { type Section, folded } from './markdown-fit.ts';
import { code, link, prose } from './markdown-text.ts';
import type { Report, ReportGrowthLimit } from './report.ts';

/** The documented number behind each limiter; of several that of its page and, for whole limits, its value. */
const numbersBehind: Readonly<Record<string, readonly LimitId[]>> = {
  'node-range': ['node-range-reserved-addresses'],
  'service-range': ['service-range-reserved-addresses'],
  'node-pool-limit': ['node-pool-limit'],
  'cluster-node-limit': ['cluster-node-limit', 'cluster-node-limit-autopilot'],
  'cluster-pod-limit': ['cluster-pod-limit'],
  'cni-node-limit': [
    'dataplane-v2-nodes-regional',
    'dataplane-v2-nodes-regional-peering',
    'dataplane-v2-nodes-zonal',
  ],
  'cni-service-limit': ['dataplane-v2-services'],
};

/** Limiters that count something else than their number does: nodes of all zones, nodes that fit. */
const derived: ReadonlySet<string> = new Set(['node-range', 'service-range', 'node-pool-limit']);

const resources = { nodes: 'nodes', pods: 'Pods', services: 'Services' } as const;

export function sourceSection({ clusters, tool }: Report): readonly Section[] {
  const rows = new Set(clusters.flatMap(({ growthLimits }) => growthLimits.map(rowOf)));
  if (rows.size === 0) return [];
  const head = ['| Limit | Of | Number | Page | Read on |', '| :--- | :--- | :--- | :--- | :--- |'];
  return [
    ...folded(8, 'Where the limits come from', [...head, ...rows]),
    { rank: 8, start: [`_${prose(`${tool.name} ${tool.version}`)}_`], lines: [], end: [] },
  ];
}

function rowOf(limit: ReportGrowthLimit): string {
  const { limiter, resource, source } = limit;
  const number = numberBehind(limit);
  const read = limits.find((one) => one.source === source)?.checkedOn;
  const page = link(prose(nameOf(source)), source) ?? prose(source);
  const cells = [
    prose(limiter),
    resources[resource],
    number === undefined ? unknown : numberText(number),
    page,
    read ?? unknown,
  ];
  return `| ${cells.join(' | ')} |`;
}

function numberBehind({ limiter, resource, limit, source }: ReportGrowthLimit): Limit | undefined {
  const ids: readonly string[] = numbersBehind[limiter] ?? [];
  const ofPods = resource === 'pods' && limiter !== 'cluster-pod-limit';
  if (ofPods) return undefined;
  return limits.find(
    (one) =>
      ids.includes(one.id) &&
      one.source === source &&
      (derived.has(limiter) || one.value === limit),
  );
}

function numberText({ id, value, unit, since, verified }: Limit): string {
  const from = since === undefined ? '' : ` from GKE ${since} on`;
  return `${code(id)}: ${formatCount(value)} ${unit}${from}${verified ? '' : ', unverified'}`;
}

/** The last part of the address. */
function nameOf(page: string): string {
  return page.replace(/\/$/, '').split('/').at(-1) ?? page;
}
