/** The values of networks with their places, to see whether each place is where the value is written. */
import type { SourceLocation } from '../../src/errors.ts';
import type { ClusterSpec, Network, NodePool } from '../../src/gke/cluster.ts';

export interface PlacedValue {
  /** What may be written there: the value, what it is a multiple of, the name of the range. */
  readonly texts: readonly string[];
  readonly where: SourceLocation | undefined;
}

export function placedValues(network: Network): readonly PlacedValue[] {
  return [
    ...fieldsOf(network, { name: [network.name], mtu: [network.mtu] }),
    ...rangesOf(network).map(({ cidr, name, where }) => ({ texts: textsOf([cidr, name]), where })),
    ...network.clusters.flatMap((cluster) => [
      ...fieldsOf(cluster, clusterFields(cluster)),
      ...cluster.nodePools.flatMap((pool) => fieldsOf(pool, poolFields(pool, cluster))),
    ]),
  ];
}

type Written = Readonly<Record<string, readonly (string | number | undefined)[]>>;

function clusterFields({ name, location, version, maxPodsPerNode }: ClusterSpec): Written {
  return {
    name: [name],
    location: [location],
    version: [version?.text],
    maxPodsPerNode: [maxPodsPerNode],
  };
}

/** A number of nodes may be written per zone, and a Pod range is a name. */
function poolFields(pool: NodePool, cluster: ClusterSpec): Written {
  const { name, nodes, maxPodsPerNode, podRange } = pool;
  const zones = pool.zones ?? cluster.zones;
  return {
    name: [name],
    nodes: [nodes, nodes !== undefined && zones !== undefined ? nodes / zones : undefined],
    maxPodsPerNode: [maxPodsPerNode],
    podRange: [podRange ?? cluster.ranges.pods?.name],
  };
}

function fieldsOf(thing: Pick<NodePool, 'places'>, written: Written): readonly PlacedValue[] {
  return Object.entries(written).flatMap(([field, values]) => {
    const where = thing.places?.[field];
    return where === undefined ? [] : [{ texts: textsOf(values), where }];
  });
}

function textsOf(values: readonly (string | number | undefined)[]): readonly string[] {
  return values.filter((value) => value !== undefined).map(String);
}

export interface PlacedRange {
  readonly cidr: string;
  readonly name?: string | undefined;
  readonly where?: SourceLocation | undefined;
}

/** Every range of a network that has a block, those of its clusters included. */
export function rangesOf({ ranges, clusters }: Network): readonly PlacedRange[] {
  const ofClusters = clusters.flatMap(({ ranges: own, controlPlane }) => [
    own.nodes,
    own.pods,
    ...own.additionalPods,
    own.services === 'google-managed' ? undefined : own.services,
    controlPlane?.kind === 'range' ? controlPlane : undefined,
  ]);
  return [...ranges, ...ofClusters].flatMap((range) => {
    if (range?.cidr === undefined) return [];
    const name = 'name' in range ? range.name : undefined;
    return [{ cidr: range.cidr.text, name, where: range.where }];
  });
}

/**
 * Whether a value stands between two parts of a text: as it is, in quotes, or as the end of a path. A map
 * holds it before it ends or has it as its key; what is computed begins with the name of the function.
 */
export function standsAt(before: string, text: string, value: string): boolean {
  const [, word = ''] = /^"?([^"\s,{}()]*)/.exec(text) ?? [];
  if (word === value || word.endsWith(`/${value}`)) return true;
  if (new RegExp(`(?:^|\\s)"?${value}"?\\s*[=:]\\s*$`).test(before)) return true;
  if (text.startsWith('{')) return text.slice(0, text.search(/\}/)).includes(value);
  return /^(?:cidrsubnet|slice)\(/.test(text);
}
