/**
 * A cluster as `gcloud container clusters describe` and `list` print it: projects.locations.clusters of
 * https://cloud.google.com/kubernetes-engine/docs/reference/rest/v1/projects.locations.clusters
 */
import type {
  ClusterRange,
  ClusterRanges,
  ClusterSpec,
  ControlPlane,
  DataPlane,
  Ipv6Ranges,
  Masquerade,
  Network,
} from '../gke/cluster.ts';
import { managedServices } from '../gke/reserved-ranges.ts';
import { parseVersion } from '../gke/version.ts';
import { defined } from '../defined.ts';
import { nameStale } from './gcloud-observed.ts';
import { readPodRanges, readPools } from './gcloud-pool.ts';
import {
  anyAt,
  cidrAt,
  countAt,
  ipv6At,
  isTrueAt,
  itemsAt,
  listAt,
  type Reading,
  skip,
  textAt,
} from './reading.ts';
import { resourceName, segmentOf } from './resource-path.ts';
import { isMap, type Route } from './route.ts';

const clusterFields = [
  'nodePools',
  'clusterIpv4Cidr',
  'ipAllocationPolicy',
  'currentMasterVersion',
];

export function isCluster(value: unknown): boolean {
  return isMap(value) && typeof value['name'] === 'string' && clusterFields.some((f) => f in value);
}

/** The network of one cluster, with nothing else in it. */
export function readClusterNetwork(reading: Reading, route: Route): Network {
  const path =
    textAt(reading, [...route, 'networkConfig', 'network']) ??
    textAt(reading, [...route, 'network']) ??
    'default';
  const selfLink = textAt(reading, [...route, 'selfLink']);
  const cluster = readCluster(reading, route);
  nameStale(reading, route, cluster);
  return {
    name: resourceName(path),
    ...defined({ project: segmentOf(path, 'projects') ?? segmentOf(selfLink, 'projects') }),
    within: [],
    podsWithin: [],
    servicesWithin: [],
    connected: [],
    ranges: [],
    clusters: [cluster],
    where: reading.document.locate(route),
  };
}

/** Where each field of a cluster stands, by the name it has in a spec. */
const fields = {
  name: ['name'],
  location: ['location'],
  zones: ['locations'],
  mode: ['autopilot'],
  version: ['currentMasterVersion'],
  cni: ['networkConfig', 'datapathProvider'],
  controlPlane: ['privateClusterConfig', 'masterIpv4CidrBlock'],
  masquerade: ['networkConfig', 'defaultSnatStatus'],
  maxPodsPerNode: ['defaultMaxPodsConstraint', 'maxPodsPerNode'],
  nodePools: ['nodePools'],
} as const satisfies Readonly<Record<string, Route>>;

function readCluster(reading: Reading, route: Route): ClusterSpec {
  const at = (...keys: Route) => [...route, ...keys];
  const mode = isTrueAt(reading, at('autopilot', 'enabled')) ? 'autopilot' : 'standard';
  const locations = listAt(reading, at('locations')).length;
  const dataPlane = dataPlaneOf(reading, route, mode);
  const ownMaxPods =
    mode === 'standard' ? countAt(reading, at(...fields.maxPodsPerNode)) : undefined;
  const version = textAt(reading, at('currentMasterVersion'));
  const known = Object.entries(fields).filter(
    ([, keys]) => anyAt(reading, at(...keys)) !== undefined,
  );
  const { pools, overprovision } = readPools(reading, route, mode);
  return {
    name: textAt(reading, at('name')) ?? '',
    mode,
    ...defined({
      location: textAt(reading, at('location')) ?? textAt(reading, at('zone')),
      zones: locations === 0 ? undefined : locations,
      version: version === undefined ? undefined : parseVersion(version),
      controlPlane: controlPlaneOf(reading, route),
      privateNodes: privateNodesOf(reading, route),
      dataPlane,
      /* An Autopilot cluster says 110 here, while its pools have 32. */
      maxPodsPerNode: ownMaxPods,
      masquerade: masqueradeOf(reading, route),
    }),
    nodePools: pools,
    internalLoadBalancers: 0,
    podCidrOverprovision: overprovision,
    ranges: readRanges(reading, route, dataPlane),
    ...defined({ ipv6: readIpv6(reading, route) }),
    exists: true,
    where: reading.document.locate(route),
    places: Object.fromEntries(
      known.map(([field, keys]) => [field, reading.document.locate(at(...keys))]),
    ),
  };
}

/** Dataplane V2 before Calico before netd: each of them replaces the one after it. */
function dataPlaneOf(reading: Reading, route: Route, mode: string): DataPlane | undefined {
  const at = (...keys: Route) => [...route, ...keys];
  const provider = textAt(reading, at('networkConfig', 'datapathProvider'));
  if (provider === 'ADVANCED_DATAPATH') return 'dataplane-v2';
  if (mode === 'autopilot') return undefined;
  const policy = at('ipAllocationPolicy');
  const aliases = isTrueAt(reading, [...policy, 'useIpAliases']);
  if (isTrueAt(reading, [...policy, 'useRoutes']) || !aliases) return 'kubenet';
  if (isTrueAt(reading, at('networkPolicy', 'enabled'))) return 'calico';
  const netd =
    isTrueAt(reading, at('networkConfig', 'enableIntraNodeVisibility')) ||
    textAt(reading, at('workloadIdentityConfig', 'workloadPool')) !== undefined ||
    textAt(reading, [...policy, 'stackType']) === 'IPV4_IPV6';
  return netd ? 'netd' : 'google-cni';
}

