/** The spec: networks with their clusters, as people plan them. */
import type { Network, SubnetRangeLimits } from '../gke/cluster.ts';
import { cidrOf } from './cidr-text.ts';
import { defined } from '../defined.ts';
import type { ParsedDocument } from './document.ts';
import { emptyResult, type InputResult, type Suppression } from './input.ts';
import { nearest } from './nearest.ts';
import { isMap, type Route } from './route.ts';
import { checkDocument } from './schema-check.ts';
import { readOtherRanges } from './spec-ranges.ts';
import { nameOnce, placesOf, readCluster, type SpecReader } from './spec-cluster.ts';
import { readNat } from './spec-nat.ts';
import { type NetworkText, specSchema, type SuppressionText } from './spec-schema.ts';

/** Whether a document is meant as a spec: it has one of its keys, or one that looks like it. */
export function isSpec(value: unknown): boolean {
  if (!isMap(value) || 'apiVersion' in value) return false;
  if ('networks' in value || 'suppress' in value) return true;
  return Object.entries(value).some(
    ([key, each]) => typeof each === 'object' && nearest(key, ['networks', 'suppress']),
  );
}

export function readSpec(document: ParsedDocument): InputResult {
  const { value, problems, notChecked } = checkDocument(document, specSchema);
  if (value === undefined) return { ...emptyResult, problems, notChecked };
  const reader: SpecReader = { document, problems: [...problems] };
  const networks = value.networks.map((network, index) =>
    readNetwork(reader, network, ['networks', index]),
  );
  nameOnce(reader, networks, 'network', (index) => ['networks', index, 'name']);
  return {
    kind: 'spec',
    networks,
    ranges: [],
    notChecked,
    suppressions: readSuppressions(document, value.suppress ?? []),
    problems: reader.problems,
  };
}

function readNetwork(reader: SpecReader, text: NetworkText, route: Route): Network {
  const { name, mtu, mode, room } = text;
  const clusters = (text.clusters ?? []).map((cluster, index) =>
    readCluster(reader, cluster, [...route, 'clusters', index]),
  );
  nameOnce(reader, clusters, 'cluster of this location', (index) => [
    ...route,
    'clusters',
    index,
    'name',
  ]);
  return {
    name,
    ...defined({ mtu, mode, room }),
    within: blocks(text.within),
    podsWithin: blocks(text.podsWithin),
    servicesWithin: blocks(text.servicesWithin),
    ...(text.ipv6Within ? { ipv6Within: blocks(text.ipv6Within) } : {}),
    connected: text.connected ?? [],
    ...readOtherRanges(reader, text.ranges ?? [], route),
    ...defined({ nat: readNat(reader, text, route) }),
    ...defined({ subnetRangeLimits: readLimits(text) }),
    clusters,
    where: reader.document.locate(route),
    places: placesOf(reader, route, text),
  };
}

function blocks(texts: readonly string[] | null | undefined) {
  return (texts ?? []).flatMap((text) => cidrOf(text) ?? []);
}

function readLimits({ subnetRangeLimits }: NetworkText): SubnetRangeLimits | undefined {
  const said = defined({
    network: subnetRangeLimits?.network ?? undefined,
    peeringGroup: subnetRangeLimits?.peeringGroup ?? undefined,
  });
  return Object.keys(said).length === 0 ? undefined : said;
}

/** Entries of `suppress`, which a spec and the configuration file have alike. */
export function readSuppressions(
  document: ParsedDocument,
  texts: readonly SuppressionText[],
): readonly Suppression[] {
  return texts.map(({ rule, range, reason, until }, index) => ({
    rule,
    ...defined({ range }),
    reason,
    ...defined({ until }),
    where: document.locate(['suppress', index]),
  }));
}
