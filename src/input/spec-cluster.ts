import type { Problem } from '../errors.ts';
import type {
  ClusterRange,
  ClusterRanges,
  ClusterSpec,
  ControlPlane,
  Growth,
  Ipv6Ranges,
  Masquerade,
  NodePool,
  Places,
  UpgradeStrategy,
} from '../gke/cluster.ts';
import { assumedUpgrade } from '../gke/demand.ts';
import { limitOf } from '../gke/limits.ts';
import { isZone } from '../gke/resolve.ts';
import { type GkeVersion, parseVersion } from '../gke/version.ts';
import { quote } from '../net/cidr-error.ts';
import { cidrOf } from './cidr-text.ts';
import { defined } from '../defined.ts';
import type { ParsedDocument } from './document.ts';
import { formatRoute, type Route } from './route.ts';
import { readServiceDetails, readSystemPods } from './spec-pods.ts';
import type { ClusterText, NodePoolText, RangeText } from './spec-schema.ts';

/** Reads what a schema found sound, and names what only two values together make wrong. */
export interface SpecReader {
  readonly document: ParsedDocument;
  readonly problems: Problem[];
}

/** The places of all keys that are given. */
export function placesOf({ document }: SpecReader, route: Route, value: object): Places {
  const given = Object.entries(value).filter(([, each]) => each !== undefined && each !== null);
  return Object.fromEntries(given.map(([key]) => [key, document.locate([...route, key])]));
}

export function readCluster(reader: SpecReader, text: ClusterText, route: Route): ClusterSpec {
  const { name, location, zones, mode, cni, services, maxPodsPerNode } = text;
  const places = placesOf(reader, route, text);
  return {
    name,
    mode: mode ?? 'standard',
    ...defined({ location, zones, dataPlane: cni, services, maxPodsPerNode }),
    ...defined({
      version: readVersion(reader, text, route),
      controlPlane: readControlPlane(reader, text, route),
      growth: readGrowth(text),
      privateNodes: text.privateNodes,
      masquerade: readMasquerade(text),
      exists: text.exists,
      systemPods: readSystemPods(reader, text, route),
      serviceDetails: readServiceDetails(text),
      nodeLocalDns: text.nodeLocalDns,
    }),
    nodePools: readPools(reader, text, route),
    internalLoadBalancers: text.internalLoadBalancers ?? 0,
    podCidrOverprovision: text.podCidrOverprovision ?? true,
    ranges: readRanges(reader, text, route),
    ...defined({ ipv6: readIpv6(reader, text, route) }),
    where: reader.document.locate(route),
    places,
  };
}

function readVersion(
  { document }: SpecReader,
  { version }: ClusterText,
  route: Route,
): GkeVersion | undefined {
  if (version === undefined || version === null) return undefined;
  return parseVersion(document.written([...route, 'version']) ?? String(version));
}

function readControlPlane(
  { document }: SpecReader,
  { controlPlane }: ClusterText,
  route: Route,
): ControlPlane | undefined {
  if (controlPlane === 'psc' || controlPlane === 'none') return { kind: controlPlane };
  const cidr = cidrOf(controlPlane);
  return cidr && { kind: 'range', cidr, where: document.locate([...route, 'controlPlane']) };
}

function readGrowth({ growth }: ClusterText): Growth | undefined {
  if (!growth) return undefined;
  const { percent, years, servicesPercent, from } = growth;
  return {
    percent: percent ?? 0,
    years: years ?? 0,
    ...defined({ servicesPercent: servicesPercent ?? undefined, from: from ?? undefined }),
  };
}

/** An empty map says nothing; an empty list says that Pods never keep their address. */
function readMasquerade({ masquerade }: ClusterText): Masquerade | undefined {
  if (!masquerade) return undefined;
  const { nonMasqueradeCIDRs, disableDefaultSnat } = masquerade;
  const said = defined({
    nonMasqueradeCidrs: nonMasqueradeCIDRs?.flatMap((text) => cidrOf(text) ?? []),
    disableDefaultSnat: disableDefaultSnat ?? undefined,
  });
  return Object.keys(said).length === 0 ? undefined : said;
}

/** The keys of a cluster that describe its one pool, and that pools of their own exclude. */
const singlePoolKeys = ['nodes', 'nodesPerZone', 'pods', 'upgrade', 'maxSurge'] as const;

function readPools(reader: SpecReader, text: ClusterText, route: Route): readonly NodePool[] {
  const pools = text.nodePools ?? [];
  const zones = text.zones ?? zonesOf(text.location);
  if (text.nodePools) {
    const keys = singlePoolKeys.filter((key) => (text[key] ?? undefined) !== undefined);
    for (const key of keys) exclude(reader, [...route, key], 'nodePools', 'move it into a pool');
  }
  if (pools.length === 0) {
    const { nodes, nodesPerZone, pods, upgrade, maxSurge } = text;
    const single = { name: 'default', nodes, nodesPerZone, pods, upgrade, maxSurge };
    return [readPool(reader, single, route, zones)];
  }
  const read = pools.map((pool, index) =>
    readPool(reader, pool, [...route, 'nodePools', index], zones),
  );
  nameOnce(reader, read, 'node pool', (index) => [...route, 'nodePools', index, 'name']);
  for (const [index, pool] of pools.entries()) {
    checkPodRange(reader, text, pool, [...route, 'nodePools', index, 'podRange']);
  }
  return read;
}

