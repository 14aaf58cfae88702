/** What a map has to show of a network: the ranges of its clusters, what else is there, what is free. */
import { AddressSet } from '../net/address-set.ts';
import { type Cidr, CidrError, compare, parseCidr, size } from '../net/cidr.ts';
import { overlapsIn, sides, textsOf } from './address-map-overlaps.ts';
import { formatCount, formatPercent } from './count.ts';
import type { Report, ReportCluster, ReportFinding, ReportNetwork, ReportRange } from './report.ts';
import { type Look, isLook } from './theme.ts';

export interface MapItem {
  readonly cidr: Cidr;
  readonly look: Look | 'free';
  /** Beside the block, where there is room: "prod Pods 10.4.0.0/16". */
  readonly label: string;
  /** "Pods of prod (pods): 10.4.0.0/16, 65,536 addresses, 19.9 % used" */
  readonly detail: string;
  /** A fraction of the block. */
  readonly utilization?: number;
  /** Of a block that stands for smaller ones, the share of it that they take. */
  readonly filled?: number;
  /** The id of a row of a table that says more. */
  readonly target?: string;
}

export interface MapItems {
  readonly space: AddressSet;
  /** In the order of `compare`; ranges may lie in each other, what is free or taken is apart. */
  readonly all: readonly MapItem[];
}

/** The id of a range's row in the table of ranges; both count from 0. */
export const rangeId = (cluster: number, range: number): string =>
  `range-${cluster + 1}-${range + 1}`;

export const roleWords: Readonly<Record<string, string>> = {
  node: 'Nodes',
  pod: 'Pods',
  service: 'Services',
  'control-plane': 'Control plane',
};

export function itemsOf(network: ReportNetwork, report: Report): MapItems {
  const own = ownItems(network.name, report.clusters);
  const others = otherItems(network, report, new Set(own.map(({ cidr }) => cidr.text)));
  const space = AddressSet.of(ipv4Of(network.within));
  const free = AddressSet.of(ipv4Of(network.free));
  const named = AddressSet.of([...own, ...others].map(({ cidr }) => cidr));
  const taken = space.subtract(free).subtract(named).blocks();
  const all = [
    ...own,
    ...others,
    ...taken.map((cidr) => bareItem(cidr, 'taken', 'taken or reserved')),
    ...free.blocks().map((cidr) => bareItem(cidr, 'free', 'free')),
  ];
  return { space, all: all.toSorted((a, b) => compare(a.cidr, b.cidr)) };
}

/** What are IPv4 blocks of these texts: maps draw no other, and a saved report may hold what is no block. */
export function ipv4Of(texts: readonly string[]): readonly Cidr[] {
  return texts.flatMap((text) => {
    try {
      return [parseCidr(text)].filter(({ family }) => family === 4);
    } catch (error) {
      if (error instanceof CidrError) return [];
      throw error;
    }
  });
}

function bareItem(cidr: Cidr, look: MapItem['look'], what: string): MapItem {
  return {
    cidr,
    look,
    label: `${what} ${cidr.text}`,
    detail: `${cidr.text}: ${what}, ${sizeText(cidr)}`,
  };
}

const sizeText = (cidr: Cidr): string => {
  const addresses = size(cidr);
  return `${formatCount(addresses.toString())} ${addresses === 1n ? 'address' : 'addresses'}`;
};

interface Own {
  readonly cidr: Cidr;
  readonly range: ReportRange;
  readonly target: string;
  readonly clusters: readonly string[];
}

/** Ranges of the clusters of a network; one that several clusters share is one item. */
function ownItems(network: string, clusters: readonly ReportCluster[]): readonly MapItem[] {
  const found = new Map<string, Own>();
  clusters.forEach((cluster, at) => {
    if (cluster.network !== network) return;
    cluster.ranges.forEach((range, index) => {
      const [cidr] = ipv4Of([range.cidr]);
      if (cidr === undefined) return;
      const key = JSON.stringify([range.role, range.name, cidr.text]);
      const { target = rangeId(at, index), clusters: sharing = [] } = found.get(key) ?? {};
      found.set(key, { cidr, range, target, clusters: [...sharing, cluster.name] });
    });
  });
  const alone = clusters.filter((cluster) => cluster.network === network).length === 1;
  return [...found.values()].map((own) => ownItem(own, alone));
}

