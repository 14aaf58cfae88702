/** A complete network in fixtures/: planned from needs, written as Terraform, read back without a finding. */
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { runOn } from './fake-io.ts';

const folder = new URL('../../fixtures/networks/', import.meta.url);
const needs = readFileSync(new URL('two-regions.yaml', folder), 'utf8');
const kept = new URL('two-regions.tf', folder);
const files = { 'two-regions.yaml': needs };
const headroom = ['--min-headroom', '25'];

async function planned(format: string): Promise<string> {
  const run = await runOn({ files }, 'plan', 'two-regions.yaml', ...headroom, '-o', format);
  expect(run).toMatchObject({ code: 0, stderr: '' });
  return run.stdout;
}

it('is planned from needs alone to the Terraform that is kept beside it', async () => {
  const text = await planned('terraform');
  if (process.env['UPDATE_CASES'] === '1') writeFileSync(kept, text);
  expect(text).toBe(readFileSync(kept, 'utf8'));
});

it('has every kind of neighbour in that Terraform', async () => {
  const text = await planned('terraform');
  for (const kind of [
    'google_container_cluster',
    'google_compute_router_nat',
    'google_service_networking_connection',
    'REGIONAL_MANAGED_PROXY',
    'VPC_PEERING',
  ])
    expect(text).toContain(kind);
});

it('is read back from its Terraform without a finding, with the ranges of the plan', async () => {
  const report = JSON.parse(await planned('json'));
  expect(report.findings).toEqual([]);
  const machine = { files: { 'infra/main.tf': await planned('terraform') } };
  const run = await runOn(machine, 'check', 'infra', '-o', 'json');
  const read = JSON.parse(run.stdout);
  expect(read.findings).toEqual([]);
  const ranges = (clusters: { ranges: { role: string; cidr: string }[] }[]) =>
    clusters.flatMap((one) => one.ranges.map(({ role, cidr }) => `${role} ${cidr}`)).toSorted();
  expect(ranges(read.clusters)).toEqual(ranges(report.clusters));
});

it('is planned again to the same', async () => {
  const spec = await planned('spec');
  const again = await runOn(
    { files: { 'a.yaml': spec } },
    'plan',
    'a.yaml',
    ...headroom,
    '-o',
    'spec',
  );
  expect(again.stdout).toBe(spec);
});
