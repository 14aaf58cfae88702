/** A cluster from the facts of its group. */
import { defined } from '../../defined.ts';
import type { SourceLocation } from '../../errors.ts';
import type {
  ClusterRange,
  ClusterRanges,
  ClusterSpec,
  ControlPlane,
  DataPlane,
  Mode,
} from '../../gke/cluster.ts';
import { managedServices } from '../../gke/reserved-ranges.ts';
import { parseVersion } from '../../gke/version.ts';
import { resourceName } from '../resource-path.ts';
import type { Chosen } from './choose.ts';
import type { NamedRanges } from './declared.ts';
import type { FieldFact } from './fields.ts';
import type { Group } from './groups.ts';
import { placeOfLeaf } from './leaves.ts';
import { createdByGke } from './names.ts';
import type { Notes } from './notes.ts';
import { type ClusterPlace, isLocation, placeOfCluster } from './place.ts';
import { placesOf, readPools } from './pools.ts';
import type { RangeFact } from './ranges.ts';
import { countFrom, factOf, isTrue, switchFrom, textFrom, textOf } from './scalars.ts';

/** What a group says by name, with the blocks that were found for the names. */
export interface ClusterFacts {
  readonly group: Group;
  readonly name: string;
  readonly chosen: Chosen & NamedRanges;
  readonly where: SourceLocation;
}

export function clusterOf({ group, name, chosen, where }: ClusterFacts, notes: Notes): ClusterSpec {
  const { fields } = group;
  const place = placeIn(fields, chosen);
  const own = fields.filter(({ leaf }) => leaf.pool === undefined);
  const mode = modeOf(own);
  const maxPods = mode === 'standard' ? countFrom(own, 'max-pods', notes) : undefined;
  const dataPlane = dataPlaneOf(own, mode);
  return {
    name,
    mode,
    ...defined({
      location: place.location,
      zones: place.zones,
      version: parseVersion(textFrom(own, 'version') ?? ''),
      dataPlane,
      controlPlane: controlPlaneOf(chosen.controlPlane),
      maxPodsPerNode: maxPods,
      services: countFrom(own, 'services-count', notes),
    }),
    nodePools: readPools(poolFields(fields, mode), place, where, notes),
    internalLoadBalancers: 0,
    podCidrOverprovision: !isTrue(own, 'single-blocks'),
    ranges: rangesOf(chosen, fields, dataPlane),
    where,
    places: placesOf({
      name: factOf(own, 'name'),
      location: place.from,
      zones: place.zonesFrom,
      maxPodsPerNode: factOf(own, 'max-pods'),
      version: factOf(own, 'version'),
      mode: factOf(own, 'mode'),
    }),
  };
}

/** Where nobody says where the cluster runs, the region of its subnet does. */
function placeIn(fields: readonly FieldFact[], { nodes, pods }: Chosen): ClusterPlace {
  const place = placeOfCluster(fields);
  const region = nodes?.leaf.subnet?.region ?? pods?.leaf.subnet?.region;
  return place.location === undefined && region !== undefined && isLocation(region)
    ? { ...place, location: region }
    : place;
}

/** GKE makes the pools of Autopilot, whatever counts the variables hold for a Standard cluster. */
function poolFields(fields: readonly FieldFact[], mode: Mode): readonly FieldFact[] {
  return mode === 'standard' ? fields : [];
}

function modeOf(fields: readonly FieldFact[]): Mode {
  const type = textFrom(fields, 'cluster-type') ?? '';
  return isTrue(fields, 'mode') || /^autopilot$/i.test(type) ? 'autopilot' : 'standard';
}

/** Dataplane V2 before Calico, which it replaces; routes instead of VPC-native ranges before both. */
function dataPlaneOf(fields: readonly FieldFact[], mode: Mode): DataPlane | undefined {
  const provider = textFrom(fields, 'datapath');
  if (provider === 'ADVANCED_DATAPATH' || isTrue(fields, 'dataplane-v2')) return 'dataplane-v2';
  if (mode === 'autopilot') return undefined;
  if (textFrom(fields, 'networking-mode') === 'ROUTES') return 'kubenet';
  return isTrue(fields, 'network-policy') || isTrue(fields, 'calico') ? 'calico' : undefined;
}

function controlPlaneOf(fact: RangeFact | undefined): ControlPlane | undefined {
  if (fact?.text.kind !== 'cidr') return undefined;
  return { kind: 'range', cidr: fact.text.cidr, where: placeOfLeaf(fact.leaf) };
}

