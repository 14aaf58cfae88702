/** What a change does to capacity, ranges, free space and findings: the report of `diff`. */
import { against } from './baseline.ts';
import { type KeyOf, type Pair, pairUp } from './pair-up.ts';
import type {
  ClusterChange,
  NetworkChange,
  Report,
  ReportCluster,
  ReportFinding,
  ReportNetwork,
  ReportRange,
} from './report.ts';

type Change = ClusterChange['change'];

/** The report of what is there after the change, with what changed; only new findings count. */
export function diffReports(before: Report, after: Report): Report {
  const { changes: _, ...later } = after;
  const { report, fixed } = against(before, later);
  const networks = pairUp(before.networks, after.networks, networkKeys(before, after));
  const clusters = pairUp(before.clusters, after.clusters, clusterKeys);
  const notChecked = [...onlyBefore(before, report), ...report.notChecked];
  return {
    ...report,
    notChecked,
    summary: { ...report.summary, notChecked: notChecked.length },
    changes: {
      clusters: clusters.map((pair) => clusterChange(pair)),
      networks: networks.map((pair) => networkChange(pair)),
      fixed: fixed.map((finding) => unplaced(finding)),
    },
  };
}

/** Positions are those of the earlier report, which is not at hand any more. */
function unplaced(finding: ReportFinding): ReportFinding {
  const { clusters: _, networks: __, ...rest } = finding;
  return rest;
}

/** Another name of the network makes no other cluster of it. */
const clusterKeys: readonly KeyOf<ReportCluster>[] = [
  ({ network, name, location }) => JSON.stringify([network, name, location]),
  ({ network, name }) => JSON.stringify([network, name]),
  ({ name }) => name,
];

/** A network that is alone on both sides is the same one: inputs of some kinds do not say its name. */
function networkKeys(before: Report, after: Report): readonly KeyOf<ReportNetwork>[] {
  const alone = before.networks.length === 1 && after.networks.length === 1;
  return [({ name }) => name, ...(alone ? [() => 'the only one'] : [])];
}

const rangeKeys: readonly KeyOf<ReportRange>[] = [
  ({ role, name, cidr }) => JSON.stringify([role, name, cidr]),
  ({ role, cidr }) => `${role} ${cidr}`,
  ({ role, name }) => (name === null ? undefined : `${role} ${name}`),
  ({ role }) => role,
];

function clusterChange({ before, after }: Pair<ReportCluster>): ClusterChange {
  const moved = <Value>(read: (cluster: ReportCluster) => Value) => ({
    before: before === undefined ? null : read(before),
    after: after === undefined ? null : read(after),
  });
  const { name = '', network = '' } = after ?? before ?? {};
  const ranges = pairUp(before?.ranges ?? [], after?.ranges ?? [], rangeKeys);
  const values = {
    demand: {
      nodes: moved(({ demand }) => demand.nodes),
      peakNodes: moved(({ demand }) => demand.peakNodes),
      services: moved(({ demand }) => demand.services),
    },
    capacity: {
      nodes: moved(({ capacity }) => capacity.nodes),
      pods: moved(({ capacity }) => capacity.pods),
      services: moved(({ capacity }) => capacity.services),
      boundBy: {
        nodes: moved(({ capacity }) => capacity.boundBy.nodes),
        pods: moved(({ capacity }) => capacity.boundBy.pods),
        services: moved(({ capacity }) => capacity.boundBy.services),
      },
    },
    headroom: {
      nodes: moved((cluster) => headroomOf(cluster, 'nodes')),
      services: moved((cluster) => headroomOf(cluster, 'services')),
    },
    ranges: ranges.map((pair) => rangeChange(pair)),
  };
  return { name, network, change: changeOf({ before, after }, values), ...values };
}

/** What the limit that binds leaves. */
function headroomOf({ growthLimits }: ReportCluster, resource: 'nodes' | 'services') {
  const binding = growthLimits.find((limit) => limit.binding && limit.resource === resource);
  return binding?.headroom ?? null;
}

function rangeChange({ before, after }: Pair<ReportRange>): ClusterChange['ranges'][number] {
  const { role = '', name = null } = after ?? before ?? {};
  const cidr = { before: before?.cidr ?? null, after: after?.cidr ?? null };
  return { role, name, change: changeOf({ before, after }, { cidr }), cidr };
}

function networkChange({ before, after }: Pair<ReportNetwork>): NetworkChange {
  const { name = '' } = after ?? before ?? {};
  const values = {
    freeAddresses: {
      before: before?.freeAddresses ?? null,
      after: after?.freeAddresses ?? null,
    },
    largestFree: { before: before?.largestFree ?? null, after: after?.largestFree ?? null },
  };
  return { name, change: changeOf({ before, after }, values), ...values };
}

function changeOf(pair: Pair<unknown>, values: object): Change {
  if (pair.before === undefined) return 'added';
  if (pair.after === undefined) return 'removed';
  return isMoved(values) ? 'changed' : 'unchanged';
}

/** Whether a value before and the one after differ, anywhere in it. */
function isMoved(values: object): boolean {
  if ('before' in values && 'after' in values) return values.before !== values.after;
  return Object.values(values).some(
    (value) => typeof value === 'object' && value !== null && isMoved(value),
  );
}

/** Nothing that one side leaves open gets lost: what only the earlier one could not check, too. */
function onlyBefore(before: Report, after: Report): Report['notChecked'] {
  const known = new Set(after.notChecked.map((one) => gapOf(one)));
  return before.notChecked
    .filter((one) => !known.has(gapOf(one)))
    .map((one) => ({ ...one, what: `before the change: ${one.what}` }));
}

const gapOf = ({ what, reason }: Report['notChecked'][number]) => JSON.stringify([what, reason]);
