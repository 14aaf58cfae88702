/**
 * The spec and the configuration file as they are written down. The published JSON Schema is made of
 * this; each message says what to write. What a schema cannot say is checked in spec-leaves.ts and
 * spec-cluster.ts.
 */
import * as v from 'valibot';
import { dataPlanes, modes, otherRoles } from '../gke/cluster.ts';
import { neighbourKinds, producers } from '../gke/neighbours.ts';
import { mostRoom } from '../gke/sizing.ts';

/** Null means the same as leaving a key out: GKE chooses, or nobody knows yet. */
const maybe = <Schema extends v.GenericSchema>(schema: Schema) => v.nullish(schema);

const count = (least: number, most: number, meaning: string) => {
  const message = `write a whole number from ${least} to ${most}, digits only, without quotes`;
  return v.pipe(
    v.number(message),
    v.integer(message),
    v.minValue(least, message),
    v.maxValue(most, message),
    v.description(meaning),
  );
};

const text = (meaning: string) =>
  v.pipe(
    v.string(`write a text, in quotes where it looks like a number: ${meaning}`),
    v.minLength(1, `write ${meaning}`),
    v.description(meaning),
  );

const choice = <const Choices extends readonly string[]>(choices: Choices, meaning: string) =>
  v.pipe(v.picklist(choices, `write one of ${choices.join(', ')}`), v.description(meaning));

const flag = (meaning: string) => v.pipe(v.boolean('write true or false'), v.description(meaning));

const list = <Schema extends v.GenericSchema>(schema: Schema) =>
  v.array(schema, 'write a list: each item on a line of its own behind "- ", or [a, b]');

/** A list or a map with what it is for. */
const about = <Schema extends v.GenericSchema>(meaning: string, schema: Schema) =>
  v.pipe(schema, v.description(meaning));

const map = <Entries extends v.ObjectEntries>(entries: Entries) =>
  v.strictObject(entries, 'write keys with values, such as name: prod');

const most = 1_000_000_000;
const nodeCount = (meaning: string) => maybe(count(1, most, meaning));

/* Each of these kinds of text has its own check, found by identity: see spec-leaves.ts. */
const ipv4Message = 'write an IPv4 block such as 10.4.0.0/14';
export const ipv4Block = v.pipe(
  v.string(ipv4Message),
  v.description('an IPv4 block in CIDR notation'),
);
const ipv6Text = (meaning: string) =>
  v.pipe(v.string('write an IPv6 block such as fd20:1:2:3::/64'), v.description(meaning));
export const ipv6Block = ipv6Text('an IPv6 block in CIDR notation');
export const ipv6Nodes = ipv6Text('IPv6 range of the node subnet, for nodes and Pods');
export const ipv6Services = ipv6Text('IPv6 range of the Services');
export const anyBlock = v.pipe(
  v.string('write a block such as 10.4.0.0/14'),
  v.description('a block in CIDR notation'),
);
export const usedBlock = v.pipe(
  v.string('write name=10.4.0.0/14, or the block alone'),
  v.description('a block in CIDR notation, with its name before "=" or without'),
);
export const controlPlane = v.pipe(
  v.string('write psc, none or a /28 such as 172.16.0.0/28'),
  v.description('psc: one address of the node subnet; none; or a /28 of its own'),
);
export const servicesBlock = v.pipe(
  v.string('write an IPv4 block such as 10.8.0.0/20, or google-managed'),
  v.description('an IPv4 block in CIDR notation, or google-managed for 34.118.224.0/20'),
);
/** A number too, so that `version: 1.30` without quotes is no fault: its text is what counts. */
export const gkeVersion = v.pipe(
  v.union([v.string(), v.number()], 'write a GKE version such as "1.33"'),
  v.description('GKE version such as "1.33", which decides limits and MTU'),
);
const percentMessage = 'write a number from 0 to 1000, such as 30 or 12.5, without quotes';
const growthPercent = (meaning: string) =>
  v.pipe(
    v.number(percentMessage),
    v.minValue(0, percentMessage),
    v.maxValue(1000, percentMessage),
    v.description(meaning),
  );
export const nodesPercent = growthPercent(
  'yearly growth of nodes and Services in percent, with at most one decimal',
);
export const servicesPercent = growthPercent('that of the Services, where it is another');
export const startDate = v.pipe(
  v.string('write a date as YYYY-MM-DD'),
  v.description('the day that growth starts on, YYYY-MM-DD, so that limits have a date'),
);
export const expiryDate = v.pipe(
  v.string('write a date as YYYY-MM-DD'),
  v.description('the last day the suppression holds, YYYY-MM-DD'),
);

