/** Short ways to say a network and its clusters; what a test does not say is as plain as can be. */
import type {
  ClusterRange,
  ClusterRanges,
  ClusterSpec,
  NamedRange,
  Network,
  NodePool,
  RangeRole,
} from '../../src/gke/cluster.ts';
import { survey, type ClusterView, type SurveyOptions } from '../../src/gke/landscape.ts';
import { resolveCluster, type ResolvedCluster } from '../../src/gke/resolve.ts';
import { useOfRanges, type ClusterUse } from '../../src/gke/use.ts';
import { parseVersion, type GkeVersion } from '../../src/gke/version.ts';
import { parseCidr, type Cidr } from '../../src/net/cidr.ts';

/** A block (`10.0.0.0/24`), a size (`/24`, not placed yet), or the whole. */
export type RangeText = string | ClusterRange;

export interface RangeTexts {
  readonly nodes?: RangeText;
  readonly pods?: RangeText;
  readonly additionalPods?: readonly RangeText[];
  /** Or `google-managed`. */
  readonly services?: RangeText;
}

export function blocks(...texts: readonly string[]): readonly Cidr[] {
  return texts.map((text) => parseCidr(text));
}

export function range(given: RangeText): ClusterRange {
  if (typeof given !== 'string') return given;
  return given.startsWith('/')
    ? { prefixLength: Number(given.slice(1)) }
    : { cidr: parseCidr(given) };
}

/** A range that people know by a name, such as a secondary range. */
export function namedRange(name: string, text: string): ClusterRange {
  return { name, ...range(text) };
}

export function ranges({ nodes, pods, additionalPods = [], services }: RangeTexts): ClusterRanges {
  return {
    ...(nodes === undefined ? {} : { nodes: range(nodes) }),
    ...(pods === undefined ? {} : { pods: range(pods) }),
    additionalPods: additionalPods.map(range),
    ...(services === undefined
      ? {}
      : { services: services === 'google-managed' ? services : range(services) }),
  };
}

export const noSurge = { kind: 'surge', maxSurge: 0 } as const;
export const blueGreen = { kind: 'blue-green' } as const;

export function surge(maxSurge: number) {
  return { kind: 'surge', maxSurge } as const;
}

/** Without surge unless asked, so that the peak is the nodes. */
export function pool(given: Partial<NodePool> = {}): NodePool {
  return { name: 'default', upgrade: noSurge, ...given };
}

export type ClusterGiven = Partial<Omit<ClusterSpec, 'ranges'>> & {
  readonly ranges?: RangeTexts;
};

/** A Standard cluster in one zone with one pool of unknown size and no ranges. */
export function cluster({ ranges: texts = {}, ...given }: ClusterGiven = {}): ClusterSpec {
  return {
    name: 'prod',
    location: 'europe-west1-b',
    mode: 'standard',
    nodePools: [pool()],
    internalLoadBalancers: 0,
    podCidrOverprovision: true,
    ...given,
    ranges: ranges(texts),
  };
}

/** A custom-mode network of one plain cluster. */
export function network(given: Partial<Network> = {}): Network {
  return {
    name: 'vpc',
    within: [],
    podsWithin: [],
    servicesWithin: [],
    connected: [],
    ranges: [],
    clusters: [],
    ...given,
  };
}

/** Whatever else has addresses in a network. */
export function other(text: string, name = text, role: RangeRole = 'other'): NamedRange {
  return { role, name, cidr: parseCidr(text) };
}

export function version(text: string): GkeVersion {
  const parsed = parseVersion(text);
  if (parsed === undefined) throw new Error(`no GKE version: ${text}`);
  return parsed;
}

/** The cluster with its defaults, alone in a network. */
export function resolved(given: ClusterGiven = {}): ResolvedCluster {
  const spec = cluster(given);
  return resolveCluster(spec, network({ clusters: [spec] }));
}

/** What each of the clusters of one network takes of its ranges. */
export function usesOf(...given: readonly ClusterGiven[]): readonly ClusterUse[] {
  const clusters = given.map((one) => cluster(one));
  const home = network({ clusters });
  return useOfRanges(clusters.map((spec) => resolveCluster(spec, home)));
}

/** The use of the first cluster, beside the others. */
export function useOf(...given: readonly ClusterGiven[]): ClusterUse {
  const [first] = usesOf(...given);
  if (first === undefined) throw new Error('no cluster given');
  return first;
}

/** Everything about the first cluster of one network. */
export function viewOf(given: readonly ClusterGiven[], options?: SurveyOptions): ClusterView {
  const home = network({ clusters: given.map((one) => cluster(one)) });
  const view = survey([home], options).networks[0]?.clusters[0];
  if (view === undefined) throw new Error('no cluster given');
  return view;
}
