/** A group of facts as a cluster in its network, or as ranges of a network without one. */
import type { SourceLocation } from '../../errors.ts';
import type { Network } from '../../gke/cluster.ts';
import { compare, contains } from '../../net/cidr.ts';
import { type Chosen, chooseRanges } from './choose.ts';
import { clusterOf, networkFacts } from './cluster.ts';
import { isDeclared, type NamedRanges, networkRange } from './declared.ts';
import { placeOfLeaf } from './leaves.ts';
import { nodeRanks } from './names.ts';
import type { NamedGroup } from './named-groups.ts';
import { type Notes, nameOfLeaf, skipLeaf } from './notes.ts';
import type { PictureOptions } from './picture.ts';
import { isPoolFact } from './pools.ts';
import type { RangeFact } from './ranges.ts';
import { factOf, isCount } from './scalars.ts';

export interface GroupReading extends PictureOptions {
  readonly notes: Notes;
}

export interface GroupRead {
  readonly network: Network;
  /** Facts whose ranges are those of the cluster. */
  readonly used: readonly RangeFact[];
}

const emptyNetwork = {
  within: [],
  podsWithin: [],
  servicesWithin: [],
  connected: [],
} as const;

export function readGroup(group: NamedGroup, reading: GroupReading): GroupRead {
  const { notes } = reading;
  const { ranges, fields, label, named } = group;
  const exists = isCluster(group);
  const free = exists ? chooseRanges(ranges, label, notes) : undefined;
  if (exists) noteCounts(group, notes);
  else noteSubnets(group, notes);
  const chosen = free && { ...free, ...named };
  const used = chosen === undefined ? [] : usedFacts(chosen);
  const { name, ...facts } = networkFacts(fields, notes);
  const network = factOf(fields, 'network');
  const where = network === undefined ? reading.where : placeOfLeaf(network.leaf);
  const place = placeOf(group, used) ?? where;
  const cluster = chosen && clusterOf({ group, name: group.name, chosen, where: place }, notes);
  return {
    used,
    network: {
      ...emptyNetwork,
      ...(name === undefined ? reading.network : { name }),
      where,
      ...facts,
      ranges: spareRanges(ranges, free).flatMap(networkRange),
      clusters: cluster === undefined ? [] : [cluster],
    },
  };
}

function noteCounts({ fields }: NamedGroup, notes: Notes): void {
  for (const { field, leaf } of fields) {
    if (field !== 'unclear-count' || !isCount(leaf.content)) continue;
    const settle = `--map node-count=${nameOfLeaf(leaf)} settles it (or nodes-per-zone)`;
    skipLeaf(notes, leaf, `may be a number of nodes, of a pool that is not clear: ${settle}`);
  }
}

function noteSubnets({ ranges }: NamedGroup, notes: Notes): void {
  for (const fact of ranges) {
    if (fact.role !== 'nodes' || isDeclared(fact) || fact.text.kind === 'absent') continue;
    const settle = `--map nodes=${nameOfLeaf(fact.leaf)} settles it`;
    skipLeaf(notes, fact.leaf, `no name speaks of a cluster whose nodes live there: ${settle}`);
  }
}

/** A range of Pods, of Services or of a control plane, nodes, or the name of a cluster. */
function isCluster({ ranges, fields, named, entry }: NamedGroup): boolean {
  if (entry || Object.keys(named).length > 0) return true;
  return (
    ranges.some((fact) => {
      const { role = '', rank, text } = fact;
      const clearly = rank === nodeRanks.named && !isDeclared(fact);
      return (clearly || clusterRoles.has(role)) && text.kind !== 'absent';
    }) || fields.some((fact) => clusterFields.has(fact.field) || isPoolFact(fact))
  );
}

const clusterRoles: ReadonlySet<string> = new Set(['pods', 'services', 'control-plane']);

const clusterFields: ReadonlySet<string> = new Set([
  'name',
  'pods-name',
  'services-name',
  'max-pods',
  'mode',
  'datapath',
]);

function usedFacts(chosen: Chosen & NamedRanges): readonly RangeFact[] {
  const { nodes, pods, additionalPods, ofPools = [], services, controlPlane } = chosen;
  return [nodes, pods, ...additionalPods, ...ofPools, services, controlPlane].flatMap(
    (fact) => fact ?? [],
  );
}

function placeOf({ fields }: NamedGroup, used: readonly RangeFact[]): SourceLocation | undefined {
  const name = factOf(fields, 'name') ?? factOf(fields, 'bare-name');
  const first = name ?? used[0];
  return first && placeOfLeaf(first.leaf);
}

/** What else has addresses in the network: subnets that are not of the nodes, proxies, databases. */
function spareRanges(
  ranges: readonly RangeFact[],
  chosen: Chosen | undefined,
): readonly RangeFact[] {
  const subnets =
    chosen?.left ??
    ranges.filter(({ role, rank }) => role === 'nodes' && rank !== nodeRanks.network);
  const others = ranges.filter(({ role }) => role !== undefined && !ofClusters.has(role));
  return [...apart(subnets), ...others].filter((fact) => !isDeclared(fact));
}

const ofClusters: ReadonlySet<string> = new Set([...clusterRoles, 'nodes']);

/** One that overlaps with another is no subnet beside it: it may be the space of both. */
function apart(facts: readonly RangeFact[]): readonly RangeFact[] {
  const blocks = facts.flatMap((fact) =>
    fact.text.kind === 'cidr' ? [{ fact, cidr: fact.text.cidr }] : [],
  );
  const overlapping = new Set<RangeFact>();
  let outer: (typeof blocks)[number] | undefined;
  for (const block of blocks.toSorted((a, b) => compare(a.cidr, b.cidr))) {
    if (outer !== undefined && contains(outer.cidr, block.cidr)) {
      overlapping.add(outer.fact).add(block.fact);
    } else outer = block;
  }
  return facts.filter((fact) => !overlapping.has(fact));
}
