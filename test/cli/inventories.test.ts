/** Inventories above a megabyte, which no run reads as one text. */
import { describe, expect, it } from 'vitest';
import { type FakeMachine, runOn } from './fake-io.ts';

const url = 'https://www.googleapis.com/compute/v1/projects/team-a';

/** The subnet number `index`: 10.x.y.0/25 with Pods in the /25 behind it. */
function subnetRow(index: number) {
  const net = `10.${index >> 8}.${index & 255}`;
  return {
    creationTimestamp: '2024-03-11T02:41:57.123-07:00',
    gatewayAddress: `${net}.1`,
    ipCidrRange: `${net}.0/25`,
    kind: 'compute#subnetwork',
    name: `subnet-${index}`,
    network: `${url}/global/networks/vpc`,
    privateIpGoogleAccess: true,
    purpose: 'PRIVATE',
    region: `${url}/regions/europe-west1`,
    secondaryIpRanges: [{ ipCidrRange: `${net}.128/25`, rangeName: `pods-${index}` }],
    selfLink: `${url}/regions/europe-west1/subnetworks/subnet-${index}`,
  };
}

/** 2,500 subnets: 10.0.0.0/25 to 10.9.195.128/25, so that 10.9.196.0 is the first free address. */
const rows = Array.from({ length: 2500 }, (_, index) => subnetRow(index));
const json = (all: readonly unknown[]) => JSON.stringify(all, null, 2);
const lines = (all: readonly unknown[]) => all.map((row) => `${JSON.stringify(row)}\n`).join('');
const asset = (type: string) => (data: { readonly name: string }) => ({
  name: `//compute.googleapis.com/projects/team-a/${data.name}`,
  assetType: type,
  resource: { version: 'v1', data: { ...data, description: 'x'.repeat(400) } },
});
const subnetAsset = asset('compute.googleapis.com/Subnetwork');

async function reportOf(machine: FakeMachine, ...argv: readonly string[]) {
  const { code, stdout, stderr } = await runOn(machine, ...argv, '-o', 'json');
  expect(stderr).toBe('');
  return { code, report: JSON.parse(stdout) };
}

const twice = [...rows, { ...subnetRow(7), name: 'again' }];

