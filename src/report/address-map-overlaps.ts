/** Which findings of overlaps concern the ranges of a network's clusters. */
import type { Report, ReportFinding } from './report.ts';

type ByNetwork = ReadonlyMap<string, readonly ReportFinding[]>;

/** Where the two ranges of an overlap stand among its facts, the one that was found first. */
export const sides = [
  ['first', 'firstName'],
  ['second', 'secondName'],
] as const;

export const textsOf = (fact: ReportFinding['facts'][string] | undefined): readonly string[] =>
  typeof fact === 'string' ? [fact] : [];

/** One pass over a report is for all of its networks. */
const known = new WeakMap<Report, ByNetwork>();

/** Findings of overlaps with a range of a cluster there; networks apart may use equal addresses. */
export function overlapsIn(network: string, report: Report): readonly ReportFinding[] {
  const found = known.get(report) ?? overlapsByNetwork(report);
  known.set(report, found);
  return found.get(network) ?? [];
}

/** A range is recognised by its block and its place. */
const keyOf = (cidr: string, where: unknown): string => JSON.stringify([cidr, where ?? null]);

function overlapsByNetwork({ clusters, findings }: Report): ByNetwork {
  const networks = new Map<string, Set<string>>();
  for (const { network, ranges } of clusters)
    for (const { cidr, where } of ranges) add(networks, keyOf(cidr, where), network);
  const found = new Map<string, Set<ReportFinding>>();
  for (const finding of findings) {
    if (finding.rule !== 'range-overlap') continue;
    const { facts, where, related } = finding;
    const places = [where, related[0]?.where];
    sides.forEach(([side], index) => {
      for (const cidr of textsOf(facts[side]))
        for (const network of networks.get(keyOf(cidr, places[index])) ?? [])
          add(found, network, finding);
    });
  }
  return new Map(Array.from(found, ([network, some]) => [network, [...some]]));
}

function add<Value>(sets: Map<string, Set<Value>>, key: string, value: Value): void {
  const set = sets.get(key);
  if (set === undefined) sets.set(key, new Set([value]));
  else set.add(value);
}
