import { expect, test } from 'vitest';
import { runOn } from './fake-io.ts';

const two = `
region              = "us-east4"
private_subnet_cidr = "10.15.0.0/24"
public_subnet_cidr  = "10.15.1.0/24"
pods_cidr           = "10.64.0.0/17"
`;
const files = { 'two.tfvars': two };
const check = (machine: Parameters<typeof runOn>[0], ...flags: readonly string[]) =>
  runOn(machine, 'check', 'two.tfvars', '-o', 'json', ...flags);

test('--map says which of two subnets is that of the nodes', async () => {
  const { code, stdout } = await check({ files }, '--map', 'nodes=private_subnet_cidr');
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    clusters: [{ ranges: [{ role: 'node', cidr: '10.15.0.0/24', where: { line: 3 } }, {}] }],
    notChecked: [],
  });
});

test('the configuration says so for every run in its folder', async () => {
  const configured = {
    files: { ...files, 'gke-ip-planner.yaml': 'map:\n  nodes: public_subnet_cidr\n' },
  };
  const { code, stdout } = await check(configured);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    clusters: [{ ranges: [{ role: 'node', cidr: '10.15.1.0/24' }, {}] }],
  });
});

test.each([
  [
    ['--map', 'nodes'],
    '--map: "nodes" maps no name to a role\n  fix: write it as nodes=private_subnet_cidr\n',
  ],
  [
    ['--map', 'nodes=public_subnet'],
    '--map: no input has a variable "public_subnet"\n  fix: write public_subnet_cidr\n',
  ],
  [['--map', 'noodes=public_subnet_cidr'], '--map: "noodes" is no role\n  fix: write nodes '],
])('%j is a slip', async (flags, message) => {
  const { code, stdout, stderr } = await check({ files }, ...flags);
  expect(code).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toContain(message);
});

test('a slip in the configuration is named there', async () => {
  const configured = { files: { ...files, 'gke-ip-planner.yaml': 'map: {nodez: pods_cidr}\n' } };
  const { code, stderr } = await check(configured);
  expect(code).toBe(2);
  expect(stderr).toContain('gke-ip-planner.yaml: "nodez" is no role\n  fix: write nodes ');
});

test('variables come from stdin as well', async () => {
  const stdin = 'region = "us-east4"\npods_cidr = "10.64.0.0/17"\n';
  const { code, stdout } = await runOn({ stdin }, 'check', '-', '-o', 'json');
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    clusters: [{ ranges: [{ role: 'pod', cidr: '10.64.0.0/17', where: { file: '-', line: 2 } }] }],
  });
});
