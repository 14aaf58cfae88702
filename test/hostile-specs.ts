/** Random specs and command lines, sound and broken, for tests of whole runs. */
import * as fc from 'fast-check';
import { dataPlanes, modes, otherRoles } from '../src/gke/cluster.ts';

const names = fc.constantFrom('prod', 'data', 'a b', 'Zoë', '-rf', "it's $(x) `y`", 'x'.repeat(70));
const locations = fc.constantFrom('europe-west1', 'europe-west1-b', 'us-central1', 'somewhere');
const versions = fc.constantFrom('1.16', '1.22.3', '1.26.1-gke.100', '1.33', '1.99');
const blocks = fc
  .tuple(
    fc.constantFrom('10.0', '10.128', '172.17', '100.64', '240.0', '34.118', '127.0', '198.18'),
    fc.constantFrom('0.0/16', '0.0/20', '16.0/20', '0.0/24', '1.0/24', '0.0/28', '0.0/32'),
  )
  .map((parts) => parts.join('.'));
const wide = fc.constantFrom('10.0.0.0/8', '10.64.0.0/12', '172.16.0.0/14', '10.1.0.0/20');
const counts = fc.oneof(
  fc.integer({ min: 1, max: 400 }),
  fc.constantFrom(1, 5000, 65_000, 10 ** 6, 10 ** 9),
);
const podsPerNode = fc.oneof(fc.integer({ min: 8, max: 256 }), fc.constantFrom(1, 257, 65_535));

type Entries = Readonly<Record<string, unknown>>;

/** A map of which only some keys are always there. */
const optional = (
  fields: Readonly<Record<string, fc.Arbitrary<unknown>>>,
  ...required: string[]
): fc.Arbitrary<Entries> => fc.record(fields, { requiredKeys: required });

/** One map of several. */
const merged = (...parts: readonly fc.Arbitrary<object>[]): fc.Arbitrary<Entries> =>
  fc.tuple(...parts).map((maps) => Object.fromEntries(maps.flatMap((map) => Object.entries(map))));

const range = fc.oneof(blocks, optional({ name: names, cidr: blocks }));
const uniqueNames = { selector: ({ name }: Entries) => name, maxLength: 3 };

const upgrade = fc.oneof(
  fc.constant({}),
  fc.record({ maxSurge: fc.integer({ min: 0, max: 20 }) }),
  fc.constant({ upgrade: 'blue-green' }),
);

const nodePool = merged(
  optional(
    { name: names, zones: fc.integer({ min: 1, max: 4 }), maxPodsPerNode: podsPerNode },
    'name',
  ),
  upgrade,
  fc.oneof(
    fc.record({ nodes: counts }),
    fc.record({ pods: counts }),
    fc.record({ nodesPerZone: fc.integer({ min: 1, max: 900 }) }),
  ),
);

const nodeCounts = fc.oneof(
  {
    weight: 3,
    arbitrary: merged(fc.oneof(fc.record({ nodes: counts }), fc.record({ pods: counts })), upgrade),
  },
  {
    weight: 2,
    arbitrary: fc.record({ nodePools: fc.uniqueArray(nodePool, { ...uniqueNames, minLength: 1 }) }),
  },
  { weight: 1, arbitrary: fc.constant({}) },
);

