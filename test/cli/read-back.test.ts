import { expect, it } from 'vitest';
import { readReport } from '../../src/report/read-report.ts';
import type { ReportCluster } from '../../src/report/report.ts';
import { runOn } from './fake-io.ts';

const spec = `
networks:
  - name: prod-vpc
    mtu: 1500
    within: [10.0.0.0/9]
    podsWithin: [100.64.0.0/10]
    clusters:
      - name: prod
        location: europe-west1
        cni: dataplane-v2
        version: "1.33"
        nodePools:
          - { name: default, nodes: 51 }
          - { name: batch, nodesPerZone: 20, maxPodsPerNode: 32, upgrade: blue-green, podRange: pods-batch }
      - { name: auto, location: europe-west4, mode: autopilot, version: "1.33", nodes: 40 }
      - { name: plane, location: europe-west1-b, controlPlane: 172.16.0.0/28, nodes: 9, maxPodsPerNode: 64 }
      - { name: routes, location: us-east1-c, cni: kubenet, nodes: 5 }
`;

/** What a cluster is, without what only the spec says: Services, and nodes of Autopilot. */
function gist({ name, mode, capacity, nodePools, ranges, mtu }: ReportCluster) {
  const pools = nodePools.map((pool) => [
    pool.name,
    pool.maxPodsPerNode,
    pool.perNodePrefixLength,
    mode === 'autopilot' ? null : pool.peakNodes,
  ]);
  return { name, mode, capacity, mtu, pools, ranges: ranges.map(({ role, cidr }) => [role, cidr]) };
}

const gists = (report: string) =>
  readReport(report)
    .clusters.map(gist)
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));

it('what plan writes as Terraform is what check reads', async () => {
  const plan = ['plan', 'spec.yaml', '-o', 'terraform=main.tf', '-o', 'json'];
  const planned = await runOn({ files: { 'spec.yaml': spec } }, ...plan);
  expect(planned.stderr).toBe('');
  const checked = await runOn({ files: planned.written }, 'check', 'main.tf', '-o', 'json');
  expect(checked.stderr).toBe('');
  expect(gists(checked.stdout)).toEqual(gists(planned.stdout));
  expect(gists(planned.stdout)).toHaveLength(4);
});

it('what plan writes as variables is what check reads', async () => {
  const flags = ['--nodes', '200', '--max-pods-per-node', '64', '--services', '1500'];
  const planned = await runOn({}, 'plan', ...flags, '-o', 'tfvars=v.tfvars', '-o', 'json');
  const checked = await runOn({ files: planned.written }, 'check', 'v.tfvars', '-o', 'json');
  expect(gists(checked.stdout)).toEqual(gists(planned.stdout));
});
