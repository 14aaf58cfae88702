import { toJsonSchema } from '@valibot/to-json-schema';
import { Ajv, type AnySchemaObject } from 'ajv';
import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { formatLocation } from '../../src/errors.ts';
import type { ClusterSpec } from '../../src/gke/cluster.ts';
import { readInput } from './read-input.ts';
import type { InputResult } from '../../src/input/input.ts';
import { content } from '../../src/input/order.ts';
import { configSchema, specSchema } from '../../src/input/spec-schema.ts';

const read = (text: string, name = 'net.yaml'): InputResult => readInput({ name, text });

function problemsOf(text: string, name = 'net.yaml'): string[] {
  return read(text, name).problems.map(
    ({ what, fix, where }) =>
      `${where === undefined ? '' : formatLocation(where)} ${what} → ${fix}`,
  );
}

/** A spec with one cluster, whose keys start on line 5. */
const withCluster = (keys: string) =>
  `networks:\n  - name: v\n    clusters:\n      - name: a\n        ${keys.replaceAll('\n', '\n        ')}\n`;

function clusterOf(keys: string): ClusterSpec {
  const { networks, problems } = read(withCluster(keys));
  expect(problems).toEqual([]);
  const cluster = networks[0]?.clusters[0];
  if (cluster === undefined) throw new Error('no cluster');
  return cluster;
}

test('the spec of the contract is read with everything it says', () => {
  const { networks, suppressions, problems, notChecked } = read(`networks:
  - name: prod-vpc
    mtu: 1460
    mode: custom
    within: [10.0.0.0/8]
    podsWithin: [100.64.0.0/10]
    servicesWithin: [10.0.0.0/8]
    connected: [hub-vpc]
    ranges:
      - {name: office, cidr: 10.200.0.0/16, role: on-premises}
    clusters:
      - name: prod
        location: europe-west1
        zones: 3
        mode: standard
        version: "1.33"
        cni: dataplane-v2
        controlPlane: psc
        services: 1000
        maxPodsPerNode: 110
        internalLoadBalancers: 10
        growth: {percent: 12.5, servicesPercent: 30, years: 3, from: 2026-11-21}
        nodePools:
          - {name: default, nodes: 50}
          - {name: batch, nodesPerZone: 20, maxPodsPerNode: 32, upgrade: blue-green, podRange: pods-batch}
        ranges:
          nodes: 10.0.0.0/20
          pods: {name: pods, cidr: 10.4.0.0/14}
          additionalPods: [{name: pods-batch, cidr: 10.12.0.0/16}]
          services: 10.8.0.0/20
suppress:
  - {rule: docker-bridge-range, range: lab, reason: isolated lab, until: 2027-06-30}
`);
  expect([problems, notChecked]).toEqual([[], []]);
  expect(suppressions).toMatchObject([
    {
      rule: 'docker-bridge-range',
      range: 'lab',
      reason: 'isolated lab',
      until: '2027-06-30',
      where: { line: 32, path: 'suppress[0]' },
    },
  ]);
  expect(networks).toMatchObject([
    {
      name: 'prod-vpc',
      mtu: 1460,
      mode: 'custom',
      within: [{ text: '10.0.0.0/8' }],
      podsWithin: [{ text: '100.64.0.0/10' }],
      servicesWithin: [{ text: '10.0.0.0/8' }],
      connected: ['hub-vpc'],
      ranges: [{ role: 'on-premises', name: 'office', cidr: { text: '10.200.0.0/16' } }],
      places: { mtu: { line: 3, column: 10 } },
    },
  ]);
  expect(networks[0]?.clusters).toMatchObject([
    {
      name: 'prod',
      location: 'europe-west1',
      zones: 3,
      mode: 'standard',
      version: { major: 1, minor: 33 },
      dataPlane: 'dataplane-v2',
      controlPlane: { kind: 'psc' },
      services: 1000,
      maxPodsPerNode: 110,
      internalLoadBalancers: 10,
      growth: { percent: 12.5, servicesPercent: 30, years: 3, from: '2026-11-21' },
      podCidrOverprovision: true,
      nodePools: [
        { name: 'default', nodes: 50, upgrade: { kind: 'surge', maxSurge: 1, assumed: true } },
        {
          name: 'batch',
          nodes: 60,
          maxPodsPerNode: 32,
          upgrade: { kind: 'blue-green' },
          podRange: 'pods-batch',
        },
      ],
      ranges: {
        nodes: {
          cidr: { text: '10.0.0.0/20' },
          where: { line: 27, path: 'networks[0].clusters[0].ranges.nodes' },
        },
        pods: { name: 'pods', cidr: { text: '10.4.0.0/14' } },
        additionalPods: [{ name: 'pods-batch', cidr: { text: '10.12.0.0/16' } }],
        services: { cidr: { text: '10.8.0.0/20' } },
      },
      places: { cni: { line: 17, column: 14 }, growth: { line: 22 }, services: { line: 19 } },
    },
  ]);
});