/**
 * A /28 of its own where the document names one; `none` where the endpoint lives in another subnet
 * than the nodes. Everything else is left open, and Private Service Connect is assumed.
 */
function controlPlaneOf(reading: Reading, route: Route): ControlPlane | undefined {
  const block = [...route, 'privateClusterConfig', 'masterIpv4CidrBlock'];
  const cidr = cidrAt(reading, block);
  if (cidr !== undefined) return { kind: 'range', cidr, where: reading.document.locate(block) };
  const endpoint =
    textAt(reading, [...route, 'privateClusterConfig', 'privateEndpointSubnetwork']) ??
    textAt(reading, [
      ...route,
      'controlPlaneEndpointsConfig',
      'ipEndpointsConfig',
      'privateEndpointSubnetwork',
    ]);
  const elsewhere = endpoint !== undefined && resourceName(endpoint) !== subnetOf(reading, route);
  return elsewhere ? { kind: 'none' } : undefined;
}

/** `undefined` where nobody says, and with a /28 for the control plane, which needs private nodes. */
function privateNodesOf(reading: Reading, route: Route): boolean | undefined {
  const config = [...route, 'privateClusterConfig'];
  if (anyAt(reading, [...config, 'masterIpv4CidrBlock']) !== undefined) return undefined;
  const said =
    anyAt(reading, [...route, 'networkConfig', 'defaultEnablePrivateNodes']) ??
    anyAt(reading, [...config, 'enablePrivateNodes']);
  return typeof said === 'boolean' ? said : undefined;
}

/** The list of the ip-masq-agent is in the cluster, and nothing of Google Cloud shows it. */
function masqueradeOf(reading: Reading, route: Route): Masquerade | undefined {
  const disabled = [...route, 'networkConfig', 'defaultSnatStatus', 'disabled'];
  return isTrueAt(reading, disabled) ? { disableDefaultSnat: true } : undefined;
}

/** The name of the subnet of the nodes. */
function subnetOf(reading: Reading, route: Route): string | undefined {
  const path =
    textAt(reading, [...route, 'networkConfig', 'subnetwork']) ??
    textAt(reading, [...route, 'subnetwork']);
  return path === undefined ? undefined : resourceName(path);
}

function readRanges(
  reading: Reading,
  route: Route,
  dataPlane: DataPlane | undefined,
): ClusterRanges {
  const subnet = subnetOf(reading, route);
  const place = reading.document.locate([...route, 'subnetwork']);
  skipAdditionalSubnets(reading, route);
  return {
    ...readPodRanges(reading, route),
    ...defined({
      nodes: subnet === undefined ? undefined : { name: subnet, where: place },
      services: dataPlane === 'kubenet' ? undefined : servicesOf(reading, route),
    }),
  };
}

function servicesOf(reading: Reading, route: Route): ClusterRange | 'google-managed' | undefined {
  const policy = [...route, 'ipAllocationPolicy'];
  const routes = [
    [...route, 'servicesIpv4Cidr'],
    [...policy, 'servicesIpv4CidrBlock'],
    [...policy, 'servicesIpv4Cidr'],
  ];
  const given = routes.find((each) => textAt(reading, each) !== undefined);
  const cidr = given && cidrAt(reading, given);
  if (cidr?.text === managedServices.cidr.text) return 'google-managed';
  const name = textAt(reading, [...policy, 'servicesSecondaryRangeName']);
  if (cidr === undefined && name === undefined) return undefined;
  return { ...defined({ name, cidr }), where: reading.document.locate(given ?? policy) };
}

/** The block of the subnet is that of nodes and Pods. */
function readIpv6(reading: Reading, route: Route): Ipv6Ranges | undefined {
  const policy = [...route, 'ipAllocationPolicy'];
  if (textAt(reading, [...policy, 'stackType']) !== 'IPV4_IPV6') return undefined;
  const rangeAt = (field: string, name?: string): ClusterRange | undefined => {
    const cidr = ipv6At(reading, [...policy, field]);
    const where = reading.document.locate([...policy, field]);
    return cidr && { ...defined({ name }), cidr, where };
  };
  return defined({
    nodes: rangeAt('subnetIpv6CidrBlock', subnetOf(reading, route)),
    services: rangeAt('servicesIpv6CidrBlock'),
  });
}

/** Nodes of a cluster may live in further subnets, which have no place in its ranges yet. */
function skipAdditionalSubnets(reading: Reading, route: Route): void {
  const configs = [...route, 'ipAllocationPolicy', 'additionalIpRangesConfigs'];
  for (const item of itemsAt(reading, configs)) {
    skip(reading, item, 'an additional subnet of the nodes is not counted');
  }
}