const cluster = merged(
  optional(
    {
      name: names,
      location: locations,
      zones: fc.integer({ min: 1, max: 5 }),
      mode: fc.constantFrom(...modes),
      version: versions,
      cni: fc.constantFrom(...dataPlanes),
      controlPlane: fc.constantFrom('psc', 'none', '172.16.0.0/28', '10.0.0.0/27'),
      services: counts,
      serviceDetails: optional({
        pinned: fc.nat({ max: 400 }),
        imports: fc.nat({ max: 50 }),
        loadBalancers: fc.nat({ max: 900 }),
        largest: fc.nat({ max: 20_000 }),
        backends: fc.nat({ max: 300_000 }),
      }),
      nodeLocalDns: fc.boolean(),
      maxPodsPerNode: podsPerNode,
      systemPodsPerNode: fc.nat({ max: 130 }),
      internalLoadBalancers: fc.integer({ min: 0, max: 300 }),
      growth: optional({
        percent: fc.integer({ min: 0, max: 300 }),
        years: fc.integer({ min: 0, max: 9 }),
      }),
      podCidrOverprovision: fc.boolean(),
      privateNodes: fc.boolean(),
      exists: fc.boolean(),
      ranges: optional({
        nodes: range,
        pods: range,
        services: fc.oneof(range, fc.constant('google-managed')),
        additionalPods: fc.array(range, { maxLength: 2 }),
      }),
    },
    'name',
  ),
  nodeCounts,
);

const otherRange = optional(
  {
    name: names,
    cidr: fc.oneof(blocks, fc.constant('fd00::/64')),
    role: fc.constantFrom(...otherRoles),
    region: locations,
  },
  'cidr',
);

/** Ranges for load balancers and Google's services, most of them still to be placed. */
const neighbour = fc.oneof(
  optional(
    {
      role: fc.constant('proxy-only'),
      name: names,
      cidr: blocks,
      region: locations,
      kind: fc.constantFrom('regional', 'cross-region'),
      backup: fc.boolean(),
      create: fc.boolean(),
    },
    'role',
  ),
  optional(
    {
      role: fc.constantFrom('load-balancer', 'private-service-connect'),
      name: names,
      region: locations,
      addresses: counts,
    },
    'role',
    'addresses',
  ),
  optional(
    {
      role: fc.constant('private-services-access'),
      name: names,
      producers: fc.array(fc.constantFrom('cloud-sql', 'memorystore', 'filestore', 'other')),
    },
    'role',
  ),
);

const ports = fc.constantFrom(1, 32, 63, 64, 100, 1024, 65_536);

const natGateway = optional(
  {
    name: names,
    region: locations,
    addresses: fc.oneof(counts, fc.constant('auto')),
    minPortsPerVm: ports,
    maxPortsPerVm: ports,
    dynamicPortAllocation: fc.boolean(),
    ranges: fc.oneof(
      fc.constantFrom('all', 'primary'),
      fc.array(fc.oneof(names, blocks, fc.constantFrom('gke/*', 'gke/pods', '/', '*/')), {
        minLength: 1,
        maxLength: 3,
      }),
    ),
    exists: fc.boolean(),
  },
  'name',
);

const network = optional(
  {
    name: names,
    mtu: fc.constantFrom(1, 1280, 1460, 1500, 8896, 65_535),
    mode: fc.constantFrom('custom', 'auto'),
    within: fc.array(wide, { minLength: 1, maxLength: 2 }),
    podsWithin: fc.array(wide, { maxLength: 2 }),
    servicesWithin: fc.array(wide, { maxLength: 1 }),
    connected: fc.array(names, { maxLength: 2 }),
    ranges: fc.array(fc.oneof(otherRange, neighbour), { maxLength: 4 }),
    nat: fc.uniqueArray(natGateway, uniqueNames),
    clusters: fc.uniqueArray(cluster, uniqueNames),
  },
  'name',
);

/** Sound by the schema, whatever GKE says of it. */
export const anySpec: fc.Arbitrary<object> = fc.record({
  networks: fc.uniqueArray(network, uniqueNames),
});

const oddValues = fc.oneof(
  fc.jsonValue({ maxDepth: 1 }),
  fc.constantFrom(
    '10.0.0.5/8',
    '010.0.0.0/8',
    '10.0.0.0/33',
    '<cidr>',
    '',
    '\u001b[31m',
    1e15,
    1.5,
    -1,
  ),
);