const rangeMessage = 'write a block such as 10.4.0.0/14, or {name: pods, cidr: 10.4.0.0/14}';
const range = v.union(
  [ipv4Block, map({ name: maybe(text('a name for the range')), cidr: maybe(ipv4Block) })],
  rangeMessage,
);
const servicesRange = v.union(
  [servicesBlock, map({ name: maybe(text('a name for the range')), cidr: maybe(servicesBlock) })],
  rangeMessage,
);

const upgradeEntries = {
  upgrade: maybe(choice(['surge', 'blue-green'], 'upgrade strategy')),
  maxSurge: maybe(count(0, most, 'nodes that a surge upgrade adds; 1 by default')),
};
const maxPodsPerNode = maybe(count(1, 65_535, 'maximum Pods per node'));
const pods = maybe(count(1, most, 'Pods of workloads that the nodes have to run'));
const podsOfNodes = {
  systemPodsPerNode: maybe(count(0, 65_535, 'system Pods of each node')),
  hostNetworkPods: maybe(count(0, 65_535, 'those of them without a Pod address')),
};
const zones = maybe(count(1, 50, 'how many zones the nodes run in'));

const nodePool = map({
  name: text('a name for the node pool'),
  nodes: nodeCount("nodes of the whole pool, at the autoscaler's maximum"),
  nodesPerZone: nodeCount('the same per zone'),
  zones,
  maxPodsPerNode,
  pods,
  ...podsOfNodes,
  ...upgradeEntries,
  podRange: maybe(text('the name of the Pod range of this pool')),
});

const ranges = map({
  nodes: maybe(about('primary range of the node subnet', range)),
  pods: maybe(about('Pod range', range)),
  additionalPods: maybe(about('further Pod ranges', list(range))),
  services: maybe(about('Services range, or google-managed for 34.118.224.0/20', servicesRange)),
});

const ipv6 = map({ nodes: maybe(ipv6Nodes), services: maybe(ipv6Services) });

const cluster = map({
  name: text('a name for the cluster'),
  location: maybe(text('a region or a zone, such as europe-west1')),
  zones,
  mode: maybe(choice(modes, 'mode of operation')),
  version: maybe(gkeVersion),
  cni: maybe(choice(dataPlanes, 'data plane')),
  controlPlane: maybe(controlPlane),
  services: maybe(count(1, most, 'Services with a ClusterIP, those of GKE included')),
  serviceDetails: maybe(
    about(
      'more about the Services',
      map({
        pinned: maybe(count(0, most, 'with a ClusterIP chosen by hand')),
        imports: maybe(count(0, most, 'ServiceImports, which come on top')),
        loadBalancers: maybe(count(0, most, 'of type LoadBalancer')),
        largest: maybe(count(0, most, 'Pods behind the largest Service')),
        backends: maybe(count(0, most, 'Pods behind all Services')),
      }),
    ),
  ),
  nodeLocalDns: maybe(flag('nodes run NodeLocal DNSCache')),
  maxPodsPerNode,
  ...podsOfNodes,
  internalLoadBalancers: maybe(count(0, most, 'addresses of the node subnet that they take')),
  growth: maybe(
    about(
      'how the demand grows',
      map({
        percent: maybe(nodesPercent),
        servicesPercent: maybe(servicesPercent),
        years: maybe(count(0, 50, 'how far to plan')),
        from: maybe(startDate),
      }),
    ),
  ),
  masquerade: maybe(
    about(
      'towards whom Pods keep their address',
      map({
        nonMasqueradeCIDRs: maybe(
          about("the list of the ip-masq-agent, in the place of GKE's own", list(ipv4Block)),
        ),
        disableDefaultSnat: maybe(flag('true: GKE does no source NAT of its own')),
      }),
    ),
  ),
  podCidrOverprovision: maybe(flag('false: the block of Pod addresses of a node is not doubled')),
  privateNodes: maybe(flag('true: the nodes have no external addresses')),
  exists: maybe(flag('the cluster runs already')),
  nodes: nodeCount("nodes of the whole cluster, at the autoscaler's maximum"),
  nodesPerZone: nodeCount('the same per zone'),
  pods,
  ...upgradeEntries,
  nodePools: maybe(about('node pools, in the place of nodes', list(nodePool))),
  ranges: maybe(about('check needs them; plan keeps them and places the rest', ranges)),
  ipv6: maybe(about('the cluster is dual-stack: {}, or with the ranges that it has', ipv6)),
});

const otherRange = map({
  name: maybe(text('a name for the range')),
  cidr: maybe(anyBlock),
  role: maybe(choice(otherRoles, 'what has its addresses there')),
  region: maybe(text('the region of its subnet')),
  kind: maybe(choice(neighbourKinds, 'of proxies or of Private Service Connect')),
  prefixLength: maybe(count(1, 32, 'the size to plan, in the place of cidr')),
  addresses: maybe(count(1, most, 'load balancers or endpoints that it holds')),
  producers: maybe(about('who shares private services access', list(choice(producers, 'service')))),
  backup: maybe(flag('a proxy-only subnet that is not active')),
  create: maybe(flag('true: it is not there yet')),
});