function ownItem({ cidr, range, target, clusters }: Own, alone: boolean): MapItem {
  const { role, name, utilization } = range;
  const what = roleWords[role] ?? role;
  const [first = '', ...more] = clusters;
  const owner = more.length === 0 ? first : `${first} and ${more.length} more`;
  const called = name === null ? '' : ` (${name})`;
  const used = utilization === null ? '' : `, ${formatPercent(utilization)} used`;
  return {
    cidr,
    look: isLook(role) ? role : 'other',
    label: `${alone ? '' : `${owner} `}${what} ${cidr.text}`,
    detail: `${what} of ${owner}${called}: ${cidr.text}, ${sizeText(cidr)}${used}`,
    ...(utilization === null ? {} : { utilization }),
    target,
  };
}

interface Other {
  readonly cidr: Cidr;
  readonly name: string;
  /** Or the network that has it. */
  readonly role?: string;
}

/** Ranges of no cluster of this network, each once; those that are only overlapped with as well. */
function otherItems(
  network: ReportNetwork,
  report: Report,
  own: ReadonlySet<string>,
): readonly MapItem[] {
  const { others = [] } = network;
  const listed = others.flatMap(({ role, name, cidr }) =>
    ipv4Of([cidr]).map((block): Other => ({ cidr: block, name: name ?? role, role })),
  );
  const once = new Map<string, Other>();
  for (const other of [...listed, ...overlapped(network, report, own)]) {
    const key = `${other.cidr.text} ${other.name}`;
    if (!once.has(key)) once.set(key, other);
  }
  return [...once.values()].map(otherItem);
}

/** "office (on-premises): 10.200.0.0/16, 65,536 addresses" */
function otherItem({ cidr, name, role = name }: Other): MapItem {
  const called = role === name ? name : `${name} (${role})`;
  return {
    cidr,
    look: 'other',
    label: `${name} ${cidr.text}`,
    detail: `${called}: ${cidr.text}, ${sizeText(cidr)}`,
  };
}

/** Ranges that a finding names as overlapping with one of this network's clusters. */
function overlapped(
  { name: network }: ReportNetwork,
  report: Report,
  own: ReadonlySet<string>,
): readonly Other[] {
  return overlapsIn(network, report).flatMap((finding) =>
    sides.flatMap(([side, nameOf]) => {
      const [cidr] = ipv4Of(textsOf(finding.facts[side]));
      if (cidr === undefined || own.has(cidr.text)) return [];
      const [name = 'taken'] = textsOf(finding.facts[nameOf]);
      return [{ cidr, ...(ownerElsewhere(cidr, finding, network, report) ?? { name }) }];
    }),
  );
}

/** "Pods of ci" in the network "hub-vpc", where the range is that of a cluster in a network beside this one. */
function ownerElsewhere(
  { text }: Cidr,
  { clusters: positions = [] }: ReportFinding,
  here: string,
  { clusters }: Report,
): Omit<Other, 'cidr'> | undefined {
  for (const position of positions) {
    const { name = '', network = here, ranges = [] } = clusters[position] ?? {};
    const role = ranges.find(({ cidr }) => cidr === text)?.role;
    if (network !== here && role !== undefined)
      return { name: `${roleWords[role] ?? role} of ${name}`, role: network };
  }
  return undefined;
}

/** Blocks that two ranges share, which only one of them may have. */
export function sharedBlocks(network: ReportNetwork, report: Report): readonly Cidr[] {
  const shared = overlapsIn(network.name, report).flatMap(({ facts }) => textsOf(facts['shared']));
  return AddressSet.of(ipv4Of(shared)).blocks();
}