/** A sound spec with one value or key replaced. */
export const brokenSpec: fc.Arbitrary<unknown> = fc
  .tuple(anySpec, fc.nat(), oddValues, fc.boolean())
  .map(([spec, pick, value, asKey]) => {
    const places = placesIn(spec);
    const place = places[pick % places.length];
    if (place === undefined) return value;
    const key = asKey ? `${place.key}x` : place.key;
    Reflect.set(place.parent, key, value);
    return spec;
  });

interface Place {
  readonly parent: object;
  readonly key: string;
}

function placesIn(parent: unknown): readonly Place[] {
  if (typeof parent !== 'object' || parent === null) return [];
  return Object.entries(parent).flatMap(([key, value]) => [{ parent, key }, ...placesIn(value)]);
}

/** Mostly the first. */
const mostly = (sound: fc.Arbitrary<string>, ...broken: readonly string[]) =>
  fc.oneof({ weight: 19, arbitrary: sound }, { weight: 1, arbitrary: fc.constantFrom(...broken) });

const number = mostly(
  fc.integer({ min: 1, max: 400 }).map(String),
  '0',
  '1e15',
  '99999999999999999999',
  '-1',
  '1.5',
  '',
  '007',
);
const block = mostly(blocks, '10.0.0.5/8', '10.0.0.0/33', 'fd00::/64', 'x', '');

/** Flags that all commands have. */
const shape: Readonly<Record<string, fc.Arbitrary<string>>> = {
  mode: mostly(fc.constantFrom(...modes), 'x'),
  'gke-version': mostly(versions, 'x'),
  'max-pods-per-node': number,
  services: number,
  pods: number,
  'system-pods-per-node': mostly(fc.constantFrom('0', '7', '120'), '-1', 'x'),
  cni: mostly(fc.constantFrom(...dataPlanes), 'x'),
  'max-surge': number,
  'control-plane': mostly(fc.constantFrom('psc', 'none', '172.16.0.0/28', '10.0.0.0/27'), 'x'),
  'internal-load-balancers': number,
  growth: number,
  years: mostly(fc.constantFrom('0', '3', '50'), '51'),
  'service-range': fc.oneof(block, fc.constant('google-managed')),
  within: fc.oneof(wide, block),
  'pods-within': wide,
  used: fc.tuple(names, block).map((parts) => parts.join('=')),
  'min-headroom': mostly(fc.constantFrom('0', '20', '99'), '100'),
};

const beyondShape: Readonly<Record<string, fc.Arbitrary<string>>> = {
  name: names,
  'nat-addresses': fc.oneof(number, fc.constant('auto')),
  'min-ports-per-vm': number,
  mtu: mostly(fc.constantFrom('1300', '1460', '9000'), '0'),
  'node-range': block,
  'pod-range': fc.array(block, { minLength: 1, maxLength: 2 }).map(String),
};

function someFlags(values: Readonly<Record<string, fc.Arbitrary<string>>>) {
  const flag = fc
    .constantFrom(...Object.entries(values))
    .chain(([name, value]) => value.map((text) => `--${name}=${text}`));
  return fc.uniqueArray(flag, { selector: (text) => text.split('=')[0], maxLength: 7 });
}

const size = fc.oneof(
  number.map((nodes) => [`--nodes=${nodes}`]),
  fc
    .tuple(mostly(fc.constantFrom('1', '3'), '51'), number)
    .map(([zones, nodes]) => [`--zones=${zones}`, `--nodes-per-zone=${nodes}`]),
);

/** A command with flags of which most are sound. */
export const anyCommandLine: fc.Arbitrary<readonly string[]> = fc.oneof(
  fc
    .tuple(fc.constant(['plan']), size, someFlags({ ...shape, ...beyondShape }))
    .map((all) => all.flat()),
  fc
    .tuple(
      fc.constant(['check', '--pod-range=10.4.0.0/14']),
      someFlags({ ...shape, nodes: number }),
    )
    .map((all) => all.flat()),
  fc.tuple(fc.constant(['free']), size, someFlags(shape)).map((all) => all.flat()),
);
