import * as fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Network } from '../../src/gke/cluster.ts';
import { readInput } from './read-input.ts';
import type { InputResult } from '../../src/input/input.ts';
import { joinInputs } from '../../src/input/join.ts';
import { content } from '../../src/input/order.ts';

const fixture = (name: string): InputResult =>
  readInput({
    name,
    text: readFileSync(new URL(`../../fixtures/inputs/${name}`, import.meta.url), 'utf8'),
  });
const json = (name: string, value: unknown) => readInput({ name, text: JSON.stringify(value) });
const yaml = (name: string, text: string) => readInput({ name, text });

/** Without places, and without what only Google's API says. */
const plain = (networks: readonly Network[]) =>
  networks.map((network) => JSON.parse(content({ ...network, project: undefined })) as unknown);

const gcloudFiles = ['gcloud-clusters.json', 'gcloud-subnets.json', 'gcloud-networks.json'];

test('the same clusters are the same networks in every format', () => {
  const spec = joinInputs([fixture('spec.yaml')]);
  expect(spec.problems).toEqual([]);
  expect(spec.networks).toHaveLength(1);
  expect(spec.networks[0]?.clusters.map(({ name }) => name)).toEqual(['apple', 'pear']);
  for (const files of [['spec.json'], gcloudFiles]) {
    const joined = joinInputs(files.map(fixture));
    expect([joined.problems, joined.notChecked]).toEqual([[], []]);
    expect(plain(joined.networks)).toEqual(plain(spec.networks));
  }
});

test('a list and a table of the same ranges are the same ranges', () => {
  const [list, table] = [fixture('ranges.txt'), fixture('prefixes.csv')];
  expect(list.ranges.slice(0, 2).map(({ name, cidr }) => [name, cidr.text])).toEqual(
    table.ranges.map(({ name, cidr }) => [name, cidr.text]),
  );
});

const everything = [...gcloudFiles, 'prefixes.csv', 'ranges.txt', 'spec.yaml'].map(fixture);

test('the order of the inputs changes nothing, and neither does saying one twice', () => {
  const expected = JSON.stringify(joinInputs(everything), bigints);
  fc.assert(
    fc.property(
      fc.shuffledSubarray(everything, { minLength: everything.length }),
      fc.subarray(everything),
      (inputs, again) => {
        expect(JSON.stringify(joinInputs([...inputs, ...again]), bigints)).toBe(expected);
      },
    ),
    { numRuns: 50 },
  );
});

function bigints(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}

const cluster = (fields: object) => ({
  name: 'c',
  location: 'europe-west1-b',
  network: 'v',
  subnetwork: 'default',
  nodePools: [],
  ipAllocationPolicy: { useIpAliases: true, clusterSecondaryRangeName: 'pods' },
  ...fields,
});
const subnet = (region: string, block: string, fields: object = {}) => ({
  name: 'default',
  network: 'projects/p/global/networks/v',
  region: `projects/p/regions/${region}`,
  ipCidrRange: block,
  ...fields,
});

test('of subnets with one name, a cluster takes that of its region; the others are still taken', () => {
  const secondaryIpRanges = [{ rangeName: 'pods', ipCidrRange: '10.4.0.0/14' }];
  const { networks, notChecked } = joinInputs([
    json('subnets.json', [
      subnet('us-east1', '10.142.0.0/20'),
      subnet('europe-west1', '10.132.0.0/20', { secondaryIpRanges }),
    ]),
    json('clusters.json', [cluster({})]),
  ]);
  expect(notChecked).toEqual([]);
  expect(networks).toHaveLength(1);
  expect(networks[0]).toMatchObject({ name: 'v', project: 'p' });
  expect(networks[0]?.clusters[0]?.ranges).toMatchObject({
    nodes: { name: 'default', cidr: { text: '10.132.0.0/20' }, where: { file: 'subnets.json' } },
    pods: { name: 'pods', cidr: { text: '10.4.0.0/14' } },
  });
  expect(networks[0]?.ranges.map(({ cidr }) => cidr.text)).toEqual(['10.142.0.0/20']);
});

test('a cluster whose location is not known takes no subnet that could be another', () => {
  const { networks, notChecked } = joinInputs([
    json('subnets.json', [
      subnet('us-east1', '10.142.0.0/20'),
      subnet('europe-west1', '10.132.0.0/20'),
    ]),
    json('clusters.json', [
      cluster({ location: undefined, ipAllocationPolicy: { useIpAliases: true } }),
    ]),
  ]);
  expect(networks[0]?.clusters[0]?.ranges.nodes).not.toHaveProperty('cidr');
  expect(networks[0]?.ranges).toHaveLength(2);
  expect(notChecked.map(({ what }) => what)).toEqual(['subnet "default" of cluster "c"']);
});

test('a subnet that no input describes is not checked', () => {
  const { notChecked } = joinInputs([json('clusters.json', [cluster({})])]);
  expect(notChecked.map(({ what }) => what)).toEqual([
    'subnet "default" of cluster "c"',
    'secondary range "pods" of cluster "c"',
  ]);
});

