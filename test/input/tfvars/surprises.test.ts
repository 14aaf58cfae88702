/** What variables in the wild hold that nobody expects, through the whole program. */
import { expect, test } from 'vitest';
import { runOn } from '../../cli/fake-io.ts';

interface Range {
  readonly role: string;
  readonly cidr: string | null;
}

interface Shown {
  readonly clusters: readonly {
    readonly name: string;
    readonly mode: string;
    readonly demand: { readonly nodes: number | null };
    readonly capacity: { readonly nodes: number; readonly boundBy: { readonly nodes: string } };
    readonly nodePools: readonly { readonly maxPodsPerNode: number }[];
    readonly ranges: readonly Range[];
    readonly growthLimits: readonly { readonly limiter: string; readonly limit: number }[];
  }[];
  readonly findings: readonly { readonly rule: string; readonly message: string }[];
  readonly notChecked: readonly { readonly what: string }[];
}

type Files = Readonly<Record<string, object | string>>;

function run(files: Files, ...flags: readonly string[]) {
  const texts = Object.entries(files).map(([name, content]) => {
    return [name, typeof content === 'string' ? content : JSON.stringify(content)];
  });
  const machine = { files: Object.fromEntries(texts) };
  return runOn(
    machine,
    'check',
    ...Object.keys(files),
    '-o',
    'json',
    '--fail-on',
    'never',
    ...flags,
  );
}

async function check(files: Files): Promise<Shown> {
  const { code, stdout, stderr } = await run(files);
  expect(stderr).toBe('');
  expect(code).toBe(0);
  return JSON.parse(stdout);
}

const checkOne = (variables: object) => check({ 'prod.tfvars.json': variables });
const rulesOf = ({ findings }: Shown) => findings.map(({ rule }) => rule);
const limitBy = ({ clusters }: Shown, limiter: string) =>
  clusters[0]?.growthLimits.find((limit) => limit.limiter === limiter)?.limit;

const google = { region: 'europe-west1' };
const usual = { ...google, subnet_cidr: '10.0.0.0/20', services_cidr: '10.8.0.0/20' };

test('1: the Pods of 32 nodes against a ceiling of 100 in each zone', async () => {
  // 8192 addresses in blocks of 256
  const shown = await checkOne({ ...usual, pods_cidr: '10.4.0.0/19', max_count: 100 });
  expect(limitBy(shown, 'pod-range')).toBe(32);
  expect(shown.clusters[0]?.demand.nodes).toBe(300);
  expect(rulesOf(shown)).toContain('pod-range-exhausted');
});

test('2: the ranges of Pods and Services are swapped', async () => {
  const shown = await checkOne({
    ...google,
    subnets: [{ subnet_name: 'gke', subnet_ip: '10.0.0.0/20' }],
    secondary_ranges: {
      gke: [
        { range_name: 'pods', ip_cidr_range: '10.4.0.0/16' },
        { range_name: 'services', ip_cidr_range: '10.8.0.0/20' },
      ],
    },
    ip_range_pods: 'services',
    ip_range_services: 'pods',
  });
  expect(shown.clusters[0]?.ranges).toMatchObject([
    { role: 'node', cidr: '10.0.0.0/20' },
    { role: 'pod', cidr: '10.8.0.0/20' },
    { role: 'service', cidr: '10.4.0.0/16' },
  ]);
  expect(rulesOf(shown)).toContain('range-role-conflict');
});

test('3: a control plane on a subnet of the same network, seen when two folders are read together', async () => {
  const network = {
    ...google,
    network_name: 'v',
    subnets: [{ subnet_name: 'lb', subnet_ip: '10.13.0.0/28' }],
  };
  const cluster = {
    ...google,
    network_name: 'v',
    cluster_name: 'c',
    nodes_cidr: '10.0.0.0/20',
    pods_cidr: '10.4.0.0/16',
    master_ipv4_cidr_block: '10.13.0.0/28',
  };
  const alone = await check({ 'gke/terraform.tfvars.json': cluster });
  expect(rulesOf(alone)).not.toContain('range-overlap');
  const shown = await check({
    'vpc/terraform.tfvars.json': network,
    'gke/terraform.tfvars.json': cluster,
  });
  expect(rulesOf(shown)).toContain('range-overlap');
});

test('4: four nodes by Pods under a subnet for 65,532', async () => {
  const shown = await checkOne({
    ...google,
    subnet_cidr: '10.2.0.0/16',
    pods_cidr: '192.168.8.0/22',
  });
  expect(limitBy(shown, 'pod-range')).toBe(4);
  // one address is the endpoint's, one node more exists while a pool is upgraded
  expect(limitBy(shown, 'node-range')).toBe(65_531);
  expect(rulesOf(shown)).toContain('stranded-capacity');
});

test('5: a routes-based cluster keeps its Services inside its range, and holds 16 nodes in a /19', async () => {
  const shown = await checkOne({
    zone: 'us-east1-b',
    subnet_cidr: '10.0.0.0/20',
    networking_mode: 'ROUTES',
    cluster_ipv4_cidr: '10.4.0.0/19',
    services_ipv4_cidr_block: '10.4.16.0/20',
  });
  // (8192 - 4096) / 256
  expect(limitBy(shown, 'pod-range')).toBe(16);
  expect(rulesOf(shown)).not.toContain('range-overlap');
});