const ports = (meaning: string) => maybe(count(1, 65_536, meaning));
const natAddressesMessage = 'write how many external addresses there are, such as 2, or auto';
const natRangesMessage =
  'write all, primary, or a list of names or blocks of ranges, such as [gke-nodes, gke-pods]';

const natGateway = map({
  name: text('a name for the gateway'),
  region: maybe(text('its region, such as europe-west1')),
  addresses: maybe(
    about(
      'external addresses, or auto; plan can choose',
      v.union([count(1, most, 'how many'), v.literal('auto')], natAddressesMessage),
    ),
  ),
  minPortsPerVm: ports('ports per node: 64, or 32 with dynamic allocation'),
  maxPortsPerVm: ports('ports at most, with dynamic allocation: 65536'),
  dynamicPortAllocation: maybe(flag('true: a node gets more ports when it needs them')),
  ranges: maybe(
    about(
      'all (default), primary, names, blocks, <subnet>/*',
      v.union(
        [
          v.picklist(['all', 'primary']),
          v.pipe(list(text('the name or the block of a range')), v.minLength(1, natRangesMessage)),
        ],
        natRangesMessage,
      ),
    ),
  ),
  exists: maybe(flag('the gateway is there already')),
});

const spaceEntries = {
  within: maybe(about('address space to place ranges in', list(ipv4Block))),
  podsWithin: maybe(about('other space for Pods', list(ipv4Block))),
  servicesWithin: maybe(about('other space for Services', list(ipv4Block))),
};

const network = map({
  name: text('a name for the network'),
  mtu: maybe(count(1, 65_535, 'MTU of the VPC network in bytes')),
  mode: maybe(choice(['custom', 'auto'], 'how the network makes its subnets')),
  ...spaceEntries,
  ipv6Within: maybe(
    about('IPv6 space of the network, such as the /48 of an internal range', list(ipv6Block)),
  ),
  room: maybe(count(0, mostRoom, 'bits by which node ranges shall be able to grow in place')),
  connected: maybe(
    about(
      'networks that can be reached: by peering, VPN, Interconnect',
      list(text('the name of a network')),
    ),
  ),
  subnetRangeLimits: maybe(
    about(
      'quotas for subnet ranges, as the quota page of the project shows them',
      map({
        network: maybe(count(1, most, 'of the network alone')),
        peeringGroup: maybe(count(1, most, 'of the network and all that it is peered with')),
      }),
    ),
  ),
  ranges: maybe(about('whatever else has addresses here', list(otherRange))),
  nat: maybe(about('gateways of Cloud NAT', list(natGateway))),
  clusters: maybe(about('GKE clusters', list(cluster))),
});

const suppression = map({
  rule: text('the id of a rule'),
  range: maybe(text('the name or the block of a range')),
  reason: text('why the risk is accepted'),
  until: maybe(expiryDate),
});

const suppress = maybe(about('findings that are accepted', list(suppression)));

export const specSchema = map({
  $schema: maybe(text('the address of the JSON Schema, for editors')),
  networks: about('VPC networks', list(network)),
  suppress,
});

/** `gke-ip-planner.yaml`: what holds for every run in a folder. Flags of the same name win. */
export const configSchema = map({
  $schema: maybe(text('the address of the JSON Schema, for editors')),
  suppress,
  map: maybe(
    about(
      'names of Terraform variables by their roles, as --map says them',
      v.record(v.string(), text('the name that plays this role'), 'write role: name'),
    ),
  ),
  failOn: maybe(choice(['error', 'warning', 'info', 'never'], 'the severity that fails a run')),
  minHeadroom: maybe(count(0, 99, 'percent that must stay free')),
  ignore: maybe(about('rules that do not count', list(text('the id of a rule')))),
  ...spaceEntries,
  used: maybe(about('ranges to keep clear of, with name= before them or without', list(usedBlock))),
});

export type SpecText = v.InferOutput<typeof specSchema>;
export type NetworkText = SpecText['networks'][number];
export type NatText = NonNullable<NetworkText['nat']>[number];
export type ClusterText = NonNullable<NetworkText['clusters']>[number];
export type OtherRangeText = NonNullable<NetworkText['ranges']>[number];
export type NodePoolText = NonNullable<ClusterText['nodePools']>[number];
export type RangeText = v.InferOutput<typeof range>;
export type SuppressionText = v.InferOutput<typeof suppression>;
export type ConfigText = v.InferOutput<typeof configSchema>;