test('the room of a network is read as its bits', () => {
  const rooms = read('networks:\n  - {name: a, room: 2}\n  - {name: b, room: null}\n').networks;
  expect(rooms.map(({ room }) => room)).toEqual([2, undefined]);
  const { problems } = read('networks:\n  - {name: a, room: 22}\n');
  expect(problems[0]?.fix).toBe('write a whole number from 0 to 21, digits only, without quotes');
});

test('what a cluster does not say is absent', () => {
  const cluster = clusterOf('ranges:');
  expect(Object.keys(cluster).toSorted()).toEqual(
    [
      'name',
      'mode',
      'nodePools',
      'internalLoadBalancers',
      'podCidrOverprovision',
      'ranges',
      'where',
      'places',
    ].toSorted(),
  );
  expect(cluster).toMatchObject({
    mode: 'standard',
    internalLoadBalancers: 0,
    ranges: { additionalPods: [] },
    nodePools: [{ name: 'default' }],
  });
  expect(cluster.nodePools[0]).not.toHaveProperty('nodes');
});

test('a network without clusters is read', () => {
  expect(read('networks:\n  - name: hub\n').networks).toMatchObject([
    { name: 'hub', clusters: [] },
  ]);
});

test.each([
  ['location: europe-west1', 60],
  ['location: europe-west1-b', 20],
  ['{}', 60],
  ['zones: 2\nlocation: europe-west1', 40],
])('nodes per zone count for every zone (%j)', (keys, nodes) => {
  const rest = keys === '{}' ? '' : `${keys}\n`;
  expect(clusterOf(`${rest}nodesPerZone: 20`).nodePools[0]?.nodes).toBe(nodes);
});

test("a pool's own zones count before those of the cluster", () => {
  const keys = 'zones: 3\nnodePools: [{name: p, nodesPerZone: 10, zones: 2}]';
  expect(clusterOf(keys).nodePools).toMatchObject([{ nodes: 20, zones: 2 }]);
});

test('a version without quotes is read as it is written', () => {
  expect(clusterOf('version: 1.30').version).toEqual({ text: '1.30', major: 1, minor: 30 });
});

test('upgrade and max surge of a single pool may stand at the cluster', () => {
  expect(clusterOf('nodes: 5\nmaxSurge: 0').nodePools[0]?.upgrade).toEqual({
    kind: 'surge',
    maxSurge: 0,
  });
  expect(clusterOf('nodes: 5\nupgrade: blue-green').nodePools[0]?.upgrade).toEqual({
    kind: 'blue-green',
  });
});

test('the Services range that GKE manages is no range of the network, a block inside it is one', () => {
  expect(clusterOf('ranges: {services: google-managed}').ranges.services).toBe('google-managed');
  expect(clusterOf('ranges: {services: {cidr: google-managed}}').ranges.services).toBe(
    'google-managed',
  );
  expect(clusterOf('ranges: {services: 34.118.224.0/22}').ranges.services).toMatchObject({
    cidr: { text: '34.118.224.0/22' },
  });
});

test('a range may have a name before it has a block', () => {
  const { ranges } = clusterOf('ranges: {nodes: {name: n}, pods: {name: p, cidr: }}');
  expect(ranges).toMatchObject({ nodes: { name: 'n' }, pods: { name: 'p' } });
  expect(ranges.nodes).not.toHaveProperty('cidr');
});

test('null and an empty text say nothing, a placeholder is not checked', () => {
  const { networks, notChecked, problems } = read(
    withCluster('services: null\nranges: {nodes: "", pods: "<pods_cidr>", services: "{{svc}}"}'),
  );
  expect(problems).toEqual([]);
  expect(networks[0]?.clusters[0]).not.toHaveProperty('services');
  expect(networks[0]?.clusters[0]?.ranges).toEqual({ additionalPods: [] });
  expect(notChecked.map(({ what }) => what)).toEqual([
    'networks[0].clusters[0].ranges.pods',
    'networks[0].clusters[0].ranges.services',
  ]);
});