test('6: 100.128.0.0 is public, the shared space ends before', async () => {
  const shown = await checkOne({ ...usual, pods_cidr: '100.128.0.0/16' });
  expect(rulesOf(shown)).toContain('public-range');
  expect(rulesOf(await checkOne({ ...usual, pods_cidr: '100.127.0.0/16' }))).not.toContain(
    'public-range',
  );
});

test('7: 34.118.224.0/20 is fine for Services', async () => {
  const shown = await checkOne({
    ...usual,
    services_cidr: '34.118.224.0/20',
    pods_cidr: '10.4.0.0/16',
  });
  expect(rulesOf(shown)).not.toContain('public-range');
  expect(rulesOf(shown)).not.toContain('managed-service-range');
});

test('8: Autopilot has 32 Pods per node whatever the variables say, 8 nodes in a /23', async () => {
  const shown = await checkOne({ ...usual, enable_autopilot: true, pods_cidr: '10.4.0.0/23' });
  expect(shown.clusters[0]).toMatchObject({
    mode: 'autopilot',
    nodePools: [{ maxPodsPerNode: 32 }],
  });
  expect(limitBy(shown, 'pod-range')).toBe(8);
});

test("9: a pool's Pods per node beat those of the cluster", async () => {
  // 12 Pods: blocks of 32 addresses, 512 of them in a /18
  const shown = await checkOne({
    ...usual,
    pods_cidr: '10.4.0.0/18',
    default_max_pods_per_node: 20,
    node_pools: [{ name: 'a', max_pods_per_node: 12, max_count: 1 }],
  });
  expect(limitBy(shown, 'pod-range')).toBe(512);
});

test('10: environments of one network overlap, and equal ranges of two networks do not', async () => {
  const environment = (network_name: string, cluster_name: string, n: number) => ({
    ...google,
    network_name,
    cluster_name,
    subnet_cidr: `10.${n}.0.0/20`,
    pods_cidr: '10.4.0.0/14',
  });
  const shown = await check({
    'dev.tfvars.json': environment('v', 'dev', 0),
    'prod.tfvars.json': environment('v', 'prod', 1),
    'stage.tfvars.json': environment('v', 'stage', 2),
  });
  expect(shown.clusters.map(({ name }) => name)).toEqual(['dev', 'prod', 'stage']);
  expect(rulesOf(shown)).toContain('range-overlap');
  const apart = await check({
    'dev.tfvars.json': environment('a', 'dev', 0),
    'prod.tfvars.json': environment('b', 'prod', 0),
  });
  expect(rulesOf(apart)).not.toContain('range-overlap');
});

test('11: a region that holds a zone, and two clusters of one name', async () => {
  const zonal = await checkOne({
    ...usual,
    region: 'us-east1-b',
    pods_cidr: '10.4.0.0/16',
    max_count: 5,
  });
  expect(zonal.clusters[0]?.demand.nodes).toBe(5);
  const twins = await checkOne({
    clusters: [
      { name: 'c', region: 'us-east1', subnet_cidr: '10.0.0.0/20', pods_cidr: '10.4.0.0/16' },
      { name: 'c', region: 'us-west1', subnet_cidr: '10.1.0.0/20', pods_cidr: '10.5.0.0/16' },
    ],
  });
  expect(twins.clusters).toHaveLength(2);
});

test('12: sizes without addresses, ranges without a role, and a range that VPC prohibits', async () => {
  const sizes = await checkOne({
    ...google,
    subnet_cidr: '10.0.0.0/20',
    cluster_ipv4_cidr_block: '/19',
    services_ipv4_cidr_block: '/22',
  });
  expect(limitBy(sizes, 'pod-range')).toBe(32);
  const prohibited = await checkOne({
    ...usual,
    pods_cidr: '10.4.0.0/16',
    master_cidr: '127.0.0.0/28',
  });
  expect(rulesOf(prohibited)).toContain('prohibited-range');
  const unlabelled = await checkOne({
    subnets: [{ subnet_name: 'a', subnet_ip: '10.0.0.0/24' }],
    secondary_ranges: { a: [{ range_name: 'a-01', ip_cidr_range: '10.1.0.0/24' }] },
  });
  expect(unlabelled.notChecked).toMatchObject([{ what: 'secondary_ranges.a[0].ip_cidr_range' }]);
});

test.each<readonly [string, Files, string]>([
  [
    'host bits',
    { 'a.tfvars': 'pods_cidr = "10.4.0.5/14"' },
    'a.tfvars:1:13: "10.4.0.5/14" has host bits set',
  ],
  [
    'a name set twice',
    { 'a.tfvars': 'pods_cidr = "10.4.0.0/16"\na = 1\npods_cidr = ""' },
    'a.tfvars:3:1: pods_cidr is set twice, first on line 1',
  ],
  ['a template', { 'a.tfvars': 'project = {project_id}' }, 'a.tfvars:1:'],
  [
    'two JSON values',
    { 'a.tfvars.json': '{"a": 1}\n{"b": 2}' },
    'a.tfvars.json:2:1: goes on after the object',
  ],
])('13: %s', async (_, files, message) => {
  const { code, stdout, stderr } = await run(files);
  expect(stderr).toContain(message);
  expect(stdout).toBe('');
  expect(code).toBe(2);
});

test('13: placeholders are not checked, and no error', async () => {
  const shown = await check({
    'a.tfvars': 'region = "us-east1"\npods_cidr = "{{ pods }}"\nnodes_cidr = "<cidr>"',
  });
  expect(shown.notChecked.map(({ what }) => what).toSorted()).toEqual(['nodes_cidr', 'pods_cidr']);
});