describe('check of a long inventory', () => {
  it.each([
    ['a list of subnets', 'subnets.json', json(twice)],
    ['an export of assets', 'assets.json', json(twice.map(subnetAsset))],
    ['an export of assets, one on each line', 'assets.ndjson', lines(twice.map(subnetAsset))],
  ])('finds the subnet that is there twice in %s', async (_, name, text) => {
    expect(text.length).toBeGreaterThan(1_000_000);
    const { code, report } = await reportOf({ files: { [name]: text } }, 'check', name);
    expect(code).toBe(1);
    // the two primary ranges and the two secondary ranges of one name, which are one
    expect(report.summary).toMatchObject({ errors: 1, overlappingPairs: 1 });
    expect(report.findings[0].facts).toMatchObject({ first: '10.0.7.0/25', second: '10.0.7.0/25' });
    expect(report.networks).toMatchObject([
      // 2,500 × 256 addresses
      { name: 'vpc', project: 'team-a', usedAddresses: 640_000, largestFree: '10.128.0.0/9' },
    ]);
  });

  it('says where a range stands: a path in an array, a line where there are lines', async () => {
    const files = { 'a.json': json(twice), 'a.ndjson': lines(twice.map(subnetAsset)) };
    const { report: array } = await reportOf({ files }, 'check', 'a.json');
    expect(array.findings[0].where).toEqual({ file: 'a.json', path: '[2500].ipCidrRange' });
    const { report: ofLines } = await reportOf({ files }, 'check', 'a.ndjson');
    expect(ofLines.findings[0].where).toMatchObject({
      file: 'a.ndjson',
      line: 2501,
      path: 'resource.data.ipCidrRange',
    });
  });

  it('reads it from standard input, too', async () => {
    const { report } = await reportOf({ stdin: json(twice) }, 'check', '-');
    expect(report.summary.overlappingPairs).toBe(1);
  });

  it('gives clusters the ranges that they name in it', async () => {
    const cluster = {
      name: 'prod',
      location: 'europe-west1',
      network: 'vpc',
      networkConfig: {
        network: 'projects/team-a/global/networks/vpc',
        subnetwork: 'projects/team-a/regions/europe-west1/subnetworks/subnet-9',
      },
      ipAllocationPolicy: { useIpAliases: true, clusterSecondaryRangeName: 'pods-9' },
      nodePools: [{ name: 'default', initialNodeCount: 1, config: {} }],
    };
    const files = { 'subnets.json': json(rows), 'clusters.json': json([cluster]) };
    const { report } = await reportOf(
      { files },
      'check',
      'clusters.json',
      'subnets.json',
      '--fail-on',
      'never',
    );
    const ranges = report.clusters[0].ranges.map(({ cidr }: { cidr: string }) => cidr);
    expect(ranges).toEqual(['10.0.9.0/25', '10.0.9.128/25']);
    expect(report.summary.overlappingPairs).toBe(0);
  });

  it('lists as many pairs as --limit says, and counts all', async () => {
    const same = Array.from({ length: 3000 }, (_, index) => ({
      ...subnetRow(7),
      name: `n${index}`,
      secondaryIpRanges: [],
    }));
    const files = { 'same.json': json(same) };
    // 3,000 × 2,999 / 2
    const { report } = await reportOf({ files }, 'check', 'same.json', '--limit', '7');
    expect(report.summary.overlappingPairs).toBe(4_498_500);
    const pairs = (findings: readonly { rule: string }[]) =>
      findings.filter(({ rule }) => rule === 'range-overlap');
    expect(pairs(report.findings)).toHaveLength(7);
    const { report: usual } = await reportOf({ files }, 'check', 'same.json');
    expect(pairs(usual.findings)).toHaveLength(100);
  });

  it('names malformed rows and prints nothing else', async () => {
    const bad = rows.map((row, index) =>
      index % 100 === 50 ? { ...row, ipCidrRange: '10.0.0.1/25' } : row,
    );
    const run = await runOn(
      { files: { 'a.ndjson': lines(bad.map(subnetAsset)) } },
      'check',
      'a.ndjson',
    );
    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(run.stderr.match(/^a\.ndjson:\d+/gm)?.slice(0, 3)).toEqual([
      'a.ndjson:51',
      'a.ndjson:151',
      'a.ndjson:251',
    ]);
    expect(run.stderr).toContain('5 more rows are malformed');
  });

  it('reads a long text that is no inventory as before', async () => {
    const spec = `# ${'x'.repeat(1_100_000)}\nnetworks: [{name: vpc, clusters: [{name: a, nodes: 1, ranges: {nodes: 10.0.0.0/24, pods: 10.4.0.0/20}}]}]\n`;
    const { report } = await reportOf(
      { files: { 'spec.yaml': spec } },
      'check',
      'spec.yaml',
      '--fail-on',
      'never',
    );
    expect(report.clusters).toHaveLength(1);
  });
});

describe('a plan beside a long inventory', () => {
  it.each([
    ['subnets', json(rows)],
    [
      'a list',
      `${rows.map((row) => `${row.ipCidrRange} ${row.name}`).join('\n')}\n${' '.repeat(1_000_000)}\n`,
    ],
  ])('keeps clear of %s', async (_, text) => {
    const files = { existing: text };
    const { code, report } = await reportOf(
      { files },
      'plan',
      '--nodes',
      '3',
      '--within',
      '10.0.0.0/12',
      '--existing',
      'existing',
    );
    expect(code).toBe(0);
    const ranges: { cidr: string }[] = report.clusters[0].ranges;
    const taken = new Set(rows.map((row) => row.ipCidrRange));
    expect(ranges).toHaveLength(3);
    expect(ranges.some(({ cidr }) => taken.has(cidr))).toBe(false);
    expect(report.summary.overlappingPairs).toBe(0);
  });
});