/** GKE runs a regional cluster in three zones where nobody says. */
function zonesOf(location: string | null | undefined): number {
  return location && isZone(location) ? 1 : limitOf('default-zones').value;
}

function readPool(
  reader: SpecReader,
  text: NodePoolText,
  route: Route,
  clusterZones: number,
): NodePool {
  const { name, nodes, nodesPerZone, zones, maxPodsPerNode, pods, podRange } = text;
  if (nodes && nodesPerZone) {
    exclude(reader, [...route, 'nodesPerZone'], 'nodes', 'keep one of the two');
  }
  const total = nodesPerZone ? nodesPerZone * (zones ?? clusterZones) : nodes;
  const places = placesOf(reader, route, text);
  const nodesPlace = places['nodes'] ?? places['nodesPerZone'];
  return {
    name,
    ...defined({ nodes: total, zones, maxPodsPerNode, pods, podRange }),
    ...defined({ systemPods: readSystemPods(reader, text, route) }),
    upgrade: readUpgrade(reader, text, route),
    where: reader.document.locate(route),
    places: { ...places, ...defined({ nodes: nodesPlace }) },
  };
}

function readUpgrade(
  reader: SpecReader,
  { upgrade, maxSurge }: NodePoolText,
  route: Route,
): UpgradeStrategy {
  const said = maxSurge ?? undefined;
  if (upgrade !== 'blue-green') {
    if (said !== undefined) return { kind: 'surge', maxSurge: said };
    return assumedUpgrade;
  }
  if (said !== undefined) {
    exclude(reader, [...route, 'maxSurge'], 'upgrade: blue-green', 'keep one of the two');
  }
  return { kind: 'blue-green' };
}

function checkPodRange(
  { document, problems }: SpecReader,
  { ranges }: ClusterText,
  { podRange }: NodePoolText,
  route: Route,
): void {
  if (!podRange || !ranges) return;
  const given = [ranges.pods, ...(ranges.additionalPods ?? [])].flatMap((range) => range ?? []);
  const names = given.flatMap((range) => (typeof range === 'string' ? [] : (range.name ?? [])));
  if (given.length === 0 || names.includes(podRange)) return;
  const list = names.length === 0 ? 'none has a name' : `they are ${names.join(', ')}`;
  problems.push({
    what: `no Pod range is called ${quote(podRange)} (${formatRoute(route)})`,
    fix: `name one of the Pod ranges of the cluster: ${list}`,
    where: document.locate(route),
  });
}

function readRanges(reader: SpecReader, { ranges }: ClusterText, route: Route): ClusterRanges {
  const at = (...keys: Route) => [...route, 'ranges', ...keys];
  const managed =
    ranges?.services === 'google-managed' ||
    (typeof ranges?.services === 'object' && ranges.services?.cidr === 'google-managed');
  return {
    ...defined({
      nodes: readRange(reader, ranges?.nodes, at('nodes')),
      pods: readRange(reader, ranges?.pods, at('pods')),
      services: managed
        ? ('google-managed' as const)
        : readRange(reader, ranges?.services, at('services')),
    }),
    additionalPods: (ranges?.additionalPods ?? []).flatMap(
      (range, index) => readRange(reader, range, at('additionalPods', index)) ?? [],
    ),
  };
}

function readIpv6(reader: SpecReader, { ipv6 }: ClusterText, route: Route): Ipv6Ranges | undefined {
  if (!ipv6) return undefined;
  return defined({
    nodes: readRange(reader, ipv6.nodes, [...route, 'ipv6', 'nodes']),
    services: readRange(reader, ipv6.services, [...route, 'ipv6', 'services']),
  });
}

/** `undefined` where the text is empty, so nobody says anything about the range. */
function readRange(
  { document }: SpecReader,
  text: RangeText | null | undefined,
  route: Route,
): ClusterRange | undefined {
  const { name, cidr } = typeof text === 'object' ? (text ?? {}) : { cidr: text };
  const range = defined({ name, cidr: cidrOf(cidr) });
  if (Object.keys(range).length === 0) return undefined;
  return { ...range, where: document.locate(route) };
}

/** Says that one key excludes another. */
function exclude({ document, problems }: SpecReader, route: Route, other: string, fix: string) {
  const what = `${String(route.at(-1))} and ${other} exclude each other (${formatRoute(route)})`;
  problems.push({ what, fix, where: document.locateKey(route) });
}

/** Names every thing whose name an earlier one has. `place` is the route of the name. */
export function nameOnce(
  { document, problems }: SpecReader,
  things: readonly { readonly name: string; readonly location?: string }[],
  kind: string,
  place: (index: number) => Route,
): void {
  const seen = new Set<string>();
  for (const [index, { name, location }] of things.entries()) {
    const key = JSON.stringify([name, location]);
    if (seen.has(key)) {
      const what = `a second ${kind} is called ${quote(name)} (${formatRoute(place(index))})`;
      problems.push({ what, fix: 'give each its own name', where: document.locate(place(index)) });
    }
    seen.add(key);
  }
}
