import type { Problem } from '../errors.ts';
import {
  type ClusterRange,
  type ClusterRanges,
  type ControlPlane,
  type DataPlane,
  type Growth,
  type Masquerade,
  type Mode,
  type NamedRange,
  type Network,
  type NodePool,
  type UpgradeStrategy,
  dataPlanes,
  modes,
} from '../gke/cluster.ts';
import type { SystemPods } from '../gke/said-of-pods.ts';
import { mostRoom } from '../gke/sizing.ts';
import { type GkeVersion, parseVersion } from '../gke/version.ts';
import { quote } from '../net/cidr-error.ts';
import type { Cidr } from '../net/cidr.ts';
import { defined } from '../defined.ts';
import { type ClusterFlag, type PlannerFlag, type SpaceFlag, clusterFlags } from './flag-names.ts';
import { type Neighbours, readNeighbours } from './flag-neighbours.ts';
import { type NatSettings, readNatFlags } from './flag-nat.ts';
import { type FlagReader, type FlagValues, flagReader, placeOfFlag } from './flag-values.ts';

/** Counts of one cluster. What GKE itself allows is a rule's business, not a matter of reading. */
export const bounds = {
  nodes: { least: 1, most: 1_000_000_000 },
  zones: { least: 1, most: 50 },
  podsPerNode: { least: 1, most: 65_535 },
  systemPods: { least: 0, most: 65_535 },
  services: { least: 1, most: 1_000_000_000 },
  addresses: { least: 0, most: 1_000_000_000 },
  mtu: { least: 1, most: 65_535 },
  percent: { least: 0, most: 1000 },
  years: { least: 0, most: 50 },
  room: { least: 0, most: mostRoom },
};

/** What the flags say of one cluster; absent is what no flag says. */
interface ClusterFlags {
  readonly name?: string;
  readonly mode?: Mode;
  readonly version?: GkeVersion;
  readonly dataPlane?: DataPlane;
  readonly zones?: number;
  readonly maxPodsPerNode?: number;
  readonly systemPods?: SystemPods;
  readonly services?: number;
  readonly internalLoadBalancers?: number;
  readonly podCidrOverprovision?: boolean;
  readonly controlPlane?: ControlPlane;
  readonly masquerade?: Masquerade;
}

/** What the flags say, read and checked. */
export interface ReadFlags {
  /** Flags about one cluster that were given, in the order of {@link clusterFlags}. */
  readonly given: readonly ClusterFlag[];
  readonly cluster: ClusterFlags;
  readonly growth: Partial<Growth>;
  readonly pool: Partial<Pick<NodePool, 'nodes' | 'pods' | 'upgrade'>>;
  readonly ranges: Partial<ClusterRanges>;
  readonly mtu?: number;
  readonly nat?: NatSettings;
  readonly space: Partial<Pick<Network, 'within' | 'podsWithin' | 'servicesWithin'>>;
  /** Of every network. */
  readonly room?: number;
  /** `--used`: ranges that every network keeps clear of. */
  readonly used: readonly NamedRange[];
  /** `--other-range`: what a network has beside clusters, or is to get. */
  readonly neighbours: Neighbours;
  readonly problems: readonly Problem[];
}

type Reader = FlagReader<PlannerFlag>;

/** Reads the flags of `plan` and `check` that describe clusters and address space. */
export function readFlags(values: FlagValues<PlannerFlag>): ReadFlags {
  const problems: Problem[] = [];
  const reader = flagReader(values, problems);
  const cluster = readCluster(reader);
  const mtu = reader.count('mtu', bounds.mtu);
  return {
    given: clusterFlags.filter((flag) => reader.has(flag)),
    cluster,
    pool: defined({
      nodes: readNodes(reader, cluster.zones),
      pods: reader.count('pods', bounds.nodes),
      upgrade: readUpgrade(reader),
    }),
    growth: defined({
      percent: reader.count('growth', bounds.percent),
      years: reader.count('years', bounds.years),
    }),
    ranges: readRanges(reader),
    ...defined({ mtu, nat: readNatFlags(reader) }),
    space: readSpace(reader),
    ...defined({ room: reader.count('room', bounds.room) }),
    used: readUsed(reader),
    neighbours: readNeighbours(reader),
    problems,
  };
}

function readCluster(reader: Reader): ClusterFlags {
  const systemPods = reader.count('system-pods-per-node', bounds.systemPods);
  return defined({
    name: reader.text('name'),
    mode: reader.choice('mode', modes),
    version: readVersion(reader),
    dataPlane: reader.choice('cni', dataPlanes),
    zones: reader.count('zones', bounds.zones),
    maxPodsPerNode: reader.count('max-pods-per-node', bounds.podsPerNode),
    systemPods: systemPods === undefined ? undefined : { total: systemPods },
    services: reader.count('services', bounds.services),
    internalLoadBalancers: reader.count('internal-load-balancers', bounds.addresses),
    podCidrOverprovision: reader.has('disable-pod-cidr-overprovision') ? false : undefined,
    controlPlane: readControlPlane(reader),
    masquerade: readMasquerade(reader),
  });
}

function readVersion(reader: Reader): GkeVersion | undefined {
  const text = reader.text('gke-version');
  if (text === undefined) return undefined;
  const what = `${quote(text)} is not a GKE version`;
  return parseVersion(text) ?? reader.refuse('gke-version', what, 'write it as 1.33 or 1.33.4');
}

