/** The networks of a fleet: what to call them, and the sums of their clusters. */
import { type Tally, noFindings, talliesOf } from './fleet-tally.ts';
import type { Report, ReportCluster, ReportNetwork } from './report.ts';

/** A sum; null where nothing of it is known. */
export type Sum = {
  readonly value: number;
  /** `least`: something is unknown. `most`: clusters share a range, and each is counted with all of it. */
  readonly bound: 'exact' | 'least' | 'most';
} | null;

export interface FleetNetwork {
  /** With the project where another network has the same name. */
  readonly name: string;
  readonly clusters: number;
  /** Planned at the peak. */
  readonly nodes: Sum;
  /** Nodes and Pods that its clusters hold. */
  readonly limit: Sum;
  readonly pods: Sum;
  readonly freeAddresses: ReportNetwork['freeAddresses'];
  readonly largestFree: string | null;
  readonly findings: Tally;
}

/** What a network is called, and its position in the report; absent where it does not list it. */
export interface Home {
  readonly network: string;
  readonly home: number | undefined;
}

/** The home of each cluster. Networks of one name are told apart by their projects. */
export function homesOf({ networks, clusters }: Report): readonly Home[] {
  const labels = labelsOf(networks);
  const positions = new Map(networks.map((one, index) => [keyOf(one), index]));
  return clusters.map(({ network: name, networkProject: project }) => {
    const home = positions.get(keyOf({ name, project }));
    return { network: (home === undefined ? undefined : labels[home]) ?? name, home };
  });
}

function labelsOf(networks: readonly ReportNetwork[]): readonly string[] {
  const twice = repeated(networks.map(({ name }) => name));
  return networks.map(({ name, project }) =>
    project !== undefined && twice.has(name) ? `${project}/${name}` : name,
  );
}

/** Those that occur more than once. */
export function repeated(texts: readonly string[]): ReadonlySet<string> {
  const seen = new Set<string>();
  return new Set(texts.filter((text) => seen.size === seen.add(text).size));
}

function keyOf({ name, project = '' }: { name: string; project?: string | undefined }): string {
  return JSON.stringify([project, name]);
}

/** Every network: first those at `order`, then the others as the report lists them. */
export function networksOf(
  report: Report,
  homes: readonly Home[],
  order: readonly (number | undefined)[],
): readonly FleetNetwork[] {
  const labels = labelsOf(report.networks);
  const tallies = talliesOf(report.findings, 'networks');
  const clusters = report.networks.map((): ReportCluster[] => []);
  for (const [index, cluster] of report.clusters.entries())
    clusters[homes[index]?.home ?? -1]?.push(cluster);
  return [...new Set([...order, ...report.networks.keys()])].flatMap((position = -1) => {
    const network = report.networks[position];
    if (network === undefined) return [];
    const sums = sumsOf(clusters[position] ?? []);
    const { freeAddresses, largestFree } = network;
    const findings = tallies.get(position) ?? noFindings;
    return [
      { name: labels[position] ?? network.name, ...sums, freeAddresses, largestFree, findings },
    ];
  });
}

function sumsOf(
  clusters: readonly ReportCluster[],
): Pick<FleetNetwork, 'clusters' | 'nodes' | 'limit' | 'pods'> {
  const shared = shareRanges(clusters);
  const sum = (valueOf: (cluster: ReportCluster) => number | null, isMost: boolean) =>
    sumOf(clusters.map(valueOf), isMost);
  return {
    clusters: clusters.length,
    nodes: sum(({ demand }) => demand.peakNodes, false),
    limit: sum(({ capacity }) => capacity.nodes, shared),
    pods: sum(({ capacity }) => capacity.pods, shared),
  };
}

/** Where some are unknown and others counted twice, nothing is known of the sum. */
function sumOf(values: readonly (number | null)[], isMost: boolean): Sum {
  const known = values.filter((value) => value !== null);
  const isLeast = known.length < values.length;
  if (isLeast && (isMost || known.length === 0)) return null;
  const value = known.reduce((total, one) => total + one, 0);
  return { value, bound: isLeast ? 'least' : isMost ? 'most' : 'exact' };
}

/** Whether nodes or Pods of several clusters are in one range. */
function shareRanges(clusters: readonly ReportCluster[]): boolean {
  const seen = new Set<string>();
  return clusters.some(({ ranges }) => {
    const own = ranges.flatMap(({ role, cidr }) =>
      role === 'node' || role === 'pod' ? [`${role} ${cidr}`] : [],
    );
    const shared = own.some((range) => seen.has(range));
    for (const range of own) seen.add(range);
    return shared;
  });
}