test.each([
  ['maxPodsPerNode: 7', { maxPodsPerNode: 7 }],
  ['maxPodsPerNode: 300', { maxPodsPerNode: 300 }],
  [
    'controlPlane: 172.16.0.0/27',
    { controlPlane: { kind: 'range', cidr: { text: '172.16.0.0/27' } } },
  ],
  ['mode: autopilot\ncni: calico', { mode: 'autopilot', dataPlane: 'calico' }],
])('%j is for the rules to judge, not a fault of the input', (keys, expected) => {
  expect(clusterOf(keys)).toMatchObject(expected);
});

test.each([
  [
    'services: 1_000',
    '5:19 the text "1_000" is not accepted (networks[0].clusters[0].services) → write a whole number from 1 to 1000000000, digits only, without quotes',
  ],
  [
    'services: 1e3',
    '5:19 "1e3" is no count in digits (networks[0].clusters[0].services) → write 1000',
  ],
  [
    'services: 0x10',
    '5:19 "0x10" is no count in digits (networks[0].clusters[0].services) → write 16',
  ],
  [
    'services: 010',
    '5:19 "010" is no count in digits (networks[0].clusters[0].services) → write 10',
  ],
  [
    'services: 12.5',
    '5:19 "12.5" is no count in digits (networks[0].clusters[0].services) → write a whole number, digits only',
  ],
  [
    'services: -3',
    '5:19 "-3" is no count in digits (networks[0].clusters[0].services) → write a whole number, digits only',
  ],
  [
    'services: "50"',
    '5:19 the text "50" is not accepted (networks[0].clusters[0].services) → write a whole number from 1 to 1000000000, digits only, without quotes',
  ],
  [
    'services: 0',
    '5:19 "0" is not accepted (networks[0].clusters[0].services) → write a whole number from 1 to 1000000000, digits only, without quotes',
  ],
  [
    'zones: 51',
    '5:16 "51" is not accepted (networks[0].clusters[0].zones) → write a whole number from 1 to 50, digits only',
  ],
  [
    'growth: {percent: 1001}',
    '5:27 "1001" is not accepted (networks[0].clusters[0].growth.percent) → write a number from 0 to 1000, such as 30 or 12.5, without quotes',
  ],
  [
    'growth: {percent: 12.55}',
    '5:27 "12.55" is no percentage (networks[0].clusters[0].growth.percent) → write a number from 0 to 1000 with at most one decimal, such as 30 or 12.5',
  ],
  [
    'growth: {percent: -3}',
    '5:27 "-3" is no percentage (networks[0].clusters[0].growth.percent) → write a number from 0 to 1000',
  ],
  [
    'growth: {from: 2026-02-29}',
    '5:24 "2026-02-29" is no date (networks[0].clusters[0].growth.from) → write a day of the calendar as YYYY-MM-DD',
  ],
  [
    'maxPodPerNode: 64',
    '5:9 unknown key "maxPodPerNode" (networks[0].clusters[0].maxPodPerNode) → write maxPodsPerNode',
  ],
  ['toString: 64', '5:9 unknown key "toString" (networks[0].clusters[0].toString) → write one of '],
  [
    '__proto__: {a: 1}',
    '5:9 unknown key "__proto__" (networks[0].clusters[0].__proto__) → write one of ',
  ],
  [
    'mode: autopiloot',
    '5:15 the text "autopiloot" is not accepted (networks[0].clusters[0].mode) → write one of standard, autopilot',
  ],
  [
    'version: latest',
    '5:18 "latest" is no GKE version (networks[0].clusters[0].version) → write it as "1.33", "1.33.4" or "1.33.4-gke.1172000"',
  ],
  [
    'controlPlane: pcs',
    '5:23 "pcs" is no place of a control plane (networks[0].clusters[0].controlPlane) → write psc, none or a /28 such as 172.16.0.0/28',
  ],
  [
    'ranges: {pods: 10.4.0.5/14}',
    '5:24 "10.4.0.5/14" has host bits set (networks[0].clusters[0].ranges.pods) → write 10.4.0.0/14',
  ],
  [
    'ranges: {nodes: "fd00::/64"}',
    '5:25 "fd00::/64" is IPv6, where IPv4 is due (networks[0].clusters[0].ranges.nodes) → write an IPv4 block such as 10.4.0.0/14',
  ],
  [
    'ranges: {services: [10.8.0.0/20]}',
    '5:28 a list is not accepted (networks[0].clusters[0].ranges.services) → write a block such as 10.4.0.0/14, or {name: pods, cidr: 10.4.0.0/14}',
  ],
  [
    'ranges: {pods: {nam: p}}',
    '5:25 unknown key "nam" (networks[0].clusters[0].ranges.pods.nam) → write name',
  ],
  [
    'nodePools: {name: p}',
    '5:20 a map of keys and values is not accepted (networks[0].clusters[0].nodePools) → write a list: ',
  ],
  [
    'nodePools: [{nodes: 3}]',
    '5:21 networks[0].clusters[0].nodePools[0].name is missing → add the key name',
  ],
  [
    'nodes: 5\nnodePools: [{name: p}]',
    '5:9 nodes and nodePools exclude each other (networks[0].clusters[0].nodes) → move it into a pool',
  ],
  [
    'nodes: 5\nnodesPerZone: 2',
    '6:9 nodesPerZone and nodes exclude each other (networks[0].clusters[0].nodesPerZone) → keep one of the two',
  ],
  [
    'nodes: 5\nupgrade: blue-green\nmaxSurge: 2',
    '7:9 maxSurge and upgrade: blue-green exclude each other (networks[0].clusters[0].maxSurge) → keep one of the two',
  ],
  [
    'nodePools: [{name: p}, {name: p}]',
    '5:39 a second node pool is called "p" (networks[0].clusters[0].nodePools[1].name) → give each its own name',
  ],
  [
    'nodePools: [{name: p, podRange: x}]\nranges: {pods: {name: pods}}',
    '5:41 no Pod range is called "x" (networks[0].clusters[0].nodePools[0].podRange) → name one of the Pod ranges of the cluster: they are pods',
  ],
])('%j is refused', (keys, problem) => {
  const problems = problemsOf(withCluster(keys));
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain(`net.yaml:${problem}`);
});