/** `--nodes`, or its regional form; what does not go together is a problem of the flag it names. */
function readNodes(reader: Reader, zones: number | undefined): number | undefined {
  const nodes = reader.count('nodes', bounds.nodes);
  const perZone = reader.count('nodes-per-zone', bounds.nodes);
  if (reader.has('nodes') && reader.has('nodes-per-zone')) {
    const what = 'excludes --nodes-per-zone: both say how many nodes there are';
    return reader.refuse('nodes', what, 'give --nodes, or --zones with --nodes-per-zone');
  }
  if (reader.has('zones') !== reader.has('nodes-per-zone')) {
    const [lonely, missing] = reader.has('zones')
      ? (['zones', 'nodes-per-zone'] as const)
      : (['nodes-per-zone', 'zones'] as const);
    return reader.refuse(lonely, `needs --${missing} beside it`, `add --${missing} <n>`);
  }
  if (zones === undefined || perZone === undefined) return nodes;
  if (zones * perZone <= bounds.nodes.most) return zones * perZone;
  const what = `makes ${zones * perZone} nodes in ${zones} zones`;
  return reader.refuse('nodes-per-zone', what, `stay within ${bounds.nodes.most} nodes`);
}

function readUpgrade(reader: Reader): UpgradeStrategy | undefined {
  const maxSurge = reader.count('max-surge', bounds.addresses);
  if (!reader.has('blue-green')) {
    return maxSurge === undefined ? undefined : { kind: 'surge', maxSurge };
  }
  if (!reader.has('max-surge')) return { kind: 'blue-green' };
  const what = 'excludes --blue-green: a pool has one upgrade strategy';
  return reader.refuse('max-surge', what, 'give one of the two');
}

function readControlPlane(reader: Reader): ControlPlane | undefined {
  const text = reader.text('control-plane');
  if (text === undefined) return undefined;
  if (text === 'psc' || text === 'none') return { kind: text };
  const fix = 'write psc, none, or a block such as 172.16.0.0/28';
  if (!text.includes('/')) {
    return reader.refuse('control-plane', `${quote(text)} is unknown`, fix);
  }
  const cidr = onlyIpv4(reader, 'control-plane', reader.cidr('control-plane', text));
  return cidr && { kind: 'range', cidr, where: placeOfFlag('control-plane') };
}

function readMasquerade(reader: Reader): Masquerade | undefined {
  const listed = reader.has('non-masquerade-cidr');
  const disabled = reader.has('disable-default-snat');
  if (!listed && !disabled) return undefined;
  return {
    ...(listed && {
      nonMasqueradeCidrs: ipv4Blocks(
        reader,
        'non-masquerade-cidr',
        reader.list('non-masquerade-cidr'),
      ),
    }),
    ...(disabled && { disableDefaultSnat: true }),
  };
}

function readRanges(reader: Reader): Partial<ClusterRanges> {
  const pods = rangesOf(reader, 'pod-range');
  return defined({
    nodes: singleRange(reader, 'node-range'),
    pods: pods[0],
    additionalPods: pods.length === 0 ? undefined : pods.slice(1),
    services: readServiceRange(reader),
  } as const);
}

function readServiceRange(reader: Reader): ClusterRanges['services'] {
  const texts = reader.list('service-range');
  if (texts.join() === 'google-managed') return 'google-managed';
  return singleRange(reader, 'service-range', texts);
}

function rangesOf(
  reader: Reader,
  flag: PlannerFlag,
  texts = reader.list(flag),
): readonly ClusterRange[] {
  return ipv4Blocks(reader, flag, texts).map((cidr) => ({ cidr, where: placeOfFlag(flag) }));
}

function singleRange(
  reader: Reader,
  flag: PlannerFlag,
  texts = reader.list(flag),
): ClusterRange | undefined {
  const ranges = rangesOf(reader, flag, texts);
  if (ranges.length <= 1) return ranges[0];
  return reader.refuse(flag, `names ${ranges.length} ranges, a cluster has one`, 'name one range');
}

function readSpace(reader: Reader): ReadFlags['space'] {
  const blocks = (flag: SpaceFlag) =>
    reader.has(flag) ? ipv4Blocks(reader, flag, reader.list(flag)) : undefined;
  return defined({
    within: blocks('within'),
    podsWithin: blocks('pods-within'),
    servicesWithin: blocks('services-within'),
  });
}

/** `name=cidr` or `cidr`. */
function readUsed(reader: Reader): readonly NamedRange[] {
  return reader.list('used').flatMap((entry) => {
    const [, name, block = ''] = /^(?:(.*)=)?(.*)$/s.exec(entry) ?? [];
    const cidr = reader.cidr('used', block.trim());
    if (cidr === undefined) return [];
    const named = name === undefined || name.trim() === '' ? {} : { name: name.trim() };
    return [{ role: 'other', ...named, cidr, where: placeOfFlag('used') }];
  });
}

/** The IPv4 blocks among the values of a flag. */
export function ipv4Blocks(
  reader: Reader,
  flag: PlannerFlag,
  texts: readonly string[],
): readonly Cidr[] {
  return texts.flatMap((text) => onlyIpv4(reader, flag, reader.cidr(flag, text)) ?? []);
}

function onlyIpv4(reader: Reader, flag: PlannerFlag, cidr: Cidr | undefined): Cidr | undefined {
  if (cidr === undefined || cidr.family === 4) return cidr;
  return reader.refuse(flag, `${quote(cidr.text)} is IPv6`, 'write an IPv4 block');
}
