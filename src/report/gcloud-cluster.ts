import type { DataPlane, Network, NodePool } from '../gke/cluster.ts';
import { limitOf } from '../gke/limits.ts';
import { isZone } from '../gke/resolve.ts';
import { type ClusterBlueprint, type PodsOrServices, sharedPodRanges } from './blueprint.ts';
import { counted } from './count.ts';
import {
  type Command,
  type ShellScope,
  command,
  comment,
  flag,
  option,
  regionWord,
  variable,
} from './shell.ts';

/** What the commands of one cluster have in common. */
interface Context {
  readonly cluster: ClusterBlueprint;
  readonly project: readonly string[];
  readonly location: string;
  readonly scope: ShellScope;
}

/** The cluster with its first pool, the further pools, and Pod ranges that serve all of them. */
export function clusterCommands(
  cluster: ClusterBlueprint,
  network: Network,
  scope: ShellScope,
): readonly Command[] {
  const { spec } = cluster;
  const context: Context = {
    cluster,
    project: option('project', network.project),
    location: `--location=${regionWord(spec.location, scope)}`,
    scope,
  };
  if (spec.mode === 'autopilot') {
    return [autopilotCommand(context, network), ...podRangeCommands(context)];
  }
  const first = cluster.pools.find(({ podRange }) => podRange === undefined);
  const further = cluster.pools.filter((pool) => pool !== first);
  return [
    ...(first === undefined ? [] : defaultPoolComment(first, cluster)),
    createCommand(context, network, first),
    ...podRangeCommands(context),
    ...further.map((pool) => poolCommand(pool, context)),
    ...(first === undefined ? [deleteDefaultPool(context)] : []),
  ];
}

function defaultPoolComment({ name }: NodePool, { spec }: ClusterBlueprint): readonly Command[] {
  if (name === 'default' || name === 'default-pool') return [];
  return [comment(`The node pool ${name} of ${spec.name} is the cluster's default-pool here.`)];
}

function autopilotCommand(context: Context, network: Network): Command {
  const { spec } = context.cluster;
  return command(
    ['gcloud', 'container', 'clusters', 'create-auto', spec.name],
    [
      ...placeFlags(context, network),
      ...rangeFlags(context.cluster),
      ...controlPlaneFlags(context.cluster),
    ],
  );
}

function createCommand(context: Context, network: Network, first: NodePool | undefined): Command {
  const { spec, routesBased } = context.cluster;
  return command(
    ['gcloud', 'container', 'clusters', 'create', spec.name],
    [
      ...placeFlags(context, network),
      ...zoneFlags(spec.zones, spec.name, context),
      routesBased ? '--no-enable-ip-alias' : '--enable-ip-alias',
      ...rangeFlags(context.cluster),
      ...(spec.ipv6 === undefined ? [] : [flag('stack-type', 'ipv4-ipv6')]),
      ...overprovisionFlags(context.cluster),
      ...(routesBased ? [] : option('default-max-pods-per-node', spec.maxPodsPerNode)),
      ...(spec.dataPlane === undefined ? [] : dataPlaneFlags[spec.dataPlane]),
      ...controlPlaneFlags(context.cluster),
      ...(spec.masquerade?.disableDefaultSnat === true ? ['--disable-default-snat'] : []),
      ...(first === undefined ? [flag('num-nodes', 1)] : poolFlags(first, context)),
    ],
  );
}

const dataPlaneFlags: Readonly<Record<DataPlane, readonly string[]>> = {
  'google-cni': [],
  calico: ['--enable-network-policy'],
  'dataplane-v2': ['--enable-dataplane-v2'],
  netd: ['--enable-intra-node-visibility'],
  kubenet: [],
};

function placeFlags({ cluster, project, location }: Context, network: Network): readonly string[] {
  return [
    ...project,
    location,
    flag('network', network.name),
    flag('subnetwork', cluster.subnet.name),
    ...option('cluster-version', cluster.spec.version?.text),
  ];
}