test('a pool may name a Pod range that is still to be planned', () => {
  expect(clusterOf('nodePools: [{name: p, podRange: x}]').nodePools).toMatchObject([
    { podRange: 'x' },
  ]);
});

/** Two clusters of one name. */
const namesakes = (one: string, other: string) =>
  `networks:\n  - name: v\n    clusters:\n      - {name: a, location: ${one}}\n      - {name: a, location: ${other}}\n`;

test('names are unique: of networks, and of clusters in one location', () => {
  expect(problemsOf(namesakes('europe-west1', 'us-east1'))).toEqual([]);
  expect(problemsOf(namesakes('europe-west1', 'europe-west1'))[0]).toContain(
    'net.yaml:5:16 a second cluster of this location is called "a"',
  );
  expect(problemsOf('networks: [{name: v}, {name: v}]\n')[0]).toContain(
    'net.yaml:1:30 a second network is called "v"',
  );
});

test('a suppression needs a rule, a reason and a day of the calendar', () => {
  const text = 'networks: []\nsuppress:\n  - {rule: a, until: 2027-02-29}\n  - {reason: b}\n';
  expect(problemsOf(text)).toEqual([
    'net.yaml:3:5 suppress[0].reason is missing → add the key reason',
    'net.yaml:3:22 "2027-02-29" is no date (suppress[0].until) → write a day of the calendar as YYYY-MM-DD',
    'net.yaml:4:5 suppress[1].rule is missing → add the key rule',
  ]);
});

test('all faults of a file are named in one run, in the order of their lines', () => {
  const text = withCluster('nodez: 1\nservices: 1_000\nranges: {pods: 10.0.0.1/8}\nmode: x');
  expect(problemsOf(text).map((problem) => problem.split(' ')[0])).toEqual([
    'net.yaml:5:9',
    'net.yaml:6:19',
    'net.yaml:7:24',
    'net.yaml:8:15',
  ]);
});

test('a misspelt key is one fault, not two', () => {
  expect(problemsOf('netwroks:\n  - name: v\n')).toEqual([
    'net.yaml:1:1 unknown key "netwroks" (netwroks) → write networks',
  ]);
  expect(problemsOf('networks:\n  - nam: v\n')).toHaveLength(1);
});