test('a range that is still to be planned is no range that nobody describes', () => {
  const text = 'networks: [{name: v, clusters: [{name: a, ranges: {nodes: {name: n}}}]}]\n';
  expect(joinInputs([yaml('spec.yaml', text)]).notChecked).toEqual([]);
});

test('a spec names a subnet, and the list of subnets has its block', () => {
  const text =
    'networks: [{name: v, clusters: [{name: a, location: us-east1, ranges: {nodes: {name: default}}}]}]\n';
  const { networks } = joinInputs([
    yaml('spec.yaml', text),
    json('subnets.json', [subnet('us-east1', '10.142.0.0/20')]),
  ]);
  expect(networks).toMatchObject([
    {
      project: 'p',
      ranges: [],
      clusters: [{ ranges: { nodes: { cidr: { text: '10.142.0.0/20' } } } }],
    },
  ]);
});

const inProject = (project: string) => ({
  ...subnet('us-east1', '10.0.0.0/24'),
  network: `projects/${project}/global/networks/v`,
});

test('networks of one name in two projects are two, and one without a project stays apart from both', () => {
  const { networks } = joinInputs([
    json('a.json', [inProject('p'), inProject('q')]),
    yaml('b.yaml', 'networks: [{name: v}]\n'),
  ]);
  expect(networks.map(({ name, project }) => [name, project])).toEqual([
    ['v', 'p'],
    ['v', 'q'],
    ['v', undefined],
  ]);
});

test('clusters of one name in two places are two, a cluster in two files is one', () => {
  const { networks } = joinInputs([
    json('list.json', [cluster({}), cluster({ location: 'us-east1' })]),
    json('describe.json', cluster({})),
  ]);
  expect(networks[0]?.clusters.map(({ location }) => location)).toEqual([
    'europe-west1-b',
    'us-east1',
  ]);
});

test('a range that a cluster uses is not there a second time, by whatever file', () => {
  const { ranges, networks } = joinInputs([
    json('clusters.json', [cluster({ clusterIpv4Cidr: '10.4.0.0/14' })]),
    json('subnets.json', [subnet('europe-west1', '10.132.0.0/20')]),
    yaml('ipam.txt', '10.4.0.0/14 pods\n10.4.0.0/14 somebody else\n10.5.0.0/16 pods\n'),
  ]);
  expect(networks[0]?.ranges).toEqual([]);
  expect(ranges.map(({ name, cidr }) => [name, cidr.text])).toEqual([
    ['somebody else', '10.4.0.0/14'],
    ['pods', '10.5.0.0/16'],
  ]);
});

test("the subnet that GKE makes for a control plane's endpoint is the control plane's range", () => {
  const endpoint = subnet('europe-west1', '172.16.0.0/28', { name: 'gke-c-83211f96-pe-subnet' });
  const { networks } = joinInputs([
    json('clusters.json', [
      cluster({ privateClusterConfig: { masterIpv4CidrBlock: '172.16.0.0/28' } }),
    ]),
    json('subnets.json', [endpoint]),
  ]);
  expect(networks[0]?.ranges).toEqual([]);
});

test('inputs that contradict each other about a network are named', () => {
  const { problems } = joinInputs([
    yaml('a.yaml', 'networks: [{name: v, mtu: 1460}]\n'),
    yaml('b.yaml', 'networks: [{name: v, mtu: 1500}]\n'),
  ]);
  expect(problems).toMatchObject([
    {
      what: 'network "v" has the mtu 1500 here and 1460 in a.yaml:1:27',
      where: { file: 'b.yaml', line: 1 },
    },
  ]);
});

test('what a spec says in order stays in order', () => {
  const text = 'networks:\n  - {name: z, clusters: [{name: b}, {name: a}]}\n  - {name: y}\n';
  const { networks } = joinInputs([yaml('spec.yaml', text)]);
  expect(networks.map(({ name }) => name)).toEqual(['z', 'y']);
  expect(networks[0]?.clusters.map(({ name }) => name)).toEqual(['b', 'a']);
});

test('blocks alone mean the subnet that has the node range and the Pod range', () => {
  const secondaryIpRanges = [
    { rangeName: 'pods', ipCidrRange: '10.4.0.0/14' },
    { rangeName: 'svc', ipCidrRange: '10.8.0.0/20' },
  ];
  const subnets = json('subnets.json', [
    subnet('us-east1', '10.142.0.0/20', { secondaryIpRanges }),
  ]);
  const spec = (pods: string, location = 'us-east1') =>
    yaml(
      'spec.yaml',
      `networks: [{name: v, clusters: [{name: a, location: ${location},
        ranges: {nodes: 10.142.0.0/20, pods: ${pods}, services: 10.8.0.0/20}}]}]`,
    );
  const { networks } = joinInputs([spec('10.4.0.0/14'), subnets]);
  expect(networks).toMatchObject([
    {
      ranges: [],
      clusters: [
        {
          ranges: { nodes: { name: 'default' }, pods: { name: 'pods' }, services: { name: 'svc' } },
        },
      ],
    },
  ]);
  for (const apart of [spec('10.12.0.0/14'), spec('10.4.0.0/14', 'europe-west1')]) {
    expect(joinInputs([apart, subnets]).networks[0]?.ranges).toHaveLength(3);
  }
});