function rangeFlags({ pods, services }: ClusterBlueprint): readonly string[] {
  return [...rangeFlag('cluster', pods), ...rangeFlag('services', services)];
}

function rangeFlag(role: 'cluster' | 'services', range: PodsOrServices): readonly string[] {
  if (range.kind === 'managed') return [];
  return range.kind === 'named'
    ? [flag(`${role}-secondary-range-name`, range.range.name)]
    : [flag(`${role}-ipv4-cidr`, range.block)];
}

function overprovisionFlags({ spec }: ClusterBlueprint): readonly string[] {
  return spec.podCidrOverprovision ? [] : ['--disable-pod-cidr-overprovision'];
}

function controlPlaneFlags({
  spec: { controlPlane, privateNodes },
}: ClusterBlueprint): readonly string[] {
  if (controlPlane?.kind !== 'range')
    return privateNodes === true ? ['--enable-private-nodes'] : [];
  return ['--enable-private-nodes', flag('master-ipv4-cidr', controlPlane.cidr.text)];
}

/** A region has three zones unless they are named, a zone one; which ones nobody can guess. */
function zoneFlags(
  zones: number | undefined,
  name: string,
  { cluster, scope }: Context,
): readonly string[] {
  const { location } = cluster.spec;
  const usual = location !== undefined && isZone(location) ? 1 : limitOf('default-zones').value;
  if (zones === undefined || zones === usual) return [];
  const prefix = name.toUpperCase().replace(/[^A-Z0-9]/g, '_');
  const meaning = `${counted(zones, 'zone')} of the nodes, separated by commas`;
  return [`--node-locations=${variable(scope, `ZONES_${prefix}`, meaning)}`];
}

function poolCommand(pool: NodePool, context: Context): Command {
  const { cluster, project, location } = context;
  const { spec } = cluster;
  const zones = pool.zones === spec.zones ? undefined : pool.zones;
  return command(
    ['gcloud', 'container', 'node-pools', 'create', pool.name],
    [
      ...project,
      location,
      flag('cluster', spec.name),
      ...zoneFlags(zones, `${spec.name}_${pool.name}`, context),
      ...poolFlags(pool, context),
      ...option('pod-ipv4-range', cluster.routesBased ? undefined : pool.podRange),
      ...overprovisionFlags(cluster),
    ],
  );
}

function poolFlags(pool: NodePool, { cluster }: Context): readonly string[] {
  const { nodes, upgrade } = pool;
  const zones = pool.zones ?? cluster.spec.zones ?? limitOf('default-zones').value;
  return [
    flag('num-nodes', nodes !== undefined && nodes < zones ? 0 : 1),
    ...(nodes === undefined
      ? []
      : ['--enable-autoscaling', flag('total-min-nodes', 0), flag('total-max-nodes', nodes)]),
    ...(cluster.routesBased ? [] : option('max-pods-per-node', pool.maxPodsPerNode)),
    ...(upgrade.kind === 'blue-green'
      ? ['--enable-blue-green-upgrade']
      : surgeFlags(upgrade.maxSurge)),
  ];
}

/** Without a surge node an upgrade has to take one away. */
function surgeFlags(maxSurge: number): readonly string[] {
  return [
    flag('max-surge-upgrade', maxSurge),
    flag('max-unavailable-upgrade', maxSurge === 0 ? 1 : 0),
  ];
}

function podRangeCommands({ cluster, project, location }: Context): readonly Command[] {
  const ranges = sharedPodRanges(cluster);
  if (ranges.length === 0) return [];
  return [
    command(
      ['gcloud', 'container', 'clusters', 'update', cluster.spec.name],
      [...project, location, flag('additional-pod-ipv4-ranges', ranges.join(','))],
    ),
  ];
}

/** Every pool has a Pod range of its own, so the pool that comes with the cluster goes again. */
function deleteDefaultPool({ cluster, project, location }: Context): Command {
  return command(
    ['gcloud', 'container', 'node-pools', 'delete', 'default-pool'],
    [...project, location, flag('cluster', cluster.spec.name), '--quiet'],
  );
}