test('a key that stands twice is refused in JSON as it is in YAML', () => {
  expect(problemsOf('{"networks": [],\n "networks": []}', 'net.json')).toEqual([
    'net.json:2:2 "networks" stands twice in one object → keep one of the two',
  ]);
});

test('only values in known places are repeated, cut and with control characters escaped', () => {
  const problems = problemsOf(withCluster(`ranges: {pods: "\\u001b[31m${'x'.repeat(500)}"}`));
  expect(problems[0]).not.toContain('\u001B');
  expect(problems[0]?.length).toBeLessThan(250);
});

const counts = fc.integer({ min: 1, max: 1000 });
const anyCluster = fc.record(
  {
    name: fc.constantFrom('a', 'true', '1e3', 'no'),
    zones: fc.integer({ min: 1, max: 50 }),
    location: fc.constantFrom('europe-west1', 'us-east1-b'),
    mode: fc.constantFrom('standard', 'autopilot'),
    version: fc.constantFrom('1.30', '1.33.4'),
    services: counts,
    maxPodsPerNode: counts,
    nodes: counts,
    podCidrOverprovision: fc.boolean(),
    ranges: fc.record(
      {
        nodes: fc.constantFrom('10.0.0.0/20', { name: 'n', cidr: '10.0.0.0/20' }),
        pods: fc.constantFrom('10.4.0.0/14', { name: 'p' }),
        services: fc.constantFrom('google-managed', '10.8.0.0/20'),
      },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: ['name'] },
);

test('a spec says the same in YAML and in JSON', () => {
  fc.assert(
    fc.property(anyCluster, (cluster) => {
      const spec = { networks: [{ name: 'v', clusters: [cluster] }] };
      const fromYaml = read(stringify(spec));
      const fromJson = read(JSON.stringify(spec), 'net.json');
      expect([fromYaml.problems, fromJson.problems]).toEqual([[], []]);
      expect(content(fromYaml)).toBe(content(fromJson));
    }),
    { numRuns: 100 },
  );
});

/** What is left of a value in a file: ajv wants its own type of schema. */
function plainJson(value: object): AnySchemaObject {
  return JSON.parse(JSON.stringify(value));
}

test('the published JSON Schema accepts what the planner accepts, and refuses an unknown key', () => {
  const ajv = new Ajv({ strict: false });
  const validate = ajv.compile(plainJson(toJsonSchema(specSchema)));
  const text = readFileSync(new URL('../../fixtures/inputs/spec.json', import.meta.url), 'utf8');
  expect(validate(JSON.parse(text))).toBe(true);
  expect(validate({ networks: [{ name: 'v', cluster: [] }] })).toBe(false);
  expect(ajv.validateSchema(plainJson(toJsonSchema(configSchema)))).toBe(true);
});

test('Pods of workloads, system Pods and more of Services are read, of clusters and of pools', () => {
  const cluster = clusterOf(
    [
      'services: 100',
      'serviceDetails: {pinned: 4, imports: 3, loadBalancers: 2, largest: 70, backends: 900}',
      'nodeLocalDns: false',
      'systemPodsPerNode: 9',
      'hostNetworkPods: 5',
      'nodePools:',
      '  - {name: a, pods: 5000}',
      '  - {name: b, nodes: 3, systemPodsPerNode: 12}',
    ].join('\n'),
  );
  expect(cluster).toMatchObject({
    serviceDetails: { pinned: 4, imports: 3, loadBalancers: 2, largest: 70, backends: 900 },
    nodeLocalDns: false,
    systemPods: { total: 9, hostNetwork: 5 },
    nodePools: [
      { name: 'a', pods: 5000 },
      { name: 'b', nodes: 3, systemPods: { total: 12 } },
    ],
  });
  expect(clusterOf('pods: 70').nodePools).toMatchObject([{ name: 'default', pods: 70 }]);
});

test.each([
  ['systemPodsPerNode: 4\nhostNetworkPods: 5', 'hostNetworkPods'],
  ['hostNetworkPods: 5', 'hostNetworkPods'],
  ['pods: 5\nnodePools: [{name: a, nodes: 3}]', 'pods'],
])('a cluster that says %j is refused', (lines, key) => {
  const { problems } = read(withCluster(lines));
  expect(problems.map(({ where }) => where?.path)).toEqual([`networks[0].clusters[0].${key}`]);
});