function rangesOf(
  { nodes, pods, additionalPods, ofPools, services }: ClusterFacts['chosen'],
  fields: readonly FieldFact[],
  dataPlane: DataPlane | undefined,
): ClusterRanges {
  const used = (fact: RangeFact | undefined, use: 'pods-name' | 'services-name') =>
    rangeOf(fact, factOf(fields, use));
  const managed =
    services?.text.kind === 'cidr' && services.text.cidr.text === managedServices.cidr.text;
  return {
    ...defined({
      nodes: nodeRange(nodes, factOf(fields, 'subnet-name')),
      pods: used(pods, 'pods-name'),
      services: servicesIn(dataPlane, managed, used(services, 'services-name')),
    }),
    additionalPods: [
      ...additionalPods.flatMap((fact) => rangeOf(fact, undefined) ?? []),
      ...poolRanges(fields, pods, ofPools),
    ],
  };
}

/** Pod ranges by the names that node pools give, with their blocks where they are declared. */
function poolRanges(
  fields: readonly FieldFact[],
  pods: RangeFact | undefined,
  declared: readonly RangeFact[] = [],
): readonly ClusterRange[] {
  const main = pods?.leaf.secondary?.name ?? nameIn(factOf(fields, 'pods-name'));
  const uses = new Map(podRangesOfPools(fields).map((use) => [nameIn(use), use]));
  return [...uses].flatMap(([name, use]) => {
    const fact = declared.find(({ leaf }) => leaf.secondary?.name === name);
    return name === main ? [] : (rangeOf(fact, use) ?? []);
  });
}

export function podRangesOfPools(fields: readonly FieldFact[]): readonly FieldFact[] {
  return fields.filter((fact) => fact.field === 'pod-range' && textOf(fact) !== undefined);
}

/** Services of a routes-based cluster live in its Pod range. */
function servicesIn(
  dataPlane: DataPlane | undefined,
  managed: boolean,
  range: ClusterRange | undefined,
): ClusterRanges['services'] | undefined {
  if (dataPlane === 'kubenet') return undefined;
  return managed ? 'google-managed' : range;
}

function nodeRange(
  fact: RangeFact | undefined,
  use: FieldFact | undefined,
): ClusterRange | undefined {
  const said = nameIn(use);
  const name = fact?.leaf.subnet?.name ?? said;
  if (fact === undefined && name === undefined) return undefined;
  const where = placeOfFirst(fact, use);
  return defined({ name, ...blockIn(fact), where });
}

/** A range by its block, its size or the name of a secondary range. */
function rangeOf(
  fact: RangeFact | undefined,
  use: FieldFact | undefined,
): ClusterRange | undefined {
  const name = fact?.leaf.secondary?.name ?? nameIn(use);
  if (fact === undefined && name === undefined) return undefined;
  const where = placeOfFirst(fact, use);
  const gke = fact !== undefined && isCreatedByGke(fact, name);
  return defined({ name, ...blockIn(fact), createdByGke: gke || undefined, where });
}

/** Where the first of the facts stands. */
function placeOfFirst(...facts: readonly (RangeFact | FieldFact | undefined)[]) {
  const first = facts.find((fact) => fact !== undefined);
  return first && placeOfLeaf(first.leaf);
}

export function nameIn(use: FieldFact | undefined): string | undefined {
  const text = textOf(use);
  return text === undefined ? undefined : resourceName(text);
}

function blockIn(
  fact: RangeFact | undefined,
): Pick<ClusterRange, 'cidr' | 'prefixLength' | 'byName'> {
  if (fact === undefined) return { byName: true };
  if (fact.text.kind === 'cidr') return { cidr: fact.text.cidr };
  return fact.text.kind === 'size' ? { prefixLength: fact.text.prefixLength } : {};
}

/** Google makes what has only a size, and what is no secondary range of a subnet. */
function isCreatedByGke({ text, leaf }: RangeFact, name: string | undefined): boolean {
  if (text.kind === 'size') return true;
  return name === undefined && createdByGke.test(leaf.keys.at(-1) ?? '');
}

/** The MTU of the network and how it makes its subnets. */
export function networkFacts(fields: readonly FieldFact[], notes: Notes) {
  const auto = switchFrom(fields, 'auto-subnets');
  const name = textFrom(fields, 'network');
  const project = textFrom(fields, 'network-project') ?? textFrom(fields, 'project');
  return defined({
    name: name === undefined ? undefined : resourceName(name),
    project,
    mtu: countFrom(fields, 'mtu', notes) || undefined,
    mode: auto === undefined ? undefined : auto ? ('auto' as const) : ('custom' as const),
    places: placesOf({
      name: factOf(fields, 'network'),
      mtu: factOf(fields, 'mtu'),
      mode: factOf(fields, 'auto-subnets'),
    }),
  });
}
