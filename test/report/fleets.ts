/** Reports about many clusters, of which a test says what it is about. */
import type { Report, ReportCluster, ReportFinding } from '../../src/report/report.ts';
import { emptyReport, prodReport } from './samples.ts';

const prod = prodReport.clusters[0]!;
const vpc = prodReport.networks[0]!;

interface Given {
  readonly network?: string;
  readonly networkProject?: string;
  readonly location?: string;
  /** Planned at the peak. */
  readonly nodes?: number | null;
  readonly limit?: number | null;
  readonly pods?: number | null;
  readonly ranges?: ReportCluster['ranges'];
  readonly assumptions?: ReportCluster['assumptions'];
}

/** 10 of 100 nodes, without ranges, assumptions or a place. */
export function member(name: string, given: Given = {}): ReportCluster {
  const { nodes = 10, limit = 100, pods = 1100, ...rest } = given;
  const { location: _, where: __, ...known } = prod;
  return {
    ...known,
    network: 'vpc',
    ranges: [],
    growthLimits: [],
    assumptions: [],
    ...rest,
    name,
    demand: { nodes, peakNodes: nodes, services: null },
    capacity: {
      nodes: limit,
      pods,
      services: null,
      boundBy: { nodes: limit === null ? null : 'pod-range', pods: null, services: null },
    },
  };
}

/** A range of which only role, block and utilization matter. */
export function used(role: string, cidr: string, utilization: number | null) {
  return { ...prod.ranges[0]!, role, cidr, utilization };
}

export function finding(
  severity: ReportFinding['severity'],
  clusters: number[],
  more: Partial<ReportFinding> = {},
): ReportFinding {
  return { ...prodReport.findings[0]!, severity, clusters, networks: [0], ...more };
}

export function fleetReport(
  clusters: readonly ReportCluster[],
  more: Partial<Pick<Report, 'findings' | 'networks'>> = {},
): Report {
  const networks = [{ ...vpc, name: 'vpc' }];
  return { ...emptyReport, clusters: [...clusters], networks, ...more };
}

/** A network with nothing but a name. */
export function net(name: string, more: Partial<Report['networks'][number]> = {}) {
  return { ...vpc, name, ...more };
}
